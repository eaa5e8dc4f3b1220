"""A small archive of two sources, of which each passage is there for a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.coverage.measuring import CoverageReport, measure
from acervo.edition.build import build_edition

BASE = "https://example.org/tides/"
PREFIXES = """\
@prefix : <https://example.org/tides/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
#: Two sections in an order that is not that of their names; the heading, three sentences, a note.
RIVER = """
:source-river a mov:Source ; dcterms:title "A <river> & its mills"@en ; mov:textFile "river.txt" ;
    mov:contribution :source-river-contribution-1 .
:source-river-contribution-1 a mov:Contribution ; mov:agent :ana .
:section-river-mills a mov:Section ; mov:inSource :source-river ; mov:position 1 ; dcterms:title "The mills"@en .
:section-river-end a mov:Section ; mov:inSource :source-river ; mov:position 2 ; dcterms:title "How it ended"@en .
:passage-river-1 a mov:Passage ; mov:inSource :source-river ; mov:section :section-river-mills ;
    mov:start 0 ; mov:end 9 .
:passage-river-2 a mov:Passage ; mov:inSource :source-river ; mov:section :section-river-mills ;
    mov:paragraph 1 ; mov:sentence 1 ; mov:start 10 ; mov:end 60 ; mov:firstWords "Nobody had" ;
    mov:lastWords "the flood" ; mov:cites :footnote-river-1 .
:passage-river-3 a mov:Passage ; mov:inSource :source-river ; mov:section :section-river-mills ;
    mov:paragraph 1 ; mov:sentence 2 ; mov:start 61 ; mov:end 99 .
:passage-river-4 a mov:Passage ; mov:inSource :source-river ; mov:section :section-river-end ;
    mov:paragraph 1 ; mov:sentence 1 ; mov:start 100 ; mov:end 150 ; mov:speaker :bo .
:passage-river-5 a mov:Passage ; mov:inSource :source-river ; mov:section :section-river-end ;
    mov:paragraph 2 ; mov:sentence 1 ; mov:start 151 ; mov:end 170 .
:footnote-river-1 a mov:Footnote ; mov:inSource :source-river ; mov:passage :passage-river-5 .
"""
CLAIMS = """
:flood-1 a mov:Claim ; rdf:subject :flood ; rdf:predicate mov:place ; rdf:object :mills ;
    mov:passage :passage-river-2 , :passage-river-4 .
:flood-2 a mov:Count ; mov:of :flood ; mov:value 3 ; mov:passage :passage-river-2 .
:flood-3 a mov:View ; mov:about :flood ; mov:modality mov:Alleged ; mov:holder :miller ; mov:passage :passage-river-4 .
"""
DIARY = """
:source-diary a mov:Source ; dcterms:title "Un diario"@es .
:passage-diary-1 a mov:Passage ; mov:inSource :source-diary ; mov:fieldLabel "Weather" ; mov:start 0 ; mov:end 12 .
"""
FILES = {
    "data/sources/river/passages.ttl": RIVER,
    "data/sources/river/claims-flood.ttl": CLAIMS,
    "data/sources/diary/passages.ttl": DIARY,
}

Write = Callable[..., Path]
Measure = Callable[..., CoverageReport]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the archive, with some more Turtle in a file of its own, or with other files altogether."""

    def archive(more: str = "", files: dict[str, str] = FILES) -> Path:
        root = tmp_path / "tides"
        for path, text in {**files, "data/more.ttl": more}.items():
            location = root / path
            location.parent.mkdir(parents=True, exist_ok=True)
            location.write_text(PREFIXES + text, encoding="utf-8")
        (root / "acervo.toml").write_text(f'base = "{BASE}"\ntitle.en = "Tides & <floods>"\n', encoding="utf-8")
        return root

    return archive


@pytest.fixture
def covered(write: Write) -> Measure:
    """Measure the archive, with some more Turtle."""

    def report(more: str = "", source: str | None = None, files: dict[str, str] = FILES) -> CoverageReport:
        return measure(build_edition(read_archive(open_archive(write(more, files)))), source)

    return report
