"""
`/robots.txt` and the sitemap: for the programs that find pages for people.

Source: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from acervo.errors import UnknownEntity
from acervo.web.reading.page_names import PageName
from acervo.web.serving import described
from acervo.web.serving.addresses import page_path
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site, site_of

router = APIRouter()
#: As many things as one query names; with the other pages that is below the 50,000 that a sitemap may have.
MOST: int = 49_000
_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Pages that are not about one thing.
_PAGES: Final = ("/", "/events", "/timeline", "/map", "/sources", "/disagreements", "/queries", "/ns")
#: What answers whatever is asked; a crawler would never come to its end.
_ENDLESS: Final = ("/sparql", "/query?", "/store", "/data/", "/id/")


@router.head("/robots.txt", include_in_schema=False)
@router.get(
    "/robots.txt",
    response_class=PlainTextResponse,
    summary="What crawlers may fetch",
    openapi_extra=described.ROBOTS,
)
async def robots(request: Request) -> Response:
    """Every page, not the queries and data behind them; and where the sitemap is."""
    # Source: https://www.rfc-editor.org/rfc/rfc9309
    named = PageName(request, by_language=False)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    root = request.scope.get("root_path", "").rstrip("/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {root}{path}" for path in _ENDLESS),
        f"Sitemap: {_here(request)}/sitemap.xml",
    ]
    return PlainTextResponse("\n".join(lines) + "\n", headers=named.headers)


@router.head("/sitemap.xml", include_in_schema=False)
@router.get(
    "/sitemap.xml",
    response_class=Response,
    summary="The pages of this archive, for crawlers",
    openapi_extra=described.SITEMAP,
)
async def sitemap(request: Request) -> Response:
    """The pages of everything that has a name; where they are more than one list may have, the list of such lists."""
    named = PageName(request, by_language=False)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    starts = await _starts(request)
    if len(starts) > 1:
        places = [f"{_here(request)}/sitemap-{number}.xml" for number in range(1, len(starts) + 1)]
        return _xml("sitemapindex", "sitemap", places, named)
    return _xml("urlset", "url", await _addresses(request, 1), named)


@router.head("/sitemap-{number}.xml", include_in_schema=False)
@router.get(
    "/sitemap-{number}.xml",
    response_class=Response,
    summary="A part of the pages of this archive, for crawlers",
    openapi_extra=described.SITEMAP_PART,
)
async def sitemap_part(request: Request, number: str) -> Response:
    """One of the lists that `/sitemap.xml` names."""
    named = PageName(request, by_language=False)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    known = {str(one): one for one in range(1, len(await _starts(request)) + 1)}
    if number not in known:
        raise UnknownEntity(f"There is no sitemap {number}; they are numbered from 1 to {len(known)}.")
    return _xml("urlset", "url", await _addresses(request, known[number]), named)


async def _starts(request: Request) -> list[str]:
    """Of each list, the IRI that it begins behind."""
    site = site_of(request)

    async def walk() -> list[str]:
        starts = [site.base]
        while len(things := await _things(site, starts[-1])) == MOST:
            starts.append(things[-1])
        return starts[:-1] if len(starts) > 1 and not things else starts

    return await once_an_edition(request, "sitemap", walk)


async def _addresses(request: Request, number: int) -> list[str]:
    site, here = site_of(request), _here(request)
    things = await _things(site, (await _starts(request))[number - 1])
    paths = [page_path(site.base, iri) or "" for iri in things]
    return [here + path for path in (*(_PAGES if number == 1 else ()), *paths)]


async def _things(site: Site, after: str) -> list[str]:
    space = ox.Literal(f"{site.base}id/")
    rows = await site.rows("named-things", space=space, iri=after)
    return [row["thing"]["value"] for row in rows][:MOST]


def _here(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _xml(root: str, element: str, places: Iterable[str], named: PageName) -> Response:
    body = "".join(f"<{element}><loc>{escape(place)}</loc></{element}>\n" for place in places)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SPACE}">\n{body}</{root}>\n'
    return Response(text, media_type="application/xml", headers=named.headers)
