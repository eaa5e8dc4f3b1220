"""
HTTP on one connection, within limits of time and length.

uvicorn bounds the time between two requests and nothing else. What hangs on its protocol here are marks where a
request begins and ends, and a look at each connection twice a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sized
from typing import Any, Final, Literal

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from acervo.cli.connections import Connections, Refused
from acervo.cli.joined_writes import JoinedWrites

_LAST_WORDS_S: Final = 2.0
"""Seconds for a client to read why it is refused: closing while it still sends would take that back from it."""


class LimitedProtocol(HttpToolsProtocol):
    """One connection. Methods without a word of explanation are uvicorn's, or its parser's."""

    def __init__(self, connections: Connections, **arguments: Any):
        super().__init__(**arguments)
        self.url, self.headers = b"", []
        self._connections = connections
        self._limits = connections.limits
        self._reading: Literal["nothing", "head", "body"] = "nothing"
        self._since = self.loop.time()
        self._head_bytes = 0
        self._running: RequestResponseCycle | None = None
        self._refused = False
        self._unsent_bytes = 0
        self._unsent_since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        transport = self._writes = JoinedWrites(transport, self.loop.call_soon)
        super().connection_made(transport)
        self.flow = _Flow(transport, self.pipeline)
        try:
            self._connections.enter(self, self.client[0] if self.client else "")
        except Refused as refused:
            self._refuse(refused)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.leave(self)
        self._stop_answering()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        was_reading_head = self._reading == "head"
        if self._reading == "nothing":
            self._begin_head()
        self._parse(data)
        if was_reading_head and self._reading == "head":
            self._head_bytes += len(data)
            if self._head_bytes > self._limits.head_max_bytes:
                self._refuse(self._head_too_long())

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._reading != "head":
            self._begin_head()

    def on_headers_complete(self) -> None:
        if self._read_bytes > self._limits.head_max_bytes:
            # The parser makes an error of this, for which uvicorn calls send_400_response.
            raise self._head_too_long()
        if self._is_upgrade:
            return
        super().on_headers_complete()
        self._reading, self._since = "body", self.loop.time()

    def on_message_complete(self) -> None:
        if self._is_upgrade:
            return
        super().on_message_complete()
        self._reading, self._since = "nothing", self.loop.time()
        if not self.cycle.response_complete:
            self._connections.asks(self)

    def on_response_complete(self) -> None:
        self._writes.flush()
        super().on_response_complete()
        if not self._is_answering:
            self._connections.is_answered(self)
            if self._reading == "nothing":
                self._since = self.loop.time()

    def send_400_response(self, msg: str) -> None:
        is_too_long = self._reading == "head" and self._read_bytes > self._limits.head_max_bytes
        self._refuse(self._head_too_long() if is_too_long else Refused(400, "This is no request of HTTP/1.1."))

    def give_up(self) -> None:
        """Close now; whatever is at work for this client hears that it has left."""
        self._stop_answering()
        self.transport.abort()

    def look(self, now: float) -> None:
        """Close the connection when the time for what it is at is over."""
        limits, late = self._limits, now - self._since
        if self._is_stalled(now):
            self.give_up()
        elif self.transport.is_closing():
            return
        elif self._is_answering and not self._waits_for_body:
            # What has come after its request is looked at when it has its answer.
            self._since = now
        elif self._reading == "nothing" and late > limits.idle_timeout_s:
            self.transport.close()
        elif self._reading == "head" and late > limits.head_timeout_s:
            seconds = f"{limits.head_timeout_s:g} seconds"
            self._refuse(
                Refused(408, f"Address and headers of the request did not come in {seconds}.", "head_timeout_s")
            )
        elif self._reading == "body" and late > limits.body_timeout_s:
            if not self._is_answering:
                # Its answer did not wait for it; a second one would be taken for that to the next request.
                self.transport.close()
                return
            seconds = f"{limits.body_timeout_s:g} seconds"
            self._refuse(Refused(408, f"The body of the request did not come in {seconds}.", "body_timeout_s"))

    @property
    def _is_answering(self) -> bool:
        return self._running is not None and not self._running.response_complete

    @property
    def _waits_for_body(self) -> bool:
        """Whether the request at hand is not all there, and nothing of its answer has been sent."""
        return self._reading == "body" and not self.pipeline and not self.cycle.response_started

    @property
    def _read_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    @property
    def _is_upgrade(self) -> bool:
        """Whether the request at hand wants to go on in another protocol, as Java's client does (`Upgrade: h2c`)."""
        return bool(self.parser.should_upgrade()) and self.parser.get_method() != b"CONNECT"

    def _parse(self, data: bytes) -> None:
        """
        As uvicorn does, but a wish for another protocol is passed over, as it may be: the request is read without it.

        The parser takes what follows the head for the other protocol, so that the body would be lost, and would be
        read as the next request.

        Source: https://www.rfc-editor.org/rfc/rfc9110#name-upgrade
        """
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except HttpParserError:
            self.send_400_response("")
        except HttpParserUpgrade as upgrade:
            if self._is_upgrade:
                version = self.parser.get_http_version().encode()
                line = b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)
                kept = [b"%b: %b" % header for header in self.headers if header[0] != b"upgrade"]
                self.parser = HttpRequestParser(self)
                self._parse(b"\r\n".join((line, *kept, b"", data[upgrade.args[0] :])))

    def _begin_head(self) -> None:
        self._reading, self._since, self._head_bytes = "head", self.loop.time(), 0

    def _is_stalled(self, now: float) -> bool:
        """Whether the client has taken nothing for long of what waits to be sent to it."""
        unsent, before = self.transport.get_write_buffer_size(), self._unsent_bytes
        self._unsent_bytes = unsent
        if not before or unsent < before:
            self._unsent_since = now
        return bool(
            unsent and self._limits.stalled_timeout_s and now - self._unsent_since > self._limits.stalled_timeout_s
        )

    def _head_too_long(self) -> Refused:
        most = self._limits.head_max_bytes
        detail = f"Address and headers of a request may have {most:,} bytes together here."
        if len(self.url) > most // 2:
            return Refused(414, f"{detail} Send a long query by POST.", "head_max_bytes")
        return Refused(431, detail, "head_max_bytes")

    def _refuse(self, refused: Refused) -> None:
        """Say why, where that does not fall into an answer, and close."""
        self._refused = True
        self._connections.leave(self)
        is_in_between = self._is_answering and not self._waits_for_body
        if is_in_between or not self._connections.may_speak(self):
            self.give_up()
            return
        self._stop_answering()
        self.transport.write(refused.as_response())
        self.transport.write_eof()
        self.loop.call_later(_LAST_WORDS_S, self.give_up)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _stop_answering(self) -> None:
        """The request that is being answered hears it, which uvicorn tells the last one only."""
        self.pipeline.clear()
        if self._running is not None:
            self._running.disconnected = True
            self._running.message_event.set()


class _Flow(FlowControl):
    """Nothing more is read while a request waits for the one before it: a client cannot heap them up here."""

    def __init__(self, transport: asyncio.Transport, pipeline: Sized):
        super().__init__(transport)
        self._pipeline = pipeline

    def resume_reading(self) -> None:
        if not self._pipeline:
            super().resume_reading()
