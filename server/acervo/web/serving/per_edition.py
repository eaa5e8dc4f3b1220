"""What is asked once an edition and kept on the application until the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from fastapi import Request

from acervo.web.serving.site import site_of

Kept = TypeVar("Kept")


async def once_an_edition(request: Request, name: str, ask: Callable[[], Awaitable[Kept]]) -> Kept:
    """
    What *ask* gave for the edition being served, under *name*; it is asked at the first request only.

    Raises:
        EditionEnded: another edition has taken over meanwhile.
    """
    site = site_of(request)
    kept: dict[str, tuple[str, Any]] | None = getattr(request.app.state, "per_edition", None)
    if kept is None:
        kept = request.app.state.per_edition = {}
    if name not in kept or kept[name][0] != site.engine.revision:
        revision = site.engine.revision
        kept[name] = (revision, await ask())
    return cast(Kept, kept[name][1])
