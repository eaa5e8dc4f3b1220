"""The application: routes, one error shape, CORS for the endpoint, a strict Content-Security-Policy for the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

import acervo
from acervo.protocol.negotiation import GRAPH_TYPES, SOLUTION_TYPES
from acervo.web import cross_origin, problems
from acervo.web.access_log import AccessLog
from acervo.web.coded_tags import name_as_coded, names_as_plain
from acervo.web.endpoint import Endpoint
from acervo.web.events.event_rows import begin_ahead, end_ahead
from acervo.web.events.map_units import units_of
from acervo.web.one_edition import OneEdition
from acervo.web.prefix import Prefix
from acervo.web.routes import (
    appearance,
    citations,
    crawlers,
    disagreements,
    entities,
    events,
    home,
    library,
    operations,
    query,
    query_terms,
    sources,
    sparql,
    store,
    timeline,
    vocabulary,
    vocabulary_terms,
    void,
)
from acervo.web.routes import map as map_page
from acervo.web.routes.search import router as search_router
from acervo.web.serving.addresses import contact_address
from acervo.web.serving.served import Served
from acervo.web.serving.site import Site

_STATIC: Final = Path(__file__).parent / "static"
_POLICY: Final = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = [
    (name.lower().encode(), value.encode())
    for name, value in {
        **cross_origin.HEADERS,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }.items()
]


for media_type in (*SOLUTION_TYPES, *GRAPH_TYPES, *entities.CITATIONS.values(), "application/problem+json"):
    add_compress_type(media_type)


def create_app(site: Site, *, reads_ahead: bool = False) -> FastAPI:
    """
    The ASGI application that serves *site*: it loads the edition at its start, and closes the engine at its end.

    Args:
        reads_ahead: Whether the events of an edition are read as soon as it is served, not when somebody asks for them.

    Raises:
        SettingsError: the archive names a map that cannot be used.
    """
    if site.archive.settings.map_file:
        units_of(site.archive)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await site.engine.load(site.edition)
        served: Served = app.state.served
        if reads_ahead:
            served.begun = partial(begin_ahead, app.state)
            served.begun(served.site)
        yield
        end_ahead(app.state)
        await site.engine.close()

    # The interactive documentation of the framework loads scripts from outside; ours is in docs/.
    # Its telemetry reads the environment at each request, and nobody listens.
    app = _Application(
        title="Acervo",
        version=acervo.__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.served = Served(site)
    problems.install(app)
    app.add_middleware(OneEdition)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=cross_origin.METHODS,
        allow_headers=["*"],
        expose_headers=cross_origin.EXPOSED,
    )
    app.add_middleware(Endpoint)
    app.add_middleware(Prefix)
    app.add_middleware(CompressMiddleware, minimum_size=1_000)
    app.add_middleware(_Guard)
    app.add_middleware(AccessLog, figures=site.figures)
    app.include_router(sparql.router)
    app.include_router(store.router)
    app.include_router(void.router)
    # Before the entities, whose path for data takes any suffix.
    app.include_router(citations.router)
    app.include_router(entities.router)
    app.include_router(home.router)
    app.include_router(events.router)
    app.include_router(timeline.router)
    app.include_router(map_page.router)
    app.include_router(search_router)
    app.include_router(query.router)
    app.include_router(vocabulary_terms.router)
    app.include_router(query_terms.router)
    app.include_router(disagreements.router)
    app.include_router(sources.router)
    app.include_router(library.router)
    app.include_router(vocabulary.router)
    app.include_router(crawlers.router)
    app.include_router(operations.router)
    app.include_router(appearance.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


class _Application(FastAPI):
    """Its own description names whom to write to."""

    def openapi(self) -> dict[str, Any]:
        """What OpenAPI says of it: the same at each request but for the contact, which may be another."""
        told = super().openapi()
        contact = self.state.served.site.archive.settings.contact
        kind = "email" if contact_address(contact).startswith("mailto:") else "url"
        named = {"contact": {kind: contact}} if contact else {}
        return {**told, "info": {**told["info"], **named}}


class _Guard:
    """What every response says to browsers; written at the level of ASGI so that answers flow through it."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        changed = names_as_plain(scope) if scope["type"] == "http" else {}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                name_as_coded(message, changed)
                said = dict(message["headers"])
                message["headers"] += [header for header in _ALWAYS if header[0] not in said]
                if said.get(b"content-type", b"").startswith(b"text/html"):
                    message["headers"].append((b"content-security-policy", _POLICY))
            await send(message)

        await self._app(scope, receive, guarded)
