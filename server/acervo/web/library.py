"""Kept queries as clients ask them: by name, with values for their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from acervo.corpus.queries import KeptQuery, Parameter
from acervo.errors import RequestError, UnknownEntity
from acervo.namespaces import PREFIXES, XSD
from acervo.protocol.parameters import Value, fill
from acervo.web.site import Site

_DECLARED: Final = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_PREFIXED: Final = re.compile(r"([\w-]*):(\S*)")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")


def library(site: Site) -> Sequence[KeptQuery]:
    """The queries that readers may ask: those of the archive, then the examples of the core."""
    examples = [query for name, query in sorted(site.page_queries.items()) if name.startswith("example-")]
    return (*site.competency_queries, *examples)


def query_named(site: Site, name: str) -> KeptQuery:
    """
    The query *name* of the library.

    Raises:
        UnknownEntity: there is none.
    """
    for query in library(site):
        if query.name == name:
            return query
    raise UnknownEntity(f"No query “{name}” is kept with this archive.")


def filled(query: KeptQuery, given: Mapping[str, str], base: str) -> str:
    """
    The text of *query* with the values *given* by parameter; a parameter that is not given keeps its sample.

    Raises:
        RequestError: no such parameter, or a value that it cannot have.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise RequestError(f"“{query.name}” has no parameter “{name}”; it has: {', '.join(known) or 'none'}.")
    prefixes = {**PREFIXES, "": f"{base}id/", **dict(_DECLARED.findall(query.text))}
    values = {name: _value(known[name], text, prefixes) for name, text in given.items() if text}
    return fill(query.text, values) if values else query.text


def _value(parameter: Parameter, text: str, prefixes: Mapping[str, str]) -> Value:
    try:
        if parameter.type == "integer":
            return ox.Literal(str(int(text)), datatype=ox.NamedNode(XSD + "integer"))
        if parameter.type == "date":
            return ox.Literal(date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(XSD + "date"))
    except ValueError as error:
        raise RequestError(f"“{parameter.name}” is no {parameter.type}: “{text}”.") from error
    if parameter.type == "string":
        return ox.Literal(text)
    prefixed = _PREFIXED.fullmatch(text)
    iri = prefixes[prefixed[1]] + prefixed[2] if prefixed and prefixed[1] in prefixes else text
    if not _ABSOLUTE.fullmatch(iri):
        raise RequestError(f"“{parameter.name}” is no IRI: “{text}”. Write a whole IRI or a prefixed name.")
    return iri


def address_of(query: KeptQuery) -> str:
    """Where programs ask *query*, and where its text stands when `.rq` is put behind."""
    return f"/queries/{quote(query.name, safe='')}"
