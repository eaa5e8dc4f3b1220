"""What every route needs: the engine, the archive behind it, and the way between IRIs and this server's own paths."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from typing import Any, Final

from fastapi import Request

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.corpus.queries import KeptQuery
from acervo.edition.keep import EditionOnDisk
from acervo.edition.statistics import Statistics
from acervo.engine.interface import Answer, Engine, Query
from acervo.errors import AnswerCut, LimitExceeded, MalformedQuery
from acervo.federation.answering import Federation
from acervo.federation.searching import Search
from acervo.protocol.answer_cache import AnswerCache
from acervo.protocol.explaining import explained
from acervo.protocol.parameters import Value, fill
from acervo.protocol.reading import outline
from acervo.search.building import index_folder
from acervo.search.index import Index
from acervo.web.serving.metrics import Asker, Figures
from acervo.web.serving.observing import observed
from acervo.web.serving.served import EditionEnded, Served
from acervo.web.serving.written import Written
from acervo.web.wording.appearance import Appearance, appearance_of

_RETRY_AFTER_S: Final = 5
_LARGE_BYTES: Final = 1_000_000


@dataclass(frozen=True)
class Site:
    """One archive being served."""

    archive: Archive
    edition: EditionOnDisk
    """What the engine is to serve when the server starts."""
    engine: Engine
    report: CheckReport
    page_queries: Mapping[str, KeptQuery]
    """By name: what the pages show (`queries/core/pages/`)."""
    competency_queries: Sequence[KeptQuery]
    figures: Figures = field(default_factory=Figures)
    """What happened since the server started; the next edition's site goes on with them."""
    answer_cache: AnswerCache = field(default_factory=AnswerCache)
    """Answers kept for the next who asks, by edition; the next edition's site goes on with it."""
    statistics: Statistics = field(init=False)
    """What the edition holds."""
    appearance: Appearance = field(init=False)
    """How its pages look."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "appearance", appearance_of(self.archive))
        # Read at once: the folder of an edition goes when newer ones have come.
        object.__setattr__(self, "statistics", self.edition.statistics())
        self.answer_cache.max_bytes = self.archive.settings.answer_cache_mb * 1024**2

    @property
    def base(self) -> str:
        """Where the archive's IRIs begin."""
        return self.archive.base

    @cached_property
    def federation(self) -> Federation:
        """The engine as clients ask it: with SERVICE, of other endpoints where the archive allows them."""
        search = Search(self.base, lambda: self.index, self.edition.id, self.archive.settings.languages)
        return Federation(self.engine, self.archive.settings, self.base, search)

    @cached_property
    def index(self) -> Index:
        """The names of the edition's things; built now if nobody has yet, so not on the event loop."""
        return Index(index_folder(self.edition))

    @cached_property
    def written(self) -> Written:
        """Where things stand in the files of the archive."""
        return Written(self.archive)

    def open_index(self) -> None:
        """Open it at once, for the reason that `statistics` is read at once."""
        self.index  # noqa: B018

    async def ask(self, query: Query) -> Answer:
        """
        The engine's answer to a reader's or client's *query*.

        Raises:
            MalformedQuery: it does not parse; the reason is told in our words where the tokens give it away.
        """
        try:
            return await self._observed(query, "client")
        except MalformedQuery as error:
            raise explained(error, query.text) from error

    async def rows(self, name: str, **values: Value) -> list[dict[str, dict[str, str]]]:
        """
        The solutions of the page query *name*, as in SPARQL 1.1 JSON: `{"label": {"type": …, "value": …}}`.

        Args:
            values: What the query's `?_name` parameters are.

        Raises:
            KeyError: there is no such page query.
            EditionEnded: another edition has taken over.
            LimitExceeded: the answer broke off, mostly because it took too long.
        """
        text = fill(self.page_queries[name].text, values)
        body = await self._page(Query(text, "SELECT", "application/sparql-results+json"))
        # What takes long to read is read in a thread, so that others are answered meanwhile.
        parsed: dict[str, Any] = (
            await asyncio.to_thread(json.loads, body) if len(body) > _LARGE_BYTES else json.loads(body)
        )
        bindings: list[dict[str, dict[str, str]]] = parsed["results"]["bindings"]
        return bindings

    async def table(self, name: str) -> list[list[str]]:
        """
        The solutions of the page query *name* as bare texts, row by row: IRIs and what is written, "" for nothing.

        Of many rows it takes a fraction of what `rows` does; errors as there.

        Source: https://www.w3.org/TR/sparql11-results-csv-tsv/#csv
        """
        body = await self._page(Query(self.page_queries[name].text, "SELECT", "text/csv"))

        def read() -> list[list[str]]:
            return list(csv.reader(StringIO(body.decode(), newline="")))[1:]

        return await asyncio.to_thread(read) if len(body) > _LARGE_BYTES else read()

    async def graph(self, text: str, media_type: str) -> bytes:
        """The answer of the CONSTRUCT or DESCRIBE query *text* in *media_type*."""
        told = outline(text, self.archive.settings.query_max_depth)
        return await self._page(Query(text, told.form, media_type))

    async def _page(self, query: Query) -> bytes:
        answer = await self._observed(query, "page")
        if answer.revision != self.edition.id:
            await answer.chunks.aclose()
            raise EditionEnded
        try:
            return await answer.body()
        except AnswerCut as cut:
            # Nothing of it was sent: the reader may ask again.
            raise LimitExceeded(str(cut), _RETRY_AFTER_S) from cut

    async def _observed(self, query: Query, asker: Asker) -> Answer:
        slow_after_s = self.archive.settings.slow_after_s
        answer = self.federation.query(query) if asker == "client" else self.engine.query(query)
        return await observed(query, answer, self.engine.revision, asker, self.figures, slow_after_s)


def site_of(request: Request) -> Site:
    """The site that *request* came to."""
    served: Served = request.app.state.served
    return served.site
