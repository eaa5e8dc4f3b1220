"""Answers that flow, clients that leave, and answers that break off in plain sight."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Final, TypeVar

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from acervo.errors import AnswerCut

_LOG = logging.getLogger("acervo.web")
_Result = TypeVar("_Result")
_SOON_S: Final = 0.02


async def while_connected(request: Request, work: Awaitable[_Result]) -> _Result:
    """
    The result of *work*, which is cancelled when the client leaves before it is done.

    Raises:
        ClientDisconnect: the client has left.
    """
    watch = _Watch(request)
    try:
        return await work
    except asyncio.CancelledError:
        if not watch.has_left or watch.task.uncancel():
            raise
        raise ClientDisconnect from None
    finally:
        await watch.end()


class _Watch:
    """Cancels the task that it is made in when the client of *request* leaves."""

    def __init__(self, request: Request):
        task = asyncio.current_task()
        assert task is not None
        self.task = task
        self.has_left = False
        self._request = request
        self._watching: asyncio.Task[None] | None = None
        # Most work is done before it is worth looking whether somebody still waits for it.
        self._timer = asyncio.get_running_loop().call_later(_SOON_S, self._begin)

    async def end(self) -> None:
        """Look no longer."""
        self._timer.cancel()
        if self._watching is not None and not self._watching.done():
            self._watching.cancel()
            await asyncio.wait((self._watching,))

    def _begin(self) -> None:
        self._watching = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        self.task.cancel()


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
