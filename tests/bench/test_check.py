"""`acervo bench check`: the same shapes for all engines, edits that are undone, and differences that are told."""

from __future__ import annotations

import json
import sys
from collections import Counter
from copy import deepcopy

import pytest
from click.testing import CliRunner
from rdflib import SH, Graph

from acervo.bench.chance import Chance
from acervo.bench.check import measuring
from acervo.bench.check.edits import edits, replacements
from acervo.bench.check.engines import ENGINES, counted
from acervo.bench.check.measuring import SHAPES, Plan, measure
from acervo.bench.check.process import Failed, TooSlow, figures
from acervo.bench.check.report import report
from acervo.bench.generating import generate
from acervo.checking.run import check_reading
from acervo.cli.bench import command
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.shacl.preparing import prepare

REPORT = """\
_:r <http://www.w3.org/ns/shacl#result> _:a .
_:a <http://www.w3.org/ns/shacl#focusNode> <urn:x> .
_:a <http://www.w3.org/ns/shacl#sourceShape> <urn:s#One> .
_:a <http://www.w3.org/ns/shacl#sourceConstraintComponent> <http://www.w3.org/ns/shacl#NodeConstraintComponent> .
_:a <http://www.w3.org/ns/shacl#detail> _:b .
_:b <http://www.w3.org/ns/shacl#focusNode> <urn:y> .
_:b <http://www.w3.org/ns/shacl#sourceShape> <urn:s#Two> .
_:b <http://www.w3.org/ns/shacl#sourceConstraintComponent> <http://www.w3.org/ns/shacl#MinCountConstraintComponent> .
_:c <http://www.w3.org/ns/shacl#focusNode> <urn:x> .
_:c <http://www.w3.org/ns/shacl#sourceShape> <urn:s#One> .
_:c <http://www.w3.org/ns/shacl#sourceConstraintComponent> <http://www.w3.org/ns/shacl#NodeConstraintComponent> .
_:c <http://www.w3.org/ns/shacl#resultMessage> "In another language."@en .
"""


@pytest.fixture(scope="module")
def graphs(tmp_path_factory):
    """The files of a small archive."""
    folder = tmp_path_factory.mktemp("bench") / "archive"
    generate(folder, 3000, seed=1)
    return [graph for graph in read_archive(open_archive(folder)).graphs if graph.folder == "data"]


def test_the_shapes_are_well_formed():
    """Ill-formed ones every engine reads as it likes; of SPARQL there are three, and all have names."""
    shapes = prepare(Graph().parse(SHAPES))

    assert not shapes.of_claims
    assert 12 <= len(shapes.of_files)
    assert 3 == len(shapes.queries)


@pytest.mark.long
def test_every_shape_has_something_to_examine(graphs, tmp_path):
    """A shape without focus nodes is asked by every engine in no time."""
    graph = Graph().parse(SHAPES)
    folder = tmp_path / "archive"
    generate(folder, 30_000, seed=1, faults=0.05)
    asked = measuring._Asked(folder, tmp_path / "data.nt", 0)
    asked.write()
    data = Graph().parse(asked.data, format="nt")
    told = ENGINES["acervo"].run(sys.executable, SHAPES, asked.data, tmp_path / "results.nt", 60)

    paths = {path for path in graph.objects(None, SH.path) if (None, path, None) in data}
    assert {path for path in graph.objects(None, SH.path) if path.startswith("http")} <= paths
    assert 5 <= len(told["results"])


def test_results_are_counted_by_shape_and_component(tmp_path):
    """Details are no results, and a second message makes no second result."""
    place = tmp_path / "report.nt"
    place.write_text(REPORT, encoding="utf-8")

    assert {"One NodeConstraintComponent": 1} == counted(place)


@pytest.mark.parametrize("drawn", [edits, replacements])
def test_edits_come_from_the_seed_and_every_second_undoes_one(graphs, drawn):
    """Two runs edit the same, and the archive does not rot meanwhile."""
    before = {graph.path: graph.triples for graph in graphs}
    done = list(drawn(graphs, Chance("1 edits"), 40))

    assert done == list(drawn(graphs, Chance("1 edits"), 40))
    assert 40 == len(done)
    for there, back in zip(done[::2], done[1::2], strict=True):
        assert there.path == back.path
        assert before[back.path] == back.triples != there.triples


def test_an_edit_is_of_about_ten_triples(graphs):
    """Smaller ones would cost less than is told."""
    before = {graph.path: set(graph.triples) for graph in graphs}
    drawn = list(edits(graphs, Chance("1 edits"), 200))
    sizes = [len(before[edit.path] ^ set(edit.triples)) for edit in drawn[::2] if edit.kind != "retyped"]

    assert {"notes", "copies", "cut", "retyped"} == {edit.kind for edit in drawn[::2]}
    assert 10 <= min(sizes)
    assert 10 <= sum(sizes) / len(sizes) <= 15


