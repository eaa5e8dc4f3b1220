"""The result of `acervo bench serve` as text: a table that reads as Markdown too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acervo.bench.serving import OURS, PEER


def report(result: Mapping[str, Any]) -> str:
    """What a person reads; every figure of it stands in *result*."""
    parts = [
        *_head(result),
        *_questions(result),
        *_failures(result),
        *_differences(result),
        *_throughput(result),
        *_kept(result),
        *_runaways(result),
        *_memory(result),
    ]
    return "\n".join(parts) + "\n"


def _head(result: Mapping[str, Any]) -> list[str]:
    machine = result["machine"]
    lines = [
        f"{result['date']}, seed {result['seed']}, {result['repeat']} repetitions after one that warms up; "
        f"{result['triples']:,} triples in the edition.",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {machine['python']}; load {result['load_before']} at the start and {result['load_after']} at the end.",
        "",
    ]
    lines += [f"- {name}: {one['about']}, {one['version']}" for name, one in result["systems"].items()]
    lines += [f"- {name} is left out: {reason}" for name, reason in result["absent"].items()]
    return lines


def _questions(result: Mapping[str, Any]) -> list[str]:
    systems = list(result["systems"])
    first, others = systems[0], systems[1:]
    head = ["question", *(f"{name}, p50 (p95) ms" for name in systems), *(f"{first} / {name}" for name in others)]
    rows = []
    for question, told in result["questions"].items():
        by_system = told["systems"]
        times = [
            "–" if "failure" in one else f"{one['p50_ms']:.2f} ({one['p95_ms']:.2f}){_mark(one, result['repeat'])}"
            for one in (by_system[name] for name in systems)
        ]
        ratios = [
            "–"
            if "failure" in by_system[first] or "failure" in by_system[name]
            else f"{by_system[first]['p50_ms'] / by_system[name]['p50_ms']:.2f}"
            for name in others
        ]
        rows.append([question, *times, *ratios])
    if others:
        for about, means in (
            ("geometric mean of the ratios", result["mean_ratios"]),
            ("the same of the shortest times", result["mean_ratios_of_shortest"]),
        ):
            told = ("–" if mean is None else f"{mean:.2f}" for mean in means.values())
            rows.append([about, *("" for _ in systems), *told])
    marked = any("*" in cell for row in rows for cell in row)
    note = ["", "\\* Asked less often, since ten seconds for one question at one system are enough."] if marked else []
    return ["", *table(head, rows), *note]


def _mark(one: Mapping[str, Any], repeat: int) -> str:
    return " \\*" if len(one["all_ms"]) < repeat else ""


def _failures(result: Mapping[str, Any]) -> list[str]:
    lines = [
        f"- {name}, {question}: {one['failure']}"
        for question, told in result["questions"].items()
        for name, one in told["systems"].items()
        if "failure" in one
    ]
    return ["", "Not answered, and so left out of the mean of that system:", *lines] if lines else []


def _differences(result: Mapping[str, Any]) -> list[str]:
    if len(result["systems"]) < 2:
        return []
    if not result["differences"]:
        return ["", "All answers that came are equal."]
    lines = [
        f"- {one['question']}, {one['first']} and {one['second']}: {one['difference']}" for one in result["differences"]
    ]
    return ["", "**Answers differ:**", *lines]


def _throughput(result: Mapping[str, Any]) -> list[str]:
    told = result.get("throughput")
    if not told:
        return []
    first, *others = result["systems"]
    rows = [
        [
            str(connections),
            *(_rate(by.get(name)) for name in (first, *others)),
            *(_faster(by.get(first), by.get(name)) for name in others),
        ]
        for connections, by in told.items()
    ]
    names = [f"{name}, /s (client)" for name in (first, *others)]
    head = ["connections", *names, *(f"{first} / {name}" for name in others)]
    about = "Tiny lookups a second, no text twice; in brackets what the client takes of one processor."
    return ["", about, "", *table(head, rows)]


def _kept(result: Mapping[str, Any]) -> list[str]:
    mean = result.get("kept", {}).get("mean_ratio")
    if mean is None:
        return []
    about = f"Above, {result['kept_answers_used']} answers of {OURS} were kept ones; each question asked again"
    return ["", f"{about}: geometric mean of the ratios of its p50 to that of {PEER} above, {mean:.2f}."]


def _runaways(result: Mapping[str, Any]) -> list[str]:
    told = result.get("runaways")
    if not told:
        return []
    quiet = told[0]["p99_ms"]
    rows = [
        [
            str(runaways),
            f"{one['lookups']:,}",
            f"{one['refused']:,}",
            f"{one['p50_ms']:.2f}",
            f"{one['p99_ms']:.2f}",
            f"{one['p99_ms'] / quiet:.2f}",
        ]
        for runaways, one in told.items()
    ]
    head = ["runaways", "lookups answered", "refused", "p50 ms", "p99 ms", "p99 / quiet"]
    return ["", f"Tiny lookups at {OURS} beside queries without an end:", "", *table(head, rows)]


def _memory(result: Mapping[str, Any]) -> list[str]:
    rows = [
        [name, *(f"{one[key]:,.0f}" if one[key] else "unknown" for key in ("memory_idle_mb", "memory_after_mb"))]
        for name, one in result["systems"].items()
    ]
    about = "Memory of all processes of a system in MB, pages that several share counted once:"
    return ["", about, "", *table(["system", "when started", "at the end"], rows)]


def _rate(one: Mapping[str, float] | None) -> str:
    return "–" if one is None else f"{one['per_second']:,.0f} ({one['client_share']:.0%})"


def _faster(one: Mapping[str, float] | None, other: Mapping[str, float] | None) -> str:
    return "–" if one is None or other is None else f"{one['per_second'] / other['per_second']:.2f}"


def table(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    """The lines of a table whose first column is of words."""
    marks = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, marks, *rows)]
