"""A report for machines; docs/how-to/see-what-is-covered.md promises what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from acervo.coverage.measuring import ClaimTally, CoverageReport, Finding, SourceCoverage, Tally
from acervo.coverage.words import next_move


def report(report: CoverageReport, language: str) -> str:
    """The report as one JSON object."""
    return json.dumps(as_value(report, language), ensure_ascii=False, indent=2)


def as_value(report: CoverageReport, language: str) -> dict[str, Any]:
    """What the JSON says; names and next moves are in *language*."""
    return {
        "version": 1,
        "edition": report.edition,
        **_tally(report.tally, report, language),
        "claims_by": _claims(report.claims, report, language),
        "sources": [_source(source, report, language) for source in report.sources],
        "without_passages": [
            {"source": source.iri, "slug": source.slug, "text_file": source.text_file} for source in report.unsegmented
        ],
        "findings": [_finding(finding, report, language) for finding in report.findings],
    }


def _source(source: SourceCoverage, report: CoverageReport, language: str) -> dict[str, Any]:
    return {
        "source": source.iri or None,
        "slug": source.slug or None,
        "name": _name(source.iri, report, language),
        "text_file": source.text_file or None,
        **_tally(source.tally, report, language),
        "claims_by": _claims(source.claims, report, language),
        "sections": [
            {
                "section": section.iri or None,
                "name": _name(section.iri, report, language),
                **_tally(section.tally, report, language),
            }
            for section in source.sections
        ],
    }


def _tally(tally: Tally, report: CoverageReport, language: str) -> dict[str, Any]:
    return {
        "passages": tally.passages,
        "drawn_on": tally.drawn_on,
        "claims": tally.claims,
        "proving": tally.proving,
        "nothing_drawn": tally.reasoned,
        "unaccounted": tally.unaccounted,
        "contradictory": tally.contradictory,
        "citing": tally.citing,
        "citing_nothing": tally.passages - tally.citing,
        "covered": _share(tally.passages - tally.unaccounted, tally.passages),
        "accounted_by": dict(tally.accounts),
        "reasons": [
            {"reason": iri, "name": _name(iri, report, language), "passages": number, "share": _share(number, whole)}
            for whole in (tally.reasoned,)
            for iri, number in tally.reasons.items()
        ],
    }


def _claims(claims: ClaimTally, report: CoverageReport, language: str) -> dict[str, Any]:
    def listed(values: Mapping[str, int], key: str) -> list[dict[str, Any]]:
        return [
            {
                key: iri or None,
                "name": _name(iri, report, language),
                "claims": number,
                "share": _share(number, claims.total),
            }
            for iri, number in values.items()
        ]

    return {
        "form": [
            {"form": form, "claims": number, "share": _share(number, claims.total)}
            for form, number in claims.forms.items()
        ],
        "kind": listed(claims.kinds, "kind"),
        "modality": listed(claims.modalities, "modality"),
        "holder": listed(claims.holders, "holder"),
    }


def _finding(finding: Finding, report: CoverageReport, language: str) -> dict[str, Any]:
    passage = finding.passage
    return {
        "finding": finding.kind,
        "passage": passage.iri,
        "path": passage.path,
        "source": passage.source or None,
        "section": passage.section or None,
        "section_name": _name(passage.section, report, language),
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "field": passage.field or None,
        "start": passage.start,
        "end": passage.end,
        "first_words": passage.first_words or None,
        "last_words": passage.last_words or None,
        "claims": list(passage.claims),
        "entries": list(passage.entries),
        "reasons": list(passage.reasons),
        "next": next_move(language, finding),
    }


def _name(iri: str, report: CoverageReport, language: str) -> str | None:
    return report.name(iri, language) if iri else None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
