"""An engine asked from ordinary code: a loop of its own that runs between the calls only."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, TypeVar

from acervo.engine.embedded import EmbeddedEngine
from acervo.engine.interface import Answer, Query, QueryForm, Snapshot

JSON: Final = "application/sparql-results+json"
Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """A whole answer."""

    media_type: str
    revision: str
    body: bytes


class Asker:
    """Holds an engine and a loop; both end with the block."""

    def __init__(self, engine: EmbeddedEngine):
        self.engine = engine
        self._runner = asyncio.Runner()

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.run(self.engine.close())
        self._runner.close()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self._runner.run(work)

    def load(self, edition: Snapshot) -> None:
        self.run(self.engine.load(edition))

    def begin(self, query: Query) -> Answer:
        """An answer of which nothing but its beginning has been read."""
        return self.run(self.engine.query(query))

    def ask(self, text: str, form: QueryForm = "SELECT", media_type: str = JSON) -> Asked:
        async def asked() -> Asked:
            answer = await self.engine.query(Query(text, form, media_type))
            return Asked(answer.media_type, answer.revision, await answer.body())

        return self.run(asked())
