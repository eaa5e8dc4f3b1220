"""`acervo serve --watch`: a save is read, checked, built and served, while requests go on."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from watchfiles import Change, awatch

from acervo.checking.findings import CheckReport
from acervo.cli.desk import DeskBeside
from acervo.cli.limits import engine_limits
from acervo.cli.preparing import (
    CannotPrepare,
    Prepared,
    counted,
    found,
    news,
    prepare_beside,
    refusal,
    whole_report_command,
)
from acervo.cli.sites import site_of_edition
from acervo.corpus.archive import GRAPH_SUFFIXES, QUERY_SUFFIX, Archive, open_archive
from acervo.corpus.core import CORE_FOLDERS, FOLDERS, PAGES, core_folder
from acervo.edition.identity import edition_id
from acervo.engine.embedded import EmbeddedEngine
from acervo.errors import AcervoError, CuratorError, EngineUnavailable
from acervo.settings import FILE_NAME
from acervo.web.serving.served import FailedCheck, Served, now
from acervo.web.wording.own_templates import files_in

_LOG: Final = logging.getLogger("acervo.watching")
_QUIET_MS: Final = 200
"""Saves that follow each other sooner are one: an editor writes several files, git hundreds."""
_AT_MOST_MS: Final = 2000
_LOOK_MS: Final = 3000
"""How often the files are looked at, whatever the system tells; a look costs a few milliseconds."""
_TRIES: Final = 5
"""How often in a row the system may refuse to watch before that is told."""
_PATIENCE_S: Final = 60
_TIMES_LONGER: Final = 3
"""How many times the longest so far something may take before that is told, and before a save ends it."""
_TAKES_LONG: Final = (
    "The check is not done after {seconds:.0f} s and goes on. If a shape or rule of the archive takes it, mend it and "
    "save: acervo check --anew --timeout 60 tells which."
)
Made = TypeVar("Made")
State = dict[str, tuple[int, int, int]]
"""Each file that counts, by its path: when it was written, how long it is, which it is."""


def state_of(root: Path) -> State:
    """What stands in the folders of the archive and the core, told without opening a file."""
    found: State = {}
    for location in (root / FILE_NAME, *_files(_folders(root)), *files_in(root / PAGES)):
        with suppress(OSError):
            facts = location.stat()
            found[str(location)] = facts.st_mtime_ns, facts.st_size, facts.st_ino
    return found


class _SavedAgain(Exception):
    """What was being checked is not what stands in the files any more."""


@dataclass
class Watcher:
    """Serves each good state of the files at *root*, and tells of each that is not."""

    root: Path
    served: Served
    engine: EmbeddedEngine
    state: State
    """The files as they were when what is served now was prepared."""
    flags: Mapping[str, object]
    """What the command line says, by setting."""
    adapt: Callable[[Archive], Archive]
    """Puts it in the place of what the file says."""
    _longest_s: float = 0
    """What the longest check or building took."""

    async def run(self) -> None:
        """Until cancelled. Where the system will not watch any more, that is told and requests go on."""
        changed = asyncio.Event()
        temporary = Path(tempfile.mkdtemp(prefix="acervo-"))
        desk = DeskBeside(self.root, self.flags)
        self.served.is_watched = True
        # What was saved while the server was starting counts as well.
        changed.set()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._notice(changed))
                tasks.create_task(self._follow(changed, temporary, desk))
        except* Exception as errors:
            # Whatever it is, requests go on: it is told, and nobody believes that a save is served.
            _LOG.exception("the files are not watched any more", exc_info=errors.exceptions[0])
        finally:
            self.served.is_watched = False
            await desk.close()
            shutil.rmtree(temporary, ignore_errors=True)

    async def _notice(self, changed: asyncio.Event) -> None:
        failures = 0
        while True:
            folders = self._watched()
            try:
                await self._notice_in(folders, changed)
                failures = 0
            except* OSError:
                # A folder may have gone in the same moment; what stays is told.
                failures += 1
                if failures > _TRIES:
                    raise
            # What was saved between the one watch and the next counts as well.
            changed.set()
            await asyncio.sleep(_QUIET_MS / 1000)

    def _watched(self) -> list[Path]:
        return [folder for folder in (*_folders(self.root), self.root / PAGES) if folder.is_dir()]

    async def _notice_in(self, folders: list[Path], changed: asyncio.Event) -> None:
        """Until a folder comes, which must be watched, or goes, which must be let go of."""
        async with asyncio.TaskGroup() as tasks:
            inside = tasks.create_task(_tell(changed, folders))
            async for _ in awatch(
                self.root, watch_filter=_is_on_top, recursive=False, step=_QUIET_MS, debounce=_AT_MOST_MS
            ):
                changed.set()
                if folders != self._watched():
                    break
            inside.cancel()

    async def _follow(self, changed: asyncio.Event, temporary: Path, desk: DeskBeside) -> None:
        # It reads the archive before the first save, which then need not wait for that.
        with suppress(CannotPrepare, _SavedAgain):
            if await asyncio.to_thread(state_of, self.root) == self.state:
                await self._unless_saved(desk.check(), self.state)
        while True:
            await changed.wait()
            changed.clear()
            state = await asyncio.to_thread(state_of, self.root)
            if state == self.state:
                continue
            self._keep_served()
            try:
                checked = await self._unless_saved(desk.check(), state)
                if checked.report.count("violation"):
                    prepared = Prepared(checked.id, checked.report, None)
                else:
                    # What was found is kept, so that this only builds.
                    prepared = await self._unless_saved(prepare_beside(self.root, temporary, self.flags), state)
                if await self._serve(prepared):
                    self.state = state
                    continue
            except _SavedAgain:
                pass
            except CannotPrepare as error:
                self._fail(None, error.path, error.line, error.message)
                click.echo(f"acervo: {self._telling(error.path, error.line, error.message)}", err=True)
                self.state = state
                continue
            # The files changed while they were read: once more.
            changed.set()

    async def _unless_saved(self, work: Coroutine[Any, Any, Made], state: State) -> Made:
        """
        What *work* makes of the files in *state*; that it takes unusually long is told.

        Raises:
            _SavedAgain: it took so long that the files are others now, and was given up.
        """
        loop = asyncio.get_running_loop()
        start, patience_s = loop.time(), max(_PATIENCE_S, _TIMES_LONGER * self._longest_s)
        working = asyncio.ensure_future(work)
        try:
            await asyncio.wait({working}, timeout=patience_s)
            if not working.done() and await asyncio.to_thread(state_of, self.root) == state:
                message = _TAKES_LONG.format(seconds=patience_s)
                self._fail(None, None, None, message)
                click.echo(f"acervo: {self._telling(None, None, message)}", err=True)
                # To go back to what is served is a save as well.
                self.state = state
            while not working.done():
                if await asyncio.to_thread(state_of, self.root) != state:
                    raise _SavedAgain
                await asyncio.wait({working}, timeout=_LOOK_MS / 1000)
            self._longest_s = max(self._longest_s, loop.time() - start)
            return await working
        finally:
            if not working.done():
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working

    async def _serve(self, prepared: Prepared) -> bool:
        """Whether what was *prepared* is what stands in the files; then it is served, unless it may not be."""
        try:
            archive = self.adapt(await asyncio.to_thread(open_archive, self.root))
            if await asyncio.to_thread(edition_id, archive) != prepared.id:
                return False
            if prepared.edition is None:
                self._refuse(archive, prepared.report)
                return True
            first = site_of_edition(archive, prepared.edition, prepared.report, self.engine)
        except CuratorError as error:
            raise CannotPrepare(error.message, error.path, error.line) from error
        except AcervoError as error:
            raise CannotPrepare(str(error)) from error
        site = replace(
            self.served.site,
            archive=first.archive,
            edition=first.edition,
            report=first.report,
            page_queries=first.page_queries,
            competency_queries=first.competency_queries,
        )
        limits = engine_limits(archive.settings)
        known = self.served.site.report
        before, was_failed = self.engine.limits, self.served.failed is not None
        is_new = site.edition.id != self.engine.revision
        if is_new or limits != before:
            self.engine.limits = limits
            try:
                await self.served.swap(site)
            except EngineUnavailable as error:
                self.engine.limits = before
                raise CannotPrepare(error.detail) from error
        else:
            self.served.renew(site)
        if is_new or was_failed:
            self.served.site.figures.swaps += is_new
            if warnings := news(archive, known, prepared.report):
                click.echo(warnings)
            problems = found(archive, prepared.report)
            click.echo(f"Edition {prepared.id[:12]}, {prepared.edition.triples:,} triples, {problems}.")
        return True

    def _refuse(self, archive: Archive, report: CheckReport) -> None:
        violations = [finding for finding in report.findings if finding.severity == "violation"]
        first = next((finding for finding in violations if finding.path), violations[0])
        self._fail(len(violations), first.path, first.line, first.message("en"))
        click.echo(refusal(archive, report), err=True)
        click.echo(
            f"acervo: not served: {counted(len(violations), 'violation')}. {self._still()} "
            f"The whole report: {whole_report_command(archive)}",
            err=True,
        )

    def _fail(self, violations: int | None, path: str | None, line: int | None, message: str) -> None:
        moment, before = now(), self.served.failed
        since = before.since if before else moment
        self.served.failed = FailedCheck(since, moment, violations, path, line, message)
        self.served.site.figures.failed_checks += 1

    def _telling(self, path: str | None, line: int | None, message: str) -> str:
        place = ":".join(str(part) for part in (path, line) if part is not None)
        # A message of several lines, or without an end, is not to run into the next sentence.
        ended = message if message.endswith((".", "!", "?")) else f"{message}."
        return f"not served: {f'{place}: ' if place else ''}{ended}\n{self._still()}"

    def _still(self) -> str:
        return f"Edition {self.engine.revision[:12]} stays."

    def _keep_served(self) -> None:
        """Of the editions on disk the oldest go first; the one that is being served is not old."""
        edition = self.served.site.edition
        with suppress(OSError):
            os.utime(edition.quads.parent)


async def _tell(changed: asyncio.Event, folders: list[Path]) -> None:
    if not folders:
        return
    async for _ in awatch(
        *folders,
        watch_filter=_is_no_draft,
        step=_QUIET_MS,
        debounce=_AT_MOST_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
    ):
        # Now and then without a word of the system too: it tells nothing of a save that comes just before it
        # begins to watch, nor of some on network drives.
        changed.set()


def _is_on_top(change: Change, path: str) -> bool:
    return Path(path).name in (FILE_NAME, *FOLDERS, PAGES)


def _is_no_draft(change: Change, path: str) -> bool:
    """A whole folder may have moved, so that names need no suffix; what editors keep aside does not count."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))


def _folders(root: Path) -> list[Path]:
    own = [root / folder for folder in FOLDERS]
    core = [core_folder(folder) for folder in CORE_FOLDERS]
    return [*own, *(folder for folder in core if not any(folder.is_relative_to(one) for one in own))]


def _files(folders: list[Path]) -> Iterator[Path]:
    for top in folders:
        for folder, names, files in os.walk(top):
            names[:] = [name for name in names if not name.startswith(".")]
            yield from (Path(folder, name) for name in files if name.endswith((*GRAPH_SUFFIXES, QUERY_SUFFIX)))
