"""What a stranger can send costs one worker process, and nobody else notices."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import EditionOnDisk, keep_edition
from acervo.engine.conversation import EngineLimits
from acervo.engine.embedded import EmbeddedEngine
from acervo.engine.interface import Query
from acervo.engine.pool import PoolLimits
from acervo.errors import AcervoError, AnswerCut, EngineUnavailable, LimitExceeded, QueryTimeout, TooManyQueries

from .asking import JSON, Asker

MB = 1024 * 1024
#: Never ends, takes no memory and gives nothing.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: Never ends, and gives rows at once.
FLOWING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: Must hold everything before it gives the first row.
HOARDING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f"
SMALL = EngineLimits(query_timeout_s=60, memory_bytes=512 * MB, pool=PoolLimits(slow_after_s=60))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> EditionOnDisk:
    """Two thousand triples, so that the product of three patterns has no end."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "data").mkdir()
    (folder / "acervo.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    lines = "".join(f'<id/{number}> <id/p> "value {number}" .\n' for number in range(2_000))
    (folder / "data" / "a.ttl").write_text(lines, encoding="utf-8")
    return keep_edition(build_edition(read_archive(open_archive(folder))))


@pytest.fixture
def serve(edition: EditionOnDisk) -> Iterator[Callable[[EngineLimits], Asker]]:
    """An engine with the limits that it is given."""
    with ExitStack() as stack:

        def start(limits: EngineLimits) -> Asker:
            asker = stack.enter_context(Asker(EmbeddedEngine(limits)))
            asker.load(edition)
            return asker

        yield start


def still_answers(asker: Asker) -> bool:
    return b'"value 7"' in asker.ask("SELECT ?value { <id/7> <id/p> ?value }").body


def processes(group: int) -> set[int]:
    """The live processes of a group; those that have ended and wait to be told of do not count."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.add(int(entry.name))
    return found


def priorities_of(process: int) -> set[int]:
    """Those of its threads."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return {os.getpriority(os.PRIO_PROCESS, int(thread.name)) for thread in threads}


def group_of(asker: Asker) -> int:
    assert asker.engine.pool is not None
    assert asker.engine.pool.zygote_pid is not None
    return asker.engine.pool.zygote_pid


def test_a_query_beyond_its_time_ends_and_another_is_answered(serve: Callable[[EngineLimits], Asker]) -> None:
    """The engine itself cannot stop a query: its process is killed."""
    asker = serve(replace(SMALL, query_timeout_s=0.5))

    with pytest.raises(QueryTimeout, match=r"longer than 0\.5 seconds") as raised:
        asker.ask(ENDLESS)

    assert (504, {"limit": "query_timeout_s"}) == (raised.value.status, raised.value.facts)
    assert raised.value.retry_after_s > 0
    assert still_answers(asker)
    assert asker.engine.figures.killed_for_time == 1


def test_a_query_beyond_its_memory_ends_and_another_is_answered(serve: Callable[[EngineLimits], Asker]) -> None:
    """A sort of eight thousand million rows would take the machine with it."""
    asker = serve(replace(SMALL, memory_bytes=64 * MB))

    with pytest.raises(LimitExceeded, match="more than 64 MB") as raised:
        asker.ask(HOARDING)

    assert (503, {"limit": "query_memory_mb"}) == (raised.value.status, raised.value.facts)
    assert still_answers(asker)


def test_a_query_that_ends_the_process_ends_one_process(serve: Callable[[EngineLimits], Asker]) -> None:
    """The parser recurses; what the protocol layer lets through does not crash it, and what would costs a worker."""
    asker = serve(SMALL)

    with pytest.raises(EngineUnavailable, match="gave up"):
        asker.ask("SELECT * {" + "{" * 200_000 + "}" * 200_000 + "}")

    assert still_answers(asker)
    assert asker.engine.figures.crashed == 1


def test_an_answer_beyond_its_length_breaks_off(serve: Callable[[EngineLimits], Asker]) -> None:
    """What has been sent cannot be taken back, so the reader must hear that it is not the whole."""
    asker = serve(replace(SMALL, answer_bytes=1_000_000))

    with pytest.raises(AnswerCut, match="longer than 1,000,000 bytes"):
        asker.ask(FLOWING)

    assert still_answers(asker)


@pytest.mark.parametrize(
    "media_type", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_an_answer_with_too_many_rows_is_refused(serve: Callable[[EngineLimits], Asker], media_type: str) -> None:
    """Before a byte was sent where it is known in time."""
    asker = serve(replace(SMALL, answer_rows=50))

    with pytest.raises(LimitExceeded, match="more than 50 rows") as raised:
        asker.ask("SELECT ?s ?o { ?s <id/p> ?o } LIMIT 60", media_type=media_type)

    assert {"limit": "answer_max_rows"} == raised.value.facts
    assert b"value" in asker.ask("SELECT ?s ?o { ?s <id/p> ?o } LIMIT 50", media_type=media_type).body


def test_a_long_answer_flows_and_takes_no_memory_here(serve: Callable[[EngineLimits], Asker]) -> None:
    """The first part is there while the last is not yet computed, and nobody holds the parts between."""
    asker = serve(SMALL)

    async def first_part() -> tuple[bytes, int]:
        answer = await asker.engine.query(Query(FLOWING, "SELECT", "text/csv"))
        part = await anext(answer.chunks)
        await answer.chunks.aclose()
        assert asker.engine.pool is not None
        return part, asker.engine.pool.running

    part, running = asker.run(first_part())

    assert part.startswith(b"a,b,c,d,e,f,g,h,i,j,k,l\r\n")
    assert running == 0
    assert still_answers(asker)


def test_an_answer_that_is_closed_unread_frees_its_worker(serve: Callable[[EngineLimits], Asker]) -> None:
    """Who asks by HEAD, or leaves before the first byte."""
    asker = serve(SMALL)

    async def close_at_once() -> int:
        answer = await asker.engine.query(Query(FLOWING, "SELECT", "text/csv"))
        await answer.chunks.aclose()
        assert asker.engine.pool is not None
        return asker.engine.pool.running

    assert asker.run(close_at_once()) == 0
    assert still_answers(asker)


def test_a_client_that_leaves_frees_its_worker(serve: Callable[[EngineLimits], Asker]) -> None:
    """Nobody computes for somebody who has gone."""
    asker = serve(SMALL)

    async def ask_and_leave() -> None:
        asking = asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON)))
        await asyncio.sleep(0.3)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

    asker.run(ask_and_leave())

    assert asker.engine.figures.killed_by_client == 1
    assert asker.engine.pool is not None
    assert asker.engine.pool.running == 0
    assert still_answers(asker)


