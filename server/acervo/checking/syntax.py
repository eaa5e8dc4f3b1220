"""Files that are no Turtle and queries that are no SPARQL: every error, in plain words, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from acervo.checking.findings import Finding, Related
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.queries import read_query
from acervo.errors import CuratorError
from acervo.namespaces import PREFIXES
from acervo.turtle.document import Document
from acervo.turtle.positions import Lines
from acervo.turtle.problems import TurtleProblem

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_WORD: Final = re.compile(r"[\w:?$.-]+|\S")
_DECLARED: Final = re.compile(r"(?i)\bprefix\s+([\w.-]*):")
#: What may hold a colon without being a prefixed name comes first.
_TOKEN: Final = re.compile(
    r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|(?i:prefix)\s+[\w.-]*:|_:|[?$]\w+|(?<![\w.-])(?P<prefix>(?:[^\W\d_][\w.-]*)?):""",
    re.DOTALL,
)
_HERE: Final = {"en": "This is the place to mend.", "es": "Aquí está lo que hay que corregir."}


def syntax_findings(errors: Iterable[CuratorError], documents: Mapping[str, Document]) -> Iterator[Finding]:
    """For each file that pyoxigraph refuses, what the reader finds in it; that is often more than one error."""
    for error in errors:
        document = documents[error.path] if error.path and error.line else None
        if document is not None and document.errors:
            yield from (_problem(problem, document) for problem in document.errors)
        else:
            # The file cannot be opened, or (which the reader's own tests exclude) the reader sees no error in it.
            rule = "refused-by-engine" if error.line else "unreadable-file"
            yield Finding("syntax", rule, "violation", {"en": error.message}, error.path, error.line, error.column)


def _problem(problem: TurtleProblem, document: Document) -> Finding:
    related: tuple[Related, ...] = ()
    if problem.related is not None:
        related = (Related(document.path, *document.position(problem.related[0]), _HERE),)
    return Finding(
        "syntax",
        problem.code,
        "violation",
        problem.messages,
        document.path,
        problem.line,
        problem.column,
        problem.end_line,
        problem.end_column,
        related=related,
    )


def query_findings(archive: Archive) -> Iterator[Finding]:
    """What is wrong with the kept queries: their headers, and whether they parse."""
    empty = ox.Store()
    for file in archive.files:
        if file.is_graph:
            continue
        try:
            query = read_query(file)
        except CuratorError as error:
            yield _at(file, "query-header", {"en": error.message}, error.line or 1, error.column or 1)
            continue
        try:
            # A `?_name` parameter is a variable like any other; only the syntax is asked about.
            empty.query(query.text)
        except SyntaxError as error:
            undeclared = _undeclared(query.text)
            if undeclared is not None:
                yield _undeclared_finding(file, *undeclared)
                continue
            place = _PLACE.match(str(error))
            line, column, reason = (int(place[1]), int(place[2]), place[3]) if place else (1, 1, str(error))
            messages = {"en": f"The query does not parse: {reason}.", "es": f"La consulta no se entiende: {reason}."}
            yield _at(file, "query-syntax", messages, line, column)
        except RuntimeError:
            continue


def _undeclared(text: str) -> tuple[int, str] | None:
    """Where the first prefix stands that the query does not declare; the engine would say only what it expected."""
    declared = {name[1] for name in _DECLARED.finditer(text)}
    for token in _TOKEN.finditer(text):
        if token["prefix"] is not None and token["prefix"] not in declared:
            return token.start(), token["prefix"]
    return None


def _undeclared_finding(file: ArchiveFile, offset: int, prefix: str) -> Finding:
    line, column = Lines(read_query(file).text).position(offset)
    namespace = PREFIXES.get(prefix, "…")
    messages = {
        "en": f"The prefix “{prefix}:” is not declared in this query. Add a line: PREFIX {prefix}: <{namespace}>",
        "es": f"El prefijo «{prefix}:» no está declarado en esta consulta. Añada una línea: "
        f"PREFIX {prefix}: <{namespace}>",
    }
    return _at(file, "query-syntax", messages, line, column)


def _at(file: ArchiveFile, rule: str, messages: dict[str, str], line: int, column: int) -> Finding:
    """A finding that ends where the word at its place does."""
    lines = Lines(file.content.decode("utf-8", "replace"))
    word = _WORD.match(lines.text(line), column - 1)
    return Finding(
        "syntax", rule, "violation", messages, file.path, line, column, line, word.end() + 1 if word else column
    )
