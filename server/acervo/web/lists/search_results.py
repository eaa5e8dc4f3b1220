"""What was found, as a page and as JSON tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox
from babel import Locale, UnknownLocaleError

from acervo.namespaces import MOV, PREFIXES, shorten
from acervo.protocol.parameters import fill
from acervo.search.facts import CREATOR, Fact, Value
from acervo.search.index import MAX_LIMIT, MAX_OFFSET, Index, Results, Sought
from acervo.search.ranking import Hit
from acervo.search.things import Name, Text
from acervo.web.reading.names import Part, best
from acervo.web.reading.reader import Reader
from acervo.web.wording.dates import narrowed, readable_date

#: Classes that a listing calls by a word for many.
COUNTED: Final = {
    MOV + "Event": "count_Event",
    PREFIXES["org"] + "Organization": "count_Organization",
    PREFIXES["foaf"] + "Person": "count_Person",
    MOV + "Place": "count_Place",
    MOV + "Facility": "count_Facility",
    MOV + "Group": "count_Group",
    MOV + "Idea": "count_Idea",
    MOV + "Source": "count_Source",
    MOV + "Passage": "count_Passage",
    MOV + "Claim": "count_Claim",
    MOV + "Disagreement": "count_Disagreement",
}
_DATES: Final = frozenset(MOV + name for name in ("date", "birthDate", "deathDate"))
#: Facts that need no word before them.
_PLAIN: Final = frozenset(
    (
        CREATOR,
        *(MOV + name for name in ("date", "atFacility", "place", "kind", "placeKind", "locatedIn", "within")),
        *(MOV + name for name in ("trade", "inSource", "container")),
    )
)
_SHOWN_TYPES: Final = 12
_SHOWN_CHARACTERS: Final = 240
_VALUE_CHARACTERS: Final = 70


@dataclass(frozen=True)
class Count:
    """How many hits there are with one class or language, and where they stand by themselves."""

    key: str
    """The IRI of the class, or the language."""
    label: Part
    number: int
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownValue:
    """A value of a fact in the reader's language."""

    value: str
    """The IRI, or what is written: a date in EDTF."""
    part: Part
    language: str
    """Of the text."""


@dataclass(frozen=True)
class ShownFact:
    """A fact in the reader's language."""

    key: str
    label: Part
    values: Sequence[ShownValue]

    @property
    def is_plain(self) -> bool:
        """Whether its values say themselves what they are: when, where, of what kind, by whom."""
        return self.key in _PLAIN

    @property
    def text(self) -> str:
        """The fact without languages."""
        values = ", ".join(one.part.text for one in self.values)
        return values if self.is_plain else f"{self.label.text}: {values}"


@dataclass(frozen=True)
class FoundThing:
    """A hit in the reader's language."""

    iri: str
    href: str
    label: Part
    label_language: str
    types: Sequence[tuple[str, Part]]
    score: float
    matched: Name | None
    """The name that was meant, where it is not the label."""
    matched_part: Part | None
    note: Text | None
    note_part: Part | None
    said: Text | None
    """What is said of it with these words, where no name has them."""
    said_part: Part | None
    facts: Sequence[ShownFact] = ()
    """The line below its name."""
    is_term: bool = False
    """Whether it is of the vocabulary."""


@dataclass(frozen=True)
class Found:
    """All that a page of hits tells."""

    sought: Sought
    title: Part | None
    """Of which class everything is listed, where no words were given."""
    hits: Sequence[FoundThing]
    total: int
    terms: int
    """How many of all are of the vocabulary; they come last."""
    is_approximate: bool
    types: Sequence[Count]
    languages: Sequence[Count]
    every_type: Count
    every_language: Count
    first: int
    """The number of the first hit on this page, from 1."""
    previous: str
    """The page before, or ""."""
    following: str
    query: str
    """The query page with the same search in SPARQL, or "" where it cannot be said there."""
    downloads: Sequence[tuple[str, str]]
    """The same hits as data, as many as there may be at once: what each form is called, and where it stands."""
    vocabulary: str
    """The page on which the terms begin, or "" where that is this one or there is none."""

    @property
    def things_here(self) -> Sequence[FoundThing]:
        """The hits on this page that are things of the archive."""
        return [hit for hit in self.hits if not hit.is_term]

    @property
    def terms_here(self) -> Sequence[FoundThing]:
        """The hits on this page that are of the vocabulary."""
        return [hit for hit in self.hits if hit.is_term]

    @property
    def shown_types(self) -> Sequence[Count]:
        """The most frequent classes, and the one that is chosen."""
        return [one for place, one in enumerate(self.types) if place < _SHOWN_TYPES or one.is_chosen]

    @property
    def more_types(self) -> Sequence[Count]:
        """The others."""
        return [one for one in self.types if one not in self.shown_types]


