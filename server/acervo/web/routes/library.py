"""`/queries`: the questions that the archive keeps, each with its parameters, its text, and an address for programs."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from acervo.protocol.negotiation import GRAPH_TYPES, SOLUTION_TYPES, choose
from acervo.web.answers.library import address_of, filled, library, page_of, query_named, told_of
from acervo.web.answers.sought_queries import sought_queries
from acervo.web.answers.subjects import by_main_subject, subjects_in, subjects_of
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import kept_language, render
from acervo.web.serving import described
from acervo.web.serving.site import site_of

router = APIRouter()
_SEARCHED: Final = 200
"""Characters of what is sought; the rest is not read."""
_HTML: Final = "text/html"
_OFFERS: Final = {**SOLUTION_TYPES, **GRAPH_TYPES, _HTML: ("html", "application/xhtml+xml")}
_NOT_PARAMETERS: Final = ("format", "lang")


@router.head("/queries", include_in_schema=False)
@router.get(
    "/queries",
    response_class=HTMLResponse,
    summary="The questions that the archive keeps",
    openapi_extra=described.LIBRARY,
)
async def queries(request: Request) -> Response:
    """
    Every kept query with its parameters as a form, its text and its address, by what it is about; `?subject=` leaves
    those about one subject, `?tag=` those with one tag of their headers, `?q=` those whose summary or description has
    these words.
    """
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    all = library(reader.site)
    tag, subject = (request.query_params.get(name, "") for name in ("tag", "subject"))
    text = (request.query_params.get("q") or "").strip()[:_SEARCHED]
    found = sought_queries(text, all, reader.words.language) if text else all
    own = [query for query in all if not query.name.startswith("example-")]
    subjects = subjects_in(own, reader.words)
    shown = [
        query
        for query in found
        if not query.name.startswith("example-")
        and (not tag or tag in query.tags)
        and (not subject or subject in subjects_of(query))
    ]
    names = {one.key: one.name for one in subjects}
    by_subject = {subject: shown} if subject else {"": shown} if tag else by_main_subject(shown)
    groups = [
        (f"about-{key}", names.get(key, reader.words("queries_own")), by_subject[key])
        for key in (*names, "")
        if by_subject.get(key)
    ]
    examples = [query for query in found if query.name.startswith("example-") and tag in ("", *query.tags)]
    if examples and not subject:
        groups.append(("examples", reader.words("queries_examples"), examples))
    html = render(
        request,
        "queries.html",
        all=len(all),
        narrowed=bool(tag or subject or text),
        sought=text,
        found=len(shown) + (0 if subject else len(examples)),
        subject=subject,
        subjects=subjects,
        groups=groups,
        told_of=told_of,
        address_of=address_of,
        page_of=page_of,
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})


@router.head("/queries/{name}", include_in_schema=False)
@router.get(
    "/queries/{name}",
    response_class=Response,
    status_code=303,
    summary="Ask a kept query by name",
    openapi_extra=described.KEPT_QUERY,
)
async def kept_query(request: Request, name: str) -> Response:
    """
    303 to the answer: at `/query` for browsers, at `/sparql` for programs. Further parameters fill in those of the
    query. With `.rq` behind the name, the text of the query.
    """
    site = site_of(request)
    if name.endswith(".rq"):
        named = PageName(request, by_language=False)
        if (unchanged := named.not_modified()) is not None:
            return unchanged
        text = query_named(site, name.removesuffix(".rq")).text
        return Response(text, media_type="application/sparql-query", headers=named.headers)
    query = query_named(site, name)
    given = {key: value for key, value in request.query_params.items() if key not in _NOT_PARAMETERS}
    text = filled(query, given, site.base)
    form = request.query_params.get("format", "")
    if form or choose(", ".join(request.headers.getlist("accept")), _OFFERS) != _HTML:
        target = f"/sparql?query={quote(text, safe='')}" + (f"&format={quote(form, safe='')}" if form else "")
    else:
        target = page_of(query, given, kept_language(request))
    return RedirectResponse(target, 303, headers={"Vary": "Accept"})
