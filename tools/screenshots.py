"""
Photograph the home page and an entity's page of an archive, for the README.

Starts `acervo serve` on a free port and looks at it with Chromium: on PATH, or where the environment variable CHROMIUM
says. Exit code 2 when there is no Chromium, no Playwright, or no server.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: A browser that minds its own business: no updates, no telemetry, no first-run pages.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE: Final = (1280, 900)
NARROW: Final = (390, 844)


class CannotPhotographError(Exception):
    """Something that the photographs need is missing; the message says what to do."""


def find_chromium() -> str:
    """
    The path of a Chromium.

    Raises:
        CannotPhotographError: there is none.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise CannotPhotographError(f"CHROMIUM names {named}, which is no program.")
        return found
    for program in PROGRAMS:
        found = shutil.which(program)
        if found is not None:
            return found
    raise CannotPhotographError(
        "there is no Chromium on PATH. Install it (Debian: apt install chromium), or set CHROMIUM to its path."
    )


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    """
    `acervo serve` on a free port, ended with the block; gives its address.

    Raises:
        CannotPhotographError: the server ended before it was ready.
    """
    command = [sys.executable, "-c", "from acervo.cli.main import main; main()", "serve", str(archive), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                ready = re.search(r"http://\S+?:\d+", line)
                if ready:
                    yield ready[0]
                    return
            raise CannotPhotographError(f"the archive at {archive} could not be served.")
        finally:
            server.terminate()
            server.communicate()


def photograph(address: str, pages: dict[str, str], sizes: dict[str, tuple[int, int]], output: Path) -> list[Path]:
    """
    One PNG for each of *pages* (name → path) in each of *sizes* (ending of the file's name → width, height).

    Raises:
        CannotPhotographError: there is no Chromium or no Playwright, or a page cannot be read.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise CannotPhotographError("Playwright is not installed. Run: make test, which installs it.") from error
    chromium = find_chromium()
    output.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for ending, (width, height) in sizes.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="en", color_scheme="light"
            )
            tab = context.new_page()
            for name, path in pages.items():
                response = tab.goto(address + path, wait_until="networkidle")
                if response is None or not response.ok:
                    raise CannotPhotographError(f"{path} answered {response.status if response else 'nothing'}.")
                file = output / f"{name}{ending}.png"
                tab.screenshot(path=file, animations="disabled")
                written.append(file)
            context.close()
        browser.close()
    return written


def main(arguments: list[str] | None = None) -> int:
    """Run the command; see `--help`."""
    parser = argparse.ArgumentParser(description="Photograph the home page and an entity's page for the README.")
    parser.add_argument("archive", nargs="?", type=Path, default=ROOT, help="folder of the archive (default: this one)")
    parser.add_argument("--entity", default="battle-la-gaviota-2016", help="slug of the entity (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "images", metavar="DIR", help="where to write")
    parser.add_argument("--all", action="store_true", help="also as a telephone shows them, 390 px wide")
    options = parser.parse_args(arguments)
    sizes = {"": WIDE, **({"-390": NARROW} if options.all else {})}
    try:
        find_chromium()
        with serving(options.archive) as address:
            written = photograph(address, {"home": "/", "entity": f"/page/{options.entity}"}, sizes, options.output)
    except CannotPhotographError as error:
        print(f"screenshots: {error}", file=sys.stderr)
        return 2
    for file in written:
        print(f"{file}: {file.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
