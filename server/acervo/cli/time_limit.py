"""A limit on how long a command may take."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from acervo.errors import AcervoError, SettingsError


class TookTooLong(AcervoError):
    """What was asked was not done in time; nothing can be told."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """
    Run the block for at most *seconds*; None for as long as it takes.

    Raises:
        TookTooLong: the time is over.
        SettingsError: the system has no such clock.
    """
    if seconds is None:
        yield
        return
    if not hasattr(signal, "setitimer"):
        raise SettingsError("--timeout is not to be had on this system.")

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TookTooLong(
            f"Not done after {seconds:g} s, so nothing can be told. Give it more time (--timeout), or look which shape "
            "or rule takes it: acervo check --verbose tells how much each examined."
        )

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
