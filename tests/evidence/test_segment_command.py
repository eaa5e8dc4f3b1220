"""`acervo segment` from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from acervo.cli.segment import command

MOV = "https://w3id.org/acervo/ns#"
IDS = "https://example.org/tides/id/"
PASSAGES = Path("data/sources/river/passages.ttl")


@pytest.fixture
def segment(small_archive: Path, texts: Path):
    def run(*options: str) -> Result:
        return CliRunner().invoke(
            command, [str(texts / "page.txt"), "--source", "river", "--archive", str(small_archive), *options]
        )

    return run


def claim(archive: Path, passage: str) -> Path:
    file = archive / "data/sources/river/claims-fish.ttl"
    file.write_text(
        f"@prefix : <{IDS}> .\n@prefix mov: <{MOV}> .\n\n:fish-1 a mov:Claim ;\n    mov:passage :{passage} .\n",
        encoding="utf-8",
    )
    return file


def name_of(archive: Path, first_words: str) -> str:
    for quad in ox.parse((archive / PASSAGES).read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == MOV + "firstWords" and quad.object.value == first_words:
            return quad.subject.value.removeprefix(IDS)
    raise AssertionError(first_words)


def test_the_skeleton_is_written_in_the_archives_base(segment, small_archive):
    """Turtle that the engine reads, with the properties of the model."""
    result = segment()

    assert 0 == result.exit_code
    written = (small_archive / PASSAGES).read_text(encoding="utf-8")
    assert written.startswith("# Written by acervo segment; corrections go to boundaries.toml.\n\n@prefix : <")
    store = ox.Store()
    store.load(written.encode(), format=ox.RdfFormat.TURTLE)
    rows = store.query(
        f"PREFIX mov: <{MOV}> PREFIX : <{IDS}> SELECT ?p ?cited {{ ?p a mov:Passage ; mov:inSource :source-river ; "
        "mov:section :section-river-problems-and-purpose ; mov:paragraph 1 ; mov:sentence 2 ; mov:cites ?cited ; "
        "mov:start ?s ; mov:end ?e ; mov:sha256 ?h ; mov:firstWords ?f ; mov:lastWords ?l } ORDER BY ?cited"
    )
    assert [f"{IDS}reference-river-2", f"{IDS}reference-river-3"] == [row["cited"].value for row in rows]


def test_no_sentence_of_the_source_is_written(segment, small_archive):
    """The archive proves where something stands without republishing it."""
    segment()
    literals = {
        quad.object.value
        for quad in ox.parse((small_archive / PASSAGES).read_bytes(), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.object, ox.Literal) and not quad.predicate.value.endswith(("title", "fieldLabel", "sha256"))
    }

    assert all(len(literal.split()) <= 3 for literal in literals)


def test_a_second_run_leaves_the_file_alone(segment, small_archive):
    """A file that did not change must not look changed to git or to a watching server."""
    segment()
    before = (small_archive / PASSAGES).stat()
    result = segment()

    assert "unchanged." in result.stdout
    assert before.st_mtime_ns == (small_archive / PASSAGES).stat().st_mtime_ns
    assert before.st_ino == (small_archive / PASSAGES).stat().st_ino


def test_dry_run_writes_nothing(segment, small_archive):
    """To see what a new edition of a text would do."""
    result = segment("--dry-run")

    assert "would be written." in result.stdout
    assert not (small_archive / PASSAGES).exists()
    assert 0 == result.exit_code


def test_a_claim_whose_passage_vanished_is_named_with_its_file(segment, small_archive, texts):
    """The archive must not go on proving a claim by a sentence that the source no longer prints."""
    segment()
    name = name_of(small_archive, "Nobody, said")
    claim(small_archive, name)
    text = (texts / "page.txt").read_text(encoding="utf-8")
    (texts / "page.txt").write_text(text.replace("Nobody, said", "No one, said"), encoding="utf-8")
    result = segment()
    again = segment()

    assert 1 == result.exit_code
    assert f"vanished: :{name} (was section-river-problems-and-purpose, paragraph 1, sentence 2)" in result.stdout
    assert f"; perhaps now :{name_of(small_archive, 'No one')}\n" in result.stdout
    assert f"data/sources/river/claims-fish.ttl: :fish-1 names :{name}, which is no more.\n" in result.stdout
    assert 1 == again.exit_code, "as long as the claim stands"


def test_a_claim_whose_passage_only_shifted_is_fine(segment, small_archive, texts):
    """An insertion moves the offsets of all that follows."""
    segment()
    claim(small_archive, name_of(small_archive, "Nobody, said"))
    text = (texts / "page.txt").read_text(encoding="utf-8")
    (texts / "page.txt").write_text(text.replace("It was open to all.", "It was open to all. It was loud."), "utf-8")
    result = segment()

    assert 0 == result.exit_code
    assert "1 new, 0 vanished; written." in result.stdout


def test_an_unanswered_citation_is_told(segment):
    """It is a fault of the source that a curator should know of."""
    result = segment()

    assert (
        "warning: [9] in problems-and-purpose, paragraph 3, sentence 1: no reference has this number." in result.stderr
    )


def test_a_file_that_cannot_be_searched_for_claims_gives_exit_2(segment, small_archive):
    """Nobody may think that no claim has lost its passage when one file was not read."""
    (small_archive / "data/broken.ttl").write_text("this is not Turtle", encoding="utf-8")
    result = segment()

    assert 2 == result.exit_code
    assert "data/broken.ttl:1" in result.stderr
    assert (small_archive / PASSAGES).exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--source", "The River"], "cannot be the slug"), (["--archive", "/nonexistent-folder"], "there is no folder")],
)
def test_what_cannot_be_segmented_gives_exit_2_and_one_sentence(segment, options, message):
    """Exit 1 is for archives that are wrong."""
    result = segment(*options)

    assert 2 == result.exit_code
    assert message in result.stderr


def test_a_text_that_is_not_utf8_is_refused_with_its_line(segment, texts):
    """Guessing an encoding would change the hashes."""
    (texts / "page.txt").write_bytes(b"One\nCaf\xe9\n")
    result = segment()

    assert 2 == result.exit_code
    assert "page.txt:2: This is not UTF-8 text." in result.stderr


def test_help_loads_no_rdf():
    """`acervo --help` must answer at once."""
    code = (
        "import sys; import acervo.cli.segment, acervo.cli.evidence; "
        "sys.exit(any(name in sys.modules for name in ('rdflib', 'pyoxigraph', 'sentencex')))"
    )

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_a_note_about_a_vanished_passage_is_named_too(segment, small_archive):
    """Notes stand in a sibling file, where nobody would see that they hang in the air."""
    segment()
    (small_archive / "data/sources/river/notes.ttl").write_text(
        f"@prefix : <{IDS}> .\n@prefix mov: <{MOV}> .\n:passage-river-00000000 mov:modality mov:Alleged .\n", "utf-8"
    )
    result = segment()

    assert 1 == result.exit_code
    assert "data/sources/river/notes.ttl: :passage-river-00000000 names" in result.stdout


def test_a_run_that_is_interrupted_leaves_the_old_file(segment, small_archive, texts, monkeypatch):
    """Half a skeleton would make half the claims look unproven."""
    segment()
    before = (small_archive / PASSAGES).read_bytes()
    (texts / "page.txt").write_text("Another text.", encoding="utf-8")

    def interrupted(*paths: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupted)
    segment()

    assert before == (small_archive / PASSAGES).read_bytes()
    assert ["passages.ttl", "source.ttl"] == sorted(p.name for p in (small_archive / PASSAGES).parent.iterdir())


def test_one_of_a_thing_is_told_as_one(small_archive, tmp_path):
    """“1 sections” makes a reader wonder what else was not looked at."""
    (tmp_path / "note.txt").write_text("The tide came in at noon and nobody was on the beach.\n", encoding="utf-8")
    result = CliRunner().invoke(
        command, [str(tmp_path / "note.txt"), "--source", "note", "--archive", str(small_archive), "--dry-run"]
    )

    assert "1 passage in 1 section;" in result.output
