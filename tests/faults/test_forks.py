"""Whoever asks for a worker may leave at any moment; the next one gets a worker of its own, and nothing stays open."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition
from acervo.engine.conversation import EngineLimits
from acervo.engine.embedded import EmbeddedEngine
from acervo.engine.frames import BrokenFrame
from acervo.engine.workers import Zygote
from engine.asking import Asker

pytestmark = pytest.mark.slow


@pytest.fixture
def asker(tmp_path: Path):
    """An engine with an edition of one triple."""
    (tmp_path / "data").mkdir()
    (tmp_path / "acervo.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    (tmp_path / "data" / "a.ttl").write_text("<id/1> <id/p> 1 .\n", encoding="utf-8")
    with Asker(EmbeddedEngine(EngineLimits())) as asker:
        asker.load(keep_edition(build_edition(read_archive(open_archive(tmp_path)))))
        yield asker


def zygote_of(asker: Asker) -> Zygote:
    assert asker.engine.pool is not None
    assert asker.engine.pool._zygote is not None
    return asker.engine.pool._zygote


def test_a_worker_is_the_process_that_it_is_called(asker):
    """The number of a fork that nobody waited for was taken for that of the next, and the wrong process was killed."""

    async def leave_and_ask() -> None:
        zygote = zygote_of(asker)
        for number in range(40):
            leaving = asyncio.ensure_future(zygote.fork())
            for _ in range(number % 8):
                await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        worker = await zygote.fork()
        worker.kill("end")
        with pytest.raises(BrokenFrame):
            await asyncio.wait_for(worker.channel.read(), 10)
        worker.close()

    asker.run(leave_and_ask())


def test_those_who_leave_while_a_worker_is_made_leave_nothing_open(asker):
    """Files are few, and workers take three each."""

    async def leave(times: int) -> int:
        zygote = zygote_of(asker)
        for _ in range(times):
            leaving = asyncio.ensure_future(zygote.fork())
            await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        await asyncio.sleep(0.5)
        return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0

    before = asker.run(leave(1))

    assert asker.run(leave(50)) <= before + 3


def test_a_process_that_forks_and_hangs_is_replaced(asker):
    """Queries wait for it no longer than seconds."""
    before = zygote_of(asker).pid
    os.kill(before, signal.SIGSTOP)

    async def worker_of_another() -> None:
        assert asker.engine.pool is not None
        worker = await asker.engine.pool._fork()
        worker.close()

    asker.run(worker_of_another())

    assert before != zygote_of(asker).pid
    assert b"true" in asker.ask("ASK { <id/1> ?p ?o }", "ASK").body
