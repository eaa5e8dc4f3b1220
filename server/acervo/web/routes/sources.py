"""`/sources`: the archive's bibliography, how far each source has been read, and what is a copy of what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.web.lists.bibliography import Counted, bibliography
from acervo.web.reading.links import query_link
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.source_names import Entry, entry_of, read_sources
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.per_edition import once_an_edition

router = APIRouter()
_PAGE: Final = 200


@router.head("/sources", include_in_schema=False)
@router.get(
    "/sources",
    response_class=HTMLResponse,
    summary="The sources, and how far each has been read",
    openapi_extra=described.SOURCES,
)
async def sources(request: Request) -> Response:
    """Sources with their references, passages and claims, who cites them, and what they copy; two hundred a page."""
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    listed = await once_an_edition(request, "bibliography", lambda: bibliography(reader.site))
    await read_sources(request, reader)
    number = len(listed.all)
    pages = max(1, -(-number // _PAGE))
    asked = request.query_params.get("page", "")
    page = min(int(asked), pages) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 9 and int(asked) else 1
    first = (page - 1) * _PAGE
    others = listed.others
    if first + _PAGE > len(listed.read) + len(listed.cited):
        await reader.learn(one.source.iri for one in others)
        others = sorted(others, key=lambda one: reader.link(one.source.iri).text.casefold())
    here = {id(one) for one in [*listed.read, *listed.cited, *others][first : first + _PAGE]}
    await reader.learn(iri for one in listed.all if id(one) in here for iri in one.source.iris())

    def shown(listing: Sequence[Counted]) -> list[tuple[Entry, Counted]]:
        return [(entry_of(one.source, reader), one) for one in listing if id(one) in here]

    html = render(
        request,
        "sources.html",
        read=shown(listed.read),
        cited=shown(listed.cited),
        others=shown(others),
        read_number=len(listed.read),
        cited_number=len(listed.cited),
        others_number=len(others),
        origins=listed.origins(),
        first=first + 1,
        last=min(first + _PAGE, number),
        number=number,
        earlier=_address(reader, page - 1) if page > 1 else "",
        later=_address(reader, page + 1) if page < pages else "",
        queries=[
            ("source_list_query", query_link(reader, "sources")),
            ("source_figures_query", query_link(reader, "source-figures")),
            ("source_citations_query", query_link(reader, "source-citations")),
        ],
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})


def _address(reader: Reader, page: int) -> str:
    if page == 1:
        return f"/sources{reader.keep}"
    return f"/sources{reader.keep}{'&' if reader.keep else '?'}page={page}"
