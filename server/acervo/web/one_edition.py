"""A page is of one edition: one that was begun on an edition which ended meanwhile is begun again."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acervo.errors import EngineUnavailable
from acervo.web import problems
from acervo.web.serving.served import EditionEnded

_TIMES: Final = 5
_RETRY_AFTER_S: Final = 1


class OneEdition:
    """
    Asks the application again where an edition ended before there was anything to send.

    Where editions come faster than pages, the answer is 503.
    """

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        is_begun = False

        async def watched(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        for _ in range(_TIMES):
            try:
                # Routing writes into it.
                await self._app(dict(scope), receive, watched)
                return
            except EditionEnded:
                if is_begun:
                    raise
        error = EngineUnavailable("The archive is changing. Ask again in a moment.", _RETRY_AFTER_S)
        response = problems.told(Request(scope), error)
        await response(scope, receive, send)
