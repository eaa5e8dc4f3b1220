"""A pair on which two engines differ, made as small as it can be while they still do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox
from tests.shacl.judge.comparison import differences
from tests.shacl.judge.pairs import Engine, Pair, Refused, asked, graph_of, judge

_PARTS = ("data", "claimed", "shapes")


def disagreement(engine: Engine, pair: Pair, *, trusted: bool = True) -> list[str]:
    """
    How *engine* and the judge differ on *pair*; empty where they do not.

    Where the judge ends in an error, the engine must end in the same one.
    """
    expected, found = asked(judge, pair, trusted=trusted), asked(engine, pair, trusted=trusted)
    if isinstance(expected, Refused) or isinstance(found, Refused):
        return [] if expected == found else [f"{_outcome(found)} instead of {_outcome(expected)}"]
    return differences(expected, found, graph_of(pair))


def failure(engine: Engine, pair: Pair, *, trusted: bool = True) -> str:
    """How *engine* and the judge differ, and as little of *pair* as shows it; empty where they agree."""
    if not disagreement(engine, pair, trusted=trusted):
        return ""
    small = shrunk(pair, lambda smaller: bool(disagreement(engine, smaller, trusted=trusted)))
    return "\n".join((*disagreement(engine, small, trusted=trusted), str(small)))


def shrunk(pair: Pair, differs: Callable[[Pair], bool]) -> Pair:
    """*pair* without what it does not take for *differs* to hold; an error is no difference."""

    def still(smaller: Pair) -> bool:
        try:
            return differs(smaller)
        except Exception:  # whatever an engine raises on half a shape is another matter
            return False

    before = None
    while before != pair:
        before = pair
        for part in _PARTS:
            for size in _sizes(len(getattr(pair, part))):
                pair = _without(pair, part, size, still)
    return pair


def _sizes(count: int) -> Iterator[int]:
    size = count
    while size:
        yield size
        size //= 2


def _without(pair: Pair, part: str, size: int, still: Callable[[Pair], bool]) -> Pair:
    start = 0
    while start < len(triples := getattr(pair, part)):
        smaller = _reachable(replace(pair, **{part: (*triples[:start], *triples[start + size :])}))
        if still(smaller):
            pair = smaller
        else:
            start += size
    return pair


def _reachable(pair: Pair) -> Pair:
    """*pair* without what only a blank node of the shapes led to that is no longer mentioned."""
    triples = pair.shapes
    while True:
        mentioned = {triple.object for triple in triples}
        kept = tuple(t for t in triples if not isinstance(t.subject, ox.BlankNode) or t.subject in mentioned)
        if len(kept) == len(triples):
            return replace(pair, shapes=kept)
        triples = kept


def _outcome(outcome: object) -> str:
    return outcome.reason if isinstance(outcome, Refused) else "a report"


def all_failures(engine: Engine, pairs: Iterable[tuple[int, Pair]]) -> list[str]:
    """The failure of each of *pairs*, with its seed."""
    return [f"# seed {seed}\n{told}" for seed, pair in pairs if (told := failure(engine, pair))]
