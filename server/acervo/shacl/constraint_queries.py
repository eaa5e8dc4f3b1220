"""The query of a SPARQL constraint: read as RDFLib will ask it, and what is wrong with it told at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pyparsing.exceptions import ParseBaseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH, BNode, Graph
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from acervo.shacl.faults import Fault, short, told
from acervo.shacl.shapes import first_line

_FIRST_WORD: Final = re.compile(r"[\w:?$.-]+|\S")
_CLAUSES: Final = ("MINUS", "VALUES", "SERVICE")
_UNKNOWN_PREFIX: Final = re.compile(r"Unknown namespace prefix : ?([\w.-]*)")
_THIS: Final = re.compile(r"[?$]this\b")
_SELECT: Final = re.compile(r"\bSELECT\b", re.IGNORECASE)
#: Comments, names in brackets and texts, in which a word is no keyword.
_ASIDE: Final = re.compile(r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|\"(?:[^"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'""")


def parsed(constraint: Any, shapes: Graph) -> Query | Fault:
    """
    The query of pySHACL's *constraint*, or what is wrong with it.

    Source: https://www.w3.org/TR/shacl/#sparql-constraints
    """
    own: str = constraint.select_text

    def fault(key: str, offset: int | None = None, **facts: str) -> Fault:
        value = shapes.value(constraint.node, SH.select)
        return Fault(constraint.node, told(key, **facts), SH.select, value, offset)

    try:
        _, text = constraint.pre_bind_variables(BNode())
    except ReportableRuntimeError as error:
        clause = next((word for word in _CLAUSES if f" {word} " in str(error) or f"({word})" in str(error)), None)
        if clause is not None:
            return fault("clause", _word(own, clause), clause=clause)
        return fault("unusable", reason=first_line(error).rstrip("."))
    except NotImplementedError:
        return fault("shapesGraph", own.find("shapesGraph") - 1)
    whole = constraint.apply_prefixes(text)
    try:
        query = prepareQuery(whole)
    except ParseBaseException as error:
        offset = _in_own(own, text, error.loc - (len(whole) - len(text)))
        word = _FIRST_WORD.match(own, offset)
        line = str(own.count("\n", 0, offset) + 1)
        return fault("parse", offset, line=line, word=word[0]) if word else fault("unfinished", max(offset - 1, 0))
    except Exception as error:
        # RDFLib raises a bare Exception for an undeclared prefix; anything else it raises here is about the text too.
        unknown = _UNKNOWN_PREFIX.search(str(error))
        if unknown is None:
            return fault("unusable", reason=str(error).rstrip("."))
        prefix = unknown[1]
        place = re.search(rf"(?<![\w.:-]){re.escape(prefix)}:", own)
        ontology = _declaring(shapes, prefix)
        facts = {"prefix": prefix, "ontology": short(ontology, shapes)}
        return fault("prefix" if ontology is not None else "undeclared", place.start() if place else None, **facts)
    if query.algebra.name != "SelectQuery":
        return fault("form", 0)
    names = set(_names_in(query.algebra))
    if names & {"Graph", "GraphGraphPattern"}:  # the second within EXISTS, whose text is not yet an algebra
        return fault("GRAPH", _word(own, "GRAPH"))
    if "InversePath" in names:  # what RDFLib can follow it has made a path of its own
        return fault("inverse")
    if not _selects_this(query, own):
        found = _SELECT.search(own)
        return fault("this", found.start() if found else None)
    return query


def _selects_this(query: Query, text: str) -> bool:
    selected = {str(name) for name in query.algebra.PV or ()}
    everything = re.search(r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?\*", text, re.IGNORECASE)
    return "this" in selected or bool(everything and _THIS.search(text))


def _in_own(own: str, text: str, offset: int) -> int:
    """The place in *own* of that in *text*, where pySHACL has written a path for each `$PATH`."""
    if own == text:
        return min(max(offset, 0), len(own))
    # What comes after the path is as far from the end, what comes before as far from the beginning.
    same = next((n for n, (one, other) in enumerate(zip(own, text, strict=False)) if one != other), len(own))
    return max(offset, 0) if offset <= same else max(len(own) - (len(text) - offset), same)


def _word(text: str, word: str) -> int | None:
    blank = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    found = re.search(rf"\b{word}\b", blank, re.IGNORECASE)
    return found.start() if found else None


def _declaring(shapes: Graph, prefix: str) -> Node | None:
    """Who declares *prefix* in *shapes*; the first by name of several."""
    declared = (node for node, text in shapes.subject_objects(SH.prefix) if str(text) == prefix)
    return min((owner for node in declared for owner in shapes.subjects(SH.declare, node)), default=None, key=str)


def _names_in(part: object) -> Iterator[str]:
    if isinstance(part, CompValue):
        yield part.name
    if isinstance(part, Path):
        part = vars(part)
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list | tuple):
        for each in part:
            yield from _names_in(each)
