"""Whose word a claim is: its holder, else who speaks, else who contributed to the source."""

from __future__ import annotations

import pytest

SOURCES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/gdansk/> a mov:Archive ; dcterms:publisher :curators .
:s1 a mov:Source ; mov:contribution :s1-author , :s1-editor .
:s1-author a mov:Contribution ; mov:agent :anna ; mov:passage :plain .
:s1-editor a mov:Contribution ; mov:agent :lech .
:s2 a mov:Source ; mov:passage :nameless .
:part a mov:Section ; mov:inSource :s1 ; mov:speaker :mayor .
:plain a mov:Passage ; mov:inSource :s1 .
:spoken a mov:Passage ; mov:inSource :s1 ; mov:speaker :welder .
:read-out a mov:Passage ; mov:inSource :s1 ; mov:section :part .
:interrupted a mov:Passage ; mov:inSource :s1 ; mov:section :part ; mov:speaker :welder .
:nameless a mov:Passage ; mov:inSource :s2 .
:note a mov:Footnote ; mov:inSource :s1 ; mov:passage :spoken .
"""


@pytest.fixture
def said_by(build, solutions):
    """To whom the claim `:c` with some passages is attributed."""

    def whom(passages: str, more: str = "", kind: str = "mov:Claim", sources: str = SOURCES) -> list[str]:
        claim = f":c a {kind} ; mov:passage {passages} {'; ' + more if more else ''} .\n"
        rows = solutions(build(sources + claim), "SELECT ?who { :c mov:attributedTo ?who }")
        return [who for (who,) in rows]

    return whom


def test_the_holder_comes_before_everybody(said_by):
    """A curator writes a holder where it is not who speaks."""
    assert [":government"] == said_by(":spoken", "mov:holder :government")
    assert [":government"] == said_by(":plain", "mov:holder :government ; mov:modality mov:Alleged")


def test_without_a_holder_it_is_who_speaks(said_by):
    """Who wrote the conversation down does not say what is said in it."""
    assert [":welder"] == said_by(":spoken")
    assert [":mayor"] == said_by(":read-out")


def test_the_speaker_of_a_passage_comes_before_that_of_its_section(said_by):
    """Somebody has interrupted the speech."""
    assert [":welder"] == said_by(":interrupted")


def test_where_nobody_speaks_it_is_everybody_who_contributed(said_by):
    """A plain text is its authors' word."""
    assert [":anna", ":lech"] == said_by(":plain")


def test_a_speaker_in_one_passage_speaks_for_the_whole_claim(said_by):
    """One claim is one statement of one voice, so its other passage is no second voice."""
    assert [":welder"] == said_by(":plain , :spoken")
    assert [":mayor"] == said_by(":plain , :read-out")


def test_two_speakers_of_one_claim_are_both_named(said_by):
    """It should have been two claims; the rule does not choose between them."""
    assert [":mayor", ":welder"] == said_by(":spoken , :read-out")


def test_what_the_archive_infers_is_its_publishers_word(said_by):
    """No source says it, whoever speaks in the passages it is drawn from, and whatever holder is written by mistake."""
    inferred = "mov:modality mov:Inferred"

    assert [":curators"] == said_by(":spoken , :plain", inferred)
    assert [":curators"] == said_by(":spoken", f"{inferred} ; mov:holder :welder")


def test_an_inference_of_an_archive_without_a_publisher_is_nobodys_word(said_by):
    """Nothing is made up."""
    assert [] == said_by(
        ":spoken", "mov:modality mov:Inferred", sources=SOURCES.replace("; dcterms:publisher :curators", "")
    )


def test_nobody_named_anywhere_is_nobody(said_by):
    """A source without a contributor has no voice that could be named."""
    assert [] == said_by(":nameless")


@pytest.mark.parametrize("kind", ["mov:View", "mov:Count", "mov:Tenure", ":Testimony"])
def test_records_are_attributed_as_triple_claims_are(said_by, kind):
    """Also those of classes of the archive's own."""
    assert [":welder"] == said_by(":spoken", kind=kind, sources=SOURCES + ":Testimony rdfs:subClassOf mov:View .\n")


def test_only_claims_are_attributed(build, solutions):
    """Footnotes, contributions and sources have passages, and are nobody's statements."""
    assert [] == solutions(build(SOURCES), "SELECT ?c { ?c mov:attributedTo ?who }")


def test_rank_and_polarity_do_not_matter(said_by):
    """Whoever denies, or is mistaken, has said it all the same."""
    assert [":welder"] == said_by(":spoken", "mov:polarity false ; mov:rank mov:Deprecated")


def test_who_only_sent_a_message_says_nothing_in_it(said_by):
    """A list that passes an article on is not its author."""
    sender = (
        ":s1-sender a mov:Contribution ; mov:agent :list ; mov:role mov:Sender .\n:s1 mov:contribution :s1-sender .\n"
    )

    assert [":anna", ":lech"] == said_by(":plain", sources=SOURCES + sender)
