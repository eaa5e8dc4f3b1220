"""`acervo serve`: check the archive, build its edition, serve it."""

from __future__ import annotations

import errno
import logging
import shlex
import signal
import socket
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from acervo.cli.apart import apart
from acervo.cli.preparing import Prepared, counted, found, prepare, refusal, whole_report_command
from acervo.cli.status import Status
from acervo.settings import SETTINGS, Setting, Settings, with_flags

if TYPE_CHECKING:
    import uvicorn

    from acervo.cli.connections import Connections
    from acervo.cli.watching import State
    from acervo.corpus.archive import Archive
    from acervo.edition.keep import EditionOnDisk

_DEFAULTS: Final = Settings()
_LOOK_EVERY: Final = 5
"""Ticks of uvicorn's clock, ten a second, between two looks at all connections."""


def _flags(command: Callable[..., None]) -> Callable[..., None]:
    """Each plain setting as an option; what is not given on the command line is None."""
    for setting in reversed([setting for setting in SETTINGS if setting.flag]):
        command = _flag(setting)(command)
    return command


def _flag(setting: Setting) -> Callable[[Callable[..., None]], Callable[..., None]]:
    default = "no" if setting.default is False else "none" if setting.default == "" else setting.default
    about: dict[str, Any] = {"default": None, "help": f"{setting.meaning.replace('`', '')}  [default: {default}]"}
    if isinstance(setting.default, bool):
        return click.option(f"{setting.flag}/--no-{setting.flag[2:]}", setting.name, **about)
    kind = click.IntRange(0, 65535) if setting.name == "port" else type(setting.default)
    return click.option(setting.flag, setting.name, type=kind, **about)


@click.command("serve", short_help="Check the archive, build its edition, serve it.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("."))
@click.option("--watch", is_flag=True, help="Check and serve each save; the last good edition stays until it is good.")
@_flags
def command(folder: Path, watch: bool, **flags: object) -> None:
    """
    Serve the archive at DIR: pages for readers, SPARQL for clients.

    Each option but --watch is a setting: an option goes before the environment (ACERVO_PORT), that before acervo.toml.

    An archive with violations is not served (exit code 1). A taken port or a broken installation is exit code 2.
    """
    from acervo.corpus.archive import open_archive

    given = {name: value for name, value in flags.items() if value is not None}

    def adapt(archive: Archive) -> Archive:
        return replace(archive, settings=with_flags(archive.settings, given))

    archive = adapt(open_archive(folder))
    before = _state_of(archive) if watch else {}
    place = _Place(folder, archive.settings.host, archive.settings.port)
    # Taken before the work begins: nobody wants to wait for a check and then hear that the port is not free.
    listener = place.bind()
    with Status("Preparing") as status:
        prepared = apart(lambda: prepare(archive, status), step=lambda: status.step)
    if prepared.edition is None:
        click.echo(refusal(archive, prepared.report), err=True)
        count = counted(prepared.report.count("violation"), "violation")
        told = f"not served: {count} in {archive.root}. Mend them, or see the whole report"
        click.echo(f"acervo: {told}: {whole_report_command(archive)}", err=True)
        raise SystemExit(1)
    try:
        # Not before there is something to answer. Another server may have begun to listen while this one prepared.
        listener.listen(2048)
    except OSError as error:
        raise place.cannot_listen(error) from error
    _serve(archive, prepared, prepared.edition, listener, _Watched(given, adapt, before) if watch else None)


@dataclass(frozen=True)
class _Watched:
    """What watching needs to read the archive again as it was read the first time."""

    flags: dict[str, object]
    adapt: Callable[[Archive], Archive]
    state: State


def _state_of(archive: Archive) -> State:
    from acervo.cli.watching import state_of

    return state_of(archive.root)


@dataclass(frozen=True)
class _Place:
    """Where to listen, and what to say where that cannot be."""

    folder: Path
    host: str
    port: int

    def bind(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.host, self.port))
        except OSError as error:
            raise self.cannot_listen(error) from error
        return listener

    def cannot_listen(self, error: OSError) -> SystemExit:
        folder, host, port = self.folder, self.host, self.port
        here, default = folder == Path("."), host == _DEFAULTS.host
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


