"""`COUNT(expression)` written so that a row for which the expression has no value is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acervo.sparql.groups import Outer
from acervo.sparql.rows import Edit, clause_of, closing, path_to, where
from acervo.sparql.tokens import Token


def is_count(tokens: Sequence[Token], number: int) -> bool:
    """Whether at *number* an expression is counted; what is a variable or `*` the engine counts rightly."""
    words = [token.text.upper() for token in tokens[number : number + 4]]
    if tokens[number].kind != "word" or words[:2] != ["COUNT", "("]:
        return False
    first = number + 2 + (words[2:3] == ["DISTINCT"])
    return [token.text for token in tokens[first + 1 : first + 2]] != [")"]


def counts_of_values(text: str, tokens: Sequence[Token], outer: Outer, calls: Sequence[int]) -> Iterator[Edit]:
    """
    What is to be changed in the query *text* so that the tokens *calls* count the values of a variable.

    The engine gives no count at all where the expression is an error in one row. A variable that is bound to the
    expression at the end of the group is unbound there, and passed over. Left as they are: an expression with EXISTS,
    which is never an error, and a SELECT whose GROUP BY has AS, which makes variables that are not yet there.

    Source: https://www.w3.org/TR/sparql11-query/#defn_aggCount
    """
    name = "counted"
    while name in text:
        name += "_"
    for number, call in enumerate(calls):
        path = path_to(outer, call)
        select = path[-1] if path else None
        rows = where(tokens, outer, select)
        end = closing(tokens, call + 1)
        _, behind = clause_of(tokens, outer, select)
        inside = tokens[call + 2 : end]
        if any(one.text.upper() == "AS" for one in behind) or any(one.text == "{" for one in inside):
            continue
        counted = inside[1:] if inside[0].text.upper() == "DISTINCT" else inside
        start, stop = counted[0].start, tokens[end].start
        yield start, stop, f"?{name}{number}"
        place = tokens[rows.closes].start
        naming = f" BIND({text[start:stop]}\n AS ?{name}{number}) "
        if rows.selected is not None:
            opens = tokens[rows.opens].start
            yield opens, opens, "{ "
            place += 1
            naming = f"{naming}}} "
        yield place, place, naming
