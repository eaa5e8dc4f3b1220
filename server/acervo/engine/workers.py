"""Query workers as the server sees them: made by a zygote, lent to one query at a time, killed without regret."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final, Literal

from acervo.engine import zygote
from acervo.engine.channel import Channel
from acervo.engine.worker import WorkerLimits

Reason = Literal["", "time", "crowd", "left", "end"]
"""Why the server killed a worker: its time was over, too many were slow, the client left, or the server ends."""
_NICE: Final = 15
"""What a slow worker yields to others: about a thirtieth of a quick one's share when both want a processor."""
#: An arena for each thread would eat up the address space that a query may have. Loading leaves the only one full of
#: gaps, and a thread that keeps the pieces it has used searches them less often.
_MALLOC: Final = {"MALLOC_ARENA_MAX": "1", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=500"}


class ZygoteDied(Exception):
    """The process that forks ended; another must be started."""


class Worker:
    """One process that answers queries."""

    def __init__(self, pid: int, channel: Channel, errors: int):
        self.pid = pid
        self.channel = channel
        self.killed: Reason = ""
        self.is_slow = False
        self.client = ""
        self._errors = errors
        self._closed = False
        # A handle on the process, where the system gives one: its number may be given to another process.
        self._handle = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
        self._end = select.poll()
        if self._handle >= 0:
            self._end.register(self._handle, select.POLLIN)

    @property
    def is_alive(self) -> bool:
        """Whether the process is there; somebody else may have killed it."""
        if self._closed or not self.channel.is_open:
            return False
        if self._handle >= 0:
            return not self._end.poll(0)
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self, reason: Reason) -> None:
        """End it now, in the middle of whatever it does."""
        if self._closed:
            return
        self.killed = self.killed or reason
        with suppress(ProcessLookupError):
            if self._handle >= 0:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            else:
                os.kill(self.pid, signal.SIGKILL)

    def yield_to_others(self) -> None:
        """Take the processor only when no quick query wants it."""
        # Linux counts threads one by one, and the one that works is not the first.
        try:
            threads = [int(name) for name in os.listdir(f"/proc/{self.pid}/task")]
        except OSError:
            threads = [self.pid]
        for thread in threads:
            with suppress(ProcessLookupError, PermissionError):
                os.setpriority(os.PRIO_PROCESS, thread, _NICE)

    def last_words(self) -> str:
        """What the engine wrote when it gave up."""
        return os.pread(self._errors, 4096, 0).decode("utf-8", "replace") if self._errors >= 0 else ""

    def close(self) -> None:
        """Let go of it; a worker whose connection is closed ends by itself."""
        self._closed = True
        self.channel.close()
        for number in (self._handle, self._errors):
            if number >= 0:
                os.close(number)
        self._handle = self._errors = -1


_FORK_S: Final = 5.0
"""Seconds for a fork, which takes milliseconds."""


class Zygote:
    """The forking process of one edition, as the server holds it."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket):
        self._process = process
        self._control = control
        self._turn = asyncio.Lock()

    @classmethod
    async def start(cls, place: str, base: str, limits: WorkerLimits) -> Zygote:
        """
        Start one and wait until it has loaded.

        Raises:
            ZygoteDied: it ended before it was ready; its message is on standard error.
        """
        try:
            return await cls._start(place, base, limits)
        except OSError as error:
            # No file, no process to be had now.
            raise ZygoteDied from error

    @classmethod
    async def _start(cls, place: str, base: str, limits: WorkerLimits) -> Zygote:
        ours, its = socket.socketpair()
        command = [sys.executable, "-m", zygote.__name__, str(its.fileno()), place, base, limits.as_json()]
        process = await asyncio.create_subprocess_exec(
            *command,
            pass_fds=[its.fileno()],
            stdin=asyncio.subprocess.DEVNULL,
            cwd=Path("/"),
            env={**os.environ, **_MALLOC},
        )
        its.close()
        ours.setblocking(False)
        started = cls(process, ours)
        if await started._answer(len(zygote.READY)) != zygote.READY:
            raise ZygoteDied
        return started

    @property
    def pid(self) -> int:
        """Its process, and the group of every process it forked."""
        return self._process.pid

    async def fork(self) -> Worker:
        """
        A new worker.

        Raises:
            ZygoteDied: there is nobody left to fork.
        """
        # Whoever asked may leave; then the answer is read all the same, or the next one would take it for its own.
        forked = asyncio.ensure_future(self._fork())
        try:
            return await asyncio.shield(forked)
        except asyncio.CancelledError:
            forked.add_done_callback(_let_go)
            raise

    async def _fork(self) -> Worker:
        with ExitStack() as opened:
            try:
                ours, its = socket.socketpair()
                opened.callback(its.close)
                unused = opened.enter_context(ExitStack())
                unused.callback(ours.close)
                errors = os.memfd_create("errors") if hasattr(os, "memfd_create") else os.open(os.devnull, os.O_RDWR)
                unused.callback(os.close, errors)
                async with self._turn:
                    socket.send_fds(self._control, [zygote.FORK], [its.fileno(), errors])
                    answer = await asyncio.wait_for(self._answer(zygote.PID.size), _FORK_S)
                (pid,) = zygote.PID.unpack(answer)
                ours.setblocking(False)
                _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=ours)
                worker = Worker(pid, channel, errors)
                unused.pop_all()
                return worker
            except TimeoutError as error:
                # It hangs; another is started. Those at work on a query do not need it.
                with suppress(ProcessLookupError):
                    self._process.kill()
                raise ZygoteDied from error
            except OSError as error:
                raise ZygoteDied from error

    async def ended(self) -> None:
        """Return when the process has ended."""
        await self._process.wait()

    async def close(self) -> None:
        """End it and everything it forked."""
        # Closed by us it kills its group; should it hang, we do.
        self._control.close()
        try:
            await asyncio.wait_for(self._process.wait(), 1)
        except TimeoutError:
            self.kill_all()
            await self._process.wait()

    def kill_all(self) -> None:
        """Kill it and everything it forked, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    async def _answer(self, length: int) -> bytes:
        answer = b""
        while len(answer) < length:
            try:
                part = await asyncio.get_running_loop().sock_recv(self._control, length - len(answer))
            except OSError as error:
                raise ZygoteDied from error
            if not part:
                raise ZygoteDied
            answer += part
        return answer


def _let_go(forked: asyncio.Future[Worker]) -> None:
    """Nobody waits any more for the worker that was to be *forked*."""
    if not forked.cancelled() and forked.exception() is None:
        forked.result().kill("end")
        forked.result().close()
