"""What holds for every file: formatting twice changes nothing, and graph, terms and comments are kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acervo.turtle.reader import read_turtle

from .nasty import Nasty, nasty_turtle
from .texts import ROOT, W3C, formatted, graph

SEPARATORS = {";", ",", "."}
ARCHIVES = (ROOT, *sorted((ROOT / "tests" / "archives").iterdir()))


def comments(text: str) -> list[str]:
    return [text[start:end].rstrip(" \t") for start, end in read_turtle(text, "a.ttl", "http://a/").comments]


def terms(text: str) -> str:
    """Every character of every term and bracket, in order."""
    tokens = read_turtle(text, "a.ttl", "http://a/").tokens
    return "".join(token.text for token in tokens if token.kind.name not in ("SPACE", "COMMENT", "BYTE_ORDER_MARK"))


def check_laws(text: str) -> None:
    plain, in_order = formatted(text), formatted(text, sort=True)

    assert plain == formatted(plain)
    assert in_order == formatted(in_order, sort=True)
    assert in_order == formatted(in_order)
    assert in_order == formatted(plain, sort=True)
    assert graph(text) == graph(plain) == graph(in_order)
    assert comments(text) == comments(plain)
    assert Counter(comments(text)) == Counter(comments(in_order))
    for made in (plain, in_order):
        assert made == "" or made.endswith("\n")
        assert not made.endswith("\n\n")
        assert not made.startswith(("\ufeff", "\n"))


def check_planted(nasty: Nasty) -> None:
    """The text says itself what was put into it: the reader is not asked."""
    plain = formatted(nasty.text)

    planted = "".join(token for token in nasty.tokens if token not in SEPARATORS)
    assert planted == "".join(part for part in _split(plain, nasty) if part not in SEPARATORS)


def _split(plain: str, nasty: Nasty) -> list[str]:
    # The planted tokens and comments come one after the other, with nothing else but separators between them.
    found, at = [], 0
    wanted = [token for token in nasty.tokens if token not in SEPARATORS]
    remarks = [comment.rstrip(" \t") for comment in nasty.comments]
    while at < len(plain):
        if plain[at].isspace():
            at += 1
        elif remarks and plain.startswith(remarks[0], at) and plain[at + len(remarks[0])] == "\n":
            at += len(remarks.pop(0))
        elif wanted and plain.startswith(wanted[0], at):
            at += len(wanted[0])
            found.append(wanted.pop(0))
        else:
            assert plain[at] in SEPARATORS, (at, plain[at : at + 40], wanted[:2], remarks[:2])
            at += 1
    assert not remarks
    return found


@pytest.mark.slow
@given(st.randoms(use_true_random=False), st.sampled_from([0.0, 0.05, 0.3, 0.6]))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_formatting_keeps_the_graph_and_every_comment_and_needs_no_second_time(random, often):
    """Whatever a curator's editor, a converter or a merge has left in a file."""
    nasty = nasty_turtle(random, statements=4, comments=often)

    check_laws(nasty.text)
    check_planted(nasty)


@pytest.mark.parametrize("seed", range(100))
def test_formatting_keeps_what_was_planted(seed):
    """The same on larger texts, the same ones each time."""
    random = Random(seed)
    nasty = nasty_turtle(random, statements=12, comments=random.choice((0, 0.05, 0.3, 0.6)))

    check_laws(nasty.text)
    check_planted(nasty)


@pytest.mark.long
def test_formatting_keeps_what_was_planted_in_more_than_a_thousand_texts():
    for seed in range(100, 1_600):
        random = Random(seed)
        nasty = nasty_turtle(random, statements=12, comments=random.choice((0, 0.05, 0.3, 0.6)))
        check_laws(nasty.text)
        check_planted(nasty)


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "at_least"), [("turtle", 200), ("turtle12", 3), ("shacl", 100)])
def test_formatting_keeps_every_file_of_the_w3c(folder, at_least):
    """Every corner of the grammar is in some file of the suites."""
    if not W3C.is_dir():
        pytest.skip("needs the W3C suites, which are not part of the repository")
    count = 0
    for file in sorted((W3C / folder).rglob("*.ttl")):
        text = file.read_bytes().decode("utf-8", "replace")
        # Turtle 1.2 is refused, and so is what the suites hold to be wrong.
        if not read_turtle(text, file.name, "https://example.org/").errors:
            count += 1
            check_laws(text)

    assert count >= at_least


@pytest.mark.long
@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
def test_formatting_keeps_every_file_of_an_archive(archive: Path):
    files = [file for folder in ("data", "ontology", "shapes") for file in sorted((archive / folder).rglob("*.ttl"))]
    for file in files:
        check_laws(file.read_bytes().decode("utf-8"))


def test_every_change_of_line_ends_is_undone():
    """A file that went through another system comes back as it was."""
    file = ROOT / "shapes" / "core" / "event.ttl"
    text = formatted(file.read_text(encoding="utf-8"))

    for line_end in ("\r\n", "\r"):
        assert text == formatted("\ufeff" + text.replace("\n", line_end))
