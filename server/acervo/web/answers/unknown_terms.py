"""Of a query: terms that the edition knows nothing of, and what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from acervo.namespaces import MOV, shorten
from acervo.sparql.tokens import without_comments
from acervo.web.serving.site import Site

_MOST: Final = 20
"""So many terms are looked up; a query that was mistyped more often is past help."""
_CLOSE: Final = 0.75


@dataclass(frozen=True)
class UnknownTerm:
    """A class, property or variable as it is written in the query, and the nearest there is, written alike, or ""."""

    term: str
    near: str

    @property
    def is_variable(self) -> bool:
        """Whether it is a variable."""
        return self.term[0] in "?$"


async def unknown_terms(text: str, site: Site) -> list[UnknownTerm]:
    """
    The terms of *text*, a query with all its prefixes declared, that nothing in the edition says anything of.

    Only in namespaces from which the edition uses classes or properties, for of others nothing can be told.
    """
    used = {**site.statistics.classes, **site.statistics.properties}
    names: dict[str, list[str]] = {}
    for iri in used:
        namespace, name = _split(iri)
        names.setdefault(namespace, []).append(name)
    names.pop(f"{site.base}id/", None)
    doubtful = {
        iri: written for written, iri in _iris(text) if iri not in used and _split(iri)[0] in names and "\\" not in iri
    }
    asked = list(doubtful)[:_MOST]
    known = {row["_thing"]["value"] for row in await site.rows("known", thing=asked)} if asked else set()
    return [UnknownTerm(doubtful[iri], _near(iri, doubtful[iri], names)) for iri in asked if iri not in known]


def term_called(name: str, site: Site) -> str:
    """
    The class or property that the edition uses and that is called *name* without a prefix, with one; "" for none.

    What is written alike goes before what differs in capitals, then the core's before others', then what is used more.
    """
    used = {**site.statistics.properties, **site.statistics.classes}
    called = [iri for iri in used if _split(iri)[1].casefold() == name.casefold()]
    best = max(called, key=lambda iri: (_split(iri)[1] == name, iri.startswith(MOV), used[iri]), default="")
    short = shorten(best, site.base) if best else ""
    return short if short != best else ""


def _near(iri: str, written: str, names: Mapping[str, Sequence[str]]) -> str:
    namespace, name = _split(iri)
    found = get_close_matches(name, names[namespace], n=1, cutoff=_CLOSE)
    if not found:
        return ""
    return f"<{namespace}{found[0]}>" if written.startswith("<") else f"{written.partition(':')[0]}:{found[0]}"


def _split(iri: str) -> tuple[str, str]:
    """Namespace and name of *iri*."""
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:end], iri[end:]


def _iris(text: str) -> Iterator[tuple[str, str]]:
    """Every IRI of *text* but those of the prologue, as written and in full."""
    namespaces: dict[str, str] = {}
    declared = None
    before = ""
    for kind, written, _ in without_comments(text):
        if before.upper() == "PREFIX":
            declared = written.removesuffix(":")
        elif declared is not None:
            namespaces[declared] = written[1:-1]
            declared = None
        elif kind == "iri":
            yield written, written[1:-1]
        elif kind == "prefixed" and (prefix := written.partition(":")[0]) in namespaces:
            yield written, namespaces[prefix] + re.sub(r"\\(.)", r"\1", written.partition(":")[2])
        before = written
