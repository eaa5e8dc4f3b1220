"""A query's groups and what stands in them, read from its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from acervo.sparql.tokens import Token

ElementKind = Literal["triples", "values", "filter", "bind", "optional", "minus", "group", "graph", "service"]

_ELEMENTS: Final[dict[str, ElementKind]] = {
    "FILTER": "filter",
    "BIND": "bind",
    "VALUES": "values",
    "OPTIONAL": "optional",
    "MINUS": "minus",
    "GRAPH": "graph",
    "SERVICE": "service",
    "LATERAL": "group",
    "UNION": "group",
}
#: What stands among triples and is a word: `a`, the booleans, a tag of language, the end of `1e-5`.
_TRIPLE_WORD: Final = re.compile(r"a|true|false|@.*|[eE](?:-?\d+)?", re.DOTALL)
_VOLATILE: Final = frozenset(("RAND", "NOW", "UUID", "STRUUID", "BNODE"))


class Unreadable(Exception):
    """
    The tokens are not those of a query, or stand too close to tell.

    Args:
        token: Where reading stopped; None at the end of the text.
    """

    def __init__(self, token: Token | None):
        super().__init__(token.text if token else "")
        self.token = token


@dataclass(eq=False)
class Element:
    """A part of a group; *first* and *last* count tokens, the last included."""

    kind: ElementKind
    first: int
    last: int = 0
    variables: tuple[str, ...] = ()
    """Those of triples and of a filter, the columns of VALUES, the target of BIND, the name of a graph."""
    binds: bool = False
    """Whether *variables* have a value in every solution of this element."""
    groups: list[Group] = field(default_factory=list)
    endpoint: Token | None = None
    silent: bool = False

    @property
    def visible(self) -> tuple[str, ...]:
        """The variables that it brings into its group."""
        if self.kind in ("filter", "minus"):
            return ()
        inner = [name for group in self.groups for name in group.visible]
        return tuple(dict.fromkeys([*self.variables, *inner]))


@dataclass(eq=False)
class Group:
    """What stands between two braces, which are the tokens *opens* and *closes*."""

    opens: int
    graph: str
    """The term of the GRAPH around it, as written; empty outside of any."""
    closes: int = 0
    elements: list[Element] = field(default_factory=list)
    selected: tuple[str, ...] | None = None
    """What a sub-select gives on; None in a plain group."""

    @property
    def visible(self) -> tuple[str, ...]:
        """The variables of its solutions, in the order of the text."""
        if self.selected is not None:
            return self.selected
        return tuple(dict.fromkeys(name for element in self.elements for name in element.visible))

    @property
    def is_flat(self) -> bool:
        """Whether it has nothing but triples, VALUES and filters without EXISTS."""
        plain = ("triples", "values", "filter")
        return self.selected is None and all(one.kind in plain and not one.groups for one in self.elements)


@dataclass(eq=False)
class Outer:
    """A whole query."""

    form: int
    """The token that says SELECT, ASK, CONSTRUCT or DESCRIBE; what stands before is the prologue."""
    dataset: str
    """FROM and FROM NAMED, as written."""
    groups: list[Group]
    template_end: int = 0
    """How many tokens there are up to the end of the template of CONSTRUCT; 0 without one."""

    def services(self) -> Iterator[tuple[Group, Element]]:
        """Each SERVICE with the group that it stands in, in the order of the text; none within another."""
        yield from _services(self.groups)


def bound_before(group: Group, element: Element) -> tuple[str, ...]:
    """The variables that every solution of the triples and VALUES before *element* in *group* has a value for."""
    return tuple(dict.fromkeys(name for one in _before(group, element) if one.binds for name in one.variables))


def restricting(group: Group, element: Element, tokens: Sequence[Token]) -> list[Element]:
    """
    The elements before *element* whose join has every value that the variables `bound_before` can have there.

    Filters are among them only where they say the same before the group is complete.
    """
    bound = set(bound_before(group, element))
    return [one for one in _before(group, element) if one.binds or _is_early_filter(one, bound, tokens)]


def read_groups(tokens: Sequence[Token]) -> Outer:
    """
    The groups of a query.

    Args:
        tokens: Without comments.

    Raises:
        Unreadable: they are not those of a query, as far as that can be told here.

    Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
    """
    return _Reader(tokens).outer()


def _before(group: Group, element: Element) -> list[Element]:
    return group.elements[: group.elements.index(element)]


def _is_early_filter(element: Element, bound: set[str], tokens: Sequence[Token]) -> bool:
    if element.kind != "filter" or element.groups or not set(element.variables) <= bound:
        return False
    return not any(token.text.upper() in _VOLATILE for token in tokens[element.first : element.last + 1])


def _services(groups: Sequence[Group]) -> Iterator[tuple[Group, Element]]:
    for group in groups:
        for element in group.elements:
            if element.kind == "service":
                yield group, element
            else:
                yield from _services(element.groups)


class _Reader:
    """Reads forward; each method begins at the token it is named for and ends behind its part."""

    def __init__(self, tokens: Sequence[Token]):
        self._tokens = tokens
        self._at = 0
        self._prefixes: set[str] = set()
        self._graph = ""

    def outer(self) -> Outer:
        form = self._prologue()
        dataset: list[str] = []
        groups: list[Group] = []
        template_end = 0
        if self._word() == "CONSTRUCT" and self._text(1) == "{":
            self._take("CONSTRUCT")
            self._to_closing("{", "}")
            template_end = self._at
        while self._at < len(self._tokens):
            word = self._word()
            if word == "FROM":
                dataset += [self._take().text for _ in range(2 + (self._word(1) == "NAMED"))]
            elif word.startswith("FROM"):
                raise Unreadable(self._tokens[self._at])
            elif word == "VALUES":
                self._values(Element("values", self._at))
            elif self._text() == "(":
                self._expression(element := Element("filter", self._at))
                groups += element.groups
            elif self._text() == "{":
                groups.append(self._group(""))
            else:
                self._at += 1
        return Outer(form, " ".join(dataset), groups, template_end)

    def _prologue(self) -> int:
        while self._word() not in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            if self._word() == "PREFIX":
                self._prefixes.add(self._text(1).partition(":")[0])
            self._take()
        return self._at

    def _group(self, graph: str) -> Group:
        group = Group(self._at, graph)
        around, self._graph = self._graph, graph
        self._take("{")
        if self._word() == "SELECT":
            self._select(group)
        else:
            while self._text() != "}":
                if self._text() == ".":
                    self._at += 1
                else:
                    group.elements.append(self._element(graph))
        group.closes = self._at
        self._take("}")
        self._graph = around
        return group

    def _element(self, graph: str) -> Element:
        word = self._word()
        element = Element("group" if self._text() == "{" else _ELEMENTS.get(word, "triples"), self._at)
        if element.kind == "triples":
            self._triples(element)
        elif element.kind == "values":
            self._values(element)
        elif element.kind in ("filter", "bind"):
            self._at += 1
            self._constraint(element)
        else:
            self._at += word in _ELEMENTS
            if element.kind in ("graph", "service"):
                graph = self._named(element, graph)
            element.groups.append(self._group(graph))
        element.last = self._at - 1
        return element

    def _named(self, element: Element, graph: str) -> str:
        """The term before the group of GRAPH or SERVICE; the graph that its triples are in."""
        if element.kind == "service" and self._word() == "SILENT":
            element.silent = True
            self._at += 1
        term = self._take()
        if term.kind not in ("iri", "prefixed", "variable"):
            raise Unreadable(term)
        if term.kind == "variable":
            element.variables = (term.text[1:],)
        if element.kind == "graph":
            return term.text
        element.endpoint = term
        return graph

    def _select(self, group: Group) -> None:
        self._take("SELECT")
        names: list[str] = []
        whole = False
        while self._text() != "{":
            if self._text() == "(":
                column = Element("bind", self._at)
                self._expression(column)
                names += column.variables
                group.elements.append(column)
            else:
                token = self._take()
                whole = whole or token.text == "*"
                names += [token.text[1:]] if token.kind == "variable" else []
        where = self._group(group.graph)
        group.elements.append(Element("group", where.opens, where.closes, groups=[where]))
        while self._text() != "}":
            modifier = Element("filter", self._at)
            if self._word() == "VALUES":
                self._values(modifier := Element("values", self._at))
                names += modifier.variables if whole else ()
            elif self._text() == "(":
                self._expression(modifier)
            elif self._text() == "{":
                if self._word(-1) != "EXISTS":
                    raise Unreadable(self._tokens[self._at])
                modifier.groups.append(self._group(group.graph))
            else:
                self._at += 1
                continue
            group.elements.append(modifier)
        group.selected = tuple(dict.fromkeys([*where.visible, *names] if whole else names))

    def _constraint(self, element: Element) -> None:
        """What follows FILTER or BIND: `(…)`, a call, or EXISTS with its group."""
        while self._text() not in ("(", "{"):
            token = self._take()
            if token.kind not in ("word", "iri", "prefixed"):
                raise Unreadable(token)
        if self._text() == "{":
            if self._word(-1) != "EXISTS":
                raise Unreadable(self._tokens[self._at])
            element.groups.append(self._group(self._graph))
        else:
            self._expression(element)

    def _expression(self, element: Element) -> None:
        """`(…)`; its variables go to a filter, the one behind AS to a BIND."""
        depth = 0
        names: list[str] = []
        while True:
            if self._text() == "{":
                if self._word(-1) != "EXISTS":
                    raise Unreadable(self._tokens[self._at])
                element.groups.append(self._group(self._graph))
                continue
            token = self._take()
            if token.kind == "variable" and (element.kind == "filter" or self._word(-2) == "AS"):
                names.append(token.text[1:])
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0:
                break
        element.variables = (*element.variables, *dict.fromkeys(names))

    def _values(self, element: Element) -> None:
        begin = self._at
        while self._text() != "{":
            self._take()
        columns = [token.text[1:] for token in self._tokens[begin : self._at] if token.kind == "variable"]
        body = self._at
        self._to_closing("{", "}")
        words = {token.text.upper() for token in self._tokens[body : self._at] if token.kind == "word"}
        element.variables = tuple(columns)
        element.binds = "UNDEF" not in words
        element.last = self._at - 1

    def _triples(self, element: Element) -> None:
        names: list[str] = []
        zero_paths = False
        while self._text() not in ("{", "}") and self._word() not in _ELEMENTS:
            token = self._take()
            if token.kind == "word" and not _TRIPLE_WORD.fullmatch(token.text):
                raise Unreadable(token)
            prefix = token.text.partition(":")[0]
            if token.kind == "prefixed" and prefix.upper() in _ELEMENTS and prefix not in self._prefixes:
                raise Unreadable(token)  # `GRAPH:a {`, which the engine takes apart
            # `:p*` has what is in no triple too.
            zero_paths = zero_paths or token.text in ("*", "?")
            names += [token.text[1:]] if token.kind == "variable" else []
        element.variables = tuple(dict.fromkeys(names))
        element.binds = not zero_paths

    def _to_closing(self, opening: str, closing: str) -> None:
        depth = 0
        while True:
            text = self._take().text
            depth += (text == opening) - (text == closing)
            if depth == 0:
                return

    def _take(self, text: str = "") -> Token:
        if self._at >= len(self._tokens):
            raise Unreadable(None)
        token = self._tokens[self._at]
        if text and token.text.upper() != text:
            raise Unreadable(token)
        self._at += 1
        return token

    def _text(self, step: int = 0) -> str:
        """The token here or *step* further on; none is left where a group is not closed."""
        if self._at + step >= len(self._tokens):
            raise Unreadable(None)
        token = self._tokens[self._at + step]
        return "" if token.kind in ("string", "iri") else token.text

    def _word(self, step: int = 0) -> str:
        place = self._at + step
        if not 0 <= place < len(self._tokens):
            return ""
        token = self._tokens[place]
        return token.text.upper() if token.kind == "word" else ""
