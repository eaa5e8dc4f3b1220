"""Events as rows of a page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from fastapi import Request

from acervo.errors import AcervoError
from acervo.namespaces import MOV
from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_index import Event, EventIndex, events_of, read_ahead
from acervo.web.reading.disagreement_kinds import GRAVITIES, Gravity, gravity, verdict_word
from acervo.web.reading.names import Name, names_of
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.site import Site
from acervo.web.wording.dates import readable_date
from acervo.web.wording.words import Words, words_in

_WHO: Final = 4
#: Beside an event, where nothing explains them, verdicts say what goes together.
_DIFFERING: Final = {"compatible": "events_compatible"}
_VIEWS: Final = {"/events": "view_events", "/timeline": "view_timeline", "/map": "view_map"}


@dataclass(frozen=True)
class Differing:
    """How claims differ, as its mark says it, and on what."""

    tone: Literal["contested", "compatible"]
    text: str
    matters: Sequence[Shown]


@dataclass(frozen=True)
class EventRow:
    """One event as a list shows it."""

    name: Shown
    dates: Sequence[str]
    kinds: Sequence[Shown]
    places: Sequence[Shown]
    who: Sequence[Shown]
    others: int
    """How many had a hand in it beside *who*."""
    differing: Sequence[Differing]
    """The conflicts first."""


async def narrowed(request: Request, reader: Reader) -> Narrowed:
    """The events that the address of *request* asks for."""
    return Narrowed.of(await events_of(request), reader, request.query_params)


def begin_ahead(state: Any, site: Site) -> None:
    """Begin to read the events of *site*, and what their facets are called in each of its languages."""

    async def read() -> None:
        # Whoever asks meanwhile is told why it fails; nobody need know before.
        with suppress(AcervoError):
            index = await asyncio.shield(read_ahead(state, site))
            for language in site.archive.settings.languages:
                words = words_in(language, site.appearance.catalogues)
                if words.language not in index.names:
                    index.names[words.language] = await _facet_names(index, site, words)

    state.ahead = asyncio.create_task(read())


def end_ahead(state: Any) -> None:
    """The server ends: nobody waits for what is being read."""
    for task in (getattr(state, "ahead", None), *getattr(state, "events", ())[1:]):
        if task is not None:
            task.cancel()


async def _facet_names(index: EventIndex, site: Site, words: Words) -> dict[str, Name]:
    return await names_of(site, sorted(set(index.keys.values())), words.language, words)


async def learn(found: Narrowed, events: Sequence[Event]) -> None:
    """Find the names of everything that rows of *events* and the facets show."""
    reader, kept = found.reader, found.index.names
    if reader.language not in kept:
        kept[reader.language] = await _facet_names(found.index, reader.site, reader.words)
    reader.names |= kept[reader.language]
    iris = {
        iri
        for event in events
        for iri in (event.iri, *event.facilities, *event.places, *event.chief[:_WHO], *event.wholes)
    }
    await reader.learn(sorted(iris | {one.on for event in events for one in event.differences}))


async def learn_all(found: Narrowed, events: Sequence[Event]) -> None:
    """Find the names of everything that belongs to *events*."""
    iris = {
        iri for event in events for iri in (event.iri, *event.kinds, *event.facilities, *event.places, *event.chief)
    }
    await found.reader.learn(sorted(iris))


def row_of(event: Event, reader: Reader) -> EventRow:
    """*event* as a row; its names must be known by now."""
    return EventRow(
        name=reader.link(event.iri),
        dates=[readable_date(one.text, reader.words) for one in event.best_dates],
        kinds=[reader.label(one) for one in event.kinds],
        places=[reader.link(one) for one in (*event.facilities, *event.places)],
        who=[reader.link(one) for one in event.chief[:_WHO]],
        others=len(event.chief[_WHO:]),
        differing=_differing(event, reader),
    )


def _differing(event: Event, reader: Reader) -> list[Differing]:
    found: dict[str, dict[str, None]] = {}
    graves: dict[str, Gravity] = {}
    for one in event.differences:
        word = verdict_word(one.kinds, within=MOV + "WithinOneSource" in one.kinds)
        found.setdefault(word, {})[one.on] = None
        graves[word] = gravity(one.kinds)
    return [
        Differing(
            "contested" if graves[word] == "conflict" else "compatible",
            reader.words(_DIFFERING.get(word, word)),
            [reader.label(matter) for matter in found[word]],
        )
        for word in sorted(found, key=lambda one: GRAVITIES.index(graves[one]))
    ]


def shared_values(found: Narrowed, path: str) -> dict[str, Any]:
    """What the form, the choices and the ways to the other views are written from."""
    facets = found.facets(path)
    return {
        "path": path,
        "facets": facets,
        "choices": [(facet, facet.chosen) for facet in facets if facet.chosen],
        "views": [(view, found.reader.words(word), found.address(view)) for view, word in _VIEWS.items()],
        "all": path + found.reader.keep,
    }
