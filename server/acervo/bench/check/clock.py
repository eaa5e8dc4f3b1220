"""Wall and processor time of steps, and the memory that they came to."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

_STATUS: Final = Path("/proc/self/status")


class Clock:
    """Tells what each step took, from the one before on."""

    def __init__(self) -> None:
        self.wall_s: dict[str, float] = {}
        self.cpu_s: dict[str, float] = {}
        self._wall = time.perf_counter()
        self._cpu = time.process_time()

    def restart(self) -> None:
        """What went by since the last step belongs to none."""
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def done(self, step: str) -> None:
        """*step* ends here; one that comes again is added up."""
        wall, cpu = self._wall, self._cpu
        self.restart()
        self.wall_s[step] = self.wall_s.get(step, 0.0) + self._wall - wall
        self.cpu_s[step] = self.cpu_s.get(step, 0.0) + self._cpu - cpu


def peak_mb() -> float | None:
    """The most memory that this process had at once, in MB (1,000,000 bytes); None where the system does not tell."""
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return None
    return next((round(int(line.split()[1]) * 1024 / 1e6, 1) for line in lines if line.startswith("VmHWM:")), None)
