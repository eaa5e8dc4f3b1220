"""Kept queries as clients ask them: by name, with values for their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from acervo.corpus.queries import KeptQuery, Parameter
from acervo.errors import RequestError, UnknownEntity
from acervo.namespaces import PREFIXES, XSD
from acervo.protocol.parameters import Value, fill
from acervo.web.serving.site import Site

_DECLARED: Final = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_PREFIXED: Final = re.compile(r"([\w-]*):(\S*)")
_NUMBER: Final = re.compile(r"^CQ-\d+\.\s+")
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


def question_of(query: KeptQuery) -> str:
    """The text of *query* without its header, which pages show in words."""
    return "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("#+"))


def told_of(query: KeptQuery, language: str) -> tuple[str, str]:
    """What *query* asks, as `KeptQuery.told`, without the number that its file has for it."""
    text, code = query.told("description", language)
    return _NUMBER.sub("", text), code


def given_in(asked: Mapping[str, str]) -> dict[str, str]:
    """The values for parameters in the address of the query page, where they stand as `_name`, as in the query."""
    return {name[1:]: value for name, value in asked.items() if name.startswith("_") and value}


def page_of(query: KeptQuery, given: Mapping[str, str], keep: str = "") -> str:
    """Where people ask *query* with the values *given*; *keep* is `?lang=…`, or ""."""
    pairs = {"name": query.name, **{f"_{name}": value for name, value in given.items() if value}}
    return f"/query{keep}{'&' if keep else '?'}{urlencode(pairs, quote_via=quote, safe=':')}"


def filled(query: KeptQuery, given: Mapping[str, str], base: str) -> str:
    """
    The text of *query*, without its header, with the values *given* by parameter; one not given keeps its sample.

    Raises:
        RequestError: no such parameter, or a value that it cannot have.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise RequestError(f"“{query.name}” has no parameter “{name}”; it has: {', '.join(known) or 'none'}.")
    values = {name: _value(known[name], text, query, base) for name, text in given.items() if text}
    return fill(question_of(query), values) if values else question_of(query)


def in_full(query: KeptQuery, text: str, base: str) -> str:
    """The IRI that *text* means among the prefixes of *query*, or "" where it is none."""
    prefixes = {**PREFIXES, "": f"{base}id/", **dict(_DECLARED.findall(query.text))}
    prefixed = _PREFIXED.fullmatch(text)
    iri = prefixes[prefixed[1]] + prefixed[2] if prefixed and prefixed[1] in prefixes else text
    return iri if _ABSOLUTE.fullmatch(iri) else ""


def _value(parameter: Parameter, text: str, query: KeptQuery, base: str) -> Value:
    try:
        if parameter.type == "integer":
            return ox.Literal(str(int(text)), datatype=ox.NamedNode(XSD + "integer"))
        if parameter.type == "date":
            return ox.Literal(date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(XSD + "date"))
    except ValueError as error:
        raise RequestError(f"“{parameter.name}” is no {parameter.type}: “{text}”.") from error
    if parameter.type == "string":
        return ox.Literal(text)
    iri = in_full(query, text, base)
    if not iri:
        raise RequestError(f"“{parameter.name}” is no IRI: “{text}”. Write a whole IRI or a prefixed name.")
    return iri


def address_of(query: KeptQuery) -> str:
    """Where programs ask *query*, and where its text stands when `.rq` is put behind."""
    return f"/queries/{quote(query.name, safe='')}"
