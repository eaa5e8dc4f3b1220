"""RIS: what EndNote, Mendeley and library catalogues read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from acervo.citing.dates import Day, certain_day, certain_year
from acervo.citing.works import Kind, Role, Work

_TYPES: Final[dict[Kind, str]] = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "periodical": "JFULL",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "webpage": "ELEC",
}
_ROLES: Final[dict[Role, str]] = {"author": "AU", "editor": "A2", "interviewer": "A3", "contributor": "A4"}
_LINE_END: Final = "\r\n"


def as_ris(works: Sequence[Work]) -> str:
    """
    *works* as records of RIS.

    PY and DA say only what is certain; a date that they cannot say stands in a note, as EDTF.

    Source: https://en.wikipedia.org/wiki/RIS_(file_format)#Tags
    """
    return _LINE_END.join(line for work in works for line in (*_record(work), "")) + _LINE_END


def _record(work: Work) -> Iterator[str]:
    day, year = certain_day(work.date), certain_year(work.date)
    first, dash, last = work.pages.replace("–", "-").partition("-")
    yield _line("TY", _TYPES.get(work.kind, "GEN"))
    yield _line("ID", work.key)
    for role, tag in _ROLES.items():
        yield from (_line(tag, one.name) for one in work.of_role(role))
    fields = (
        ("TI", work.title),
        ("T2", work.container),
        ("VL", work.volume),
        ("IS", work.issue),
        ("SP", first.strip()),
        ("EP", last.strip() if dash else ""),
        ("PB", work.publisher),
        ("CY", work.place),
        ("PY", str(year) if year is not None else ""),
        ("DA", _date(day) if day and day.month else ""),
        ("N1", "" if day or not work.date else f"EDTF: {work.date}"),
        ("DO", work.doi),
        ("UR", work.url),
        ("Y2", work.accessed.replace("-", "/") if certain_day(work.accessed) else ""),
        ("LA", work.language),
        ("ET", work.version),
        ("C1", work.licence),
    )
    yield from (_line(tag, value) for tag, value in fields if value)
    yield "ER  - "


def _date(day: Day) -> str:
    year, month, date = (*day.parts, None)[:3]
    return f"{year:04}/{month:02}/{'' if date is None else f'{date:02}'}/"


def _line(tag: str, value: str) -> str:
    # A line break would begin another field.
    return f"{tag}  - {' '.join(value.split())}"
