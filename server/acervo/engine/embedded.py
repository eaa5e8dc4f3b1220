"""The embedded engine: pyoxigraph in processes of its own, each query within limits and killed beyond them."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from acervo.engine.conversation import RETRY_AFTER_S, Conversation, EngineLimits
from acervo.engine.interface import Answer, Query, Snapshot, Workers
from acervo.engine.pool import Crowded, Greedy, Pool, PoolFigures, Retired
from acervo.engine.worker import WorkerLimits
from acervo.engine.workers import Worker, ZygoteDied
from acervo.engine.zygote import Place
from acervo.errors import EngineUnavailable, TooManyQueries


class EmbeddedEngine:
    """
    Answers on one edition at a time in a pool of worker processes; see `Engine`.

    A query that passes a limit loses its worker and nothing else: the process is killed, another stands ready.
    """

    def __init__(self, limits: EngineLimits | None = None):
        self.limits = limits or EngineLimits()
        self.figures = PoolFigures()
        self._edition: Snapshot | None = None
        self._pool: Pool | None = None

    @property
    def revision(self) -> str:
        """The id of the edition that is being served; empty before the first."""
        return self._edition.id if self._edition else ""

    @property
    def pool(self) -> Pool | None:
        """The workers of the edition that is being served."""
        return self._pool

    async def load(self, edition: Snapshot) -> None:
        """Serve *edition* from now on; nothing changes if it cannot be loaded."""
        folder, limits = edition.store_folder, self.limits
        pool = Pool(
            Place(str(edition.quads), str(folder or ""), edition.is_merged).as_json(),
            edition.base,
            WorkerLimits(limits.memory_bytes, limits.answer_bytes, limits.answer_rows),
            limits.pool,
            self.figures,
        )
        try:
            await pool.start()
        except ZygoteDied as error:
            await pool.close()
            raise EngineUnavailable(f"Edition {edition.id[:12]} cannot be loaded.", RETRY_AFTER_S) from error
        before, self._pool, self._edition = self._pool, pool, edition
        if before is not None:
            before.retire()

    async def query(self, query: Query) -> Answer:
        """Answer *query*; see `Engine.query`."""
        pool, revision, worker = await self._lend(query.client)
        conversation = Conversation(pool, worker, self.limits)
        part, is_whole = await conversation.begin(query)
        if is_whole:
            return Answer(query.media_type, _one(part), revision, part)
        return Answer(query.media_type, conversation.rest(part), revision)

    def workers(self) -> Workers:
        """Figures; see `Engine.workers`."""
        figures, pool = self.figures, self._pool
        return Workers(
            can_answer=pool is not None and pool.zygote_pid is not None,
            idle=pool.idle if pool else 0,
            running=pool.running if pool else 0,
            slow=pool.slow if pool else 0,
            waiting=pool.waiting if pool else 0,
            forked=figures.forked,
            zygotes=figures.zygotes,
            crashed=figures.crashed,
            killed_for_time=figures.killed_for_time,
            killed_for_crowd=figures.killed_for_crowd,
            killed_by_client=figures.killed_by_client,
        )

    async def close(self) -> None:
        """End every process; queries under way are cut off."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    async def _lend(self, client: str) -> tuple[Pool, str, Worker]:
        while True:
            pool, revision = self._pool, self.revision
            if pool is None:
                raise EngineUnavailable("The engine is starting or ending.", RETRY_AFTER_S)
            try:
                return pool, revision, await pool.lend(client)
            except Retired:
                continue
            except Greedy as error:
                raise TooManyQueries(
                    f"{pool.limits.per_client} of your queries are running or waiting, which is as many as one client "
                    "may have. Wait for one of them to end.",
                    RETRY_AFTER_S,
                    limit="client_queries",
                ) from error
            except Crowded as error:
                raise EngineUnavailable(
                    f"{pool.running} queries are running and {pool.waiting} are waiting, which is as many as this "
                    "server takes. Ask again in a moment.",
                    RETRY_AFTER_S,
                    limit="waiting_queries",
                ) from error
            except ZygoteDied as error:
                raise EngineUnavailable("The engine is being started again.", RETRY_AFTER_S) from error


async def _one(part: bytes) -> AsyncGenerator[bytes, None]:
    if part:
        yield part
