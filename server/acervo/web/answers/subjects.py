"""What kept queries are about, in words that a reader of history has: gathered from the tags of their headers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from acervo.corpus.queries import KeptQuery
from acervo.web.wording.words import Words

#: In this order they are offered: the word for a subject, and the tags that belong to it.
_SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "subject_events": ("event", "context"),
    "subject_dates": ("date", "time"),
    "subject_places": ("place",),
    "subject_people": ("person", "participant", "office", "contributor"),
    "subject_organizations": ("organization", "ownership"),
    "subject_facilities": ("facility",),
    "subject_numbers": ("count",),
    "subject_outcomes": ("outcome", "learning"),
    "subject_views": ("view",),
    "subject_voices": ("claim", "passage"),
    "subject_disagreements": ("disagreement", "conflict", "origin"),
    "subject_absence": ("absence", "nothing"),
    "subject_sources": ("source", "reference", "citation", "bibliography", "footnote", "sidebar", "section"),
    "subject_names": ("label", "language", "identifier"),
    "subject_catalogues": ("case", "participedia"),
}
_OF_TAG: Final = {tag: subject for subject, tags in _SUBJECTS.items() for tag in tags}
#: Tags that say how a query is made, or where it is shown: data for those who read its file.
_TECHNICAL: Final = frozenset(
    (
        *("home", "example", "search", "lookup", "join", "path", "negation", "aggregate", "alignment"),
        *("multilingual", "provenance"),
    )
)


@dataclass(frozen=True)
class Subject:
    """One subject: how an address writes it, its name, and how many queries are about it."""

    key: str
    name: str
    number: int


def subjects_of(query: KeptQuery) -> list[str]:
    """
    The keys of the subjects that *query* is about, in the order of its tags.

    A tag that is in no list here is an archive's own, and its own subject.
    """
    tags = (tag for tag in query.tags if tag not in _TECHNICAL)
    return list(dict.fromkeys(_OF_TAG.get(tag, f"subject_{tag}").removeprefix("subject_") for tag in tags))


def subjects_in(queries: Sequence[KeptQuery], words: Words) -> list[Subject]:
    """Every subject of *queries*: those that the interface has a word for, then an archive's own by name."""
    counts = Counter(subject for query in queries for subject in subjects_of(query))
    known = [word.removeprefix("subject_") for word in _SUBJECTS]
    named = {key: words(word) for key, word in zip(known, _SUBJECTS, strict=True)}
    order = [*(key for key in known if key in counts), *sorted(key for key in counts if key not in named)]
    return [Subject(key, named.get(key, key), counts[key]) for key in order]


def by_main_subject(queries: Sequence[KeptQuery]) -> dict[str, list[KeptQuery]]:
    """*queries* by the rarest of their subjects, which tells most of them; "" for those that have none."""
    counts = Counter(subject for query in queries for subject in subjects_of(query))
    found: dict[str, list[KeptQuery]] = {}
    for query in queries:
        main = min(subjects_of(query), key=lambda one: counts[one], default="")
        found.setdefault(main, []).append(query)
    return found


def beginnings(queries: Sequence[KeptQuery], most: int) -> list[KeptQuery]:
    """A few of *queries* to begin with: those tagged `home`, then the first of each subject that has none of them."""
    chosen = [query for query in queries if "home" in query.tags]
    told = {subject for query in chosen for subject in subjects_of(query)}
    for subject, ones in by_main_subject(queries).items():
        if subject and subject not in told:
            chosen.append(ones[0])
    return chosen[:most]
