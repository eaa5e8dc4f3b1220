"""Whatever a file holds: no crash, the engine's verdict, and the first error on the engine's line."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from acervo.turtle.document import Document
from acervo.turtle.problems import LANGUAGES
from acervo.turtle.reader import read_turtle

from .corruptions import corrupted
from .texts import BASE, NASTY, archive_texts, w3c_texts

#: Larger files tell no more and take longer.
LARGEST = 30_000
SAME_LINE = 0.98


def turtle_texts() -> list[str]:
    texts = [NASTY, *w3c_texts().values(), *archive_texts().values()]
    return [text for text in texts if len(text) < LARGEST]


def engine_error(text: str, path: str) -> SyntaxError | None:
    """What pyoxigraph, asked alone, has against *text*."""
    content = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    format, base = (ox.RdfFormat.N_TRIPLES, None) if path.endswith(".nt") else (ox.RdfFormat.TURTLE, BASE)
    try:
        for _ in ox.parse(content, format=format, base_iri=base):
            pass
    except SyntaxError as error:
        return error
    return None


def judge(text: str, path: str) -> str:
    """
    How this reader and the engine judge *text*.

    Returns:
        `accepted` by both; `turtle 1.2`, which the engine reads and this reader refuses by that name; `same line` or
        `other line` for the first error; `by the engine alone`. Whatever else is returned is a mistake.
    """
    document = read_turtle(text, path, BASE)
    alone = read_turtle(text, path, BASE, gate=False)
    error = engine_error(text, path)
    check_problems(document)
    if error is None:
        if not document.errors:
            return "accepted"
        by_name = {problem.code for problem in document.errors} == {"turtle-1-2"}
        return "turtle 1.2" if by_name else f"refused although the engine accepts: {document.errors[0]}"
    if not document.errors:
        return f"accepted although the engine refuses: {error}"
    if not alone.errors:
        return "by the engine alone"
    return "same line" if alone.errors[0].line == error.lineno else "other line"


def check_problems(document: Document) -> None:
    """Each problem has a place in the text and words in each language."""
    for problem in document.errors:
        start, end = problem.span
        assert 0 <= start <= end <= len(document.text)
        assert (problem.line, problem.column) == document.position(start)
        for language in LANGUAGES:
            assert problem.message(language)


def verdicts(texts: list[str], path: str, seed: int, count: int) -> Counter[str]:
    return Counter(judge(text, path) for text in corrupted(texts, seed, count))


def assert_good(found: Counter[str]) -> None:
    told = found["same line"] + found["other line"]
    share = found["same line"] / told
    print(f"{found.total()} corruptions: {dict(found)}; first error on the engine's line: {share:.2%}")

    allowed = {"accepted", "turtle 1.2", "same line", "other line", "by the engine alone"}
    assert set() == set(found) - allowed
    assert share >= SAME_LINE, found
    # The engine has to refuse hardly anything that this reader lets pass.
    assert found["by the engine alone"] <= found.total() / 500


@pytest.mark.slow
def test_corrupted_turtle():
    assert_good(verdicts(turtle_texts(), "data/a.ttl", seed=1, count=500))


@pytest.mark.slow
def test_corrupted_n_triples():
    assert_good(verdicts([*w3c_texts("nt").values()], "data/a.nt", seed=1, count=200))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_much_corrupted_turtle(seed):
    """Ten thousand in all."""
    assert_good(verdicts(turtle_texts(), "data/a.ttl", seed, count=1000))


@pytest.mark.long
def test_much_corrupted_n_triples():
    assert_good(verdicts([*w3c_texts("nt").values()], "data/a.nt", seed=100, count=2000))
