"""A lean HTTP client on one connection that is kept open: what it costs should not be taken for what a server costs."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from acervo.errors import AcervoError

SELECT_TYPE: Final = "application/sparql-results+json"
GRAPH_TYPE: Final = "application/n-triples"
_PART_BYTES: Final = 256 * 1024


class NoAnswer(AcervoError):
    """A system did not answer, not in time, or with an error; it says what came instead."""


class TooLate(NoAnswer):
    """No whole answer came within the time limit."""


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes


class Message:
    """
    One HTTP answer, put together from what the socket gives.

    Source: https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length
    """

    def __init__(self) -> None:
        self._raw = bytearray()
        self._body = bytearray()
        self.status = 0
        """0 until the head is there."""
        self._headers: dict[str, str] = {}
        self._place = 0
        """Where the body, or the next chunk of it, begins."""
        self._length: int | None = None
        self.is_whole = False

    def feed(self, part: bytes) -> None:
        """Take *part*; empty when the server has closed the connection."""
        self._raw += part
        if not self.status:
            end = self._raw.find(b"\r\n\r\n")
            if end < 0:
                return
            self._head(self._raw[:end].decode("latin-1"))
            self._place = end + 4
        if "chunked" in self._headers.get("transfer-encoding", ""):
            self._chunks()
        elif self._length is None:
            self.is_whole = not part
        else:
            self.is_whole = len(self._raw) - self._place >= self._length

    @property
    def reply(self) -> Reply:
        """The answer, once it is whole."""
        chunked = "chunked" in self._headers.get("transfer-encoding", "")
        return Reply(self.status, self._headers, bytes(self._body if chunked else self._raw[self._place :]))

    def _head(self, text: str) -> None:
        first, *lines = text.split("\r\n")
        status = re.match(r"HTTP/1\.[01] (\d{3})", first)
        if status is None:
            raise ValueError(f"no HTTP answer: {first[:80]}")
        self.status = int(status[1])
        for line in lines:
            name, _, value = line.partition(":")
            self._headers[name.lower()] = value.strip()
        if "content-length" in self._headers:
            self._length = int(self._headers["content-length"])

    def _chunks(self) -> None:
        while not self.is_whole:
            end = self._raw.find(b"\r\n", self._place)
            if end < 0:
                return
            size = int(self._raw[self._place : end].split(b";")[0], 16)
            if len(self._raw) < end + 4 + size:
                return
            self._body += self._raw[end + 2 : end + 2 + size]
            self._place = end + 4 + size
            self.is_whole = size == 0


class Connection:
    """
    A connection to one SPARQL endpoint, opened when it is first used and again when it was lost.

    Args:
        address: Of the endpoint.
        timeout_s: For one whole answer.
    """

    def __init__(self, address: str, timeout_s: float):
        parts = urlsplit(address)
        assert parts.hostname is not None
        self._place = parts.hostname, parts.port or 80
        self._path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self._host = parts.netloc
        self._timeout_s = timeout_s
        self._socket: socket.socket | None = None

    def request(self, query: str, media_type: str) -> bytes:
        """The bytes that ask *query*: POST with a form, which every system takes."""
        body = f"query={quote(query, safe='')}".encode()
        head = (
            f"POST {self._path} HTTP/1.1\r\nHost: {self._host}\r\nAccept: {media_type}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def ask(self, query: str, media_type: str = SELECT_TYPE) -> tuple[Reply, float]:
        """
        The answer to *query* and the seconds from the first byte sent to the last received.

        Raises:
            NoAnswer: no answer with status 200; the connection is then closed.
        """
        request = self.request(query, media_type)
        self._drop_what_was_closed()
        open_ = self.opened()
        start = time.perf_counter()
        message = Message()
        try:
            open_.sendall(request)
            while not message.is_whole:
                left = self._timeout_s - (time.perf_counter() - start)
                if left <= 0:
                    raise TimeoutError
                open_.settimeout(left)
                part = open_.recv(_PART_BYTES)
                message.feed(part)
                if not part and not message.is_whole:
                    raise ConnectionError("closed the connection")
        except TimeoutError:
            self.close()
            raise TooLate(f"no answer within {self._timeout_s:g} s") from None
        except (OSError, ValueError) as error:
            self.close()
            raise NoAnswer(f"{error}") from error
        took = time.perf_counter() - start
        reply = message.reply
        if reply.headers.get("connection", "").lower() == "close":
            self.close()
        if reply.status != 200:
            said = " ".join(reply.body[:300].decode("utf-8", "replace").split())
            raise NoAnswer(f"status {reply.status}: {said}")
        return reply, took

    def _drop_what_was_closed(self) -> None:
        """Servers close what is silent for some seconds, as it may be while another system is asked."""
        if self._socket is None:
            return
        self._socket.setblocking(False)
        try:
            self._socket.recv(1)
        except BlockingIOError:
            self._socket.settimeout(self._timeout_s)
            return
        except OSError:
            pass
        self.close()

    def opened(self) -> socket.socket:
        """
        The open socket.

        Raises:
            NoAnswer: nobody listens.
        """
        if self._socket is None:
            try:
                self._socket = socket.create_connection(self._place, timeout=self._timeout_s)
            except OSError as error:
                raise NoAnswer(f"{error}") from error
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def hang_up(self) -> None:
        """Leave in the middle of an answer, from whatever thread; whoever waits for it gets `NoAnswer`."""
        if (open_ := self._socket) is not None:
            with suppress(OSError):
                open_.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close it; the next question opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