def test_a_client_that_reads_nothing_more_is_left(serve: Callable[[EngineLimits], Asker]) -> None:
    """A worker waits for its reader only so long."""
    asker = serve(replace(SMALL, stalled_timeout_s=0.2))

    async def read_one_part_and_stop() -> int:
        answer = await asker.engine.query(Query(FLOWING, "SELECT", "text/csv"))
        await anext(answer.chunks)
        await asyncio.sleep(0.6)
        assert asker.engine.pool is not None
        running = asker.engine.pool.running
        with pytest.raises(AnswerCut):
            async for _ in answer.chunks:
                pass
        return running

    assert asker.run(read_one_part_and_stop()) == 0
    assert still_answers(asker)


def test_slow_queries_leave_the_places_of_quick_ones(serve: Callable[[EngineLimits], Asker]) -> None:
    """With one quick place and three endless queries, a lookup is still answered."""
    asker = serve(replace(SMALL, pool=PoolLimits(quick=1, slow=3, slow_after_s=0.1)))

    async def look_up_beside_them() -> list[bytes]:
        endless = [asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON))) for _ in range(3)]
        found = []
        for _ in range(3):
            answer = await asker.engine.query(Query("SELECT ?value { <id/7> <id/p> ?value }", "SELECT", "text/csv"))
            found.append(await answer.body())
        assert not any(query.done() for query in endless)
        for query in endless:
            query.cancel()
        await asyncio.gather(*endless, return_exceptions=True)
        return found

    assert [b"value\r\nvalue 7\r\n"] * 3 == asker.run(look_up_beside_them())


