"""Time grows with the text and not with its square; no depth of nesting is too deep."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest

from acervo.turtle.tokens import tokenize

from .texts import read

HEAD = "@prefix : <x:> .\n"

#: Texts that a careless reader takes the square of their length for, by how often something is repeated.
NASTY: dict[str, Callable[[int], str]] = {
    "statements": lambda n: HEAD + ":a :b :c .\n" * n,
    "a long list": lambda n: f"{HEAD}:a :b ( {':c ' * n}) .",
    "values": lambda n: f"{HEAD}:a :b {'1 , ' * n}1 .",
    "lists in lists": lambda n: f"{HEAD}:a :b {'( ' * n}{') ' * n}.",
    "brackets in brackets": lambda n: f"{HEAD}:a :b {'[ :b ' * n}1 {'] ' * n}.",
    "open lists": lambda n: f"{HEAD}:a :b {'( ' * n}",
    "open brackets": lambda n: f"{HEAD}:a :b {'[ :b ' * n}1 .",
    "closing brackets": lambda n: f"{HEAD}:a :b 1 {'] ' * n}.",
    "a long string that is not closed": lambda n: f'{HEAD}:a :b """{"x " * n}',
    "escaped long quotes": lambda n: f'{HEAD}:a :b """{chr(92)}"""' + '\\"""' * n,
    "quotes": lambda n: HEAD + ':a :b "x\n' * n,
    "apostrophes": lambda n: f"{HEAD}:a :b {chr(39)} " * n,
    "angles on one line": lambda n: HEAD + "< " * n,
    "open addresses": lambda n: HEAD + "<a " * n + "\n" + "<<<" * n,
    "one long comment": lambda n: f"{HEAD}# {'x' * n}\n:a :b 1 .",
    "many comments": lambda n: HEAD + "#x\n" * n + ":a :b 1 .",
    "white space": lambda n: f"{HEAD}:a{' ' * n}:b{chr(10) * n}1 .",
    "dots": lambda n: f"{HEAD}:a :b :c{'.' * n} x{'.' * n}y",
    "words on one line": lambda n: HEAD + "x . " * n,
    "words in one statement": lambda n: f"{HEAD}:a :b {'x ' * n}",
    "curly quotes": lambda n: HEAD + "“ x " * n,
    "a long name": lambda n: f"{HEAD}:a :b :{'c.' * n}d .",
    "a long number": lambda n: f"{HEAD}:a :b {'1' * n}e .",
    "escapes": lambda n: HEAD + ':a :b "' + "\\n" * n + '" .',
    "percents": lambda n: f"{HEAD}:a :b :{'%41' * n} .",
    "prefixes": lambda n: "".join(f"@prefix p{i}: <x:> . p{i}:a p{i}:b 1 .\n" for i in range(n)),
    "prefixes not declared": lambda n: "".join(f"p{i}:a " for i in range(n)),
    "blank nodes": lambda n: HEAD + "".join(f"_:b{i} :p _:b{i + 1} .\n" for i in range(n)),
    "semicolons": lambda n: f"{HEAD}:a :b 1 {';' * n} .",
    "dots in a relative address": lambda n: f"{HEAD}:a :b <{'a/../' * n}> , <{'../' * n}> .",
}


def calls(work: Callable[[], object]) -> int:
    """How many functions *work* calls: the same in every run, on every machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def seconds(work: Callable[[], object]) -> float:
    """The least time that *work* takes, of some runs; the processor's, so that a busy machine counts less."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", NASTY)
def test_twice_the_text_takes_twice_the_steps(name):
    once, twice = NASTY[name](400), NASTY[name](800)

    assert calls(lambda: read(twice)) <= 2.2 * calls(lambda: read(once)) + 200


@pytest.mark.long
@pytest.mark.parametrize("name", NASTY)
def test_eight_times_the_text_takes_no_longer_than_a_line_would(name):
    """What patterns do within one step is not counted above. The square would take 64 times as long."""
    short, long = NASTY[name](2_000), NASTY[name](16_000)

    assert seconds(lambda: read(long)) <= 24 * seconds(lambda: read(short)) + 0.05


@pytest.mark.parametrize("name", ["lists in lists", "brackets in brackets", "open lists", "open brackets"])
def test_a_hundred_thousand_brackets_are_read(name):
    """The stack is our own: Python's would give up at a thousand."""
    document = read(NASTY[name](100_000))

    if name.startswith("open"):
        assert ["unclosed-bracket"] == [problem.code for problem in document.errors]
    else:
        assert () == document.errors
        assert 100_000 == len(document.brackets)


@pytest.mark.slow
@pytest.mark.parametrize("name", NASTY)
def test_tokens_are_cut_in_time_that_grows_with_the_text(name):
    short, long = NASTY[name](2_000), NASTY[name](16_000)

    assert seconds(lambda: tokenize(long)) <= 24 * seconds(lambda: tokenize(short)) + 0.05
