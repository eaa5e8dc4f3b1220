"""How many tiny lookups a system answers in a second, over one or several connections that are kept open."""

from __future__ import annotations

import selectors
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from acervo.bench.chance import Chance
from acervo.bench.connection import SELECT_TYPE, Connection, Message, NoAnswer
from acervo.bench.questions import Question
from acervo.bench.running import Running

CONNECTIONS: Final = (1, 4, 16)
_SILENCE_S: Final = 30
_PART_BYTES: Final = 64 * 1024
_DRAWN: Final = 500
_DIGITS: Final = 9


@dataclass(frozen=True)
class Rate:
    """What came of all slices of one system with so many connections."""

    lookups: int
    seconds: float
    client_seconds: float
    """Of the processor, taken by the client itself."""

    @property
    def per_second(self) -> float:
        """Lookups answered in a second."""
        return self.lookups / self.seconds

    @property
    def client_share(self) -> float:
        """The part of one processor that the client took: near 1, it is the client that was measured."""
        return self.client_seconds / self.seconds


def throughput(
    question: Question,
    systems: Mapping[str, Running],
    seed: int,
    slices: int,
    slice_s: float,
    progress: Callable[[str], None],
) -> dict[int, dict[str, Rate]]:
    """
    By connections, then by system; one client in one process asks all of them, in slices that take turns.

    A system that does not answer every lookup has no figure for so many connections.
    """
    chance = Chance(f"{seed} throughput")
    broken: set[tuple[int, str]] = set()
    found: dict[int, dict[str, list[Rate]]] = defaultdict(lambda: defaultdict(list))
    number = 0
    for turn in range(slices):
        for connections in CONNECTIONS:
            for name in chance.shuffled(list(systems)):
                progress(f"throughput, slice {turn + 1} of {slices}: {name}, {connections} connections")
                # Drawn before the clock runs.
                asked = [question.ask(chance, number) for _ in range(_DRAWN)]
                try:
                    rate = _Client(systems[name].address, connections, asked, number).run(slice_s)
                except (NoAnswer, OSError):
                    broken.add((connections, name))
                    continue
                found[connections][name].append(rate)
                number += rate.lookups + connections
    return {
        connections: {name: _sum(rates) for name, rates in by.items() if (connections, name) not in broken}
        for connections, by in found.items()
    }


def _sum(rates: list[Rate]) -> Rate:
    return Rate(
        sum(rate.lookups for rate in rates),
        sum(rate.seconds for rate in rates),
        sum(rate.client_seconds for rate in rates),
    )


class _Client:
    """
    Asks over several connections at once, the next question on each as soon as it has its answer.

    Args:
        asked: The questions, in turn; a number at the end makes each text one that no system has seen.
        number: The first of these numbers.
    """

    def __init__(self, address: str, connections: int, asked: list[str], number: int):
        self._connections = [Connection(address, _SILENCE_S) for _ in range(connections)]
        texts = [f"{text}#{'0' * _DIGITS}" for text in asked]
        self._requests = [self._connections[0].request(text, SELECT_TYPE)[:-_DIGITS] for text in texts]
        self._number = number

    def run(self, seconds: float) -> Rate:
        """
        Ask for *seconds*.

        Raises:
            NoAnswer: a lookup was not answered.
        """
        try:
            return self._run(seconds)
        finally:
            for connection in self._connections:
                connection.close()

    def _run(self, seconds: float) -> Rate:
        messages: dict[int, Message] = {}
        lookups = 0
        with selectors.DefaultSelector() as selector:
            for place, connection in enumerate(self._connections):
                selector.register(connection.opened(), selectors.EVENT_READ, place)
                messages[place] = self._send(place)
            start, begun = time.perf_counter(), time.process_time()
            while (took := time.perf_counter() - start) < seconds:
                for key, _ in selector.select(_SILENCE_S):
                    place = int(key.data)
                    message = messages[place]
                    part = self._connections[place].opened().recv(_PART_BYTES)
                    message.feed(part)
                    if message.is_whole:
                        if message.status != 200:
                            raise NoAnswer(f"status {message.status} for a lookup")
                        lookups += 1
                        messages[place] = self._send(place)
                    elif not part:
                        raise NoAnswer("closed the connection")
            return Rate(lookups, took, time.process_time() - begun)

    def _send(self, place: int) -> Message:
        request = self._requests[self._number % len(self._requests)]
        self._connections[place].opened().sendall(b"%b%0*d" % (request, _DIGITS, self._number))
        self._number += 1
        return Message()
