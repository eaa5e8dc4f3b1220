"""What a rule asks, why, and what breaks and what keeps it: the page that `acervo explain` shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from acervo.checking.findings import Group, Severity
from acervo.checking.names import REPEATED, rule_groups, shape_names, shape_prefixes
from acervo.checking.shape_examples import Examples
from acervo.checking.shape_rules import SHAPE_RULES
from acervo.checking.syntax_examples import EXAMPLES, HEADLINES, IN_N_TRIPLES, PREFIXES
from acervo.checking.syntax_reasons import REASONS
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.terms import to_graph
from acervo.errors import CuratorError
from acervo.shacl.faults import short
from acervo.shacl.shapes import SEVERITIES, rule_name
from acervo.turtle.parsing import parse_file
from acervo.turtle.problems import LANGUAGES
from acervo.turtle.reader import read_turtle

_QUERIES: Final[Mapping[str, Mapping[str, str]]] = {
    "query-header": {
        "en": "A kept query begins with its summary, in lines such as “#+ summary: what it asks”.",
        "es": "Una consulta guardada comienza con su resumen, en líneas como «#+ summary: qué pregunta».",
    },
    "query-syntax": {"en": "The query does not parse.", "es": "La consulta no se entiende."},
    "page-file": {
        "en": "A file in pages/ cannot be used: a template, a catalogue, a text of the home page, the logo, a colour.",
        "es": "No se puede usar algo de pages/: una plantilla, un catálogo, un texto de la portada, el logo, un color.",
    },
    "unreadable-file": {"en": "The file cannot be opened.", "es": "El fichero no se puede abrir."},
    "not-utf8": {
        "en": "The file is not UTF-8 text. Save it as UTF-8.",
        "es": "El fichero no es texto UTF-8. Guárdelo como UTF-8.",
    },
    "refused-by-engine": {
        "en": "The engine does not accept what the reader accepts. Please report this.",
        "es": "El motor no acepta lo que el lector acepta. Por favor, avise de esto.",
    },
    "read-differently": {
        "en": "An address can be read in two ways. Write it in full.",
        "es": "Una dirección se puede leer de dos maneras. Escríbala completa.",
    },
}
_REPEATED: Final = {
    "what": {
        "en": "The same statement stands in two files. Keep it in one.",
        "es": "La misma afirmación está en dos ficheros. Déjela en uno.",
    },
    "why": {
        "en": "A query sees all files together, and would count the statement twice.",
        "es": "Una consulta ve todos los ficheros juntos y contaría la afirmación dos veces.",
    },
}


_UNTOLD: Final = {
    "en": "It has a demand on {path}, without a sh:message that says which.",
    "es": "Exige algo de {path}, sin un sh:message que diga qué.",
}


@dataclass(frozen=True)
class Explanation:
    """One rule's page; texts are by language, examples are empty where there is none."""

    rule: str
    group: Group
    severity: Severity | None
    """None for a shape that only gathers others."""
    what: Mapping[str, str]
    why: Mapping[str, str]
    bad: str = ""
    good: str = ""
    defined_in: str | None = None
    """The file, as the archive names it."""
    gathers: tuple[str, ...] = ()
    """The rules that a shape gathers."""


def explain(archive: Archive, rule: str) -> Explanation:
    """
    The page of *rule*, one of `rule_groups`.

    Raises:
        KeyError: there is no such rule.
    """
    return Explainer(archive).explain(rule)


