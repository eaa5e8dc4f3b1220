"""Counts of what happened, as Prometheus reads them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Outcome = Literal["answered", "malformed", "refused", "timeout", "limit", "unavailable", "cut", "left", "failed"]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "answered",
    "malformed",
    "refused",
    "timeout",
    "limit",
    "unavailable",
    "cut",
    "left",
    "failed",
)
Asker = Literal["client", "page"]
ASKERS: Final[tuple[Asker, ...]] = ("client", "page")
#: What 304 says of: an answer or a description, a whole graph, a page or the data of an entity.
KINDS: Final = ("answer", "graph", "page")
_BUCKETS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
Labels = Mapping[str, str]


class Histogram:
    """How often something took how long."""

    def __init__(self) -> None:
        self._counts = [0] * (len(_BUCKETS_S) + 1)
        self._sum_s = 0.0

    def add(self, seconds: float) -> None:
        """One more that took *seconds*."""
        self._counts[bisect_left(_BUCKETS_S, seconds)] += 1
        self._sum_s += seconds

    def lines(self, name: str, labels: Labels) -> Iterator[str]:
        """In the text format: each bucket counts what the smaller ones count as well."""
        total = 0
        for bound, count in zip((*map(str, _BUCKETS_S), "+Inf"), self._counts, strict=True):
            total += count
            yield sample(f"{name}_bucket", total, {**labels, "le": bound})
        yield sample(f"{name}_sum", round(self._sum_s, 6), labels)
        yield sample(f"{name}_count", total, labels)


@dataclass
class Figures:
    """What happened since the server started, over all editions."""

    queries: Counter[tuple[Asker, Outcome]] = field(default_factory=Counter)
    seconds: dict[Asker, Histogram] = field(default_factory=lambda: {asker: Histogram() for asker in ASKERS})
    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By method and status."""
    not_modified: Counter[str] = field(default_factory=Counter)
    """Answers with 304, by what was asked for: they take no worker."""
    swaps: int = 0
    """Editions that took the place of another."""
    failed_checks: int = 0
    """Saves that were not served."""

    def asked(self, asker: Asker, outcome: Outcome, seconds: float) -> None:
        """A query has ended."""
        self.queries[asker, outcome] += 1
        self.seconds[asker].add(seconds)

    def lines(self) -> Iterator[str]:
        """All of them, each with its name, kind and meaning."""
        yield from family(
            "acervo_queries_total",
            "counter",
            "SPARQL queries that ended, by who asked and how they ended.",
            (
                ({"asker": asker, "outcome": outcome}, self.queries[asker, outcome])
                for asker in ASKERS
                for outcome in OUTCOMES
            ),
        )
        name = "acervo_query_seconds"
        yield from header(name, "histogram", "Seconds from the question to the last byte of the answer.")
        for asker, histogram in self.seconds.items():
            yield from histogram.lines(name, {"asker": asker})
        yield from family(
            "acervo_requests_total",
            "counter",
            "HTTP requests that ended, by method and status.",
            (
                ({"method": method, "status": str(status)}, count)
                for (method, status), count in sorted(self.requests.items())
            ),
        )
        yield from family(
            "acervo_not_modified_total",
            "counter",
            "Answers with 304, for which no query was asked, by what the client has.",
            (({"kind": kind}, self.not_modified[kind]) for kind in KINDS),
        )
        yield from single("acervo_edition_swaps_total", "counter", "Editions put in place of another.", self.swaps)
        yield from single("acervo_failed_checks_total", "counter", "Saves that were not served.", self.failed_checks)


def family(name: str, kind: str, meaning: str, samples: Iterable[tuple[Labels, float]]) -> Iterator[str]:
    """The samples of one metric, below what it is."""
    yield from header(name, kind, meaning)
    for labels, value in samples:
        yield sample(name, value, labels)


def single(name: str, kind: str, meaning: str, value: float) -> Iterator[str]:
    """A metric of one sample."""
    return family(name, kind, meaning, [({}, value)])


def header(name: str, kind: str, meaning: str) -> Iterator[str]:
    """What stands above the samples of a metric."""
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"


def sample(name: str, value: float, labels: Labels) -> str:
    r"""
    One line.

    >>> sample("up", 1, {"title": 'the "first"'})
    'up{title="the \\"first\\""} 1'

    Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
    """
    named = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{f'{{{named}}}' if named else ''} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
