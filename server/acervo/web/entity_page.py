"""What the page of one entity shows, from a handful of page queries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from acervo.namespaces import MOV, PREFIXES, RDF, SKOS
from acervo.protocol.parameters import fill
from acervo.web.claim_groups import claim_groups, disagreements_in, kinds_of, order
from acervo.web.claims import Claim, claims_of
from acervo.web.names import Part, Term, best, part_of
from acervo.web.reader import Reader, Shown
from acervo.web.special_pages import Special, special_of

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
_SHOWN_INCOMING: Final = 50


@dataclass(frozen=True)
class Incoming:
    """What points at the thing with one property."""

    label: Shown
    things: Sequence[Shown]
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
    site = reader.site
    statements, classes, claims, counts, total = await asyncio.gather(
        site.rows("statements", iri=iri),
        site.rows("types", iri=iri),
        claims_of(site, iri),
        site.rows("incoming-counts", iri=iri),
        site.rows("claims-count", iri=iri),
    )
    kinds, special, incoming = await asyncio.gather(
        kinds_of(site, disagreements_in(claims)),
        special_of(iri, {row["class"]["value"] for row in classes}, reader),
        asyncio.gather(*(site.rows("incoming", iri=iri, property=[row["property"]["value"]]) for row in counts)),
    )
    things = {
        row["property"]["value"]: ([one["thing"]["value"] for one in found], int(row["things"]["value"]))
        for row, found in zip(counts, incoming, strict=True)
        if row["property"]["value"] not in special.shows_incoming
    }
    await reader.learn(_iris(iri, statements, claims, kinds, special, things, publisher))
    facts = _by_property(row for row in statements if "/graph/derived/" not in row["graph"]["value"])
    computed = _by_property(row for row in statements if "/graph/derived/" in row["graph"]["value"])
    hidden = _ELSEWHERE | special.shows | ({*facts, *computed} if any(one.iri == iri for one in claims) else set())
    if SKOS + "prefLabel" not in facts:
        hidden |= {_TITLE}
    is_disagreement = MOV + "Disagreement" in {row["class"]["value"] for row in classes}
    shown_claims = len(claims)
    all_claims = int(total[0]["claims"]["value"])
    return {
        "iri": iri,
        **_heading(iri, facts, computed, reader),
        "claims": claim_groups(claims, iri, kinds, reader, publisher),
        "claims_title": reader.words(_claims_title(iri, claims, is_disagreement, special)),
        "claims_rest": _query_link(reader, "claims-all", iri=iri) if all_claims > shown_claims else "",
        "claims_shown": shown_claims,
        "claims_all": all_claims,
        "statements": _outgoing(facts if not is_disagreement else {**facts, **computed}, hidden, reader),
        "computed": _outgoing(computed if not is_disagreement else {}, hidden, reader),
        "incoming": [_incoming(iri, name, *found, reader) for name, found in _sorted(things, reader)],
        **special.view(reader),
    }


def _iris(
    iri: str,
    statements: Sequence[Mapping[str, Term]],
    claims: Sequence[Claim],
    kinds: Mapping[str, Sequence[str]],
    special: Special,
    things: Mapping[str, tuple[list[str], int]],
    publisher: str,
) -> set[str]:
    iris = {iri, publisher, *special.iris, *things} - {""}
    iris |= {row["property"]["value"] for row in statements}
    iris |= {row["value"]["value"] for row in statements if row["value"]["type"] == "uri"}
    for found in (*(claim.iris() for claim in claims), *kinds.values(), *(found for found, _ in things.values())):
        iris.update(found)
    return iris


def _by_property(rows: Iterable[Mapping[str, Term]]) -> dict[str, list[Term]]:
    values: dict[str, list[Term]] = {}
    for row in rows:
        values.setdefault(row["property"]["value"], []).append(row["value"])
    return values


def _heading(iri: str, facts: dict[str, list[Term]], computed: dict[str, list[Term]], reader: Reader) -> dict[str, Any]:
    labels = facts.get(SKOS + "prefLabel") or facts.get(_TITLE) or []
    shown = best(labels, reader.language, reader.site.archive.settings.languages, reader.words) if labels else None
    others = [label for label in labels if shown is None or label["value"] != shown.text]
    translated = {term["value"] for term in facts.get(MOV + "translatedLabel", ())}
    return {
        "name": reader.label(iri),
        "other_names": [Shown((part_of(label, reader.words),)) for label in (*others, *facts.get(SKOS + "altLabel", ()))],
        "translated": bool(shown) and (_language(shown, reader) in translated),
        "types": [reader.label(kind["value"]) for kind in (facts | computed).get(RDF + "type", ())],
    }


def _language(part: Part | None, reader: Reader) -> str:
    return (part.language or reader.words.language) if part else ""


def _claims_title(iri: str, claims: Sequence[Claim], is_disagreement: bool, special: Special) -> str:
    if any(claim.iri == iri for claim in claims):
        return "claims_itself"
    return "claims_compared" if is_disagreement else special.claims_title


def _outgoing(values: Mapping[str, Sequence[Term]], hidden: set[str] | frozenset[str], reader: Reader) -> list[Outgoing]:
    shown = [name for name in values if name not in hidden]
    shown.sort(key=lambda name: order(name, reader.label(name).text))
    return [Outgoing(reader.label(name), [reader.show(one) for one in reader.best_of(values[name])]) for name in shown]


def _sorted(
    things: Mapping[str, tuple[list[str], int]], reader: Reader
) -> list[tuple[str, tuple[list[str], int]]]:
    return sorted(things.items(), key=lambda one: order(one[0], reader.label(one[0]).text))


def _incoming(iri: str, property: str, things: Sequence[str], all: int, reader: Reader) -> Incoming:
    named = RDF + "object"
    label = reader.word("value_of_claims") if property == named else reader.label(property)
    shown = sorted((reader.link(thing) for thing in things), key=lambda one: one.text.casefold())
    rest = _query_link(reader, "incoming-all", iri=iri, property=[property]) if all > _SHOWN_INCOMING else ""
    return Incoming(label, shown, all, rest)


def _query_link(reader: Reader, name: str, **values: str | list[str]) -> str:
    text = fill(reader.site.page_queries[name].text, values)
    return f"/query{reader.keep or '?'}{'&' if reader.keep else ''}query={quote(text, safe='')}"
