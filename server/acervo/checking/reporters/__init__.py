"""How a report is told: to people, to editors and to the machines that watch over repositories; one module for each."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from acervo.checking.findings import CheckReport, Severity

if TYPE_CHECKING:
    from acervo.checking.explaining import Explanation

FORMS: Final = ("text", "json", "sarif", "github", "junit", "turtle")


@dataclass(frozen=True)
class Telling:
    """To whom a report is told, and what the teller may look up."""

    language: str = "en"
    bar: tuple[Severity, ...] = ("violation",)
    """The severities that make the exit code 1."""
    source: Callable[[str], str | None] = lambda path: None
    """The text of a file of the archive, None where there is none."""
    explain: Callable[[str], Explanation | None] = lambda rule: None
    """The page of a rule, None where there is none."""
    prefix: str = ""
    """Where the archive stands in its git work tree, ending in `/`; empty when it is there itself."""
    colour: bool = False
    width: int | None = None
    """Columns of the terminal; None leaves long lines as they are."""
    show_shapes: bool = False
    """Whether the text lists, shape by shape, how many focus nodes were examined."""
    show_infos: bool = False
    """Whether the text tells infos; otherwise it counts them."""
    show_sums: bool = True
    """Whether the text says what was examined and how much was found."""


def tell(form: str, report: CheckReport, telling: Telling) -> str:
    """*report* in *form*, one of `FORMS`; without a line break at its end."""
    module = importlib.import_module(f"{__name__}.{form}_report")
    return cast(Callable[[CheckReport, Telling], str], module.report)(report, telling)
