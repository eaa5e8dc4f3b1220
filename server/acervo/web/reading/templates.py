"""Jinja2 with what every page shares; everything is escaped unless a template says otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from markupsafe import Markup

import acervo
from acervo.namespaces import shorten
from acervo.web.reading.about import About, about_archive
from acervo.web.reading.names import Part, best
from acervo.web.serving.addresses import page_path
from acervo.web.serving.site import Site, site_of
from acervo.web.wording.dates import readable_date
from acervo.web.wording.marked_text import keeping
from acervo.web.wording.words import Words, words_in


def render(request: Request, template: str, **values: Any) -> str:
    """*template* as HTML in the reader's language, with what `base.html` needs at hand."""
    site = site_of(request)
    language = language_of(request)
    look = site.appearance
    words = words_in(language, look.catalogues)
    keep = kept_language(request)
    about = about_archive(site)
    given = {
        "asked_path": request.url.path.removeprefix(request.scope.get("root_path", "").rstrip("/")),
        "about": about,
        "own_address": _address(request),
        "archive_title": _setting(site, "title", language, words) or Part(words("untitled")),
        "archive_description": _setting(site, "description", language, words),
        "here": str(request.base_url).rstrip("/"),
        "footer_text": chosen_text(look.footer, language, keep, site),
        "edition_date": readable_date(site.statistics.modified[:10], words),
        "has_accent": bool(look.style),
        "logo": look.logo,
        "failed": request.app.state.served.failed,
        "keep": keep,
        "language": language,
        "languages": [(code, words.language_name(code), _in_language(request, code)) for code in _languages(site)],
        "publisher": _publisher(site, about, language, words, keep),
        "root_path": request.scope.get("root_path", ""),
        "revision": site.edition.id,
        "version": acervo.__version__,
        "words": words,
    }
    return look.environment.get_template(template).render(**given, **values)


def language_of(request: Request) -> str:
    """
    The language of the page: `?lang=`, else the first of Accept-Language that the archive speaks, else its own first.
    """
    languages = _languages(site_of(request))
    if kept_language(request):
        return request.query_params["lang"]
    weighted: list[tuple[float, str]] = []
    for element in request.headers.get("accept-language", "").split(","):
        given = re.fullmatch(r"\s*([A-Za-z]+)(?:-[\w-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?)\s*)?", element)
        if given and float(given[2] or 1) > 0:
            weighted.append((-float(given[2] or 1), given[1].lower()))
    return next((tag for _, tag in sorted(weighted, key=lambda one: one[0]) if tag in languages), languages[0])


def kept_language(request: Request) -> str:
    """`?lang=…` where the address names a language of the archive, so that links keep it; else ""."""
    asked = request.query_params.get("lang", "")
    return f"?lang={asked}" if asked in _languages(site_of(request)) else ""


def chosen_text(texts: Mapping[str, Markup], language: str, keep: str, site: Site) -> tuple[str, Markup] | None:
    """Of *texts* the one in *language*, else in the first of the archive's that has one: its language, and the text."""
    found = next((code for code in (language, *_languages(site), *texts) if code in texts), None)
    return (found, keeping(texts[found], keep)) if found else None


def _languages(site: Site) -> tuple[str, ...]:
    return site.archive.settings.languages


def _address(request: Request) -> str:
    """The page's own path, without a language; "" for one that an answer or a filter makes."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = raw.split(b"?", 1)[0].decode("ascii", "replace")
    path = path.removeprefix(request.scope.get("root_path", "").rstrip("/"))
    return path if path.startswith("/") and {*request.query_params} <= {"lang"} else ""


def _in_language(request: Request, code: str) -> str:
    """The same page in the language *code*, as a relative reference."""
    others = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    return "?" + urlencode([*others, ("lang", code)])


def _publisher(site: Site, about: About, language: str, words: Words, keep: str) -> tuple[Part, str] | None:
    """The name of who publishes the archive, and where a link to them leads; None where nobody is named."""
    if not about.publisher:
        return None
    labels = [{"value": text, "xml:lang": tag} for tag, text in about.names.items()]
    name = best(labels, language, _languages(site), words) if labels else Part(shorten(about.publisher, site.base))
    path = page_path(site.base, about.publisher)
    external = about.publisher if about.publisher.startswith(("http://", "https://")) else ""
    return name, external if path is None else path + keep


def _setting(site: Site, name: str, language: str, words: Words) -> Part | None:
    texts: dict[str, str] = dict(getattr(site.archive.settings, name))
    labels = [{"type": "literal", "value": text, "xml:lang": tag} for tag, text in texts.items()]
    return best(labels, language, _languages(site), words) if labels else None
