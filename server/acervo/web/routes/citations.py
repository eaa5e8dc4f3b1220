"""`/data/x.csl.json`, `/data/x.bib`, `/data/x.ris`: how the source x, or the page of anything else, is cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from acervo.citing.bibtex import as_bibtex
from acervo.citing.csl_json import as_csl_json
from acervo.citing.ris import as_ris
from acervo.citing.works import Work
from acervo.errors import RequestError
from acervo.web.entities.citations import page_work, source_work
from acervo.web.reading.about import about_of
from acervo.web.reading.page_names import PageName, today
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import kept_language
from acervo.web.routes.entities import CITATIONS, moved, resolve
from acervo.web.serving import described
from acervo.web.serving.addresses import slug_in
from acervo.web.serving.site import site_of

router = APIRouter()
_WRITERS: Final[dict[str, Callable[[Sequence[Work]], str]]] = {
    "csl.json": as_csl_json,
    "bib": as_bibtex,
    "ris": as_ris,
}


async def citation(request: Request) -> Response:
    """The source, or the one that a reference names; all else, and with `of=page` these, as a page here."""
    day = today()
    named = PageName(request, also=day)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    site = site_of(request)
    asked = slug_in(request, "data")
    suffix = next(one for one in _WRITERS if asked.endswith(f".{one}"))
    iri, replaced = await resolve(site, asked.removesuffix(f".{suffix}"))
    if replaced:
        return moved(site, replaced, "/data/", f".{suffix}{kept_language(request)}")
    of_page = request.query_params.get("of")
    if of_page not in (None, "page"):
        raise RequestError(f"“of” is “page” or nothing, not “{of_page}”.")
    about, reader = about_of(request), Reader.of(request)
    work = source = await source_work(iri, reader)
    if work is None or of_page:
        await reader.learn({iri, about.publisher} - {""})
        work = page_work(iri, reader.label(iri).text, source, reader, about, day)
    headers = {"Content-Disposition": f'inline; filename="{work.key}.{suffix}"', **named.headers}
    return Response(_WRITERS[suffix]([work]), media_type=f"{CITATIONS[suffix]}; charset=utf-8", headers=headers)


for _suffix in _WRITERS:
    _path = f"/data/{{slug:path}}.{_suffix}"
    router.head(_path, include_in_schema=False)(citation)
    router.get(
        _path,
        response_class=Response,
        summary=f"A citation, as {described.CITATION_NAMES[_suffix]}",
        openapi_extra=described.citation(CITATIONS[_suffix]),
    )(citation)
