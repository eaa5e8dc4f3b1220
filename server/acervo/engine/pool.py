"""
The workers of one edition, lent to queries.

Quick queries and slow ones have places of their own: a query that has run for a while yields the processor and gives
its quick place back, so that however many long queries run, a short one finds a worker. There are only so many slow
places; a query that would need one more is ended.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from acervo.engine.waiting import WaitingRoom
from acervo.engine.worker import WorkerLimits
from acervo.engine.workers import Reason, Worker, Zygote, ZygoteDied

_STARTS: Final = 3
"""How often a zygote that dies is replaced before the pool gives up on a request."""


class Retired(Exception):
    """Another edition is being served; ask its pool."""


class Crowded(Exception):
    """The queue is full, or the wait was too long."""


class Greedy(Exception):
    """The client has as many queries running and waiting as one client may have."""


@dataclass(frozen=True)
class PoolLimits:
    """How many queries run and wait."""

    quick: int = 4
    """Queries that run at a time and have not run for long."""
    slow: int = 12
    """Queries beside them that have run for `slow_after_s`."""
    waiting: int = 100
    wait_s: float = 10.0
    per_client: int = 0
    """Queries of one client that run or wait; 0 means any number."""
    slow_after_s: float = 0.5


@dataclass
class PoolFigures:
    """What happened so far, for `/metrics`."""

    forked: int = 0
    zygotes: int = 0
    crashed: int = 0
    failed: int = 0
    killed_for_time: int = 0
    killed_for_crowd: int = 0
    killed_by_client: int = 0


class Pool:
    """The workers of one edition."""

    def __init__(self, place: str, base: str, workers: WorkerLimits, limits: PoolLimits, figures: PoolFigures):
        self.limits = limits
        self.figures = figures
        self._place = place
        self._base = base
        self._worker_limits = workers
        self._zygote: Zygote | None = None
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._waiting = WaitingRoom()
        self._held: Counter[str] = Counter()
        self._promised = 0
        self._starting = asyncio.Lock()
        self._retired = self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """
        Load the edition and make the first workers.

        Raises:
            ZygoteDied: it cannot be loaded.
        """
        await self._forking()
        self._idle = [await self._fork() for _ in range(min(2, self.limits.quick))]

    @property
    def zygote_pid(self) -> int | None:
        """The process that forks, which also names the group of all of them; None while there is none."""
        return self._zygote.pid if self._zygote else None

    @property
    def idle(self) -> int:
        """Workers with nothing to do."""
        return len(self._idle)

    @property
    def running(self) -> int:
        """Queries that run, quick and slow."""
        return len(self._busy)

    @property
    def slow(self) -> int:
        """Queries that have run for long."""
        return sum(worker.is_slow for worker in self._busy)

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker."""
        return len(self._waiting)

    async def lend(self, client: str = "") -> Worker:
        """
        A worker for one query of *client*; give it back with `take_back`.

        Args:
            client: Who asks; empty for the server's own pages, which are not counted.

        Raises:
            Greedy: the client has too many queries already.
            Crowded: too many wait, or the wait was too long.
            Retired: the edition is no longer served.
            ZygoteDied: no worker can be made.
        """
        if client and self.limits.per_client and self._held[client] >= self.limits.per_client:
            raise Greedy
        self._held[client] += 1
        try:
            worker = await self._worker_for(client)
        except BaseException:
            self._let_go(client)
            raise
        worker.client = client
        return worker

    async def _worker_for(self, client: str) -> Worker:
        if self._waiting or not self._free_places:
            await self._turn(client)
        else:
            self._promised += 1
        try:
            if self._retired:
                raise Retired
            worker = self._alive() or await self._fork()
            self._busy.add(worker)
            return worker
        finally:
            self._promised -= 1

    def _let_go(self, client: str) -> None:
        self._held[client] -= 1
        if self._held[client] <= 0:
            del self._held[client]

    def take_back(self, worker: Worker, fit: bool) -> None:
        """*worker* has ended its query; one that is not *fit* for another is replaced when it is needed."""
        if worker in self._busy:
            self._busy.discard(worker)
            self._let_go(worker.client)
        if fit and not worker.is_slow and not self._retired and not worker.killed:
            self._idle.append(worker)
        else:
            worker.kill("end")
            worker.close()
            self._replace()
        self._wake()
        self._close_when_drained()

    def grows_slow(self, worker: Worker) -> None:
        """*worker* has been at one query for `slow_after_s`."""
        if worker not in self._busy:
            return
        if self.slow >= self.limits.slow:
            self.kill(worker, "crowd")
            return
        worker.is_slow = True
        worker.yield_to_others()
        self._replace()
        self._wake()

    def kill(self, worker: Worker, reason: Reason) -> None:
        """End *worker* in the middle of its query."""
        if not worker.killed:
            self.figures.killed_for_time += reason == "time"
            self.figures.killed_for_crowd += reason == "crowd"
            self.figures.killed_by_client += reason == "left"
        worker.kill(reason)

    def retire(self) -> None:
        """Another edition takes over: queries under way end here, those that wait ask again, nothing new begins."""
        self._retired = True
        while self._waiting.call():
            self._promised += 1
        for worker in self._idle:
            worker.close()
        self._idle.clear()
        self._close_when_drained()

    async def close(self) -> None:
        """End every process of this pool."""
        self._retired = self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.kill("end")
        for task in self._tasks:
            task.cancel()
        if self._zygote is not None:
            await self._zygote.close()

    def _alive(self) -> Worker | None:
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            worker.close()
        return None

    async def _turn(self, client: str) -> None:
        if len(self._waiting) >= self.limits.waiting:
            raise Crowded
        turn = self._waiting.enter(client)
        try:
            async with asyncio.timeout(self.limits.wait_s):
                await turn
        except BaseException as error:
            if not self._waiting.leave(client, turn) and turn.done() and not turn.cancelled():
                # The place was promised in the same moment; the next one has it.
                self._promised -= 1
                self._wake()
            if isinstance(error, TimeoutError):
                raise Crowded from error
            raise

    @property
    def _free_places(self) -> int:
        return self.limits.quick - (self.running - self.slow) - self._promised

    def _wake(self) -> None:
        while self._free_places > 0 and self._waiting.call():
            self._promised += 1

    def _replace(self) -> None:
        # A worker in reserve spares the next query the fork.
        if not self._idle and not self._retired:
            self._later(self._reserve())

    async def _reserve(self) -> None:
        try:
            worker = await self._fork()
        except ZygoteDied:
            return
        if self._retired or len(self._idle) >= self.limits.quick:
            worker.close()
        else:
            self._idle.append(worker)

    def _close_when_drained(self) -> None:
        if self._retired and not self._busy and not self._closed:
            self._closed = True
            if self._zygote is not None:
                self._later(self._zygote.close())

    async def _fork(self) -> Worker:
        for _ in range(_STARTS):
            zygote = await self._forking()
            try:
                worker = await zygote.fork()
            except ZygoteDied:
                if self._zygote is zygote:
                    self._zygote = None
                continue
            self.figures.forked += 1
            return worker
        raise ZygoteDied

    async def _forking(self) -> Zygote:
        async with self._starting:
            if self._zygote is None:
                self._zygote = await Zygote.start(self._place, self._base, self._worker_limits)
                self.figures.zygotes += 1
                self._later(self._watch(self._zygote))
            return self._zygote

    async def _watch(self, zygote: Zygote) -> None:
        """A zygote that ends takes no query with it, but is replaced before the next one asks."""
        await zygote.ended()
        if self._zygote is zygote:
            self._zygote = None
            if not self._retired:
                # Where that fails, the next query tries again.
                with suppress(ZygoteDied):
                    await self._forking()

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
