"""The description of service and dataset as a response, at `/sparql` and at `/.well-known/void`."""

from __future__ import annotations

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from acervo.errors import RequestError
from acervo.protocol.answer_cache import key_of
from acervo.protocol.dataset_description import Served
from acervo.protocol.negotiation import GRAPH_TYPES
from acervo.protocol.service_description import description
from acervo.protocol.xml_text import XML_TYPES, refuse_what_xml_cannot_hold
from acervo.web.serving.addresses import contact_address
from acervo.web.serving.answering import named, not_modified, with_charset
from acervo.web.serving.parameters import Parameters, media_type_for
from acervo.web.serving.site import Site


async def description_response(request: Request, site: Site, parameters: Parameters, *, with_parts: bool) -> Response:
    """
    What *site* is, in the form that *request* asks for, with addresses as the client sees them.

    No query is asked: an edition is counted when it is built.

    Args:
        with_parts: See `description`.

    Raises:
        NotAcceptable: there is no such form.
        RequestError: the client names a host that cannot stand in an address.
    """
    settings = site.archive.settings
    media_type = media_type_for(request, parameters, GRAPH_TYPES)
    served = Served(
        address=str(request.base_url),
        base=site.base,
        edition=site.edition.id,
        statistics=site.statistics,
        title=settings.title,
        description=settings.description,
        warnings=site.report.count("warning"),
        is_federated=bool(settings.federation_allow),
        contact=contact_address(settings.contact),
    )
    texts = (dict(served.title), dict(served.description))
    told = [served.address, *texts, served.is_federated, served.warnings, served.contact, with_parts]
    key = key_of(served.edition, served.statistics.modified, "description", told, media_type)
    headers = {"Vary": "Accept"}
    unchanged = not_modified(request, key, headers)
    if unchanged is not None:
        return unchanged
    body = site.answer_cache.get(key)
    if body is None:
        try:
            body = await run_in_threadpool(description, served, media_type, with_parts=with_parts)
        except ValueError as error:
            raise RequestError(f"“{served.address}” is no address that this archive could have.") from error
        if media_type in XML_TYPES:
            refuse_what_xml_cannot_hold(body, GRAPH_TYPES)
        site.answer_cache.put(key, body)
    return Response(body, media_type=with_charset(media_type), headers=named(key, request, headers))
