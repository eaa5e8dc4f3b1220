"""The application: routes, one error shape, CORS for the endpoint, a strict Content-Security-Policy for the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware

import acervo
from acervo.web import problems
from acervo.web.routes import entities, home, query, sparql
from acervo.web.site import Site

_STATIC: Final = Path(__file__).parent / "static"
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(site: Site) -> FastAPI:
    """The ASGI application that serves *site*; it closes the engine when it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        site.engine.close()

    # The interactive documentation of the framework loads scripts from outside; ours is in docs/.
    app = FastAPI(title="Acervo", version=acervo.__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.site = site
    problems.install(app)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["Accept", "Accept-Language", "Content-Type"],
        expose_headers=["Content-Type", "ETag", "Link", "Vary"],
    )
    app.middleware("http")(_guard)
    app.include_router(sparql.router)
    app.include_router(entities.router)
    app.include_router(home.router)
    app.include_router(query.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if response.headers.get("content-type", "").startswith("text/html"):
        response.headers["Content-Security-Policy"] = _POLICY
    return response
