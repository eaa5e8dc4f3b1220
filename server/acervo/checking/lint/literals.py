"""Literals that are no value of their datatype, and literals that the engine would not give back as they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from acervo.checking.lint.lexical import fault, same_value
from acervo.checking.lint.placing import Placing, write
from acervo.checking.lint.problems import Edit, Problem
from acervo.corpus.reading import Reading
from acervo.namespaces import XSD, shorten
from acervo.turtle.document import Document
from acervo.turtle.positions import Span

_PLAIN: Final = frozenset({f"{XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})
_SHORT: Final = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    "boolean": re.compile(r"true|false"),
}
_Use = tuple[str, ox.Triple]


def literal_problems(reading: Reading, placing: Placing, wanted: Callable[[str], bool]) -> Iterator[Problem]:
    """What is wrong with the literals of the files that are *wanted*; each distinct literal is looked at once."""
    uses: dict[ox.Literal, list[_Use]] = defaultdict(list)
    for graph in reading.graphs:
        if wanted(graph.path):
            for triple in graph.triples:
                literal = triple.object
                if isinstance(literal, ox.Literal) and literal.datatype.value not in _PLAIN:
                    uses[literal].append((graph.path, triple))
    faults = {literal: fault(literal.value, literal.datatype.value) for literal in uses}
    for literal, reason in faults.items():
        if reason is None:
            continue
        facts = {"text": literal.value, "datatype": shorten(literal.datatype.value)}
        facts |= {"reason": reason.en, "reason_es": reason.es}
        for path, triple, span in _spans(uses[literal], placing):
            yield _problem("impossible-literal", path, span, triple, facts, reading.archive.base)
    sound = [literal for literal, reason in faults.items() if reason is None]
    yield from _changed(reading, [(one, other) for one, other in kept_as(sound) if one != other], uses, placing)


def kept_as(literals: Sequence[ox.Literal]) -> Iterator[tuple[ox.Literal, ox.Literal]]:
    """Each literal with what the engine gives back for it: the engine itself is asked."""
    store = ox.Store()
    says = ox.NamedNode("urn:acervo:says")
    names = [ox.NamedNode(f"urn:acervo:{number}") for number in range(len(literals))]
    store.bulk_extend(ox.Quad(name, says, literal) for name, literal in zip(names, literals, strict=True))
    for name, literal in zip(names, literals, strict=True):
        kept = next(store.quads_for_pattern(name, says, None, None)).object
        assert isinstance(kept, ox.Literal)
        yield literal, kept


def _changed(
    reading: Reading,
    changes: list[tuple[ox.Literal, ox.Literal]],
    uses: dict[ox.Literal, list[_Use]],
    placing: Placing,
) -> Iterator[Problem]:
    base = reading.archive.base
    bulk: dict[str, list[tuple[ox.Triple, ox.Literal]]] = defaultdict(list)
    for literal, kept in changes:
        facts = {"written": write(kept, base) or ""}
        survives = kept.datatype == literal.datatype and same_value(literal.value, kept.value, literal.datatype.value)
        if not survives:
            facts |= {"advice": "a plain string", "advice_es": "un texto simple"}
        for path, triple in uses[literal]:
            if path.endswith(".nt"):
                bulk[path].append((triple, kept))
                continue
            for _, _, span in _spans([(path, triple)], placing):
                document = placing.document(path)
                edit = Edit(span, rewritten(document, span, literal, kept.value)) if survives else None
                yield _problem("literal-the-engine-would-change", path, span, triple, facts, base, edit)
    for path, changed in bulk.items():
        triple, kept = changed[0]
        span = placing.span(path, triple.subject, triple.predicate, triple.object) or (0, 0)
        facts = {"count": str(len(changed)), "written": write(kept, base) or ""}
        yield _problem("bulk-literals-changed", path, span, triple, facts, base)


def rewritten(document: Document, span: Span, literal: ox.Literal, text: str) -> str:
    """How *document* writes *literal* at *span* when its lexical form is *text*, its datatype written as before."""
    start, end = span
    token = document.text[start:end]
    if token[:1] in ('"', "'"):
        datatype = token[token.rindex("^^") :]
        return f"{token[0]}{text}{token[0]}{datatype}"
    name = literal.datatype.value.removeprefix(XSD)
    if name in _SHORT and _SHORT[name].fullmatch(text):
        return text
    prefix = next((prefix for prefix, namespace in document.prefixes.items() if namespace == XSD), None)
    return f'"{text}"^^<{literal.datatype.value}>' if prefix is None else f'"{text}"^^{prefix}:{name}'


def _spans(uses: Sequence[_Use], placing: Placing) -> Iterator[tuple[str, ox.Triple, Span]]:
    for path, triple in dict.fromkeys(uses):
        for found in placing.triples(path, triple.subject, triple.predicate, triple.object):
            yield path, triple, found.object_span


def _problem(
    rule: str, path: str, span: Span, triple: ox.Triple, facts: dict[str, str], base: str, edit: Edit | None = None
) -> Problem:
    return Problem(
        rule,
        path,
        span,
        facts,
        focus=write(triple.subject, base),
        predicate=write(triple.predicate, base),
        value=write(triple.object, base),
        # What queries answer from data is what readers see.
        severity="warning" if rule.startswith("literal") and not path.startswith("data/") else None,
        edit=edit,
    )
