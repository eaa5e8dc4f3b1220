"""What of an edition is searched: things, terms and concepts that have a name, with all that may be typed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import unquote

import pyoxigraph as ox

from acervo.namespaces import MOV, OWL, PDIA, PREFIXES, RDF, RDFS, SKOS
from acervo.search.facts import Fact, Facts, is_concluded

NameKind = Literal["label", "variant", "misspelling"]
_DC: Final = PREFIXES["dcterms"]
_KINDS: Final[dict[str, NameKind]] = {
    SKOS + "prefLabel": "label",
    _DC + "title": "label",
    RDFS + "label": "label",
    PREFIXES["foaf"] + "name": "label",
    PREFIXES["schema"] + "name": "label",
    SKOS + "altLabel": "variant",
    PREFIXES["schema"] + "alternateName": "variant",
    MOV + "nameAsPrinted": "variant",
    SKOS + "hiddenLabel": "misspelling",
}
_TEXTS: Final = frozenset(
    (
        *(SKOS + name for name in ("definition", "note", "scopeNote", "example", "editorialNote", "historyNote")),
        _DC + "description",
        PREFIXES["schema"] + "description",
        RDFS + "comment",
        MOV + "gist",
    )
)
#: What stands with a term to explain it, and is not said of it: it names other things.
_OF_NO_TERM: Final = frozenset((SKOS + "example", SKOS + "editorialNote"))
#: Where the terms of the core begin, and the concepts that catalogues share.
_TERMS: Final = (MOV, PDIA)
#: Of these texts one stands below the name where a list shows the thing.
_NOTES: Final = frozenset(
    (SKOS + "definition", SKOS + "note", SKOS + "scopeNote", _DC + "description", RDFS + "comment")
)
_IDENTIFIERS: Final = frozenset(
    (
        SKOS + "notation",
        _DC + "identifier",
        PREFIXES["schema"] + "identifier",
        *(PREFIXES["bibo"] + name for name in ("doi", "isbn", "isbn10", "isbn13", "issn", "identifier")),
        MOV + "doi",
    )
)
_SAME: Final = frozenset((OWL + "sameAs", SKOS + "exactMatch", SKOS + "closeMatch"))
#: What a claim names beside what it is about: it would be found by the words of everything that it says or is.
_NOT_ABOUT: Final = frozenset(
    (
        RDF + "type",
        RDF + "object",
        RDF + "predicate",
        *(MOV + name for name in ("holder", "attributedTo", "passage", "modality", "rank", "kind")),
    )
)


@dataclass(frozen=True)
class Text:
    """Words and the language that they are in, "" where none is told."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Name(Text):
    """What a thing is called, or was once called by mistake."""

    kind: NameKind = "label"


@dataclass
class Thing:
    """A thing that can be found."""

    iri: str
    names: dict[Name, None] = field(default_factory=dict)
    """In order, each once."""
    texts: dict[Text, None] = field(default_factory=dict)
    """Notes on it, and what claims about it say in the archive's words."""
    notes: dict[Text, None] = field(default_factory=dict)
    """Those of the texts that tell what it is."""
    identifiers: dict[str, None] = field(default_factory=dict)
    types: dict[str, None] = field(default_factory=dict)
    """Its classes, all above the stated ones included."""
    stated_types: dict[str, None] = field(default_factory=dict)
    """Those that the files say, as far as they have a name."""
    shown_types: dict[str, None] = field(default_factory=dict)
    """These and those above them, without what only alignments to other vocabularies say."""
    facts: Sequence[Fact] = ()
    """What a list tells of it below its name."""

    @property
    def is_term(self) -> bool:
        """Whether it is of the vocabulary, with which things are described."""
        return self.iri.startswith(_TERMS)


