"""What is written in one turn of the loop goes out as one piece, in order, and before the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from acervo.cli.joined_writes import JoinedWrites


class _Wire(asyncio.Transport):
    """Notes what is done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[bytes | str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.done.append(bytes(data))

    def close(self) -> None:
        self.done.append("closed")

    def abort(self) -> None:
        self.done.append("aborted")

    def get_write_buffer_size(self) -> int:
        return 5

    def is_closing(self) -> bool:
        return "closed" in self.done or "aborted" in self.done


def joined() -> tuple[_Wire, JoinedWrites, list[Callable[[], None]]]:
    """A wire, writes joined for it, and what is to be done in the next turn."""
    wire, turn = _Wire(), list[Callable[[], None]]()
    return wire, JoinedWrites(wire, turn.append), turn


def test_writes_of_one_turn_are_one_piece() -> None:
    wire, writes, turn = joined()

    writes.write(b"head ")
    writes.write(memoryview(b"body"))
    assert ([], 1) == (wire.done, len(turn))
    turn.pop()()
    writes.write(b"next")
    turn.pop()()

    assert [b"head body", b"next"] == wire.done


def test_a_flush_leaves_nothing_to_the_end_of_the_turn() -> None:
    wire, writes, turn = joined()

    writes.write(b"whole")
    writes.flush()
    turn.pop()()

    assert [b"whole"] == wire.done


def test_what_was_written_before_the_end_goes_out() -> None:
    wire, writes, _ = joined()

    writes.write(b"last words")
    writes.close()

    assert [b"last words", "closed"] == wire.done


def test_an_abort_sends_nothing_more() -> None:
    wire, writes, turn = joined()

    writes.write(b"too late")
    writes.abort()
    turn.pop()()

    assert ["aborted"] == wire.done


def test_what_is_kept_counts_as_unsent() -> None:
    """Or a client that takes nothing would look as if it took everything."""
    _, writes, _ = joined()

    writes.write(b"1234567")

    assert 12 == writes.get_write_buffer_size()


def test_nothing_is_written_to_a_connection_that_has_gone() -> None:
    """The client left in the same turn; uvloop would raise in a callback of nobody's."""
    wire, writes, turn = joined()

    writes.write(b"late")
    wire.abort()
    turn.pop()()

    assert ["aborted"] == wire.done
