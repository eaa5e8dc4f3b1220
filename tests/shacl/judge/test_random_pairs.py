"""Random data and random shapes: the fast path says what pySHACL says of them."""

from __future__ import annotations

import pytest
from tests.shacl.judge.generator import random_pair
from tests.shacl.judge.pairs import Refused, asked, judge
from tests.shacl.judge.shrinking import failure

from acervo.shacl import run

NORMAL = range(60)
LONG = range(60, 460)


@pytest.mark.slow
@pytest.mark.parametrize("seed", NORMAL)
def test_the_fast_path_agrees_with_the_judge(seed: int):
    assert "" == failure(run.validate, random_pair(seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG)
def test_the_fast_path_agrees_with_the_judge_on_many_more(seed: int):
    assert "" == failure(run.validate, random_pair(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_random_shapes_are_well_formed(seed: int):
    """Else pySHACL would refuse them, and the others would run what no curator can."""
    assert not isinstance(asked(judge, random_pair(seed)), Refused)
