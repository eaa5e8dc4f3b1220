"""Every question asked of every system in turn: how long each takes, and whether the answers are equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import geometric_mean, median
from typing import Final

from acervo.bench.answers import Answer, Unreadable, answer_of, difference
from acervo.bench.chance import Chance
from acervo.bench.connection import GRAPH_TYPE, SELECT_TYPE, Connection, NoAnswer, TooLate
from acervo.bench.questions import Question
from acervo.bench.running import Running

_BUDGET_S: Final = 10.0
"""What the repetitions of one question may take at one system; then, and after so many, it is asked no more."""
_LEAST: Final = 3
_SHOWN: Final = 300
"""Characters of what went wrong that are kept."""


@dataclass
class Times:
    """What came of one question at one system."""

    seconds: list[float] = field(default_factory=list)
    failure: str = ""
    """Why it was left out; "" where every repetition was answered."""

    @property
    def is_enough(self) -> bool:
        """Whether so much time went into it that further repetitions would tell little more."""
        return len(self.seconds) >= _LEAST and sum(self.seconds) > _BUDGET_S

    @property
    def p50_ms(self) -> float:
        """The median, in milliseconds."""
        return 1000 * median(self.seconds)

    @property
    def p95_ms(self) -> float:
        """What nineteen in twenty stay below, in milliseconds."""
        return 1000 * quantile(self.seconds, 0.95)


@dataclass
class Comparison:
    """What came of all questions."""

    times: dict[str, dict[str, Times]]
    """By question, then by system."""
    differences: list[dict[str, str]] = field(default_factory=list)
    """Each pair of answers that are not equal, once for a question and two systems."""

    def mean_ratio(self, system: str, to: str, of: Callable[[list[float]], float] = median) -> float | None:
        """
        The geometric mean over all questions of how many times as long *system* takes as *to*.

        Args:
            of: What is compared of the times of one question.

        Returns:
            None where the two have answered no question both, in every repetition.
        """
        ratios = [
            of(both[system].seconds) / of(both[to].seconds)
            for both in self.times.values()
            if not both[system].failure and not both[to].failure
        ]
        return geometric_mean(ratios) if ratios else None


def quantile(values: Iterable[float], share: float) -> float:
    """The smallest of *values* that at least *share* of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


class Comparer:
    """
    Asks *questions* of *systems*; each repetition asks every system in turn, in an order drawn anew.

    Args:
        seed: Draws parameters and order.
        timeout_s: After which a system is left out of a question.
    """

    def __init__(self, questions: list[Question], systems: Mapping[str, Running], seed: int, timeout_s: float):
        self._questions = questions
        self._systems = systems
        self._chance = Chance(f"{seed} questions")
        self._timeout_s = timeout_s
        self._connections = {name: Connection(one.address, timeout_s) for name, one in systems.items()}
        self._number = 0
        self._told: set[tuple[str, str, str]] = set()
        self.comparison = Comparison({question.name: {name: Times() for name in systems} for question in questions})

    def compare(self, repeat: int, progress: Callable[[str], None]) -> Comparison:
        """Ask every question once to warm up and then *repeat* times; answers are compared each time."""
        for turn in range(repeat + 1):
            for question in self._chance.shuffled(self._questions):
                progress(f"round {turn} of {repeat}: {question.name}" if turn else f"warming up: {question.name}")
                self._ask(question, is_counted=turn > 0)
        for connection in self._connections.values():
            connection.close()
        return self.comparison

    def _ask(self, question: Question, is_counted: bool) -> None:
        self._number += 1
        query = question.ask(self._chance, self._number)
        answers: dict[str, Answer] = {}
        for name in self._chance.shuffled(list(self._systems)):
            times = self.comparison.times[question.name][name]
            if times.failure or (is_counted and times.is_enough):
                continue
            try:
                reply, took = self._connections[name].ask(query, GRAPH_TYPE if question.is_graph else SELECT_TYPE)
                answers[name] = answer_of(question, reply, self._systems[name].system.extra_graph)
            except (NoAnswer, Unreadable) as error:
                times.failure = str(error)[:_SHOWN]
                if isinstance(error, TooLate):
                    self._let_go(name)
                continue
            if is_counted:
                times.seconds.append(took)
        self._judge(question.name, query, answers)

    def _let_go(self, name: str) -> None:
        """Start it anew: what it still does for a query that nobody waits for would slow the others."""
        one = self._systems[name]
        one.stop()
        one.start()
        self._connections[name] = Connection(one.address, self._timeout_s)

    def _judge(self, question: str, query: str, answers: Mapping[str, Answer]) -> None:
        names = [name for name in self._systems if name in answers]
        for first, second in zip(names[:1] * len(names), names[1:], strict=False):
            told = difference(answers[first], answers[second])
            if told and (question, first, second) not in self._told:
                self._told.add((question, first, second))
                self.comparison.differences.append(
                    {"question": question, "first": first, "second": second, "difference": told, "query": query}
                )
