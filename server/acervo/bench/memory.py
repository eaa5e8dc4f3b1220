"""How much memory a process and everything below it hold."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")


def memory_mb(pid: int) -> float | None:
    """
    What *pid* and its descendants hold, in MB (1,000,000 bytes): a page that several share counts once (PSS).

    Returns:
        None where the system does not tell.
    """
    total = 0
    for one in _with_descendants(pid):
        try:
            lines = (_PROC / str(one) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return round(total / 1e6, 1) if total else None


def _with_descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.glob("[0-9]*/stat"):
        try:
            # The name of the program stands in brackets and may hold anything.
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children[parent].append(int(entry.parent.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found
