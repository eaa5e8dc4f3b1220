"""The beginning of a query read from its tokens: what its names mean, and FROM and FROM NAMED."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from acervo.sparql.tokens import Token
from acervo.turtle.iri import resolve_for_engine


class Names:
    """
    What the names in a query mean.

    Args:
        base: What relative IRIs resolve against before the text has a BASE.
    """

    def __init__(self, base: str):
        self._base = base
        self._prefixes: dict[str, str] = {}

    def read(self, tokens: Sequence[Token]) -> int:
        """
        Read the prologue that *tokens* begin with; the number of the first token after it.

        Raises:
            KeyError, ValueError: as `iri`.
        """
        number = 0
        while number + 1 < len(tokens):
            word = tokens[number].text.upper()
            if word == "BASE":
                self._base = self.iri(tokens[number + 1])
                number += 2
            elif word == "PREFIX" and number + 2 < len(tokens):
                self._prefixes[tokens[number + 1].text[:-1]] = self.iri(tokens[number + 2])
                number += 3
            elif word == "VERSION":
                number += 2
            else:
                break
        return number

    def iri(self, token: Token) -> str:
        """
        The IRI that *token* means.

        Raises:
            KeyError: its prefix is not declared.
            ValueError: it is none.
        """
        if token.kind == "iri":
            written = re.sub(r"\\u(.{4})|\\U(.{8})", lambda code: chr(int(code[1] or code[2], 16)), token.text[1:-1])
            return ox.NamedNode(resolve_for_engine(written, self._base)).value
        if token.kind != "prefixed":
            raise ValueError(token.text)
        prefix, _, local = token.text.partition(":")
        return ox.NamedNode(self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)).value


def dataset_of(tokens: Sequence[Token], base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    The graphs of FROM and those of FROM NAMED, each once.

    An engine that takes the graphs of FROM one after another counts what two of them share twice, where the standard
    asks for a merge. Nothing is told where a name cannot be read: the engine says what is wrong with it.

    Args:
        base: What relative IRIs resolve against before the text has a BASE.

    Source: https://www.w3.org/TR/sparql11-query/#unnamedGraph
    """
    names = Names(base)
    default: list[str] = []
    named: list[str] = []
    try:
        rest = tokens[names.read(tokens) :]
        for number, token in enumerate(rest):
            words = [before.text.upper() for before in rest[max(0, number - 2) : number]]
            if token.text == "{":
                break
            if words[-1:] == ["FROM"] and token.text.upper() != "NAMED":
                default.append(names.iri(token))
            elif words == ["FROM", "NAMED"]:
                named.append(names.iri(token))
    except (KeyError, ValueError):
        return (), ()
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))