def _serve(
    archive: Archive, prepared: Prepared, edition: EditionOnDisk, listener: socket.socket, watched: _Watched | None
) -> None:
    import asyncio

    import uvicorn

    from acervo.cli.connections import Connections, connection_limits
    from acervo.cli.limits import engine_limits
    from acervo.cli.sites import site_of_edition
    from acervo.engine.embedded import EmbeddedEngine
    from acervo.web.app import create_app

    settings = archive.settings
    engine = EmbeddedEngine(engine_limits(settings))
    app = create_app(site_of_edition(archive, edition, prepared.report, engine), reads_ahead=True)
    watcher = None
    if watched is not None:
        from acervo.cli.watching import Watcher

        watcher = Watcher(archive.root, app.state.served, engine, watched.state, watched.flags, watched.adapt)

    connections = Connections(connection_limits(settings))
    if connections.limits.connections < settings.connections:
        told = f"the system lets this server have {connections.limits.connections:,} connections at a time"
        click.echo(f"acervo: {told}, not {settings.connections:,}; see: ulimit -Hn", err=True)

    class Server(uvicorn.Server):
        _watching: asyncio.Task[None] | None = None

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
            if watcher is not None and self.started:
                self._watching = asyncio.get_running_loop().create_task(watcher.run())
            _greet(archive, prepared, edition, listener, watcher is not None)

        async def on_tick(self, counter: int) -> bool:
            if counter % _LOOK_EVERY == 0:
                connections.look(asyncio.get_running_loop().time())
            return await super().on_tick(counter)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            if self._watching is not None:
                self._watching.cancel()
                await asyncio.gather(self._watching, return_exceptions=True)
            await super().shutdown(sockets)

    server = Server(_config(app, settings, connections))
    _listen_to_logs(settings)
    # What is cut off by a stop that somebody asked for is no error.
    # Nor is what strangers send that is not HTTP: whoever wants to could fill the log with it.
    logging.getLogger("uvicorn.error").addFilter(
        lambda record: not server.should_exit and record.levelno != logging.WARNING
    )
    server.run(sockets=[listener])
    click.echo("Stopped.", err=True)
    sys.stdout.flush()


def _config(app: Any, settings: Settings, connections: Connections) -> uvicorn.Config:
    import uvicorn

    from acervo.cli.limited_protocol import LimitedProtocol

    return uvicorn.Config(
        app,
        http=partial(LimitedProtocol, connections),  # type: ignore[arg-type]  # whatever makes a protocol will do
        ws="none",
        timeout_keep_alive=settings.idle_timeout_s,  # type: ignore[arg-type]  # as below
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=settings.drain_timeout_s,  # type: ignore[arg-type]  # what waits takes any number
        root_path=settings.root_path,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
    )


def _listen_to_logs(settings: Settings) -> None:
    """The two logs of the application go to standard error as they are: a line is one JSON object."""
    for name, wanted in (("acervo.access", settings.access_log), ("acervo.slow", settings.slow_query_log)):
        logger = logging.getLogger(name)
        logger.propagate = False
        if wanted:
            logger.addHandler(logging.StreamHandler())
            logger.setLevel(logging.INFO)


def _greet(
    archive: Archive, prepared: Prepared, edition: EditionOnDisk, listener: socket.socket, is_watched: bool
) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    title = archive.settings.in_language(archive.settings.title, "en") or archive.root.name
    state = found(archive, prepared.report)
    click.echo(f"{title}: edition {edition.id[:12]}, {edition.triples:,} triples, {state}.")
    watching = "  saves are checked and served; what fails the check is told here and on the pages\n"
    click.echo(
        f"  read   {address}/\n  query  {address}/sparql\n{watching if is_watched else ''}"
        f"Try:\n  {_example(archive, address)}\nStop with Ctrl-C."
    )
    sys.stdout.flush()


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
