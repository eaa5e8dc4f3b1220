"""What things are called on a page: their label in the reader's language, or a name made of what they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from acervo.namespaces import MOV, PREFIXES, RDF, RDFS, SKOS, shorten
from acervo.web.serving.site import Site
from acervo.web.wording.words import Words

_LABELS: Final = (
    SKOS + "prefLabel",
    PREFIXES["dcterms"] + "title",
    RDFS + "label",
    PREFIXES["foaf"] + "name",
    PREFIXES["schema"] + "name",
    MOV + "nameAsPrinted",
)
#: What a record is chiefly about; the first that it has stands in its name.
_ABOUT: Final = (
    *(MOV + name for name in ("of", "outcomeOf", "circumstanceOf", "event", "about", "owned", "controlled")),
    MOV + "recogniser",
    MOV + "fieldOf",
    PREFIXES["org"] + "member",
)
#: What tells the parts of a source apart that have no title: references, footnotes, sections.
_NUMBERS: Final = frozenset((MOV + "number", MOV + "position"))
_AT_ONCE: Final = 500
_DEPTH: Final = 2
"""Names made of other names go no deeper."""

Term = Mapping[str, str]
"""One binding of SPARQL 1.1 JSON: `type`, `value` and, of a literal, `xml:lang` or `datatype`."""


@dataclass(frozen=True)
class Part:
    """A piece of text and, where it is not that of the page, its language."""

    text: str
    language: str = ""


Name = tuple[Part, ...]
Facts = Mapping[str, Sequence[Term]]


def plain(name: Name) -> str:
    """*name* as text alone."""
    return "".join(part.text for part in name)


async def names_of(site: Site, iris: Iterable[str], language: str, words: Words) -> dict[str, Name]:
    """A name for each of *iris*; one of which nothing is known is called by its shortened IRI."""
    wanted = dict.fromkeys(iris)
    facts = await _facts(site, wanted)
    unnamed = [*wanted]
    # What has no name is called after what it names, and that may have none either: a sentence in a section.
    for _ in range(_DEPTH):
        further = {
            term["value"]: None
            for thing in unnamed
            if not _has_label(facts.get(thing, {}))
            for terms in facts.get(thing, {}).values()
            for term in terms
            if term["type"] == "uri" and term["value"] not in facts
        }
        facts |= await _facts(site, further)
        unnamed = [*further]
    namer = Namer(facts, language, site.archive.settings.languages, words, site.base)
    return {thing: namer.name(thing) for thing in wanted}


async def _facts(site: Site, iris: Mapping[str, None]) -> dict[str, dict[str, list[Term]]]:
    facts: dict[str, dict[str, list[Term]]] = {}
    asked = list(iris)
    for start in range(0, len(asked), _AT_ONCE):
        for row in await site.rows("names", thing=asked[start : start + _AT_ONCE]):
            of_thing = facts.setdefault(row["_thing"]["value"], {})
            of_thing.setdefault(row["property"]["value"], []).append(row["value"])
    return facts


def _has_label(facts: Facts) -> bool:
    return any(label in facts for label in _LABELS)


@dataclass(frozen=True)
class Namer:
    """Names from *facts* (what `names.rq` answered), for a reader of *language*."""

    facts: Mapping[str, Facts]
    language: str
    languages: Sequence[str]
    words: Words
    base: str

    def name(self, iri: str, depth: int = _DEPTH) -> Name:
        """The name of *iri*; names made of other names go no deeper than *depth*."""
        facts = self.facts.get(iri, {})
        for label in _LABELS:
            if label in facts:
                return (best(facts[label], self.language, self.languages, self.words),)
        made = self._made(facts, depth) if depth else ()
        return made or (Part(shorten(iri, self.base).strip("<>")),)

    def _made(self, facts: Facts, depth: int) -> Name:
        if MOV + "section" in facts or MOV + "paragraph" in facts:
            return self._place(facts, depth)
        if MOV + "inSource" in facts and _NUMBERS & facts.keys():
            return (*self._first(facts, (RDF + "type",), depth), Part(" "), *self._first(facts, sorted(_NUMBERS), 0))
        pairs = ((RDF + "subject", RDF + "predicate"), (MOV + "disagreementAbout", MOV + "disagreementOn"))
        for about, matter in pairs:
            if about in facts:
                return (*self._first(facts, (about,), depth), Part(": "), *self._first(facts, (matter,), depth))
        about_name, kind = self._first(facts, _ABOUT, depth), self._first(facts, (RDF + "type",), depth)
        return (*about_name, Part(": "), *kind) if about_name and kind else ()

    def _first(self, facts: Facts, properties: Sequence[str], depth: int) -> Name:
        found = next((facts[one][0] for one in properties if one in facts), None)
        if found is None:
            return ()
        return self.name(found["value"], depth - 1) if found["type"] == "uri" else (Part(found["value"]),)

    def _place(self, facts: Facts, depth: int) -> Name:
        section = self._first(facts, (MOV + "section",), depth)
        place = place_in_section(
            self.words, *(facts[MOV + one][0]["value"] if MOV + one in facts else "" for one in _PLACE)
        )
        return (*section, _COMMA, *place) if section else place


_PLACE: Final = ("paragraph", "sentence", "fieldLabel")
_COMMA: Final = Part(", ")


def in_section(name: Name) -> tuple[Name, Name] | None:
    """The name of a passage as section and place in it; None for any other name."""
    return (name[: name.index(_COMMA)], name[name.index(_COMMA) + 1 :]) if _COMMA in name else None


def place_in_section(words: Words, paragraph: str, sentence: str, field: str) -> Name:
    """Where a passage stands within its section; "" for what it does not have."""
    if field:
        return (Part(f"{words('place_field')} “{field}”"),)
    numbers = [words("place_paragraph", n=paragraph)] if paragraph else []
    numbers += [words("place_sentence", n=sentence)] if sentence else []
    return (Part(", ".join(numbers) or words("place_heading")),)


def best(labels: Sequence[Term], language: str, languages: Sequence[str], words: Words) -> Part:
    """The label a reader of *language* is shown: theirs, else one without language, else the archive's own order."""
    order = [language, "", *languages]

    def rank(label: Term) -> tuple[int, str, str]:
        main = label.get("xml:lang", "").split("-")[0].lower()
        return (order.index(main) if main in order else len(order), main, label["value"])

    chosen = min(labels, key=rank)
    return part_of(chosen, words)


def part_of(literal: Term, words: Words) -> Part:
    """*literal* as a piece of text, its language kept where the page's is another."""
    tag = literal.get("xml:lang", "")
    return Part(literal["value"], "" if tag.split("-")[0].lower() == words.language else tag)
