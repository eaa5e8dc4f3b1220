"""The terms of the core ontology as a page lists them: topic by topic, with how often the archive uses each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final
from unicodedata import combining, normalize

from acervo.corpus.archive import Archive
from acervo.namespaces import MOV, OWL, RDF, RDFS, SKOS
from acervo.web.reading.claims import Rows
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.site import Site

_MENTION: Final = re.compile(r"(?<![\w-])mov:([A-Za-z]\w*)")
#: What relates a term to others, in this order.
_RELATED: Final = (
    RDFS + "subClassOf",
    RDFS + "subPropertyOf",
    RDFS + "domain",
    RDFS + "range",
    SKOS + "inScheme",
)
_KINDS: Final = {
    OWL + "Class": "term_class",
    SKOS + "ConceptScheme": "term_list",
    SKOS + "Concept": "term_member",
}


@dataclass(frozen=True)
class Vocabulary:
    """What the core says of its terms, which of them stand in lists and how often, and which shapes mention them."""

    terms: Mapping[str, Mapping[str, Sequence[Term]]]
    about: Mapping[str, Sequence[Term]]
    """What each topic is about, by its IRI."""
    uses: Mapping[str, int]
    classes: Set[str]
    """Those that something is a member of."""
    shapes: Mapping[str, Sequence[str]]

    def topics(self) -> dict[str, list[str]]:
        """The terms of each topic, by its IRI."""
        topics: dict[str, list[str]] = {}
        for term, facts in self.terms.items():
            topics.setdefault(facts[RDFS + "isDefinedBy"][0]["value"], []).append(term)
        return topics

    def iris(self) -> set[str]:
        """Every IRI that the page may name."""
        related = {
            value["value"]
            for facts in self.terms.values()
            for name in _RELATED
            for value in facts.get(name, ())
            if value["type"] == "uri"
        }
        return {*self.terms, *self.topics(), *related, *_RELATED}


async def vocabulary(site: Site) -> Vocabulary:
    """The vocabulary of the edition that *site* serves."""
    queries = ("vocabulary", "vocabulary-topics", "vocabulary-uses")
    told, topics, used = await asyncio.gather(*(site.rows(name) for name in queries))
    shapes = await asyncio.to_thread(_mentions, site.archive)
    about: dict[str, list[Term]] = {}
    for row in topics:
        about.setdefault(row["topic"]["value"], []).append(row["description"])
    return Vocabulary(_by_term(told), about, _used(used, site), site.statistics.classes.keys(), shapes)


def _by_term(rows: Rows) -> dict[str, dict[str, list[Term]]]:
    terms: dict[str, dict[str, list[Term]]] = {}
    for row in rows:
        terms.setdefault(row["term"]["value"], {}).setdefault(row["property"]["value"], []).append(row["value"])
    return terms


def _used(rows: Rows, site: Site) -> dict[str, int]:
    statistics = site.statistics
    properties = {iri: counts.triples for iri, counts in statistics.properties.items()}
    members = {row["term"]["value"]: int(row["uses"]["value"]) for row in rows}
    return {**members, **properties, **statistics.classes}


def _mentions(archive: Archive) -> dict[str, list[str]]:
    """Term → the files of shapes that mention it."""
    found: dict[str, list[str]] = {}
    for file in archive.files:
        if file.folder == "shapes" and file.path.endswith(".ttl"):
            for name in sorted(set(_MENTION.findall(file.content.decode("utf-8", "replace")))):
                found.setdefault(MOV + name, []).append(file.path)
    return found


@dataclass(frozen=True)
class Entry:
    """One term as a template writes it."""

    anchor: str
    name: Shown
    kind: Shown
    definitions: Sequence[Shown]
    examples: Sequence[Shown]
    related: Sequence[tuple[Shown, Sequence[Shown]]]
    uses: int | None
    """None where nothing counts them: the lists themselves."""
    has_members: bool
    """Whether it is a class that has any."""
    iri: str
    shapes: Sequence[str]

    def holds(self, sought: Sequence[str]) -> bool:
        """Whether each of the pieces *sought* (see `pieces`) stands in its name or definition."""
        texts = (self.anchor, *(one.text for one in (self.name, *self.definitions)))
        own = _bare(" ".join(texts))
        return all(piece in own for piece in sought)


@dataclass(frozen=True)
class Topic:
    """The terms of one topic."""

    slug: str
    name: Shown
    about: Sequence[Shown]
    entries: Sequence[Entry]


def topics_of(kept: Vocabulary, reader: Reader) -> list[Topic]:
    """Every topic for *reader*, who has learned its names, by name."""
    found = [
        Topic(
            topic.rsplit("/", 1)[-1],
            reader.label(topic),
            [reader.show(text) for text in reader.best_of(kept.about.get(topic, ()))],
            [entry_of(term, kept, reader) for term in terms],
        )
        for topic, terms in kept.topics().items()
    ]
    return sorted(found, key=lambda one: one.name.text.casefold())


def pieces(text: str) -> list[str]:
    """
    What somebody filters terms by, piece by piece, without case and accents; the script of the page does the same.

    >>> pieces("Acción  de")
    ['accion', 'de']
    """
    return _bare(text).split()


def _bare(text: str) -> str:
    return "".join(one for one in normalize("NFD", text.casefold()) if not combining(one))


def entry_of(term: str, kept: Vocabulary, reader: Reader) -> Entry:
    """*term* for *reader*, who has learned its names."""
    facts = kept.terms[term]
    kinds = {kind["value"] for kind in facts.get(RDF + "type", ())}
    key = next((word for kind, word in _KINDS.items() if kind in kinds), "term_property")
    return Entry(
        anchor=term.removeprefix(MOV),
        name=reader.label(term),
        kind=reader.word(key),
        definitions=_texts(facts, SKOS + "definition", reader) + _texts(facts, SKOS + "scopeNote", reader),
        examples=_texts(facts, SKOS + "example", reader),
        related=[
            (reader.label(name), [reader.link(value["value"]) for value in facts[name] if value["type"] == "uri"])
            for name in _RELATED
            if any(value["type"] == "uri" for value in facts.get(name, ()))
        ],
        uses=None if key == "term_list" else kept.uses.get(term, 0),
        has_members=key == "term_class" and term in kept.classes,
        iri=term,
        shapes=kept.shapes.get(term, ()),
    )


def _texts(facts: Mapping[str, Sequence[Term]], name: str, reader: Reader) -> list[Shown]:
    return [reader.show(text) for text in reader.best_of(facts.get(name, ()))]
