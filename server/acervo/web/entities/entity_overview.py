"""The top of an entity's page: figures, what is known at a glance, where sources part ways, what nobody says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from acervo.namespaces import MOV, RDF
from acervo.web.entities.entity_facts import Gathered, origins
from acervo.web.entities.layouts import Layout
from acervo.web.reading.claim_groups import Verdict, group_id, order, verdict_of
from acervo.web.reading.claims import Claim
from acervo.web.reading.disagreement_kinds import gravity
from acervo.web.reading.links import query_link
from acervo.web.reading.names import Part, Term
from acervo.web.reading.reader import Reader, Shown
from acervo.web.wording.dates import narrowed

_FEW: Final = 6
_DENIED: Final = ("false", "0")
#: What is not missing where another property, or a record, gives as much.
_AS_WELL: Final = {MOV + "url": (MOV + "doi",), MOV + "size": (MOV + "Count",)}


@dataclass(frozen=True)
class Known:
    """The best values of one property: some of them, and how many more there are."""

    label: Shown
    values: Sequence[Shown]
    more: int
    rest: str
    """Where the others stand too."""
    contested: bool


@dataclass(frozen=True)
class Absence:
    """What is missing in one of three ways: nobody says it, a form leaves it empty, somebody says that it is not so."""

    key: str
    """The word of the interface that tells in which way."""
    what: Sequence[tuple[Shown, Sequence[Shown]]]
    """What is missing and, where there is something to say, by whom or where."""


def figures(gathered: Gathered, reader: Reader) -> list[str]:
    """How much is said, in words: `3 statements`, `2 sources`, `1 origin`, `1 conflict`; nothing where no claim is."""
    if not gathered.all_claims:
        return []
    grave = [gravity(one.kinds) for one in gathered.disagreements.values()]
    conflicts, milder = grave.count("conflict"), len(grave) - grave.count("conflict")
    sources = len({row["source"]["value"] for row in gathered.sources})
    told = [reader.words("figures_statements", n=gathered.all_claims)]
    if sources:
        told.append(reader.words("figures_sources", n=sources))
        told.append(reader.words("figures_origins", n=origins(gathered)))
    told.append(reader.words("figures_conflicts", n=conflicts) if conflicts else reader.words("figures_no_conflict"))
    return told + ([reader.words("figures_compatible", n=milder)] if milder else [])


def at_a_glance(iri: str, gathered: Gathered, layout: Layout, reader: Reader) -> list[Known]:
    """The best values of the properties that *layout* names."""
    contested = {one.on for one in gathered.disagreements.values() if gravity(one.kinds) == "conflict"}
    known: list[Known] = []
    for property in layout.glance:
        terms = [*gathered.facts.get(property, ())]
        terms += [term for term in gathered.best.get(property, ()) if term not in terms]
        if terms:
            precise = narrowed(term["value"] for term in terms) if property == MOV + "date" else ()
            shown = [reader.show(one) for one in reader.best_of(terms) if not precise or one["value"] in precise]
            few = len(shown) if len(shown) <= _FEW + 1 else _FEW
            rest = _rest(iri, property, terms, gathered, reader) if len(shown) > few else ""
            known.append(Known(reader.label(property), shown[:few], len(shown) - few, rest, property in contested))
    return known


def _rest(iri: str, property: str, terms: Sequence[Term], gathered: Gathered, reader: Reader) -> str:
    """The claims on *property* on the page, or the records that give its values *terms*; else the query behind it."""
    values = {term["value"] for term in terms}
    ones = [claim for claim in gathered.claims if claim.predicate == property]
    ones += [
        claim
        for claim in gathered.claims
        if any(term["value"] in values for name in claim.facts if name.startswith(MOV) for term in claim.facts[name])
    ]
    if ones:
        return "#" + group_id(ones[0].predicate, ones[0].matter)
    return query_link(reader, "statements", iri=iri)


def disputes(iri: str, gathered: Gathered, reader: Reader) -> list[tuple[Shown, Verdict]]:
    """The disagreements among the claims of the page: what they are on and how they stand, the gravest first."""
    gravest = ("contested", "compatible", "agree")
    found = [
        (_matter(disagreement, one.on, gathered.claims, reader), verdict_of(disagreement, one, reader))
        for disagreement, one in gathered.disagreements.items()
        if disagreement != iri
    ]
    return sorted(found, key=lambda one: (gravest.index(one[1].tone), one[0].text.casefold()))


def _matter(disagreement: str, on: str, claims: Sequence[Claim], reader: Reader) -> Shown:
    """What a disagreement is on, as its claims are headed on the page, with a link there."""
    for claim in claims:
        if any(term["value"] == disagreement for term in claim.facts.get(MOV + "inDisagreement", ())):
            name = reader.label(claim.predicate).parts
            if claim.matter:
                name = (*name, Part(": "), *reader.label(claim.matter).parts)
            return Shown(name, "#" + group_id(claim.predicate, claim.matter))
    return reader.label(on) if on else reader.link(disagreement)


def absences(iri: str, gathered: Gathered, reader: Reader, publisher: str) -> list[Absence]:
    """
    What is missing of what one looks for; nothing where there are more claims than were read.

    Of the *publisher* of the archive nothing is looked for: no source is about it.
    """
    if gathered.all_claims > len(gathered.claims):
        return []
    found: list[Absence] = []
    claimed = {claim.predicate for claim in gathered.claims if not _counts_another(claim, gathered)}
    given = {*gathered.facts, *gathered.best, *claimed}
    unknown = [one for one in gathered.expected if one not in given and not given.intersection(_AS_WELL.get(one, ()))]
    unknown.sort(key=lambda one: order(one, reader.label(one).text))
    is_written_here = MOV + "Source" in gathered.classes or MOV + "Reference" in gathered.classes
    if unknown and iri != publisher:
        key = "absent_unsaid" if is_written_here else "absent_unknown"
        found.append(Absence(key, [(reader.label(one), ()) for one in unknown]))
    found += _open_ends(gathered, reader)
    empty = [claim for claim in gathered.claims if claim.predicate == MOV + "EmptyField"]
    if empty:
        found.append(Absence("absent_empty", [_empty_field(claim, reader) for claim in empty]))
    denied = _denied(gathered.claims, reader)
    return found + ([Absence("absent_denied", denied)] if denied else [])


def _counts_another(claim: Claim, gathered: Gathered) -> bool:
    """Whether it counts something else of a group than what the group is made of, and so does not tell its size."""
    kinds = {term["value"] for facts in (gathered.facts, gathered.best) for term in facts.get(MOV + "memberKind", ())}
    return claim.predicate == MOV + "Count" and bool(kinds) and claim.matter not in kinds


def _open_ends(gathered: Gathered, reader: Reader) -> list[Absence]:
    """Whether every date is open at one end."""
    dates = [term["value"] for term in (*gathered.facts.get(MOV + "date", ()), *gathered.best.get(MOV + "date", ()))]
    ends = [tuple(date.split("/", 1)) if "/" in date else (date, date) for date in dates]
    found: list[Absence] = []
    for key, place in (("absent_beginning", 0), ("absent_end", 1)):
        if ends and all(one[place] in ("", "..") for one in ends):
            found.append(Absence(key, ()))
    return found


def _empty_field(claim: Claim, reader: Reader) -> tuple[Shown, list[Shown]]:
    field = claim.first(MOV + "field")
    where = [reader.source(passage.value("source")) for passage in claim.passages[:1] if passage.value("source")]
    return (reader.label(field) if field else reader.link(claim.iri)), where


def _denied(claims: Sequence[Claim], reader: Reader) -> list[tuple[Shown, list[Shown]]]:
    """What is only ever denied: the property and the values that somebody says are not so."""
    by_predicate: dict[str, list[Claim]] = {}
    for claim in claims:
        if RDF + "object" in claim.facts:
            by_predicate.setdefault(claim.predicate, []).append(claim)
    return [
        (reader.label(predicate), [reader.show(term) for claim in found for term in claim.facts[RDF + "object"]])
        for predicate, found in by_predicate.items()
        if all(claim.first(MOV + "polarity") in _DENIED for claim in found)
    ]


def overview(iri: str, gathered: Gathered, layout: Layout, reader: Reader, publisher: str) -> Mapping[str, object]:
    """What `entity_overview.html` is rendered with."""
    return {
        "figures": figures(gathered, reader),
        "glance": at_a_glance(iri, gathered, layout, reader),
        "glance_query": query_link(reader, "statements", iri=iri),
        "disputes": disputes(iri, gathered, reader),
        "disputes_query": query_link(reader, "claims-disagreements", iri=iri),
        "absences": absences(iri, gathered, reader, publisher),
        "absences_query": query_link(reader, "types", iri=iri),
    }
