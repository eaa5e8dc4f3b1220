"""What every engine promises: a query in, an answer in a media type out, over one edition at a time."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]


@dataclass(frozen=True)
class Query:
    """
    One SPARQL query, already read by the protocol layer.

    Source: https://www.w3.org/TR/sparql11-protocol/#query-operation
    """

    text: str
    form: QueryForm
    media_type: str
    """The media type that the answer shall have, chosen by content negotiation."""
    has_dataset_clause: bool = False
    """Whether the text itself says FROM or FROM NAMED; the union default graph then does not apply."""
    default_graphs: tuple[str, ...] = ()
    """IRIs of `default-graph-uri`; their RDF merge is the default graph."""
    named_graphs: tuple[str, ...] = ()
    """IRIs of `named-graph-uri`."""
    things: tuple[str, ...] | None = None
    """Of DESCRIBE: the IRIs to describe. If the text is a SELECT, so is what its solutions hold."""
    whole_graph: str | None = None
    """The graph that the text asks for whole: an IRI, or "" for the default graph. It then comes in one order."""
    client: str = field(default="", compare=False)
    """Who asks, so that one client cannot take every place; empty for the server's own pages."""


class Snapshot(Protocol):
    """What an engine serves: an edition, as far as engines look at it."""

    @property
    def id(self) -> str:
        """Its name: a hash of its content."""

    @property
    def base(self) -> str:
        """What relative IRIs in queries resolve against."""

    @property
    def quads(self) -> Path:
        """Its named graphs as N-Quads, lines in the order of their bytes; nothing in the default graph."""

    @property
    def store_folder(self) -> Path | None:
        """The same as a store on disk, where it is too large to be held in memory."""

    @property
    def is_merged(self) -> bool:
        """Whether two of its graphs share a triple; the default graph of a store then holds the merge of all."""


@dataclass(frozen=True)
class Answer:
    """
    An answer as a stream of bytes, and the edition it was given on.

    Read the chunks to the end or close them (`aclose`): until then a worker is held.
    """

    media_type: str
    chunks: AsyncGenerator[bytes, None]
    revision: str
    whole: bytes | None = None
    """The whole answer, where it is short and there already; the chunks need not be read then."""

    async def body(self) -> bytes:
        """The whole answer."""
        return self.whole if self.whole is not None else b"".join([chunk async for chunk in self.chunks])


@dataclass(frozen=True)
class Workers:
    """The processes behind an engine now, and what happened to them since the server started."""

    can_answer: bool = False
    """Whether a query that comes now finds, or soon gets, a worker."""
    idle: int = 0
    running: int = 0
    """Queries that run, quick and slow."""
    slow: int = 0
    waiting: int = 0
    forked: int = 0
    zygotes: int = 0
    crashed: int = 0
    killed_for_time: int = 0
    killed_for_crowd: int = 0
    killed_by_client: int = 0


class Engine(Protocol):
    """An engine holds one edition and answers queries on it."""

    @property
    def revision(self) -> str:
        """The id of the edition that is being served."""

    async def load(self, edition: Snapshot) -> None:
        """
        Serve *edition* from now on; queries under way end on the one they began with.

        Raises:
            EngineUnavailable: it cannot be loaded; the edition before is still served.
        """

    async def query(self, query: Query) -> Answer:
        """
        Answer *query*.

        Raises:
            MalformedQuery: it does not parse, or calls a function the engine does not know.
            QueryRefused: the engine would answer otherwise than the standard asks.
            LimitExceeded: it took too long, too much memory, or its answer is too large.
            TooManyQueries: the client has as many running and waiting as it may have.
            EngineUnavailable: too many queries run and wait, or the engine cannot start.
        """

    def workers(self) -> Workers:
        """Figures for `/health` and `/metrics`."""

    async def close(self) -> None:
        """Let go of processes, threads and stores; queries under way are cut off."""
