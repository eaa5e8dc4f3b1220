"""One line in the terminal that says what is going on, and goes away."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType


class Status:
    """
    Shows the current step on stderr while a terminal is there to see it; silent otherwise.

    >>> with Status("Checking") as status:
    ...     status("data/events/strike.ttl")
    """

    def __init__(self, title: str):
        self._title = title
        self.step = ""
        """The last one."""
        self._visible = sys.stderr.isatty()

    def __call__(self, step: str) -> None:
        self.step = step
        if self._visible:
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(f"\r\x1b[K{f'{self._title}: {step} …'[:width]}")
            sys.stderr.flush()

    def __enter__(self) -> Status:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._visible:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