def test_one_slow_query_too_many_is_ended_with_the_advice_to_come_back(
    serve: Callable[[EngineLimits], Asker],
) -> None:
    """The others keep their places."""
    asker = serve(replace(SMALL, pool=PoolLimits(quick=1, slow=1, slow_after_s=0.1)))

    async def two() -> list[object]:
        first = asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON)))
        await asyncio.sleep(0.5)
        second = await asyncio.gather(asker.engine.query(Query(ENDLESS, "SELECT", JSON)), return_exceptions=True)
        assert not first.done()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        return list(second)

    (refused,) = asker.run(two())

    assert isinstance(refused, EngineUnavailable)
    assert {"limit": "slow_queries"} == refused.facts
    assert still_answers(asker)


def test_a_full_queue_says_so_at_once(serve: Callable[[EngineLimits], Asker]) -> None:
    """A queue without an end is a way to hang."""
    asker = serve(replace(SMALL, pool=PoolLimits(quick=1, slow=0, waiting=2, slow_after_s=60, wait_s=60)))

    async def five() -> list[object]:
        asked = [asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON))) for _ in range(5)]
        await asyncio.sleep(0.3)
        refused = [one.exception() for one in asked if one.done()]
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        return list(refused)

    refused = asker.run(five())

    assert [EngineUnavailable] * 2 == [type(one) for one in refused]
    assert "1 queries are running and 2 are waiting" in str(refused[0])
    assert still_answers(asker)


def test_whoever_waits_too_long_is_told_to_come_back(serve: Callable[[EngineLimits], Asker]) -> None:
    """Rather than to wait for ever."""
    asker = serve(replace(SMALL, pool=PoolLimits(quick=1, slow=0, waiting=2, slow_after_s=60, wait_s=0.2)))

    async def two() -> object:
        first = asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON)))
        await asyncio.sleep(0.1)
        (second,) = await asyncio.gather(asker.engine.query(Query("ASK {}", "ASK", JSON)), return_exceptions=True)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        return second

    assert isinstance(asker.run(two()), EngineUnavailable)
    assert still_answers(asker)


@pytest.mark.parametrize("killed", ["zygote", "workers", "all"])
def test_processes_that_somebody_kills_are_replaced(serve: Callable[[EngineLimits], Asker], killed: str) -> None:
    """The kernel short of memory, an administrator in a hurry."""
    asker = serve(SMALL)
    group = group_of(asker)
    victims = {"zygote": {group}, "workers": processes(group) - {group}, "all": processes(group)}[killed]
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    asker.run(asyncio.sleep(0.3))

    assert still_answers(asker)
    assert still_answers(asker)


def test_a_worker_killed_in_the_middle_is_no_answer_and_no_hang(serve: Callable[[EngineLimits], Asker]) -> None:
    """The client hears that there is none, and may ask again."""
    asker = serve(SMALL)

    async def ask_and_be_killed() -> object:
        asking = asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON)))
        await asyncio.sleep(0.3)
        for process in processes(group_of(asker)) - {group_of(asker)}:
            os.kill(process, signal.SIGKILL)
        return (await asyncio.gather(asking, return_exceptions=True))[0]

    assert isinstance(asker.run(ask_and_be_killed()), EngineUnavailable)
    assert still_answers(asker)


async def left_of(group: int) -> set[int]:
    """What is left of *group* once the kernel has had time to end it."""
    for _ in range(100):
        if not processes(group):
            break
        await asyncio.sleep(0.1)
    return processes(group)


