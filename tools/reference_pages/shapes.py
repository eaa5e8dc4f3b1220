"""docs/reference/shapes.md: every demand on data, under the id that a finding names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import DCTERMS, OWL, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from acervo.corpus.core import core_folder
from acervo.namespaces import shorten
from acervo.shacl.shapes import SEES_CLAIMS, SEVERITIES, rule_name
from acervo.turtle.words_en import ENGLISH
from reference_pages.markdown import code, page, prose, table, terms

_INTRODUCTION: Final = """
What the data of every archive must satisfy, by topic; an archive adds demands of its own in `shapes/`.
The heading is the id by which `acervo check` calls the demand.
A *violation* misleads a reader, so an archive with one is not served; a *warning* leaves the record poorer;
an *info* is worth a look.
Which form a statement belongs in, before any demand is met: [Which form for what](model.md#which-form-for-what).
*Also in claims* means that the demand is checked on what claims state as well as on what is written directly.
"""
_OTHER_RULES: Final = (
    ("unreadable-file", "violation", "The file cannot be opened."),
    (
        "query-header",
        "violation",
        "A kept query lacks its summary, or its header has a line that is no `#+ key: value`.",
    ),
    ("query-syntax", "violation", "A kept query does not parse."),
    (
        "page-file",
        "violation",
        "Something in `pages/`, or a setting that goes with it, [cannot be used](../how-to/make-it-yours.md); a "
        "warning where it can, and no page shows it.",
    ),
    (
        "triple-in-two-files",
        "violation",
        "The same triple stands in two files, so that counts would be wrong; a warning where one of them is of "
        "N-Triples, and the server then [merges the graphs](answers.md#the-default-graph).",
    ),
)
_SYNTAX: Final = """
What a file can break of the grammar of Turtle or N-Triples; each is a violation.
`{…}` stands for what is found in the file, and `acervo explain` shows an example of each.
"""


def _syntax_rules() -> list[tuple[str, str]]:
    """Each error's first message, which is the commonest."""
    first: dict[str, str] = {}
    for key, message in ENGLISH.items():
        first.setdefault(key.partition("/")[0], message)
    return [(code(rule), code(first[rule].replace("`", "'"))) for rule in sorted(first)]


def shapes_page() -> str:
    """The page."""
    files = {file: Graph().parse(file, format="turtle") for file in sorted(core_folder("shapes").glob("*.ttl"))}
    everything = Graph()
    for graph in files.values():
        everything += graph
    blocks = [block for file, graph in files.items() for block in _topic(file, graph, everything)]
    return page(
        "What is checked",
        prose(_INTRODUCTION),
        "## Before the shapes",
        table(("id", "severity", "what is wrong"), [(code(name), *rest) for name, *rest in _OTHER_RULES]),
        "## Syntax",
        prose(_SYNTAX),
        table(("id", "what it says"), _syntax_rules()),
        *blocks,
    )


def _topic(file: Path, graph: Graph, everything: Graph) -> Iterator[str]:
    demands = sorted(set(graph.subjects(SH.message)), key=lambda shape: rule_name(everything, shape))
    if not demands:
        return
    ontology = next(graph.subjects(RDF.type, OWL.Ontology))
    yield f"## {_text(graph, ontology, DCTERMS.title, 'en')}"
    yield f"{_text(graph, ontology, DCTERMS.description, 'en')}\nFile: [`{file.name}`](../../shapes/core/{file.name})"
    for shape in demands:
        yield f"### {rule_name(everything, shape)}"
        yield _facts(everything, shape)
        yield "\n".join(
            f"- {language}: {terms(_text(graph, shape, SH.message, language))}" for language in ("en", "es")
        )
        yield f"Why: {prose(terms(_text(graph, shape, SH.description, 'en')))}"


def _facts(graph: Graph, shape: Node) -> str:
    severity = graph.value(shape, SH.severity)
    facts: list[str] = [SEVERITIES[severity] if isinstance(severity, URIRef) else "violation"]
    owners = sorted(set(graph.subjects(SH.property, shape)), key=str)
    targets = sorted({target for node in (shape, *owners) for target in _targets(graph, node)})
    if targets:
        facts.append("of " + ", ".join(targets))
    path = graph.value(shape, SH.path)
    if path is not None:
        facts.append("on " + _path(graph, path))
    if any((node, SEES_CLAIMS, Literal(True)) in graph for node in (shape, *owners)):
        facts.append("also in claims")
    return "; ".join((f"**{facts[0]}**", *facts[1:]))


def _targets(graph: Graph, shape: Node) -> Iterator[str]:
    yield from (f"every {_name(kind)}" for kind in graph.objects(shape, SH.targetClass))
    yield from (_name(node) for node in graph.objects(shape, SH.targetNode))
    yield from (f"what has {_name(predicate)}" for predicate in graph.objects(shape, SH.targetSubjectsOf))
    yield from (f"values of {_name(predicate)}" for predicate in graph.objects(shape, SH.targetObjectsOf))


def _path(graph: Graph, path: Node) -> str:
    if not isinstance(path, BNode):
        return _name(path)
    for predicate, before, after in (
        (SH.inversePath, "what has as ", ""),
        (SH.zeroOrMorePath, "", " (any number of times)"),
        (SH.oneOrMorePath, "", " (once or more)"),
        (SH.zeroOrOnePath, "", " (at most once)"),
    ):
        inner = graph.value(path, predicate)
        if inner is not None:
            return before + _path(graph, inner) + after
    choices = graph.value(path, SH.alternativePath)
    steps = Collection(graph, choices if choices is not None else path)
    return (", " if choices is not None else ", then ").join(_path(graph, step) for step in steps)


def _name(term: Node) -> str:
    return code(shorten(str(term)))


def _text(graph: Graph, subject: Node, predicate: URIRef, language: str) -> str:
    texts = [text for text in graph.objects(subject, predicate) if isinstance(text, Literal)]
    return next((str(text) for text in texts if text.language == language), "")
