"""Parameters of kept queries: grlc's `?_name`, filled in by token so that no value can become syntax."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from acervo.sparql.tokens import Token, without_comments

#: What a parameter may be given: an IRI, a literal, or several IRIs for a parameter with a VALUES block.
Value = str | ox.Literal | Sequence[str]


def fill(text: str, values: Mapping[str, Value]) -> str:
    """
    *text* with each `?_name` replaced by what *values* gives for it; other parameters stay variables.

    A parameter with a block of its own, `VALUES ?_name { … }`, stays a variable and its block gets the values.

    >>> fill("ASK { ?_thing ?p '?_thing' }", {"thing": "http://example.org/a"})
    "ASK { <http://example.org/a> ?p '?_thing' }"
    >>> fill("ASK { VALUES ?_thing { :sample } ?_thing ?p ?o }", {"thing": ["http://a/", "http://b/"]})
    'ASK { VALUES ?_thing { <http://a/> <http://b/> } ?_thing ?p ?o }'

    Raises:
        ValueError: a value is no IRI, or several are given for a parameter without a block.

    Source: https://github.com/CLARIAH/grlc#parameter-mapping
    """
    written = {name: _written(value) for name, value in values.items()}
    tokens = without_comments(text)
    blocks = _blocks(tokens, written)
    several = [name for name, terms in written.items() if len(terms) != 1 and name not in blocks.values()]
    if several:
        raise ValueError(f"no VALUES block for several values: {several[0]}")
    parts: list[str] = []
    end = 0
    for position, token in enumerate(tokens):
        if token.start < end:
            continue
        if position in blocks:
            close = next(later for later in tokens[position:] if later.text == "}")
            parts += [text[end : token.start], "{ ", " ".join(written[blocks[position]]), " }"]
            end = close.start + 1
        elif _name(token) in written and _name(token) not in blocks.values():
            parts += [text[end : token.start], written[_name(token)][0]]
            end = token.start + len(token.text)
    return "".join((*parts, text[end:]))


def _name(token: Token) -> str:
    return token.text[2:] if token.kind == "variable" and token.text[1:2] == "_" else ""


def _blocks(tokens: Sequence[Token], names: Mapping[str, object]) -> dict[int, str]:
    """Where the braces of `VALUES ?_name {` stand among *tokens*, with the name."""
    return {
        position + 2: _name(tokens[position + 1])
        for position in range(len(tokens) - 2)
        if tokens[position].text.upper() == "VALUES"
        and _name(tokens[position + 1]) in names
        and tokens[position + 2].text == "{"
    }


def _written(value: Value) -> list[str]:
    if isinstance(value, ox.Literal):
        return [str(value)]
    iris = [value] if isinstance(value, str) else list(value)
    for iri in iris:
        if any(character in iri for character in '<>"{}|^`\\') or any(ord(character) <= 32 for character in iri):
            raise ValueError(f"no IRI: {iri!r}")
    return [f"<{iri}>" for iri in iris]
