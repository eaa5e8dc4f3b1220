"""
The process that workers are forked from: it holds the imports and, for a small edition, the store.

It has one thread and does nothing but fork, so that a fork is safe and takes milliseconds. It is started as
`python -m acervo.engine.zygote` with its control socket as an inherited file, and ends with everything it forked when
the server closes that socket.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from acervo.edition.loading import load_store
from acervo.engine.dumping import SortedQuads
from acervo.engine.worker import Held, WorkerLimits, work

READY: Final = b"R"
FORK: Final = b"F"
PID: Final = struct.Struct("!I")


@dataclass(frozen=True)
class Place:
    """Where an edition stands."""

    quads: str
    store_folder: str = ""
    """Empty where it is to be held in memory."""
    merged: bool = False
    """Whether graphs share a triple, so that the default graph is to hold their merge."""

    def as_json(self) -> str:
        """As the zygote reads it from its command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Place:
        """The same, read."""
        return cls(**json.loads(text))


def main(arguments: list[str]) -> None:
    """
    Load, say that it is ready, and fork a worker for each connection that comes.

    Args:
        arguments: number of the control socket, place of the edition (`Place`, as JSON), base IRI, limits.
    """
    number, place, base, limits = arguments
    control = socket.socket(fileno=int(number))
    # A group of its own: Ctrl-C in the terminal is the server's to answer, and one signal ends all workers.
    os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    where = Place.from_json(place)
    in_memory = None if where.store_folder else load_store(Path(where.quads), merged=where.merged)
    quads = os.open(where.quads, os.O_RDONLY)
    gc.freeze()
    control.sendall(READY)
    while True:
        message, files, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            os.killpg(0, signal.SIGKILL)
        connection, errors = files
        pid = os.fork()
        if pid == 0:
            control.close()
            _become_worker(connection, errors, in_memory, where, quads, base, WorkerLimits(**json.loads(limits)))
        os.close(connection)
        os.close(errors)
        control.sendall(PID.pack(pid))


def _become_worker(
    connection: int, errors: int, store: ox.Store | None, where: Place, quads: int, base: str, limits: WorkerLimits
) -> None:
    status = 1
    try:
        # What the engine says when it gives up, the server reads to know why.
        os.dup2(errors, 2)
        store = ox.Store.read_only(where.store_folder) if store is None else store
        work(socket.socket(fileno=connection), Held(store, SortedQuads(quads)), base, limits)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
