"""Long work beside the thread that listens: a time limit and Ctrl-C end it, even while the engine is at a query."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Final, NoReturn, TypeVar

from acervo.errors import AcervoError

Made = TypeVar("Made")
_GRACE_S: Final = 3
"""What work has to put its own files away once it is given up."""
_STACK_BYTES: Final = 64 * 1024**2
_left: list[threading.Thread] = []


class TookTooLong(AcervoError):
    """What was asked was not done in time; nothing can be told."""


class _GivenUp(BaseException):
    """Raised in the middle of work that nobody waits for any more."""


def apart(work: Callable[[], Made], seconds: float | None = None, step: Callable[[], str] = lambda: "") -> Made:
    """
    What *work* gives, which runs in a thread of its own for at most *seconds*; None for as long as it takes.

    The engine lets other threads run while it is at a query, but no signal reaches the thread that waits for it.
    `leave` ends the process where such a query outlives what asked it.

    Args:
        step: Tells what the work was last heard to be at.

    Raises:
        TookTooLong: the time is over.
    """
    made: Future[Made] = Future()

    def run() -> None:
        try:
            made.set_result(work())
        except BaseException as error:
            made.set_exception(error)

    default = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(default)
    try:
        in_time, _ = wait((made,), seconds)
    except BaseException:
        _give_up(thread)
        raise
    if not in_time:
        _give_up(thread)
        last = f"It was at {step()}. " if step() else ""
        raise TookTooLong(
            f"Not done after {seconds:g} s, so nothing can be told. {last}"
            "Give it more time (--timeout), or mend the shape or rule that takes it."
        )
    return made.result()


def leave(code: int | str | None) -> NoReturn:
    """End the process with *code*, also where a query that was given up still runs."""
    if any(thread.is_alive() for thread in _left):
        sys.stdout.flush()
        sys.stderr.flush()
        # Python would wait for the query, or break it off in the middle of what is not Python.
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)
    sys.exit(code)


def _give_up(thread: threading.Thread) -> None:
    assert thread.ident is not None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_GivenUp))
    thread.join(_GRACE_S)
    if thread.is_alive():
        _left.append(thread)
