"""The pages of documentation, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@dataclass(frozen=True)
class Block:
    """One fenced block of code."""

    page: Path
    line: int
    language: str
    text: str
    file: str | None
    """The file that it shows, when the line before the block is a path as code and a colon."""
    runs: bool
    """Whether the line before it says `<!-- runs -->`."""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path, *languages: str) -> Iterator[Block]:
    """The blocks of *page* in *languages* (in any, when none is named)"""
    lines = page.read_text(encoding="utf-8").splitlines()
    start: int | None = None
    indent = language = ""
    for number, line in enumerate(lines):
        fence = re.fullmatch(r"( *)```(\w*)", line)
        if fence and start is None:
            start, indent, language = number, fence[1], fence[2]
        elif fence and start is not None and fence[1] == indent:
            if not languages or language in languages:
                before = next((one for one in reversed(lines[:start]) if one), "")
                file = re.fullmatch(r"`([^`]+)`:", before)
                text = "".join(f"{one.removeprefix(indent)}\n" for one in lines[start + 1 : number])
                yield Block(page, start + 1, language, text, file[1] if file else None, before == "<!-- runs -->")
            start = None


def all_blocks(*languages: str) -> list[Block]:
    """The blocks of every page."""
    return [block for page in PAGES for block in blocks(page, *languages)]


def prose(page: Path) -> str:
    """The text of *page* without its blocks of code."""
    return re.sub(r"^( *)```.*?^\1```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What a link to a heading of *page* may end with, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
