"""Files that are no Turtle: every error, in plain words, at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from acervo.checking.findings import Finding, Related
from acervo.errors import CuratorError
from acervo.turtle.document import Document
from acervo.turtle.problems import LANGUAGES, TurtleProblem


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
    if problem.other is not None:
        words = {language: problem.elsewhere(language) for language in LANGUAGES}
        related = (Related(document.path, *document.position(problem.other[0]), words),)
    start, end = problem.place
    return Finding(
        "syntax",
        problem.code,
        "violation",
        problem.messages,
        document.path,
        *document.position(start),
        *document.position(end),
        related=related,
    )
