"""The questions of the benchmark run, vary, and mean something on generated data."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.bench.chance import Chance
from acervo.bench.generating import generate
from acervo.bench.questions import FOLDER, Question, questions
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.errors import QueryFileError

NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> ox.Store:
    folder = tmp_path_factory.mktemp("generated") / "archive"
    generate(folder, 6000, seed=2)
    return build_edition(read_archive(open_archive(folder))).store


@pytest.fixture(scope="module")
def found(store) -> dict[str, Question]:
    return {question.name: question for question in questions(store)}


def test_there_are_at_least_eighteen_and_none_is_left_out(found):
    """Each has something to ask about in generated data."""
    assert NAMES == list(found)
    assert 18 <= len(found)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_runs_and_is_answered_with_something(found, store, name):
    """One that is always answered with nothing measures nothing."""
    chance = Chance(1)
    sizes = []
    for number in range(20):
        result = store.query(found[name].ask(chance, number), use_default_graph_as_union=True)
        sizes.append(int(bool(result)) if isinstance(result, ox.QueryBoolean) else sum(1 for _ in result))

    assert any(sizes)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_comes_twice(found, name):
    """So that nobody answers from what was kept."""
    chance = Chance(1)

    assert 50 == len({found[name].ask(chance, number) for number in range(50)})


@pytest.mark.parametrize("name", NAMES)
def test_it_varies_by_its_parameters_and_the_same_seed_draws_the_same(found, name):
    """Not only by the number at its end."""
    first, second = ([found[name].ask(chance, 0) for _ in range(30)] for chance in (Chance(3), Chance(3)))

    assert first == second
    assert 1 < len(set(first))
    assert not any("?_" in text for text in first)


def test_an_unknown_question_is_refused_with_the_list_of_them(store):
    """A misspelt name would otherwise measure nothing."""
    with pytest.raises(QueryFileError, match="lookup-subject"):
        questions(store, ("lookup-subjects",))
