"""Pages below a path of a proxy: their own links, written from the top, are moved below it."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Templates escape quotes in text, so that these stand in tags only; `//` begins another host.
_LINK: Final = re.compile(rb'((?:href|src|action)=")/(?!/)')
_IN_HEADER: Final = re.compile(r"</(?!/)")


class Prefix:
    """Writes the root path before links of pages, `Location` and `Link`; does nothing where there is none."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = scope.get("root_path", "").rstrip("/")
        if scope["type"] != "http" or not root:
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Moving(root, send))


class _Moving:
    def __init__(self, root: str, send: Send):
        self._root = root
        self._send = send
        self._start: Message | None = None
        self._page = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("location", "").startswith("/") and not headers["location"].startswith("//"):
                headers["location"] = self._root + headers["location"]
            if "link" in headers:
                headers["link"] = _IN_HEADER.sub(f"<{self._root}/", headers["link"])
            if headers.get("content-type", "").startswith("text/html"):
                # Held back until its length is known.
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._page += message.get("body", b"")
        if message.get("more_body", False):
            return
        page = _LINK.sub(rb"\g<1>" + self._root.encode() + b"/", bytes(self._page))
        headers = MutableHeaders(scope=self._start)
        if "content-length" in headers and (self._page or headers["content-length"] == "0"):
            headers["content-length"] = str(len(page))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": page})
