"""`/disagreements`: where claims do not go together, the real conflicts first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.web.lists.disagreement_list import Filter, Listed, claims_in, groups_of, iris_of, listed
from acervo.web.reading.about import about_of
from acervo.web.reading.disagreement_kinds import GRAVITIES, Gravity
from acervo.web.reading.links import query_link
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.source_names import read_sources
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.per_edition import once_an_edition

router = APIRouter()
_ON_A_PAGE: Final = 50
_SECTIONS: Final[Mapping[Gravity, tuple[str, str]]] = {
    "conflict": ("dis_conflict", "dis_conflict_note"),
    "compatible": ("dis_compatible", "dis_compatible_note"),
    "spelling": ("dis_spelling", "dis_spelling_note"),
}
"""Title and note of each section."""


@router.head("/disagreements", include_in_schema=False)
@router.get(
    "/disagreements",
    response_class=HTMLResponse,
    summary="Where sources disagree",
    openapi_extra=described.DISAGREEMENTS,
)
async def disagreements(request: Request) -> Response:
    """Every disagreement with its claims, fifty a page; `?kind=` and `?class=` leave some of them."""
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    about = about_of(request)
    reader = Reader.of(request)
    all = await once_an_edition(request, "disagreements", lambda: _asked(reader))
    given = request.query_params
    chosen = Filter(given.get("kind", ""), given.get("class", ""))
    left = chosen.of(all)
    pages = max(1, -(-len(left) // _ON_A_PAGE))
    page = min(_number(given.get("page", "1")), pages)
    shown = left[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    claims = await claims_in(reader.site, shown)
    await read_sources(request, reader)
    names = iris_of(shown, (claim for found in claims.values() for claim in found))
    kinds_and_classes = {iri for one in all for iri in (*one.kinds, *one.classes)}
    await reader.learn(names | kinds_and_classes | ({about.publisher} - {""}))
    sections = [
        (
            gravity,
            *_SECTIONS[gravity],
            sum(one.gravity == gravity for one in left),
            [
                group
                for one in shown
                if one.gravity == gravity
                for group in groups_of(one, claims[one.iri], reader, about.publisher)
            ],
        )
        for gravity in GRAVITIES
    ]

    def address(**changed: str) -> str:
        asked = {"kind": chosen.kind, "class": chosen.thing_class, "lang": given.get("lang", ""), **changed}
        return "/disagreements?" + urlencode({key: value for key, value in asked.items() if value})

    html = render(
        request,
        "disagreements.html",
        all=len(all),
        left=len(left),
        chosen=chosen,
        filters=[
            ("kind", "dis_by_kind", chosen.kind, chosen.kinds(all, reader)),
            ("class", "dis_by_class", chosen.thing_class, chosen.classes(all, reader)),
        ],
        address=address,
        sections=[section for section in sections if section[-1]],
        page=page,
        pages=pages,
        query=query_link(reader, "disagreements"),
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})


async def _asked(reader: Reader) -> list[Listed]:
    return listed(await reader.site.rows("disagreements"))


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
