"""
The prologue of a query, completed: a well-known prefix that is used and not declared stands for what it always does.

An extension of SPARQL, which asks that every prefix be declared; `strict=1` turns it off.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from acervo.errors import MalformedQuery, QueryRefused
from acervo.namespaces import PREFIXES
from acervo.sparql.tokens import Token, without_comments


@dataclass(frozen=True)
class Completed:
    """A query that declares every well-known prefix it uses."""

    text: str
    added: tuple[str, ...]
    """The prefixes that the client left out, as they are used; their declarations are one line before its text."""

    @property
    def warning(self) -> str:
        """What the client is told; "" where nothing was added."""
        if not self.added:
            return ""
        names = " ".join(f"{prefix}:" for prefix in self.added)
        return f"prefixes declared for you: {names} (strict=1 refuses such a query)"

    def positions_of_the_client(self) -> AbstractContextManager[None]:
        """
        Whatever is wrong with the completed text is told with the line of the client's own.

        Raises:
            MalformedQuery, QueryRefused: as raised within, at the client's line.
        """
        return _line_before() if self.added else nullcontext()


@contextmanager
def _line_before() -> Generator[None, None, None]:
    try:
        yield
    except (MalformedQuery, QueryRefused) as error:
        line = error.facts.get("line")
        if not isinstance(line, int):
            raise
        detail = error.detail.replace(f"line {line},", f"line {line - 1},", 1)
        raise type(error)(detail, **{**error.facts, "line": line - 1}) from error


def completed(text: str, base: str, tokens: Iterable[Token] | None = None) -> Completed:
    """
    *text* with the well-known prefixes that it uses and does not declare; the default prefix is the archive's.

    >>> completed("ASK { ?s skos:prefLabel ?o }", "http://example.org/").text.splitlines()[0]
    'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>'

    Args:
        tokens: Those of *text* without comments, where they have been read.

    Source: https://www.w3.org/TR/sparql11-query/#prefNames
    """
    declared: set[str] = set()
    used: dict[str, None] = {}
    before = ""
    for kind, written, _ in without_comments(text) if tokens is None else tokens:
        if kind == "prefixed" and not written.startswith("_:"):
            prefix = written.partition(":")[0]
            if before.upper() == "PREFIX":
                declared.add(prefix)
            else:
                used[prefix] = None
        before = written
    known = {"": f"{base}id/", **PREFIXES} if used else {}
    added = tuple(prefix for prefix in used if prefix in known and prefix not in declared)
    if not added:
        return Completed(text, ())
    return Completed(" ".join(f"PREFIX {prefix}: <{known[prefix]}>" for prefix in added) + "\n" + text, added)
