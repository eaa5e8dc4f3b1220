"""The calls of one query to other endpoints, within its share of time, bytes, rows and calls."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from acervo.errors import LimitExceeded, RemoteFailed
from acervo.federation.client import NoAnswer, TooMuch, ask
from acervo.federation.solutions import NoSolutions, Row, TravellingNodes, rows_of
from acervo.settings import AllowedEndpoint, Settings

RETRY_AFTER_S: Final = 5
_LARGE_BYTES: Final = 200_000
"""What takes long to read is read in a thread, so that others are answered meanwhile."""


class Calls:
    """What one query may still ask, and the names of the blank nodes that came."""

    def __init__(self, settings: Settings):
        self.nodes = TravellingNodes()
        self._settings = settings
        self._calls = settings.federation_max_calls
        self._rows = settings.federation_max_rows
        self._bytes = settings.federation_max_bytes
        self._seconds = settings.federation_timeout_s

    async def rows(self, endpoint: AllowedEndpoint, query: str, columns: Sequence[str]) -> list[Row]:
        """
        The solutions of the SELECT *query* at *endpoint*, one term for each of *columns*.

        Raises:
            RemoteFailed: it gave none.
            LimitExceeded: this query has asked for all that it may.
        """
        self._calls -= 1
        if self._calls < 0:
            raise self._limit("calls to other endpoints", "federation_max_calls")
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            body = await ask(endpoint, query, self._seconds, self._bytes)
            scope = self.nodes.scope()
            if len(body) > _LARGE_BYTES:
                rows = await asyncio.to_thread(rows_of, body, columns, scope)
            else:
                rows = rows_of(body, columns, scope)
        except TooMuch as error:
            raise self._limit("bytes of other endpoints", "federation_max_bytes") from error
        except NoAnswer as error:
            raise self._failed(endpoint, str(error)) from error
        except NoSolutions as error:
            raise self._failed(endpoint, "gave no answer to a SELECT that can be read") from error
        finally:
            self._seconds -= loop.time() - begun
        self._bytes -= len(body)
        self._rows -= len(rows)
        if self._rows < 0:
            raise self._limit("rows of other endpoints", "federation_max_rows")
        return rows

    def _failed(self, endpoint: AllowedEndpoint, reason: str) -> RemoteFailed:
        return RemoteFailed(
            f"The endpoint <{endpoint.address}> {reason}. Ask again later, or go on without it: SERVICE SILENT.",
            RETRY_AFTER_S,
            endpoint=endpoint.address,
        )

    def _limit(self, what: str, limit: str) -> LimitExceeded:
        most: int = getattr(self._settings, limit)
        return LimitExceeded(
            f"One query may take {most:,} {what}. Say more before SERVICE: what stands before it in the same group "
            "and has the same variables is asked for alone.",
            RETRY_AFTER_S,
            limit=limit,
        )
