"""Head and body of a short answer in one write: a client that is woken for the head alone is woken twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class JoinedWrites(asyncio.Transport):
    """
    *transport*, which gets what is written in one turn of the loop as one piece, at `flush` or at the turn's end.

    Args:
        soon: Calls a function in the next turn, as `loop.call_soon` does.
    """

    def __init__(self, transport: asyncio.Transport, soon: Callable[[Callable[[], None]], object]):
        super().__init__()
        self._transport = transport
        self._soon = soon
        self._parts: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep a copy of *data* until the turn ends."""
        if not self._parts:
            self._soon(self.flush)
        self._parts.append(bytes(data))

    def flush(self) -> None:
        """Write what has been kept."""
        if self._parts:
            joined = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
            self._parts.clear()
            # A client that has left in the same turn takes its connection with it; uvloop would raise.
            if not self._transport.is_closing():
                self._transport.write(joined)

    def close(self) -> None:
        """Close when everything has been written."""
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        """Close now; what has not been written is lost."""
        self._parts.clear()
        self._transport.abort()

    def get_write_buffer_size(self) -> int:
        """What is kept here, and what the system has not taken."""
        return sum(map(len, self._parts)) + self._transport.get_write_buffer_size()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """The transport's own, as all that follows."""
        return self._transport.get_extra_info(name, default)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def is_reading(self) -> bool:
        return self._transport.is_reading()

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._transport.set_protocol(protocol)

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self._transport.get_protocol()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._transport.set_write_buffer_limits(high, low)

    def get_write_buffer_limits(self) -> tuple[int, int]:
        return self._transport.get_write_buffer_limits()

    def can_write_eof(self) -> bool:
        return self._transport.can_write_eof()

    def write_eof(self) -> None:
        self.flush()
        self._transport.write_eof()
