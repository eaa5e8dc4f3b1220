"""What OpenAPI says of the protocol routes, which read their requests by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from acervo.protocol.negotiation import GRAPH_TYPES, SOLUTION_TYPES

_TEXT: Final = {"type": "string"}
_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
_FLAG: Final = {"type": "string", "enum": ["0", "1", "true", "false"]}
_PROBLEM: Final = {"application/problem+json": {"schema": {"type": "object"}}, "text/html": {"schema": _TEXT}}
_BODIES: Final = {
    "application/sparql-results+json": {"type": "object", "required": ["head"]},
    "application/ld+json": {"type": ["array", "object"]},
}
_PROBLEMS: Final = {
    400: "The request or the query cannot be read; line and column are told.",
    403: "The archive is read-only.",
    404: "The archive has nothing of this name.",
    406: "None of the formats that are asked for can be made.",
    413: "The request is too large.",
    415: "The request's body is of a type that is not read.",
    429: "This client asks for too much at a time.",
    502: "Another endpoint, asked by SERVICE, gave no answer.",
    503: "A limit was met, or the server has too much to do.",
    504: "The query took too long.",
}


def _names(*offers: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What `format=` may say for *offers*."""
    names = dict.fromkeys(name for types in offers for kind, others in types.items() for name in (*others, kind))
    return {"type": "string", "enum": list(names)}


_QUERY: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "query": ("A SPARQL query.", _TEXT),
    "default-graph-uri": ("A graph of the default graph; may be repeated.", _IRIS),
    "named-graph-uri": ("A named graph of the dataset; may be repeated.", _IRIS),
    "format": (
        "The format of the answer, by name or media type, before what Accept says.",
        _names(SOLUTION_TYPES, GRAPH_TYPES),
    ),
    "strict": ("1 refuses prefixes that are not declared.", _FLAG),
    "version": ("The version of SPARQL that the query is written for.", _TEXT),
}
_FORMAT: Final = {"format": (_QUERY["format"][0], _names(GRAPH_TYPES))}


def _parameters(told: Mapping[str, tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "description": about, "schema": schema} for name, (about, schema) in told.items()
    ]


def _responses(types: Iterable[str], problems: Iterable[int]) -> dict[str, Any]:
    return {
        "200": {
            "description": "The answer.",
            "content": {kind: {"schema": _BODIES.get(kind, _TEXT)} for kind in types},
        },
        "304": {"description": "The client has the answer already (If-None-Match)."},
        **{str(status): {"description": _PROBLEMS[status], "content": _PROBLEM} for status in problems},
    }


_ANSWERS: Final = _responses((*SOLUTION_TYPES, *GRAPH_TYPES), (400, 403, 406, 413, 429, 502, 503, 504))
QUERY_BY_GET: Final[dict[str, Any]] = {
    "parameters": _parameters(_QUERY),
    "responses": {**_ANSWERS, "303": {"description": "A browser that asks nothing is led to the query page."}},
}
QUERY_BY_POST: Final[dict[str, Any]] = {
    "parameters": _parameters({name: _QUERY[name] for name in _QUERY if name != "query"}),
    "requestBody": {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": _TEXT},
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {name: schema for name, (_, schema) in _QUERY.items()},
                }
            },
        },
    },
    "responses": {**_ANSWERS, "415": {"description": _PROBLEMS[415], "content": _PROBLEM}},
}
STORE: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            "default": ("The union of all graphs; stands without a value.", _TEXT),
            "graph": ("The IRI of one graph.", {"type": "string", "format": "iri"}),
            **_FORMAT,
        }
    ),
    "responses": _responses(GRAPH_TYPES, (400, 404, 406, 413, 503, 504)),
}
DESCRIPTION: Final[dict[str, Any]] = {
    "parameters": _parameters(_FORMAT),
    "responses": _responses(GRAPH_TYPES, (400, 406, 413)),
}
GRAPH: Final[dict[str, Any]] = {
    "parameters": [
        {"name": "path", "in": "path", "required": True, "schema": _TEXT, "description": "The rest of a graph's IRI."},
        *_parameters(_FORMAT),
    ],
    "responses": _responses(GRAPH_TYPES, (400, 404, 406, 413, 503, 504)),
}
_MOVED: Final = {"301": {"description": "It has another name now."}}


