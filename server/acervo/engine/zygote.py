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
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from acervo.engine.worker import WorkerLimits, work

READY: Final = b"R"
FORK: Final = b"F"
PID: Final = struct.Struct("!I")


def main(arguments: list[str]) -> None:
    """
    Load, say that it is ready, and fork a worker for each connection that comes.

    Args:
        arguments: number of the control socket, place of the store (`memory:FILE` or `disk:FOLDER`), base IRI, limits.
    """
    number, place, base, limits = arguments
    control = socket.socket(fileno=int(number))
    # A group of its own: Ctrl-C in the terminal is the server's to answer, and one signal ends all workers.
    os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    kind, _, path = place.partition(":")
    held = load_store(Path(path)) if kind == "memory" else None
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
            _become_worker(connection, errors, held, path, base, WorkerLimits(**json.loads(limits)))
        os.close(connection)
        os.close(errors)
        control.sendall(PID.pack(pid))


def load_store(path: Path) -> ox.Store:
    """The store of an edition kept as N-Quads; its blank nodes keep their labels."""
    store = ox.Store()
    store.bulk_extend(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
    return store


def _become_worker(
    connection: int, errors: int, held: ox.Store | None, path: str, base: str, limits: WorkerLimits
) -> None:
    status = 1
    try:
        # What the engine says when it gives up, the server reads to know why.
        os.dup2(errors, 2)
        store = held if held is not None else ox.Store.read_only(path)
        work(socket.socket(fileno=connection), store, base, limits)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
