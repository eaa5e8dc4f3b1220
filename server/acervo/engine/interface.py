"""What every engine promises: a query in, an answer in a media type out, over one edition at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import pyoxigraph as ox

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


class Snapshot(Protocol):
    """What an engine serves: an edition, as far as engines look at it."""

    @property
    def id(self) -> str:
        """Its name: a hash of its content."""

    @property
    def base(self) -> str:
        """What relative IRIs in queries resolve against."""

    @property
    def store(self) -> ox.Store:
        """Its named graphs; nothing in the default graph."""


@dataclass(frozen=True)
class Answer:
    """An answer as a stream of bytes, and the edition it was given on."""

    media_type: str
    chunks: Iterator[bytes]
    revision: str


class Engine(Protocol):
    """An engine holds one edition and answers queries on it."""

    @property
    def revision(self) -> str:
        """The id of the edition that is being served."""

    def load(self, edition: Snapshot) -> None:
        """Serve *edition* from now on; queries under way end on the one they began with."""

    async def query(self, query: Query) -> Answer:
        """
        Answer *query*.

        Raises:
            MalformedQuery: it does not parse, or calls a function the engine does not know.
        """

    def close(self) -> None:
        """Let go of threads and stores."""
