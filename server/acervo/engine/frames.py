"""What the server and its query workers say to each other: frames of a kind, a length and that many bytes."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Final

HEADER: Final = struct.Struct("!cI")
#: Server → worker: one query, as JSON.
QUERY: Final = b"Q"
#: Worker → server: a whole answer.
WHOLE: Final = b"W"
#: Worker → server: a part of an answer too long for one.
DATA: Final = b"D"
#: Worker → server: no part follows.
END: Final = b"E"
#: Worker → server: there is no answer; why, as JSON.
FAILED: Final = b"X"
MAX_PAYLOAD_BYTES: Final = 16 * 1024 * 1024
"""Nothing that is sent is longer; a longer frame means that the other side is broken."""


class BrokenFrame(Exception):
    """The other side ended in the middle of a frame, or sent what is none."""


def frame(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(payload)) + payload


def receive(connection: socket.socket) -> tuple[bytes, bytes] | None:
    """
    The next frame from a blocking *connection*, or None where the other side has closed it.

    Raises:
        BrokenFrame: the connection ended within a frame.
    """
    head = _exactly(connection, HEADER.size)
    if not head:
        return None
    kind, length = HEADER.unpack(head)
    payload = _exactly(connection, length)
    if len(head) < HEADER.size or len(payload) < length:
        raise BrokenFrame
    return kind, payload


async def read(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """
    The next frame.

    Raises:
        BrokenFrame: the other side ended, or sent what is no frame.
    """
    try:
        kind, length = HEADER.unpack(await reader.readexactly(HEADER.size))
        if length > MAX_PAYLOAD_BYTES:
            raise BrokenFrame
        return kind, await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise BrokenFrame from error


def _exactly(connection: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        part = connection.recv(min(length - len(received), 1 << 20))
        if not part:
            break
        received += part
    return bytes(received)
