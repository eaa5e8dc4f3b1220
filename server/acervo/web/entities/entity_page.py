"""What the page of one entity shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Final

from acervo.namespaces import MOV, RDF, SKOS
from acervo.web.entities.claim_page import claim_view
from acervo.web.entities.entity_events import elsewhere
from acervo.web.entities.entity_facts import TITLE, Facts, Gathered, gather
from acervo.web.entities.entity_overview import overview
from acervo.web.entities.entity_parts import Parts, outgoing
from acervo.web.entities.layouts import LEAD, NOTES, layout_of
from acervo.web.reading.names import Part, Term, best, part_of
from acervo.web.reading.reader import Reader, Shown
from acervo.web.reading.source_names import Source, entry_of

#: Of a thing, what its page says elsewhere: above the statements, beside the claims, or in a section of its own.
_ELSEWHERE: Final = frozenset(
    (
        RDF + "type",
        SKOS + "prefLabel",
        SKOS + "altLabel",
        *LEAD,
        *NOTES,
        *(
            MOV + name
            for name in ("translatedLabel", "contribution", "contested", "hasClaim", "inDisagreement", "statedBy")
        ),
    )
)
#: Classes whose pages are about what somebody says, so that nothing is known or missing there.
_SAID: Final = (MOV + "Claim", MOV + "Passage", MOV + "Disagreement")
#: How many sources a page lists, those with most claims; the query behind the list has all.
_MOST_SOURCES: Final = 50
_NOTHING: Final[Mapping[str, object]] = {"figures": (), "glance": (), "disputes": (), "absences": ()}


async def entity_page(iri: str, reader: Reader, publisher: str, sources: Mapping[str, Source]) -> dict[str, Any]:
    """
    The values that `entity.html` is rendered with.

    How many events were in a place is left to who knows the index of events: `events_here`, for `events_elsewhere`.

    Args:
        sources: Those that have passages, by IRI.
    """
    gathered = await gather(iri, reader)
    in_references = (name for one in _most_claimed(gathered) if one in sources for name in sources[one].iris())
    await reader.learn({iri, publisher, *gathered.iris(), *in_references} - {""})
    facts, computed = gathered.facts, gathered.computed
    layout = layout_of(gathered.classes)
    labels = facts.get(SKOS + "prefLabel")
    # A title that is none but the name need not be told again.
    said = labels is None or all(title in labels for title in facts.get(TITLE, ()))
    hidden = _ELSEWHERE | gathered.special.shows | ({TITLE} if said else frozenset())
    special = {**gathered.special.view(reader), **_sources(gathered, sources, reader)}
    if layout.of == MOV + "Claim":
        special["claim"] = claim_view(iri, gathered, reader, publisher)
        hidden |= {*facts, *computed}
    sections = Parts(iri, gathered, reader, publisher, special, hidden).sections(layout)
    above = _NOTHING if layout.of in _SAID else overview(iri, gathered, layout, reader, publisher)
    return {
        "iri": iri,
        **_heading(iri, facts, computed, reader),
        "lead": [one for name in LEAD if name in facts for one in outgoing({name: facts[name]}, reader)[0].values],
        "notes": [one for name in NOTES if name in facts for one in outgoing({name: facts[name]}, reader)[0].values],
        "overview": above,
        "events_here": 0,
        "events_elsewhere": elsewhere(iri, gathered.classes & {MOV + "Place"}, reader),
        "is_passage": layout.of == MOV + "Passage",
        "sections": sections,
        "written": await reader.site.written.places(iri, gathered.graphs),
    }


def _heading(iri: str, facts: Facts, computed: Facts, reader: Reader) -> dict[str, Any]:
    labels = facts.get(SKOS + "prefLabel") or facts.get(TITLE) or []
    shown = best(labels, reader.language, reader.site.archive.settings.languages, reader.words) if labels else Part("")
    others: dict[str, Term] = {}
    for label in (*labels, *facts.get(SKOS + "altLabel", ())):
        # One that two languages share is told once, in the reader's where that is one of them.
        if label["value"] != shown.text and (label["value"] not in others or label.get("xml:lang") == reader.language):
            others[label["value"]] = label
    translated = {term["value"] for term in facts.get(MOV + "translatedLabel", ())}
    return {
        "name": reader.label(iri),
        "other_names": [Shown((part_of(label, reader.words),)) for label in others.values()],
        "naming": _naming(labels, translated, shown.language or reader.words.language),
        "types": [reader.label(kind["value"]) for kind in facts.get(RDF + "type", computed.get(RDF + "type", ()))],
    }


def _naming(labels: Sequence[Term], translated: Set[str], language: str) -> str:
    """The key of whose words the name is, "" where a source prints it."""
    if labels and translated >= {label.get("xml:lang", "") for label in labels}:
        return "named_by_archive"
    return "translated" if language in translated else ""


def _most_claimed(gathered: Gathered) -> list[str]:
    """The sources that the page lists."""
    return list(dict.fromkeys(row["source"]["value"] for row in gathered.sources))[:_MOST_SOURCES]


def _sources(gathered: Gathered, sources: Mapping[str, Source], reader: Reader) -> dict[str, Any]:
    """The references to the sources of the claims, with how many claims each has and where a copy comes from."""
    counted = {row["source"]["value"]: int(row["claims"]["value"]) for row in gathered.sources}
    origins: dict[str, list[Shown]] = {}
    for row in gathered.sources:
        source, origin = row["source"]["value"], row.get("origin", row["source"])["value"]
        if source != origin:
            origins.setdefault(source, []).append(reader.link(origin))
    listed = [
        (
            entry_of(sources.get(source, Source(source)), reader),
            reader.words("figures_statements", n=counted[source]),
            origins.get(source, ()),
        )
        for source in _most_claimed(gathered)
    ]
    return {"sources": {"listed": listed, "more": len(counted) - len(listed)} if listed else None}
