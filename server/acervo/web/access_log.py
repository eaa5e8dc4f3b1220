"""Every request has an id, is counted, and is told in one line of JSON where somebody listens."""

from __future__ import annotations

import json
import logging
import secrets
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acervo.web.serving.metrics import Figures
from acervo.web.serving.observing import query_id
from acervo.web.serving.served import now, stamp

HEADER: Final = "Acervo-Query-Id"
_NAME: Final = HEADER.lower().encode()
_LOG: Final = logging.getLogger("acervo.access")
_LEFT: Final = 499
"""What logs of other servers call a request whose client left before the answer began."""
#: Others are counted as one, so that a stranger cannot make the figures grow.
_METHODS: Final = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"))


class AccessLog:
    """Stands around the whole application, at the level of ASGI so that answers flow through it."""

    def __init__(self, app: ASGIApp, figures: Figures):
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()
        request = _Request(scope, secrets.token_hex(8))
        token = query_id.set(request.id)
        scope["acervo.query_id"] = request.id
        try:
            await self._app(scope, receive, request.watching(send))
        except Exception:
            # The handler of our own mistakes stands outside of this; it answers 500.
            request.status = request.status or 500
            raise
        finally:
            query_id.reset(token)
            self._figures.requests[request.method, request.status or _LEFT] += 1
            if _LOG.isEnabledFor(logging.INFO):
                _LOG.info(request.line(perf_counter() - begun))


class _Request:
    def __init__(self, scope: Scope, number: str):
        self.id = number
        self.method = scope["method"] if scope["method"] in _METHODS else "other"
        self.status = 0
        self._scope = scope
        self._bytes = 0
        self._is_whole = False

    def watching(self, send: Send) -> Send:
        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                message["headers"].append((_NAME, self.id.encode()))
            await send(message)
            if message["type"] == "http.response.body":
                self._bytes += len(message.get("body", b""))
                self._is_whole = not message.get("more_body", False)

        return watched

    def line(self, seconds: float) -> str:
        """The path stands without what was asked: that is the client's business."""
        client = self._scope.get("client")
        told = {
            "time": stamp(now()),
            "event": "request",
            "id": self.id,
            "client": client[0] if client else None,
            "method": self._scope["method"],
            "path": self._scope["path"],
            "status": self.status or _LEFT,
            "bytes": self._bytes,
            "ms": round(seconds * 1000, 1),
            "whole": self._is_whole,
        }
        return json.dumps(told, ensure_ascii=False)
