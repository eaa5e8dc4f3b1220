"""Dates and durations as people read them; what is not understood is shown as written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from acervo.edition.edtf_bounds import Bounds, edtf_bounds
from acervo.web.wording.words import Words

_DATE: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?(?P<mark>[?~%]?)"
)


def readable_date(edtf: str, words: Words) -> str:
    """
    An EDTF date (level 0, and of level 1 qualifiers, open intervals, decades and centuries) in words.

    >>> from acervo.web.wording.words import words_in
    >>> readable_date("2016-02-12/2016-02-16", words_in("en"))
    '12–16 February 2016'
    >>> readable_date("2017-03~", words_in("es"))
    'hacia marzo de 2017'

    Source: https://www.loc.gov/standards/datetime/
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf, words) or edtf
    if end in ("", "..") and _one(start, words):
        return words("date_from", start=_one(start, words))
    if start in ("", "..") and _one(end, words):
        return words("date_until", end=_one(end, words))
    if start[:8] == end[:8] and len(start) == len(end) == 10 and _one(start, words) and _one(end, words):
        first, last = _one(start, words, "{day}"), _one(end, words, "{day}")
        return words("days_in_month", first=first, last=last, month=_month(start, words), year=start[:4])
    if _one(start, words) and _one(end, words):
        return words("date_range", start=_one(start, words), end=_one(end, words))
    return edtf


def readable_moment(moment: str, words: Words) -> str:
    """
    An `xsd:dateTime` in words: the day, the time to the minute and, where it is told, how far that is from UTC.

    >>> from acervo.web.wording.words import words_in
    >>> readable_moment("2018-11-16T13:22:59-05:00", words_in("en"))
    '16 November 2018, 13:22 (UTC−05:00)'
    >>> readable_moment("2018-11-16T13:22:00Z", words_in("es"))
    '16 de noviembre de 2018, 13:22 (UTC)'

    Source: https://www.w3.org/TR/xmlschema11-2/#dateTime
    """
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", moment)
    day = _one(found[1], words) if found else ""
    if not found or not day:
        return moment
    zone = (found[3] or "").replace("Z", "").replace("-", "\N{MINUS SIGN}")
    return f"{day}, {found[2]} (UTC{zone})" if found[3] else f"{day}, {found[2]}"


def readable_duration(duration: str, words: Words) -> str:
    """
    A duration of whole days, months or years in words, any other as written.

    >>> from acervo.web.wording.words import words_in
    >>> readable_duration("P5D", words_in("en"))
    '5 days'
    >>> readable_duration("P7M", words_in("en"))
    '7 months'
    """
    whole = re.fullmatch(r"P(\d+)([DMY])", duration)
    if whole is None:
        return duration
    unit = {"D": "days", "M": "month_count", "Y": "year_count"}[whole[2]]
    return words(unit, n=int(whole[1]))


def narrowed(dates: Iterable[str]) -> list[str]:
    """
    *dates* without those that say less than another of them: `2016` beside `2016-02`.

    >>> narrowed(["2016", "2016-02-12/2016-02-16", "2016-02", "2017"])
    ['2016-02-12/2016-02-16', '2017']
    """
    bounds = {date: edtf_bounds(date) for date in dates}
    return [
        date
        for date, own in bounds.items()
        if not any(_says_less(own, other) for known, other in bounds.items() if known != date)
    ]


def _says_less(one: Bounds | None, other: Bounds | None) -> bool:
    if one is None or other is None or (one.earliest, one.latest) == (other.earliest, other.latest):
        return False
    begins = one.earliest is None or (other.earliest is not None and one.earliest <= other.earliest)
    ends = one.latest is None or (other.latest is not None and other.latest <= one.latest)
    return begins and ends


def _one(date: str, words: Words, pattern: str = "") -> str:
    if re.fullmatch(r"\d{3}X", date):
        return words("decade", year=f"{date[:3]}0")
    if re.fullmatch(r"\d\dXX", date):
        return words("century", year=date[:2])
    match = _DATE.fullmatch(date)
    if match is None:
        return ""
    text = match["year"]
    if match["day"]:
        day = str(int(match["day"]))
        text = pattern.format(day=day) or words("day", day=day, month=_month(date, words), year=match["year"])
    elif match["month"]:
        text = words("month", month=_month(date, words), year=match["year"])
    if match["mark"] in ("~", "%"):
        text = words("date_about", date=text)
    return words("date_uncertain", date=text) if match["mark"] in ("?", "%") else text


def _month(date: str, words: Words) -> str:
    return words("months").split()[int(date[5:7]) - 1]
