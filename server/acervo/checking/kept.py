"""The check report of unchanged files is not made twice."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.edition.keep import keep_report, kept_report

if TYPE_CHECKING:
    from acervo.checking.validating import Engine

_ALLOCATIONS: Final = 50_000
"""Objects made before Python looks for circles among them; at its usual 700 it goes over every triple many times."""


def kept_check(archive: Archive) -> CheckReport | None:
    """The report of exactly this state of the files, if this software made one before."""
    kept = kept_report(archive)
    if kept is None:
        return None
    try:
        return CheckReport.from_json(kept)
    except (TypeError, KeyError):
        return None


def check_once(
    archive: Archive,
    progress: Callable[[str], None] = lambda step: None,
    *,
    anew: bool = False,
    engine: Engine = "acervo",
    stored: bool = False,
) -> CheckReport:
    """
    The kept report, else a new one, which is kept.

    Args:
        anew: Make a new one even so.
        stored: Ask only what has changed since this was last said, and keep what that takes (`acervo.checking.stored`).
        engine: Who asks the shapes. What pySHACL says of everything is neither looked up nor kept.

    Raises:
        ShapesError: the shapes are ill-formed; nothing can be told.
    """
    is_usual = engine == "acervo"
    report = kept_check(archive) if is_usual and not anew else None
    if report is None:
        # Imported here: a kept report needs neither the reader nor any of what checks.
        from acervo.checking.run import check_reading
        from acervo.checking.stored import StoredValidator, forget_stored
        from acervo.checking.validating import VALIDATORS, Validator
        from acervo.corpus.reading import read_archive

        validator: Validator = VALIDATORS[engine]
        if stored and is_usual:
            if anew:
                forget_stored(archive)
            validator = StoredValidator(archive)

        with rare_collections():
            report = check_reading(read_archive(archive, progress), progress, validator=validator)
        if is_usual:
            keep_report(archive, report.as_json())
    return report


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let the garbage collector run seldom: a check makes a million objects, hardly any of them in a circle."""
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
