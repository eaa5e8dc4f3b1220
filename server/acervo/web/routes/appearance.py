"""What an operator adds to every page: their colours and their logo."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from acervo.errors import UnknownEntity
from acervo.web.reading.page_names import PageName
from acervo.web.serving import described
from acervo.web.serving.site import site_of

router = APIRouter()
#: A picture may hold scripts; nothing in it runs or is fetched, also where it is opened by itself.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@router.head("/appearance.css", include_in_schema=False)
@router.get(
    "/appearance.css",
    response_class=Response,
    summary="The archive's own colours",
    openapi_extra=described.APPEARANCE_STYLE,
)
async def style(request: Request) -> Response:
    """A style sheet with what `accent` says; empty where it says nothing."""
    named = PageName(request, by_language=False)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    return Response(site_of(request).appearance.style, headers=named.headers, media_type="text/css")


@router.head("/logo", include_in_schema=False)
@router.get("/logo", response_class=Response, summary="The archive's logo", openapi_extra=described.LOGO)
async def logo(request: Request) -> Response:
    """The picture that `logo` names."""
    named = PageName(request, by_language=False)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    found = site_of(request).appearance.logo
    if found is None:
        raise UnknownEntity("This archive has no logo.")
    headers = {**named.headers, "Content-Security-Policy": _POLICY}
    return Response(found.content, headers=headers, media_type=found.media_type)
