"""BibTeX: what LaTeX, BibLaTeX and JabRef read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from acervo.citing.dates import certain_day, certain_year
from acervo.citing.works import Contributor, Kind, Role, Work

_TYPES: Final[dict[Kind, str]] = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "periodical": "periodical",
    "report": "techreport",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
}
_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: What means something of its own in a value.
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def as_bibtex(works: Sequence[Work]) -> str:
    """
    *works* as entries of BibTeX, in UTF-8.

    `date` is EDTF as BibLaTeX reads it; `year` and `month`, for older programs, only where they are certain.

    Source: https://ctan.org/pkg/biblatex (manual, 2.1 and 2.3.8)
    """
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    kind = _TYPES.get(work.kind, "misc")
    if kind == "article" and not work.container:
        kind = "misc"
    within = {"article": "journaltitle", "incollection": "booktitle"}.get(kind, "howpublished")
    day, year = certain_day(work.date), certain_year(work.date)
    whole = {"techreport": "institution", "online": "organization"}.get(kind, "publisher")
    fields = {
        "author": _names(work, "author"),
        "editor": _names(work, "editor"),
        "title": f"{{{_text(work.title)}}}",
        within: _text(work.container),
        "journal": _text(work.container) if kind == "article" else "",
        "volume": _text(work.volume),
        "number": _text(work.issue),
        "pages": re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", "--", _text(work.pages)),
        whole: _text(work.publisher),
        "address": _text(work.place),
        "date": work.date,
        "year": str(year) if year is not None else "",
        "doi": _verbatim(work.doi),
        "url": _verbatim(work.url),
        "urldate": work.accessed,
        "version": _text(work.version),
        "langid": {"en": "english", "es": "spanish"}.get(work.language, ""),
        "note": _text("; ".join(filter(None, (_others(work), work.licence)))),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if day and day.month:
        lines.append(f"  month = {_MONTHS[day.month - 1]}")
    return f"@{kind}{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def _names(work: Work, role: Role) -> str:
    return " and ".join(_name(one) for one in work.of_role(role))


def _name(one: Contributor) -> str:
    # A name in braces is not taken apart.
    return f"{_text(one.parts[0])}, {_text(one.parts[1])}" if one.parts else f"{{{_text(one.name)}}}"


def _others(work: Work) -> str:
    """BibTeX has no field for them."""
    return ", ".join(one.name for one in (*work.of_role("interviewer"), *work.of_role("contributor")))


def _verbatim(address: str) -> str:
    return address.replace("{", "%7B").replace("}", "%7D")


def _text(text: str) -> str:
    return "".join(_SPECIAL.get(one, one) for one in " ".join(text.split()))
