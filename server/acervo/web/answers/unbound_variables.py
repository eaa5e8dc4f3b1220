"""Of a SELECT query: variables that are asked for or sorted by, and can have no value."""

from __future__ import annotations

from difflib import get_close_matches

from acervo.sparql.tokens import Token, without_comments
from acervo.web.answers.unknown_terms import UnknownTerm


def unbound_variables(text: str) -> list[UnknownTerm]:
    """
    The variables of *text*, a query that parses, which occur nowhere in its pattern, and the nearest that does.

    >>> unbound_variables("SELECT ?date { ?event ?p ?date } ORDER BY ?dat")
    [UnknownTerm(term='?dat', near='?date')]
    """
    tokens = without_comments(text)
    words = [token.text.upper() if token.kind == "word" else "" for token in tokens]
    if "SELECT" not in words:
        return []
    select = words.index("SELECT")
    start = next((place for place, token in enumerate(tokens) if place > select and token.text == "{"), len(tokens))
    end = _end_of_group(tokens, start)
    there = {_name(token) for token in tokens[start:end] if token.kind == "variable"}
    asked: dict[str, str] = {}
    depth = 0
    for place in (*range(select, start), *range(end, len(tokens))):
        token = tokens[place]
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.kind != "variable":
            continue
        # What is made here, or given by VALUES, or within a further pattern, has its value from there.
        if depth or words[place - 1] == "AS" or "VALUES" in words[end:place]:
            there.add(_name(token))
        else:
            asked.setdefault(_name(token), token.text)
    return [UnknownTerm(written, _near(name, there)) for name, written in asked.items() if name not in there]


def _end_of_group(tokens: list[Token], start: int) -> int:
    depth = 0
    for place in range(start, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[place].text, 0)
        if not depth:
            return place + 1
    return len(tokens)


def _name(token: Token) -> str:
    return token.text[1:]


def _near(name: str, there: set[str]) -> str:
    near = get_close_matches(name, sorted(there), n=1)
    return f"?{near[0]}" if near else ""