@pytest.mark.long
def test_a_cut_breaks_the_archive_and_notes_do_not(graphs, tmp_path):
    """Both have to be measured: what breaks has results to be judged."""
    folder = tmp_path / "archive"
    generate(folder, 3000, seed=1)
    found: Counter[str] = Counter()
    for edit in list(edits(graphs, Chance("1 edits"), 30))[::2]:
        place = folder / edit.path
        before = place.read_bytes()
        place.write_text("".join(f"{triple} .\n" for triple in edit.triples), encoding="utf-8")
        findings = check_reading(read_archive(open_archive(folder))).findings
        found[edit.kind] += sum(finding.severity == "violation" for finding in findings)
        place.write_bytes(before)

    assert 0 == found["notes"] == found["copies"]
    assert 0 < found["cut"]
    assert 0 < found["retyped"]


def test_a_process_that_takes_too_long_or_fails_tells_why():
    """An engine that cannot be measured is named in the table, with the reason."""
    with pytest.raises(TooSlow, match=r"more than 0\.2 s"):
        figures([sys.executable, "-c", "import time; time.sleep(60)"], 0.2)
    with pytest.raises(Failed, match="ValueError: no"):
        figures([sys.executable, "-c", "raise ValueError('no')"], 60)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A whole run, as small as it can be."""
    plan = Plan((2000,), ("acervo", "pyshacl"), repeat=1, edits=10, timeout_s=120)
    return measure(tmp_path_factory.mktemp("measured"), plan, lambda step: None)


@pytest.mark.long
def test_a_run_has_every_figure_and_no_difference(result):
    """Counts of both engines, and the kept report after edits beside a check anew."""
    told = result["sizes"]["2000"]

    assert [] == result["differences"]
    assert 1 < told["engines"]["pyshacl"]["times_ours"]
    assert told["engines"]["acervo"]["runs"][0]["results"] == told["engines"]["pyshacl"]["runs"][0]["results"]
    assert {"reading", "shapes", "dates", "loading", "asking", "findings", "lint"} == set(told["whole"][0]["wall_s"])
    assert told["watched"]["undone"]
    assert any(edit["different"] == 0 for edit in told["watched"]["edits"])
    assert any(edit["results"] for edit in told["watched"]["edits"])
    assert json.loads(json.dumps(result)) == result


@pytest.mark.long
def test_the_report_tells_what_was_measured(result):
    """Each table, and no difference."""
    text = report(result)

    assert "| 2,000 | pyshacl |" in text
    assert "| 2,000 | about ten triples | 10 |" in text
    assert "All results that came are equal" in text


@pytest.mark.long
def test_a_difference_is_told(result):
    """Whether an engine has another count, or a kept report is not that of a check anew."""
    told = deepcopy(result["sizes"]["2000"])
    told["engines"]["acervo"]["runs"][0]["results"]["Claim NotConstraintComponent"] = 3
    told["watched"]["edits"][0]["different"] = 1
    told["watched"]["undone"] = False

    assert [
        "Claim NotConstraintComponent: acervo has 3, pyshacl 0",
        "after 1 edits the kept report was not that of a check anew",
        "once every edit was undone, the report was not the first one again",
    ] == list(measuring._differences(told))


@pytest.mark.long
def test_an_engine_that_is_too_slow_is_left_out_of_larger_archives(tmp_path):
    """Five minutes for each size would be lost."""
    plan = Plan((500, 1000), ("acervo", "pyshacl"), repeat=1, edits=10, timeout_s=1)
    seen: list[list[str]] = []
    result = measure(tmp_path, plan, lambda step: None, lambda so_far: seen.append([*so_far["sizes"]]))
    failures = [told["engines"]["pyshacl"].get("failure") for told in result["sizes"].values()]

    assert ["more than 1 s", "was too slow for a smaller one"] == failures
    assert [["500"], ["500", "1000"]] == seen


@pytest.mark.long
def test_pyshifty_counts_as_we_do(tmp_path):
    """Where it is installed; it is no judge, but a difference is worth a look."""
    python = ENGINES["pyshifty"].python()
    if python is None:
        pytest.skip("needs pyshifty (PyPI: pyshifty)")
    generate(tmp_path / "archive", 20_000, seed=2, faults=0.05)
    asked = measuring._Asked(tmp_path / "archive", tmp_path / "data.nt", 0)
    asked.write()
    both = [
        ENGINES[name].run(python_of, SHAPES, asked.data, tmp_path / "results.nt", 60)["results"]
        for name, python_of in (("acervo", sys.executable), ("pyshifty", python))
    ]

    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--triples", "ten"], "whole numbers"), (["--engines", "jena"], "it knows acervo, pyshacl, pyshifty")],
)
def test_a_mistake_in_the_options_is_told(arguments, told):
    """Before anything is measured."""
    answered = CliRunner().invoke(command, ["check", *arguments])

    assert 2 == answered.exit_code
    assert told in answered.output
