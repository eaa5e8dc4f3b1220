"""What queries without an end do to the tiny lookups of everybody else, and what answers that are kept are worth."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from acervo.bench.chance import Chance
from acervo.bench.comparing import quantile
from acervo.bench.connection import GRAPH_TYPE, SELECT_TYPE, Connection, NoAnswer
from acervo.bench.questions import Question

RUNAWAYS: Final = (0, 2, 8)
_RUNAWAY: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_PATIENCE_S: Final = 60
_PAUSE_S: Final = 0.1
_SETTLE_S: Final = 1.5


@dataclass
class Crowd:
    """What became of the lookups beside so many queries without an end."""

    seconds: list[float] = field(default_factory=list)
    """What each took that was answered."""
    refused: int = 0

    @property
    def p99_ms(self) -> float:
        """What ninety-nine in a hundred stay below, in milliseconds."""
        return 1000 * quantile(self.seconds, 0.99)


def crowding(
    question: Question, address: str, seed: int, slices: int, slice_s: float, progress: Callable[[str], None]
) -> dict[int, Crowd]:
    """
    What became of lookups, by how many queries without an end ran beside them; slices take turns.

    A runaway that is ended is asked again at once.
    """
    chance = Chance(f"{seed} crowding")
    found = {runaways: Crowd() for runaways in RUNAWAYS}
    number = 0
    for turn in range(slices):
        for runaways in chance.shuffled(RUNAWAYS):
            progress(f"runaways, slice {turn + 1} of {slices}: {runaways}")
            connection = Connection(address, _PATIENCE_S)
            with _runaways(runaways, address):
                start = time.monotonic()
                while time.monotonic() - start < slice_s:
                    # Below zero, so that no text was asked before.
                    number -= 1
                    try:
                        found[runaways].seconds.append(connection.ask(question.ask(chance, number))[1])
                    except NoAnswer:
                        found[runaways].refused += 1
            connection.close()
    return found


def kept(
    questions: list[Question], address: str, seed: int, repeat: int, timeout_s: float, progress: Callable[[str], None]
) -> dict[str, list[float]]:
    """By question the seconds that one text takes each time after the first two; those that fail are left out."""
    chance = Chance(f"{seed} kept")
    connection = Connection(address, timeout_s)
    found: dict[str, list[float]] = {}
    for question in questions:
        progress(f"asked again: {question.name}")
        query = question.ask(chance, 0)
        media_type = GRAPH_TYPE if question.is_graph else SELECT_TYPE
        try:
            found[question.name] = [connection.ask(query, media_type)[1] for _ in range(repeat + 2)][2:]
        except NoAnswer:
            continue
    connection.close()
    return found


@contextmanager
def _runaways(count: int, address: str) -> Iterator[None]:
    ended = threading.Event()
    connections = [Connection(address, _PATIENCE_S) for _ in range(count)]

    def run(connection: Connection, number: int) -> None:
        while not ended.is_set():
            number += count
            try:
                connection.ask(f"{_RUNAWAY}\n# {time.time_ns()} {number}")
            except NoAnswer:
                ended.wait(_PAUSE_S)

    threads = [threading.Thread(target=run, args=(one, place), daemon=True) for place, one in enumerate(connections)]
    for thread in threads:
        thread.start()
    # They have begun before the first lookup is timed.
    time.sleep(_PAUSE_S if count else 0)
    try:
        yield
    finally:
        ended.set()
        for connection in connections:
            connection.hang_up()
        for thread in threads:
            thread.join()
        # What the server still does for those that have left is no part of the next slice.
        time.sleep(_SETTLE_S if count else 0)
