"""The curator's reader: a text becomes a document, every part of it in its place, every error told."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath

from acervo.turtle.building import TermBuilder
from acervo.turtle.document import Document
from acervo.turtle.gate import Refusal, consult
from acervo.turtle.gathering import Gathering
from acervo.turtle.grammar import Grammar
from acervo.turtle.ntriples import NTriples
from acervo.turtle.positions import Lines
from acervo.turtle.problems import TurtleProblem, quote
from acervo.turtle.stream import Stream
from acervo.turtle.tokens import tokenize


def read_file(content: bytes, path: str, base_iri: str) -> Document:
    """
    Read the bytes of a file; what is not UTF-8 is an error of the document like any other.

    Args: as for `read_turtle`.
    """
    try:
        return read_turtle(content.decode("utf-8"), path, base_iri)
    except UnicodeDecodeError as error:
        start = len(content[: error.start].decode("utf-8"))
        document = _read(content.decode("utf-8", "replace"), path, base_iri)
        facts = {"found": f"0x{content[error.start]:02X}"}
        return replace(document, errors=(_problem(document, "not-utf8", start, start + 1, facts),))


def read_turtle(text: str, path: str, base_iri: str, *, gate: bool = True) -> Document:
    """
    Read *text* as Turtle, or as N-Triples where *path* ends in `.nt`.

    A document without errors is one that pyoxigraph accepts and reads as the very same triples.

    Args:
        path: Relative to the archive, with `/`; it names the blank nodes.
        base_iri: What relative IRIs resolve against.
        gate: Whether pyoxigraph is asked; without it the document says only what this reader found.

    Source: https://www.w3.org/TR/turtle/ (RDF 1.1)
    """
    with _no_collection():
        document = _read(text, path, base_iri)
        problem = _gate(document, base_iri) if gate and not document.errors else None
    return document if problem is None else replace(document, errors=(problem,))


@contextmanager
def _no_collection() -> Iterator[None]:
    # Reading makes a great many objects and no cycles: the collector would look at them again and again for nothing,
    # and take as long as the reading.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(text: str, path: str, base_iri: str) -> Document:
    tokens = tokenize(text)
    stream = Stream(text, tokens, Lines(text))
    gathering = Gathering(stream)
    if PurePosixPath(path).suffix == ".nt":
        NTriples(stream, TermBuilder(None), gathering).read()
    else:
        Grammar(stream, TermBuilder(base_iri), gathering).read()
    return gathering.document(path, tokens)


def _gate(document: Document, base_iri: str) -> TurtleProblem | None:
    found = consult(document, base_iri)
    if found is None:
        return None
    if isinstance(found, Refusal):
        offset = document.lines.offset(found.line or 1, found.column or 1)
        return _problem(document, "refused-by-engine", offset, offset, {"reason": found.reason})
    start, end = found.ours.object_span if found.ours else (len(document.text), len(document.text))
    facts = {"engine": str(found.engine), "found": document.text[start:end]}
    return _problem(document, "read-differently", start, end, facts)


def _problem(document: Document, code: str, start: int, end: int, facts: dict[str, str]) -> TurtleProblem:
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    shown = {name: quote(value) for name, value in facts.items()}
    return TurtleProblem(code, (start, end), line, column, end_line, end_column, facts=shown)