def test_nothing_is_left_when_the_engine_closes(serve: Callable[[EngineLimits], Asker]) -> None:
    """Nor when an edition has been replaced and its last query has ended."""
    asker = serve(SMALL)
    first = group_of(asker)
    assert asker.engine._edition is not None
    asker.load(asker.engine._edition)
    second = group_of(asker)
    still_answers(asker)

    assert first != second
    assert set() == asker.run(left_of(first))
    asker.run(asker.engine.close())
    assert set() == asker.run(left_of(second))


def test_a_worker_can_open_nothing(serve: Callable[[EngineLimits], Asker]) -> None:
    """Behind the protocol's refusal of SERVICE stands a second wall: no worker can make a socket."""
    asker = serve(SMALL)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]

        with pytest.raises(AcervoError):
            asker.ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert still_answers(asker)


def test_an_edition_that_cannot_be_loaded_leaves_the_one_before(
    serve: Callable[[EngineLimits], Asker], edition: EditionOnDisk
) -> None:
    """A swap is whole or not at all."""
    asker = serve(SMALL)

    with pytest.raises(EngineUnavailable, match="cannot be loaded"):
        asker.load(replace(edition, id="0" * 64, quads=edition.quads.parent / "none.nq"))

    assert asker.engine.revision == edition.id
    assert still_answers(asker)


def test_one_client_cannot_take_every_place(serve: Callable[[EngineLimits], Asker]) -> None:
    """Whoever sends a hundred queries at once waits for its own, and others pass."""
    asker = serve(replace(SMALL, pool=PoolLimits(quick=1, slow=0, slow_after_s=60, per_client=2)))

    async def three_and_another() -> tuple[list[object], bytes]:
        endless = Query(ENDLESS, "SELECT", JSON, client="192.0.2.1")
        asked = [asyncio.ensure_future(asker.engine.query(endless)) for _ in range(3)]
        other = asyncio.ensure_future(
            asker.engine.query(Query("SELECT (1 AS ?n) {}", "SELECT", "text/csv", client="192.0.2.2"))
        )
        await asyncio.sleep(0.3)
        refused = [one.exception() for one in asked if one.done()]
        for one in asked:
            one.cancel()
        body = await (await other).body()
        await asyncio.gather(*asked, return_exceptions=True)
        return list(refused), body

    refused, body = asker.run(three_and_another())

    assert [TooManyQueries] == [type(one) for one in refused]
    assert b"n\r\n1\r\n" == body
    assert still_answers(asker)


def test_clients_are_served_in_turn(serve: Callable[[EngineLimits], Asker]) -> None:
    """A client with many queries waits longer than one with a single query that came after them."""
    asker = serve(replace(SMALL, pool=PoolLimits(quick=1, slow=0, slow_after_s=60)))
    ended: list[str] = []

    async def ask(client: str, text: str = "SELECT (1 AS ?n) {}") -> None:
        await (await asker.engine.query(Query(text, "SELECT", "text/csv", client=client))).body()
        ended.append(client)

    async def in_turn() -> None:
        first = asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON)))
        await asyncio.sleep(0.2)
        waiting = [asyncio.ensure_future(ask(client)) for client in ("many", "many", "many", "one")]
        await asyncio.sleep(0.2)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await asyncio.gather(*waiting)

    asker.run(in_turn())

    assert ["many", "one", "many", "many"] == ended


def test_a_slow_query_yields_the_processor(serve: Callable[[EngineLimits], Asker]) -> None:
    """All threads of its process: Linux counts them one by one, and the one that works is not the first."""
    asker = serve(replace(SMALL, pool=PoolLimits(slow_after_s=0.1)))

    async def priorities() -> dict[int, set[int]]:
        running = asyncio.ensure_future(asker.engine.query(Query(ENDLESS, "SELECT", JSON)))
        while not asker.engine.workers().slow:
            await asyncio.sleep(0.01)
        found = {process: priorities_of(process) for process in processes(group_of(asker))}
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return found

    assert [{15}] == [nice for nice in asker.run(priorities()).values() if nice != priorities_of(os.getpid())]