def found_by(results: Results, index: Index, sought: Sought, reader: Reader) -> Found:
    """*results* of *sought* in *index*, for *reader*."""
    address = _Address(sought, reader.keep)
    types = [
        Count(iri, _class_name(iri, index, reader), number, address.to(type=_named(iri)), iri == sought.type)
        for iri, number in results.types
    ]
    languages = [
        Count(tag, Part(_language_name(tag, reader)), number, address.to(language=tag), tag == sought.language)
        for tag, number in results.languages
    ]
    end = sought.offset + len(results.hits)
    words = reader.words
    return Found(
        sought,
        _title(sought, index, reader, results.total),
        [_thing(hit, index, reader) for hit in results.hits],
        results.total,
        results.terms,
        results.is_approximate,
        types,
        languages,
        Count("", Part(words("search_every_type")), results.unfiltered, address.to(type=""), not sought.type),
        Count("", Part(words("search_every_language")), 0, address.to(language=""), not sought.language),
        sought.offset + 1,
        address.to(offset=str(max(0, sought.offset - sought.limit))) if sought.offset else "",
        address.to(offset=str(end)) if results.hits and end < min(results.total, MAX_OFFSET + 1) else "",
        _query_link(sought, reader),
        [(short.upper(), address.to(format=short, limit=str(MAX_LIMIT))) for short in ("csv", "json")],
        address.to(offset=str(results.total - results.terms))
        if end <= results.total - results.terms < MAX_OFFSET and results.terms
        else "",
    )


def _query_link(sought: Sought, reader: Reader) -> str:
    if not sought.words:
        return list_query(sought.type, reader) if sought.type and not sought.text and not sought.language else ""
    limit = min(MAX_LIMIT, sought.offset + sought.limit)
    said = {"searchQuery": ox.Literal(sought.text), "searchLimit": limit}
    try:
        said |= {"searchType": ox.NamedNode(sought.type)} if sought.type else {}
    except ValueError:
        # No class can be called so.
        return ""
    said |= {"searchLanguage": ox.Literal(sought.language)} if sought.language else {}
    lines = "".join(f"      mov:{name} {term} ;\n" for name, term in said.items())
    text = (
        f"PREFIX mov: <{MOV}>\n\nSELECT ?hit ?label ?score\nWHERE {{\n"
        f"  SERVICE <{reader.site.base}service/search> {{\n    ?hit\n{lines}"
        "      mov:searchScore ?score ;\n      mov:searchLabel ?label .\n  }\n}\nORDER BY DESC(?score) ?hit\n"
    )
    return f"/query{reader.keep}{'&' if reader.keep else '?'}{urlencode({'query': text})}"


def list_query(iri: str, reader: Reader) -> str:
    """The query page with what lists the things of the class *iri*, or "" where no class can be called so."""
    kept = reader.site.page_queries["list-of-class"].text
    try:
        text = fill(kept, {"class": [ox.NamedNode(iri).value], "language": ox.Literal(reader.language)})
    except ValueError:
        return ""
    return f"/query{reader.keep}{'&' if reader.keep else '?'}{urlencode({'query': text})}"


def listing(iri: str, reader: Reader) -> str:
    """The page that lists the things of the class *iri* by name."""
    return _Address(Sought("", iri), reader.keep).to()


def _language_name(tag: str, reader: Reader) -> str:
    """What the language *tag* calls itself, else its tag."""
    name = reader.words.language_name(tag)
    if name != tag:
        return name
    try:
        own = Locale.parse(tag).get_language_name()
    except (UnknownLocaleError, ValueError):
        return tag
    return own[:1].upper() + own[1:] if own else tag


