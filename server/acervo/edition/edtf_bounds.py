"""Bounds of an EDTF date: the first and the last day it may mean, never padded."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Final, Literal

Precision = Literal["day", "month", "season", "year", "decade", "century"]

#: Finest first.
PRECISIONS: Final[tuple[Precision, ...]] = ("day", "month", "season", "year", "decade", "century")
_DATE: Final = re.compile(
    r"(?P<year>-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?P<time>T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?[?~%]?"
)
_DAY: Final = "[0-9]{4}(-[0-9]{2}){0,2}"
_PLAIN: Final = re.compile(rf"{_DAY}(/({_DAY}|\.\.)?)?|[0-9]{{4}}[?~%]|[0-9]{{3}}X(/[0-9]{{3}}X)?")
_SEASONS: Final = ("21", "22", "23", "24")


@dataclass(frozen=True)
class Bounds:
    """What an EDTF date surely spans: days as `YYYY-MM-DD`, None where an end is open or unknown."""

    earliest: str | None
    latest: str | None
    precision: Precision


def edtf_bounds(text: str) -> Bounds | None:
    """
    The bounds of *text*, or None when it is no EDTF of level 0 or 1.

    An open (`..`) or unknown (empty) end gives no bound on that side; a season gives its year's bounds; an interval
    is as precise as its coarser end. A reversed interval keeps its reversed bounds: a shape reports it.
    Years beyond four digits (`Y170000002`) are of level 1 and refused all the same: no calendar here reaches them.

    >>> edtf_bounds("2016-02")
    Bounds(earliest='2016-02-01', latest='2016-02-29', precision='month')
    >>> edtf_bounds("2017/..")
    Bounds(earliest='2017-01-01', latest=None, precision='year')
    >>> edtf_bounds("2016-13-40") is None
    True

    Source: https://www.loc.gov/standards/datetime/ (levels 0 and 1); the grammar is judged by the `edtf` library as
    well, its bounds are not used (it pads `2017/` to 2027).
    """
    bounds = _bounds(text)
    # The library is asked last: on an interval without any date, such as "/..", it fails with TypeError.
    return bounds if bounds is not None and _is_edtf(text) else None


def _bounds(text: str) -> Bounds | None:
    if "/" not in text:
        return _date_bounds(text)
    start, _, end = text.partition("/")
    first = None if start in ("", "..") else _date_bounds(start)
    last = None if end in ("", "..") else _date_bounds(end)
    if (first is None and start not in ("", "..")) or (last is None and end not in ("", "..")):
        return None
    known = [bounds.precision for bounds in (first, last) if bounds is not None]
    if not known:
        return None
    return Bounds(
        earliest=first.earliest if first else None,
        latest=last.latest if last else None,
        precision=max(known, key=PRECISIONS.index),
    )


def _date_bounds(text: str) -> Bounds | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        if month is not None:
            return None
        precision: Precision = "century" if year.endswith("XX") else "decade"
        return Bounds(f"{_low(year)}-01-01", f"{_high(year)}-12-31", precision)
    if month is None or (month == "XX" and day in (None, "XX")):
        return Bounds(f"{year}-01-01", f"{year}-12-31", "year")
    if month in _SEASONS:
        return Bounds(f"{year}-01-01", f"{year}-12-31", "season") if day is None else None
    if month == "XX" or not 1 <= int(month) <= 12:
        return None
    days = calendar.monthrange(abs(int(year)) if int(year) else 4, int(month))[1]
    if day is None or day == "XX":
        return Bounds(f"{year}-{month}-01", f"{year}-{month}-{days:02}", "month")
    if not 1 <= int(day) <= days:
        return None
    return Bounds(f"{year}-{month}-{day}", f"{year}-{month}-{day}", "day")


def _low(year: str) -> str:
    return year.replace("X", "9" if year.startswith("-") else "0")


def _high(year: str) -> str:
    high = year.replace("X", "0" if year.startswith("-") else "9")
    # The year before 0001 is 0000; it has no sign.
    return "0000" if high == "-0000" else high


def _is_edtf(text: str) -> bool:
    # Most dates are plain, and the grammar takes milliseconds for each: a test holds the two to agree on these.
    if _PLAIN.fullmatch(text):
        return True
    # Imported late: the grammar costs a tenth of a second, and a kept edition needs none of it.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(text)
    except (EDTFParseException, TypeError):  # TypeError for an interval such as "../198X"
        return False
    return True
