"""DESCRIBE read from a query's tokens: the things it names, and a query for those that it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acervo.protocol.dataset_clause import Names
from acervo.sparql.tokens import Token


@dataclass(frozen=True)
class Description:
    """What a DESCRIBE query asks to be described."""

    named: tuple[str, ...]
    """The IRIs that stand in it."""
    selection: str
    """The SELECT query whose solutions hold the rest, with each token at its place; the text itself if none is."""


def description(text: str, tokens: Sequence[Token], base: str) -> Description | None:
    """
    Read the DESCRIBE query *text*; None where it is malformed, which the engine tells better.

    >>> tokens = [Token("word", "DESCRIBE", 0), Token("iri", "<a:b>", 9), Token("variable", "?x", 15)]
    >>> description("DESCRIBE <a:b> ?x", tokens, "")
    Description(named=('a:b',), selection='SELECT         ?x {}')

    Args:
        tokens: Those of *text* without comments.
        base: What relative IRIs resolve against before the text has a BASE.

    Source: https://www.w3.org/TR/sparql11-query/#rDescribeQuery
    """
    names = Names(base)
    try:
        number = names.read(tokens)
        if number == len(tokens) or tokens[number].text.upper() != "DESCRIBE":
            return None
        verb, number = tokens[number], number + 1
        first = number
        while number < len(tokens) and (
            tokens[number].kind in ("variable", "iri", "prefixed") or tokens[number].text == "*"
        ):
            number += 1
        targets = tokens[first:number]
        named = [names.iri(token) for token in targets if token.kind in ("iri", "prefixed")]
    except (KeyError, ValueError):
        return None
    if not targets or any(token.text == "*" for token in targets[1:]):
        return None
    if len(named) == len(targets):
        return Description(tuple(dict.fromkeys(named)), text)
    while number < len(tokens) and tokens[number].text.upper() == "FROM":
        number += 3 if tokens[number + 1 : number + 2] and tokens[number + 1].text.upper() == "NAMED" else 2
    rest = tokens[number:]
    end = rest[0].start if rest else tokens[-1].start + len(tokens[-1].text)
    pattern = "" if rest and rest[0].text.upper() in ("WHERE", "{") else " {} "
    blank: set[int] = set()
    shown: set[str] = set()
    for token in targets:
        if token.kind not in ("variable", "other") or token.text[1:] in shown:
            blank.update(range(token.start, token.start + len(token.text)))
        shown.add(token.text[1:])
    head = "".join(" " if place in blank else letter for place, letter in enumerate(text[:end]))
    start = verb.start
    head = f"{head[:start]}SELECT  {head[start + len(verb.text) :]}"
    return Description(
        tuple(dict.fromkeys(named)), (head + pattern + text[end:]).rstrip() if pattern else head + text[end:]
    )
