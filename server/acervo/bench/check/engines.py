"""The engines that are asked the same: ours, pySHACL as it comes, and pyshifty where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from acervo.bench.check.process import Failed, figures
from acervo.namespaces import SH

OURS: Final = "acervo"

_CLOCK: Final = """\
import json, sys, time
shapes_file, data_file, results_file = sys.argv[1:]
wall_s, cpu_s, last = {}, {}, [time.perf_counter(), time.process_time()]
def done(step):
    now = [time.perf_counter(), time.process_time()]
    wall_s[step], cpu_s[step], last[:] = now[0] - last[0], now[1] - last[1], now
def tell():
    lines = open("/proc/self/status").read().splitlines() if sys.platform == "linux" else []
    peak = next((round(int(line.split()[1]) * 1024 / 1e6, 1) for line in lines if line.startswith("VmHWM:")), None)
    print(json.dumps({"wall_s": wall_s, "cpu_s": cpu_s, "peak_mb": peak}))
"""
#: Nothing of ours is imported beside it, so that neither our repairs of pySHACL nor what hastens it take part.
_PYSHACL: Final = """\
import pyshacl, rdflib
done("start")
wall_s.clear(), cpu_s.clear()
shapes = rdflib.Graph().parse(shapes_file, format="turtle")
done("shapes")
data = rdflib.Graph().parse(data_file, format="nt")
done("reading")
_, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
done("asking")
report.serialize(results_file, format="nt", encoding="utf-8")
tell()
"""
_PYSHIFTY: Final = """\
import shifty._shifty as shifty
done("start")
wall_s.clear(), cpu_s.clear()
shapes = shifty.PreparedValidator(shapes_path=shapes_file, shapes_format="turtle")
done("shapes")
report = shapes.validate_w3c(data_path=data_file, data_format="ntriples", run_infer=False)
done("reading and asking")
open(results_file, "w", encoding="utf-8").write(report._report_ntriples)
tell()
"""
_VERSION: Final = "from importlib.metadata import version; print(version({package!r}))"


@dataclass(frozen=True)
class Engine:
    """One engine, as a command that validates one file of N-Triples and writes figures."""

    name: str
    about: str
    package: str
    source: str
    program: str = ""
    """Python, where it is not ours."""

    def python(self) -> str | None:
        """The Python that has it: this one, else one on `PATH`, or one beside a command there; None where none has."""
        return next((python for python in _pythons() if _version(python, self.package)), None)

    def version(self, python: str) -> str:
        """As its package tells."""
        return _version(python, self.package)

    def run(self, python: str, shapes: Path, data: Path, results: Path, timeout_s: float) -> dict[str, Any]:
        """
        Validate *data*; `results` in what is returned counts results by shape and component.

        Raises:
            TooSlow: it took more than *timeout_s*.
            Failed: it did not validate.
        """
        asked = ("-c", _CLOCK + self.program) if self.program else ("-m", "acervo.bench.check.alone")
        told = figures([python, *asked, str(shapes), str(data), str(results)], timeout_s)
        try:
            told["results"] = dict(sorted(counted(results).items()))
        except (OSError, ValueError, SyntaxError) as error:
            raise Failed(f"its report cannot be read: {error}") from error
        return told


ENGINES: Final = {
    engine.name: engine
    for engine in (
        Engine(OURS, "suspects in bulk, judged by pySHACL", "acervo", "this software"),
        Engine("pyshacl", "pySHACL as it comes", "pyshacl", "PyPI: pyshacl", _PYSHACL),
        Engine("pyshifty", "a compiled engine", "pyshifty", "PyPI: pyshifty", _PYSHIFTY),
    )
}


def counted(report: Path) -> Counter[str]:
    """
    How many different results *report*, N-Triples of a `sh:ValidationReport`, has by shape and component.

    Results that differ in their messages alone count once: only some engines write one for each language.
    """
    said: dict[Any, dict[str, str]] = {}
    within: set[Any] = set()
    for quad in ox.parse(path=str(report), format=ox.RdfFormat.N_TRIPLES):
        predicate = quad.predicate.value.removeprefix(SH)
        if predicate == "detail":
            within.add(quad.object)
        elif predicate in _TOLD:
            said.setdefault(quad.subject, {})[predicate] = (
                "" if isinstance(quad.object, ox.BlankNode) and predicate == "resultPath" else str(quad.object)
            )
    results = {tuple(parts.get(name, "") for name in _TOLD) for node, parts in said.items() if node not in within}
    return Counter(f"{_short(shape)} {_short(component)}" for shape, component, *_ in results)


_TOLD: Final = ("sourceShape", "sourceConstraintComponent", "focusNode", "resultPath", "value")


def _short(iri: str) -> str:
    return "[ ]" if iri.startswith("_:") else iri.strip("<>").rpartition("#")[2]


def _pythons() -> Iterator[str]:
    yield sys.executable
    folders = dict.fromkeys(os.environ.get("PATH", "").split(os.pathsep))
    yield from (found for folder in folders if folder and (found := shutil.which("python", path=folder)))


def _version(python: str, package: str) -> str:
    asked = [python, "-c", _VERSION.format(package=package)]
    try:
        ended = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.strip() if ended.returncode == 0 else ""
