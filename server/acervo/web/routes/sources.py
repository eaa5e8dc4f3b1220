"""`/sources`: the archive's bibliography, how far each source has been read, and what is a copy of what."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.web.lists.bibliography import bibliography
from acervo.web.reading.links import query_link
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.source_names import entry_of, read_sources
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.per_edition import once_an_edition

router = APIRouter()


@router.head("/sources", include_in_schema=False)
@router.get(
    "/sources",
    response_class=HTMLResponse,
    summary="The sources, and how far each has been read",
    openapi_extra=described.LISTING,
)
async def sources(request: Request) -> Response:
    """Every source with its reference, passages and claims, who cites it, and what it is a copy of."""
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    listed = await once_an_edition(request, "bibliography", lambda: bibliography(reader.site))
    await read_sources(request, reader)
    await reader.learn(iri for one in listed.all for iri in one.source.iris())
    others = [(entry_of(one.source, reader), one) for one in listed.others]
    html = render(
        request,
        "sources.html",
        read=[(entry_of(one.source, reader), one) for one in listed.read],
        cited=[(entry_of(one.source, reader), one) for one in listed.cited],
        others=sorted(others, key=lambda one: one[0].title.text.casefold()),
        origins=listed.origins(),
        queries=[
            ("source_list_query", query_link(reader, "sources")),
            ("source_figures_query", query_link(reader, "source-figures")),
            ("source_citations_query", query_link(reader, "source-citations")),
        ],
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})
