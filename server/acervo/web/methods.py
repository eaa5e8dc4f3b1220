"""Which methods an address takes, for `Allow`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fastapi import Request
from starlette.routing import BaseRoute, Match, Route

_OF_FILES: Final = ("GET", "HEAD")


def allowed_methods(request: Request) -> list[str]:
    """
    Every method that the address of *request* takes, OPTIONS among them.

    An address has a route for each method, and the framework names the methods of one of them only.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-allow
    """
    found = {method for route in _flat(request.app.routes) for method in _methods(route, request)}
    return sorted({*(found or _OF_FILES), "OPTIONS"})


def _flat(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        # FastAPI wraps the routers that it includes.
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from _flat(inner.routes)


def _methods(route: BaseRoute, request: Request) -> Iterable[str]:
    if isinstance(route, Route) and route.matches(request.scope)[0] != Match.NONE:
        return route.methods or ()
    return ()
