"""Commands timed as whole processes, in turns, so that a machine that slows down slows all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


class BenchmarkError(Exception):
    """A command did not do what is timed, so that its time would mean nothing."""


@dataclass(frozen=True)
class Measure:
    """One command whose time is taken."""

    name: str
    """What it does, in the words of the table."""
    command: Sequence[str]
    """The program and its arguments."""
    before: Callable[[int], None] = lambda turn: None
    """Called with the number of the turn before the clock starts."""
    accepted: frozenset[int] = frozenset((0,))
    """Exit codes that mean it did its work."""


@dataclass
class Times:
    """What the turns of one measure took, in seconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """User and system time of the process and of those it waited for."""

    @property
    def row(self) -> tuple[str, str, str]:
        """Median, shortest and longest wall time, and median CPU time."""
        return f"{median(self.wall):.2f}", f"{min(self.wall):.2f}–{max(self.wall):.2f}", f"{median(self.cpu):.2f}"


def take_times(measures: Sequence[Measure], rounds: int, folder: Path) -> tuple[dict[str, Times], dict[str, str]]:
    """
    Run every measure once a round; a round before the first, which warms the disk's cache, does not count.

    Returns:
        Times by name, and by name what each wrote to standard output in the round that does not count.

    Raises:
        BenchmarkError: a command could not be run, or ended with a code that it should not.
    """
    times = {measure.name: Times() for measure in measures}
    told: dict[str, str] = {}
    for turn in range(rounds + 1):
        for measure in measures:
            print(f"round {turn} of {rounds}: {measure.name}", file=sys.stderr)
            measure.before(turn)
            output, wall, cpu = _run(measure, folder)
            if turn == 0:
                told[measure.name] = output
            else:
                times[measure.name].wall.append(wall)
                times[measure.name].cpu.append(cpu)
    return times, told


def _run(measure: Measure, folder: Path) -> tuple[str, float, float]:
    before, start = os.times(), time.perf_counter()
    try:
        ended = subprocess.run(measure.command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BenchmarkError(f"{measure.name}: {error}") from error
    wall, after = time.perf_counter() - start, os.times()
    if ended.returncode not in measure.accepted:
        raise BenchmarkError(f"{measure.name}: exit code {ended.returncode}\n{ended.stderr or ended.stdout}")
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return ended.stdout, wall, cpu
