"""One query evaluated by pyoxigraph on one store, its answer written part by part."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Any, Final

import pyoxigraph as ox

from acervo.edition.loading import is_merged
from acervo.engine.describing import Node, described
from acervo.engine.dumping import SortedQuads, dump
from acervo.engine.interface import Query
from acervo.engine.writing import FEW, by_subject, write_graph
from acervo.errors import MalformedQuery, QueryRefused
from acervo.sparql.groups import Unreadable
from acervo.sparql.standard import by_the_standard

_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
# What the parser would take next but no author meant to write here.
_NOISE: Final = frozenset(('"\\""', "LATERAL", "SERVICE"))
_NOT_READ: Final = (
    "The alternatives of a path, or a call of BNODE, cannot be read for certain here. Put spaces between the words, "
    "and write \\u0027 for ' in an IRI."
)


def evaluate(store: ox.Store, base: str, query: Query, output: IO[bytes], quads: SortedQuads | None = None) -> None:
    """
    Evaluate *query* on *store* and write the answer to *output* in the query's media type, as it is found.

    Args:
        base: What relative IRIs in the query resolve against; also the namespace of the default prefix.
        quads: The edition's quads, sorted, where there are such: a graph that is asked for whole is read there.

    Raises:
        MalformedQuery: with line and column where the engine tells.
        QueryRefused: the engine would answer otherwise than the standard asks, and nothing helps.
        OSError: *output* takes no more.

    Source: https://www.w3.org/TR/sparql11-query/#QueryForms
    """
    if quads is not None and query.whole_graph is not None:
        dump(store, quads, query.whole_graph, query.media_type, base, output)
        return
    try:
        result = _result(store, base, query)
        if query.things is not None:
            _write_graph(_description(store, query, result), query.media_type, base, output)
        elif isinstance(result, ox.QueryTriples):
            _write_graph(result, query.media_type, base, output)
        else:
            result.serialize(output, format=_RESULTS[query.media_type])
    except SyntaxError as error:
        raise _malformed(str(error)) from error
    except RuntimeError as error:
        raise MalformedQuery(f"{error}.") from error


def answer(store: ox.Store, base: str, query: Query) -> bytes:
    """
    The whole answer of *query* at once; see `evaluate`.

    Raises:
        MalformedQuery: with line and column where the engine tells.
    """
    output = io.BytesIO()
    evaluate(store, base, query, output)
    return output.getvalue()


def _write_graph(triples: Iterable[ox.Triple], media_type: str, base: str, output: IO[bytes]) -> None:
    found: Iterator[ox.Triple] = iter(triples)
    first = list(islice(found, FEW))
    more = list(islice(found, 1))
    # A graph has each triple once; what flows may say one twice.
    write_graph(chain(first, more, found) if more else by_subject(first), media_type, base, output)


def _result(store: ox.Store, base: str, query: Query) -> Any:
    merged = is_merged(store)
    if merged and len(set(query.default_graphs)) > 1:
        # The engine takes the graphs one after another; a triple that two of them share would count twice.
        store = _merge_of(store, query.default_graphs, query.named_graphs)
        default: list[Any] = [ox.DefaultGraph()]
    else:
        default = [ox.NamedNode(iri) for iri in dict.fromkeys(query.default_graphs)]
    dataset: dict[str, Any] = {}
    if query.default_graphs or query.named_graphs:
        # The union flag overrides FROM, and default graphs alone leave every named graph in: say all or nothing.
        dataset = {"default_graph": default, "named_graphs": [ox.NamedNode(iri) for iri in query.named_graphs]}
    elif not query.has_dataset_clause and not merged:
        dataset = {"use_default_graph_as_union": True}
    return _by_the_standard(store, query.text, base, dataset)


def _by_the_standard(store: ox.Store, text: str, base: str, dataset: dict[str, Any]) -> Any:
    """What *store* answers to *text*, or to other words where it would depart from the standard."""
    try:
        written = by_the_standard(text)
        return store.query(written, base_iri=base, **dataset)
    except (Unreadable, SyntaxError):
        # What is wrong with the client's text is told at its place there.
        ox.Store().query(text, base_iri=base)
        raise QueryRefused(_NOT_READ) from None


def _description(store: ox.Store, query: Query, found: Any) -> Iterator[ox.Triple]:
    graphs = None
    if query.has_dataset_clause or query.default_graphs or query.named_graphs:
        graphs = [ox.NamedNode(iri) for iri in query.default_graphs]
    things: Iterator[Node] = (ox.NamedNode(iri) for iri in query.things or ())
    if isinstance(found, ox.QuerySolutions):
        solutions = (term for solution in found for term in solution)
        things = chain(things, (term for term in solutions if isinstance(term, Node)))
    return described(store, graphs, things)


def _merge_of(store: ox.Store, default_graphs: Iterable[str], named_graphs: Iterable[str]) -> ox.Store:
    merged = ox.Store()
    for iri in dict.fromkeys(default_graphs):
        quads = store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        merged.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for iri in dict.fromkeys(named_graphs):
        merged.bulk_extend(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
    return merged


def _malformed(message: str) -> MalformedQuery:
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return MalformedQuery(message)
    line, column = int(place[1]), int(place[2])
    return MalformedQuery(f"line {line}, column {column}: {readable(place[3])}", line=line, column=column)


def readable(expected: str) -> str:
    """The words of the parser without the classes of characters that help nobody; what people can type is kept."""
    if not expected.startswith("expected "):
        return expected
    tokens = expected.removeprefix("expected ").removeprefix("one of ")
    # Among the tokens stands, now and then, a sentence: a capital, then words.
    told = re.search(r"(?:^|, )([A-Z][A-Za-z]* [^,\[\"]*[a-z]{2}[^,\[\"]*)", tokens)
    if told:
        return told[1].strip()
    words = [word for word in re.findall(r'"(?:[^"\\]|\\.)*"|[A-Za-z]{2,}(?![^\[]*\])', tokens) if word not in _NOISE]
    if not words:
        return "this cannot stand here, or something before it is missing"
    shown = ", ".join(words[:8]) + (" …" if len(words) > 8 else "")
    return f"expected {'one of ' if len(words) > 1 else ''}{shown}"
