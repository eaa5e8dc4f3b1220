"""`acervo coverage` as people and programs run it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import ARCHIVES

ROOT = Path(__file__).resolve().parents[2]
NOTES = """\
@prefix : <https://example.org/gdansk/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
"""
OPEN = {
    "aeb227fc": "chronicle",
    "fa6f1b20": "chronicle",
    "9095fd9d": "chronicle",
    "a66d8970": "diary",
    "ba058329": "diary",
}


def note(shipyard: Path, *passages: str) -> None:
    """Say of some passages that nothing is drawn from them."""
    lines = [f":passage-{passage} mov:nothingDrawn mov:Rhetoric .\n" for passage in passages]
    (shipyard / "data/sources/passage-notes.ttl").write_text(NOTES + "".join(lines), encoding="utf-8")


def test_passages_left_over_give_exit_1(acervo, shipyard):
    """CI can hold a source to it."""
    ended = acervo("coverage", shipyard)

    assert (1, "") == (ended.code, ended.err)
    assert ended.out.endswith(
        "11 passages in 2 sources: 6 drawn on by 7 claims, 0 prove entries, 0 with a reason for drawing nothing.\n"
        "5 passages are unaccounted for.\n"
    )


def test_a_reason_for_each_gives_exit_0(acervo, shipyard):
    """Nothing is drawn from them, and somebody has read them."""
    note(shipyard, *(f"{source}-{digits}" for digits, source in OPEN.items()))
    ended = acervo("coverage", shipyard)

    assert 0 == ended.code
    assert "Nothing drawn, because: rhetoric 3 (100 %)\n" in ended.out
    assert ended.out.endswith("Every passage is accounted for.\n")


def test_a_contradiction_gives_exit_1(acervo, shipyard):
    """Although no passage is left over."""
    note(shipyard, *(f"{source}-{digits}" for digits, source in OPEN.items()), "chronicle-8eec98b1")
    ended = acervo("coverage", shipyard, "--missing")

    assert 1 == ended.code
    assert ended.out.startswith("Something drawn, and a reason for drawing nothing: 1 of 11 passages\n")
    assert ended.out.endswith("\nEvery passage is accounted for.\n")


def test_only_what_is_missing_of_one_source(acervo, shipyard):
    """What a curator works through."""
    ended = acervo("coverage", shipyard, "--missing", "--source", "diary")

    assert 1 == ended.code
    assert [
        "Unaccounted for: 2 of 4 passages",
        "  :source-diary, August, heading: characters 0–6 :passage-diary-a66d8970",
        "  :source-diary, August, paragraph 1, sentence 3: characters 155–195 :passage-diary-ba058329",
    ] == ended.out.splitlines()[:3]


def test_the_terminals_language_is_spoken_unless_another_is_asked_for(acervo, shipyard, monkeypatch):
    """As by `acervo check`."""
    assert "Falta dar cuenta de 5 pasajes." in acervo("coverage", shipyard, "--language", "es").out
    monkeypatch.setenv("LANG", "es_VE.UTF-8")
    assert "Falta dar cuenta de 5 pasajes." in acervo("coverage", shipyard).out


def test_an_archive_of_nothing_says_so(acervo):
    """Nothing accounted for among nothing is no comfort."""
    ended = acervo("coverage", ARCHIVES / "empty")

    assert 2 == ended.code
    assert "No source of this archive has passages; write them with: acervo segment" in ended.out


def test_a_text_without_passages_gives_exit_2(acervo, shipyard):
    """Also where all the others are covered."""
    note(shipyard, *(f"{source}-{digits}" for digits, source in OPEN.items()))
    (shipyard / "data/lake.ttl").write_text(NOTES + ':source-lake mov:textFile "lake.txt" .\n', encoding="utf-8")
    ended = acervo("coverage", shipyard)

    assert 2 == ended.code
    assert (
        ":source-lake names a text (lake.txt) and has no passages: acervo segment lake.txt --source lake" in ended.out
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "diry"), "there is no source “diry”. Did you mean “diary”?"),
        (("--source", "zzz"), "there is no source “zzz”. There is: chronicle, diary."),
        (("--format", "xml"), "'xml' is not one of 'text', 'json', 'html'."),
    ],
)
def test_wrong_use_gives_exit_2_and_what_would_be_right(acervo, shipyard, arguments, said):
    """In one sentence, and nothing on standard output."""
    ended = acervo("coverage", shipyard, *arguments)

    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err


@pytest.mark.parametrize(("folder", "said"), [("nowhere", "there is no folder"), (".", "is not an archive")])
def test_a_wrong_folder_gives_exit_2(acervo, tmp_path, folder, said):
    """As with every command."""
    ended = acervo("coverage", tmp_path / folder)

    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err


def test_a_file_that_cannot_be_read_gives_exit_2_and_its_place(acervo, shipyard):
    """It may hold claims."""
    (shipyard / "data/broken.ttl").write_text("this is not Turtle", encoding="utf-8")
    ended = acervo("coverage", shipyard)

    assert 2 == ended.code
    assert "data/broken.ttl:1" in ended.err


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in _keys(one)}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


def test_the_json_has_the_keys_that_the_page_promises(acervo, shipyard):
    """Neither fewer nor more: scripts are written from the page."""
    (shipyard / "data/lake.ttl").write_text(NOTES + ':source-lake mov:textFile "lake.txt" .\n', encoding="utf-8")
    ended = acervo("coverage", shipyard, "--format", "json")
    page = (ROOT / "docs/how-to/see-what-is-covered.md").read_text(encoding="utf-8")
    promised = set(re.findall(r"`([a-z_]+)`", page.partition("## Give it to another program")[2]))
    values = {"unaccounted", "contradictory", "triple", "view", "null"}

    assert 1 == ended.code
    assert _keys(json.loads(ended.out)) | values | {"record"} == promised


def test_the_json_counts_add_up(acervo, shipyard):
    """Each passage once; sections to sources, sources to all."""
    report = json.loads(acervo("coverage", shipyard, "--format", "json", "--missing").out)
    sections = [section for source in report["sources"] for section in source["sections"]]

    assert 1 == report["version"]
    assert {"claim": 6, "entry": 0, "reason": 0, "none": 5} == report["accounted_by"]
    assert 11 == report["passages"] == sum(one["passages"] for one in sections)
    assert 5 == report["unaccounted"] == len(report["findings"]) == sum(one["unaccounted"] for one in sections)
    assert 0.5455 == report["covered"]
    assert [("triple", 3), ("record", 3), ("view", 1)] == [
        (one["form"], one["claims"]) for one in report["claims_by"]["form"]
    ]
    assert ["Heading", "Question", "Repetition", "Rhetoric", "Navigation"] == [
        one["reason"].rpartition("#")[2] for one in report["reasons"]
    ]


def test_a_finding_in_json_has_its_place_and_the_next_move(acervo, shipyard):
    """Enough to open the text at it."""
    report = json.loads(acervo("coverage", shipyard, "--format", "json").out)
    (finding,) = [one for one in report["findings"] if one["passage"].endswith("9095fd9d")]
    iri = "https://example.org/gdansk/id/"

    assert {
        "finding": "unaccounted",
        "passage": f"{iri}passage-chronicle-9095fd9d",
        "path": "data/sources/chronicle/passages.ttl",
        "source": f"{iri}source-chronicle",
        "section": f"{iri}section-chronicle-how-it-ended",
        "section_name": "How it ended",
        "paragraph": 1,
        "sentence": 1,
        "field": None,
        "start": 242,
        "end": 355,
        "first_words": "After more than",
        "last_words": "21 points",
        "claims": [],
        "entries": [],
        "reasons": [],
    } == {key: value for key, value in finding.items() if key != "next"}
    assert "data/sources/chronicle/passage-notes.ttl" in finding["next"]


def test_the_page_comes_whole_on_standard_output(acervo, shipyard):
    """To be written to a file."""
    ended = acervo("coverage", shipyard, "--format", "html")

    assert (1, "") == (ended.code, ended.err)
    assert ended.out.startswith("<!doctype html>\n")
    assert ended.out.endswith("</html>\n")
    assert "<title>What is covered · The shipyard strike</title>" in ended.out


def test_slugs_are_completed(shipyard):
    """From the folders, without reading a file."""
    import click

    from acervo.cli.coverage import command

    (source,) = [one for one in command.params if one.name == "slug"]
    context = click.Context(command)
    context.params["folder"] = shipyard

    assert ["chronicle"] == [item.value for item in source.shell_complete(context, "ch")]