class Explainer:
    """The rules of one archive, read once for as many pages as are asked for."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self.groups = rule_groups(archive)

    def explain(self, rule: str) -> Explanation:
        """
        The page of *rule*, one of `groups`.

        Raises:
            KeyError: there is no such rule.
        """
        group = self.groups[rule]
        if group == "syntax":
            return _syntax(rule)
        if rule == REPEATED:
            bad = "# data/a.ttl\n:harbour a mov:Place .\n\n# data/b.ttl\n:harbour a mov:Place ."
            good = "# data/a.ttl\n:harbour a mov:Place ."
            return Explanation(rule, group, "violation", _REPEATED["what"], _REPEATED["why"], bad, good)
        if rule in SHAPE_RULES:
            told = SHAPE_RULES[rule]
            return Explanation(rule, group, told.severity, told.what, told.why, told.bad, told.good)
        return _lint(self._archive, rule) if group == "lint" else self._shapes.explain(rule)

    @cached_property
    def _shapes(self) -> _Shapes:
        return _Shapes(self._archive)


def _syntax(rule: str) -> Explanation:
    bad, good = EXAMPLES.get(rule, ("", ""))
    generic = {**_QUERIES, **HEADLINES}
    what: Mapping[str, str] = generic.get(rule, {})
    if not what:
        turtle, path = (bad, "data/example.nt") if rule in IN_N_TRIPLES else (PREFIXES + bad, "data/example.ttl")
        errors = read_turtle(turtle, path, "https://example.org/").errors
        what = errors[0].messages if errors else {}
    if what and rule not in generic:
        # Its line is counted with the prefixes above the example, which are not shown.
        above = 0 if rule in IN_N_TRIPLES else PREFIXES.count("\n")
        what = {language: _moved(text, above) for language, text in what.items()}
    return Explanation(rule, "syntax", "violation", what, REASONS[rule], bad, good)


def _moved(text: str, above: int) -> str:
    return re.sub(r"\b(line|línea) (\d+)", lambda found: f"{found[1]} {max(int(found[2]) - above, 1)}", text)


def _lint(archive: Archive, name: str) -> Explanation:
    from acervo.checking.lint.rules import lint_rules

    rule = lint_rules(archive)[name]
    what = {language: rule.text("fix", language) for language in LANGUAGES}
    why = {language: rule.text("problem", language) for language in LANGUAGES}
    return Explanation(name, "lint", rule.severity, what, why, _files(rule.bad), _files(rule.good), rule.path)


def _files(files: Mapping[str, str]) -> str:
    if len(files) == 1:
        return next(iter(files.values())).strip("\n")
    return "\n\n".join(f"# {path}\n{text}".strip("\n") for path, text in files.items())


class _Shapes:
    """The shapes of an archive, read once."""

    def __init__(self, archive: Archive):
        self._names = shape_names(archive)
        self._kept = Examples()
        self._graphs = dict(_shape_graphs(archive))
        self.graph = Graph()
        for prefix, namespace in shape_prefixes(archive).items():
            self.graph.bind(prefix, namespace, override=True, replace=True)
        for graph in self._graphs.values():
            self.graph += graph

    def explain(self, rule: str) -> Explanation:
        shape = URIRef(self._names[rule])
        parts = [part for step in (SH.property, SH.sparql) for part in self.graph.objects(shape, step)]
        gathers = {rule_name(self.graph, part) for part in parts if isinstance(part, URIRef)}
        unnamed = sorted((part for part in parts if isinstance(part, BNode)), key=self._sorted_by)
        demands = bool(unnamed) or any(self.graph.objects(shape, SH.message)) or not gathers
        severity = self.graph.value(shape, SH.severity, default=SH.Violation)
        bad, good = self._examples(rule, shape)
        return Explanation(
            rule,
            "shacl",
            SEVERITIES.get(URIRef(str(severity)), "violation") if demands else None,
            self._demands((shape, *unnamed)),
            self._texts(shape, SH.description),
            bad,
            good,
            next((path for path, graph in self._graphs.items() if (shape, None, None) in graph), None),
            tuple(sorted(gathers - {rule})),
        )

    def _sorted_by(self, part: Node) -> tuple[str, str]:
        return str(self.graph.value(part, SH.path)), str(self.graph.value(part, SH.select))

    def _demands(self, parts: Iterable[Node]) -> dict[str, str]:
        """The messages of a shape and of its parts without a name, one a line; of what has none, what it is about."""
        lines: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for part in parts:
            texts, path = self._texts(part, SH.message), self.graph.value(part, SH.path)
            if not texts and isinstance(path, URIRef):
                about = short(path, self.graph)
                texts = {language: text.format(path=about) for language, text in _UNTOLD.items()}
            for language, told in lines.items():
                if texts:
                    told.append(texts.get(language) or texts.get("en") or next(iter(texts.values())))
        return {language: "\n  ".join(told) for language, told in lines.items() if told}

    def _texts(self, shape: Node, predicate: URIRef) -> dict[str, str]:
        texts = self.graph.objects(shape, predicate)
        return {text.language or "en": str(text) for text in texts if isinstance(text, Literal)}

    def _examples(self, rule: str, shape: URIRef) -> tuple[str, str]:
        own = sorted(str(text) for text in self.graph.objects(shape, SKOS.example))
        if own:
            # An archive's own shapes carry theirs: the first is the good one, a second shows what breaks it.
            return (own[1] if len(own) > 1 else "", own[0])
        return self._kept.of(rule, self.graph, shape)


def _shape_graphs(archive: Archive) -> Iterator[tuple[str, Graph]]:
    for file in archive.files:
        if file.is_graph and file.folder == "shapes":
            try:
                yield file.path, to_graph(parse_file(file.content, file.path, archive.base))
            except CuratorError:
                continue


def core_archive() -> Archive:
    """An archive of nothing but the core, for whoever asks outside of one."""
    from acervo.corpus.core import CORE_FOLDERS, core_folder
    from acervo.settings import Settings

    files: list[ArchiveFile] = []
    for folder in CORE_FOLDERS:
        top = core_folder(folder)
        for place in sorted(top.rglob("*")):
            if place.suffix in (".ttl", ".rq"):
                files.append(ArchiveFile(f"{folder}/core/{place.relative_to(top).as_posix()}", place))
    return Archive(Path("."), Settings(), tuple(files))
