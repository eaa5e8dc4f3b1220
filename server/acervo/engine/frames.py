"""What the server and its query workers say to each other: frames of a kind, a length and that many bytes."""

from __future__ import annotations

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
_AT_ONCE_BYTES: Final = 64 * 1024


class BrokenFrame(Exception):
    """The other side ended in the middle of a frame, or sent what is none."""


def frame(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(payload)) + payload


def receive(connection: socket.socket) -> tuple[bytes, bytes] | None:
    """
    The next frame from a blocking *connection*, or None where the other side has closed it.

    The other side sends no second frame before it has an answer to the first.

    Raises:
        BrokenFrame: the connection ended within a frame.
    """
    # The other side sends one frame and waits: most come whole at once, and nothing stands behind one.
    received = connection.recv(_AT_ONCE_BYTES)
    if not received:
        return None
    if len(received) < HEADER.size:
        received += _exactly(connection, HEADER.size - len(received))
    if len(received) < HEADER.size:
        raise BrokenFrame
    kind, length = HEADER.unpack_from(received)
    payload = received[HEADER.size :]
    if len(payload) < length:
        payload += _exactly(connection, length - len(payload))
    if len(payload) != length:
        raise BrokenFrame
    return kind, payload


def _exactly(connection: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        part = connection.recv(min(length - len(received), 1 << 20))
        if not part:
            break
        received += part
    return bytes(received)
