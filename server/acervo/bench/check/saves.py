"""
An archive that is watched: `python -m acervo.bench.check.saves DIR SEED EDITS`.

It checks as the process beside `acervo serve --watch` does, and writes figures as JSON. The files of the archive are
changed, and are as they were at the end.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pyoxigraph as ox

from acervo.bench.chance import Chance
from acervo.bench.check.clock import Clock, peak_mb
from acervo.bench.check.edits import Edit, edits, replacements
from acervo.bench.memory import memory_mb
from acervo.checking.desk import KeptValidator, give_back_memory
from acervo.checking.lint.tokens import Writings
from acervo.checking.run import check_reading
from acervo.checking.validating import Progress, in_bulk
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import FileGraph, Reading, read_archive
from acervo.edition.normalise import Normalised
from acervo.shacl.report import Report, key_of
from acervo.shacl.shapes import Shapes

_WHOLE: Final = 3
"""Saves that are checked whole, lint and all."""
_SMALL: Final = 200_000
"""Triples up to which a check anew, to compare with, is made after every fifth edit; beyond that once."""


class Desk:
    """The archive at *root* as it was last read, and the report of its shapes."""

    def __init__(self, root: Path):
        self._root = root
        self._validator = KeptValidator()
        self.reading: Reading | None = None
        self.report: Report | None = None
        self.writings = Writings()
        self.asking_s = 0.0

    def read(self) -> Reading:
        """The files as they are now."""
        self.reading = read_archive(open_archive(self._root), before=self.reading)
        return self.reading

    def ask(
        self, reading: Reading, normalised: Normalised | None = None, progress: Progress = lambda step: None
    ) -> tuple[Report, Shapes]:
        """As a `Validator`: analysis, evaluation and report, whose time it notes."""
        start = perf_counter()
        self.report, shapes = self._validator(reading, normalised, progress)
        self.asking_s = perf_counter() - start
        return self.report, shapes

    def save(self, edit: Edit) -> None:
        """Write a file as it is to be."""
        lines = "".join(f"{triple} .\n" for triple in edit.triples)
        (self._root / edit.path).write_text(lines, encoding="utf-8", newline="\n")

    def differs(self) -> int:
        """How many results are not those of a check anew."""
        assert self.reading is not None
        assert self.report is not None
        anew, _ = in_bulk(self.reading, None)
        kept, fresh = (Counter(map(key_of, report.results)) for report in (self.report, anew))
        same = self.report.focus_nodes == anew.focus_nodes
        return ((kept - fresh) + (fresh - kept)).total() + (not same)


def main(arguments: list[str]) -> None:
    """Check, edit, check again."""
    root, seed, count = Path(arguments[0]), arguments[1], int(arguments[2])
    desk, clock = Desk(root), Clock()
    reading = desk.read()
    found = len(check_reading(reading, validator=desk.ask, writings=desk.writings).findings)
    clock.done("first")
    give_back_memory()
    told: dict[str, Any] = {"first_s": clock.wall_s["first"], "findings": found, "memory_mb": [memory_mb(os.getpid())]}
    graphs = [graph for graph in reading.graphs if graph.folder == "data" and not _has_blank_nodes(graph)]
    chance = Chance(f"{seed} edits")
    before = desk.report
    is_small = sum(len(graph.triples) for graph in reading.graphs) <= _SMALL
    every = 5 if is_small else count
    told["edits"] = _timed(desk, edits(graphs, chance, count), every)
    give_back_memory()
    told["memory_mb"].append(memory_mb(os.getpid()))
    told["files"] = _timed(desk, replacements(graphs, chance, max(10, count // 5)), every if is_small else 0)
    told["saves"] = [_whole(desk, edit) for edit in edits(graphs, chance, 2 * _WHOLE)]
    assert before is not None
    assert desk.report is not None
    told["undone"] = sorted(map(key_of, before.results)) == sorted(map(key_of, desk.report.results))
    told["peak_mb"] = peak_mb()
    print(json.dumps(told))


def _timed(desk: Desk, changes: Iterable[Edit], every: int) -> list[dict[str, Any]]:
    """What each of *changes* took; after one in *every* the report is held against one made anew (0: never)."""
    told = []
    for number, edit in enumerate(changes):
        desk.save(edit)
        clock = Clock()
        reading = desk.read()
        clock.done("reading")
        report, _ = desk.ask(reading)
        clock.done("asking")
        # Some of these are edits, some undo one.
        compared = bool(every) and number % every == min(every - 1, 2)
        told.append(
            {
                "kind": edit.kind,
                "path": edit.path,
                "reading_s": clock.wall_s["reading"],
                "wall_s": clock.wall_s["asking"],
                "cpu_s": clock.cpu_s["asking"],
                "results": len(report.results),
                "different": desk.differs() if compared else None,
            }
        )
    return told


def _whole(desk: Desk, edit: Edit) -> dict[str, float]:
    desk.save(edit)
    at: dict[str, float] = {}

    def progress(step: str) -> None:
        at[step] = perf_counter()

    start = perf_counter()
    reading = desk.read()
    read = perf_counter()
    check_reading(reading, progress, validator=desk.ask, writings=desk.writings)
    end = perf_counter()
    return {
        "reading_s": read - start,
        "asking_s": desk.asking_s,
        "findings_s": at["lint"] - read - desk.asking_s,
        "lint_s": end - at["lint"],
        "whole_s": end - start,
    }


def _has_blank_nodes(graph: FileGraph) -> bool:
    return any(isinstance(term, ox.BlankNode) for triple in graph.triples for term in (triple.subject, triple.object))


if __name__ == "__main__":
    main(sys.argv[1:])
