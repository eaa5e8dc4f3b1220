"""What many tests share: the shipped archive, read and built once a session."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.reading import Reading, read_archive
from acervo.edition.build import Edition, build_edition

ROOT = Path(__file__).resolve().parent.parent
#: Their tests start processes, or check or build hundreds of archives: too much for `make test-fast`.
SLOW_FOLDERS = (
    "bench",
    "coverage",
    "engine",
    "faults",
    "federation",
    "lint",
    "search",
    "shacl",
    "shapes",
    "web",
    "wire",
)


def pytest_collection_modifyitems(items):
    """Whole folders are slow, so that no test in them can forget to say so."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).parts[0] in SLOW_FOLDERS:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Where ACERVO_NO_SKIP=1 (CI), a test that skips has failed: nothing is left out in silence."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("ACERVO_NO_SKIP") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although ACERVO_NO_SKIP=1: {report.longrepr}"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The two source texts, which the repository does not hold."""
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("needs the seed texts, which are not part of the repository")
    return folder


@pytest.fixture(scope="session")
def archive() -> Archive:
    return open_archive(ROOT)


@pytest.fixture(scope="session")
def reading(archive: Archive) -> Reading:
    return read_archive(archive)


@pytest.fixture(scope="session")
def edition(reading: Reading) -> Edition:
    return build_edition(reading)


@pytest.fixture(scope="session")
def edition_store(edition: Edition) -> ox.Store:
    """Every graph of the edition; query it with `use_default_graph_as_union=True`."""
    return edition.store
