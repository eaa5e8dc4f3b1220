"""Sound files made unsound, the same way for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from acervo.turtle.tokens import tokenize

#: What gets into a file by accident, and what a reader stumbles over.
PIECES = [
    *" .;,[]()<>\"'@^#:_-+0189aeExz\\%\n\r\t{}|~?=!$&*/`“”«»é😀\u00a0\u200b\ufeff\x00\x0b",
    *(
        '"""',
        "'''",
        "^^",
        "<<",
        ">>",
        "<<(",
        "{|",
        "@en",
        "@prefix ",
        "@base ",
        "PREFIX ",
        "true",
        " a ",
        " . ",
        "\r\n",
    ),
    *(
        "_:b",
        "\\u0041",
        "\\uD800",
        "\\n",
        "\\q",
        "1.",
        "e5",
        "1e",
        "%41",
        "\\,",
        "a:b",
        "<http://x/>",
        "http://x/",
        "()",
        "[]",
    ),
]
MARKS = ".;,[]()<>\"'@:^\\"


def corrupted(texts: Sequence[str], seed: int, count: int) -> Iterator[str]:
    """*count* texts, each of *texts* with one slip to three in it."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(texts)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            text = chance.choice(SLIPS)(text, chance)
        yield text


def _drop(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 1, 5, 20)) :]


def _drop_mark(text: str, chance: random.Random) -> str:
    places = [place for place, character in enumerate(text) if character in MARKS]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at + 1 :]


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _replace(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at + 1 :]


def _swap(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _repeat(text: str, chance: random.Random) -> str:
    at, start = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
    return text[:at] + text[start : start + chance.randrange(40)] + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _drop_token(text: str, chance: random.Random) -> str:
    tokens = list(tokenize(text))
    if not tokens:
        return text
    token = chance.choice(tokens)
    return text[: token.start] + text[token.end :]


def _swap_tokens(text: str, chance: random.Random) -> str:
    tokens = tokenize(text).texts
    if len(tokens) > 1:
        one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        tokens[one], tokens[other] = tokens[other], tokens[one]
    return "".join(tokens)


def _curl(text: str, chance: random.Random) -> str:
    return text.replace('"', chance.choice("“”„«»’"), chance.randrange(1, 4))


SLIPS: list[Callable[[str, random.Random], str]] = [
    _drop,
    _drop_mark,
    _insert,
    _replace,
    _swap,
    _repeat,
    _cut,
    _drop_token,
    _swap_tokens,
    _curl,
]
