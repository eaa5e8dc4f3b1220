"""Turtle files on disk: found in folders, and replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

SUFFIX: Final = ".ttl"


class ChangedMeanwhile(OSError):
    """Somebody else wrote the file after it was read; it was left alone."""


def turtle_files(folder: Path) -> Iterator[Path]:
    """Every Turtle file in *folder* and below, in order; what begins with a dot is left out, as are linked folders."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(place, name)
            if file.suffix == SUFFIX and not name.startswith(".") and file.is_file():
                yield file


def replace_file(file: Path, content: bytes, read: bytes) -> None:
    """
    Put *content* into *file*: at every moment it holds the old bytes or the new ones.

    Its mode stays, and its owner where the system allows; a symbolic link stays one, and what it leads to is written.

    Args:
        read: What the file held when it was read.

    Raises:
        ChangedMeanwhile: it holds something else by now.
        OSError: it may not be written, or cannot.
    """
    target = Path(os.path.realpath(file))
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(file))
    status = target.stat()
    descriptor, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
            with suppress(PermissionError):
                os.chown(part, status.st_uid, status.st_gid)
        # After the owner: a change of owner takes mode bits away.
        os.chmod(part, stat.S_IMODE(status.st_mode))
        if target.read_bytes() != read:
            raise ChangedMeanwhile(f"{file} was changed while it was read.")
        os.replace(part, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise
