"""The chunks of an answer passed on, looked at on their way."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from acervo.errors import AnswerCut


class Relay(AsyncGenerator[bytes, None]):
    """
    *chunks* as they come; what looks at them says so in `passing` and `end`.

    No generator function: closing one of those before its first chunk runs none of it, and a worker would be held.
    """

    def __init__(self, chunks: AsyncGenerator[bytes, None]):
        self._chunks = chunks
        self._begun = False

    def passing(self, part: bytes) -> None:
        """*part* is passed on next; an exception ends the answer instead."""

    def end(self) -> None:
        """The last part has been passed on."""

    async def asend(self, value: None) -> bytes:
        self._begun = True
        try:
            part = await self._chunks.asend(value)
        except StopAsyncIteration:
            self.end()
            raise
        try:
            self.passing(part)
        except BaseException:
            await self._chunks.aclose()
            raise
        return part

    async def athrow(self, *error: Any) -> bytes:
        return await self._chunks.athrow(*error)

    async def aclose(self) -> None:
        if not self._begun:
            self._begun = True
            try:
                await anext(self._chunks, b"")
            except AnswerCut:
                return
        await self._chunks.aclose()


class Begun(Relay):
    """*chunks* after *first*, which has been taken from them already."""

    def __init__(self, first: bytes, chunks: AsyncGenerator[bytes, None]):
        super().__init__(chunks)
        self._first: bytes | None = first
        self._begun = True

    async def asend(self, value: None) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return await super().asend(value)
