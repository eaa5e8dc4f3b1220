"""`acervo bench`: seeded archives, and how fast this software and others answer on them and check them."""

from __future__ import annotations

import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import click

from acervo.cli.status import Status

_ENGINES: Final = ("acervo", "pyshacl", "pyshifty")
_SYSTEMS: Final = ("acervo", "oxigraph", "rdflib-endpoint", "virtuoso")


@click.group("bench", short_help="Generate archives; compare servers and engines on them.")
def command() -> None:
    """Measure: seeded archives in the domain, servers that answer and engines that check the same."""


@command.command("generate", short_help="Write a seeded archive.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--triples", type=click.IntRange(1), default=100_000, show_default=True, help="How many, or a few more.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed writes the same bytes.")
@click.option(
    "--faults", type=click.FloatRange(0, 1), default=0, show_default=True, help="Share of things with a fault."
)
def generate_command(folder: Path, triples: int, seed: int, faults: float) -> None:
    """
    Write an archive of events, organizations, people, places, sources, passages and claims into FOLDER.

    It conforms; with --faults a share of its things has one of several faults, listed in FOLDER/planted.json.
    """
    from acervo.bench.generating import generate

    with Status("Writing") as status:
        written = generate(folder, triples, seed, faults, lambda so_far: status(f"{so_far:,} triples"))
    planted = f", {len(written.planted):,} faults" if faults else ""
    click.echo(f"{folder}: {written.triples:,} triples in {written.files:,} files{planted}.")


@command.command("serve", short_help="Compare servers on the same questions.")
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Serve this archive; without it one is generated and goes with the run.",
)
@click.option(
    "--triples", type=click.IntRange(1), default=100_000, show_default=True, help="Size of a generated archive."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Draws the archive, the parameters and the order.")
@click.option(
    "--repeat", type=click.IntRange(1), default=20, show_default=True, help="Times that each question is asked."
)
@click.option("--systems", default=",".join(_SYSTEMS), show_default=True, help="Which, in a list; ours first.")
@click.option("--queries", default="", help="Which questions, in a list.  [default: all]")
@click.option(
    "--timeout", "timeout_s", type=click.FloatRange(0.1), default=10.0, show_default=True, help="Seconds for an answer."
)
@click.option(
    "--slices", type=click.IntRange(0), default=3, show_default=True, help="Of throughput and runaways; 0: neither."
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write every figure here.")
def serve_command(
    archive: Path | None,
    triples: int,
    seed: int,
    repeat: int,
    systems: str,
    queries: str,
    timeout_s: float,
    slices: int,
    json_file: Path | None,
) -> None:
    """
    Start each system that is installed on the same dataset and ask all of them the same, in turns.

    A system that is not installed is named and left out. Exit code 1: answers differ.
    """
    from acervo.bench.report import report
    from acervo.bench.serving import Plan, measure

    names = _known(systems, _SYSTEMS, "--systems")
    plan = Plan(list(names), tuple(_listed(queries)), repeat, seed, timeout_s, slices)
    with _scratch() as scratch, _ended_by_signals(), Status("Measuring") as status:
        told = _steps(status)
        folder = archive or scratch / "archive"
        if archive is None:
            from acervo.bench.generating import generate

            generate(folder, triples, seed, progress=lambda so_far: told(f"writing: {so_far:,} triples"))
        result = measure(folder, scratch / "systems", plan, told)
    _tell(result, report(result), json_file)


@command.command("check", short_help="Time checks; compare SHACL engines.")
@click.option("--triples", default="10000,100000,1000000", show_default=True, help="Sizes of archives, in a list.")
@click.option("--seed", type=int, default=1, show_default=True, help="Draws the archives and the edits.")
@click.option(
    "--repeat", type=click.IntRange(1), default=3, show_default=True, help="Times of each check with nothing kept."
)
@click.option("--edits", type=click.IntRange(10), default=50, show_default=True, help="Random edits at each size.")
@click.option("--engines", default=",".join(_ENGINES), show_default=True, help="Which, in a list.")
@click.option(
    "--timeout", "timeout_s", type=click.FloatRange(1), default=300.0, show_default=True, help="Seconds for an engine."
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Time `acervo check --anew` of this archive too.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write every figure here.")
def check_command(
    triples: str,
    seed: int,
    repeat: int,
    edits: int,
    engines: str,
    timeout_s: float,
    archive: Path | None,
    json_file: Path | None,
) -> None:
    """
    Check seeded archives with nothing kept and after random edits, and ask other engines the same shapes.

    An engine that is not installed is named and left out. Exit code 1: results differ.
    """
    from acervo.bench.check.measuring import Plan, measure
    from acervo.bench.check.report import report

    names = _known(engines, _ENGINES, "--engines")
    try:
        sizes = tuple(int(size) for size in _listed(triples))
        if min(sizes, default=0) < 1:
            raise ValueError
    except ValueError:
        raise click.BadParameter("whole numbers from 1 on, with commas between them.", param_hint="--triples") from None
    with _scratch() as scratch, _ended_by_signals(), Status("Measuring") as status:
        plan = Plan(sizes, names, seed, repeat, edits, timeout_s, archive)
        result = measure(scratch, plan, _steps(status), lambda so_far: _write(so_far, json_file))
    _tell(result, report(result), json_file)


def _known(text: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    names = _listed(text)
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(f"{', '.join(unknown)}: it knows {', '.join(known)}.", param_hint=option)
    return tuple(names)


def _write(result: dict[str, Any], json_file: Path | None) -> None:
    result["command"] = ["acervo", *sys.argv[1:]]
    if json_file is not None:
        json_file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _tell(result: dict[str, Any], text: str, json_file: Path | None) -> NoReturn:
    _write(result, json_file)
    click.echo(text, nl=False)
    raise SystemExit(1 if result["differences"] else 0)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="acervo-bench-") as folder:
        yield Path(folder)


def _steps(status: Status) -> Callable[[str], None]:
    """Each step in the terminal's one line; where there is no terminal, a line for each kind of step."""
    last = ""

    def tell(step: str) -> None:
        nonlocal last
        kind = step.partition(":")[0]
        if not sys.stderr.isatty() and kind != last:
            click.echo(f"{kind} …", err=True)
        last = kind
        status(step)

    return tell


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does, so that no server stays behind."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
