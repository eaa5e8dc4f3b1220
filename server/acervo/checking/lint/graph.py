"""The rules that are queries, asked of the dataset of the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from acervo.checking.findings import SEVERITIES
from acervo.checking.lint.names import Names
from acervo.checking.lint.placing import EngineTerm, Placing, write
from acervo.checking.lint.problems import Problem
from acervo.checking.lint.rules import LintRule
from acervo.checking.query_files import calls_out
from acervo.corpus.reading import Reading

VOCABULARIES: Final = Path(__file__).with_name("vocabularies.ttl")
"""Which terms the vocabularies have that the core uses."""
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
        facts = {name: write(found, base) or "" for name, found in row.items()}
        facts |= {name: found.value for name, found in row.items() if isinstance(found, ox.Literal)}
        suggestion = names.near(term, rule.header["suggest"]) if term is not None and "suggest" in rule.header else None
        if suggestion is not None:
            facts["suggestion"] = write(suggestion, base) or ""
        yield Problem(
            rule.name,
            path,
            span,
            facts,
            focus=write(focus, base),
            predicate=write(predicate, base),
            value=write(value, base),
            severity=next((one for one in SEVERITIES if one == facts.get("severity")), None),
        )


def _with_settings(query: str, reading: Reading) -> str:
    """*query* with the archive's base and languages in the place of the samples in its `VALUES`."""
    given = {"_base": [reading.archive.base], "_language": list(reading.archive.settings.languages)}
    for name, values in given.items():
        block = f"VALUES ?{name} {{ {' '.join(str(ox.Literal(value)) for value in values)} }}"
        query = re.sub(_PARAMETER.format(name=name), lambda _, block=block: block, query)  # type: ignore[misc]
    return query


def _value(term: EngineTerm | None) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
