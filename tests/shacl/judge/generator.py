"""A pair by chance."""

from __future__ import annotations

from random import Random

from tests.shacl.judge.pairs import Pair
from tests.shacl.judge.random_data import random_claims, random_data
from tests.shacl.judge.random_shapes import random_shapes


def random_pair(seed: int) -> Pair:
    """The pair of *seed*, always the same: 30 to 300 triples of data, and shapes of which some see claimed triples."""
    rng = Random(seed)
    data = random_data(rng, rng.randint(30, 300))
    return Pair(data, random_claims(rng, data), random_shapes(rng))
