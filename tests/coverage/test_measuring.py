"""What is counted, and that it is counted once."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.coverage.measuring import CoverageReport, Tally, measure
from acervo.errors import SettingsError
from acervo.namespaces import MOV, RDF

IDS = "https://example.org/tides/id/"


def tally(report: CoverageReport, section: str) -> Tally:
    """What was counted in one section."""
    (one,) = [one.tally for source in report.sources for one in source.sections if one.iri == IDS + section]
    return one


def found(report: CoverageReport, kind: str) -> list[str]:
    """The passages of one kind of finding."""
    return [one.passage.iri.removeprefix(IDS) for one in report.findings if one.kind == kind]


def short(counted: dict[str, int]) -> dict[str, int]:
    """Counts under the last part of each IRI."""
    return {iri.removeprefix(IDS).removeprefix(MOV): number for iri, number in counted.items()}


def test_each_passage_is_accounted_for_once(covered):
    """So that the parts of a bar add up to it."""
    report = covered(":passage-river-1 mov:nothingDrawn mov:Heading . :passage-river-2 mov:nothingDrawn mov:Question .")
    everything = report.tally

    assert {"claim": 2, "entry": 1, "reason": 1, "none": 2} == everything.accounts
    assert (6, 2, 1, 2) == (everything.passages, everything.drawn_on, everything.proving, everything.reasoned)
    assert everything.covered == pytest.approx(4 / 6)


def test_what_has_neither_a_claim_nor_an_entry_nor_a_reason_is_found_in_the_order_of_the_text(covered):
    """A curator goes through the text from its beginning."""
    assert ["passage-diary-1", "passage-river-1", "passage-river-3"] == found(covered(), "unaccounted")


def test_sections_stand_as_in_the_source(covered):
    """Not as their names are spelt."""
    (_, river) = covered().sources

    assert ["section-river-mills", "section-river-end"] == [one.iri.removeprefix(IDS) for one in river.sections]


def test_a_claim_with_two_passages_counts_in_both_sections_and_once_in_the_source(covered):
    """Sums of sections are no sums of claims."""
    report = covered()

    assert (2, 2) == (tally(report, "section-river-mills").claims, tally(report, "section-river-end").claims)
    assert 3 == report.sources[1].tally.claims == report.claims.total


def test_a_claim_with_passages_of_two_sources_counts_once_in_all(covered):
    """What the archive infers may rest on both."""
    report = covered(":both a mov:Claim ; mov:passage :passage-river-3 , :passage-diary-1 .")

    assert [1, 4] == [source.claims.total for source in report.sources]
    assert 4 == report.claims.total == report.tally.claims


@pytest.mark.parametrize("kind", ["mov:Reference", "mov:Footnote", "mov:Contribution", "mov:Source", ":Letter"])
def test_an_entry_accounts_for_its_passage(covered, kind):
    """The printed list of references is not lost because nothing is said in it."""
    report = covered(f":Letter rdfs:subClassOf mov:Source . :entry a {kind} ; mov:passage :passage-river-3 .")

    assert "passage-river-3" not in found(report, "unaccounted")
    assert 2 == report.tally.proving


def test_a_thing_that_is_no_entry_accounts_for_nothing(covered):
    """Whoever names a passage does not thereby draw on it."""
    report = covered(":thing a mov:Place ; mov:passage :passage-river-3 .")

    assert "passage-river-3" in found(report, "unaccounted")


@pytest.mark.parametrize("passage", ["passage-river-2", "passage-river-5"])
def test_a_reason_beside_a_claim_or_an_entry_is_a_contradiction(covered, passage):
    """One of the two was forgotten when the other was written."""
    report = covered(f":{passage} mov:nothingDrawn mov:Rhetoric .")

    assert [passage] == found(report, "contradictory")
    assert 1 == report.tally.contradictory
    assert passage not in found(report, "unaccounted")


def test_reasons_are_counted_in_the_order_of_the_closed_list_those_not_given_too(covered):
    """Zero rhetoric is an answer; a reason of the archive's own comes last."""
    report = covered(
        ":passage-river-1 mov:nothingDrawn mov:Heading . :passage-river-3 mov:nothingDrawn :illegible .\n"
        ":passage-diary-1 mov:nothingDrawn mov:Heading ."
    )
    reasons = {"Heading": 2, "Question": 0, "Repetition": 0, "Rhetoric": 0, "Navigation": 0, "illegible": 1}

    assert list(reasons.items()) == list(short(report.tally.reasons).items())


def test_passages_that_cite_are_counted_once_each(covered):
    """However many marks stand in them."""
    assert 1 == covered(":passage-river-2 mov:cites :footnote-river-2 .").tally.citing


