"""The W3C suites for SHACL: the judge and the fast path give the results that each test expects."""

from __future__ import annotations

import pytest
from tests.shacl.judge.pairs import Engine, judge
from tests.shacl.judge.w3c import SUITES, Case, cases, expected, found, load

from acervo.errors import ShapesError
from acervo.shacl import run
from acervo.shacl.preparing import prepare

pytestmark = pytest.mark.slow
#: Tests that do not come out as the W3C has them, each with its reason.
MISSES = {
    "sparql/pre-binding/shapesGraph-001": "pySHACL does not bind $shapesGraph, which the standard leaves optional",
}
ENGINES = {"judge": judge, "fast": run.validate}
CASES = [*cases("core"), *cases("sparql")]


def marked(case: Case) -> object:
    reason = MISSES.get(case.name)
    marks = [pytest.mark.xfail(reason=reason, strict=True, raises=ShapesError)] if reason else []
    return pytest.param(case, marks=marks, id=case.name)


def test_the_suites_are_there():
    if not SUITES.is_dir():
        pytest.skip("needs the W3C test suites, which are not part of the repository")

    assert (98, 23) == (len(cases("core")), len(cases("sparql")))
    assert set() == MISSES.keys() - {case.name for case in CASES}


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("case", map(marked, CASES))
def test_results_are_those_that_the_w3c_expects(case: Case, engine: Engine):
    """Equal results are told once; the rest is as the suite has it, path and source shape included."""
    test = load(case)
    if test.must_fail:
        with pytest.raises(ShapesError):
            engine(test.data, (), prepare(test.shapes, checked=test.shapes))
        return

    # shacl-shacl is not asked: path-strange-002 wants a path to be run that shacl-shacl finds ill-formed.
    report = engine(test.data, (), prepare(test.shapes, checked=test.shapes))

    assert expected(test) == found(report, test.shapes)
