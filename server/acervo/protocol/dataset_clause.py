"""FROM and FROM NAMED, read from a query's tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from acervo.protocol.tokens import Token


def repeated_dataset(tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    The graphs of FROM and those of FROM NAMED, each once, if a graph is named twice; else nothing.

    An engine that takes the graphs one after another counts the triples of a repeated graph twice, where the standard
    asks for a merge. A dataset with a relative name is left to the engine.

    Source: https://www.w3.org/TR/sparql11-query/#unnamedGraph
    """
    prefixes: dict[str, str] = {}
    default: list[str] = []
    named: list[str] = []
    for number, token in enumerate(tokens):
        words = [before.text.upper() for before in tokens[max(0, number - 2) : number]]
        if token.kind == "iri" and len(words) == 2 and words[0] == "PREFIX":
            prefixes[tokens[number - 1].text.rstrip(":")] = token.text[1:-1]
        elif words[-1:] == ["FROM"] and token.text.upper() != "NAMED":
            default.append(_iri(token, prefixes))
        elif words == ["FROM", "NAMED"]:
            named.append(_iri(token, prefixes))
        elif token.text == "{":
            break
    graphs = (*default, *named)
    repeats = len(set(default)) < len(default)
    if not repeats or not all(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[^\\]*$", iri) for iri in graphs):
        return (), ()
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))


def _iri(token: Token, prefixes: dict[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
