"""What every route needs: the engine, the archive behind it, and the way between IRIs and this server's own paths."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.corpus.queries import KeptQuery
from acervo.engine.interface import Answer, Engine, Query, Snapshot
from acervo.errors import MalformedQuery
from acervo.protocol.explaining import explained
from acervo.protocol.parameters import Value, fill
from acervo.protocol.reading import outline


@dataclass(frozen=True)
class Site:
    """One archive being served."""

    archive: Archive
    edition: Snapshot
    """What the engine is to serve when the server starts."""
    engine: Engine
    report: CheckReport
    page_queries: Mapping[str, KeptQuery]
    """By name: what the pages show (`queries/core/pages/`)."""
    competency_queries: Sequence[KeptQuery]

    @property
    def base(self) -> str:
        """Where the archive's IRIs begin."""
        return self.archive.base

    async def ask(self, query: Query) -> Answer:
        """
        The engine's answer to a reader's or client's *query*.

        Raises:
            MalformedQuery: it does not parse; the reason is told in our words where the tokens give it away.
        """
        try:
            return await self.engine.query(query)
        except MalformedQuery as error:
            raise explained(error, query.text) from error

    async def rows(self, name: str, **values: Value) -> list[dict[str, dict[str, str]]]:
        """
        The solutions of the page query *name*, as in SPARQL 1.1 JSON: `{"label": {"type": …, "value": …}}`.

        Args:
            values: What the query's `?_name` parameters are.

        Raises:
            KeyError: there is no such page query.
        """
        text = fill(self.page_queries[name].text, values)
        answer = await self.engine.query(Query(text, "SELECT", "application/sparql-results+json"))
        parsed: dict[str, Any] = json.loads(await answer.body())
        bindings: list[dict[str, dict[str, str]]] = parsed["results"]["bindings"]
        return bindings

    async def graph(self, text: str, media_type: str) -> bytes:
        """The answer of the CONSTRUCT or DESCRIBE query *text* in *media_type*."""
        told = outline(text, self.archive.settings.query_max_depth)
        answer = await self.engine.query(Query(text, told.form, media_type))
        return await answer.body()


def site_of(request: Request) -> Site:
    """The site that *request* came to."""
    site: Site = request.app.state.site
    return site