@dataclass(frozen=True)
class Found:
    """All that there is to search."""

    things: list[Thing]
    """By IRI."""
    classes: Mapping[str, Mapping[str, str]]
    """The names of their classes: class → language → name."""
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The names of what their facts are called by, likewise."""


def things_in(quads: Iterable[ox.Quad], base: str) -> Found:
    """
    The things below `{base}id/`, the terms of the core and the concepts that catalogues share, as far as they have a
    label, with what *quads* says of them.

    A claim that something is called so names it as a triple would, unless the claim is denied; the gist of a record is
    a text on everything that the record is about.
    """
    reading = _Reading(f"{base}id/")
    for quad in quads:
        reading.take(quad)
    return reading.found()


class _Reading:
    def __init__(self, start: str):
        self._start = start
        self._starts = (start, *_TERMS)
        self._things: dict[str, Thing] = {}
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)
        self._claims: dict[str, dict[str, ox.NamedNode | ox.Literal]] = defaultdict(dict)
        self._gists: dict[str, list[Text]] = defaultdict(list)
        self._about: dict[str, dict[str, None]] = defaultdict(dict)
        self._above: dict[str, set[str]] = defaultdict(set)
        self._facts = Facts()

    def take(self, quad: ox.Quad) -> None:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode):
            return
        iri = subject.value
        if isinstance(value, ox.Literal | ox.NamedNode):
            self._facts.take(iri, predicate, value, quad.graph_name)
        if isinstance(value, ox.Literal):
            self._take_literal(iri, predicate, value)
        elif isinstance(value, ox.NamedNode):
            if predicate in (RDF + "subject", RDF + "predicate"):
                self._claims[iri][predicate] = value
            elif predicate == RDFS + "subClassOf" and "/alignments/" not in str(quad.graph_name):
                self._above[iri].add(value.value)
            if not iri.startswith(self._starts):
                return
            if predicate == RDF + "type":
                thing = self._thing(iri)
                thing.types[value.value] = None
                if not is_concluded(quad.graph_name):
                    thing.stated_types[value.value] = None
            elif predicate in _SAME:
                self._thing(iri).identifiers |= {value.value: None, _last(value.value): None}
            if value.value.startswith(self._start) and predicate not in _NOT_ABOUT:
                self._about[iri][value.value] = None

    def _take_literal(self, iri: str, predicate: str, value: ox.Literal) -> None:
        if _KINDS.get(predicate) == "label":
            self._labels[iri].setdefault(value.language or "", value.value)
        if predicate in (RDF + "object", MOV + "polarity"):
            self._claims[iri][predicate] = value
        if not iri.startswith(self._starts):
            return
        if predicate in _KINDS:
            self._thing(iri).names[_name(value, _KINDS[predicate])] = None
        if predicate in _TEXTS and not (predicate in _OF_NO_TERM and iri.startswith(_TERMS)):
            text = Text(value.value, value.language or "")
            self._thing(iri).texts[text] = None
            if predicate in _NOTES:
                self._thing(iri).notes[text] = None
            if predicate == MOV + "gist":
                self._gists[iri].append(text)
        if predicate in _IDENTIFIERS:
            self._thing(iri).identifiers[value.value] = None

    def _thing(self, iri: str) -> Thing:
        if iri not in self._things:
            self._things[iri] = Thing(iri)
        return self._things[iri]

    def found(self) -> Found:
        for claim in self._claims.values():
            self._name_by(claim)
        for record, gists in self._gists.items():
            for about in self._about[record]:
                if about in self._things:
                    self._things[about].texts |= dict.fromkeys(gists)
        named = [
            thing for _, thing in sorted(self._things.items()) if any(name.kind == "label" for name in thing.names)
        ]
        shown = {iri for thing in named for stated in thing.stated_types for iri in self._with_above(stated)}
        classes = {iri: self._labels[iri] for iri in sorted(shown) if iri in self._labels}
        self._facts.close()
        keys = {iri: self._labels[iri] for iri in sorted({*self._facts.keys()}) if iri in self._labels}
        for thing in named:
            slug = next(thing.iri.removeprefix(start) for start in self._starts if thing.iri.startswith(start))
            thing.identifiers |= {thing.iri: None, slug: None, unquote(slug): None}
            above = {iri for stated in thing.stated_types for iri in self._with_above(stated)}
            thing.shown_types = dict.fromkeys(sorted(above & classes.keys()))
            thing.stated_types = {iri: None for iri in sorted(thing.stated_types) if iri in classes}
            if not thing.is_term:
                thing.facts = self._facts.of(thing.iri, self._labels)
        return Found(named, classes, keys)

    def _with_above(self, iri: str) -> set[str]:
        """The class *iri* and those above it; a circle ends where it began."""
        found, new = {iri}, [iri]
        while new:
            more = self._above.get(new.pop(), set()) - found
            found |= more
            new += more
        return found

    def _name_by(self, claim: Mapping[str, ox.NamedNode | ox.Literal]) -> None:
        subject, predicate = claim.get(RDF + "subject"), claim.get(RDF + "predicate")
        name, polarity = claim.get(RDF + "object"), claim.get(MOV + "polarity")
        if subject is None or predicate is None or not isinstance(name, ox.Literal):
            return
        is_denied = polarity is not None and polarity.value in ("false", "0")
        if subject.value in self._things and predicate.value in _KINDS and not is_denied:
            self._things[subject.value].names[_name(name, _KINDS[predicate.value])] = None


def _name(literal: ox.Literal, kind: NameKind) -> Name:
    return Name(literal.value, literal.language or "", kind)


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
