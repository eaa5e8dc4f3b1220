"""`acervo evidence` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from acervo.cli import evidence, segment

SOURCE = Path("data/sources/river")
IDS = "https://example.org/tides/id/"


@pytest.fixture
def verify(small_archive: Path, texts: Path):
    CliRunner().invoke(segment.command, [str(texts / "page.txt"), "--source", "river", "--archive", str(small_archive)])

    def run(*options: str) -> Result:
        return CliRunner().invoke(evidence.command, [str(small_archive), *options])

    return run


def change(texts: Path, old: str, new: str) -> None:
    text = (texts / "page.txt").read_text(encoding="utf-8")
    assert old in text
    (texts / "page.txt").write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_passages_of_an_unchanged_text_are_verified(verify, texts):
    """This is the proof that the archive quotes a text that exists."""
    result = verify("--texts", str(texts))

    assert 0 == result.exit_code
    assert ":source-river (page.txt): " in result.stdout
    assert result.stdout.endswith(" verified, 0 moved, 0 missing in 1 source.\n")


def test_another_layout_of_the_same_words_verifies_too(verify, texts):
    """Offsets are counted in the normalised text, so that line breaks and decomposed letters do not matter."""
    change(texts, "The river ran blue", "The  river\nran\u00a0blue")

    assert 0 == verify("--texts", str(texts)).exit_code


def test_passages_after_an_insertion_have_moved_and_their_place_is_told(verify, texts):
    """The words are still there; `acervo segment` will set the offsets right."""
    change(texts, "Problems and Purpose\n", "Problems and Purpose\n\nA new sentence stands here.\n")
    result = verify("--texts", str(texts), "--format", "json")
    report = json.loads(result.stdout)
    moved = report["sources"][0]["passages"]

    assert 1 == result.exit_code
    assert 0 == report["missing"]
    assert report["moved"] == len(moved) > 10
    assert {28} == {entry["now"][0] - entry["start"] for entry in moved}


def test_a_missing_passage_is_told_with_the_claims_that_use_it(verify, texts, small_archive):
    """Those claims rest on nothing now."""
    name = next(
        line.split()[1].rstrip(":")
        for line in (small_archive / SOURCE / "passages.ttl").read_text(encoding="utf-8").split("\n\n")
        if 'mov:firstWords "Nobody, said"' in line
        for line in [f"x {line.splitlines()[0].lstrip(':')}"]
    )
    (small_archive / SOURCE / "claims-fish.ttl").write_text(
        f"@prefix : <{IDS}> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n:fish-1 mov:passage :{name} .\n", "utf-8"
    )
    change(texts, "Nobody, said", "No one, said")
    result = verify("--texts", str(texts))

    assert 1 == result.exit_code
    assert f"data/sources/river/passages.ttl: :{name} missing: its stretch" in result.stdout
    assert "; used by :fish-1 (data/sources/river/claims-fish.ttl)" in result.stdout


def test_a_repeated_passage_is_not_verified_by_its_twin(verify, texts):
    """Of two equal stretches of which one is gone, one must be missing."""
    change(texts, "Staff\nYes", "Staff\nNo")
    report = json.loads(verify("--texts", str(texts), "--format", "json").stdout)

    assert 1 == report["missing"]


def test_without_texts_nothing_can_be_told(verify):
    """An archive travels without the texts of its sources."""
    result = verify()

    assert 2 == result.exit_code
    assert "no texts were given" in result.stdout
    assert "acervo evidence --texts DIR" in result.stdout


@pytest.mark.parametrize(
    ("text_file", "message"),
    [("absent.txt", "there is no absent.txt in "), ("../secret.txt", "points out of the folder of texts")],
)
def test_a_text_that_cannot_be_had_gives_exit_2(verify, texts, small_archive, text_file, message):
    """Not verified is not the same as missing, and a source may not name files outside."""
    (texts.parent / "secret.txt").write_text("x", encoding="utf-8")
    source = small_archive / SOURCE / "source.ttl"
    source.write_text(source.read_text(encoding="utf-8").replace("page.txt", text_file), encoding="utf-8")
    result = verify("--texts", str(texts))

    assert 2 == result.exit_code
    assert message in result.stdout


def test_a_source_that_names_no_text_gives_exit_2(verify, texts, small_archive):
    """Its passages cannot be looked up anywhere."""
    (small_archive / SOURCE / "source.ttl").unlink()
    result = verify("--texts", str(texts))

    assert 2 == result.exit_code
    assert "does not name its text file (mov:textFile)" in result.stdout


def test_an_archive_without_passages_gives_exit_2(small_archive, texts):
    """“All verified” of nothing would be a comfort nobody earned."""
    result = CliRunner().invoke(evidence.command, [str(small_archive), "--texts", str(texts)])

    assert 2 == result.exit_code
    assert "No source of this archive has passages" in result.stdout


def test_a_file_that_cannot_be_read_gives_exit_2(verify, texts, small_archive):
    """It may hold passages."""
    (small_archive / "data/broken.ttl").write_text("this is not Turtle", encoding="utf-8")
    result = verify("--texts", str(texts))

    assert 2 == result.exit_code
    assert "data/broken.ttl:1" in result.stderr
