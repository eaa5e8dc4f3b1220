"""An answer of the engine as a response: kept for the next who asks, and not sent to who has it already."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping

from fastapi import Request
from fastapi.responses import Response

from acervo.engine.interface import Query
from acervo.errors import NotAcceptable
from acervo.protocol.answer_cache import answer_key, entity_tag, has_already
from acervo.protocol.negotiation import types_of
from acervo.protocol.relay import Begun, Relay
from acervo.protocol.xml_text import XML_TYPES, WellFormed, refuse_what_xml_cannot_hold
from acervo.web.serving.site import Site, site_of
from acervo.web.serving.streaming import StreamedAnswer, while_connected

#: May be kept by anybody, who asks each time whether it is still right: the next edition comes when a file is saved.
REVALIDATED = "public, no-cache"


async def answered(
    request: Request, site: Site, query: Query, *, volatile: bool = False, headers: Mapping[str, str] | None = None
) -> Response:
    """
    The response to *query*: 304 and kept answers take no worker, others flow from one.

    Args:
        volatile: Whether the answer is another one each time; it is then neither kept nor named.
        headers: What the response says beside its own.

    Raises:
        RequestError, Overload: before anything is sent.
    """
    # A whole graph comes in one order; its bytes, and so its name, depend on the coding.
    strong = query.whole_graph is not None
    said = {"Vary": "Accept, Accept-Encoding" if strong else "Accept", **(headers or {})}
    if volatile:
        said["Cache-Control"] = "no-store"
    revision = site.engine.revision
    key = "" if volatile else answer_key(revision, query)
    if key:
        unchanged = not_modified(request, key, said, strong=strong)
        if unchanged is not None:
            return unchanged
        kept = site.answer_cache.get(key)
        if kept is not None:
            return Response(
                kept, media_type=with_charset(query.media_type), headers=named(key, request, said, strong=strong)
            )
    answer = await while_connected(request, site.ask(query))
    if key and answer.revision != revision:
        # The edition has become another one while the query waited.
        key = answer_key(answer.revision, query)
    said, media_type = named(key, request, said, strong=strong), with_charset(answer.media_type)
    if answer.whole is not None:
        if query.media_type in XML_TYPES:
            refuse_what_xml_cannot_hold(answer.whole, types_of(query.form))
        if key:
            site.answer_cache.put(key, answer.whole)
        return Response(answer.whole, media_type=media_type, headers=said)
    chunks: AsyncGenerator[bytes, None] = Relay(answer.chunks)
    if query.media_type in XML_TYPES:
        chunks = WellFormed(Begun(await _first(chunks, query), chunks))
    if request.method == "HEAD":
        await chunks.aclose()
        chunks = _nothing()
    elif key:
        chunks = site.answer_cache.keeping(key, chunks)
    return StreamedAnswer(chunks, media_type=media_type, headers=said)


async def _first(chunks: AsyncGenerator[bytes, None], query: Query) -> bytes:
    """The first part, so that what is wrong with it is told by the status."""
    first = await anext(chunks, b"")
    try:
        refuse_what_xml_cannot_hold(first, types_of(query.form))
    except NotAcceptable:
        await chunks.aclose()
        raise
    return first


def not_modified(request: Request, key: str, headers: Mapping[str, str], *, strong: bool = False) -> Response | None:
    """304 where the client of *request* has the answer *key*, else None."""
    if request.method in ("GET", "HEAD") and has_already(request.headers.get("if-none-match", ""), key):
        site_of(request).figures.not_modified["graph" if strong else "answer"] += 1
        return Response(status_code=304, headers=named(key, request, headers, strong=strong))
    return None


def named(key: str, request: Request, headers: Mapping[str, str], *, strong: bool = False) -> dict[str, str]:
    """*headers* with those of an answer that may be kept; what a POST gets has no address that one could ask again."""
    if not key or request.method not in ("GET", "HEAD"):
        return dict(headers)
    return {**headers, "ETag": entity_tag(key, strong=strong), "Cache-Control": REVALIDATED}


def with_charset(media_type: str) -> str:
    """As in Content-Type."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


async def _nothing() -> AsyncGenerator[bytes, None]:
    return
    yield
