"""`/query`: a plain form for SPARQL, and its answer as a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.corpus.queries import KeptQuery
from acervo.engine.interface import Query, QueryForm
from acervo.errors import RequestError, RequestTooLarge, UnknownEntity
from acervo.protocol.asked import asked
from acervo.protocol.negotiation import types_of
from acervo.web import described
from acervo.web.about import about_of
from acervo.web.client_code import client_code
from acervo.web.names import Term
from acervo.web.page_names import PageName
from acervo.web.reader import Reader, Shown
from acervo.web.site import Site
from acervo.web.templates import render

router = APIRouter()
_SHOWN: Final = 1000
_NAMES: Final = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
}


@dataclass(frozen=True)
class Cell:
    """A term in the table of an answer."""

    shown: Shown
    value: str = ""
    """What it is sorted by, where that is not what is shown: 2016-02-12, not 12 February 2016."""


@dataclass
class Result:
    """The answer to one query, as a template writes it."""

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell | None]] = ()
    all: int = 0
    truth: str = ""
    """Of an ASK query: yes or no."""
    triples: str = ""
    """Of a CONSTRUCT or DESCRIBE query: Turtle."""
    formats: Sequence[tuple[str, str]] = field(default=())
    """Names of formats, and where to get the whole answer in them."""
    code: Sequence[tuple[str, str]] = ()
    """Names of tools, and the query as code for them."""
    is_volatile: bool = False
    """Whether it is another one each time."""


@router.head("/query", include_in_schema=False)
@router.get(
    "/query",
    response_class=HTMLResponse,
    summary="Ask a SPARQL query and read the answer as a page",
    openapi_extra=described.QUERY_PAGE,
)
async def ask(request: Request) -> Response:
    """`?query=…`, or `?name=…` of a query kept with the archive; without either, the form alone."""
    name = PageName(request)
    # What is on the page of a query that is another one each time has no name, so nobody has it already.
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    await about_of(request)
    reader = Reader.of(request)
    kept = _kept(reader.site, request.query_params.get("name", ""))
    text = request.query_params.get("query") or (kept.text if kept else "")
    result: Result | None = None
    error: RequestError | None = None
    if text.strip():
        try:
            result = await _answer(text, reader, f"{request.base_url}sparql")
        except RequestError as raised:
            error = raised
    html = render(
        request,
        "query.html",
        kept=kept,
        text=text,
        result=result,
        error=error,
        error_lines=_lines_at(text, error),
        permalink="/query?" + urlencode({"query": text}),
        shown=_SHOWN,
        queries=reader.site.competency_queries,
    )
    headers = {"Content-Language": reader.words.language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    if error is None and (result is None or not result.is_volatile):
        headers |= name.headers
    return HTMLResponse(html, error.status if error else 200, headers)


def _kept(site: Site, name: str) -> KeptQuery | None:
    if not name:
        return None
    queries = {query.name: query for query in site.page_queries.values() if query.name.startswith("example-")}
    queries |= {query.name: query for query in site.competency_queries}
    if name not in queries:
        raise UnknownEntity(f"No query “{name}” is kept with this archive.")
    return queries[name]


async def _answer(text: str, reader: Reader, endpoint: str) -> Result:
    settings = reader.site.archive.settings
    if len(text.encode()) > settings.query_max_bytes:
        raise RequestTooLarge(f"A query may have {settings.query_max_bytes:,} bytes here.")
    read = asked(text, reader.site.base, settings.query_max_depth, services=bool(settings.federation_allow))
    told = read.outline
    media_type = next(iter(types_of(told.form)))
    dataset = told.has_dataset_clause, told.default_graphs, told.named_graphs
    with read.prologue.positions_of_the_client():
        answer = await reader.site.ask(Query(read.text, told.form, media_type, *dataset, read.things))
    body = await answer.body()
    result = Result(formats=_formats(text, told.form), is_volatile=read.is_volatile)
    result.code = list(client_code(text.replace("\r\n", "\n"), told.form, endpoint))
    if told.form in ("CONSTRUCT", "DESCRIBE"):
        result.triples = body.decode("utf-8")
        return result
    parsed: dict[str, Any] = json.loads(body)
    if "boolean" in parsed:
        result.truth = reader.words("yes" if parsed["boolean"] else "no")
        return result
    bindings = parsed["results"]["bindings"]
    result.columns, result.all = parsed["head"]["vars"], len(bindings)
    await reader.learn(term["value"] for row in bindings[:_SHOWN] for term in row.values() if term["type"] == "uri")
    result.rows = [
        [_cell(row[name], reader) if name in row else None for name in result.columns] for row in bindings[:_SHOWN]
    ]
    return result


def _cell(term: Term, reader: Reader) -> Cell:
    shown = reader.show(term)
    return Cell(shown, term["value"] if term["type"] == "literal" and shown.text != term["value"] else "")


def _formats(text: str, form: QueryForm) -> list[tuple[str, str]]:
    shorts = [aliases[0] for aliases in types_of(form).values()]
    return [(_NAMES[short], f"/sparql?query={quote(text, safe='')}&format={short}") for short in shorts]


def _lines_at(text: str, error: RequestError | None) -> str:
    """The line that *error* points at, with a mark below the column; "" where it points at none."""
    line, column = (error.facts.get(name) for name in ("line", "column")) if error else (None, None)
    lines = text.splitlines()
    if not isinstance(line, int) or not isinstance(column, int) or not 0 < line <= len(lines):
        return ""
    before = "".join("\t" if one == "\t" else " " for one in lines[line - 1][: column - 1])
    return f"{lines[line - 1]}\n{before}^"
