"""
How long `acervo check` takes beside `pyshacl` and `rapper`, and how long each reads one large Turtle file.

Whole processes, as a curator starts them, one after the other in turns; median and spread as a Markdown table.
Needs the environment that `make serve` sets up; `rapper` (Debian: raptor2-utils) is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from archive import ONE_FILE_CHANGED, Copy
from generated import turtle
from timing import BenchmarkError, Measure, Times, take_times

from acervo.errors import AcervoError

BIN = Path(sys.executable).parent
KEPT, ONE, ANEW = "`acervo check`, unchanged archive", f"`acervo check`, {ONE_FILE_CHANGED}", "`acervo check --anew`"
PYSHACL = "`pyshacl`, same graph and shapes"
#: Each is given the file and tells how many triples it holds.
READERS = {
    "Acervo's reader, with positions and comments": "from acervo.turtle.reader import read_file\n"
    "document = read_file(open(sys.argv[1], 'rb').read(), 'data/large.ttl', 'https://example.org/')\n"
    "assert not document.errors, document.errors[0]\n"
    "print(len(document.triples))",
    "pyoxigraph": "import pyoxigraph\n"
    "print(sum(1 for _ in pyoxigraph.parse(path=sys.argv[1], format=pyoxigraph.RdfFormat.TURTLE)))",
    "RDFLib": "from rdflib import Graph\nprint(len(Graph().parse(sys.argv[1], format='turtle')))",
}


def main() -> int:
    """Run the benchmark; exit code 2 where it could not be run."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            table = benchmark(asked.archive, asked.rounds, asked.megabytes, Path(scratch))
        except (BenchmarkError, AcervoError) as error:
            print(f"benchmark: {error}", file=sys.stderr)
            return 2
    if asked.output is None:
        print(table, end="")
    else:
        asked.output.write_text(table, encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, default=Path(), metavar="DIR", help="the archive (default: here)")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="rounds that count (default: 7)")
    parser.add_argument("--megabytes", type=float, default=5.0, metavar="N", help="size of the large file (default: 5)")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write the table (default: standard output)"
    )
    return parser.parse_args()


def benchmark(archive: Path, rounds: int, megabytes: float, scratch: Path) -> str:
    """
    Measure on a copy of *archive* in *scratch*.

    Raises:
        BenchmarkError: a command did not do what is timed.
    """
    copy = Copy(archive, scratch)
    rapper = shutil.which("rapper")
    checks = _checks(copy, rapper)
    large = scratch / "large.ttl"
    large.write_text(turtle(round(megabytes * 1_000_000)), encoding="utf-8")
    readings = _readings(large, rapper)
    load = os.getloadavg()[0]
    times, told = take_times([*checks, *readings], rounds, copy.root)
    counts = {measure.name: _triples(told[measure.name]) for measure in readings if measure.name in READERS}
    if len(set(counts.values())) != 1:
        raise BenchmarkError(f"the readers do not agree on the triples: {counts}")
    lines = [
        f"{datetime.date.today().isoformat()}, {rounds} rounds; {os.cpu_count()} cores, load {load:.1f} at the start "
        f"and {os.getloadavg()[0]:.1f} at the end. {_versions(rapper)}.",
        "",
        f"An archive of {copy.files} files, {copy.triples:,} triples and {copy.size / 1_000_000:.1f} MB with the core; "
        f"pySHACL tells {_between(told[PYSHACL], 'Results (', ')') or '0'} results, Acervo finds the shapes broken in "
        f"{copy.shacl_findings()} places.",
        "",
        *_table(checks, times),
        "",
        *_targets(times),
        "",
        f"One file of {large.stat().st_size / 1_000_000:.1f} MB, {next(iter(counts.values())):,} triples:",
        "",
        *_table(readings, times),
    ]
    if rapper is None:
        lines += ["", "`rapper` is not installed here and was left out."]
    return "\n".join(lines) + "\n"


def _checks(copy: Copy, rapper: str | None) -> list[Measure]:
    acervo, told = str(BIN / "acervo"), frozenset((0, 1))
    checks = [
        Measure(KEPT, (acervo, "check"), copy.restore, told),
        Measure(ONE, (acervo, "check"), copy.change, told),
        Measure(ANEW, (acervo, "check", "--anew"), copy.restore, told),
        Measure(PYSHACL, (str(BIN / "pyshacl"), "-s", str(copy.shapes), str(copy.data)), copy.restore, told),
    ]
    if rapper is not None:
        each = 'for file; do "$0" -q -c -i turtle "$file" || exit; done'
        checks.append(
            Measure("`rapper -c`, file after file: syntax only", ("sh", "-c", each, rapper, *copy.turtle_files))
        )
    return checks


def _readings(large: Path, rapper: str | None) -> list[Measure]:
    readings = [
        Measure(name, (sys.executable, "-c", f"import sys\n{program}", str(large))) for name, program in READERS.items()
    ]
    if rapper is not None:
        readings.append(Measure("`rapper -c`", (rapper, "-q", "-c", "-i", "turtle", str(large))))
    return readings


def _table(measures: list[Measure], times: dict[str, Times]) -> list[str]:
    head = ["| what | median, s | shortest–longest, s | CPU, s |", "|---|---:|---:|---:|"]
    return head + [f"| {' | '.join((measure.name, *times[measure.name].row))} |" for measure in measures]


def _targets(times: dict[str, Times]) -> list[str]:
    kept, one, pyshacl = (median(times[name].wall) for name in (KEPT, ONE, PYSHACL))
    return [
        f"- Unchanged, at most 0.5 s: {kept:.2f} s, {_verdict(kept <= 0.5)}.",
        f"- One file changed, at most 1 s more than `pyshacl` ({1 + pyshacl:.2f} s): {one:.2f} s, "
        f"{_verdict(one <= 1 + pyshacl)}.",
    ]


def _verdict(met: bool) -> str:
    return "met" if met else "**missed**"


def _triples(output: str) -> int:
    return int(output.strip() or 0)


def _between(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]


def _versions(rapper: str | None) -> str:
    versions = [f"Python {platform.python_version()}"]
    names = {"acervo": "Acervo", "pyshacl": "pySHACL", "rdflib": "RDFLib", "pyoxigraph": "pyoxigraph"}
    versions += [f"{name} {importlib.metadata.version(package)}" for package, name in names.items()]
    if rapper is not None:
        told = subprocess.run([rapper, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        versions.append(f"rapper {told}")
    return ", ".join(versions)


if __name__ == "__main__":
    sys.exit(main())
