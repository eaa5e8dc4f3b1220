"""One measurement in a process of its own, so that neither its memory nor its imports are another's."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any, Final

from acervo.errors import AcervoError

_SHOWN: Final = 300


class Failed(AcervoError):
    """
    A process told no figures.

    Args:
        reason: Why, in a few words.
    """


class TooSlow(Failed):
    """It was ended, since it took longer than it may."""


def figures(command: Sequence[str], timeout_s: float) -> dict[str, Any]:
    """
    The JSON object that *command* writes last.

    Raises:
        TooSlow: it took more than *timeout_s*.
        Failed: it ended otherwise than it should.
    """
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout_s, env=environment
        )
        if ended.returncode == 0:
            told: dict[str, Any] = json.loads(ended.stdout.strip().rpartition("\n")[2])
            return told
    except subprocess.TimeoutExpired as error:
        raise TooSlow(f"more than {timeout_s:g} s") from error
    except (OSError, ValueError) as error:
        raise Failed(str(error)[:_SHOWN]) from error
    raise Failed((ended.stderr.strip() or f"exit code {ended.returncode}")[-_SHOWN:])
