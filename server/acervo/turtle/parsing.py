"""Read one Turtle or N-Triples file; terms stay as written, blank nodes are labelled by file and order."""

from __future__ import annotations

import hashlib
import re
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Final

import pyoxigraph as ox

from acervo.errors import TurtleSyntaxError
from acervo.namespaces import PREFIXES

FORMATS: Final = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES}
_BOM = b"\xef\xbb\xbf"
_POSITION: Final = re.compile(r"^Parser error [^:]*: ")
#: What the engine reads of RDF 1.2 and nothing after it does; most files that hold one of these are Turtle 1.1.
_MAY_BE_TURTLE_12: Final = re.compile(rb"<<|\{\||~|--(?:ltr|rtl)|(?i:\bversion\s*[\"'])")


def parse_file(content: bytes, path: str, base_iri: str) -> list[ox.Triple]:
    """
    Parse *content*; the suffix of *path* says which format it is.

    Blank nodes are relabelled by (path, ordinal), so that two builds of the same file are equal.

    Args:
        path: Relative to the archive, with `/`; only for the format, the labels and messages.
        base_iri: What relative IRIs in the file resolve against.

    Raises:
        TurtleSyntaxError: with line and column of the first error, in plain words.

    Source: https://www.w3.org/TR/turtle/#sec-grammar
    """
    content = content.removeprefix(_BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise TurtleSyntaxError("This is not UTF-8 text. Save the file as UTF-8.", path, line, column) from error
    suffix = PurePosixPath(path).suffix
    # N-Triples has no relative IRIs, and the parser refuses a base for it.
    base = base_iri if suffix == ".ttl" else None
    labels: dict[ox.BlankNode, ox.BlankNode] = {}
    stem = "b" + hashlib.sha256(path.encode()).hexdigest()[:12] + "n"
    triples: list[ox.Triple] = []
    try:
        for quad in ox.parse(content, format=FORMATS[suffix], base_iri=base):
            subject, object_ = quad.subject, quad.object
            if isinstance(subject, ox.BlankNode):
                subject = labels.setdefault(subject, ox.BlankNode(f"{stem}{len(labels)}"))
            if isinstance(object_, ox.BlankNode):
                object_ = labels.setdefault(object_, ox.BlankNode(f"{stem}{len(labels)}"))
            triples.append(ox.Triple(subject, quad.predicate, object_))
    except SyntaxError as error:
        raise _in_plain_words(error, text, path, base_iri) from error
    if _MAY_BE_TURTLE_12.search(content):
        _refuse_turtle_12(text, path, base_iri)
    return triples


def _refuse_turtle_12(text: str, path: str, base_iri: str) -> None:
    # Imported here: the reader asks this module for its formats.
    from acervo.turtle.reader import read_turtle

    for problem in read_turtle(text, path, base_iri, gate=False).errors:
        if problem.code == "turtle-1-2":
            raise TurtleSyntaxError(problem.message(), path, problem.line, problem.column)


def _in_plain_words(error: SyntaxError, text: str, path: str, base_iri: str) -> TurtleSyntaxError:
    line, column = error.lineno, error.offset
    reason = _POSITION.sub("", error.msg or str(error))
    lines = text.split("\n")
    here = lines[line - 1][(column or 1) - 1 :] if line and line <= len(lines) else ""
    return TurtleSyntaxError(_explain(reason, here, text, base_iri), path, line, column)


def _explain(reason: str, here: str, text: str, base_iri: str) -> str:
    undeclared = re.match(r"The prefix (\S*): has not been declared", reason)
    if undeclared:
        return _explain_prefix(undeclared[1], text, base_iri)
    if here and here[0] in "“”„«»‘’":
        return f'The quote {here[0]} is curly. Turtle wants straight quotes: "…".'
    if "dot is expected" in reason or "followed by a dot" in reason:
        return "The statement before this has no end. Put “ .” after it, or “ ;” if it goes on."
    if "Invalid IRI code point ' '" in reason:
        return "There is a space inside < >. An address has no spaces: write %20, or remove it."
    if "end of file" in reason.lower() or "unexpected end" in reason.lower():
        return "The file ends in the middle of a statement. Is the last “ .” missing, or a bracket or quote not closed?"
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def _explain_prefix(prefix: str, text: str, base_iri: str) -> str:
    declared = re.findall(r"(?im)^\s*@?prefix\s+([^\s:]*):", text)
    near = get_close_matches(prefix, [name for name in declared if name], n=1, cutoff=0.6)
    advice = f"Did you mean “{near[0]}:”? Otherwise a" if near else "A"
    namespace = f"{base_iri}id/" if prefix == "" else PREFIXES.get(prefix, "…")
    return (
        f"The prefix “{prefix}:” is used but not declared in this file. "
        f"{advice}dd this line at the top: @prefix {prefix}: <{namespace}> ."
    )
