"""`acervo serve`: check the archive, build its edition, serve it."""

from __future__ import annotations

import errno
import logging
import shlex
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from acervo.cli.status import Status

if TYPE_CHECKING:
    from acervo.checking.findings import CheckReport
    from acervo.corpus.archive import Archive
    from acervo.edition.keep import EditionOnDisk

_HOST = "127.0.0.1"
_SHOWN = 20
"""Violations printed before `acervo check` is left to tell the rest."""


@click.command("serve", short_help="Check the archive, build its edition, serve it.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("."))
@click.option("--host", default=_HOST, show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
def command(folder: Path, host: str, port: int) -> None:
    """
    Serve the archive at DIR: pages for readers, SPARQL for clients.

    An archive with violations is not served (exit code 1). A taken port or a broken installation is exit code 2.
    """
    from acervo.corpus.archive import open_archive

    archive = open_archive(folder)
    # Taken before the work begins: nobody wants to wait for a check and then hear that the port is not free.
    listener = _bind(folder, host, port)
    with Status("Preparing") as status:
        report, edition = _prepare(archive, status)
    try:
        # Not before there is something to answer. Another server may have begun to listen while this one prepared.
        listener.listen(2048)
    except OSError as error:
        raise _cannot_listen(folder, host, port, error) from error
    _serve(archive, report, edition, listener)


def _prepare(archive: Archive, status: Status) -> tuple[CheckReport, EditionOnDisk]:
    from acervo.checking.kept import kept_check
    from acervo.edition.keep import keep_edition, keep_report, kept_on_disk, with_store

    report = kept_check(archive)
    edition = None if report is None else kept_on_disk(archive)
    if report is None or edition is None:
        from acervo.checking.run import check_reading
        from acervo.corpus.reading import read_archive
        from acervo.edition.build import build_edition
        from acervo.edition.normalise import normalise

        reading = read_archive(archive, status)
        normalised = normalise(reading)
        report = report or check_reading(reading, status, normalised)
        keep_report(archive, report.as_json())
        _refuse_violations(archive, report)
        edition = keep_edition(build_edition(reading, normalised, status))
    _refuse_violations(archive, report)
    if edition.triples > archive.settings.memory_max_triples and edition.store_folder is None:
        status("writing the store")
        edition = with_store(edition)
    return report, edition


def _refuse_violations(archive: Archive, report: CheckReport) -> None:
    from dataclasses import replace

    from acervo.checking.reporters import Telling, tell
    from acervo.checking.sources import sources

    violations = tuple(finding for finding in report.findings if finding.severity == "violation")
    if not violations:
        return
    shown = replace(report, findings=violations[:_SHOWN])
    telling = Telling(source=sources(archive))
    click.echo(tell("text", shown, telling).rsplit("\n", 2)[0], err=True)
    count = f"{len(violations):,} {'violation' if len(violations) == 1 else 'violations'}"
    check = shlex.join(["acervo", "check", *([] if archive.root.resolve() == Path.cwd() else [str(archive.root)])])
    click.echo(f"acervo: not served: {count} in {archive.root}. Mend them, or see the whole report: {check}", err=True)
    raise SystemExit(1)


def _bind(folder: Path, host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that is TCP by name sends small packets at once; without, each short answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise _cannot_listen(folder, host, port, error) from error
    return listener


def _cannot_listen(folder: Path, host: str, port: int, error: OSError) -> SystemExit:
    here, default = folder == Path("."), host == _HOST
    command = ["acervo", "serve", *([] if here else [str(folder)]), *([] if default else ["--host", host])]
    make = ["make", "serve", *([] if here else [f"DIR={folder}"]), *([] if default else [f"HOST={host}"])]
    reasons = {
        errno.EADDRINUSE: f"port {port} is taken. Choose another: "
        f"{shlex.join([*command, '--port', str(port + 1)])} (or {shlex.join([*make, f'PORT={port + 1}'])}).",
        errno.EACCES: f"port {port} needs more rights than you have. Choose one above 1023.",
    }
    reason = reasons.get(error.errno or 0, f"cannot listen at {host}, port {port}: {error.strerror}.")
    click.echo(f"acervo: {reason}", err=True)
    return SystemExit(2)


def _serve(archive: Archive, report: CheckReport, edition: EditionOnDisk, listener: socket.socket) -> None:
    import uvicorn

    from acervo.cli.limits import engine_limits
    from acervo.corpus.queries import kept_queries
    from acervo.engine.embedded import EmbeddedEngine
    from acervo.web.app import create_app
    from acervo.web.site import Site

    site = Site(
        archive=archive,
        edition=edition,
        engine=EmbeddedEngine(engine_limits(archive.settings)),
        report=report,
        page_queries={query.name: query for query in kept_queries(archive, "core/pages")},
        competency_queries=tuple(kept_queries(archive, "competency")),
    )

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            # As uvicorn's own, but a stop that was asked for ends with exit code 0 instead of the signal again.
            before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            _greet(archive, report, edition, listener)

    config = uvicorn.Config(create_app(site), log_level="warning", access_log=False, timeout_graceful_shutdown=3)
    server = Server(config)
    # What is cut off by a stop that somebody asked for is no error.
    logging.getLogger("uvicorn.error").addFilter(lambda record: not server.should_exit)
    server.run(sockets=[listener])
    click.echo("Stopped.", err=True)
    sys.stdout.flush()


def _greet(archive: Archive, report: CheckReport, edition: EditionOnDisk, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    title = archive.settings.in_language(archive.settings.title, "en") or archive.root.name
    warnings = report.count("warning")
    state = f"{warnings:,} {'warning' if warnings == 1 else 'warnings'}" if warnings else "no problems found"
    click.echo(f"{title}: edition {edition.id[:12]}, {edition.triples:,} triples, {state}.")
    click.echo(
        f"  read   {address}/\n  query  {address}/sparql\nTry:\n  {_example(archive, address)}\nStop with Ctrl-C."
    )


def _example(archive: Archive, address: str) -> str:
    kept = [file for file in archive.files if file.path.startswith("queries/competency/")]
    if kept:
        try:
            shown = str(kept[0].location.relative_to(Path.cwd()))
        except ValueError:
            shown = str(kept[0].location)
        return f"curl -H 'Accept: text/csv' --data-urlencode query@{shown} {address}/sparql"
    query = "SELECT ?class (COUNT(?thing) AS ?things) { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?things)"
    return f"curl -H 'Accept: text/csv' --data-urlencode 'query={query}' {address}/sparql"
