"""`/query`: a plain form for SPARQL, and its answer as a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlencode

from babel.numbers import format_decimal
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.corpus.queries import KeptQuery
from acervo.errors import LimitExceeded, Overload, RequestError
from acervo.sparql.tokens import line_and_column, without_comments
from acervo.web.answers.answer_map import ROWS
from acervo.web.answers.choices import Changed, Choice, changed_in, choices_for, meant
from acervo.web.answers.library import filled, given_in, library, page_of, query_named, question_of, told_of
from acervo.web.answers.query_answer import PAGE_MB, SHOWN, Result, answer_to
from acervo.web.answers.query_views import VIEWS, View, view_of
from acervo.web.answers.subjects import beginnings, subjects_of
from acervo.web.answers.unknown_terms import term_called
from acervo.web.events.map_units import units_of
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import render
from acervo.web.serving import described

router = APIRouter()
_OFFERED: Final = 8
_FIRST: Final = "example-dates"
"""The example that stands below an empty editor."""
#: What of the address says how the answer is shown, not what is asked.
_SHOWING: Final = ("view", "of", "sort", "years", "raw")
_ADVICE: Final = (
    "met_advice_limit",
    "met_advice_join",
    "met_advice_narrow",
    "met_advice_parts",
    "met_advice_download",
)
#: By setting: the words for a limit as such, and where a query has met it.
_LIMITS: Final = {
    "query_timeout_s": ("limit_query_timeout_s", "met_query_timeout_s"),
    "query_memory_mb": ("limit_query_memory_mb", "met_query_memory_mb"),
    "answer_max_rows": ("limit_answer_max_rows", "met_answer_max_rows"),
    "answer_max_bytes": ("limit_answer_max_bytes", "met_answer_max_bytes"),
    "page": ("limit_page", "met_page"),
    "shown": ("limit_shown", ""),
}
_KEYWORD: Final = re.compile(
    "A|AS|ASC|ASK|AVG|BASE|BIND|BY|CONSTRUCT|COUNT|DESC|DESCRIBE|DISTINCT|EXISTS|FALSE|FILTER|FROM|GRAPH|GROUP|HAVING|"
    "IN|LIMIT|MAX|MIN|MINUS|NAMED|NOT|OFFSET|OPTIONAL|ORDER|PREFIX|REDUCED|SAMPLE|SELECT|SEPARATOR|SERVICE|SILENT|SUM|"
    "TRUE|UNDEF|UNION|VALUES|WHERE|@.*",
    re.IGNORECASE,
)
"""What stands in SPARQL as a word without a prefix, and may lack its bracket (SPARQL 1.1, section 19.8)."""
_CROWDED: Final = ("client_queries", "slow_queries", "waiting_queries")


@router.head("/query", include_in_schema=False)
@router.get(
    "/query",
    response_class=HTMLResponse,
    summary="Ask a SPARQL query and read the answer as a page",
    openapi_extra=described.QUERY_PAGE,
)
async def ask(request: Request) -> Response:
    """`?query=…`, or `?name=…` of a query kept with the archive, `_parameter=…` with it; without either, the form."""
    is_map = request.query_params.get("view") == "map"
    name = PageName(request, also=units_of(Reader.of(request).site.archive).digest if is_map else "")
    # What is on the page of a query that is another one each time has no name, so nobody has it already.
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    asked = request.query_params
    kept = query_named(reader.site, asked["name"]) if asked.get("name") else None
    given = given_in(asked)
    text = asked.get("query") or (question_of(kept) if kept else "")
    result: Result | None = None
    view: View | None = None
    error: RequestError | Overload | None = None
    choices: Mapping[str, Sequence[Choice]] = {}
    changed: Sequence[Changed] = ()
    values = given
    try:
        choices = await choices_for(kept, reader) if kept else {}
        if asked.get("view") and asked["view"] not in VIEWS:
            raise RequestError(f"“view” is one of {', '.join(VIEWS)}, not “{asked['view']}”.")
        if asked.get("years", "") not in ("", "all"):
            raise RequestError(f"“years” is “all” or not there, not “{asked['years']}”.")
        if kept and not asked.get("query"):
            values = await meant(kept, given, choices, reader)
            text = filled(kept, values, reader.site.base)
            changed = await changed_in(kept, values, reader)
        if text.strip():
            result = await answer_to(text, reader, f"{request.base_url}sparql", asked.get("raw", ""))
            view = await view_of(request, result.solutions, reader) if result.solutions else None
    except (RequestError, Overload) as raised:
        error = raised
    showing = [(key, asked[key]) for key in _SHOWING if asked.get(key)]
    whole = "/query?" + urlencode([("query", text), *showing])
    named = (
        page_of(kept, values) + (f"&{urlencode(showing)}" if showing else "") if kept and not asked.get("query") else ""
    )
    html = render(
        request,
        "query.html",
        kept=kept,
        given=given,
        changed=changed,
        remembered=_remembered(kept, values, changed, reader) if named else {},
        choices=choices,
        text=text,
        result=None if error else result,
        view=view,
        rows=ROWS,
        error=error,
        error_lines=_lines_at(text, error),
        called=_called_before(text, error, reader),
        limit=_limit(error, reader),
        advice=_ADVICE if isinstance(error, LimitExceeded) else (),
        limits=[(_LIMITS[name][0], {"most": _number(most, reader)}) for name, most in _most(reader).items() if most],
        there=lambda **changed: _there(request, changed),
        permalink=named or whole,
        whole=whole if named else "",
        shown=SHOWN,
        **({"menu_path": "/queries"} if kept else {}),
        queries=_others(kept, reader),
        number=len(library(reader.site)),
        first=query_named(reader.site, _FIRST),
        question_of=question_of,
        told_of=told_of,
    )
    headers = {"Content-Language": reader.words.language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    if isinstance(error, Overload):
        headers["Retry-After"] = str(error.retry_after_s)
    if error is None and (result is None or not result.is_volatile):
        headers |= name.headers
    return HTMLResponse(html, error.status if error else 200, headers)


def _remembered(
    kept: KeptQuery | None, values: Mapping[str, str], changed: Sequence[Changed], reader: Reader
) -> dict[str, str]:
    """What the list of questions asked in a browser needs of *kept*: what it is called, and what follows the `?`."""
    if kept is None:
        return {}
    title = kept.told("summary", reader.language)[0]
    given = ", ".join(one.value.text for one in changed)
    return {"title": f"{title}: {given}" if given else title, "asked": page_of(kept, values).partition("?")[2]}


def _others(kept: KeptQuery | None, reader: Reader) -> list[KeptQuery]:
    """A few questions to go on with: about what *kept* is about, else to begin with."""
    own = reader.site.competency_queries
    if kept is None:
        return beginnings(own, _OFFERED)
    subjects = set(subjects_of(kept))
    near = [query for query in own if query.name != kept.name and subjects & set(subjects_of(query))]
    # Those that share most stand first, as they come where they share as much.
    return sorted(near, key=lambda query: -len(subjects & set(subjects_of(query))))[:_OFFERED]


def _there(request: Request, changed: dict[str, str]) -> str:
    """The same question shown another way: *changed* says how, and what it does not say is as at first."""
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key not in _SHOWING]
    return "/query?" + urlencode([*pairs, *((key, value) for key, value in changed.items() if value)])


def _most(reader: Reader) -> dict[str, float]:
    """What a query may take here, by the setting that says so; 0 where it may take any."""
    settings = reader.site.archive.settings
    return {
        "query_timeout_s": settings.query_timeout_s,
        "query_memory_mb": settings.query_memory_mb,
        "answer_max_rows": settings.answer_max_rows,
        "answer_max_bytes": settings.answer_max_bytes / 1_000_000,
        "page": PAGE_MB,
        "shown": SHOWN,
    }


def _number(number: float, reader: Reader) -> str:
    """*number* as the reader's language writes it, with its own marks for thousands and decimals."""
    return format_decimal(number, locale=reader.words.language)


