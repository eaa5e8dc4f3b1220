"""What texts the datatypes of XML Schema have, and when two texts are one value."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from acervo.namespaces import XSD


class Reason(NamedTuple):
    """Why a text is no value of its datatype, in English and in Spanish."""

    en: str
    es: str


_ZONE: Final = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR: Final = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_TIME: Final = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DATE: Final = rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})"
_SECONDS: Final = r"(?:\d+(?:\.\d+)?S)"
_CLOCK: Final = rf"(?:T(?=\d)(?:\d+H)?(?:\d+M)?{_SECONDS}?)"
_NUMBER: Final = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"

_FORMS: Final = {
    name: re.compile(form, re.ASCII)
    for name, form in {
        "boolean": "true|false|1|0",
        "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
        "float": _NUMBER,
        "double": _NUMBER,
        "date": rf"{_DATE}{_ZONE}",
        "time": rf"{_TIME}{_ZONE}",
        "dateTime": rf"{_DATE}T{_TIME}{_ZONE}",
        "dateTimeStamp": rf"{_DATE}T{_TIME}(?=.){_ZONE}",
        "gYear": rf"{_YEAR}{_ZONE}",
        "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
        "gMonth": rf"--{_MONTH}{_ZONE}",
        "gMonthDay": rf"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
        "gDay": rf"---{_DAY}{_ZONE}",
        "duration": rf"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?{_CLOCK}?",
        "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
        "dayTimeDuration": rf"-?P(?=.)(?:\d+D)?{_CLOCK}?",
        "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
        "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
        "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
        # Whatever an address needs: no space, no bracket, and % only before two hexadecimal digits.
        "anyURI": r"(?:[^\s<>\"{}|\\^`%\x00-\x1f]|%[0-9A-Fa-f]{2})*",
    }.items()
}
_RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_FREE: Final = frozenset(
    {"string", "normalizedString", "token", "Name", "NCName", "NMTOKEN", "QName", "NOTATION", "anyAtomicType"}
    | {"ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKENS", "anySimpleType", "anyType", "untypedAtomic"}
)
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_FORM: Final = Reason("it is not written as such a value is", "no está escrito como un valor de ese tipo")


def fault(text: str, datatype: str) -> Reason | None:
    """
    Why *text* is no value of *datatype*, an IRI; None where it is one, or where the datatype is not XML Schema's.

    Source: https://www.w3.org/TR/xmlschema11-2/
    """
    name = datatype.removeprefix(XSD)
    if name == datatype or name in _FREE:
        return None
    if name in _RANGES:
        return _integer_fault(text, *_RANGES[name])
    form = _FORMS.get(name)
    if form is None:
        return Reason("XML Schema has no such datatype", "XML Schema no tiene ese tipo de datos")
    found = form.fullmatch(text)
    if found is None:
        return _no_form(text, name)
    parts = found.groupdict()
    if "day" in parts:
        # Leap years go on before year 1; --02-29 is a day of some year.
        year = int(parts.get("year") or 4)
        if int(parts["day"]) > monthrange(year % 400 + 2000, int(parts["month"]))[1]:
            return Reason("that month has no such day", "ese mes no tiene ese día")
    return None


def _no_form(text: str, name: str) -> Reason:
    if name == "boolean":
        return Reason("write true or false", "escriba true o false")
    if name in ("date", "dateTime", "dateTimeStamp") and re.match(r"-?\d{4,}-\d\d-\d\d", text):
        return Reason("no calendar or clock shows it", "ningún calendario o reloj lo marca")
    if name == "anyURI":
        return Reason("an address has no spaces or brackets", "una dirección no tiene espacios ni corchetes")
    return _FORM


def _integer_fault(text: str, least: int | None, most: int | None) -> Reason | None:
    if not _INTEGER.fullmatch(text):
        return Reason("it is no whole number", "no es un número entero")
    number = Decimal(text)
    if (least is not None and number < least) or (most is not None and number > most):
        return Reason("it is too large or too small for it", "es demasiado grande o pequeño para él")
    return None


def same_value(one: str, other: str, datatype: str) -> bool:
    """Whether two texts of *datatype* are certainly the same value; False where it cannot be told."""
    if fault(one, datatype) or fault(other, datatype):
        return False
    value = _VALUES.get(datatype.removeprefix(XSD), str)
    return bool(value(one) == value(other))


def _duration(text: str) -> tuple[int, Decimal]:
    found = {unit: Decimal(0) for unit in ("Y", "M", "D", "h", "m", "s")}
    days, _, clock = text.lstrip("-P").partition("T")
    for number, unit in re.findall(r"([\d.]+)([YMD])", days):
        found[unit] = Decimal(number)
    for number, unit in re.findall(r"([\d.]+)([HMS])", clock):
        found[unit.lower()] = Decimal(number)
    sign = -1 if text.startswith("-") else 1
    seconds = found["D"] * 86400 + found["h"] * 3600 + found["m"] * 60 + found["s"]
    return sign * int(found["Y"] * 12 + found["M"]), sign * seconds


def _clock(text: str) -> str:
    # Only a fraction of zeros and the two ways to write Greenwich are told apart from the value; 24:00 is left alone.
    text = re.sub(r"(\.\d*?)0+(?=Z|[+-]\d\d:\d\d|$)", r"\1", text)
    return re.sub(r"[+-]00:00$", "Z", re.sub(r"\.(?=Z|[+-]\d\d:\d\d|$)", "", text))


_VALUES: Final[dict[str, Callable[[str], object]]] = {
    **dict.fromkeys(_RANGES, Decimal),
    "decimal": Decimal,
    "double": lambda text: float(text.replace("INF", "inf")),
    "float": lambda text: float(text.replace("INF", "inf")),
    "boolean": lambda text: text in ("true", "1"),
    **dict.fromkeys(("duration", "yearMonthDuration", "dayTimeDuration"), _duration),
    **dict.fromkeys(("date", "time", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"), _clock),
    **dict.fromkeys(("gMonth", "gMonthDay", "gDay"), _clock),
}
