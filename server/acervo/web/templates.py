"""Jinja2 with what every page shares; everything is escaped unless a template says otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import acervo
from acervo.web.site import site_of

_FOLDER = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The one template environment of the process."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(request: Request, template: str, **values: Any) -> str:
    """*template* as HTML, in the reader's language, with `site`, `settings`, `language` and `version` at hand."""
    site = site_of(request)
    return (
        environment()
        .get_template(template)
        .render(
            request=request,
            site=site,
            settings=site.archive.settings,
            language=language_of(request),
            version=acervo.__version__,
            **values,
        )
    )


def language_of(request: Request) -> str:
    """
    The language of the page: `?lang=`, else the first of Accept-Language that the archive speaks, else its own first.
    """
    languages = site_of(request).archive.settings.languages
    asked = request.query_params.get("lang", "")
    if asked in languages:
        return asked
    weighted: list[tuple[float, str]] = []
    for element in request.headers.get("accept-language", "").split(","):
        tag, _, weight = element.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(weighted, key=lambda one: one[0]) if tag in languages), languages[0])
