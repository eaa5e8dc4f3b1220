"""What the reader's tests read: the W3C's files, the archive's, and a text with every nasty thing in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from acervo.turtle.document import Document
from acervo.turtle.reader import read_turtle

ROOT = Path(__file__).parents[3]
W3C = ROOT / ".." / "shared" / "w3c" / "turtle"
BASE = "https://example.org/gdansk/"

#: Line ends of three kinds, a byte order mark, tabs, emoji, nested blank nodes, comments full of punctuation.
NASTY = (
    "\ufeff@prefix : <https://example.org/gdansk/id/> .\r\n"
    "@prefix mov: <https://w3id.org/acervo/ns#> . # “a comment”; with . , [ ( < \" and '''\r"
    "\r\n"
    ":strike\ta mov:Event ;# no space before\n"
    '\tmov:label "🚢 Strajk"@pl, """two\r\nlines \\"and\\" a \\u00e9"""@EN-gb , \'\'\'it\'s "fine"\'\'\' ;\n'
    "    mov:count +7 , -.5e3 , 1.0 , true , 1 , 01 ;\n"
    "    mov:part [ a mov:Part ; mov:of [ mov:of [] , [ mov:of ( :a ( ) [ mov:x 'y' ] ( 1 \"2\"^^mov:N ) ) ] ] ] .\n"
    "[ mov:alone <../a/./b?c=d#e> ] . ( :x _:b1 ) mov:of _:b1 .\n"
    "_:b1.c mov:of :a\\,b , :100%25 , <\\u00e9> , :a.b.c.\n"
    "<> mov:of <#f> . PREFIX b: <b/>\n"
    "BASE <c/>  <d> <e> b:, b:c ;;; . # the end 🚢"
)


def read(text: str, name: str = "data/a.ttl") -> Document:
    """*text*, read without asking the engine."""
    return read_turtle(text, name, BASE, gate=False)


@cache
def archive_texts() -> dict[str, str]:
    """Every Turtle file of the archive and of the core, by path."""
    paths = [path for folder in ("data", "ontology", "shapes") for path in sorted((ROOT / folder).rglob("*.ttl"))]
    return {path.relative_to(ROOT).as_posix(): _text(path) for path in paths}


def w3c_texts(suffix: str = "ttl") -> dict[str, str]:
    """Every file of the W3C's Turtle suite, by name; skips the test where the suite is missing."""
    if not W3C.is_dir():
        pytest.skip("needs the W3C test suites, which are not part of the repository")
    return _w3c_texts(suffix)


@cache
def _w3c_texts(suffix: str) -> dict[str, str]:
    return {path.name: _text(path) for path in sorted(W3C.glob(f"*.{suffix}"))}


def _text(path: Path) -> str:
    # Not read_text(): line ends stay as they are.
    return path.read_bytes().decode("utf-8")