def test_claims_are_triples_records_and_views(covered):
    """A view of a class of the archive's own is a view; a count is a record."""
    report = covered(
        ":Testimony rdfs:subClassOf mov:View . :t a :Testimony ; mov:about :flood ; mov:passage :passage-river-3 .\n"
        ":w a mov:Claim , mov:Circumstance ; mov:circumstanceOf :flood ; mov:passage :passage-river-3 ."
    )

    assert {"triple": 1, "record": 2, "view": 2} == report.claims.forms
    assert {"Testimony": 1, "Circumstance": 1, "Claim": 1, "Count": 1, "View": 1} == short(report.claims.kinds)


def test_claims_are_counted_by_modality_and_by_whose_word_they_are(covered):
    """Who speaks in one passage speaks in the claim; where nobody speaks, who wrote the text; else nobody."""
    report = covered(":rain a mov:Claim ; mov:passage :passage-diary-1 .")

    assert {"Asserted": 3, "Alleged": 1} == short(report.claims.modalities)
    assert {"": 1, "ana": 1, "bo": 1, "miller": 1} == short(report.claims.holders)


def test_passages_in_no_section_and_in_no_source_are_not_lost(covered):
    """What a file forgets to say is no reason to leave it out of the count."""
    report = covered(":loose a mov:Passage ; mov:start 1 .")

    assert ["", f"{IDS}source-diary", f"{IDS}source-river"] == [source.iri for source in report.sources]
    assert "loose" in found(report, "unaccounted")
    assert [""] == [section.iri for section in report.sources[1].sections]


def test_a_passage_with_two_places_counts_once(covered):
    """`acervo check` tells that; here numbers must stay numbers."""
    assert 6 == covered(":passage-river-3 a mov:Passage ; mov:start 7 ; mov:sentence 9 .").tally.passages


def test_a_text_without_passages_is_told(covered):
    """It may hold anything."""
    report = covered(':source-lake a mov:Source ; mov:textFile "lake.txt" .')

    assert [("lake", "lake.txt")] == [(one.slug, one.text_file) for one in report.unsegmented]


def test_an_archive_without_sources_has_nothing_covered(covered):
    """Not all of it, and not none of it."""
    report = covered(files={})

    assert ((), (), ()) == (report.sources, report.unsegmented, report.findings)
    assert report.tally.covered is None


@pytest.mark.parametrize("asked", ["river", "source-river", ":source-river"])
def test_one_source_can_be_asked_for(covered, asked):
    """By its folder, or as files write it."""
    report = covered(source=asked)

    assert ["river"] == [source.slug for source in report.sources]
    assert (5, ["passage-river-1", "passage-river-3"]) == (report.tally.passages, found(report, "unaccounted"))


@pytest.mark.parametrize(
    ("asked", "hint"), [("rivr", "Did you mean “river”"), ("Diary", "Did you mean “diary”"), ("x", "There is: diary, ")]
)
def test_an_unknown_source_is_told_with_the_nearest(covered, asked, hint):
    """Nobody remembers slugs."""
    with pytest.raises(SettingsError, match=f"there is no source “{asked}”. {hint}"):
        covered(source=asked)


def test_things_are_called_in_the_language_asked_for_else_in_english_else_in_any(covered):
    """A name in another language is better than an IRI."""
    report = covered()

    assert "título" == report.name(f"{MOV}Heading", "es")
    assert ("heading", "Un diario") == (report.name(f"{MOV}Heading", "fr"), report.name(f"{IDS}source-diary", "en"))
    assert ":miller" == report.name(f"{IDS}miller", "en")


def test_the_shipped_archive_is_counted_as_its_triples_say(edition, edition_store):
    """Against plain patterns, without the queries."""
    report = measure(edition)

    def subjects(predicate: str, value: str | None = None) -> set[str]:
        wanted = ox.NamedNode(value) if value else None
        return {str(quad.subject) for quad in edition_store.quads_for_pattern(None, ox.NamedNode(predicate), wanted)}

    passages = subjects(f"{RDF}type", f"{MOV}Passage")
    used = [
        (str(quad.subject), str(quad.object))
        for quad in edition_store.quads_for_pattern(None, ox.NamedNode(f"{MOV}passage"), None)
    ]
    claims = subjects(f"{RDF}type", f"{MOV}Claim")
    drawn = {passage for claim, passage in used if claim in claims}
    reasoned = subjects(f"{MOV}nothingDrawn")

    assert (len(passages), len(drawn)) == (report.tally.passages, report.tally.drawn_on)
    assert len({claim for claim, _ in used} & claims) == report.tally.claims
    assert len(passages & subjects(f"{MOV}cites")) == report.tally.citing
    assert len(passages - {passage for _, passage in used} - reasoned) == report.tally.unaccounted
    assert report.tally.passages == sum(section.tally.passages for one in report.sources for section in one.sections)
    assert report.claims.total == sum(report.claims.kinds.values()) == sum(report.claims.modalities.values())
