"""
The check beside a server that watches: a process that keeps what it has read, so that a save is told of at once.

`python -m acervo.cli.desk DIR` answers each line of standard input with one JSON object on standard output.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acervo.checking.desk import Desk, give_back_memory
from acervo.checking.findings import CheckReport
from acervo.cli.preparing import NICE, CannotPrepare
from acervo.corpus.archive import open_archive
from acervo.edition.identity import edition_id
from acervo.edition.keep import keep_report
from acervo.errors import AcervoError, CuratorError
from acervo.settings import ENVIRONMENT

_LONGEST: Final = 1 << 30
"""A report of a hundred thousand findings is one line."""


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    id: str
    """The id of the edition that the files make."""
    report: CheckReport


class DeskBeside:
    """
    The process, started when it is first needed, and anew when it has died.

    Args:
        root: The archive.
        flags: What the command line says, by setting.
    """

    def __init__(self, root: Path, flags: Mapping[str, object]):
        self._root = root
        self._said = {f"{ENVIRONMENT}{name.upper()}": str(value) for name, value in flags.items()}
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def check(self) -> Checked:
        """
        Check the files as they are now; the report is kept, so that who builds need not check again.

        Raises:
            CannotPrepare: nothing can be told, with the reason.
        """
        async with self._turn:
            process = self._process
            if process is None or process.returncode is not None:
                process = self._process = await self._start()
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(b"check\n")
                await process.stdin.drain()
                answer = json.loads(await process.stdout.readline())
            except asyncio.CancelledError:
                # Its answer would be taken for that of the next question.
                await self._end()
                raise
            except (OSError, ValueError) as error:
                await self._end()
                raise CannotPrepare("The check failed; this is a mistake of the software, told in the terminal.") from (
                    error
                )
        if "error" in answer:
            raise CannotPrepare(**answer["error"])
        return Checked(answer["id"], CheckReport.from_json(answer["report"]))

    async def close(self) -> None:
        """End the process."""
        await self._end()

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "acervo.cli.desk", str(self._root)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **self._said},
            limit=_LONGEST,
            # Ctrl-C in the terminal is the server's to answer.
            start_new_session=True,
        )

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def main(arguments: list[str]) -> None:
    """Check the archive at the one argument whenever a line comes; end with the input."""
    os.nice(NICE)
    desk, root = Desk(), Path(arguments[0])
    for _ in sys.stdin:
        sys.stdout.write(json.dumps(_checked(desk, root)) + "\n")
        sys.stdout.flush()
        give_back_memory()


def _checked(desk: Desk, root: Path) -> dict[str, Any]:
    try:
        archive = open_archive(root)
        report = desk.check(archive)
        keep_report(archive, report.as_json())
        return {"id": edition_id(archive), "report": report.as_json()}
    except CuratorError as error:
        return {"error": {"message": error.message, "path": error.path, "line": error.line}}
    except AcervoError as error:
        return {"error": {"message": str(error), "path": None, "line": None}}


if __name__ == "__main__":
    main(sys.argv[1:])
