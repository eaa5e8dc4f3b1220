"""`acervo bench check` as a whole: archives of several sizes, checked whole, after edits, and by other engines."""

from __future__ import annotations

import datetime
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import pyoxigraph as ox

from acervo.bench.chance import Chance
from acervo.bench.check.engines import ENGINES, OURS
from acervo.bench.check.process import Failed, TooSlow, figures
from acervo.bench.comparing import quantile
from acervo.bench.generating import generate
from acervo.bench.machine import load, machine
from acervo.checking.validating import seen_by_shapes
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.normalise import normalise

SHAPES: Final = Path(__file__).with_name("shapes.ttl")
FAULTS: Final = 0.003
_PATIENCE_S: Final = 3600
_JUDGE: Final = "pyshacl"
"""Whose results are right where two engines differ."""


@dataclass(frozen=True)
class Plan:
    """What is to be measured."""

    sizes: tuple[int, ...]
    """Triples of the archives."""
    engines: tuple[str, ...]
    seed: int = 1
    repeat: int = 3
    """Times of each check with nothing kept."""
    edits: int = 50
    timeout_s: float = 300.0
    """For one run of another engine."""
    archive: Path | None = None
    """One more archive, checked with nothing kept."""


def measure(
    folder: Path,
    plan: Plan,
    progress: Callable[[str], None],
    so_far: Callable[[dict[str, Any]], None] = lambda result: None,
) -> dict[str, Any]:
    """
    Measure in *folder*, which is empty.

    Args:
        so_far: Told the result after each size, since a whole run takes long and may be ended.

    Returns:
        Every figure, ready for JSON; `differences` names whatever is not as it should be.

    Raises:
        CuratorError: the archive of *plan* cannot be read.
        Failed: one of our own processes told no figures.
    """
    pythons, absent = _found(plan.engines)
    sizes: dict[str, dict[str, Any]] = {}
    differences: list[str] = []
    result: dict[str, Any] = {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "load_before": load(),
        "seed": plan.seed,
        "repeat": plan.repeat,
        "engines": {
            name: {"about": ENGINES[name].about, "version": ENGINES[name].version(python)}
            for name, python in pythons.items()
        },
        "absent": absent,
        "sizes": sizes,
        "differences": differences,
    }
    slow: set[str] = set()
    for size in plan.sizes:
        told = sizes[str(size)] = {}
        archive, data = folder / f"archive-{size}", folder / "data.nt"
        progress(f"writing: {size:,} triples")
        generate(archive, size, plan.seed, FAULTS)
        told["engines"] = _by_engines(_Asked(archive, data, size), pythons, slow, plan, progress)
        told["whole"] = _whole(archive, plan, progress, f"{size:,} triples")
        if OURS in pythons:
            progress(f"edits: {size:,} triples")
            told["watched"] = _watched(archive, plan)
        differences += [f"{size:,} triples: {one}" for one in _differences(told)]
        shutil.rmtree(archive)
        so_far(result)
    if plan.archive is not None:
        result["archive"] = _command(plan.archive, plan, progress)
    result["load_after"] = load()
    return result


