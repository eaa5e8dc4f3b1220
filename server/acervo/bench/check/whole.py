"""
A check with nothing kept, step by step: `python -m acervo.bench.check.whole DIR`.

It does what `acervo check --anew DIR` does, and writes figures instead of findings.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from acervo.bench.check.clock import Clock, peak_mb
from acervo.checking.kept import rare_collections
from acervo.checking.run import check_reading
from acervo.checking.validating import Progress, seen_by_shapes, shapes_of, telling_the_file
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import Reading, read_archive
from acervo.edition.normalise import Normalised, normalise
from acervo.shacl.report import Report
from acervo.shacl.run import validate_store
from acervo.shacl.shapes import Shapes
from acervo.shacl.store import CheckStore


def main(arguments: list[str]) -> None:
    """Check the archive at the one argument."""
    clock = Clock()
    results = 0

    def step(name: str) -> None:
        if name == "lint":
            clock.done("findings")

    def validator(reading: Reading, normalised: Normalised | None, progress: Progress) -> tuple[Report, Shapes]:
        nonlocal results
        clock.done("findings")
        shapes = shapes_of(reading)
        clock.done("shapes")
        computed = normalised or normalise(reading)
        clock.done("dates")
        store = CheckStore(seen_by_shapes(reading, computed), computed.claimed)
        clock.done("loading")
        with telling_the_file(reading):
            report = validate_store(store, shapes)
        clock.done("asking")
        results = len(report.results)
        return report, shapes

    with rare_collections():
        reading = read_archive(open_archive(Path(arguments[0])))
        clock.done("reading")
        report = check_reading(reading, step, validator=validator)
        clock.done("lint")
    told = {
        "wall_s": clock.wall_s,
        "cpu_s": clock.cpu_s,
        "peak_mb": peak_mb(),
        "triples": report.triples,
        "files": report.files,
        "shapes": len(report.shapes),
        "results": results,
        "findings": len(report.findings),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
