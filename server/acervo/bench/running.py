"""Systems as running processes: started on free ports, waited for, and ended whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from acervo.bench.connection import Connection, NoAnswer
from acervo.bench.systems import SYSTEMS, Dataset, System, free_port

_START_TIMEOUT_S: Final = 1800
"""Some read everything into memory first, and we check everything."""
_STOP_TIMEOUT_S: Final = 15


class Running:
    """One system that runs; its own process group, so that Ctrl-C is the benchmark's to answer."""

    def __init__(self, system: System):
        self.system = system
        self.address = ""
        self.command: list[str] = []
        """What started it."""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process that was started."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """
        Start it and wait until it answers.

        Raises:
            NoAnswer: it ended, or did not answer in half an hour; with what it said last.
        """
        port = free_port()
        self.address = self.system.address(port)
        self.command = self.system.command(port)
        log = self.system.folder / "log"
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
            )
        deadline = time.monotonic() + _START_TIMEOUT_S
        connection = Connection(self.address, timeout_s=60)
        while True:
            try:
                connection.ask("ASK {}")
                break
            except NoAnswer as error:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    last = " ".join(log.read_text(encoding="utf-8", errors="replace")[-500:].split())
                    raise NoAnswer(f"does not start: {last or error}") from error
            time.sleep(0.1)
        connection.close()
        self.system.fill()

    def stop(self) -> None:
        """End it with all that it started."""
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_TIMEOUT_S)
        # What stayed behind in its group, or all of it where it did not end by itself.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._process = None


@contextmanager
def running(
    names: list[str], dataset: Dataset, folder: Path, progress: Callable[[str], None]
) -> Iterator[tuple[dict[str, Running], dict[str, str]]]:
    """
    Within the block every system of *names* that is installed runs.

    Returns:
        The systems by name, and of the others why they do not run.
    """
    systems: dict[str, Running] = {}
    absent: dict[str, str] = {}
    try:
        for name in names:
            kind = SYSTEMS[name]
            if kind.found() is None:
                absent[name] = f"not installed: {kind.program} ({kind.source})"
                continue
            own = folder / name
            shutil.rmtree(own, ignore_errors=True)
            own.mkdir(parents=True)
            progress(f"starting {name}")
            one = systems[name] = Running(kind(dataset, own))
            try:
                one.system.load()
                one.start()
            except NoAnswer as error:
                one.stop()
                del systems[name]
                absent[name] = str(error)
        yield systems, absent
    finally:
        for one in systems.values():
            one.stop()
