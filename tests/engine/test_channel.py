"""Frames from a worker, however the system cuts them, and none of them held beyond the one that is read next."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from acervo.engine.channel import Channel
from acervo.engine.frames import DATA, END, HEADER, MAX_PAYLOAD_BYTES, WHOLE, BrokenFrame, frame, receive

Work = Callable[[Channel, socket.socket], Awaitable[None]]


def with_channel(work: Work) -> None:
    """Run *work* with a channel and the worker's end of it."""

    async def run() -> None:
        ours, its = socket.socketpair()
        ours.setblocking(False)
        _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=ours)
        with its:
            await asyncio.wait_for(work(channel, its), 10)
            channel.close()

    asyncio.run(run())


def test_a_frame_that_comes_byte_by_byte_is_one_frame() -> None:
    async def work(channel: Channel, its: socket.socket) -> None:
        reading = asyncio.ensure_future(channel.read())
        for byte in frame(WHOLE, b"answer"):
            its.sendall(bytes([byte]))
            await asyncio.sleep(0.001)

        assert (WHOLE, b"answer") == await reading

    with_channel(work)


def test_frames_that_come_together_are_read_one_by_one() -> None:
    async def work(channel: Channel, its: socket.socket) -> None:
        its.sendall(frame(DATA, b"first") + frame(DATA, b"") + frame(END, b""))
        await asyncio.sleep(0.01)

        assert [(DATA, b"first"), (DATA, b""), (END, b"")] == [await channel.read() for _ in range(3)]

    with_channel(work)


def test_a_channel_takes_in_nothing_while_nobody_reads() -> None:
    """A worker must wait for a slow client, or the server would hold the whole answer."""

    async def work(channel: Channel, its: socket.socket) -> None:
        its.setblocking(False)
        part = frame(DATA, b"x" * 100_000)
        sent = 0
        for _ in range(200):
            await asyncio.sleep(0.001)
            try:
                sent += its.send(part[sent % len(part) :])
            except BlockingIOError:
                break
        assert sent < 50 * len(part)
        its.setblocking(True)
        whole, rest = divmod(sent, len(part))

        for _ in range(whole):
            assert (DATA, b"x" * 100_000) == await channel.read()
        reading = asyncio.ensure_future(channel.read())
        await asyncio.to_thread(its.sendall, part[rest:])
        assert (DATA, b"x" * 100_000) == await reading

    with_channel(work)


@pytest.mark.parametrize("sent", [b"", b"D", frame(DATA, b"part")[:-1], HEADER.pack(DATA, MAX_PAYLOAD_BYTES + 1)])
def test_what_is_no_frame_is_broken(sent: bytes) -> None:
    """Each time it is read, before and after the end was noticed."""

    async def work(channel: Channel, its: socket.socket) -> None:
        reading = asyncio.ensure_future(channel.read())
        its.sendall(sent)
        its.shutdown(socket.SHUT_RDWR)
        with pytest.raises(BrokenFrame):
            await reading

        assert not channel.is_open
        with pytest.raises(BrokenFrame):
            await channel.read()

    with_channel(work)


def test_what_was_sent_before_the_end_is_read() -> None:
    async def work(channel: Channel, its: socket.socket) -> None:
        its.sendall(frame(WHOLE, b"answer"))
        its.close()
        await asyncio.sleep(0.01)

        assert (WHOLE, b"answer") == await channel.read()
        with pytest.raises(BrokenFrame):
            await channel.read()

    with_channel(work)


@pytest.mark.parametrize("size", [0, 1, 70_000])
def test_a_worker_receives_what_was_sent(size: int) -> None:
    """However many pieces it comes in."""

    async def work(channel: Channel, its: socket.socket) -> None:
        channel.write(frame(WHOLE, b"q" * size))

        assert (WHOLE, b"q" * size) == await asyncio.to_thread(receive, its)

    with_channel(work)


@pytest.mark.parametrize("sent", [b"Q", frame(WHOLE, b"query")[:-1], frame(WHOLE, b"one") + frame(WHOLE, b"two")])
def test_a_worker_refuses_what_is_no_frame(sent: bytes) -> None:
    ours, its = socket.socketpair()
    with ours, its:
        ours.sendall(sent)
        ours.shutdown(socket.SHUT_WR)

        with pytest.raises(BrokenFrame):
            receive(its)
