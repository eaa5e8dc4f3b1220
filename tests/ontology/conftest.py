"""The core ontology, file by file, as the gatekeeper parses it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

CORE = Path(__file__).resolve().parents[2] / "ontology" / "core"
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


@pytest.fixture(scope="session")
def core_files() -> dict[str, list[Triple]]:
    """The triples of each file, by its path below the core's folder."""
    files = {path.relative_to(CORE).as_posix(): path for path in sorted(CORE.rglob("*.ttl"))}
    return {name: [(t.subject, t.predicate, t.object) for t in ox.parse(path=path)] for name, path in files.items()}


@pytest.fixture(scope="session")
def values(core_files) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    """Subject → predicate → objects, over all files, by IRI."""
    found: dict = defaultdict(lambda: defaultdict(list))
    for triples in core_files.values():
        for subject, predicate, value in triples:
            found[subject.value][predicate.value].append(value)
    return found
