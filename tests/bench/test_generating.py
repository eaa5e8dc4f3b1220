"""Seeded archives: the same bytes each time, of the size that was asked for, without a fault but those planted."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.bench.chance import Chance
from acervo.bench.generating import PLANTED, FolderInUse, generate
from acervo.checking.run import check_reading
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def triples_below(folder: Path) -> int:
    return sum(
        sum(1 for _ in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)) for path in folder.rglob("data/**/*.ttl")
    )


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    """Figures of two machines are of the same data."""
    for name in ("one", "two"):
        generate(tmp_path / name, 3000, seed=7, faults=0.01)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_writes_another_archive(tmp_path):
    """A rule that holds for one archive by accident is found out by a second."""
    generate(tmp_path / "one", 3000, seed=1)
    generate(tmp_path / "two", 3000, seed=2)

    assert contents(tmp_path / "one") != contents(tmp_path / "two")


def test_draws_are_the_same_on_every_machine():
    """What a seed gives was written down once; a version of Python that gave another would be noticed."""
    chance = Chance(1)

    assert [48, 0, 12] == [chance.number(1, 100), chance.often_small(0, 50), chance.number(1, 100)]
    assert ["b", "a", "c"] == chance.shuffled("abc")


@pytest.mark.parametrize("triples", [2000, 10_000])
def test_it_has_as_many_triples_as_asked_for_or_a_few_more(tmp_path, triples):
    """They are counted as a parser finds them."""
    generated = generate(tmp_path / "archive", triples, seed=1)

    assert triples_below(tmp_path / "archive") == generated.triples
    assert triples <= generated.triples < triples + 150


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """Nobody's archive is overwritten."""
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderInUse):
        generate(tmp_path, 1000, seed=1)


def test_what_is_stopped_half_way_leaves_nothing(tmp_path):
    """Half an archive would look like a whole one."""

    def stop(triples: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path / "archive", 3000, seed=1, progress=stop)

    assert [] == list(tmp_path.iterdir())


def test_a_few_things_are_famous(tmp_path):
    """Degrees are skewed as in real data: some events have many claims, most have few."""
    generate(tmp_path / "archive", 10_000, seed=1)
    store = ox.Store()
    for path in (tmp_path / "archive" / "data").rglob("*.ttl"):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    counted = store.query(
        "SELECT (COUNT(?claim) AS ?n) { ?claim <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?thing }"
        " GROUP BY ?thing ORDER BY DESC(?n)"
    )
    degrees = [int(row["n"].value) for row in counted]

    assert degrees[0] >= 10 * degrees[len(degrees) // 2]


@pytest.mark.slow
def test_it_conforms_and_stands_in_the_house_layout(tmp_path):
    """Whatever a check then finds was planted."""
    from click.testing import CliRunner

    from acervo.cli.format import command as format_command

    generate(tmp_path / "archive", 10_000, seed=3)

    assert [] == list(check_reading(read_archive(open_archive(tmp_path / "archive"))).findings)
    assert 0 == CliRunner().invoke(format_command, ["--check", str(tmp_path / "archive" / "data")]).exit_code


@pytest.mark.slow
def test_each_planted_fault_is_found(tmp_path):
    """A check that misses one would still be fast."""
    generated = generate(tmp_path / "archive", 6000, seed=5, faults=0.04)
    planted = json.loads((tmp_path / "archive" / PLANTED).read_text(encoding="utf-8"))
    found = check_reading(read_archive(open_archive(tmp_path / "archive"))).findings
    at = {(finding.path, finding.focus) for finding in found}

    assert planted == generated.planted
    assert 8 <= len({one["fault"] for one in planted})
    assert [] == [one for one in planted if (one["file"], one["subject"]) not in at]
    assert len(planted) == len(found)


def test_faults_change_nothing_else(tmp_path):
    """With and without them, the things and the claims are the same."""
    generate(tmp_path / "sound", 3000, seed=4)
    generated = generate(tmp_path / "faulty", 3000, seed=4, faults=0.01)
    sound, faulty = contents(tmp_path / "sound"), contents(tmp_path / "faulty")
    changed = {path for path in sound if faulty.get(path) != sound[path]}

    assert changed <= {one["file"] for one in generated.planted}
    assert {PLANTED} == faulty.keys() - sound.keys()
