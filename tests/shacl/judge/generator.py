"""A pair by chance."""

from __future__ import annotations

from random import Random

from tests.shacl.judge.pairs import Pair, parsed
from tests.shacl.judge.random_data import random_claims, random_data
from tests.shacl.judge.random_queries import DECLARED, random_query
from tests.shacl.judge.random_shapes import random_shapes, target


def random_pair(seed: int) -> Pair:
    """The pair of *seed*, always the same: 30 to 300 triples of data, and shapes of which some see claimed triples."""
    rng = Random(seed)
    data = random_data(rng, rng.randint(30, 300))
    return Pair(data, random_claims(rng, data), random_shapes(rng))


def random_query_pair(seed: int) -> Pair:
    """A pair whose shapes are SPARQL constraints only, more of them and over less data."""
    rng = Random(seed)
    data = random_data(rng, rng.randint(30, 120))
    shapes = (
        f":S{n} a sh:NodeShape ; {target(rng)} ; {random_query(rng, in_property=False, messages=())} ."
        for n in range(6)
    )
    return Pair(data, random_claims(rng, data), parsed(DECLARED + "\n".join(shapes), "s"))
