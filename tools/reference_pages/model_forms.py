"""The part of model.md that tells in which form something is said: for whoever writes it and whoever asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reference_pages.markdown import prose, table
from reference_pages.vocabulary import Vocabulary

_INTRODUCTION: Final = """
What a sentence says stands in one form, never in two.
The left column is what it says; the middle, how a curator writes it; the right, where else a reader may have to look,
because another sentence says something near it.
*Triple* is a `mov:Claim` with this predicate; anything else is a record.
"""
_FORMS: Final = (
    (
        "who came to an event, as what, how many",
        "`mov:Participation` with `mov:role` (and `mov:headcount`)",
        "triples `mov:organizer`, `mov:coordinatedBy`, `mov:partner`; `mov:hadParticipant` finds all of a kind",
    ),
    (
        "an office or post, and being at the head",
        "`mov:Tenure` with `org:role`: `mov:President` where that title is printed, else `mov:Head`",
        "`mov:Appointment` and `mov:Dismissal` (events, with `mov:appointee` and `mov:office`)",
    ),
    (
        "where somebody works or belongs",
        "triple `mov:worksAt`, `mov:memberOf`; of a group that names a few, `mov:knownMember`",
        "`mov:Tenure`",
    ),
    (
        "who wrote, edited, asked or sent a text",
        "`mov:Contribution` of the source, with `mov:role` and the printed name",
        "`mov:speaker` of passages",
    ),
    (
        "who invited",
        "triple `mov:invitedBy`",
        "`mov:Participation` with `mov:Inviter`; the gist of a `mov:Circumstance` (whom, and how)",
    ),
    (
        "who gave material help",
        "triple `mov:materialSupportFrom`, which can be denied",
        "`mov:Participation` with `mov:Donor` (other means)",
    ),
    (
        "a cause told as a fact",
        "triple `mov:causedBy`; an answer to an event, `mov:inResponseTo`",
        "`mov:View` of the kind `mov:Cause`",
    ),
    (
        "a cause argued, a motive, a goal, a demand, an opinion, an explanation",
        "`mov:View` with `mov:kind` and everything it is `mov:about`",
        "other kinds: the line between `mov:Cause`, `mov:Explanation` and `mov:Judgement` is thin",
    ),
    (
        "an accusation that is passed on",
        "`mov:View` or triple with `mov:Alleged`; `mov:holder` is the accuser, the accused is in `mov:about`",
        "what a speaker asserts as a fact: an event with `mov:carriedOutBy` and `mov:directedAt`",
    ),
    (
        "somebody else's word that is passed on",
        "any form with `mov:Attributed` and `mov:holder`",
        "passages of that person as `mov:speaker`",
    ),
    (
        "a phrase, a slogan, a name for a notion",
        "`mov:Idea`, and a `mov:View` that is `mov:about` it and about what it is said of",
        "`skos:editorialNote` of the idea",
    ),
    (
        "a number in figures or words",
        "`mov:Count` (`mov:of`, `mov:counted`, `mov:value`); the people of one participant, `mov:headcount`",
        "`mov:size` of a `mov:Group`; `mov:Circumstance`, see the next line",
    ),
    (
        "a number that is none: hundreds, thousands, most",
        "`mov:Circumstance`, told in its gist",
        "search the gists",
    ),
    (
        "production, capacity, plants at work",
        "`mov:ProductionOutcome` with `mov:measure`, `mov:before`, `mov:after`",
        "`mov:Circumstance`",
    ),
    (
        "other results: a body founded, something learned, a change among people",
        "`mov:OrganizationOutcome`, `mov:LearningOutcome`, `mov:SocialOutcome`",
        "triple `mov:repaired`",
    ),
    (
        "a printed name, an abbreviation, a misspelling",
        "triple `skos:altLabel`, `skos:hiddenLabel`",
        "`skos:prefLabel` (the archive's choice, without a passage), `mov:nameAsPrinted` of contributions",
    ),
    (
        "that two may be one",
        "triple `mov:possiblySame`, in `data/inferred/` with `mov:reason`",
        "an inferred `skos:hiddenLabel`",
    ),
    (
        "a date",
        "triple `mov:date`; a length, `mov:duration`",
        "`mov:date` and `mov:duration` of a `mov:Tenure`; `mov:asOf` of any claim",
    ),
    (
        "what a plant makes",
        "triple `mov:produces`; the sort of plant, `mov:kind`",
        "`mov:memberKind` of a group of plants; `mov:sector` of what is done there; `mov:suppliesTo`",
    ),
    (
        "who the people of a group are",
        "triples `mov:trade`, `mov:sector`, `mov:memberOf`; of a group that names a few, `mov:knownMember`",
        "`mov:memberKind` (people or things); the gist of a `mov:Circumstance`",
    ),
    (
        "a web address",
        "triple `mov:website`; of a cited text, `mov:url`",
        "`mov:linkLabel`, `mov:videoLabel`: the words of a link whose address the text has lost",
    ),
    (
        "an owner, and who is in charge of a plant or body",
        "`mov:Ownership` (`mov:kind` also without `mov:owner`), `mov:Control`",
        "triple `mov:operatedBy`",
    ),
    (
        "a field of a form",
        "triple with `pdia:facet-…` on the `mov:Case`; left empty, `mov:EmptyField`",
        "whatever form the field's value has: ask by `mov:fieldLabel` of the passage",
    ),
    (
        "a way of working, those who work so, and their plants",
        "three things: a `mov:Method` (triple `mov:usesMethod` of an event), a body or `mov:Group`,"
        " a `mov:Group` of plants",
        "[what belongs together](../how-to/ask-who-says-so.md#what-belongs-together-but-is-not-linked):"
        " councils, those in power (president, government, state, executive), the crisis (slump, destabilization)",
    ),
    (
        "what people are given or promised so that they come",
        "given: `mov:LearningOutcome`, `mov:Circumstance` of the event; promised: only `mov:Circumstance`",
        "`mov:View` of the kind `mov:Motive`",
    ),
    (
        "events that are counted and not told one by one",
        "`mov:Group` with `mov:memberKind`, `mov:partOf`, `mov:atFacility` (a group of plants)",
        "a class such as `mov:Battle` leaves them out: ask for the property alone",
    ),
    (
        "words that somebody put into another's speech",
        "`skos:editorialNote` on the passage; what they state, with `mov:holder`",
        "`mov:Footnote`, and `mov:cites` of the sentence with its mark",
    ),
    (
        "a fact that no property says",
        "`mov:Circumstance` of the thing, told in its gist",
        "",
    ),
)


def forms(vocabulary: Vocabulary) -> Iterable[str]:
    """
    The blocks of Markdown.

    Raises:
        ValueError: a form names what the ontology lacks.
    """
    unknown = set(re.findall(r"\bmov:\w+", str(_FORMS))) - set(vocabulary.terms)
    if unknown:
        raise ValueError(f"model_forms.py names what the ontology lacks: {sorted(unknown)}")
    yield "## Which form for what"
    yield prose(_INTRODUCTION)
    yield table(("what is said", "how it is written", "look there too"), _FORMS)
