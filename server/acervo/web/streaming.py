"""Answers that flow, clients that leave, and answers that break off in plain sight."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from acervo.errors import AnswerCut

_LOG = logging.getLogger("acervo.web")
_Result = TypeVar("_Result")
_SOON_S: Final = 0.02


async def while_connected(request: Request, work: Coroutine[Any, Any, _Result]) -> _Result:
    """
    The result of *work*, which is cancelled when the client leaves before it is done.

    Raises:
        ClientDisconnect: the client has left.
    """
    task = asyncio.ensure_future(work)
    everything: list[asyncio.Future[Any]] = [task]
    try:
        # Most work is done before it is worth looking whether somebody still waits for it.
        await asyncio.wait((task,), timeout=_SOON_S)
        if not task.done():
            everything.append(asyncio.ensure_future(_disconnected(request)))
            await asyncio.wait(everything, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        open_ends = [one for one in everything if not one.done()]
        for one in open_ends:
            one.cancel()
        if open_ends:
            await asyncio.gather(*open_ends, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class StreamedAnswer(StreamingResponse):
    """
    An answer sent part by part.

    Where it breaks off, the response is left without its end: the server closes the connection, and no client takes
    the part for the whole.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except* AnswerCut as cut:
            _LOG.info("an answer broke off: %s", cut.exceptions[0])
        finally:
            # A client that left before the first part was sent leaves a worker to be let go.
            await self.body_iterator.aclose()  # type: ignore[attr-defined]