def _title(sought: Sought, index: Index, reader: Reader, total: int) -> Part | None:
    if sought.text or not sought.type:
        return None
    if sought.type in COUNTED:
        return Part(reader.words(COUNTED[sought.type], n=total))
    return _class_name(sought.type, index, reader)


def class_named(text: str) -> str:
    """
    The IRI of a class in the address of a search, where `mov:Event` may stand for it.

    >>> class_named("mov:Event")
    'https://w3id.org/acervo/ns#Event'
    """
    prefix, _, rest = text.partition(":")
    return PREFIXES[prefix] + rest if prefix in PREFIXES and not rest.startswith("//") else text


def _named(iri: str) -> str:
    short = shorten(iri)
    return short if class_named(short) == iri else iri


@dataclass(frozen=True)
class _Address:
    sought: Sought
    keep: str

    def to(self, **changed: str) -> str:
        """This search with some parameters *changed*; without `offset` it begins anew."""
        own = {"q": self.sought.text, "type": _named(self.sought.type), "language": self.sought.language, "offset": ""}
        if self.sought.limit != Sought("").limit:
            own["limit"] = str(self.sought.limit)
        given = {name: value for name, value in {**own, **changed}.items() if value and value != "0"}
        return f"/search{self.keep}{'&' if self.keep else '?'}{urlencode(given)}"


def _thing(hit: Hit, index: Index, reader: Reader) -> FoundThing:
    thing = hit.thing
    labels = [name for name in thing.names if name.kind == "label"]
    shown = _best(labels, reader)
    label = next(name for name in labels if name.text == shown.text)
    others = {name.text for name in labels}
    matched = hit.name if hit.name is not None and hit.name.text not in others else None
    notes = [text for text in thing.notes if text.text == _best(thing.notes, reader).text][:1] if thing.notes else []
    note = notes[0] if notes else None
    return FoundThing(
        thing.iri,
        reader.href(thing.iri),
        shown,
        label.language,
        [(iri, _class_name(iri, index, reader)) for iri in thing.types],
        hit.score,
        matched,
        _part(matched, reader),
        note,
        _part(note, reader),
        hit.text,
        _part(hit.text, reader),
        [_fact(fact, index, reader) for fact in thing.facts],
        thing.is_term,
    )


def _fact(fact: Fact, index: Index, reader: Reader) -> ShownFact:
    dates = narrowed([one.value for one in fact.values if not one.names]) if fact.key in _DATES else ()
    values = [_value(one, fact, reader) for one in fact.values if one.names or not dates or one.value in dates]
    label = _named_by(index.keys.get(fact.key, {}), fact.key, reader) if fact.key else Part(reader.words("search_hand"))
    return ShownFact(fact.key, label, values)


def _value(value: Value, fact: Fact, reader: Reader) -> ShownValue:
    if not value.names:
        text = readable_date(value.value, reader.words) if fact.key in _DATES else value.value
        return ShownValue(value.value, Part(text), reader.language if text != value.value else "")
    part = _best([Text(text, tag) for tag, text in value.names.items()], reader)
    language = next(tag for tag, text in value.names.items() if text == part.text)
    return ShownValue(value.value, Part(_shortened(part.text, _VALUE_CHARACTERS), part.language), language)


def _class_name(iri: str, index: Index, reader: Reader) -> Part:
    return _named_by(index.classes.get(iri, {}), iri, reader)


def _named_by(names: Mapping[str, str], iri: str, reader: Reader) -> Part:
    return _best([Text(text, tag) for tag, text in names.items()] or [Text(shorten(iri).strip("<>"))], reader)


def _best(texts: Sequence[Text], reader: Reader) -> Part:
    terms = [{"type": "literal", "value": one.text, "xml:lang": one.language} for one in texts]
    return best(terms, reader.language, reader.site.archive.settings.languages, reader.words)


def _part(text: Text | None, reader: Reader) -> Part | None:
    if text is None:
        return None
    part = _best([text], reader)
    return Part(_shortened(part.text), part.language)


def _shortened(text: str, most: int = _SHOWN_CHARACTERS) -> str:
    """
    *text*, or as much of it as a list shows, without half a word.

    >>> _shortened("word " * 100)[-8:]
    'rd word…'
    """
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + "…"
