"""Type what a page says into a shell, and compare what comes out."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from .reading import Block

ADDRESS = "http://127.0.0.1:8000"


class Session:
    """A reader at a terminal: files are saved, commands run, a server started once is left running until the end."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._port = _free_port()
        self._server: subprocess.Popen[str] | None = None
        binaries = Path(sys.executable).parent
        self._environment = {
            **os.environ,
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
        }
        self._environment.pop("LANG", None)

    def save(self, block: Block) -> None:
        """Save the file that *block* shows."""
        assert block.file
        file = self._folder / block.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")

    def type(self, block: Block) -> list[tuple[str, str, str]]:
        """Run each `$ command` of *block*; command, what the page shows, what was printed."""
        typed = []
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, shown = re.sub(r"\\\n", "", part).partition("\n")
            typed.append((command, shown.rstrip("\n"), self._run(command, shown).rstrip("\n")))
        return typed

    def python(self, text: str) -> str:
        """Run *text* as Python; what it prints."""
        done = self._finished([sys.executable, "-c", self._here(text)])
        return done.replace(f":{self._port}", ":8000").rstrip("\n")

    def _run(self, command: str, shown: str) -> str:
        if command.startswith("cd "):
            self._folder /= command.removeprefix("cd ")
            return ""
        if command.startswith("acervo serve"):
            return self.serve(len(shown.splitlines()), command.split()[2:])
        return self._finished(["sh", "-c", self._here(command)]).replace(f":{self._port}", ":8000")

    def serve(self, lines: int = 0, arguments: list[str] | None = None) -> str:
        """Start the server; the first *lines* that it prints."""
        command = ["acervo", "serve", *(arguments or []), "--port", str(self._port)]
        self._server = subprocess.Popen(
            command, cwd=self._folder, env=self._environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._server.stdout
        printed = "".join(self._server.stdout.readline() for _ in range(lines))
        self._wait()
        return printed.replace(f":{self._port}", ":8000")

    def close(self) -> None:
        """Stop the server."""
        if self._server:
            self._server.send_signal(signal.SIGINT)
            try:
                self._server.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.communicate()
                raise

    def _here(self, text: str) -> str:
        return text.replace(ADDRESS, f"http://127.0.0.1:{self._port}")

    def _finished(self, command: list[str]) -> str:
        done = subprocess.run(
            command, cwd=self._folder, env=self._environment, capture_output=True, text=True, timeout=120, check=False
        )
        return done.stdout or done.stderr

    def _wait(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self._port}/sparql", timeout=5).close()
            except (urllib.error.URLError, TimeoutError):
                # The port is taken before the archive is checked, so that a request may wait in vain.
                assert self._server is not None
                assert self._server.poll() is None, "the server has ended"
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server does not answer")


def agrees(printed: str, shown: str) -> bool:
    """Whether *printed* is what a page has *shown*, where `…` stands for anything."""
    pattern = ".*?".join(re.escape(part) for part in shown.split("…"))
    return re.fullmatch(pattern, printed.replace("\r", ""), re.DOTALL) is not None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
