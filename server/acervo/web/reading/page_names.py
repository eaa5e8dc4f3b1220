"""The names of pages: who has the page of this edition already gets 304, and nothing is asked for it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from acervo.protocol.answer_cache import entity_tag, has_already, key_of
from acervo.web.reading.templates import language_of
from acervo.web.serving.answering import REVALIDATED
from acervo.web.serving.served import Served

_PART_OF_PAGES: Final = (".py", ".html", ".txt", ".csl")


class PageName:
    """
    The name of the page that *request* asks for, and the headers that go with it.

    It covers what a page is made of: edition, software, settings and what else makes the pages the operator's, address,
    language, a check that has failed since, and what else the page names.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-etag
    """

    def __init__(self, request: Request, *, by_language: bool = True, also: str = ""):
        served: Served = request.app.state.served
        self._request = request
        self._figures = served.site.figures
        self._cache = served.site.answer_cache
        self._varies = {"Vary": "Accept-Language"} if by_language else {}
        self._key = key_of(
            served.site.edition.id,
            _software(),
            repr(served.site.archive.settings),
            served.site.appearance.digest,
            str(request.url),
            request.scope.get("root_path", ""),
            language_of(request) if by_language else "",
            served.failed.as_json() if served.failed else None,
            also,
        )

    @property
    def headers(self) -> dict[str, str]:
        """For the page."""
        return {**self._varies, "ETag": entity_tag(self._key), "Cache-Control": REVALIDATED}

    def not_modified(self) -> Response | None:
        """304 where the client has this page, else None."""
        if not has_already(self._request.headers.get("if-none-match", ""), self._key):
            return None
        self._figures.not_modified["page"] += 1
        return Response(status_code=304, headers=self.headers)

    def kept(self) -> str | None:
        """The page as it was made for somebody else, or None."""
        body = self._cache.get(self._key)
        return None if body is None else body.decode()

    def keep(self, page: str) -> str:
        """Keep *page* among the answers for the next who asks, and give it back."""
        self._cache.put(self._key, page.encode())
        return page


def today() -> str:
    """
    The day of the request (UTC), for what a page says of it; the page's name has to hold it, as `also`.

    >>> len(today())
    10
    """
    return datetime.now(UTC).date().isoformat()


@cache
def _software() -> str:
    """What makes pages, so that a page made by other software of the same version has another name."""
    digest = hashlib.sha256()
    web = Path(__file__).parent.parent
    for part in (*sorted(web.rglob("*")), *sorted((web.parent / "citing").rglob("*"))):
        if part.suffix in _PART_OF_PAGES:
            digest.update(part.name.encode() + b"\0" + part.read_bytes())
    return digest.hexdigest()
