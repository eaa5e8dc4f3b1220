"""The archive's latest changes, as git knows them, with the things that they touched."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from fastapi import Request

from acervo.corpus.archive import GRAPH_SUFFIXES
from acervo.corpus.git import Change, GitError, latest_changes
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site, site_of
from acervo.web.wording.dates import readable_date

_CHANGES: Final = 6
_THINGS: Final = 5
_FILES: Final = 20
"""Of so many files of one change it is asked what they are about."""


@dataclass(frozen=True)
class Known:
    """One change, and the things that it touched: those that the edition still has."""

    change: Change
    things: Sequence[str]
    others: int
    """How many more there are."""


@dataclass(frozen=True)
class ShownChange:
    """The same for a page."""

    date: str
    day: str
    """The date for programs."""
    summary: str
    things: Sequence[Shown]
    others: int


async def changes_of(request: Request) -> Sequence[Known]:
    """The latest changes of the data, asked once an edition; none where there is no history."""
    site = site_of(request)
    return await once_an_edition(request, "changes", lambda: _changes(site))


async def shown(changes: Sequence[Known], reader: Reader) -> list[ShownChange]:
    """*changes* for *reader*."""
    await reader.learn(thing for one in changes for thing in one.things)
    return [
        ShownChange(
            readable_date(one.change.date, reader.words),
            one.change.date,
            one.change.summary,
            [reader.link(thing) for thing in one.things],
            one.others,
        )
        for one in changes
    ]


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
    return [_known(change, graphs, about) for change in changes]


def _known(change: Change, graphs: dict[str, str], about: dict[str, list[str]]) -> Known:
    # One of each file before a second of any, so that a long file does not hide the others.
    lists = [about.get(graphs.get(path, ""), []) for path in change.paths[:_FILES]]
    longest = max(map(len, lists), default=0)
    things = list(dict.fromkeys(one[place] for place in range(longest) for one in lists if place < len(one)))
    return Known(change, things[:_THINGS], max(0, len(things) - _THINGS))
