"""EDTF dates as the formats of reference managers can tell them: exactly, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

_DAY: Final = re.compile(r"(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([?~%]?)")


@dataclass(frozen=True)
class Day:
    """A year, a month or a day, as far as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def parts(self) -> list[int]:
        """Year, month, day: none that is not known."""
        return [one for one in (self.year, self.month, self.day) if one is not None]


def certain_day(edtf: str) -> Day | None:
    """
    The one year, month or day that *edtf* names; None for an interval, and where anything about it is in doubt.

    >>> certain_day("2017-06")
    Day(year=2017, month=6, day=None)
    >>> certain_day("2017-06-23?"), certain_day("2017/2018")
    (None, None)
    """
    found = _DAY.fullmatch(edtf)
    return _day(found) if found and not found[4] else None


def certain_year(edtf: str) -> int | None:
    """
    The year that all of *edtf* lies in, if it is one and not in doubt.

    >>> certain_year("2016-02-12/2016-02-16"), certain_year("2016/2018"), certain_year("2016/..")
    (2016, None, None)
    """
    start, _, end = edtf.partition("/")
    first, last = certain_day(start), certain_day(end or start)
    if "/" in edtf and not end:
        return None
    return first.year if first and last and first.year == last.year else None


def csl_date(edtf: str) -> dict[str, Any]:
    """
    *edtf* as a date of CSL-JSON; what its parts cannot say is the EDTF text itself.

    >>> csl_date("2016-02-12/2016-02-16")
    {'date-parts': [[2016, 2, 12], [2016, 2, 16]]}
    >>> csl_date("2017~")
    {'date-parts': [[2017]], 'circa': True}
    >>> csl_date("2017/..")
    {'literal': '2017/..'}

    Source: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#date-fields
    """
    start, slash, end = edtf.partition("/")
    if slash:
        first, last = certain_day(start), certain_day(end)
        return {"date-parts": [first.parts, last.parts]} if first and last else {"literal": edtf}
    found = _DAY.fullmatch(edtf)
    if found is None or found[4] in ("?", "%"):
        return {"literal": edtf}
    return {"date-parts": [_day(found).parts], **({"circa": True} if found[4] else {})}


def _day(found: re.Match[str]) -> Day:
    year, month, day = (int(one) if one else None for one in found.groups()[:3])
    return Day(year or 0, month, day)
