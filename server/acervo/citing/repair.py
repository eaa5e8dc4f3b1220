"""
What citeproc-py 0.11.1 does otherwise than CSL 1.0.2, mended where that is small.

- A variable that `cs:substitute` wrote through a macro was written a second time.
- Names that stand for others within `cs:choose` were not written as these are.
- A group whose only variables were empty was kept for the terms in it, where they stood in `cs:choose`.
- `initialize="false"` was not read: given names became initials.
- A date in words was written wherever a part of a date was asked for: now where its year is.
- The day of a date stood behind the month in languages that have it before it, where the style names the parts itself.
- A date by day, month and year repeated the year that stands behind the author, where no more is known.
- The names of organizations, and names that are kept whole, were put into capitals with the family names.

Source: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from citeproc import model
from citeproc.source import LiteralDate, VariableError

#: What stands between day, month and year, in languages that write them in this order.
_BETWEEN: Final = {"es": " de ", "gl": " de ", "pt": " de "}


@dataclass
class _Reading:
    """What the rendering of one item has read so far."""

    language: str = "en"
    called: int = 0
    rendered: list[str] = field(default_factory=list)
    substituted: set[str] = field(default_factory=set)


_reading = _Reading()


def begin(language: str) -> None:
    """Forget what the last item read; items are rendered one after the other, this one in *language*."""
    global _reading
    _reading = _Reading(language)


@cache
def repair_citeproc() -> None:
    """Put the repairs in place, once."""
    model.Text._variable = _watched(model.Text._variable, lambda text: (text.get("variable"),))
    model.Number.process = _watched(model.Number.process, lambda number: (number.get("variable"),))
    model.Names.process = _watched(_like_parent(model.Names.process), lambda names: names.get("variable").split())
    # A date stays where the author's place has one, too.
    model.Date.process = _watched(_with_year(model.Date.process), lambda date: (date.get("variable"),), once=False)
    model.Substitute.render = _substitute
    model.Group.process = _group
    model.Name.initialize = _unless_kept_whole(model.Name.initialize)
    model.Name_Part.format_part = _unless_literal(model.Name_Part.format_part)


def _watched(
    process: Callable[..., Any], variables_of: Callable[[Any], Iterable[str]], *, once: bool = True
) -> Callable[..., Any]:
    """*process*, that tells which variables it was to write and which it wrote, and writes none a second time."""

    def watched(self: Any, item: Any, *args: Any, **kwargs: Any) -> Any:
        names = [one for one in variables_of(self) if one and one not in model.Text.generated_variables]
        _reading.called += len(names)
        before = len(_reading.rendered)
        with _without(item.reference, _reading.substituted.intersection(names) if once else set()):
            there = [one for one in names if one.replace("-", "_") in item.reference]
            text = process(self, item, *args, **kwargs)
            if text and len(_reading.rendered) == before:
                _reading.rendered += there
        return text

    return watched


@contextmanager
def _without(reference: Any, names: set[str]) -> Iterator[None]:
    taken = {one: reference.pop(one) for one in (name.replace("-", "_") for name in names) if one in reference}
    try:
        yield
    finally:
        reference.update(taken)


def _with_year(process: Callable[..., Any]) -> Callable[..., Any]:
    def processed(self: Any, item: Any, variable: str | None = None, *args: Any, **kwargs: Any) -> Any:
        name = (variable or self.get("variable") or "").replace("-", "_")
        if isinstance(item.reference.get(name), LiteralDate):
            parts = self.get("date-parts", "year" if self.get("form") else "")
            if "year" not in (*parts.split("-"), *(part.get("name") for part in self.iterchildren())):
                return None
        text = process(self, item, variable, *args, **kwargs)
        if text is None or isinstance(item.reference.get(name), LiteralDate) or not self.get("variable"):
            return text
        written = str(text)
        if name == "issued" and written.isdecimal() and "day" in [one.get("name") for one in self[:1]]:
            return None
        return written if self.get("form") else _with_day_first(written, _reading.language)

    return processed


def _with_day_first(date: str, language: str) -> str:
    """
    *date*, written by a style as in English, as *language* has it.

    >>> _with_day_first("noviembre 16", "es"), _with_day_first("16 noviembre 2018", "es")
    ('16 de noviembre', '16 de noviembre de 2018')
    """
    between = _BETWEEN.get(language)
    if between is None:
        return date
    day_first = re.sub(r"([^\W\d]+)\s(\d{1,2})(?!\d)", rf"\2{between}\1", date)
    return re.sub(r"(\d\s)?\b([^\W\d]+)\s(\d{4})", lambda found: _joined(found, between), day_first)


def _joined(found: re.Match[str], between: str) -> str:
    day, month, year = found.groups()
    return f"{day.strip()}{between}{month}{between}{year}" if day else f"{month}{between}{year}"


def _like_parent(process: Callable[..., Any]) -> Callable[..., Any]:
    """Names within `cs:substitute` are written as those that they stand for, unless they say how themselves."""

    def processed(self: Any, item: Any, names_context: Any = None, *args: Any, **kwargs: Any) -> Any:
        if names_context is None and self.name is None:
            replaced = self.xpath_search("./ancestor::cs:substitute[1]/parent::cs:names")
            names_context = replaced[0] if replaced else None
        return process(self, item, names_context, *args, **kwargs)

    return processed


def _substitute(self: Any, item: Any, context: Any = None, **kwargs: Any) -> Any:
    """Source: https://docs.citationstyles.org/en/stable/specification.html#substitute"""
    for child in self.getchildren():
        before = len(_reading.rendered)
        try:
            text = child.render(item, context=context, **kwargs)
        except VariableError:
            continue
        if text:
            _reading.substituted.update(_reading.rendered[before:])
            return text
    return None


def _group(self: Any, item: Any, context: Any = None, **kwargs: Any) -> Any:
    """Source: https://docs.citationstyles.org/en/stable/specification.html#group"""
    called, rendered = _reading.called, len(_reading.rendered)
    output = []
    for child in self.iterchildren():
        within = {"delimiter": self.get("delimiter", "")} if isinstance(child, model.Choose) else {}
        try:
            text = child.render(item, context=context, **within, **kwargs)
        except VariableError:
            continue
        if text is not None:
            output.append(text)
    if output and (_reading.called == called or len(_reading.rendered) > rendered):
        return self.join(output)
    raise VariableError


def _unless_kept_whole(initialize: Callable[..., Any]) -> Callable[..., Any]:
    def initialized(self: Any, given: str, mark: str, context: Any) -> Any:
        return given if self.get("initialize") == "false" else initialize(self, given, mark, context)

    return initialized


def _unless_literal(format_part: Callable[..., Any]) -> Callable[..., Any]:
    def formatted(self: Any, given: str | None, family: str) -> Any:
        # A name that is kept whole comes without a given name.
        return format_part(self, given, family) if given else (given, family)

    return formatted
