"""What the page of one entity shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from acervo.namespaces import MOV, PREFIXES, RDF, SKOS
from acervo.protocol.parameters import fill
from acervo.web.claim_groups import claim_groups, order
from acervo.web.entity_facts import gather
from acervo.web.names import Name, Part, Term, best, in_section, part_of
from acervo.web.reader import Reader, Shown

_TITLE: Final = PREFIXES["dcterms"] + "title"
#: Of a thing, what its page says elsewhere: above the statements, beside the claims, or in a section of its own.
_ELSEWHERE: Final = frozenset(
    (
        RDF + "type",
        SKOS + "prefLabel",
        SKOS + "altLabel",
        *(MOV + name for name in ("translatedLabel", "contribution", "contested", "hasClaim", "inDisagreement")),
    )
)
#: Properties whose own label would say too little to somebody who reads it from the other end.
_INCOMING_WORDS: Final = {
    RDF + "object": "value_of_claims",
    MOV + "disagreementAbout": "disagreements_about",
    MOV + "statedBy": "speaks_of",
}


@dataclass(frozen=True)
class Incoming:
    """What points at the thing with one property."""

    label: Shown
    things: Sequence[Shown]
    places: Sequence[tuple[Name, Sequence[Shown]]]
    """Passages, which are many and have long names: section → the places in it."""
    shown: int
    all: int
    rest: str
    """A link to a query for all of them, or ""."""


@dataclass(frozen=True)
class Outgoing:
    """The values of one property."""

    label: Shown
    values: Sequence[Shown]


async def entity_page(iri: str, reader: Reader, publisher: str) -> dict[str, Any]:
    """The values that `entity.html` is rendered with."""
    gathered = await gather(iri, reader)
    await reader.learn({iri, publisher, *gathered.iris()} - {""})
    facts, computed = gathered.facts, gathered.computed
    page = {iri, *(term["value"] for term in computed.get(MOV + "disagreementAbout", ()))}
    hidden = _ELSEWHERE | gathered.special.shows | (frozenset() if SKOS + "prefLabel" in facts else {_TITLE})
    title = gathered.special.claims_title
    if any(claim.iri == iri for claim in gathered.claims):
        # The claim's row says it all.
        hidden, title = hidden | {*facts, *computed}, "claims_itself"
    if MOV + "Disagreement" in gathered.classes:
        # All of it is computed; that is no news on its page.
        facts, computed, title = {**facts, **computed}, {}, "claims_compared"
    more = gathered.all_claims > len(gathered.claims)
    return {
        "iri": iri,
        **_heading(iri, facts, computed, reader),
        "claims": claim_groups(gathered.claims, page, gathered.disagreements, reader, publisher),
        "claims_title": reader.words(title),
        "claims_rest": _query_link(reader, "claims-all", iri=iri) if more else "",
        "claims_shown": len(gathered.claims),
        "claims_all": gathered.all_claims,
        "statements": _outgoing(facts, hidden, reader),
        "computed": _outgoing(computed, hidden, reader),
        "incoming": _incoming(iri, gathered.incoming, reader),
        **gathered.special.view(reader),
    }


def _heading(
    iri: str, facts: Mapping[str, list[Term]], computed: Mapping[str, list[Term]], reader: Reader
) -> dict[str, Any]:
    labels = facts.get(SKOS + "prefLabel") or facts.get(_TITLE) or []
    shown = best(labels, reader.language, reader.site.archive.settings.languages, reader.words) if labels else Part("")
    others = [label for label in labels if label["value"] != shown.text] + facts.get(SKOS + "altLabel", [])
    translated = {term["value"] for term in facts.get(MOV + "translatedLabel", ())}
    return {
        "name": reader.label(iri),
        "other_names": [Shown((part_of(label, reader.words),)) for label in others],
        "translated": bool(labels) and (shown.language or reader.words.language) in translated,
        "types": [reader.label(kind["value"]) for kind in facts.get(RDF + "type", computed.get(RDF + "type", ()))],
    }


def _outgoing(values: Mapping[str, Sequence[Term]], hidden: Set[str], reader: Reader) -> list[Outgoing]:
    shown = [name for name in values if name not in hidden]
    shown.sort(key=lambda name: order(name, reader.label(name).text))
    return [Outgoing(reader.label(name), [reader.show(one) for one in reader.best_of(values[name])]) for name in shown]


def _incoming(iri: str, incoming: Mapping[str, tuple[list[str], int]], reader: Reader) -> list[Incoming]:
    groups: list[Incoming] = []
    for property in sorted(incoming, key=lambda one: order(one, reader.label(one).text)):
        things, all = incoming[property]
        label = reader.word(_INCOMING_WORDS[property]) if property in _INCOMING_WORDS else reader.label(property)
        shown = sorted((reader.link(thing) for thing in things), key=lambda one: _as_counted(one.text))
        places: dict[Name, list[Shown]] = {}
        for one in shown:
            if place := in_section(one.parts):
                places.setdefault(place[0], []).append(replace(one, parts=place[1]))
        rest = _query_link(reader, "incoming-all", iri=iri, property=[property]) if all > len(things) else ""
        others = [one for one in shown if not in_section(one.parts)]
        groups.append(Incoming(label, others, list(places.items()), len(things), all, rest))
    return groups


def _as_counted(text: str) -> list[tuple[int, str]]:
    """A key that puts paragraph 9 before paragraph 10."""
    return [(int(one), "") if one.isdecimal() else (-1, one.casefold()) for one in re.split(r"(\d+)", text)]


def _query_link(reader: Reader, name: str, **values: str | list[str]) -> str:
    text = fill(reader.site.page_queries[name].text, values)
    return f"/query{reader.keep or '?'}{'&' if reader.keep else ''}query={quote(text, safe='')}"
