"""Files of lines put in order, a part at a time: a file may be larger than memory."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, Final

_AT_ONCE: Final = 250_000


def sort_lines(path: Path, *, at_once: int = _AT_ONCE) -> None:
    """
    Put the lines of *path* in the order of their bytes.

    Args:
        at_once: How many lines are held in memory.

    Raises:
        OSError: there is no place for a copy beside it.
    """
    with ExitStack() as parts:
        runs: list[IO[bytes]] = []
        with path.open("rb") as lines:
            while part := sorted(islice(lines, at_once)):
                runs.append(parts.enter_context(tempfile.TemporaryFile(dir=path.parent)))
                runs[-1].writelines(part)
                runs[-1].seek(0)
        with path.open("wb") as ordered:
            ordered.writelines(heapq.merge(*runs))
