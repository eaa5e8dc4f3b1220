"""What exactly keeps a text from being a date in EDTF, and what was probably meant."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from acervo.edition.edtf_bounds import edtf_bounds

MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_BACKWARDS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "en": (
        'The period ends before it starts. Swap its two ends: "{meant}", or correct the {part}.',
        {"year": "year", "month": "month", "day": "day"},
    ),
    "es": (
        'El período termina antes de empezar. Intercambie sus extremos, "{meant}", o corrija el {part}.',
        {"year": "año", "month": "mes", "day": "día"},
    ),
}
_BEGINS: Final = {"en": "This is not a date in EDTF: ", "es": "Esto no es una fecha en EDTF: "}
_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "day": {
        "en": '{month} {year} has {days} days. Correct the day, or leave it out: "{meant}".',
        "es": '{month} de {year} tiene {days} días. Corrija el día u omítalo: "{meant}".',
    },
    "no-day": {
        "en": 'there is no day {day}. Correct it, or leave out what is not known: "{meant}".',
        "es": 'no hay día {day}. Corríjalo u omita lo que no se sepa: "{meant}".',
    },
    "no-month": {
        "en": 'there is no month {month}. Correct it, or leave out what is not known: "{meant}".',
        "es": 'no hay mes {month}. Corríjalo u omita lo que no se sepa: "{meant}".',
    },
    "swapped": {
        "en": 'there is no month {month}. The month comes before the day: "{meant}".',
        "es": 'no hay mes {month}. El mes va antes que el día: "{meant}".',
    },
    "spaces": {
        "en": 'it has spaces. Remove the spaces: "{meant}".',
        "es": 'tiene espacios. Quite los espacios: "{meant}".',
    },
    "digits": {
        "en": 'month and day have two digits. Write "{meant}".',
        "es": 'el mes y el día tienen dos cifras. Escriba "{meant}".',
    },
    "short-end": {
        "en": 'both ends of a period are written in full. Write "{meant}".',
        "es": 'los dos extremos de un período se escriben completos. Escriba "{meant}".',
    },
    "dash": {
        "en": 'it has a long dash. Write "{meant}".',
        "es": 'tiene una raya. Escriba "{meant}".',
    },
    "hyphens": {
        "en": 'year, month and day are joined by hyphens. Write "{meant}".',
        "es": 'el año, el mes y el día se unen con guiones. Escriba "{meant}".',
    },
    "year-first": {
        "en": 'the year comes first, then the month, then the day. Write "{meant}".',
        "es": 'primero va el año, luego el mes, luego el día. Escriba "{meant}".',
    },
    "open": {
        "en": 'an open end is two dots and an unknown end is nothing. Write "{meant}".',
        "es": 'un extremo abierto son dos puntos y uno desconocido no es nada. Escriba "{meant}".',
    },
    "unknown-digit": {
        "en": 'an unknown digit is a capital X. Write "{meant}".',
        "es": 'una cifra desconocida es una X mayúscula. Escriba "{meant}".',
    },
    "about": {
        "en": 'an approximate date ends in a tilde. Write "{meant}".',
        "es": 'una fecha aproximada termina en una tilde (~). Escriba "{meant}".',
    },
    "words": {
        "en": 'a month is a number. Write "{meant}".',
        "es": 'un mes es un número. Escriba "{meant}".',
    },
    "three-ends": {
        "en": "a period has two ends, joined by one slash. Write the first and the last.",
        "es": "un período tiene dos extremos, unidos por una barra. Escriba el primero y el último.",
    },
    "level-2": {
        "en": "it is EDTF of level 2, and only levels 0 and 1 are read here. Write a period, or leave out what is not "
        "known.",
        "es": "es EDTF de nivel 2, y aquí solo se leen los niveles 0 y 1. Escriba un período u omita lo que no se "
        "sepa.",
    },
}
_DAY: Final = re.compile(r"(-?\d{4})-(\d\d)(?:-(\d\d))?([?~%]?)", re.ASCII)
_LEVEL_2: Final = re.compile(r"[\[{].*[\]}]|Y-?\d+E\d+|-?[\dX]{4}(-[\dX]{2}){0,2}|[?~%\dX-]+", re.ASCII)
_NAMED: Final = re.compile(r"(?:(\d{1,2})\.?\s+(?:de\s+)?)?([^\W\d_]{3,})\.?\s+(?:de\s+)?(?:(\d{1,2}),\s*)?(\d{4})")


def date_fault(text: str) -> dict[str, str] | None:
    """
    The fault of *text*, which `edtf_bounds` refuses, and the next move, by language; None where none can be named.

    What it proposes to write is a date that `edtf_bounds` takes.

    >>> date_fault("2016-02-31")["en"]
    'This is not a date in EDTF: February 2016 has 29 days. Correct the day, or leave it out: "2016-02".'
    """
    for key, mend in _MENDS:
        for meant in mend(text):
            if meant != text and edtf_bounds(meant) is not None:
                return _told(key, meant=meant)
    impossible = _impossible(text)
    if impossible is not None:
        return impossible
    if text.count("/") > 1:
        return _told("three-ends")
    if _LEVEL_2.fullmatch(text) and re.search(r"[\[{EX]|[?~%].", text):
        return _told("level-2")
    return None


def backwards(text: str) -> dict[str, str] | None:
    """
    What to do about *text*, a period whose end comes before its start, by language; None where it is none.

    >>> backwards("2016-02-16/2016-02-12")["en"]
    'The period ends before it starts. Swap its two ends: "2016-02-12/2016-02-16", or correct the day.'
    """
    start, slash, end = text.partition("/")
    bounds = edtf_bounds(start), edtf_bounds(end)
    if not slash or bounds[0] is None or bounds[1] is None or "-" in (start[:1], end[:1]):
        return None
    first, last = bounds[0].earliest, bounds[1].latest
    if first is None or last is None or first <= last:
        return None
    names = ("year", "month", "day")
    ends = ((start + "-01-01").split("-"), (end + "-01-01").split("-"))
    part = next((name for name, one, other in zip(names, *ends, strict=False) if one != other), "day")
    meant = f"{end}/{start}"
    return {language: words.format(meant=meant, part=parts[part]) for language, (words, parts) in _BACKWARDS.items()}


def _impossible(text: str) -> dict[str, str] | None:
    """A day or month that the calendar does not have, in either end of a period."""
    ends = text.split("/")
    for place, end in enumerate(ends):
        match = _DAY.fullmatch(end)
        if match is None or edtf_bounds(end) is not None:
            continue
        year, month, day, doubt = match.groups()
        key, meant = "no-month", year
        if 1 <= int(month) <= 12:
            key, meant = "no-day" if day == "00" or int(day) > 31 else "day", f"{year}-{month}"
        elif day and edtf_bounds(f"{year}-{day}-{month}"):
            key, meant = "swapped", f"{year}-{day}-{month}"
        whole = "/".join((*ends[:place], meant + doubt, *ends[place + 1 :]))
        facts = {"year": year, "day": day, "month": month, "meant": whole if edtf_bounds(whole) else meant + doubt}
        if key != "day":
            return _told(key, **facts)
        facts["days"] = str(calendar.monthrange(abs(int(year)) or 4, int(month))[1])
        named = {language: {**facts, "month": names[int(month) - 1]} for language, names in MONTHS.items()}
        return {language: _told(key, **named[language])[language] for language in named}
    return None


def _told(key: str, **facts: str) -> dict[str, str]:
    return {language: _BEGINS[language] + text.format(**facts) for language, text in _TEXTS[key].items()}


# What people write, and the dates that they may have meant by it


def _without_spaces(text: str) -> Iterator[str]:
    yield re.sub(r"\s+", "", text)


def _two_digits(text: str) -> Iterator[str]:
    yield re.sub(r"(?<=-)(\d)(?!\d)", r"0\1", text)


def _full_end(text: str) -> Iterator[str]:
    start, _, end = text.partition("/")
    if re.fullmatch(r"\d\d(-\d\d)?", end) and len(start) > len(end) and start[: -len(end)].endswith("-"):
        yield f"{start}/{start[: -len(end)]}{end}"


def _plain_dash(text: str) -> Iterator[str]:
    for dash in "/-":
        yield re.sub(r"\s*[‐‑‒–—―−]\s*", dash, text)


def _hyphens(text: str) -> Iterator[str]:
    yield re.sub(r"(\d{4})([./])(\d\d)\2(\d\d)", r"\1-\3-\4", text)
    yield re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", text)


def _year_first(text: str) -> Iterator[str]:
    match = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", text)
    if match:
        first, second = int(match[1]), int(match[3])
        # Where both could be the month nobody can tell, and the day is written first in most of the world.
        for day, month in ((first, second), (second, first)):
            yield f"{match[4]}-{month:02}-{day:02}"


def _open_end(text: str) -> Iterator[str]:
    yield re.sub(r"(?i)\bunknown\b", "", re.sub(r"(?i)\b(?:open|now|present)\b", "..", text))
    yield text.removesuffix("-") + "/.." if text.endswith("-") else text


def _capital(text: str) -> Iterator[str]:
    yield re.sub(r"(?<=[\dxu-])[xu](?=[xu/?~%-]|$)", "X", text)


def _about(text: str) -> Iterator[str]:
    match = re.fullmatch(r"(?i)(?:c(?:a|irca)?\.?|about|hacia)\s*(\S+)", text)
    if match:
        yield f"{match[1]}~"


def _in_words(text: str) -> Iterator[str]:
    match = _NAMED.fullmatch(text)
    for months in MONTHS.values() if match else ():
        named = [n for n, month in enumerate(months, 1) if month.lower().startswith(match[2].lower())] if match else []
        if match and len(named) == 1:
            day = match[1] or match[3]
            yield f"{match[4]}-{named[0]:02}" + (f"-{int(day):02}" if day else "")


_MENDS: Final[tuple[tuple[str, Callable[[str], Iterator[str]]], ...]] = (
    ("spaces", _without_spaces),
    ("digits", _two_digits),
    ("short-end", _full_end),
    ("dash", _plain_dash),
    ("year-first", _year_first),
    ("hyphens", _hyphens),
    ("open", _open_end),
    ("unknown-digit", _capital),
    ("about", _about),
    ("words", _in_words),
)
