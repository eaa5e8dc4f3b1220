"""Each query counted, timed and, where it was slow, told: from the question to the last byte."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Awaitable
from contextvars import ContextVar
from dataclasses import replace
from time import perf_counter
from typing import Any, Final

from acervo.engine.interface import Answer, Query
from acervo.errors import AnswerCut, LimitExceeded, MalformedQuery, Overload, QueryTimeout, RequestError
from acervo.web.serving.metrics import Asker, Figures, Outcome
from acervo.web.serving.served import now, stamp

#: Set for each request; a query names it in the logs, and the answer carries it.
query_id: ContextVar[str] = ContextVar("query_id", default="")
_SLOW: Final = logging.getLogger("acervo.slow")
_TEXT_CHARACTERS: Final = 500


class Observation:
    """One query under way."""

    def __init__(self, query: Query, revision: str, asker: Asker, figures: Figures, slow_after_s: float):
        self._query = query
        self._revision = revision
        self._asker = asker
        self._figures = figures
        self._slow_after_s = slow_after_s
        self._id = query_id.get()
        self._begun = perf_counter()
        self._ended = False

    def end(self, outcome: Outcome) -> None:
        """It has ended; only the first word on it counts."""
        if self._ended:
            return
        self._ended = True
        seconds = perf_counter() - self._begun
        self._figures.asked(self._asker, outcome, seconds)
        if seconds > self._slow_after_s and _SLOW.isEnabledFor(logging.INFO):
            told = {
                "time": stamp(now()),
                "event": "slow-query",
                "id": self._id,
                "ms": round(seconds * 1000, 1),
                "outcome": outcome,
                "asker": self._asker,
                "edition": self._revision,
                "query": self._query.text[:_TEXT_CHARACTERS],
            }
            _SLOW.info(json.dumps(told, ensure_ascii=False))

    def fail(self, error: BaseException) -> None:
        """It has ended by *error*."""
        self.end(outcome_of(error))


async def observed(
    query: Query,
    answer: Awaitable[Answer],
    revision: str,
    asker: Asker,
    figures: Figures,
    slow_after_s: float,
) -> Answer:
    """*answer*, watched until its last byte was read, it broke off, or its reader left."""
    observation = Observation(query, revision, asker, figures, slow_after_s)
    try:
        found = await answer
    except BaseException as error:
        observation.fail(error)
        raise
    if found.whole is not None:
        observation.end("answered")
        return found
    return replace(found, chunks=_Chunks(found.chunks, observation))


def outcome_of(error: BaseException) -> Outcome:
    """What the figures call *error*."""
    kinds: tuple[tuple[type[BaseException], Outcome], ...] = (
        (MalformedQuery, "malformed"),
        (RequestError, "refused"),
        (QueryTimeout, "timeout"),
        (LimitExceeded, "limit"),
        (Overload, "unavailable"),
        (AnswerCut, "cut"),
        (asyncio.CancelledError, "left"),
        (GeneratorExit, "left"),
    )
    return next((outcome for kind, outcome in kinds if isinstance(error, kind)), "failed")


class _Chunks(AsyncGenerator[bytes, None]):
    """
    The chunks of an answer.

    No generator function: closing one of those before its first chunk would run none of it.
    """

    def __init__(self, chunks: AsyncGenerator[bytes, None], observation: Observation):
        self._chunks = chunks
        self._observation = observation

    async def asend(self, value: None) -> bytes:
        try:
            return await self._chunks.asend(value)
        except StopAsyncIteration:
            self._observation.end("answered")
            raise
        except BaseException as error:
            self._observation.fail(error)
            raise

    async def athrow(self, *error: Any) -> bytes:
        self._observation.end("left")
        return await self._chunks.athrow(*error)

    async def aclose(self) -> None:
        self._observation.end("left")
        await self._chunks.aclose()