def _of_an_entity(kind: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    about = f"The rest of the entity's IRI{kind}."
    slug = {"name": "slug", "in": "path", "required": True, "schema": _TEXT, "description": about}
    return {"parameters": [slug], "responses": {**_MOVED, **answers}}


def _page(problems: Iterable[int]) -> dict[str, Any]:
    responses = _responses(("text/html",), problems)
    del responses["304"]
    return responses


_ENTITY_ANSWERS: Final = _page((404, 429, 503, 504))
del _ENTITY_ANSWERS["200"]
ENTITY: Final = _of_an_entity("", {"303": {"description": "Its page or its data."}, **_ENTITY_ANSWERS})
PAGE: Final = _of_an_entity("", _page((404, 429, 503, 504)))
DATA: Final = _of_an_entity(
    ", with .ttl, .nt, .rdf or .jsonld", {**_page((404, 406, 429, 503, 504)), "200": _responses(GRAPH_TYPES, ())["200"]}
)
CITATION_NAMES: Final = {"csl.json": "CSL-JSON", "bib": "BibTeX", "ris": "RIS"}
_CITED: Final = {
    "of": (
        "`page` cites the page of a source in the archive instead of the source.",
        {"type": "string", "enum": ["page"]},
    )
}


def citation(kind: str) -> dict[str, Any]:
    """What OpenAPI says of a route that gives citations in the media type *kind*."""
    told = _of_an_entity("", _responses((kind,), (400, 404, 429, 503, 504)))
    body = {"type": "array", "items": {"type": "object"}} if kind.endswith("json") else _TEXT
    told["responses"]["200"]["content"] = {kind: {"schema": body}}
    return {**told, "parameters": [*told["parameters"], *_parameters(_CITED)]}


HOME: Final[dict[str, Any]] = {"responses": _page((503, 504))}
QUERY_PAGE: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            "query": _QUERY["query"],
            "name": (
                "The name of a query that is kept with the archive; a parameter of it follows as `_parameter=…`.",
                _TEXT,
            ),
            "view": (
                "How the answer is shown; where its columns do not allow that, or nothing is said, as a table.",
                {"type": "string", "enum": ["", "table", "timeline", "map", "chart"], "default": ""},
            ),
            "of": ("The column whose dates or numbers are drawn; `*` on a map: the number of rows.", _TEXT),
            "sort": ("The column by which a table is sorted, with `-` before it where against it.", _TEXT),
            "years": (
                "`all`: a timeline reaches over all dates, also where most stand in a small part of them.",
                {"type": "string", "enum": ["", "all"], "default": ""},
            ),
            "raw": ("The format in which the answer is shown as it is sent, by its short name.", _TEXT),
        }
    ),
    "responses": _page((400, 403, 404, 413, 429, 502, 503, 504)),
}
DISAGREEMENTS: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            "kind": ("Only those of this kind, as a prefixed name: `mov:PrecisionOnly`.", _TEXT),
            "class": ("Only those about things of this class, as a prefixed name: `mov:Battle`.", _TEXT),
            "page": ("Which fifty of them, from 1.", _TEXT),
        }
    ),
    "responses": _page((429, 503, 504)),
}
LISTING: Final[dict[str, Any]] = {"responses": _page((429, 503, 504))}
SOURCES: Final[dict[str, Any]] = {
    "parameters": _parameters({"page": ("Which two hundred of them, from 1.", _TEXT)}),
    **LISTING,
}
VOCABULARY: Final[dict[str, Any]] = {
    "parameters": _parameters({"q": ("Show only terms that say this.", _TEXT)}),
    **LISTING,
}
_NARROWED: Final = {
    "time": ("Only those of a year (`2016`) or a decade (`201X`), or `none`: those without a date.", _TEXT),
    "place": ("Only those in this place or a part of it: a slug, or `none`.", _TEXT),
    "kind": ("Only those of this class, as a prefixed name: `mov:Battle`.", _TEXT),
    "organization": ("Only those in which this organization had a hand: a slug, or `none`.", _TEXT),
    "result": ("Only those with an outcome of this class, as a prefixed name, or `none`.", _TEXT),
}
EVENTS: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            **_NARROWED,
            "page": ("Which fifty of them, from 1; as data, which thousand.", _TEXT),
            "format": (
                _QUERY["format"][0],
                {"type": "string", "enum": ["html", "text/html", "json", "application/json", "csv", "text/csv"]},
            ),
        }
    ),
    "responses": _responses(("text/html", "application/json", "text/csv"), (400, 406, 413, 429, 503, 504)),
}
EVENTS["responses"]["200"]["content"]["application/json"] = {"schema": {"type": "object"}}
TIMELINE: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            **_NARROWED,
            "lane": ("What they are gathered by: `kind` or `campaign`.", _TEXT),
            "years": ("`all` draws every year; without it and `time` the line may begin where most events are.", _TEXT),
        }
    ),
    "responses": _page((429, 503, 504)),
}
MAP: Final[dict[str, Any]] = {"parameters": _parameters(_NARROWED), "responses": _page((429, 503, 504))}
SEARCHED: Final = ("What to search for: words of names and notes, or an identifier.", {**_TEXT, "maxLength": 200})
SEARCH: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            "q": SEARCHED,
            "type": ("A class that hits have: its IRI, or as `mov:Event`.", _TEXT),
            "language": ("A language that hits have a name in, such as `es`.", _TEXT),
            "limit": ("How many hits to tell.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
            "offset": ("How many to pass over.", {"type": "integer", "minimum": 0, "maximum": 10_000, "default": 0}),
            "format": (
                _QUERY["format"][0],
                {"type": "string", "enum": ["html", "text/html", "json", "application/json", "csv", "text/csv"]},
            ),
        }
    ),
    "responses": _responses(("text/html", "application/json", "text/csv"), (400, 406, 413, 503, 504)),
}
SEARCH["responses"]["200"]["content"]["application/json"] = {"schema": {"type": "object"}}
SUGGEST: Final[dict[str, Any]] = {
    "parameters": _parameters({"q": SEARCHED}),
    "responses": _responses(("application/json",), (400, 413, 503, 504)),
}
SUGGEST["responses"]["200"]["content"]["application/json"] = {"schema": {"type": "object"}}
TERM: Final[dict[str, Any]] = {
    "parameters": _parameters({"iri": ("The name in full.", _TEXT)}),
    "responses": _responses(("application/json",), (400, 413, 503, 504)),
}
TERM["responses"]["200"]["content"]["application/json"] = {"schema": {"type": "object"}}
PROPERTIES: Final[dict[str, Any]] = {
    "parameters": _parameters({"class": ("The class, as an IRI in full.", _TEXT)}),
    "responses": _responses(("application/json",), (400, 413, 503, 504)),
}
PROPERTIES["responses"]["200"]["content"]["application/json"] = {"schema": {"type": "object"}}
LIBRARY: Final[dict[str, Any]] = {
    "parameters": _parameters(
        {
            "subject": ("Only queries about this subject, such as `people`.", _TEXT),
            "tag": ("Only queries with this tag in their header.", _TEXT),
            "q": ("Only queries with these words in summary or description.", _TEXT),
        }
    ),
    "responses": _page((429, 503, 504)),
}
_TO_THE_ANSWER: Final = _page((400, 404, 406, 503, 504))
KEPT_QUERY: Final[dict[str, Any]] = {
    "parameters": [
        {
            "name": "name",
            "in": "path",
            "required": True,
            "schema": _TEXT,
            "description": "The name of a kept query; with .rq behind it, its text is the answer.",
        },
        *_parameters({"format": _QUERY["format"]}),
    ],
    "responses": {
        **_TO_THE_ANSWER,
        "200": {"description": "The text of the query.", "content": {"application/sparql-query": {"schema": _TEXT}}},
        "303": {"description": "The answer."},
    },
}
CONCEPT: Final = _of_an_entity("", _page((404, 429, 503, 504)))
del CONCEPT["responses"]["301"]


def _file(kind: str, problems: Iterable[int]) -> dict[str, Any]:
    return {"responses": _responses((kind,), problems)}


ROBOTS: Final = _file("text/plain", ())
APPEARANCE_STYLE: Final = _file("text/css", ())
LOGO: Final = _file("image/*", (404,))
SITEMAP: Final = _file("application/xml", (429, 503, 504))
SITEMAP_PART: Final[dict[str, Any]] = {
    "parameters": [
        {"name": "number", "in": "path", "required": True, "schema": _TEXT, "description": "Which part, from 1."}
    ],
    **_file("application/xml", (404, 429, 503, 504)),
}
