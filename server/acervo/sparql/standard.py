"""A query in other words, where pyoxigraph would answer its own otherwise than SPARQL 1.1 asks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from acervo.errors import QueryRefused
from acervo.sparql.counts import counts_of_values, is_count
from acervo.sparql.groups import Element, Group, Outer, Unreadable, read_groups
from acervo.sparql.paths import MAX_BRANCHES, TooManyBranches, unfolded
from acervo.sparql.rows import NodeByText, nodes_by_row
from acervo.sparql.tokens import Token, line_and_column, without_comments

#: `||` is no path, `{|` and `|}` say something about a triple.
_MAY_DEPART: Final = re.compile(
    r"(?<![|{])\|(?![|}])|BNODE|COUNT\s*\((?!\s*(?:DISTINCT\s*)?(?:[?$]\w+|\*)\s*\))", re.IGNORECASE
)
_DOT: Final = Token("other", ".", -1)
_COUNTS: Final = frozenset(("GROUP", "HAVING", "COUNT", "SUM", "AVG", "GROUP_CONCAT", "SAMPLE", "MIN", "MAX"))
_CUTS: Final = frozenset(("GROUP", "HAVING", "LIMIT", "OFFSET"))
_VOLATILE: Final = frozenset(("RAND", "UUID", "STRUUID", "BNODE"))


def by_the_standard(text: str) -> str:
    """
    The query *text*, or one of which the engine makes what the standard asks of *text*.

    Alternatives in paths become unions, where it matters how often a solution comes; `BNODE(text)` is made from the
    text and the row; `COUNT(expression)` passes over errors. What needs none of this is given back as it is, at the
    cost of one search.

    Raises:
        QueryRefused: at the place in *text*: it would become too long, or it asks for what cannot be done right.
        Unreadable: *text* is malformed, or can be read in more than one way.

    Source: https://www.w3.org/TR/sparql11-query/#sparqlDefinition
    """
    if not _MAY_DEPART.search(text):
        return text
    tokens = without_comments(text)
    _refuse_two_readings(tokens)
    choices = [number for number in range(len(tokens)) if _is_choice(tokens, number)]
    calls = [number for number in range(len(tokens)) if _makes_node(tokens, number)]
    counts = [number for number in range(len(tokens)) if is_count(tokens, number)]
    if not choices and not calls and not counts:
        return text
    outer = read_groups(tokens)
    edits = [*_unions(text, tokens, outer, choices)] if choices else []
    edits += counts_of_values(text, tokens, outer, counts)
    if calls:
        try:
            edits += nodes_by_row(text, tokens, outer, calls)
        except NodeByText as error:
            raise _refused(text, tokens[error.call], str(error)) from error
    return _edited(text, edits)


def _is_choice(tokens: Sequence[Token], number: int) -> bool:
    token = tokens[number]
    if token.text != "|" or token.kind != "other":
        return False
    before, after = tokens[number - 1 : number], tokens[number + 1 : number + 2]
    touching = [one.text for one in before if one.start + 1 == token.start]
    touching += [one.text for one in after if one.start == token.start + 1]
    return not {"|", "{", "}"}.intersection(touching)


def _makes_node(tokens: Sequence[Token], number: int) -> bool:
    """Whether a call of BNODE with an argument is here; the engine asks for no space before the word."""
    token = tokens[number]
    if token.kind == "iri" and "BNODE(" in token.text.upper().replace(" ", ""):
        raise Unreadable(token)  # `?a<BNODE(?b)&&?c>1`
    if token.kind != "word" or not token.text.upper().endswith("BNODE"):
        return False
    if [one.text for one in tokens[number + 1 : number + 2]] != ["("] or tokens[number + 2].text == ")":
        return False
    if token.text.upper() != "BNODE":
        raise Unreadable(token)
    return True


def _refuse_two_readings(tokens: Sequence[Token]) -> None:
    """`?a<'b>c'` may be an IRI, or a comparison with a string; what follows may then be within a string or not."""
    depth = 0
    for before, token in pairwise(tokens):
        depth += (before.text == "(") - (before.text == ")")
        may_compare = depth > 0 and (before.kind == "variable" or before.text == ")")
        if may_compare and token.kind == "iri" and "'" in token.text and any("'" in one.text[:1] for one in tokens):
            raise Unreadable(token)


def _unions(text: str, tokens: Sequence[Token], outer: Outer, choices: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Start, end and new text of each block of triples that has a choice which matters."""
    volatile = any(token.kind == "word" and token.text.upper() in _VOLATILE for token in tokens)
    for group, counts in _groups(tokens, outer):
        if not counts and not volatile:
            continue
        for block in _blocks(group):
            chosen = bisect_left(choices, block[0].first)
            if chosen == len(choices) or choices[chosen] > block[-1].last:
                continue
            own = [token for element in block for token in (*tokens[element.first : element.last + 1], _DOT)]
            try:
                written = unfolded(text, own)
            except TooManyBranches:
                reason = (
                    f"the alternatives of paths here come to more than {MAX_BRANCHES} combinations, or to too long a "
                    "query. Put fewer of them side by side: give what is between two of them a name of its own."
                )
                raise _refused(text, tokens[choices[chosen]], reason) from None
            if written is None:
                continue
            for element in block:
                last = tokens[element.last]
                yield tokens[element.first].start, last.start + len(last.text), f" {written} "
                written = ""


def _groups(tokens: Sequence[Token], outer: Outer) -> Iterator[tuple[Group, bool]]:
    """Each group of the query, and whether it matters how often a solution of it comes."""
    for group in outer.groups:
        form = tokens[outer.form].text.upper()
        after = tokens[group.closes + 1 :]
        counts = not _is_exists(tokens, group) and _matters(form, tokens[outer.form + 1 : group.opens], after)
        yield from _within(tokens, group, counts)


def _within(tokens: Sequence[Token], group: Group, counts: bool) -> Iterator[tuple[Group, bool]]:
    yield group, counts
    for element in group.elements:
        for inner in element.groups:
            matters = counts and element.kind != "minus"
            if group.selected is not None:
                matters = _matters(
                    "SELECT", tokens[group.opens + 2 : inner.opens], tokens[inner.closes + 1 : group.closes]
                )
            yield from _within(tokens, inner, matters and not _is_exists(tokens, inner))


def _is_exists(tokens: Sequence[Token], group: Group) -> bool:
    return tokens[group.opens - 1].text.upper() == "EXISTS"


def _matters(form: str, clause: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether an answer of *form* tells how often a solution of its group comes."""
    words = {token.text.upper() for token in after if token.kind == "word"}
    if form == "ASK":
        return not words.isdisjoint(_CUTS)
    if form == "SELECT" and clause and clause[0].text.upper() in ("DISTINCT", "REDUCED"):
        return any(token.text == "(" for token in clause) or not words.isdisjoint(_COUNTS)
    return True


def _blocks(group: Group) -> Iterator[list[Element]]:
    """The triples of *group* between which there are at most filters: a basic graph pattern (section 5.1)."""
    rest = [element for element in group.elements if element.kind != "filter"]
    while rest:
        block = list(takewhile(lambda element: element.kind == "triples", rest))
        if block:
            yield block
        rest = rest[len(block) or 1 :]


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    end = 0
    for start, stop, written in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[end:start], written]
        end = stop
    return "".join((*parts, text[end:]))


def _refused(text: str, token: Token, reason: str) -> QueryRefused:
    line, column = line_and_column(text, token.start)
    return QueryRefused(f"line {line}, column {column}: {reason}", line=line, column=column)
