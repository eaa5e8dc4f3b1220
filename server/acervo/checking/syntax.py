"""Files that are no Turtle: every error, in plain words, at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from acervo.checking.findings import Finding, Related
from acervo.errors import CuratorError
from acervo.turtle.document import Document
from acervo.turtle.problems import TurtleProblem

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
