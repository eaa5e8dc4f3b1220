"""The result of `acervo bench check` as text: tables that read as Markdown too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any, Final

from acervo.bench.check.engines import OURS
from acervo.bench.report import table

_STEPS: Final = ("reading", "shapes", "dates", "loading", "asking", "findings", "lint")


def report(result: Mapping[str, Any]) -> str:
    """What a person reads; every figure of it stands in *result*."""
    parts = [
        *_head(result),
        *_engines(result),
        *_whole(result),
        *_edits(result),
        *_saves(result),
        *_archive(result),
        *_differences(result),
    ]
    return "\n".join(parts) + "\n"


def _head(result: Mapping[str, Any]) -> Iterator[str]:
    machine = result["machine"]
    yield f"{result['date']}, seed {result['seed']}, {result['repeat']} rounds."
    yield (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {machine['python']}; load {result['load_before']} at the start and {result['load_after']} at the end."
    )
    yield ""
    for name, one in result["engines"].items():
        yield f"- {name}: {one['about']}, {one['version']}"
    for name, reason in result["absent"].items():
        yield f"- {name} is left out: {reason}"


def _engines(result: Mapping[str, Any]) -> Iterator[str]:
    rows = []
    for size, told in result["sizes"].items():
        for name, one in told["engines"].items():
            start = [f"{int(size):,}", name]
            if "failure" in one:
                rows.append([*start, one["failure"], "", "", "", ""])
                continue
            count = sum(one["runs"][0]["results"].values())
            ratio = "" if name == OURS or one["times_ours"] is None else f"{one['times_ours']:.2f}"
            rows.append([*start, _s(one["wall_s"]), _s(one["cpu_s"]), _mb(one["peak_mb"]), f"{count:,}", ratio])
    if rows:
        yield from ("", "The same shapes, asked of every engine over one file; without its start:", "")
        yield from table(["triples", "engine", "s", "CPU s", "peak MB", "results", "times ours"], rows)


def _whole(result: Mapping[str, Any]) -> Iterator[str]:
    checked = {f"{int(size):,}": told["whole"] for size, told in result["sizes"].items()}
    if "archive" in result:
        checked["the archive named"] = result["archive"]["whole"]
    rows = []
    for about, runs in checked.items():
        steps = [_s(median(run["wall_s"].get(step, 0) for run in runs)) for step in _STEPS]
        whole = (median(sum(run[clock].values()) for run in runs) for clock in ("wall_s", "cpu_s"))
        rows.append([about, *map(_s, whole), *steps, _mb(max((run["peak_mb"] or 0) for run in runs))])
    yield from ("", "A check with nothing kept, in seconds; without its start:", "")
    yield from table(["triples", "whole", "CPU", *_STEPS, "peak MB"], rows)


def _edits(result: Mapping[str, Any]) -> Iterator[str]:
    rows = []
    for size, told in result["sizes"].items():
        watched = told.get("watched")
        if watched is not None:
            for about, name in (("about ten triples", "edits"), ("a file of about fifty triples", "files")):
                wall, cpu = watched[f"{name}_wall_ms"], watched[f"{name}_cpu_ms"]
                times = [f"{clock[p]:.1f}" for clock in (wall, cpu) for p in ("p50", "p95")]
                rows.append([f"{int(size):,}", about, str(len(watched[name])), *times])
    if rows:
        yield from ("", "What an edit costs the shapes, in ms: analysis, evaluation and report:", "")
        yield from table(["triples", "edit", "edits", "p50", "p95", "CPU p50", "CPU p95"], rows)


def _saves(result: Mapping[str, Any]) -> Iterator[str]:
    rows = []
    for size, told in result["sizes"].items():
        watched = told.get("watched")
        if watched is not None:
            steps = ("whole_s", "reading_s", "asking_s", "findings_s", "lint_s")
            times = [f"{1000 * median(one[step] for one in watched['saves']):,.0f}" for step in steps]
            first, after = (_mb(memory) for memory in watched["memory_mb"])
            rows.append([f"{int(size):,}", *times, _s(watched["first_s"]), first, after])
    if rows:
        yield from ("", "A save while an archive is watched, in ms; memory of the process that checks, in MB:", "")
        head = ["triples", "whole", "reading", "asking", "findings", "lint", "first check, s", "MB then", "MB later"]
        yield from table(head, rows)


def _archive(result: Mapping[str, Any]) -> Iterator[str]:
    told = result.get("archive")
    if told is not None:
        yield ""
        times = f"{told['wall_s']:.2f} s, {told['cpu_s']:.2f} s of the processor"
        yield f"`acervo check --anew` of the archive named, from start to end: {times}."


def _differences(result: Mapping[str, Any]) -> Iterator[str]:
    if result["differences"]:
        yield from ("", "**Results differ:**", *(f"- {one}" for one in result["differences"]))
    else:
        yield from ("", "All results that came are equal, as were those after edits and of checks anew.")


def _s(seconds: float) -> str:
    return f"{seconds:.2f}"


def _mb(megabytes: float | None) -> str:
    return f"{megabytes:,.0f}" if megabytes else "unknown"
