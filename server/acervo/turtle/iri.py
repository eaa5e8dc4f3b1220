"""Relative references made into IRIs, and what is wrong with an IRI that cannot be one."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import pyoxigraph as ox

# RFC 3986 appendix B; a scheme is one only by its grammar, or `:x` would have an empty one.
_PARTS: Final = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_FORBIDDEN: Final = re.compile(r"""[\x00-\x20<>"{}|\\^`]""")
_DOTS: Final = re.compile(r"(?:^|/)\.{1,2}(?:/|\Z)")
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Parts(NamedTuple):
    """The five components of an IRI reference; None where one is absent, which is not the same as empty."""

    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None

    def __str__(self) -> str:
        return "".join(
            (
                "" if self.scheme is None else f"{self.scheme}:",
                "" if self.authority is None else f"//{self.authority}",
                self.path,
                "" if self.query is None else f"?{self.query}",
                "" if self.fragment is None else f"#{self.fragment}",
            )
        )


def split(iri: str) -> Parts:
    """The components of *iri*. Source: https://www.rfc-editor.org/rfc/rfc3986#appendix-B"""
    found = _PARTS.fullmatch(iri)
    assert found is not None  # the pattern matches every text
    return Parts(found[1], found[2], found[3], found[4], found[5])


def resolve(reference: str, base: str) -> str:
    """
    The IRI that *reference* means where *base* is the base IRI.

    An IRI with a scheme stays as it is written, dots and all: RDF compares IRIs character by character, and Turtle
    resolves relative ones only.

    >>> resolve("../g", "http://a/b/c/d;p?q")
    'http://a/b/g'

    Source: https://www.rfc-editor.org/rfc/rfc3986#section-5.2.2 and https://www.w3.org/TR/turtle/#sec-iri-references
    """
    given = split(reference)
    if given.scheme is not None:
        return reference
    root = split(base)
    if given.authority is not None:
        return str(given._replace(scheme=root.scheme))
    if not given.path:
        query = root.query if given.query is None else given.query
        return str(root._replace(query=query, fragment=given.fragment))
    path = given.path if given.path.startswith("/") else _merge(root, given.path)
    return str(root._replace(path=_without_dots(path), query=given.query, fragment=given.fragment))


def resolve_for_engine(reference: str, base: str) -> str:
    """
    The IRI that the engine makes of *reference*: what `resolve` answers, but for bases that hardly anyone has.

    Where the base has no authority (`urn:a/b`), or dots in its path, the engine departs from RFC 3986. What it makes
    is what is published, so that is what a document must hold.

    Raises:
        ValueError: the engine makes none.
    """
    root = split(base)
    if root.authority is not None and not _DOTS.search(root.path):
        return resolve(reference, base)
    try:
        statement = f"<{reference}> <urn:p> <urn:o> .\n".encode()
        subject = next(iter(ox.parse(statement, format=ox.RdfFormat.TURTLE, base_iri=base))).subject
    except SyntaxError as error:
        raise ValueError(str(error.msg)) from error
    assert isinstance(subject, ox.NamedNode)
    return subject.value


def _merge(root: Parts, path: str) -> str:
    if root.authority is not None and not root.path:
        return f"/{path}"
    return root.path[: root.path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """Source: https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4"""
    kept: list[str] = []
    segments = path.split("/")
    rooted = path.startswith("/")
    for segment in segments[1:] if rooted else segments:
        if segment == "..":
            if kept:
                kept.pop()
                # What follows a segment that goes begins with the slash that stood before it.
                rooted = True
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", "..") and (kept or rooted):
        kept.append("")
    return ("/" if rooted else "") + "/".join(kept)


class IriFault(NamedTuple):
    """What makes a text no IRI; *at* is where in the text, None where the whole is at fault."""

    code: str
    at: int | None
    found: str


def find_fault(reference: str, base: str | None) -> IriFault | None:
    """
    What is wrong with *reference*, in the eyes of the engine; None where nothing is.

    Args:
        base: What a relative reference resolves against; None where only a whole IRI will do.

    Source: https://www.rfc-editor.org/rfc/rfc3987#section-2.2
    """
    if forbidden := _FORBIDDEN.search(reference):
        code = "space-in-iri" if forbidden[0].isspace() else "character-in-iri"
        return IriFault(code, forbidden.start(), forbidden[0])
    if percent := _BARE_PERCENT.search(reference):
        return IriFault("percent-in-iri", percent.start(), reference[percent.start() : percent.start() + 3])
    given = split(reference)
    if given.scheme is None and base is None:
        return IriFault("relative-iri", None, reference)
    if given.scheme is None and given.authority is None and ":" in given.path.split("/", 1)[0]:
        return IriFault("bad-iri", given.path.index(":"), "No scheme before ':'")
    try:
        ox.NamedNode(resolve_for_engine(reference, base) if base is not None else reference)
    except ValueError as error:
        return IriFault("bad-iri", None, str(error))
    return None
