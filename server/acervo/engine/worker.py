"""A query worker: one process that answers one query after the other and may be killed at any moment."""

from __future__ import annotations

import io
import json
import os
import resource
import socket
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from acervo.engine.dumping import SortedQuads
from acervo.engine.evaluation import evaluate
from acervo.engine.frames import DATA, END, FAILED, QUERY, WHOLE, BrokenFrame, frame, receive
from acervo.engine.interface import Query
from acervo.errors import MalformedQuery, QueryRefused

STACK_BYTES: Final = 64 * 1024 * 1024
"""The engine recurses with a query's nesting; what is not used of the stack costs nothing."""
#: How much memory this process has mapped; systems without it have no limit on memory either.
_MAPPED: Final = Path("/proc/self/statm")
_FIRST_PART_BYTES: Final = 16 * 1024
_PART_BYTES: Final = 256 * 1024


@dataclass(frozen=True)
class WorkerLimits:
    """What one worker may take; zero means no limit."""

    memory_bytes: int = 0
    """Beyond what the worker holds before its first query."""
    answer_bytes: int = 0
    answer_rows: int = 0

    def as_json(self) -> str:
        """As the zygote reads it from its command line."""
        return json.dumps(asdict(self))


class _Gone(Exception):
    """The server no longer listens."""


class AnswerTooLarge(Exception):
    """
    The answer passes a limit.

    Args:
        detail: What is too much.
        limit: The setting that says how much may be.
    """

    def __init__(self, detail: str, limit: str):
        super().__init__(detail)
        self.detail = detail
        self.limit = limit


@dataclass(frozen=True)
class Held:
    """The edition that a worker answers on."""

    store: ox.Store
    quads: SortedQuads


def work(connection: socket.socket, held: Held, base: str, limits: WorkerLimits) -> None:
    """
    Answer what comes over *connection* until the server closes it.

    The queries run in a thread that begins here: forked processes share a state of random numbers, and UUID() of two
    of them would be equal; a new thread has a new one. It also has the deeper stack.
    """
    _confine(limits)
    thread = threading.Thread(target=_answer_all, args=(connection, held, base, limits))
    thread.start()
    thread.join()


def _answer_all(connection: socket.socket, held: Held, base: str, limits: WorkerLimits) -> None:
    while True:
        try:
            request = receive(connection)
        except (BrokenFrame, OSError):
            return
        if request is None or request[0] != QUERY:
            return
        _answer(connection, held, base, _query_of(request[1]), limits)


def request_of(query: Query) -> bytes:
    """*query* as a worker reads it."""
    dataset = query.default_graphs, query.named_graphs
    asked = (query.text, query.form, query.media_type, query.has_dataset_clause, *dataset)
    return frame(QUERY, json.dumps((*asked, query.things, query.whole_graph)).encode())


def _query_of(payload: bytes) -> Query:
    text, form, media_type, has_dataset_clause, default_graphs, named_graphs, things, whole = json.loads(payload)
    dataset = has_dataset_clause, tuple(default_graphs), tuple(named_graphs)
    return Query(text, form, media_type, *dataset, None if things is None else tuple(things), whole)


def _answer(connection: socket.socket, held: Held, base: str, query: Query, limits: WorkerLimits) -> None:
    output = _Output(connection, query.media_type, limits)
    try:
        evaluate(held.store, base, query, cast(IO[bytes], output), held.quads)
        output.finish()
    except MalformedQuery as error:
        _fail(connection, kind="malformed", detail=error.detail, facts=error.facts)
    except QueryRefused as error:
        _fail(connection, kind="refused", detail=error.detail, facts=error.facts)
    except AnswerTooLarge as error:
        _fail(connection, kind="too-large", detail=error.detail, limit=error.limit)
    except MemoryError:
        _fail(connection, kind="memory")
    except _Gone:
        os._exit(1)
    except BaseException as error:
        # What the engine raises where it should not (a panic among them) costs this query its answer, and is told.
        _fail(connection, kind="failed", detail=f"{type(error).__name__}: {error}")


def _fail(connection: socket.socket, **told: Any) -> None:
    try:
        connection.sendall(frame(FAILED, json.dumps(told).encode()))
    except OSError:
        os._exit(1)


def _confine(limits: WorkerLimits) -> None:
    """From here on: so much memory, no core file, and no new file or socket, so that nothing can reach out."""
    threading.stack_size(STACK_BYTES)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.memory_bytes and _MAPPED.exists():
        most = _virtual_bytes() + STACK_BYTES + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, free))


def _virtual_bytes() -> int:
    return int(_MAPPED.read_text().split()[0]) * resource.getpagesize()


class _Output(io.RawIOBase):
    """Collects what the serializer writes into parts, sends each when it is full, and counts."""

    def __init__(self, connection: socket.socket, media_type: str, limits: WorkerLimits):
        self._connection = connection
        self._limits = limits
        self._row_end = _ROW_ENDS.get(media_type, b"")
        self._part = bytearray()
        self._part_bytes = _FIRST_PART_BYTES
        self._sent = False
        self._bytes = 0
        # The line that names the columns is no row.
        self._rows = -1 if self._row_end in (b"\r\n", b"\n") else 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._part += data
        if len(self._part) >= self._part_bytes:
            self._count()
            self._send(self._taken())
            self._part_bytes = _PART_BYTES
        return len(data)

    def finish(self) -> None:
        """Send what is left, and that the answer is whole."""
        self._count()
        if self._sent:
            self._send(self._taken() + frame(END, b""))
        else:
            self._send(frame(WHOLE, bytes(self._part)))

    def _send(self, frames: bytes) -> None:
        try:
            self._connection.sendall(frames)
        except OSError as error:
            raise _Gone from error
        self._sent = True

    def _taken(self) -> bytes:
        data = frame(DATA, bytes(self._part)) if self._part else b""
        self._part.clear()
        return data

    def _count(self) -> None:
        limits = self._limits
        self._bytes += len(self._part)
        if limits.answer_bytes and self._bytes > limits.answer_bytes:
            raise AnswerTooLarge(f"The answer is longer than {limits.answer_bytes:,} bytes.", "answer_max_bytes")
        if limits.answer_rows and self._row_end:
            self._rows += self._part.count(self._row_end)
            if self._rows > limits.answer_rows:
                raise AnswerTooLarge(f"The answer has more than {limits.answer_rows:,} rows.", "answer_max_rows")


#: What ends a row in each format, as the engine writes it. Counting these takes no parsing; a text of several lines
#: in CSV counts as several rows, and one in a million may be cut by two parts.
_ROW_ENDS: Final = {
    "application/sparql-results+json": b'"}}',
    "application/sparql-results+xml": b"</result>",
    "text/csv": b"\r\n",
    "text/tab-separated-values": b"\n",
}
