"""CSL-JSON: what Zotero, pandoc and every citation processor read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from acervo.citing.dates import csl_date
from acervo.citing.works import Contributor, Role, Work

_ROLES: Final[tuple[Role, ...]] = ("author", "editor", "interviewer", "contributor")
#: Field of the work → variable of CSL.
_TEXTS: Final = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "place": "publisher-place",
    "doi": "DOI",
    "url": "URL",
    "language": "language",
    "version": "version",
    "licence": "note",
}


def csl_item(work: Work) -> dict[str, Any]:
    """*work* as an item of CSL-JSON: only what is known."""
    item: dict[str, Any] = {"id": work.key, "type": work.kind}
    for role in _ROLES:
        if found := work.of_role(role):
            item[role] = [_name(one) for one in found]
    item |= {variable: getattr(work, name) for name, variable in _TEXTS.items() if getattr(work, name)}
    for variable, date in (("issued", work.date), ("accessed", work.accessed)):
        if date:
            item[variable] = csl_date(date)
    return item


def as_csl_json(works: Sequence[Work]) -> str:
    """*works* as a document of CSL-JSON. Source: https://github.com/citation-style-language/schema#csl-json-schema"""
    return json.dumps([csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _name(one: Contributor) -> dict[str, str]:
    return {"family": one.parts[0], "given": one.parts[1]} if one.parts else {"literal": one.name}
