"""`acervo bench serve` as a whole: every system on one dataset, one result."""

from __future__ import annotations

import datetime
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any, Final
from urllib.parse import urljoin

from acervo.bench.comparing import Comparer, Comparison
from acervo.bench.crowding import crowding, kept
from acervo.bench.machine import load, machine
from acervo.bench.memory import memory_mb
from acervo.bench.questions import Question, questions
from acervo.bench.running import Running, running
from acervo.bench.systems import Dataset
from acervo.bench.throughput import throughput
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition, kept_edition, kept_on_disk
from acervo.errors import AcervoError

OURS: Final = "acervo"
PEER: Final = "oxigraph"
"""The system that targets are set against."""
_LOOKUP: Final = "lookup-subject"
_PATIENCE_S: Final = 30


class NothingRuns(AcervoError):
    """No system could be started."""


@dataclass(frozen=True)
class Plan:
    """What is to be measured."""

    systems: list[str]
    questions: tuple[str, ...]
    """Names; none for all."""
    repeat: int
    seed: int
    timeout_s: float
    slices: int
    """Slices of throughput and of runaways; 0 leaves both out."""
    slice_s: float = 2.0


def measure(archive_folder: Path, folder: Path, plan: Plan, progress: Callable[[str], None]) -> dict[str, Any]:
    """
    Serve the archive at *archive_folder* by every system of *plan* and ask the same of all of them.

    Args:
        folder: Where the systems may keep what they load; what stands there of earlier runs is removed.

    Returns:
        Every figure, ready for JSON.

    Raises:
        NothingRuns: none of the systems.
        CuratorError: the archive cannot be read.
    """
    progress("building the edition")
    archive = open_archive(archive_folder)
    edition, on_disk = kept_edition(archive), kept_on_disk(archive)
    if edition is None or on_disk is None:
        edition = build_edition(read_archive(archive))
        on_disk = keep_edition(edition)
    asked = questions(edition.store, plan.questions)
    del edition
    before = load()
    with running(plan.systems, Dataset(archive.root, on_disk.quads, on_disk.triples), folder, progress) as runs:
        systems, absent = runs
        if not systems:
            raise NothingRuns(f"no server runs. {'; '.join(f'{name}: {why}' for name, why in absent.items())}")
        result: dict[str, Any] = {
            "date": datetime.date.today().isoformat(),
            "machine": machine(),
            "load_before": before,
            "seed": plan.seed,
            "repeat": plan.repeat,
            "triples": on_disk.triples,
            "systems": {name: _about(one) for name, one in systems.items()},
            "absent": absent,
        }
        result |= _asked(systems, asked, plan, progress)
        for name, one in systems.items():
            result["systems"][name]["memory_after_mb"] = memory_mb(one.pid)
        result["load_after"] = load()
    return result


def _about(one: Running) -> dict[str, Any]:
    system = one.system
    return {
        "about": system.about,
        "version": system.version(),
        "command": [Path(part).name if "/" in part else part for part in one.command],
        "memory_idle_mb": memory_mb(one.pid),
    }


def _asked(
    systems: dict[str, Running], asked: list[Question], plan: Plan, progress: Callable[[str], None]
) -> dict[str, Any]:
    hits = _cache_hits(systems)
    comparison = Comparer(asked, systems, plan.seed, plan.timeout_s).compare(plan.repeat, progress)
    first = next(iter(systems))
    result: dict[str, Any] = {
        "questions": _times(comparison, asked),
        "differences": comparison.differences,
        "kept_answers_used": _cache_hits(systems) - hits,
        "mean_ratios": {to: comparison.mean_ratio(first, to) for to in systems if to != first},
        "mean_ratios_of_shortest": {to: comparison.mean_ratio(first, to, min) for to in systems if to != first},
    }
    lookup = next((question for question in asked if question.name == _LOOKUP), None)
    if plan.slices and lookup is not None:
        rates = throughput(lookup, systems, plan.seed, plan.slices, plan.slice_s, progress)
        result["throughput"] = {
            connections: {
                name: {"per_second": round(rate.per_second, 1), "client_share": round(rate.client_share, 3)}
                for name, rate in by.items()
            }
            for connections, by in rates.items()
        }
    if OURS in systems:
        result["kept"] = _kept(systems[OURS], comparison, asked, plan, progress)
        if plan.slices and lookup is not None:
            crowds = crowding(lookup, systems[OURS].address, plan.seed, plan.slices, 2 * plan.slice_s, progress)
            result["runaways"] = {
                runaways: {
                    "lookups": len(crowd.seconds),
                    "refused": crowd.refused,
                    "p50_ms": 1000 * median(crowd.seconds),
                    "p99_ms": crowd.p99_ms,
                }
                for runaways, crowd in crowds.items()
                if crowd.seconds
            }
    return result


def _cache_hits(systems: dict[str, Running]) -> int:
    """How many of our answers came from those that are kept: none may, where no text comes twice."""
    if OURS not in systems:
        return 0
    with urllib.request.urlopen(urljoin(systems[OURS].address, "/metrics"), timeout=_PATIENCE_S) as told:
        figures = dict(line.rsplit(" ", 1) for line in told.read().decode().splitlines() if line[:1] != "#")
    return int(float(figures["acervo_answer_cache_hits_total"]))


def _times(comparison: Comparison, asked: list[Question]) -> dict[str, Any]:
    told = {}
    for question in asked:
        by_system: dict[str, Any] = {}
        for name, times in comparison.times[question.name].items():
            if times.failure:
                by_system[name] = {"failure": times.failure}
            else:
                milliseconds = [round(1000 * took, 4) for took in times.seconds]
                by_system[name] = {"p50_ms": times.p50_ms, "p95_ms": times.p95_ms, "all_ms": milliseconds}
        told[question.name] = {"measures": question.measures, "systems": by_system}
    return told


def _kept(
    ours: Running, comparison: Comparison, asked: list[Question], plan: Plan, progress: Callable[[str], None]
) -> dict[str, Any]:
    medians = {
        name: 1000 * median(took)
        for name, took in kept(asked, ours.address, plan.seed, plan.repeat, plan.timeout_s, progress).items()
    }
    result: dict[str, Any] = {"p50_ms": medians}
    ratios = [
        medians[name] / by[PEER].p50_ms
        for name, by in comparison.times.items()
        if name in medians and PEER in by and not by[PEER].failure
    ]
    if ratios:
        result["mean_ratio"] = geometric_mean(ratios)
    return result
