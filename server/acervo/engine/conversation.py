"""One query on one worker, from the request to the last byte of the answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from acervo.engine.frames import DATA, END, FAILED, WHOLE, BrokenFrame
from acervo.engine.interface import Query
from acervo.engine.pool import Pool, PoolLimits
from acervo.engine.worker import request_of
from acervo.engine.workers import Worker
from acervo.errors import (
    AcervoError,
    AnswerCut,
    EngineUnavailable,
    LimitExceeded,
    MalformedQuery,
    QueryRefused,
    QueryTimeout,
)

RETRY_AFTER_S: Final = 5
_OUT_OF_MEMORY: Final = ("memory allocation of", "bad_alloc", "MemoryError")
_TOO_DEEP: Final = "overflowed its stack"


@dataclass(frozen=True)
class EngineLimits:
    """What one query may take, and how many there may be; zero means no limit, except for places."""

    query_timeout_s: float = 10.0
    """Seconds for one query; the time in which its client is slow to read does not count."""
    stalled_timeout_s: float = 30.0
    """Seconds in which a client reads nothing, after which it is left."""
    memory_bytes: int = 1024 * 1024 * 1024
    answer_bytes: int = 0
    answer_rows: int = 0
    pool: PoolLimits = field(default_factory=PoolLimits)


class Conversation:
    """A worker is held from `begin` until the answer is whole, fails, or nobody reads it any more."""

    def __init__(self, pool: Pool, worker: Worker, limits: EngineLimits):
        self._pool = pool
        self._worker = worker
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._remaining_s = limits.query_timeout_s
        self._resumed_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._slow_timer = self._loop.call_later(pool.limits.slow_after_s, pool.grows_slow, worker)
        self._ended = False

    async def begin(self, query: Query) -> tuple[bytes, bool]:
        """
        Ask; the first part of the answer, and whether it is the whole of it.

        Raises:
            MalformedQuery: the engine does not read it.
            QueryRefused: the engine cannot answer it as the standard asks.
            Overload: a limit was met before there was anything to send.
        """
        try:
            self._worker.channel.write(request_of(query))
            self._resume()
            kind, payload = await self._worker.channel.read()
        except BrokenFrame as error:
            failure = self._failure()
            self._end(fit=False)
            raise failure from error
        except BaseException:
            self.abandon()
            raise
        if kind == DATA:
            self._pause()
            return payload, False
        self._end(fit=kind in (WHOLE, FAILED))
        if kind == WHOLE:
            return payload, True
        raise self._told(payload)

    def rest(self, part: bytes) -> AsyncGenerator[bytes, None]:
        """
        *part*, then those that follow; closing it frees the worker, read or not.

        Raises:
            AnswerCut: (when read) the answer breaks off.
        """
        return _Chunks(self._parts(part), self.abandon)

    async def _parts(self, part: bytes) -> AsyncGenerator[bytes, None]:
        try:
            while True:
                yield part
                self._resume()
                kind, payload = await self._worker.channel.read()
                if kind == END:
                    self._end(fit=True)
                    return
                if kind != DATA:
                    self._end(fit=kind == FAILED)
                    raise AnswerCut(str(self._told(payload)))
                self._pause()
                part = payload
        except BrokenFrame as error:
            raise AnswerCut(str(self._failure())) from error
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Nobody reads on: the worker is killed, unless the answer is whole."""
        if not self._ended:
            self._pool.kill(self._worker, "left")
            self._end(fit=False)

    def _resume(self) -> None:
        """The worker is at work, and its time runs."""
        self._stop_timer()
        self._resumed_at = self._loop.time()
        if self._limits.query_timeout_s:
            self._timer = self._loop.call_later(max(self._remaining_s, 0), self._pool.kill, self._worker, "time")

    def _pause(self) -> None:
        """The client is to read, and it is the client's time that runs."""
        self._remaining_s -= self._loop.time() - self._resumed_at
        self._stop_timer()
        if self._limits.stalled_timeout_s:
            self._timer = self._loop.call_later(self._limits.stalled_timeout_s, self.abandon)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, fit: bool) -> None:
        if not self._ended:
            self._ended = True
            self._stop_timer()
            self._slow_timer.cancel()
            self._pool.take_back(self._worker, fit)

    def _failure(self) -> AcervoError:
        """Why the worker is gone."""
        limits, killed = self._limits, self._worker.killed
        if killed == "time":
            return QueryTimeout(
                f"The query took longer than {limits.query_timeout_s:g} seconds. Ask for less: fewer patterns without "
                "a common variable, a LIMIT, or one part of the question at a time.",
                RETRY_AFTER_S,
                limit="query_timeout_s",
            )
        if killed == "crowd":
            return EngineUnavailable(
                f"{self._pool.limits.slow} other queries are running for long already, which is as many as this "
                "server takes. Ask again in a moment, or ask for less.",
                RETRY_AFTER_S,
                limit="slow_queries",
            )
        if killed:
            return EngineUnavailable("The server is ending, or the client had left.", RETRY_AFTER_S)
        words = self._worker.last_words()
        self._pool.figures.crashed += 1
        if any(word in words for word in _OUT_OF_MEMORY):
            return self._out_of_memory()
        if _TOO_DEEP in words:
            return LimitExceeded(
                "The query is nested too deep for the engine. Write it flatter.", RETRY_AFTER_S, limit="depth"
            )
        return EngineUnavailable("The engine gave up on this query. Write it another way.", RETRY_AFTER_S)

    def _told(self, payload: bytes) -> AcervoError:
        """Why the worker gives no answer."""
        told = json.loads(payload)
        if told["kind"] == "malformed":
            return MalformedQuery(told["detail"], **told["facts"])
        if told["kind"] == "refused":
            return QueryRefused(told["detail"], **told["facts"])
        if told["kind"] == "memory":
            return self._out_of_memory()
        if told["kind"] == "failed":
            self._pool.figures.failed += 1
            return EngineUnavailable(f"The engine failed at this query ({told['detail']}).", RETRY_AFTER_S)
        return LimitExceeded(f"{told['detail']} Ask for less, with a LIMIT.", RETRY_AFTER_S, limit=told["limit"])

    def _out_of_memory(self) -> LimitExceeded:
        return LimitExceeded(
            f"The query needs more than {self._limits.memory_bytes // 1024**2:,} MB of memory. Ask for less: sort and "
            "group fewer rows, or add a LIMIT inside.",
            RETRY_AFTER_S,
            limit="query_memory_mb",
        )


class _Chunks(AsyncGenerator[bytes, None]):
    """The parts of an answer. A generator that is closed before it has begun runs nothing, so this one is told."""

    def __init__(self, parts: AsyncGenerator[bytes, None], at_the_end: Callable[[], None]):
        self._parts = parts
        self._at_the_end = at_the_end

    async def asend(self, value: None) -> bytes:
        return await self._parts.asend(value)

    async def athrow(self, *raised: Any) -> bytes:
        return await self._parts.athrow(*raised)

    async def aclose(self) -> None:
        await self._parts.aclose()
        self._at_the_end()
