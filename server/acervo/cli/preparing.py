"""
An archive made ready to be served: checked, built, kept; in this process, or in one beside a server that goes on.

`python -m acervo.cli.preparing DIR` writes what came of it to standard output, as one JSON object.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from acervo.settings import ENVIRONMENT

if TYPE_CHECKING:
    from acervo.checking.findings import CheckReport, Finding
    from acervo.corpus.archive import Archive
    from acervo.edition.keep import EditionOnDisk

_SHOWN: Final = 20
"""Violations printed before `acervo check` is left to tell the rest."""
NICE: Final = 10
"""What preparing beside a server yields to its queries."""


@dataclass(frozen=True)
class Prepared:
    """What came of one state of the files."""

    id: str
    """The id of the edition that these files make, whether or not it may be served."""
    report: CheckReport
    edition: EditionOnDisk | None
    """None where *report* has violations."""


class CannotPrepare(Exception):
    """The files or settings cannot be read at all; *path* and *line* say where, as far as that is known."""

    def __init__(self, message: str, path: str | None = None, line: int | None = None):
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line


def prepare(archive: Archive, progress: Callable[[str], None] = lambda step: None) -> Prepared:
    """
    Check *archive* and build its edition, or take what was kept of the same files.

    Raises:
        CuratorError: a file cannot be read, a rule does not run, or the shapes are ill-formed.
    """
    from acervo.checking.kept import kept_check
    from acervo.edition.identity import edition_id
    from acervo.edition.keep import keep_edition, keep_report, kept_on_disk, with_store
    from acervo.search.building import index_folder

    report = kept_check(archive)
    edition = None if report is None else kept_on_disk(archive)
    if report is None or (edition is None and not report.count("violation")):
        from acervo.checking.run import check_reading
        from acervo.corpus.reading import read_archive
        from acervo.edition.build import build_edition
        from acervo.edition.normalise import normalise

        reading = read_archive(archive, progress)
        normalised = normalise(reading)
        report = report or check_reading(reading, progress, normalised)
        keep_report(archive, report.as_json())
        if not report.count("violation"):
            edition = keep_edition(build_edition(reading, normalised, progress))
    if report.count("violation"):
        return Prepared(edition_id(archive), report, None)
    assert edition is not None
    if edition.triples > archive.settings.memory_max_triples and edition.store_folder is None:
        progress("writing the store")
        edition = with_store(edition)
    progress("indexing names")
    index_folder(edition)
    return Prepared(edition.id, report, edition)


async def prepare_beside(root: Path, temporary: Path, flags: Mapping[str, object]) -> Prepared:
    """
    The same for the archive at *root* in a process of its own, which ends with this call.

    Args:
        temporary: Where an edition stands that cannot be kept in the archive; the caller removes it some day.
        flags: What the command line says, by setting; the environment of the other process says it there.

    Raises:
        CannotPrepare: with the reason.
    """
    # Imported here: what comes before a server needs none of it.
    import asyncio

    command = [sys.executable, "-m", "acervo.cli.preparing", str(root)]
    said = {f"{ENVIRONMENT}{name.upper()}": str(value) for name, value in flags.items()}
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **said, "TMPDIR": str(temporary)},
        # Ctrl-C in the terminal is the server's to answer.
        start_new_session=True,
    )
    try:
        out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    try:
        return _read(json.loads(out))
    except ValueError as error:
        raise CannotPrepare("The check failed; this is a mistake of the software, told in the terminal.") from error


def refusal(archive: Archive, report: CheckReport) -> str:
    """The violations of *report*, at most a screen of them, for a terminal."""
    return _told_of(archive, report, [finding for finding in report.findings if finding.severity == "violation"])


def news(archive: Archive, before: CheckReport, report: CheckReport) -> str:
    """The warnings of *report* that *before* did not have, at most a screen of them; empty where there is none."""
    from acervo.checking.fingerprints import fingerprint

    old = {fingerprint(finding) for finding in before.findings}
    warnings = (finding for finding in report.findings if finding.severity == "warning")
    return _told_of(archive, report, [finding for finding in warnings if fingerprint(finding) not in old])


def _told_of(archive: Archive, report: CheckReport, findings: list[Finding]) -> str:
    from dataclasses import replace

    from acervo.checking.reporters import Telling, tell
    from acervo.checking.sources import sources

    shown = replace(report, findings=tuple(findings[:_SHOWN]))
    return tell("text", shown, Telling(source=sources(archive), show_sums=False))


def found(archive: Archive, report: CheckReport) -> str:
    """How much there is in an archive without violations, and what tells it: `2 warnings, 17 infos (acervo check)`."""
    warnings, infos = report.count("warning"), report.count("info")
    if not warnings and not infos:
        return "no problems found"
    parts = [counted(warnings, "warning") if warnings else "no warnings", *([counted(infos, "info")] if infos else ())]
    return f"{', '.join(parts)} ({whole_report_command(archive)}{'' if warnings else ' --verbose'})"


def counted(number: int, word: str) -> str:
    """
    *number* and *word*, in the plural where there are several.

    >>> counted(1200, "warning")
    '1,200 warnings'
    """
    return f"{number:,} {word if number == 1 else f'{word}s'}"


def whole_report_command(archive: Archive) -> str:
    """What to type to see every finding."""
    return shlex.join(["acervo", "check", *([] if archive.root.resolve() == Path.cwd() else [str(archive.root)])])


def main(arguments: list[str]) -> None:
    """Prepare the archive at the one argument and tell what came of it."""
    from acervo.corpus.archive import open_archive
    from acervo.errors import AcervoError, CuratorError

    os.nice(NICE)
    try:
        told = _told(prepare(open_archive(Path(arguments[0]))))
    except CuratorError as error:
        told = {"error": {"message": error.message, "path": error.path, "line": error.line}}
    except AcervoError as error:
        told = {"error": {"message": str(error), "path": None, "line": None}}
    except OSError as error:
        # A full disk, mostly. The file is named to nobody: the message stands on every page.
        message = f"The edition cannot be written or read: {error.strerror or error}. Is the disk full?"
        told = {"error": {"message": message, "path": None, "line": None}}
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    # What stands in a temporary folder is to stay there: the server reads it.
    os._exit(0)


def _told(prepared: Prepared) -> dict[str, Any]:
    edition = prepared.edition
    return {
        "id": prepared.id,
        "report": prepared.report.as_json(),
        "edition": None
        if edition is None
        else {
            **asdict(edition),
            "quads": str(edition.quads),
            "store_folder": str(edition.store_folder) if edition.store_folder else None,
        },
    }


def _read(told: dict[str, Any]) -> Prepared:
    from acervo.checking.findings import CheckReport
    from acervo.edition.keep import EditionOnDisk

    if "error" in told:
        raise CannotPrepare(**told["error"])
    edition = told["edition"]
    if edition is not None:
        folder = edition["store_folder"]
        edition = EditionOnDisk(
            **{**edition, "quads": Path(edition["quads"]), "store_folder": Path(folder) if folder else None}
        )
    return Prepared(told["id"], CheckReport.from_json(told["report"]), edition)


if __name__ == "__main__":
    main(sys.argv[1:])
