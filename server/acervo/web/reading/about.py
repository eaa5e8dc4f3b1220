"""What every page says of the archive itself; asked once an edition."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from acervo.namespaces import PREFIXES
from acervo.web.serving.site import site_of


@dataclass(frozen=True)
class About:
    """The licence of the data and who publishes the archive, "" where it does not say."""

    revision: str
    license: str
    publisher: str


async def about_of(request: Request) -> About:
    """What the edition being served says of its archive, kept on the application until the next edition."""
    site = site_of(request)
    known: About | None = getattr(request.app.state, "about", None)
    if known is not None and known.revision == site.engine.revision:
        return known
    revision = site.engine.revision
    rows = await site.rows("archive", iri=site.base)
    values = {row["property"]["value"]: row["value"]["value"] for row in reversed(rows)}
    dcterms = PREFIXES["dcterms"]
    about = About(revision, values.get(dcterms + "license", ""), values.get(dcterms + "publisher", ""))
    request.app.state.about = about
    return about
