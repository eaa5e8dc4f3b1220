"""Examples of the demands in `shapes/core`: how they are written, read and checked together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from acervo.corpus.archive import Archive
from acervo.corpus.core import core_folder
from acervo.corpus.reading import FileGraph, Reading
from acervo.corpus.terms import to_graph
from acervo.edition.normalise import normalise
from acervo.settings import Settings
from acervo.shacl.reference import validate
from acervo.shacl.report import Report
from acervo.shacl.shapes import Shapes
from acervo.turtle.parsing import parse_file

FOLDER = Path(__file__).parent
BASE = "https://example.org/"
OWN = BASE + "id/"
_EXPECT = re.compile(r"^# expect: movsh:(?P<rule>\S+) on (?P<focus>\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One file: what stands in it and what must be found."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def is_valid(self) -> bool:
        return self.path.stem.startswith("valid-")

    @property
    def is_about_the_archive(self) -> bool:
        """Such an example speaks of the archive's own node, so it cannot share a graph with others."""
        return self.path.parent.name == "archive"

    @property
    def expected(self) -> Counter[tuple[str, str]]:
        """(rule, focus node) as its first lines say; the focus node as an IRI."""
        verdicts = _EXPECT.finditer(self.path.read_text(encoding="utf-8"))
        return Counter((verdict["rule"], self._iri(verdict["focus"])) for verdict in verdicts)

    def triples(self) -> Iterable[ox.Triple]:
        """Its triples; what it calls `:it` gets a name of this example's own, so that many can share a graph."""
        for triple in parse_file(self.path.read_bytes(), f"data/{self.name}.ttl", BASE):
            yield ox.Triple(*(self._renamed(term) for term in triple))

    def _iri(self, written: str) -> str:
        if written.startswith("<"):
            return written[1:-1]
        assert written.startswith(":"), f"{self.name}: expect names a node as :it or <…>"
        return f"{OWN}{self.name}/{written[1:]}"

    def _renamed(self, term: object) -> object:
        if isinstance(term, ox.NamedNode) and term.value.startswith(OWN):
            return ox.NamedNode(f"{OWN}{self.name}/{term.value[len(OWN) :]}")
        return term


def all_examples() -> list[Example]:
    return [Example(path) for path in sorted(FOLDER.glob("*/*.ttl"))]


def core_shapes() -> Graph:
    folder = core_folder("shapes")
    triples = (
        triple
        for path in sorted(folder.rglob("*.ttl"))
        for triple in parse_file(path.read_bytes(), f"shapes/core/{path.relative_to(folder).as_posix()}", BASE)
    )
    return to_graph(triples)


def core_ontology() -> list[ox.Triple]:
    """The core ontology without its subfolders: the Participedia lists and the alignments play no part here."""
    return [
        triple
        for path in sorted(core_folder("ontology").glob("*.ttl"))
        for triple in parse_file(path.read_bytes(), f"ontology/core/{path.name}", BASE)
    ]


def check(examples: Iterable[Example], shapes: Shapes, ontology: list[ox.Triple]) -> Report:
    """Check *examples* in one graph, with the core ontology and what they take for granted, as archives are."""
    granted = FOLDER / "taken-for-granted.ttl"
    data = [*parse_file(granted.read_bytes(), "data/taken-for-granted.ttl", BASE)]
    for example in examples:
        data.extend(example.triples())
    graph = FileGraph("data/examples.ttl", BASE + "graph/data/examples", tuple(data))
    archive = Archive(root=FOLDER, settings=Settings(base=BASE), files=())
    normalised = normalise(Reading(archive=archive, graphs=(graph,), errors=()))
    computed = (*normalised.bounds, *normalised.archive_node, *normalised.malformed)
    return validate(to_graph((*ontology, *data, *computed)), to_graph(normalised.claimed), shapes)


def found(report: Report, example: Example | None = None) -> Counter[tuple[str, str]]:
    """(rule, focus node) of the results, of *example* alone when it is given; one demand on one node counts once."""
    pairs = {(result.rule, str(result.focus)) for result in report.results}
    if example is not None:
        pairs = {pair for pair in pairs if pair[1].startswith(f"{OWN}{example.name}/")}
    return Counter(pairs)
