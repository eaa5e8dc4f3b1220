"""
Bundle the query page's script: what stands in `front/`, with the packages that its lock file names.

The output is committed, so that Node is needed only to change it. `front/vendored.json` says which sources the output
was made from. Exit code 1 when `--check` finds other output than the committed, 2 when npm cannot do its work.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
FRONT: Final = ROOT / "front"
OUTPUT: Final = ROOT / "server" / "acervo" / "web" / "static"
RECORD: Final = FRONT / "vendored.json"
SCRIPT: Final = "query.js"
LICENCES: Final = "query.licences.txt"
_BANNER: Final = f"/* Bundled from front/ by tools/vendor_js.py. Licences of what is in it: {LICENCES} */"
_BUNDLE: Final = (
    *("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=none"),
    f"--banner:js={_BANNER}",
    "--metafile=meta.json",
    "--outfile=bundle.js",
)


class CannotBundleError(Exception):
    """npm or esbuild failed; the message says which."""


def sources() -> list[Path]:
    """What the output is made from, beside this program."""
    return sorted([*FRONT.glob("*.js"), FRONT / "package.json", FRONT / "package-lock.json"])


def digest(contents: Iterable[bytes]) -> str:
    """One SHA-256 of *contents* in their order."""
    whole = hashlib.sha256()
    for content in contents:
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def record_of(outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """What `vendored.json` says when *outputs* were made from the sources as they stand."""
    return {
        "made_from": digest([_BANNER.encode(), *(path.read_bytes() for path in sources())]),
        "outputs": {name: digest([content]) for name, content in outputs.items()},
    }


def bundled(npm: Sequence[str]) -> dict[str, bytes]:
    """
    The output by name, made anew in a folder of its own: packages in the lock's versions, proven by its hashes.

    Args:
        npm: The command to call npm by.

    Raises:
        CannotBundleError: npm or esbuild failed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in sources():
            shutil.copy(path, folder)
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        _run([*npm, "exec", "--offline", "--", "esbuild", SCRIPT, *_BUNDLE, "--log-level=warning"], folder)
        inputs = json.loads((folder / "meta.json").read_text("utf-8"))["inputs"]
        return {
            SCRIPT: (folder / "bundle.js").read_bytes(),
            LICENCES: _licences(folder, inputs).encode(),
        }


def _run(command: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotBundleError(f"{shlex.join(command)}: {error}") from error


def _licences(folder: Path, inputs: Iterable[str]) -> str:
    packages = {
        "/".join(parts[1 : 3 if parts[1].startswith("@") else 2])
        for parts in (path.split("/") for path in inputs)
        if parts[0] == "node_modules"
    }
    texts = []
    for package in sorted(packages):
        place = folder / "node_modules" / package
        told = json.loads((place / "package.json").read_text("utf-8"))
        files = sorted(path for path in place.iterdir() if path.name.lower().startswith(("licen", "copying", "notice")))
        if not files:
            raise CannotBundleError(f"{package} brings no text of its licence.")
        title = f"{package} {told['version']} ({told['license']})"
        texts.append("\n\n".join([title, *(path.read_text("utf-8").strip() for path in files)]))
    return f"\n\n{'-' * 72}\n\n".join(texts) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; see `--help`."""
    parser = argparse.ArgumentParser(description="Bundle the query page's script from front/.")
    parser.add_argument("--check", action="store_true", help="write nothing; compare with what is committed")
    parser.add_argument("--npm", default="npm", type=shlex.split, help="the command to call npm by (default: npm)")
    options = parser.parse_args(arguments)
    try:
        outputs = bundled(options.npm)
    except CannotBundleError as error:
        print(f"vendor_js: {error}", file=sys.stderr)
        return 2
    if options.check:
        changed = [name for name, content in outputs.items() if (OUTPUT / name).read_bytes() != content]
        print(f"vendor_js: {', '.join(changed) or 'nothing'} would change.")
        return 1 if changed else 0
    for name, content in outputs.items():
        (OUTPUT / name).write_bytes(content)
        print(f"{OUTPUT / name}: {len(content) / 1000:.0f} kB")
    RECORD.write_text(json.dumps(record_of(outputs), indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
