"""`/.well-known/void`: the dataset described, at the address where clients look for it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from acervo.web.serving import described
from acervo.web.serving.parameters import address_parameters
from acervo.web.serving.service import description_response
from acervo.web.serving.site import site_of

router = APIRouter()


@router.head("/.well-known/void", include_in_schema=False)
@router.get(
    "/.well-known/void",
    response_class=Response,
    summary="The dataset described in VoID, and the service",
    openapi_extra=described.DESCRIPTION,
)
async def void(request: Request) -> Response:
    """What the archive is, who publishes it, and how much it has of which class, property and graph."""
    site = site_of(request)
    parameters = address_parameters(request, site.archive.settings.query_max_bytes)
    return await description_response(request, site, parameters, with_parts=True)