def _found(names: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    pythons: dict[str, str] = {}
    absent: dict[str, str] = {}
    for name in names:
        python = ENGINES[name].python()
        if python is None:
            absent[name] = f"not installed ({ENGINES[name].source})"
        else:
            pythons[name] = python
    return pythons, absent


@dataclass(frozen=True)
class _Asked:
    archive: Path
    data: Path
    size: int

    def write(self) -> None:
        """What shapes see of the archive, as one file."""
        reading = read_archive(open_archive(self.archive))
        seen = dict.fromkeys(seen_by_shapes(reading, normalise(reading)))
        ox.serialize(seen, str(self.data), format=ox.RdfFormat.N_TRIPLES)


def _by_engines(
    asked: _Asked, pythons: dict[str, str], slow: set[str], plan: Plan, progress: Callable[[str], None]
) -> dict[str, Any]:
    """What each engine took, in turns; one that was too slow is not asked about a larger archive."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in pythons if name not in slow}
    failures = {name: "was too slow for a smaller one" for name in pythons if name in slow}
    if len(pythons) < 2:
        return {}
    asked.write()
    chance = Chance(f"{plan.seed} engines {asked.size}")
    for turn in range(plan.repeat):
        for name in chance.shuffled(list(runs)):
            if name in failures:
                continue
            progress(f"engines: {asked.size:,} triples, round {turn + 1} of {plan.repeat}, {name}")
            results = asked.data.with_name("results.nt")
            try:
                runs[name].append(ENGINES[name].run(pythons[name], SHAPES, asked.data, results, plan.timeout_s))
            except Failed as error:
                failures[name] = str(error)
                if isinstance(error, TooSlow):
                    slow.add(name)
            results.unlink(missing_ok=True)
    asked.data.unlink()
    ours = [sum(run["wall_s"].values()) for run in runs.get(OURS, ())]
    return {
        name: {"failure": failures[name]}
        if name in failures
        else {
            "runs": several,
            "wall_s": median(sum(run["wall_s"].values()) for run in several),
            "cpu_s": median(sum(run["cpu_s"].values()) for run in several),
            "peak_mb": max((run["peak_mb"] or 0) for run in several) or None,
            # Of runs of the same round, so that a machine that slows down slows both.
            "times_ours": median(sum(run["wall_s"].values()) / our for run, our in zip(several, ours, strict=False))
            if ours and OURS not in failures
            else None,
        }
        for name, several in {**{name: [] for name in failures}, **runs}.items()
    }


def _whole(archive: Path, plan: Plan, progress: Callable[[str], None], about: str) -> list[dict[str, Any]]:
    runs = []
    for turn in range(plan.repeat):
        progress(f"checks with nothing kept: {about}, {turn + 1} of {plan.repeat}")
        runs.append(figures([sys.executable, "-m", "acervo.bench.check.whole", str(archive)], _PATIENCE_S))
    return runs


def _watched(archive: Path, plan: Plan) -> dict[str, Any]:
    child = [sys.executable, "-m", "acervo.bench.check.saves", str(archive), str(plan.seed), str(plan.edits)]
    told = figures(child, _PATIENCE_S)
    for name in ("edits", "files"):
        for clock in ("wall_s", "cpu_s", "reading_s"):
            times = [1000 * one[clock] for one in told[name]]
            told[f"{name}_{clock.replace('_s', '_ms')}"] = {"p50": median(times), "p95": quantile(times, 0.95)}
    return told


def _command(archive: Path, plan: Plan, progress: Callable[[str], None]) -> dict[str, Any]:
    """The whole command on an archive of one's own."""
    command = [sys.executable, "-c", _TIMED, str(archive)]
    runs = []
    for turn in range(plan.repeat + 1):
        progress(f"the archive named: {turn} of {plan.repeat}" if turn else "the archive named: warming up")
        runs.append(figures(command, _PATIENCE_S))
    del runs[0]  # it filled the disk's cache
    whole = _whole(archive, plan, progress, "the archive named")
    return {name: median(run[name] for run in runs) for name in ("wall_s", "cpu_s")} | {"runs": runs, "whole": whole}


_TIMED: Final = """\
import json, os, subprocess, sys, time
command = [sys.executable, "-c", "from acervo.cli.main import main; main()", "check", "--anew", sys.argv[1]]
start = time.perf_counter()
code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall, times = time.perf_counter() - start, os.times()
if code not in (0, 1):
    sys.exit(f"acervo check ends with {code}")
print(json.dumps({"wall_s": wall, "cpu_s": times.children_user + times.children_system}))
"""


def _differences(told: dict[str, Any]) -> Iterator[str]:
    engines = {name: one["runs"][0]["results"] for name, one in told["engines"].items() if "runs" in one}
    right = next((name for name in (_JUDGE, OURS) if name in engines), None)
    for name, results in engines.items():
        if right is not None:
            for key in sorted({**results, **engines[right]}):
                if results.get(key, 0) != engines[right].get(key, 0):
                    yield f"{key}: {name} has {results.get(key, 0)}, {right} {engines[right].get(key, 0)}"
    watched = told.get("watched")
    if watched is not None:
        wrong = sum(1 for one in (*watched["edits"], *watched["files"]) if one["different"])
        if wrong:
            yield f"after {wrong} edits the kept report was not that of a check anew"
        if not watched["undone"]:
            yield "once every edit was undone, the report was not the first one again"
