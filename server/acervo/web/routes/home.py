"""The home page: what this is, what is in it, what changed, and the ways in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.corpus.queries import KeptQuery
from acervo.namespaces import MOV
from acervo.web.answers.library import told_of
from acervo.web.entities.structured_data import structured_archive
from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_index import events_of
from acervo.web.events.event_map import draw, named_places, placed, told_in
from acervo.web.events.map_units import units_of
from acervo.web.events.year_bars import year_bars
from acervo.web.lists.bibliography import bibliography
from acervo.web.lists.changes import changes_of, shown
from acervo.web.lists.example import example_of
from acervo.web.lists.search_results import COUNTED, list_query, listing
from acervo.web.reading.about import about_of
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import chosen_text, render
from acervo.web.serving import described
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site

router = APIRouter()
_SOURCE: Final = MOV + "Source"
#: Classes whose things have a page of their own that lists them.
_LISTED: Final = {
    MOV + "Event": "/events",
    _SOURCE: "/sources",
    MOV + "Disagreement": "/disagreements",
}
_EXAMPLES: Final = 3
_AT_ONCE: Final = 2_000
"""More events or disagreements than these are not asked for: whoever comes to the front page should not wait."""
_DESCRIBED_BY: Final = '</.well-known/void>; rel="describedby"; type="text/turtle"'


@dataclass(frozen=True)
class Count:
    """How many things of one class there are, and what lists them."""

    number: int
    name: str
    href: str


@router.head("/", include_in_schema=False)
@router.get("/", response_class=HTMLResponse, summary="The home page", openapi_extra=described.HOME)
async def home(request: Request) -> Response:
    """What this archive is, for people."""
    changes = await changes_of(request)
    name = PageName(request, also=repr(changes))
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    about = about_of(request)
    reader = Reader.of(request)
    structured = await structured_archive(str(request.base_url), reader, about)
    site = reader.site
    number = await _counted(request, site)
    has_few = {name: 0 < number.get(MOV + name, 0) <= _AT_ONCE for name in ("Event", "Disagreement")}
    examples = [(query, f"/query{_and(reader.keep)}name={quote(query.name)}") for query in examples_of(reader.site)]
    html = render(
        request,
        "home.html",
        structured=structured,
        own_text=chosen_text(site.appearance.home, reader.language, reader.keep, site),
        counts=await _counts(request, reader),
        example=await example_of(request, reader, about.publisher) if has_few["Disagreement"] else None,
        **(await _drawn(request, reader) if has_few["Event"] else {"bars": None, "drawing": None}),
        changes=await shown(changes, reader),
        examples=examples,
        told_of=told_of,
        base=site.base,
    )
    headers = {"Content-Language": reader.words.language, "Link": _DESCRIBED_BY, **name.headers}
    return HTMLResponse(html, headers=headers)


def examples_of(site: Site) -> Sequence[KeptQuery]:
    """Three questions to begin with: those tagged `home` first; the core's own where the archive keeps none."""
    kept = sorted(site.competency_queries, key=lambda query: "home" not in query.tags)
    generic = [query for name, query in sorted(site.page_queries.items()) if name.startswith("example-")]
    return (kept or generic)[:_EXAMPLES]


async def _counts(request: Request, reader: Reader) -> list[Count]:
    """Counted once an edition: over a large archive that is a scan."""
    numbers = await _counted(request, reader.site)
    await reader.learn(numbers)
    index = await asyncio.to_thread(lambda: reader.site.index)
    read = 0
    if 0 < numbers.get(_SOURCE, 0) <= _AT_ONCE:
        read = len((await once_an_edition(request, "bibliography", lambda: bibliography(reader.site))).read)
    return [
        # Most sources are only cited by those that were read.
        Count(read, reader.words("count_read", n=read, others=number - read), _list_link(one, reader, is_named=True))
        if one == _SOURCE and 0 < read < number
        else Count(
            number,
            _class_name(one, number, reader),
            # What has no name is in no list by name.
            _list_link(one, reader, is_named=index.count(one) == number),
        )
        for one, number in numbers.items()
    ]


async def _drawn(request: Request, reader: Reader) -> dict[str, Any]:
    """When and where the events were, as two small drawings; None for one that would show nothing."""
    found = Narrowed.of(await events_of(request), reader, {})
    units = units_of(reader.site.archive)
    where = placed(found.events(), found.index, units.codes)
    await reader.learn({*named_places(found.index).values(), *where.by_point, *told_in(where)})
    return {"bars": year_bars(found), "drawing": draw(where, found, units), "credit": units.credit}


async def _counted(request: Request, site: Site) -> dict[str, int]:
    return await once_an_edition(request, "counts", lambda: _numbers(site))


async def _numbers(site: Site) -> dict[str, int]:
    found = {row["_class"]["value"]: row for row in await site.rows("class-counts", **{"class": list(COUNTED)})}
    numbers = {one: int(found[one]["things"]["value"]) for one in COUNTED if one in found}
    if not any(numbers.values()):
        numbers = {row["class"]["value"]: int(row["things"]["value"]) for row in await site.rows("stated-classes")}
    return {one: number for one, number in numbers.items() if number}


def _class_name(iri: str, number: int, reader: Reader) -> str:
    return reader.words(COUNTED[iri], n=number) if iri in COUNTED else reader.label(iri).text


def _list_link(iri: str, reader: Reader, *, is_named: bool) -> str:
    if iri in _LISTED:
        return _LISTED[iri] + reader.keep
    return listing(iri, reader) if is_named else list_query(iri, reader)


def _and(keep: str) -> str:
    return f"{keep}&" if keep else "?"
