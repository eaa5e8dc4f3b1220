"""Small pieces of Markdown, the same way on every page."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from typing import Final

MARK: Final = "<!-- Written by tools/write_reference.py (make docs): change what it describes, not this page. -->"


def page(title: str, *blocks: str) -> str:
    """A whole page: the mark that it is generated, one H1, the *blocks* that are not empty."""
    return "\n\n".join((MARK, f"# {title}", *(block.strip("\n") for block in blocks if block))) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty when there are no *rows*."""
    lines = [_row(row) for row in rows]
    return "\n".join((_row(columns), _row(["---"] * len(columns)), *lines)) if lines else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def code(text: str) -> str:
    """*text* as code within a line."""
    return f"`{text}`" if "`" not in text else f"`` {text} ``"


def fence(text: str, language: str = "") -> str:
    """*text* as a block of code."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def prose(text: str) -> str:
    """A docstring's or header's text as Markdown: paragraphs joined, one sentence a line, nothing taken for HTML."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text))
    joined = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return "\n\n".join(re.sub(r"(?<=[.?!]) (?=[A-ZÁÉÍÓÚÑ¿`:])", "\n", without_html(one)) for one in joined)


def without_html(text: str) -> str:
    """*text* with `<` escaped outside code, so that `<name>` is not taken for a tag."""
    parts = text.split("`")
    return "`".join(part if index % 2 else part.replace("<", "&lt;") for index, part in enumerate(parts))


def terms(text: str) -> str:
    """*text* with the names of terms such as `mov:date` set as code, and nothing taken for HTML or emphasis."""
    plain = without_html(text)
    return re.sub(
        r"((?:\"[^\"]*\"\^\^)?\b(?:mov|movsh|pdia|rdf|rdfs|skos|org|foaf|prov|edtf|xsd|dcterms|owl):[\w-]+)",
        r"`\1`",
        plain,
    )
