"""The server's end of the connection to a worker: one frame at a time, and no more than one kept for later."""

from __future__ import annotations

import asyncio
from typing import cast

from acervo.engine.frames import HEADER, MAX_PAYLOAD_BYTES, BrokenFrame


class Channel(asyncio.Protocol):
    """
    Frames come in as they are read; while there is one that nobody has read, nothing more is taken in.

    So the worker waits for a client that is slow, and the server holds one part of its answer.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._received = bytearray()
        self._needed = HEADER.size
        self._is_paused = False
        self._reader: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport

    async def read(self) -> tuple[bytes, bytes]:
        """
        The kind and the payload of the next frame.

        Raises:
            BrokenFrame: the worker ended, or sent what is no frame.
        """
        while not self._has_frame():
            if not self.is_open:
                raise BrokenFrame
            if self._is_paused:
                self._is_paused = False
                self._transport.resume_reading()
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        kind, payload = bytes(self._received[:1]), bytes(self._received[HEADER.size : self._needed])
        del self._received[: self._needed]
        self._needed = HEADER.size
        return kind, payload

    def write(self, frame: bytes) -> None:
        """Send *frame*; where the worker has ended, the next read says so."""
        self._transport.write(frame)

    def close(self) -> None:
        """Let go of the connection; the worker ends by itself."""
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._reader is not None:
            if self._has_frame():
                self._wake()
        elif not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        self._wake()

    def _has_frame(self) -> bool:
        if len(self._received) < HEADER.size:
            return False
        _, length = HEADER.unpack_from(self._received)
        if length > MAX_PAYLOAD_BYTES:
            # Nothing that follows can be read either.
            self._transport.abort()
            self._received.clear()
            self.is_open = False
            return False
        self._needed = HEADER.size + length
        return len(self._received) >= self._needed

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
