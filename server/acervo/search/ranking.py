"""The best of what the index finds, put in order by how near their names come to what was typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from acervo.search.facts import Fact, Value
from acervo.search.things import Name, Text
from acervo.search.words import folded, main_language

COMPARED: Final = 50
"""How many of the best are compared letter by letter."""
#: How near a name must come before it is what was found; below that it is what is said of the thing.
_IS_NAME: Final = 60.0
#: What things are described with comes after things that are called the same.
_OF_TERM: Final = 5.0
_OF_KIND: Final = {"label": 0.0, "variant": 1.0, "misspelling": 2.0}


@dataclass(frozen=True)
class Found:
    """A thing as the index keeps it."""

    iri: str
    names: Sequence[Name]
    texts: Sequence[Text]
    notes: Sequence[Text]
    types: Sequence[str]
    is_term: bool
    """See `Thing.is_term`."""
    facts: Sequence[Fact] = ()
    """See `Thing.facts`."""


@dataclass(frozen=True)
class Stored:
    """What the index found, and how it weighs that."""

    thing: Found
    weight: float


@dataclass(frozen=True)
class Hit:
    """Something found."""

    thing: Found
    score: float
    """From 0 to 100; 100 is a thing that is called exactly so."""
    name: Name | None
    """The name that comes nearest; None where it is found by what is said of it or by its identifier."""
    text: Text | None
    """What is said of it with most of the words, where no name comes near."""


def thing_of(stored: bytes) -> Found:
    """What `building` wrote."""
    told: dict[str, Any] = json.loads(bytes(stored))
    return Found(
        told["iri"],
        [Name(**name) for name in told["names"]],
        [Text(**text) for text in told["texts"]],
        [Text(**text) for text in told["notes"]],
        told["types"],
        told["is_term"],
        [Fact(key, [Value(*one) for one in values]) for key, values in told["facts"]],
    )


def label_in(languages: Sequence[str], names: Sequence[Name]) -> str:
    """
    The label among *names* in the first of *languages* that one of them is in, else any.

    >>> label_in(("es", "en"), [Name("strike", "en"), Name("huelga", "es-VE"), Name("paro", "es", "variant")])
    'huelga'
    """

    def rank(name: Name) -> tuple[int, str, str]:
        return _place(name, languages), main_language(name.language), name.text

    return min((name for name in names if name.kind == "label"), key=rank).text


def _place(text: Text, languages: Sequence[str]) -> int:
    main = main_language(text.language)
    return languages.index(main) if main in languages else len(languages)


def ranked(found: Sequence[Stored], text: str, languages: Sequence[str] = ()) -> list[Hit]:
    """
    *found*, which comes by weight, with the first of them by nearness to *text*; equals stay as they came.

    Of texts that say as many of the words, that in the first of *languages* is told.
    """
    wanted = folded(text)
    hits = [_hit(one, wanted, found[0].weight, languages) for one in found]
    best = sorted(hits[:COMPARED], key=lambda hit: -hit.score) if wanted else hits[:COMPARED]
    return [*best, *hits[COMPARED:]]


def _hit(found: Stored, wanted: Sequence[str], heaviest: float, languages: Sequence[str]) -> Hit:
    thing = found.thing
    share = found.weight / heaviest if heaviest else 0.0
    less = _OF_TERM if thing.is_term else 0.0
    if not wanted:
        return Hit(thing, 0.0, None, None)
    near = [(_nearness(wanted, folded(name.text)) - _OF_KIND[name.kind], name) for name in thing.names]
    nearness, name = max(near, key=lambda one: one[0])
    if nearness >= _IS_NAME:
        return Hit(thing, round(min(100.0, nearness * 0.97 + 3 * share) - less, 1), name, None)

    def telling(text: Text) -> tuple[int, int]:
        return _shared(wanted, folded(text.text)), -_place(text, languages)

    said = max(thing.texts, key=telling, default=None)
    if said is not None and not _shared(wanted, folded(said.text)):
        said = None
    return Hit(thing, round(_IS_NAME * (0.5 + 0.49 * share) * 0.97 - less, 1), None, said)


def _nearness(wanted: Sequence[str], name: Sequence[str]) -> float:
    """
    From 0 to 100: how well *name* answers to the words *wanted*, and how little else it says.

    >>> _nearness(["gaviota"], ["la", "gaviota"]) > _nearness(["gaviota"], ["battle", "of", "la", "gaviota"])
    True
    """
    if not name:
        return 0.0
    if list(wanted) == list(name):
        return 100.0
    each = [max(_alike(word, other) for other in name) for word in wanted]
    words = sum(each) / len(each)
    whole = fuzz.token_sort_ratio(" ".join(wanted), " ".join(name))
    return 0.8 * words + 0.19 * whole


def _alike(word: str, other: str) -> float:
    """From 0 to 100; what is begun alike is nearly the same."""
    if other.startswith(word):
        return 90.0 + 10.0 * len(word) / len(other)
    return 100.0 * DamerauLevenshtein.normalized_similarity(word, other)


def _shared(wanted: Sequence[str], words: Sequence[str]) -> int:
    """How many of *wanted* begin a word of *words*, or are begun as one is but for their endings."""
    return sum(any(_stem(one) == _stem(word) or word.startswith(one) for word in words) for one in wanted)


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)]
