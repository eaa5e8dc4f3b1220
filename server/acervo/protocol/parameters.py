"""Parameters of kept queries: grlc's `?_name`, filled in by token so that no value can become syntax."""

from __future__ import annotations

from collections.abc import Mapping

from acervo.protocol.tokens import tokenize


def fill(text: str, values: Mapping[str, str]) -> str:
    """
    *text* with each `?_name` replaced by the IRI that *values* gives for it; other parameters stay variables.

    >>> fill("ASK { ?_thing ?p '?_thing' }", {"thing": "http://example.org/a"})
    "ASK { <http://example.org/a> ?p '?_thing' }"

    Raises:
        ValueError: a value is no IRI.

    Source: https://github.com/CLARIAH/grlc#parameter-mapping
    """
    for value in values.values():
        if any(character in value for character in '<>"{}|^`\\') or any(ord(character) <= 32 for character in value):
            raise ValueError(f"no IRI: {value!r}")
    parts: list[str] = []
    end = 0
    for token in tokenize(text):
        name = token.text[2:]
        if token.kind == "variable" and token.text[1:2] == "_" and name in values:
            parts += [text[end : token.start], f"<{values[name]}>"]
            end = token.start + len(token.text)
    return "".join((*parts, text[end:]))
