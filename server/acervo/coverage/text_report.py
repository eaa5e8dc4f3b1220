"""A report as people read it in a terminal: a table for each source, what its claims are, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from acervo.coverage.measuring import ClaimTally, CoverageReport, Finding, SourceCoverage, Tally
from acervo.coverage.words import count, drawn, edges, kind_name, next_move, percent, place, say
from acervo.namespaces import shorten

_RED, _GREEN, _BOLD, _QUIET = "31", "32", "1", "2"
#: How much of a list is shown unless all of it is asked for.
_SHOWN: Final = 10
_NAME_WIDTHS: Final = (16, 44)
_BAR: Final = 10
_COLUMNS: Final = (
    "passages",
    "drawn",
    "claims",
    "proving",
    "reasoned",
    "unaccounted",
    "citing",
    "citing-nothing",
    "covered",
)
#: What a narrow terminal does without, the first first.
_LEAST: Final = ("citing-nothing", "citing")


@dataclass(frozen=True)
class Telling:
    """To whom a report is told."""

    language: str = "en"
    colour: bool = False
    width: int | None = None
    """Columns of the terminal; None where there is none."""
    only_missing: bool = False
    """Whether nothing but the list of what is missing is wanted, and all of it."""


def report(report: CoverageReport, telling: Telling) -> str:
    """The report, without a line break at its end."""
    lines: list[str] = []
    if not telling.only_missing:
        for source in report.sources:
            lines += [*_source(source, report, telling), ""]
        if len(report.sources) > 1:
            lines += [*_archive(report, telling), ""]
    for kind in ("contradictory", "unaccounted"):
        lines += _findings([one for one in report.findings if one.kind == kind], report, telling)
    lines += sums(report, telling)
    return "\n".join(lines)


def source_name(report: CoverageReport, source: SourceCoverage, language: str) -> str:
    """What a source is called, by its IRI and its title."""
    if not source.iri:
        return say(language, "no-source")
    short, name = shorten(source.iri, report.base), report.name(source.iri, language)
    return short if short == name else f"{short} · {name}"


def section_name(report: CoverageReport, section: str, language: str) -> str:
    """The heading of a section, as printed in the source."""
    return report.name(section, language) if section else say(language, "no-section")


def thing_name(report: CoverageReport, iri: str, language: str) -> str:
    """What a class, a modality, a reason or a holder is called; a holder without an IRI is nobody."""
    return kind_name(language, report.name(iri, language), iri) if iri else say(language, "nobody")


def _source(source: SourceCoverage, report: CoverageReport, telling: Telling) -> Iterator[str]:
    yield _painted(source_name(report, source, telling.language), _BOLD, telling)
    rows = [(section_name(report, one.iri, telling.language), one.tally) for one in source.sections]
    yield from _table("section", rows, source.tally, telling)
    yield from _claims(source.tally, source.claims, report, telling)


def _archive(report: CoverageReport, telling: Telling) -> Iterator[str]:
    yield _painted(say(telling.language, "archive"), _BOLD, telling)
    rows = [
        (shorten(one.iri, report.base) if one.iri else say(telling.language, "no-source"), one.tally)
        for one in report.sources
    ]
    yield from _table("source", rows, report.tally, telling)
    yield from _claims(report.tally, report.claims, report, telling)


def _table(first: str, rows: Sequence[tuple[str, Tally]], total: Tally, telling: Telling) -> Iterator[str]:
    language = telling.language
    table = [*((name, _cells(tally, language), tally) for name, tally in rows)]
    table.append((say(language, "all"), _cells(total, language), total))
    heads = {column: _head(say(language, column)) for column in _COLUMNS}
    widths = {
        column: max(len(text) for text in (*heads[column], *(cells[column] for _, cells, _ in table)))
        for column in _COLUMNS
    }
    columns, gap, room = _fitting(widths, telling.width)
    longest = max(len(name) for name in (say(language, first), *(row[0] for row in table)))
    width = max(_NAME_WIDTHS[0], min(room, longest, _NAME_WIDTHS[1]))
    for line in (0, 1):
        title = say(language, first) if line else ""
        words = gap.join(heads[column][line].rjust(widths[column]) for column in columns)
        yield _painted(f"  {title:<{width}}{gap}{words}".rstrip(), _QUIET, telling)
    with_bar = telling.width is None or room - width >= _BAR + 2
    for name, cells, tally in table:
        padded = {column: cells[column].rjust(widths[column]) for column in columns}
        if tally.unaccounted:
            padded["unaccounted"] = _painted(padded["unaccounted"], _RED, telling)
        padded["covered"] = _painted(padded["covered"], _RED if tally.unaccounted else _GREEN, telling)
        yield f"  {_cut(name, width):<{width}}{gap}{gap.join(padded.values())}{'  ' + _bar(tally) if with_bar else ''}"


def _head(words: str) -> tuple[str, str]:
    """Two lines: a long head would widen its column."""
    above, _, below = words.rpartition(" ")
    return above, below


def _fitting(widths: Mapping[str, int], terminal: int | None) -> tuple[list[str], str, int]:
    """The columns that a terminal has room for, what stands between them, and the room left for names."""
    choices = ((0, "  "), (1, "  "), (2, "  "), (2, " "))
    columns, gap, room = list(_COLUMNS), "  ", _NAME_WIDTHS[1]
    for left_out, gap in choices:
        columns = [column for column in _COLUMNS if column not in _LEAST[:left_out]]
        if terminal is None:
            break
        room = terminal - 2 - sum(len(gap) + widths[column] for column in columns)
        if room >= _NAME_WIDTHS[0]:
            break
    return columns, gap, min(room, _NAME_WIDTHS[1] + _BAR + 2)


def _cells(tally: Tally, language: str) -> dict[str, str]:
    numbers = (
        tally.passages,
        tally.drawn_on,
        tally.claims,
        tally.proving,
        tally.reasoned,
        tally.unaccounted,
        tally.citing,
        tally.passages - tally.citing,
    )
    told = (*(f"{number:,}" for number in numbers), percent(language, tally.covered))
    return dict(zip(_COLUMNS, told, strict=True))


def _bar(tally: Tally) -> str:
    full = int((tally.covered or 0) * _BAR)
    return "█" * full + "░" * (_BAR - full)


def _claims(tally: Tally, claims: ClaimTally, report: CoverageReport, telling: Telling) -> Iterator[str]:
    language = telling.language
    given = {reason: number for reason, number in tally.reasons.items() if number}
    reasons = _shares(given, tally.reasoned, report, language) or say(language, "none-yet")
    yield f"  {say(language, 'reasons')}: {reasons}"
    forms = ", ".join(
        f"{number:,} {count(language, form, number)} ({percent(language, number / claims.total)})"
        for form, number in claims.forms.items()
        if claims.total
    )
    yield f"  {say(language, 'forms')}: {claims.total:,}{f' = {forms}' if forms else ''}"
    for key, values in (("kinds", claims.kinds), ("modalities", claims.modalities), ("holders", claims.holders)):
        if values:
            yield f"    {say(language, key)}: {_shares(values, claims.total, report, language)}"


def _shares(values: Mapping[str, int], total: int, report: CoverageReport, language: str) -> str:
    return ", ".join(
        f"{thing_name(report, iri, language)} {number:,} ({percent(language, number / total)})"
        for iri, number in values.items()
    )


def _findings(findings: Sequence[Finding], report: CoverageReport, telling: Telling) -> Iterator[str]:
    if not findings:
        return
    language = telling.language
    key = "open-passages" if findings[0].kind == "unaccounted" else "contradictory-passages"
    yield _painted(say(language, key, count=f"{len(findings):,}", passages=f"{report.tally.passages:,}"), _RED, telling)
    for source, grouped in groupby(findings, key=lambda finding: finding.passage.source):
        of_source = list(grouped)
        shown = of_source if telling.only_missing else of_source[:_SHOWN]
        name = shorten(source, report.base) if source else say(language, "no-source")
        for finding in shown:
            yield f"  {name}, {_finding(finding, report, language)}"
        if len(shown) < len(of_source):
            yield f"  {say(language, 'more', count=f'{len(of_source) - len(shown):,}')}"
        for move in _moves(of_source, language):
            yield _painted(f"  {say(language, 'next', move=move)}", _QUIET, telling)
    yield ""


def _finding(finding: Finding, report: CoverageReport, language: str) -> str:
    passage = finding.passage
    section = _cut(section_name(report, passage.section, language), _NAME_WIDTHS[1])
    where = f"{section}, {place(language, passage)}"
    told = f"{where}: {edges(language, passage)} {shorten(passage.iri, report.base)}"
    return f"{told}; {drawn(language, passage, report.base)}" if finding.kind == "contradictory" else told


def _moves(findings: Iterable[Finding], language: str) -> Iterable[str]:
    return dict.fromkeys(next_move(language, finding) for finding in findings)


def sums(report: CoverageReport, telling: Telling) -> Iterator[str]:
    """What it comes to, in a line or two."""
    language, tally = telling.language, report.tally
    for source in report.unsegmented:
        name = shorten(source.iri, report.base)
        yield say(language, "unsegmented", source=name, text=source.text_file, slug=source.slug)
    if not tally.passages:
        if not report.unsegmented:
            yield say(language, "no-passages")
        return
    yield say(
        language,
        "sum",
        passages=f"{tally.passages:,}",
        sources=count(language, "sum-sources", len(report.sources)),
        drawn=f"{tally.drawn_on:,}",
        claims=count(language, "sum-claims", tally.claims),
        proving=f"{tally.proving:,}",
        reasoned=f"{tally.reasoned:,}",
    )
    if tally.contradictory:
        yield _painted(count(language, "sum-contradictory", tally.contradictory), _RED, telling)
    if tally.unaccounted:
        yield _painted(count(language, "sum-open", tally.unaccounted), _RED, telling)
    else:
        yield _painted(say(language, "sum-complete"), _GREEN, telling)


def _cut(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"


def _painted(text: str, code: str, telling: Telling) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if telling.colour else text
