"""The checklist of the protocols: each line names its test, and each test of a section has its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from .reading import ROOT

WIRE = ROOT / "tests" / "wire"
PAGE = ROOT / "docs" / "reference" / "conformance.md"
OF_SECTIONS = (
    "test_protocol_sections.py",
    "test_graph_store_sections.py",
    "test_service_description_sections.py",
    "test_http_sections.py",
    "test_caching.py",
    "test_prefixes.py",
    "test_void.py",
)


def lines() -> Iterator[list[str]]:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith(("| section", "| ---")):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def names_in(file: str) -> set[str]:
    return set(re.findall(r"^def (test_\w+)\(", (WIRE / file).read_text(encoding="utf-8"), re.MULTILINE))


def named(cells: list[str]) -> list[tuple[str, str]]:
    return re.findall(r"`(test_\w+\.py)::(test_\w+)`", cells[-1])


@pytest.mark.parametrize("cells", list(lines()), ids=lambda cells: f"{cells[0]} {cells[2][:30]}")
def test_every_line_says_all_and_names_a_test_that_there_is(cells):
    """A demand without a test is a wish."""
    assert 5 == len(cells)
    assert all(cells)
    assert cells[1] in ("MUST", "SHOULD", "may", "own")
    assert named(cells)
    assert [] == [f"{file}::{test}" for file, test in named(cells) if test not in names_in(file)]


@pytest.mark.parametrize("file", OF_SECTIONS)
def test_every_test_of_a_section_has_its_line(file):
    """Who tests a demand writes it down."""
    told = {test for cells in lines() for one, test in named(cells) if one == file}

    assert set() == names_in(file) - told


def test_every_standard_has_its_part():
    """None of them is forgotten whole."""
    page = PAGE.read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+)$", page, re.MULTILINE)

    assert 8 == len(parts)
    for name in (
        "SPARQL 1.1 Protocol",
        "SPARQL 1.2",
        "Graph Store",
        "Service Description",
        "VoID",
        "Federated",
        "HTTP",
    ):
        assert any(name in part for part in parts)
