"""The rules that are queries, asked of the dataset of the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from acervo.checking.findings import SEVERITIES
from acervo.checking.lint.names import Names
from acervo.checking.lint.placing import EngineTerm, Placing, write
from acervo.checking.lint.problems import Elsewhere, Problem
from acervo.checking.lint.rules import LintRule
from acervo.checking.query_files import calls_out
from acervo.corpus.reading import Reading
from acervo.turtle.positions import Span

VOCABULARIES: Final = Path(__file__).with_name("vocabularies.ttl")
"""Which terms the vocabularies have that the core uses."""
_MANY: Final = 10
_Alike = tuple[EngineTerm, EngineTerm | None, EngineTerm | None]
"""The other thing that a row names, and what both say."""
_PARAMETER: Final = r"VALUES\s+\?{name}\s*\{{[^}}]*\}}"


def dataset(reading: Reading) -> ox.Store:
    """One named graph a file, and one of what the vocabularies define; nothing that is derived."""
    store = ox.Store()
    for graph in reading.graphs:
        name = ox.NamedNode(graph.graph_iri)
        store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in graph.triples)
    known = ox.NamedNode(reading.archive.derived_graph_iri("vocabularies"))
    terms = ox.parse(path=str(VOCABULARIES), format=ox.RdfFormat.TURTLE)
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, known) for quad in terms)
    return store


def graph_problems(
    reading: Reading,
    rules: Iterable[LintRule],
    placing: Placing,
    wanted: Callable[[str], bool],
    failed: Callable[[LintRule, Exception], None],
) -> Iterator[Problem]:
    """
    What the queries among *rules* find in the files that are *wanted*.

    What is no lint query at all is passed over: `query_findings` says so.

    Args:
        failed: Told of a rule that parses and does not run; the others run all the same.
    """
    store = dataset(reading)
    names = Names(store)
    paths = {graph.graph_iri: graph.path for graph in reading.graphs if wanted(graph.path)}
    for rule in rules:
        # Checking an archive calls nobody.
        if rule.query is None or calls_out(rule.query) is not None:
            continue
        try:
            yield from _problems(reading, rule, store, names, placing, paths)
        except SyntaxError:
            continue
        except (RuntimeError, ValueError) as error:
            failed(rule, error)


def _problems(
    reading: Reading, rule: LintRule, store: ox.Store, names: Names, placing: Placing, paths: dict[str, str]
) -> Iterator[Problem]:
    answer = store.query(_with_settings(rule.query or "", reading), use_default_graph_as_union=True)
    if not isinstance(answer, ox.QuerySolutions):
        return
    variables = [variable.value for variable in answer.variables]
    if "graph" not in variables or "focus" not in variables:
        return
    base = reading.archive.base
    found: list[tuple[Problem, _Alike | None]] = []
    for solution in answer:
        row: dict[str, EngineTerm] = {name: solution[name] for name in variables if solution[name] is not None}
        path = paths.get(_value(row.get("graph")))
        focus = row.get("focus")
        if path is None or focus is None:
            continue
        term = row.get("term")
        predicate, value = row.get("predicate"), row.get("value")
        if term is not None and predicate is not None and value is None and term != predicate:
            value = term
        span = placing.span(path, focus, predicate, value, term)
        if span is None:
            # About the focus, which lacks what the predicate would say.
            span = placing.span(path, focus) or (0, 0)
        facts = {name: write(one, base) or "" for name, one in row.items()}
        facts |= {name: one.value for name, one in row.items() if isinstance(one, ox.Literal)}
        suggestion = names.near(term, rule.header["suggest"]) if term is not None and "suggest" in rule.header else None
        if suggestion is not None:
            facts["suggestion"] = write(suggestion, base) or ""
        problem = Problem(
            rule.name,
            path,
            span,
            facts,
            focus=write(focus, base),
            predicate=write(predicate, base),
            value=write(value, base),
            severity=next((one for one in SEVERITIES if one == facts.get("severity")), None),
        )
        other = row.get("other")
        found.append((problem, None if other is None else (other, predicate, value)))
    yield from _with_others(found, reading, store, placing)


def _with_others(
    found: Sequence[tuple[Problem, _Alike | None]], reading: Reading, store: ox.Store, placing: Placing
) -> Iterator[Problem]:
    """
    The problems *found*, those that speak of another thing with the places of all that are alike.

    A row has its `?other`; rows with one `?other` and one value are about the same matter.
    """
    groups: dict[_Alike, list[Elsewhere]] = {}
    for problem, alike in found:
        if alike is not None:
            if alike not in groups:
                groups[alike] = list(_place_of(alike, reading, store, placing))
            groups[alike].append(_elsewhere(problem.path, problem.span, problem.focus or ""))
    for problem, alike in found:
        others = [] if alike is None else groups[alike][: _MANY + 1]
        here = (problem.path, problem.span)
        yield replace(problem, elsewhere=tuple(o for o in others if (o.path, o.span) != here)[:_MANY])


def _place_of(alike: _Alike, reading: Reading, store: ox.Store, placing: Placing) -> Iterator[Elsewhere]:
    """Where the other thing says the same; else where it is described."""
    other, predicate, value = alike
    if isinstance(other, ox.Literal):
        return
    paths = {graph.graph_iri: graph.path for graph in reading.graphs}
    for stated in ((predicate, value), (None, None)):
        quads = store.quads_for_pattern(other, *stated, None)  # type: ignore[arg-type]
        known = sorted({paths[name] for name in (_value(quad.graph_name) for quad in quads) if name in paths})
        span = placing.span(known[0], other, *stated) if known else None
        if span is not None:
            yield _elsewhere(known[0], span, write(other, reading.archive.base) or "")
            return


def _elsewhere(path: str, span: Span, thing: str) -> Elsewhere:
    return Elsewhere(path, span, {"en": f"{thing} is here", "es": f"{thing} está aquí"})


def _with_settings(query: str, reading: Reading) -> str:
    """*query* with the archive's base and languages in the place of the samples in its `VALUES`."""
    given = {"_base": [reading.archive.base], "_language": list(reading.archive.settings.languages)}
    for name, values in given.items():
        block = f"VALUES ?{name} {{ {' '.join(str(ox.Literal(value)) for value in values)} }}"
        query = re.sub(_PARAMETER.format(name=name), lambda _, block=block: block, query)  # type: ignore[misc]
    return query


def _value(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
