"""Queries with SERVICE: what is answered there is put into the text as VALUES, and the engine does the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import nullcontext
from dataclasses import replace
from typing import Final

from acervo.engine.interface import Answer, Engine, Query
from acervo.errors import EngineUnavailable
from acervo.federation.calls import RETRY_AFTER_S, Calls
from acervo.federation.replacing import Replacing, let_go
from acervo.federation.restoring import Restored, Restorer
from acervo.federation.searching import Search
from acervo.protocol.reading import outline
from acervo.settings import Settings

_TRIALS: Final = 3


class Federation:
    """
    An engine that also answers SERVICE, for the archive's own search and for the endpoints that *settings* allow.

    The engine itself never sees one: what goes to it has passed the same refusal as every other query.

    Args:
        base: What relative IRIs in queries resolve against.
        search: The archive's own, which needs no permission: nothing goes out.

    Source: https://www.w3.org/TR/sparql11-federated-query/
    """

    def __init__(self, engine: Engine, settings: Settings, base: str, search: Search):
        self._engine = engine
        self._settings = settings
        self._base = base
        self._search = search
        self._places = asyncio.Semaphore(settings.federation_queries)

    async def query(self, query: Query) -> Answer:
        """
        Answer *query*; see `Engine.query`.

        Raises:
            QueryRefused: its SERVICE asks for what is not allowed, or stands where it cannot be followed.
            EngineUnavailable: as many queries as may are asking other endpoints.
            RemoteFailed: an endpoint gave no answer.
        """
        depth = self._settings.query_max_depth
        if "SERVICE" not in query.text.upper():
            return await self._engine.query(query)
        if not outline(query.text, depth, services=True).services:
            return await self._engine.query(query)
        answer, calls = await self._answered(query)
        if not calls.nodes.count:
            return answer
        restorer = Restorer(query.media_type, calls.nodes.mark)
        if answer.whole is not None:
            whole = restorer.whole(answer.whole)
            return replace(answer, whole=whole, chunks=_one(whole))
        return replace(answer, chunks=Restored(restorer, answer.chunks))

    async def _answered(self, query: Query) -> tuple[Answer, Calls]:
        for _ in range(_TRIALS):
            calls = Calls(self._settings)
            replacing = Replacing(query, self._engine, calls, self._settings, self._base, self._search)
            if replacing.goes_out and self._places.locked():
                raise EngineUnavailable(
                    f"{self._settings.federation_queries} queries are asking other endpoints, which is as many as this "
                    "server takes. Ask again in a moment.",
                    RETRY_AFTER_S,
                    limit="federation_queries",
                )
            async with self._places if replacing.goes_out else nullcontext():
                answer = await self._engine.query(replace(query, text=await replacing.text()))
            # What was asked for belongs to the edition that it was bound in.
            if replacing.revisions <= {answer.revision}:
                return answer, calls
            await let_go(answer)
        raise EngineUnavailable("The archive has changed while other endpoints were asked. Ask again.", RETRY_AFTER_S)


async def _one(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
