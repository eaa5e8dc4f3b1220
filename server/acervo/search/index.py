"""The index of one edition, asked: exact first, then forgiving; the best compared letter by letter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import tantivy

from acervo.errors import RequestError
from acervo.search.building import FACTS, TERM, THING, register
from acervo.search.ranking import COMPARED, Found, Hit, Stored, label_in, ranked, thing_of
from acervo.search.words import STEMMED, TRIGRAMS, folded

MAX_CHARACTERS: Final = 200
MAX_WORDS: Final = 16
MAX_LIMIT: Final = 100
MAX_OFFSET: Final = 10_000
_CLASSES: Final = 1_000
"""More classes than an archive has."""
_SHARED_TRIGRAMS: Final = 0.45
_LISTINGS: Final = 64
"""As many orders by name are kept."""


@dataclass(frozen=True)
class Sought:
    """
    What somebody looks for.

    Raises:
        RequestError: it is longer than anything one looks for.
    """

    text: str
    type: str = ""
    """The IRI of a class that hits have."""
    language: str = ""
    """A language that hits have a name in."""
    limit: int = 20
    offset: int = 0
    languages: tuple[str, ...] = ()
    """
    Those of the reader, the best first: in which what is said of a hit is told, and where no words are given, the order
    of names.
    """

    def __post_init__(self) -> None:
        if len(self.text) > MAX_CHARACTERS:
            raise RequestError(f"What to search for may have {MAX_CHARACTERS} characters.")
        if len(self.words) > MAX_WORDS:
            raise RequestError(f"What to search for may have {MAX_WORDS} different words.")
        if not 1 <= self.limit <= MAX_LIMIT:
            raise RequestError(f"limit is a number from 1 to {MAX_LIMIT}.")
        if not 0 <= self.offset <= MAX_OFFSET:
            raise RequestError(f"offset is a number from 0 to {MAX_OFFSET:,}.")

    @property
    def words(self) -> list[str]:
        """Its words, each once, without case and accents."""
        return list(dict.fromkeys(folded(self.text)))


@dataclass(frozen=True)
class Results:
    """What was found: things of the archive, then terms of the vocabulary."""

    hits: Sequence[Hit] = ()
    total: int = 0
    terms: int = 0
    """How many of all are terms."""
    is_approximate: bool = False
    """Whether nothing has these words, and what comes close to them is told instead."""
    types: Sequence[tuple[str, int]] = ()
    """How many there are of each class, whatever class was asked for; the most first, what only terms have last."""
    languages: Sequence[tuple[str, int]] = ()
    """How many have a name in each language, whatever language was asked for."""
    unfiltered: int = field(default=0)
    """How many there are of all classes."""


class Index:
    """
    The index in *folder* (`building.index_folder`); it may be asked from several threads.

    Raises:
        OSError: there is none, or it cannot be read.
    """

    def __init__(self, folder: Path):
        facts: dict[str, Any] = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        self._stemmed: list[str] = facts["stemmed"]
        self.classes: Mapping[str, Mapping[str, str]] = facts["classes"]
        """The names of the classes of things: class → language → name."""
        self.keys: Mapping[str, Mapping[str, str]] = facts["keys"]
        """The names of what facts are called by, likewise."""
        self._of_terms = frozenset(facts["of_terms"])
        try:
            index = tantivy.Index.open(str(folder))
            register(index)
            # An edition never changes: nobody need watch its folder.
            index.config_reader("manual")
            index.reload()
        except ValueError as error:
            raise OSError(str(error)) from error
        self._schema = index.schema
        self._searcher = index.searcher()
        self._by_name = lru_cache(_LISTINGS)(self._sorted)

    def __len__(self) -> int:
        return self._searcher.num_docs

    def count(self, type: str) -> int:
        """How many things have the class *type*."""
        return _count(self._searcher.search(self._term("type", type), 1))

    def search(self, sought: Sought, *, counted: bool = True) -> Results:
        """
        The things that *sought* may mean, the likeliest first.

        Args:
            counted: Whether classes and languages are told as well, which costs as much again.

        All words count: a thing has each of them in a name, a text or an identifier, the last one perhaps only begun.
        Where there is no such thing, words may have a letter or two wrong; then most of the words must do, and of each
        that no name has, about half of its letters.
        """
        stages = self._stages(sought)
        filters = self._filters(sought)
        for number, query in enumerate(stages):
            results = self._results(query, filters, sought, counted, is_approximate=number > 0)
            if results.unfiltered or (results.total and not counted):
                return results
        return Results()

    def _stages(self, sought: Sought) -> list[tantivy.Query]:
        words = sought.words
        if not words:
            return [] if sought.text.strip() else [tantivy.Query.all_query()]
        whole = " ".join(folded(sought.text))
        own = [
            _boosted(self._term("exact", whole), 40),
            _boosted(self._term("identifier", sought.text.strip().lower()), 60),
        ]
        stems = self._stems(sought.text, words)
        strict = {word: self._word(word, stems[word], begun=word == words[-1]) for word in words}
        unknown = [word for word in words if not self._is_known(word)]
        # A word that names have is meant, unless all are such words.
        mended = {
            word: tantivy.Query.disjunction_max_query([one, *self._misspelt(word)])
            if word in unknown or not unknown
            else one
            for word, one in strict.items()
        }
        stages = [_any([*own, _all([*strict.values()])]), _all([*mended.values()])]
        known = [one for word, one in strict.items() if word not in unknown]
        alike = [one for word in unknown if (one := self._alike(word)) is not None]
        return [*stages, _at_least(len([*known, *alike]) // 2 + 1, [*known, *alike])]

    def _is_known(self, word: str) -> bool:
        return any(self._searcher.doc_freq(name, word) for name in ("name", "text"))

    def _alike(self, word: str) -> tantivy.Query | None:
        """Names that share enough of the trigrams of *word*; None where it is too short to have any."""
        grams = [self._term("trigrams", gram) for gram in dict.fromkeys(TRIGRAMS.analyze(word))]
        return _at_least(max(2, round(len(grams) * _SHARED_TRIGRAMS)), grams) if len(grams) > 1 else None

    def _word(self, word: str, stems: Mapping[str, str], *, begun: bool) -> tantivy.Query:
        ways = [_boosted(self._term("name", word), 4), self._term("text", word)]
        ways += [_boosted(self._term(f"stems_{tag}", stem), 1.5) for tag, stem in stems.items()]
        if begun:
            prefix = tantivy.Query.fuzzy_term_query(self._schema, "name", word, 0, prefix=True)
            ways.append(_boosted(prefix, 2))
        return tantivy.Query.disjunction_max_query(ways, 0.1)

    def _misspelt(self, word: str) -> list[tantivy.Query]:
        """Names with a word that is one edit away, or two in a long one; an edit may change two neighbours' places."""
        distances = (1,) if 4 <= len(word) < 6 else (1, 2) if len(word) >= 6 else ()
        return [
            _boosted(tantivy.Query.fuzzy_term_query(self._schema, "name", word, distance), 3 / distance)
            for distance in distances
        ]

    def _stems(self, text: str, words: Sequence[str]) -> dict[str, dict[str, str]]:
        """Word → language → stem; stems are of words with their accents."""
        found: dict[str, dict[str, str]] = {word: {} for word in words}
        for written in text.split():
            for word in folded(written):
                if word in found:
                    stems = {tag: STEMMED[tag].analyze(written) for tag in self._stemmed}
                    found[word] |= {tag: one[0] for tag, one in stems.items() if len(one) == 1}
        return found

    def _filters(self, sought: Sought) -> dict[str, tantivy.Query]:
        asked = {"type": sought.type, "language": sought.language}
        return {
            name: tantivy.Query.const_score_query(self._term(name, value), 0) for name, value in asked.items() if value
        }

    def _results(
        self,
        query: tantivy.Query,
        filters: Mapping[str, tantivy.Query],
        sought: Sought,
        counted: bool,
        *,
        is_approximate: bool,
    ) -> Results:
        of_types, of_languages = (
            _all([query, *(one for name, one in filters.items() if name != left_out)])
            for left_out in ("type", "language")
        )
        all = _all([query, *filters.values()])
        end = sought.offset + sought.limit
        parts = [self._searcher.search(_all([all, self._part(part)]), max(COMPARED, end)) for part in (THING, TERM)]
        things, terms = (_count(found) for found in parts)
        if sought.languages and not sought.words:
            places = self._by_name(sought.type, sought.language, sought.languages)[sought.offset : end]
            hits = ranked([Stored(self._thing(place), 0.0) for place in places], "")
        else:
            hits = self._ranked(parts[0], sought, sought.offset, end)
            hits += self._ranked(parts[1], sought, max(0, sought.offset - things), max(0, end - things))
        if not counted:
            return Results(hits, things + terms, terms, is_approximate)
        unfiltered = _count(self._searcher.search(of_types, 1)) if filters else things + terms
        types, languages = self._counts(of_types, "shown_type"), self._counts(of_languages, "language")
        types.sort(key=lambda one: one[0] in self._of_terms)
        return Results(hits, things + terms, terms, is_approximate, types, languages, unfiltered)

    def _ranked(self, found: tantivy.SearchResult, sought: Sought, first: int, end: int) -> list[Hit]:
        """Of what was *found* in one part, those from *first* to before *end*."""
        if first >= end:
            return []
        stored = [Stored(self._thing(place), score) for score, place in found.hits]
        return ranked(stored, sought.text, sought.languages)[first:end]

    def _part(self, part: str) -> tantivy.Query:
        """What stands in *part* of the index, which weighs nothing."""
        return tantivy.Query.const_score_query(self._term("part", part), 0)

    def _sorted(self, type: str, language: str, languages: tuple[str, ...]) -> tuple[tantivy.DocAddress, ...]:
        """All things of *type* with a name in *language*, in the order of their labels."""
        filters = self._filters(Sought("", type, language)).values()
        found = self._searcher.search(_all([tantivy.Query.all_query(), *filters]), max(1, len(self)))

        def order(place: tantivy.DocAddress) -> tuple[bool, str, str]:
            thing = self._thing(place)
            return thing.is_term, " ".join(folded(label_in(languages, thing.names))), thing.iri

        return tuple(sorted((place for _, place in found.hits), key=order))

    def _thing(self, place: tantivy.DocAddress) -> Found:
        return thing_of(self._searcher.doc(place)["thing"][0])

    def _counts(self, query: tantivy.Query, name: str) -> list[tuple[str, int]]:
        told = self._searcher.aggregate(query, {"found": {"terms": {"field": name, "size": _CLASSES}}})
        counts = [(bucket["key"], int(bucket["doc_count"])) for bucket in told["found"]["buckets"]]
        return sorted(counts, key=lambda one: (-one[1], one[0]))

    def _term(self, name: str, value: str) -> tantivy.Query:
        # Only where words are counted can a name that says one twice come first.
        counted = name in ("name", "text") or name.startswith("stems_")
        return tantivy.Query.term_query(self._schema, name, value, "freq" if counted else "basic")


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # its stubs forget it


def _all(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in queries])


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in queries])


def _at_least(number: int, queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """What answers to *number* of *queries*."""
    should = [(tantivy.Occur.Should, one) for one in queries]
    return tantivy.Query.boolean_query(should, minimum_number_should_match=number)


def _boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, boost)
