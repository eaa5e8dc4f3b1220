"""
A SPARQL constraint as one query over all focus nodes: which of them may have a solution?

pySHACL runs the query of a constraint once for each focus node, by RDFLib. Asked once for all by the engine, the
text must find every node that RDFLib would; it may find more. So a filter that is an error counts as true where it
lets a solution through, and as false under NOT EXISTS. Whatever RDFLib and the engine may see differently is refused.

Sources: https://www.w3.org/TR/shacl/#pre-binding, https://www.w3.org/TR/sparql11-query/#sparqlAlgebra
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from rdflib import RDF, XSD, BNode, Literal, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node, Variable

from acervo.corpus.terms import Term, to_engine
from acervo.shacl.query_variables import aggregated, certain, inside_exists, is_sample, possible, variables

THIS: Final = Variable("this")
_COMPARISONS: Final = frozenset(("=", "!=", "<", ">", "<=", ">="))
#: What both sides answer alike, with the names of its arguments.
_FUNCTIONS: Final = {
    "Builtin_BOUND": ("BOUND", ("arg",)),
    "Builtin_STR": ("STR", ("arg",)),
    "Builtin_LANG": ("LANG", ("arg",)),
    "Builtin_DATATYPE": ("DATATYPE", ("arg",)),
    "Builtin_isIRI": ("isIRI", ("arg",)),
    "Builtin_isURI": ("isIRI", ("arg",)),
    "Builtin_isBLANK": ("isBlank", ("arg",)),
    "Builtin_isLITERAL": ("isLiteral", ("arg",)),
    "Builtin_isNUMERIC": ("isNumeric", ("arg",)),
    "Builtin_sameTerm": ("sameTerm", ("arg1", "arg2")),
    "Builtin_STRLEN": ("STRLEN", ("arg",)),
    "Builtin_CONTAINS": ("CONTAINS", ("arg1", "arg2")),
    "Builtin_STRSTARTS": ("STRSTARTS", ("arg1", "arg2")),
    "Builtin_STRENDS": ("STRENDS", ("arg1", "arg2")),
    "Builtin_LANGMATCHES": ("LANGMATCHES", ("arg1", "arg2")),
}
#: The datatypes whose literals the engine and RDFLib put in one order.
_ORDERED_ALIKE: Final = ", ".join(
    str(to_engine(XSD[name])) for name in ("integer", "decimal", "string", "boolean", "date", "dateTime")
)
#: Of these a literal that the store holds in another form has another answer.
_SENSITIVE: Final = frozenset(("Builtin_DATATYPE", "Builtin_isNUMERIC"))
#: Regular expressions that mean the same in Python and in the engine; `$` does where the text has no line break.
_PLAIN_PATTERN: Final = re.compile(r"\^?(?:[\w ,:;/@%&#'=<>~!\"-]|\.|[*+?|()]|\[\^?[\w -]+\]|\{[0-9]+(?:,[0-9]*)?\})*")


class Untranslatable(Exception):
    """
    The query has to be run as it is, node by node.

    Args:
        reason: What in it.
    """


class QueryText:
    """
    The text for one constraint.

    Args:
        query: The constraint's query, parsed, `$PATH` and prefixes in place.
        held: How the store holds a term.
        merged: Whether no triple of the graph comes twice, so that rows can be counted.

    Raises:
        Untranslatable: it cannot be asked for all nodes at once.
    """

    def __init__(self, query: Query, held: Callable[[Term], Term], *, merged: bool):
        self._held = held
        self._merged = merged
        self._blank: dict[BNode, str] = {}
        self.sensitive = False
        """Whether the answer depends on the form in which literals are held."""
        self.anchored = False
        """Whether `$this` has to be bound for it; else its own triples do."""
        algebra = query.algebra
        if algebra.name != "SelectQuery" or algebra.get("datasetClause"):
            raise Untranslatable("it is no plain SELECT")
        body = self._outermost(algebra.p)
        text = self._group(body, positive=True, outer=frozenset())
        if THIS not in certain(body):
            text = f"{_ANCHOR} {text}"
            self.anchored = True
        self._text = text

    @property
    def whole(self) -> str | None:
        """The query for every node there is; None where only given nodes can be asked about."""
        return None if self.anchored else f"SELECT DISTINCT ?this WHERE {{ {self._text} }}"

    def only(self, nodes: Iterable[Term]) -> str:
        """The query for *nodes*."""
        values = f"VALUES ?this {{ {' '.join(map(str, nodes))} }}"
        text = self._text if self.anchored else f"{_ANCHOR} {self._text}"
        return f"SELECT DISTINCT ?this WHERE {{ {text.replace(_ANCHOR, values)} }}"

    def _outermost(self, part: CompValue) -> CompValue:
        """What a solution comes from: order, limits and names of columns take none away, or take away what counts."""
        while part.name in ("Project", "Distinct", "Reduced", "OrderBy", "Slice", "Extend"):
            if part.name == "Extend" and part.var == THIS and not is_sample(part):
                raise Untranslatable("it binds $this anew")
            if part.name == "Extend" and part.p.name in ("AggregateJoin", "Extend") and aggregated(part) is not None:
                break
            part = part.p
        return part

    def _group(self, part: Any, *, positive: bool, outer: frozenset[Variable]) -> str:
        name = part.name
        if name == "BGP":
            return " ".join(self._triple(*triple) for triple in part.triples)
        if name == "Join":
            return " ".join(self._joined(side, positive, outer) for side in (part.p1, part.p2))
        if name == "LeftJoin":
            if getattr(part.expr, "name", "") != "TrueFilter" or not _is_plain(part.p2):
                raise Untranslatable("a filter within OPTIONAL")
            optional = self._group(part.p2, positive=positive, outer=frozenset())
            # Where only the option speaks of $this, it would take away the nodes that it says nothing of.
            body = self._anchored(part.p1, possible(part.p2), positive, outer)
            return f"{body} OPTIONAL {{ {optional} }}"
        if name == "Union":
            sides = (self._group(side, positive=positive, outer=frozenset()) for side in (part.p1, part.p2))
            return " UNION ".join(f"{{ {side} }}" for side in sides)
        if name == "Filter":
            return self._filtered(part, positive, outer)
        if name == "Extend":
            inner = aggregated(part)
            if inner is not None:
                return self._counted(inner, positive)
            if not _is_text(part.expr):
                raise Untranslatable("BIND of more than a text")
            body = self._anchored(part.p, variables(part.expr), positive, outer)
            return f"{body} BIND({self._expression(part.expr, positive, frozenset())} AS {self._term(part.var)})"
        if name == "AggregateJoin":
            return self._counted(part, positive)
        raise Untranslatable(f"{name} is not translated")

    def _joined(self, part: Any, positive: bool, outer: frozenset[Variable]) -> str:
        text = self._group(part, positive=positive, outer=outer)
        return text if part.name in ("BGP", "Join") else f"{{ {text} }}"

    def _filtered(self, part: Any, positive: bool, outer: frozenset[Variable]) -> str:
        asked = variables(part.expr)
        known = possible(part.p) | outer | {THIS} | inside_exists(part.expr)
        if not asked <= known:
            raise Untranslatable("a filter on a variable of another group")
        body = self._anchored(part.p, asked - outer, positive, outer)
        seen = possible(part.p) | outer | {THIS}
        test = self._expression(part.expr, positive, seen)
        return f"{body} FILTER(COALESCE({test}, true))" if positive else f"{body} FILTER({test})"

    def _anchored(self, part: Any, asked: frozenset[Variable], positive: bool, outer: frozenset[Variable]) -> str:
        body = self._joined(part, positive, outer)
        if THIS in asked and THIS not in certain(part):
            if not positive and THIS not in outer:
                raise Untranslatable("$this in a filter of a negated group")
            self.anchored = True
            return f"{_ANCHOR} {body}"
        return body

    def _counted(self, part: Any, positive: bool) -> str:
        group = part.p
        keys = list(group.expr or ())
        if not (self._merged and positive and keys and all(isinstance(key, Variable) for key in keys)):
            raise Untranslatable("it counts")
        if THIS not in certain(group.p):
            raise Untranslatable("it counts what $this need not have")
        if _has_alternatives(group.p):
            raise Untranslatable("it counts along a path of alternatives")
        keys = list(dict.fromkeys((*keys, THIS)))
        columns = [self._term(key) for key in keys]
        for aggregate in part.A:
            inner = "*" if aggregate.vars == "*" else self._variable(aggregate.vars)
            if aggregate.name == "Aggregate_Sample":
                columns.append(f"(SAMPLE({inner}) AS {self._term(aggregate.res)})")
            elif aggregate.name == "Aggregate_Count":
                distinct = "DISTINCT " if aggregate.distinct else ""
                columns.append(f"(COUNT({distinct}{inner}) AS {self._term(aggregate.res)})")
            else:
                raise Untranslatable("it reckons")
        body = self._group(group.p, positive=positive, outer=frozenset())
        by = " ".join(self._term(key) for key in keys)
        return f"{{ SELECT {' '.join(columns)} WHERE {{ {body} }} GROUP BY {by} }}"

    def _variable(self, node: Any) -> str:
        if not isinstance(node, Variable):
            raise Untranslatable("it counts more than a variable")
        return self._term(node)

    def _expression(self, node: Any, positive: bool, seen: frozenset[Variable]) -> str:
        if isinstance(node, Variable | URIRef | Literal):
            return self._value(node)
        name = node.name
        if name in ("ConditionalAndExpression", "ConditionalOrExpression"):
            sign = " && " if name == "ConditionalAndExpression" else " || "
            parts = [node.expr, *node.other]
            return sign.join(f"({self._expression(part, positive, seen)})" for part in parts)
        if name == "UnaryNot":
            return f"!({self._expression(node.expr, not positive, seen)})"
        if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            negated = name == "Builtin_NOTEXISTS"
            inner = self._group(node.graph, positive=positive != negated, outer=seen)
            return f"{'NOT ' if negated else ''}EXISTS {{ {inner} }}"
        if name == "RelationalExpression":
            return self._compared(node, positive)
        if name == "Builtin_REGEX":
            return self._matched(node, positive)
        return self._called(node)

    def _compared(self, node: Any, positive: bool) -> str:
        if node.op in ("IN", "NOT IN"):
            left = self._same(node.expr)
            # RDFLib looks for the term, not for its value.
            same = " || ".join(f"sameTerm({left}, {self._same(other)})" for other in _members(node.other)) or "false"
            return f"({same})" if node.op == "IN" else f"!({same})"
        left = self._called(node.expr)
        if node.op not in _COMPARISONS:
            return left
        text = f"{left} {node.op} {self._called(node.other)}"
        if positive or node.op in ("=", "!="):
            return text
        # The engine has `<=` hold of two equal literals of any kind, where RDFLib sees an error.
        return f"({text} && DATATYPE({left}) IN ({_ORDERED_ALIKE}))"

    def _matched(self, node: Any, positive: bool) -> str:
        pattern, flags = node.pattern, node.get("flags")
        ends = isinstance(pattern, Literal) and str(pattern).endswith("$")
        plain = str(pattern)[:-1] if ends else str(pattern)
        known = isinstance(pattern, Literal) and _PLAIN_PATTERN.fullmatch(plain) is not None and plain.isascii()
        if not known or flags or (ends and positive):
            raise Untranslatable("a regular expression that the engine may read otherwise")
        return f"REGEX({self._called(node.text)}, {self._value(pattern)})"

    def _called(self, node: Any) -> str:
        if isinstance(node, Variable | URIRef | Literal):
            return self._value(node)
        name = node.name
        if name == "AdditiveExpression":
            signs = zip(node.op, node.other, strict=True)
            return f"({self._called(node.expr)}{''.join(f' {sign} {self._called(other)}' for sign, other in signs)})"
        if name == "RelationalExpression" and not node.op:
            return self._called(node.expr)
        if name not in _FUNCTIONS:
            raise Untranslatable(f"{name.removeprefix('Builtin_')} in a filter")
        self.sensitive = self.sensitive or name in _SENSITIVE
        written, arguments = _FUNCTIONS[name]
        if name == "Builtin_sameTerm":
            return f"sameTerm({self._same(node.arg1)}, {self._same(node.arg2)})"
        return f"{written}({', '.join(self._called(node[argument]) for argument in arguments)})"

    def _same(self, node: Any) -> str:
        """*node* where it is looked at as a term: as the store holds it."""
        return self._term(node) if isinstance(node, Variable | URIRef | Literal) else self._called(node)

    def _value(self, node: Node) -> str:
        return self._term(node) if isinstance(node, Variable) else str(to_engine(node))

    def _triple(self, subject: Node, predicate: Any, value: Node) -> str:
        if _negates_inverse(predicate):
            raise Untranslatable("a path that negates an inverse")
        given = [end for end in (subject, value) if end == THIS or not isinstance(end, Variable)]
        if given and _may_stay(predicate):
            raise Untranslatable("a path that may have no step holds of what is in no graph")
        middle = predicate.n3() if isinstance(predicate, Path) else self._term(predicate)
        return f"{self._term(subject)} {middle} {self._term(value)} ."

    def _term(self, node: Any) -> str:
        if isinstance(node, Variable):
            return f"?{node}"
        if isinstance(node, BNode):
            return self._blank.setdefault(node, f"?_blank{len(self._blank)}")
        term = to_engine(node)
        if term is None:
            raise Untranslatable("a term that no store holds")
        return str(self._held(term))


_ANCHOR: Final = "\N{SYMBOL FOR SUBSTITUTE}"


def _is_text(node: Any) -> bool:
    return isinstance(node, Variable | URIRef | Literal) or node.name in ("Builtin_STR", "Builtin_LANG")


def _negates_inverse(path: Any) -> bool:
    """Whether RDFLib cannot write *path*."""
    if isinstance(path, NegatedPath):
        return not all(isinstance(arg, URIRef) for arg in path.args)
    return isinstance(path, Path) and any(map(_negates_inverse, _steps(path)))


def _may_stay(path: Any) -> bool:
    """Whether *path* leads from any node, in the graph or not, to itself."""
    if isinstance(path, MulPath):
        return bool(path.zero) or _may_stay(path.path)
    if isinstance(path, InvPath):
        return _may_stay(path.arg)
    if isinstance(path, SequencePath):
        return all(map(_may_stay, path.args))
    return isinstance(path, AlternativePath) and any(map(_may_stay, path.args))


def _steps(path: Any) -> list[Any]:
    known = vars(path)
    return [*known.get("args", ()), *(known[name] for name in ("arg", "path") if name in known)]


def _members(other: Any) -> list[Any]:
    return [] if other == RDF.nil else list(other)


def _has_alternatives(part: Any) -> bool:
    """Whether a path may lead to one value twice: RDFLib counts it twice, the engine once."""
    if isinstance(part, list | tuple):
        return any(map(_has_alternatives, part))
    if isinstance(part, CompValue):
        return any(map(_has_alternatives, part.values()))
    if isinstance(part, AlternativePath | NegatedPath):
        return True
    return isinstance(part, Path) and any(map(_has_alternatives, _steps(part)))


def _is_plain(part: Any) -> bool:
    """Whether *part* is made of triples only."""
    if part.name in ("Join", "Union"):
        return _is_plain(part.p1) and _is_plain(part.p2)
    return bool(part.name == "BGP")
