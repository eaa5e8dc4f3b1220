"""Formatting takes time in proportion to the text, however it is made."""

from __future__ import annotations

import sys

import pytest

from acervo.turtle.claims import CLAIM_CLASSES, find_claims, find_verbs
from acervo.turtle.growing import grow_tree
from acervo.turtle.layout import lay_out
from acervo.turtle.reader import read_turtle
from acervo.turtle.sorting import sort_tree

from .texts import BASE, formatted

PREFIX = "@prefix : <https://example.org/id/> .\n"
SHAPES = {
    "nested nodes": lambda size: f"{PREFIX}:a {':p [ ' * size}:p 1{' ]' * size} .",
    "nested lists": lambda size: f"{PREFIX}:a :p {'( ' * size}1{' )' * size} .",
    "nested both": lambda size: f"{PREFIX}:a :p {'[ :p ( ' * size}1{' ) ]' * size} .",
    "many objects": lambda size: f"{PREFIX}:a :p {' , '.join(f':o{number}' for number in range(size))} .",
    "many predicates": lambda size: f"{PREFIX}:a {' ; '.join(f':p{number} 1' for number in range(size))} .",
    "many statements": lambda size: PREFIX + "".join(f":a{number} :p 1 .\n" for number in range(size)),
    "many comments": lambda size: f"{PREFIX}{'# c' * size}\n{chr(10).join(['# c'] * size)}\n:a :p\n{'# c' * size}\n1 .",
    "many comments apart": lambda size: PREFIX + "\n\n".join(["# c"] * size) + "\n\n:a :p 1 .",
    "many claims": lambda size: (
        PREFIX + "".join(f":c{number} a <https://w3id.org/acervo/ns#Claim> ; :p 1 .\n" for number in range(size))
    ),
    "a wide list": lambda size: f"{PREFIX}:a :p ( {'1 ' * size}) .",
}


def steps(text: str) -> int:
    """How many Python calls and lines it takes; unlike seconds it does not depend on who else is at work."""
    document = read_turtle(text, "a.ttl", BASE, gate=False)
    assert not document.errors
    count = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        claims, verbs = find_claims(document, CLAIM_CLASSES), find_verbs(document)
        tree = grow_tree(document)
        sort_tree(tree, claims, verbs)
        lay_out(tree, claims, verbs)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_twice_the_steps(shape):
    small, large = steps(SHAPES[shape](300)), steps(SHAPES[shape](1_200))

    assert large < 4.4 * small


@pytest.mark.parametrize("shape", ["nested nodes", "nested lists", "nested both"])
def test_no_depth_of_nesting_fails(shape):
    """Machines write such files; nobody should meet a recursion limit."""
    text = formatted(SHAPES[shape](5_000))

    assert text == formatted(text)
    assert len(text) < 5_000 * 400
