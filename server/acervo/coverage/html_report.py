"""A report as a page that stands alone: one file without scripts, to open, send or keep beside the results of a run."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from acervo.coverage.facts import ACCOUNTS
from acervo.coverage.measuring import ClaimTally, CoverageReport, Finding, SourceCoverage, Tally
from acervo.coverage.text_report import Telling, section_name, source_name, sums, thing_name
from acervo.coverage.words import count, drawn, edges, next_move, percent, place, say
from acervo.namespaces import shorten
from acervo.settings import DEFAULT_BASE

_STYLE: Final = Path(__file__).with_name("page.css")
_COLUMNS: Final = ("passages", "drawn", "claims", "proving", "reasoned", "unaccounted", "citing", "citing-nothing")
#: Longer lists are folded.
_UNFOLDED: Final = 25


def report(report: CoverageReport, language: str, archive_title: str = "") -> str:
    """
    The report as HTML.

    Args:
        archive_title: What the archive is called in *language*; '' where it has no title.
    """
    style = _STYLE.read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # Nothing is fetched, run or sent; the one style sheet is named by its hash.
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = say(language, "title")
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(' · '.join(part for part in (title, archive_title) if part))}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<header>",
        *([f'<p class="quiet">{escape(archive_title)}</p>'] if archive_title else []),
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in sums(report, Telling(language))),
        "</header>",
        "<main>",
        *(_archive(report, language) if report.sources else ()),
        *(part for source in report.sources for part in _source(source, report, language)),
        "</main>",
        f"<footer><p>{escape(say(language, 'edition', id=report.edition))}</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _archive(report: CoverageReport, language: str) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{escape(say(language, 'archive'))}</h2>"
    yield from _legend(report.tally, language)
    rows = [(source_name(report, one, language), one.tally) for one in report.sources]
    yield from _table("source", rows, report.tally, language)
    yield from _breakdown(report.tally, report.claims, report, language)
    yield "</section>"


def _source(source: SourceCoverage, report: CoverageReport, language: str) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{escape(source_name(report, source, language))}</h2>"
    rows = [(section_name(report, one.iri, language), one.tally) for one in source.sections]
    yield from _table("section", rows, source.tally, language)
    yield from _breakdown(source.tally, source.claims, report, language)
    own = [finding for finding in report.findings if finding.passage.source == source.iri]
    for kind, key in (("contradictory", "contradictory-passages"), ("unaccounted", "open-passages")):
        found = [finding for finding in own if finding.kind == kind]
        if found:
            title = say(language, key, count=f"{len(found):,}", passages=f"{source.tally.passages:,}")
            yield f"<details{' open' if len(found) <= _UNFOLDED else ''}>"
            yield f'<summary class="open">{escape(title)}</summary>'
            yield from _findings(found, report, language)
            yield "</details>"
    yield "</section>"


def _legend(tally: Tally, language: str) -> Iterator[str]:
    yield _bar(tally, language)
    yield '<ul class="legend">'
    for account in ACCOUNTS:
        square = f'<rect class="{account}" width="8" height="8"/>'
        key = f'<svg class="key" viewBox="0 0 8 8" aria-hidden="true">{square}</svg>'
        yield f"<li>{key}{escape(say(language, f'by-{account}'))}: {tally.accounts[account]:,}</li>"
    yield "</ul>"
    yield f'<p class="quiet">{escape(say(language, "how-to-read"))}</p>'


def _table(first: str, rows: Sequence[tuple[str, Tally]], total: Tally, language: str) -> Iterator[str]:
    heads = [say(language, column) for column in _COLUMNS]
    covered = say(language, "covered")
    # The roles say what the cells are where a narrow page lays them out as a grid.
    yield '<table class="sections" role="table">'
    yield '<thead role="rowgroup"><tr role="row">'
    yield f'<th scope="col" role="columnheader">{escape(say(language, first))}</th>'
    yield f'<th scope="col" role="columnheader">{escape(covered)}</th><td role="cell"></td>'
    yield "".join(f'<th scope="col" role="columnheader">{escape(head)}</th>' for head in heads)
    yield '</tr></thead><tbody role="rowgroup">'
    for name, tally in rows:
        yield _row(name, tally, heads, language)
    yield '</tbody><tfoot role="rowgroup">'
    yield _row(say(language, "all"), total, heads, language)
    yield "</tfoot></table>"


def _row(name: str, tally: Tally, heads: Sequence[str], language: str) -> str:
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
    cells = [f'<td role="cell" data-label="{escape(say(language, "covered"))}">{percent(language, tally.covered)}</td>']
    cells.append(f'<td role="cell" class="shown">{_bar(tally, language)}</td>')
    for column, head, number in zip(_COLUMNS, heads, numbers, strict=True):
        marked = ' class="open"' if column == "unaccounted" and number else ""
        cells.append(f'<td role="cell" data-label="{escape(head)}"{marked}>{number:,}</td>')
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(name)}</th>{"".join(cells)}</tr>'


def _bar(tally: Tally, language: str) -> str:
    said = ", ".join(f"{say(language, f'by-{account}')}: {tally.accounts[account]:,}" for account in ACCOUNTS)
    rects, start = [], 0.0
    for account in ACCOUNTS:
        width = 100 * tally.accounts[account] / tally.passages if tally.passages else 0.0
        if width:
            rects.append(f'<rect class="{account}" x="{start:.2f}" width="{width:.2f}" height="10"/>')
        start += width
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(said)}">{"".join(rects)}</svg>'
    )


def _breakdown(tally: Tally, claims: ClaimTally, report: CoverageReport, language: str) -> Iterator[str]:
    forms = {count(language, form, 2): number for form, number in claims.forms.items()}
    yield '<div class="breakdown">'
    yield from _shares(say(language, "forms"), forms.items(), claims.total, language)
    for key, values in (("kinds", claims.kinds), ("modalities", claims.modalities), ("holders", claims.holders)):
        title = f"{say(language, 'forms')} {say(language, key)}"
        yield from _shares(title, _named(values, report, language), claims.total, language)
    given = {reason: number for reason, number in tally.reasons.items() if number or tally.reasoned}
    yield from _shares(say(language, "reasons"), _named(given, report, language), tally.reasoned, language)
    yield "</div>"


def _named(values: Mapping[str, int], report: CoverageReport, language: str) -> list[tuple[str, int]]:
    return [(thing_name(report, iri, language), number) for iri, number in values.items()]


def _shares(title: str, values: Iterable[tuple[str, int]], total: int, language: str) -> Iterator[str]:
    yield f"<div><h3>{escape(title)}</h3>"
    if total:
        yield "<table><tbody>"
        for name, number in values:
            share = percent(language, number / total)
            yield f'<tr><th scope="row">{escape(name)}</th><td>{number:,}</td><td>{share}</td></tr>'
        yield "</tbody></table>"
    else:
        yield '<p class="quiet">–</p>'
    yield "</div>"


def _findings(findings: Sequence[Finding], report: CoverageReport, language: str) -> Iterator[str]:
    for move in dict.fromkeys(next_move(language, finding) for finding in findings):
        yield f'<p class="quiet">{escape(say(language, "next", move=move))}</p>'
    yield '<ul class="findings">'
    for finding in findings:
        passage = finding.passage
        where = f"{section_name(report, passage.section, language)}, {place(language, passage)}"
        told = [f"<li>{escape(where)}: {escape(edges(language, passage))}"]
        told.append(f'<span class="quiet">{_link(passage.iri, report.base)}')
        if finding.kind == "contradictory":
            told.append(escape(drawn(language, passage, report.base)))
        yield " ".join(told) + "</span></li>"
    yield "</ul>"


def _link(iri: str, base: str) -> str:
    name = f"<code>{escape(shorten(iri, base))}</code>"
    # An archive without a base of its own is at no address yet.
    return f'<a href="{escape(iri)}">{name}</a>' if iri.startswith(base) and base != DEFAULT_BASE else name