def _limit(error: RequestError | Overload | None, reader: Reader) -> tuple[str, dict[str, Any]] | None:
    """The key of the words for the limit that *error* met, and what stands in them; None for any other error."""
    limit = error.facts.get("limit") if isinstance(error, Overload) else None
    if limit in _CROWDED:
        return "met_crowd", {}
    most = _most(reader).get(str(limit))
    return (_LIMITS[str(limit)][1], {"most": _number(most, reader)}) if most else None


def _called_before(text: str, error: RequestError | Overload | None, reader: Reader) -> str:
    """The class or property that may be meant by the first word before *error* that lacks a prefix; else ""."""
    line, column = (error.facts.get(name) for name in ("line", "column")) if error else (None, None)
    if not isinstance(line, int) or not isinstance(column, int):
        return ""
    for token, following in pairwise(without_comments(text)):
        if line_and_column(text, token.start) > (line, column):
            break
        # Before a bracket it is a function.
        if token.kind == "word" and not _KEYWORD.fullmatch(token.text) and following.text != "(":
            return term_called(token.text, reader.site)
    return ""


def _lines_at(text: str, error: RequestError | Overload | None) -> str:
    """The line that *error* points at, with a mark below the column; "" where it points at none."""
    line, column = (error.facts.get(name) for name in ("line", "column")) if error else (None, None)
    lines = text.splitlines()
    if not isinstance(line, int) or not isinstance(column, int) or not 0 < line <= len(lines):
        return ""
    before = "".join("\t" if one == "\t" else " " for one in lines[line - 1][: column - 1])
    return f"{lines[line - 1]}\n{before}^"
