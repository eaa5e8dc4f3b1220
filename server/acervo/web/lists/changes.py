"""The latest changes of the archive, as git knows them: the things that came, that were changed, and that went."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import Request

from acervo.corpus.archive import GRAPH_SUFFIXES
from acervo.corpus.git import Change, GitError, before, latest_changes
from acervo.errors import CuratorError
from acervo.namespaces import SKOS
from acervo.turtle.parsing import parse_file
from acervo.web.reading.names import Term, best
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site, site_of
from acervo.web.wording.dates import readable_date

_CHANGES: Final = 5
_THINGS: Final = 4
_FILES: Final = 20
"""Of so many files of one change it is asked what they are about."""
_GONE: Final = 8
"""Of so many files that are gone, what they were about."""


@dataclass(frozen=True)
class Known:
    """One change, and the things that it touched: those that the edition has, and the names of those that are gone."""

    change: Change
    added: Sequence[str]
    changed: Sequence[str]
    removed: Sequence[Sequence[Term]]
    """Of each its names."""


@dataclass(frozen=True)
class Touched:
    """Some of the things that a change touched."""

    word: str
    """Of the catalogue: what became of them."""
    things: Sequence[Shown]
    others: int
    """How many more there are."""


@dataclass(frozen=True)
class ShownChange:
    """The same for a page."""

    date: str
    """"" where it is that of the change above."""
    day: str
    """The date for programs."""
    summary: str
    touched: Sequence[Touched]
    files: int


async def changes_of(request: Request) -> Sequence[Known]:
    """The latest changes of the data, asked once an edition; none where there is no history."""
    site = site_of(request)
    return await once_an_edition(request, "changes", lambda: _changes(site))


async def shown(changes: Sequence[Known], reader: Reader) -> list[ShownChange]:
    """*changes* for *reader*."""
    await reader.learn(thing for one in changes for thing in (*one.added[:_THINGS], *one.changed[:_THINGS]))
    days = ["", *(one.change.date for one in changes)]
    return [
        ShownChange(
            "" if one.change.date == day else readable_date(one.change.date, reader.words),
            one.change.date,
            one.change.summary,
            list(_touched(one, reader)),
            len(one.change.paths),
        )
        for one, day in zip(changes, days, strict=False)
    ]


def _touched(one: Known, reader: Reader) -> Iterator[Touched]:
    languages = reader.site.archive.settings.languages
    gone = [Shown((best(names, reader.language, languages, reader.words),)) for names in one.removed[:_THINGS]]
    for word, things, number in (
        ("home_added", [reader.link(thing) for thing in one.added[:_THINGS]], len(one.added)),
        ("home_edited", [reader.link(thing) for thing in one.changed[:_THINGS]], len(one.changed)),
        ("home_removed", gone, len(one.removed)),
    ):
        if things:
            yield Touched(word, things, number - len(things))


async def _changes(site: Site) -> Sequence[Known]:
    try:
        changes = await asyncio.to_thread(latest_changes, site.archive.root, ("data",), _CHANGES)
    except GitError:
        return ()
    graphs = {
        path: site.archive.graph_iri(path)
        for change in changes
        for path in change.paths[:_FILES]
        if path.endswith(GRAPH_SUFFIXES)
    }
    about: dict[str, list[str]] = {}
    if graphs:
        asked = list(dict.fromkeys(graphs.values()))
        for row in await site.rows("changed-things", graph=asked, space=ox.Literal(f"{site.base}id/")):
            about.setdefault(row["_graph"]["value"], []).append(row["thing"]["value"])
    gone = await asyncio.to_thread(lambda: [_gone(change, site) for change in changes])
    there = {iri for names in gone for iri in names}
    if there:
        there = {row["_thing"]["value"] for row in await site.rows("known", thing=sorted(there))}
    return [
        _known(change, {path: about.get(graph, []) for path, graph in graphs.items()}, names, there, site.base)
        for change, names in zip(changes, gone, strict=True)
    ]


def _known(
    change: Change,
    about: Mapping[str, Sequence[str]],
    gone: Mapping[str, Sequence[Term]],
    there: Collection[str],
    base: str,
) -> Known:
    # One of each file before a second of any, so that a long file does not hide the others.
    lists = [about.get(path, []) for path in change.paths[:_FILES]]
    longest = max(map(len, lists), default=0)
    things = list(dict.fromkeys(one[place] for place in range(longest) for one in lists if place < len(one)))
    # What only moved to another file is gone from the first, and still there.
    added = {_iri(path, base) for path in change.added} - gone.keys()
    return Known(
        change,
        [one for one in things if one in added],
        [one for one in things if one not in added],
        [names for iri, names in gone.items() if iri not in there],
    )


def _gone(change: Change, site: Site) -> dict[str, list[Term]]:
    """By IRI the names of what the files were about that *change* removed: a file is named as its IRI ends."""
    found: dict[str, list[Term]] = {}
    for path in sorted(path for path in change.removed if path.endswith(GRAPH_SUFFIXES))[:_GONE]:
        iri = _iri(path, site.base)
        try:
            triples = parse_file(before(site.archive.root, change, path), path, site.base)
        except (GitError, CuratorError):
            continue
        found[iri] = [
            {"value": triple.object.value, "xml:lang": triple.object.language or ""}
            for triple in triples
            if isinstance(triple.object, ox.Literal)
            and triple.subject == ox.NamedNode(iri)
            and triple.predicate.value == SKOS + "prefLabel"
        ]
    return {iri: names for iri, names in found.items() if names}


def _iri(path: str, base: str) -> str:
    return f"{base}id/{quote(PurePosixPath(path).stem, safe='~-._')}"
