"""`BNODE(text)` written so that one text is one blank node within a row, and another one in each other row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from acervo.sparql.groups import Element, Group, Outer, Unreadable
from acervo.sparql.tokens import Token

_GROUPING: Final = frozenset(("GROUP", "HAVING", "COUNT", "SUM", "AVG", "GROUP_CONCAT", "SAMPLE", "MIN", "MAX"))

Edit = tuple[int, int, str]
"""Where it starts and ends in the text of the query, and what comes there."""


class NodeByText(Exception):
    """
    A call of BNODE stands where there is no row to tell it by.

    Args:
        call: The token that says BNODE.
    """

    def __init__(self, reason: str, call: int):
        super().__init__(reason)
        self.call = call


def nodes_by_row(text: str, tokens: Sequence[Token], outer: Outer, calls: Sequence[int]) -> Iterator[Edit]:
    """
    What is to be changed in the query *text* so that the tokens *calls* make nodes by text and row.

    A row is given a name of its own, a new variable, where it is complete: before the run of BIND that the call is
    in, or at the end of the group for a filter and for what is selected. The engine takes for the node's label what
    BNODE is given, so it is given that name and the text's hash. `SELECT *` becomes a list without the new variables.

    Raises:
        NodeByText: what is selected is a group of rows, or a row that VALUES behind the query has yet to make.

    Source: https://www.w3.org/TR/sparql11-query/#func-bnode
    """
    name = "row"
    while name in text:
        name += "_"
    places: dict[int, tuple[str, Group]] = {}
    for call in calls:
        path = path_to(outer, call)
        place, group = _place(tokens, outer, path, call)
        variable, _ = places.setdefault(place, (f"?{name}{len(places)}", group))
        start = tokens[call].start
        yield start, start + len("BNODE"), f'BNODE(CONCAT("b", {variable}, SHA256'
        behind = tokens[closing(tokens, call + 1)].start + 1
        yield behind, behind, "))"
    for place, (variable, group) in places.items():
        at = tokens[place].start
        naming = f" BIND(STRUUID() AS {variable}) "
        if group.selected is not None:
            opens = tokens[group.opens].start
            yield opens, opens, "{ "
            at += 1
            naming = f"{naming}}} "
        yield at, at, naming
    yield from _lists(tokens, outer, [group for _, group in places.values()])


def path_to(outer: Outer, place: int) -> list[Group]:
    """The groups around the token *place*, the outermost first; a brace that opens a group is in it."""
    path: list[Group] = []
    groups = outer.groups
    while True:
        inner = [group for group in groups if group.opens <= place < group.closes]
        if not inner:
            return path
        path.append(inner[0])
        groups = [group for element in inner[0].elements for group in element.groups]


def _place(tokens: Sequence[Token], outer: Outer, path: Sequence[Group], call: int) -> tuple[int, Group]:
    """The token before which the row of *call* gets its name, and the group that it stands in."""
    group = path[-1] if path else None
    if group is not None and group.selected is None:
        number = next(place for place, one in enumerate(group.elements) if one.first <= call <= one.last)
        is_bind = group.elements[number].kind == "bind"
        return _before(group, group.elements[: number + 1] if is_bind else group.elements), group
    rows = where(tokens, outer, group)
    before, behind = clause_of(tokens, outer, group)
    words = {token.text.upper() for token in (*before, *behind) if token.kind == "word"}
    if not words.isdisjoint(_GROUPING):
        raise NodeByText(
            "BNODE with a text cannot be called here in a SELECT that groups its rows. Make the node by BIND, in the "
            "group or in a SELECT around this one.",
            call,
        )
    if "VALUES" in words:
        raise NodeByText("BNODE with a text cannot be called here before VALUES. Put VALUES into the group.", call)
    return (rows.closes if rows.selected is not None else _before(rows, rows.elements)), rows


def clause_of(tokens: Sequence[Token], outer: Outer, select: Group | None) -> tuple[Sequence[Token], Sequence[Token]]:
    """What stands in *select*, or in the whole query, before the group of its rows and behind it."""
    rows = where(tokens, outer, select)
    begin, end = (outer.form, len(tokens)) if select is None else (select.opens, select.closes)
    return tokens[begin : rows.opens], tokens[rows.closes + 1 : end]


def _before(group: Group, elements: Sequence[Element]) -> int:
    """The token that begins the run of BIND, with filters among them, which ends *elements*."""
    run = list(takewhile(lambda element: element.kind in ("bind", "filter"), reversed(elements)))
    return run[-1].first if run else group.closes


def where(tokens: Sequence[Token], outer: Outer, group: Group | None) -> Group:
    """The group that the SELECT *group* takes its rows from; None is the whole query."""
    groups = outer.groups if group is None else [one for element in group.elements for one in element.groups]
    return next(one for one in groups if tokens[one.opens - 1].text.upper() != "EXISTS")


def _lists(tokens: Sequence[Token], outer: Outer, named: Sequence[Group]) -> Iterator[Edit]:
    """For each `SELECT *` that would show the names of rows made in one of *named*: what it showed before."""
    selects = {
        next((one for one in reversed(path_to(outer, group.opens)[:-1]) if one.selected is not None), None)
        for group in named
    }
    for select in selects:
        begin = outer.form if select is None else select.opens + 1
        names = set(select.visible if select is not None else where(tokens, outer, None).visible)
        if select is None:
            names.update(_columns_behind(tokens, outer))
        for star in tokens[begin + 1 : begin + 3]:
            if star.text == "*":
                yield star.start, star.start + 1, " ".join(f" ?{name}" for name in sorted(names))


def _columns_behind(tokens: Sequence[Token], outer: Outer) -> Iterator[str]:
    """The variables of VALUES behind the whole query."""
    behind = tokens[where(tokens, outer, None).closes + 1 :]
    values = [number for number, token in enumerate(behind) if token.text.upper() == "VALUES"]
    if values:
        columns = takewhile(lambda token: token.text != "{", behind[values[-1] :])
        yield from (token.text[1:] for token in columns if token.kind == "variable")


def closing(tokens: Sequence[Token], opening: int) -> int:
    """The bracket that closes the one at *opening*."""
    depth = 0
    for number in range(opening, len(tokens)):
        if tokens[number].kind == "bracket":
            depth += (tokens[number].text == "(") - (tokens[number].text == ")")
        if depth == 0:
            return number
    raise Unreadable(None)
