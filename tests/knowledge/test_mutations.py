"""
Whatever a curator deletes by mistake is missed.

Each mutation takes away one claim, one citation, one reference or footnote, or one name, and the knowledge tests must
find fault. All of them are tried in the long suite; a seeded choice is tried in every run.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from .faults import NAMELESS, SKOS, TITLE, faults
from .statements import RDF, curated_store, mov, written

#: What may be deleted unseen, with the reason. Empty: keep it so.
UNSEEN: dict[str, str] = {}
PARTS = 8
Mutation = tuple[str, list[ox.Quad]]
ENTRIES = ("mov:Reference", "mov:Footnote")
NOT_CLAIMS = {"mov:Archive", "mov:Source", "mov:Contribution", "mov:Section", "mov:Passage"}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return curated_store()


def mutations(store: ox.Store) -> list[Mutation]:
    """Every single deletion, named for the report, in a stable order."""
    return sorted([*nodes(store), *citations(store), *names(store)], key=lambda mutation: mutation[0])


def nodes(store: ox.Store) -> Iterator[Mutation]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, None):
        if written(quad.object) in NAMELESS - NOT_CLAIMS:
            yield (
                f"{written(quad.object)} {written(quad.subject)}",
                list(store.quads_for_pattern(quad.subject, None, None)),
            )


def citations(store: ox.Store) -> Iterator[Mutation]:
    for quad in store.quads_for_pattern(None, mov("cites"), None, None):
        yield f"citation {written(quad.subject)} {written(quad.object)}", [quad]


def names(store: ox.Store) -> Iterator[Mutation]:
    for name in (SKOS + "prefLabel", SKOS + "altLabel", TITLE):
        for quad in store.quads_for_pattern(None, ox.NamedNode(name), None, None):
            kinds = {
                written(kind.object) for kind in store.quads_for_pattern(quad.subject, ox.NamedNode(RDF + "type"), None)
            }
            if not kinds & {"mov:Archive", "mov:Section"}:
                yield f"name {written(quad.subject)} {written(quad.object)}", [quad]


def unseen(store: ox.Store, tried: list[Mutation]) -> list[str]:
    """Those of *tried* after which nothing is missed; *store* is left as it was."""
    found = []
    for name, quads in tried:
        for quad in quads:
            store.remove(quad)
        if not faults(store):
            found.append(name)
        store.extend(quads)
    return found


def test_the_archive_as_it_stands_has_no_fault(store: ox.Store) -> None:
    """Else every deletion would seem to be noticed."""
    assert [] == faults(store)


def test_there_is_something_to_delete(store: ox.Store) -> None:
    """A mutation test without mutations cannot fail: each sort is tried, and far more than a few."""
    sorts = {name.partition(" ")[0] for name, _ in mutations(store)}

    assert {"mov:Claim", "mov:View", "mov:Count", *ENTRIES, "citation", "name"} <= sorts


def test_a_deletion_is_missed(store: ox.Store) -> None:
    """A seeded choice, for every run."""
    tried = random.Random(1871).sample(mutations(store), 60)

    assert [] == [name for name in unseen(store, tried) if name not in UNSEEN]


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_every_deletion_is_missed(store: ox.Store, part: int) -> None:
    """Each claim, citation, reference, footnote and name, one after the other."""
    assert [] == [name for name in unseen(store, mutations(store)[part::PARTS]) if name not in UNSEEN]
