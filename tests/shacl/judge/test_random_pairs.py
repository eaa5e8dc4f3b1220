"""Random data and random shapes: the fast path says what pySHACL says of them."""

from __future__ import annotations

import pytest
from tests.shacl.judge.generator import random_pair, random_query_pair
from tests.shacl.judge.pairs import Refused, asked, judge
from tests.shacl.judge.shrinking import failure

from acervo.shacl import run


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_the_fast_path_agrees_with_the_judge(seed: int):
    assert "" == failure(run.validate, random_pair(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_fast_path_agrees_on_queries(seed: int):
    assert "" == failure(run.validate, random_query_pair(seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(24, 260))
def test_the_fast_path_agrees_on_many_more(seed: int):
    assert "" == failure(run.validate, random_pair(seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12, 130))
def test_the_fast_path_agrees_on_many_more_queries(seed: int):
    assert "" == failure(run.validate, random_query_pair(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_random_shapes_are_well_formed(seed: int):
    """Else pySHACL would refuse them, and the others would run what no curator can."""
    assert not isinstance(asked(judge, random_pair(seed)), Refused)
