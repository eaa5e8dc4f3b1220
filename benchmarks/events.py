"""
What the first list of many events costs: `python benchmarks/events.py FOLDER [TIMES]`, of an archive at FOLDER.

FOLDER may come from `acervo bench generate FOLDER --triples 4000000`, which has 19,889 events. Told are seconds of the
clock and of the web process's processor, for the first visitor of a server that reads nothing ahead, then of one that
does, as `acervo serve` does; engines have processes of their own.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from starlette.testclient import TestClient

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.queries import kept_queries
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import EditionOnDisk, keep_edition, kept_on_disk
from acervo.engine.embedded import EmbeddedEngine
from acervo.web.app import create_app
from acervo.web.serving.site import Site

_VISITS = 3


def main() -> None:
    archive = open_archive(Path(sys.argv[1]))
    edition = kept_on_disk(archive) or keep_edition(build_edition(read_archive(archive)))
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        for reads_ahead in (False, True):
            _visit(archive, edition, reads_ahead)


def _visit(archive: Archive, edition: EditionOnDisk, reads_ahead: bool) -> None:
    queries = {query.name: query for query in kept_queries(archive, "core/pages")}
    site = Site(archive, edition, EmbeddedEngine(), CheckReport(edition.id, 0, 0, {}, ()), queries, ())
    app = create_app(site, reads_ahead=reads_ahead)
    with TestClient(app) as client:
        if reads_ahead:
            begun = _now()
            while not app.state.ahead.done():
                time.sleep(0.05)
            _tell("read ahead", begun)
        for visit in range(1, _VISITS + 1):
            begun = _now()
            answer = client.get(f"/events?page={visit}")
            assert answer.status_code == 200, answer.text
            _tell(f"visit {visit}, {len(answer.content) / 1000:.0f} kB", begun)


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _tell(what: str, begun: tuple[float, float]) -> None:
    clock, processor = _now()
    print(f"{what:24} {clock - begun[0]:6.2f} s, of the processor {processor - begun[1]:5.2f} s", flush=True)


if __name__ == "__main__":
    main()
