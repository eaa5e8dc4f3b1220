"""VoID read back, and every figure in it compared with what the same server counts when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import RDF, VOID, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
#: The rows of a query, values only.
Ask = Callable[[str], list[dict[str, str]]]
COUNTS = "(COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects) (COUNT(DISTINCT ?o) AS ?distinctObjects)"
WHOLE = {
    "triples": "(COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "(COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "(COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "(COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "(COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER(isIRI(?c)) }",
    "documents": "(COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "entities": '(COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(isIRI(?s) && REGEX(STR(?s), "{pattern}")) }}',
}


@dataclass(frozen=True)
class Figure:
    """One number of a description: what it is of, and what it says."""

    of: str
    name: str
    number: int


@dataclass(frozen=True)
class Description:
    """What one server says of its dataset and of itself."""

    graph: Graph
    dataset: URIRef

    @classmethod
    def of(cls, text: str, form: str = "turtle") -> Description:
        graph = Graph().parse(data=text, format=form)
        (dataset,) = [one for one in graph.subjects(VOID.sparqlEndpoint) if isinstance(one, URIRef)]
        return cls(graph, dataset)

    def number(self, node: Node, name: str) -> int:
        """The one number that *node* has of *name*."""
        (literal,) = self.graph.objects(node, VOID[name])
        assert isinstance(literal, Literal)
        assert isinstance(literal.value, int)
        return literal.value

    def one(self, node: Node, predicate: URIRef) -> Node:
        (value,) = self.graph.objects(node, predicate)
        return value

    def parts(self, kind: str, key: URIRef, *names: str) -> Iterator[Figure]:
        """The figures of each partition or graph."""
        for node in self.graph.objects(self.dataset, VOID[kind]):
            for name in names:
                yield Figure(str(self.one(node, key)), name, self.number(node, name))

    def graphs(self) -> Iterator[Figure]:
        """Of each named graph its triples."""
        for named in self.graph.subjects(RDF.type, SD.NamedGraph):
            graph = self.one(named, SD.graph)
            yield Figure(str(self.one(named, SD.name)), "triples", self.number(graph, "triples"))

    def figures(self) -> list[Figure]:
        """All of them, in order."""
        whole = [Figure("all", name, self.number(self.dataset, name)) for name in WHOLE]
        counted = ("triples", "distinctSubjects", "distinctObjects")
        properties = self.parts("propertyPartition", VOID.property, *counted)
        classes = self.parts("classPartition", VOID["class"], "entities")
        return sorted([*whole, *properties, *classes, *self.graphs()], key=str)

    def asked(self, ask: Ask) -> list[Figure]:
        """The same figures, each by a query of its own."""
        pattern = str(self.one(self.dataset, VOID.uriRegexPattern)).replace("\\", "\\\\")
        found = []
        for name, query in WHOLE.items():
            filled = query.format(pattern=pattern) if name == "entities" else query
            found.append(Figure("all", name, int(ask(f"SELECT {filled}")[0]["n"])))
        for row in ask("SELECT DISTINCT ?p { ?s ?p ?o }"):
            (counts,) = ask(f"SELECT {COUNTS} {{ ?s <{row['p']}> ?o }}")
            found += [Figure(row["p"], name, int(number)) for name, number in counts.items()]
        for row in ask("SELECT DISTINCT ?c { ?s a ?c FILTER(isIRI(?c)) }"):
            (counts,) = ask(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{row['c']}> }}")
            found.append(Figure(row["c"], "entities", int(counts["n"])))
        for row in ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            (counts,) = ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{row['g']}> {{ ?s ?p ?o }} }}")
            found.append(Figure(row["g"], "triples", int(counts["n"])))
        return sorted(found, key=str)
