"""FROM and FROM NAMED, read from a query's tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from acervo.protocol.tokens import Token
from acervo.turtle.iri import resolve_for_engine


def merged_dataset(tokens: Sequence[Token], base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    The graphs of FROM and those of FROM NAMED, each once, where FROM names several; else nothing.

    An engine that takes the graphs one after another counts what two of them share twice, where the standard asks for
    a merge. A dataset of one graph, and one that cannot be read here, is left to the engine.

    Args:
        base: What relative IRIs resolve against before the text has a BASE.

    Source: https://www.w3.org/TR/sparql11-query/#unnamedGraph
    """
    prefixes: dict[str, str] = {}
    default: list[str] = []
    named: list[str] = []
    try:
        for number, token in enumerate(tokens):
            words = [before.text.upper() for before in tokens[max(0, number - 2) : number]]
            if token.kind == "iri" and words[-1:] == ["BASE"]:
                base = _iri(token, base, prefixes)
            elif token.kind == "iri" and len(words) == 2 and words[0] == "PREFIX":
                prefixes[tokens[number - 1].text[:-1]] = _iri(token, base, prefixes)
            elif words[-1:] == ["FROM"] and token.text.upper() != "NAMED":
                default.append(_iri(token, base, prefixes))
            elif words == ["FROM", "NAMED"]:
                named.append(_iri(token, base, prefixes))
            elif token.text == "{":
                break
    except (KeyError, ValueError):
        return (), ()
    if len(default) < 2:
        return (), ()
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))


def _iri(token: Token, base: str, prefixes: dict[str, str]) -> str:
    if token.kind == "iri":
        written = re.sub(r"\\u(.{4})|\\U(.{8})", lambda code: chr(int(code[1] or code[2], 16)), token.text[1:-1])
        # What is no IRI is the engine's to refuse, with its place.
        return ox.NamedNode(resolve_for_engine(written, base)).value
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
