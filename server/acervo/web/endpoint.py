"""The endpoint in front of the framework's routing, which would take longer than a short query."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from acervo.errors import Overload, RequestError
from acervo.web import problems
from acervo.web.routes import sparql

_HANDLERS = {"GET": sparql.get_query, "HEAD": sparql.get_query, "POST": sparql.post_query}


class Endpoint:
    """
    Queries go straight to their handlers; everything else, other methods at this address among it, to *app*.

    The routes are there all the same, for the description of this service and for who spells the address another way.
    """

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handler = None
        if scope["type"] == "http" and scope["path"] == f"{scope.get('root_path', '')}/sparql":
            handler = _HANDLERS.get(scope["method"])
        if handler is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response: Response = await handler(request)
        except (RequestError, Overload, ClientDisconnect) as error:
            response = problems.told(request, error)
        await response(scope, receive, send)
