"""Which defined name an undefined one is nearest to."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from acervo.checking.lint.placing import EngineTerm
from acervo.namespaces import OWL, RDF, RDFS

_CUTOFF: Final = 0.75
_COMPARISONS: Final = 1_000_000
"""How many names are compared in one run at most: a long list of wrong names gets advice for the first of them."""
_KINDS: Final = {
    "class": {f"{OWL}Class", f"{RDFS}Class", f"{RDFS}Datatype"},
    "property": {
        f"{OWL}ObjectProperty",
        f"{OWL}DatatypeProperty",
        f"{OWL}AnnotationProperty",
        f"{RDF}Property",
    },
}


class Names:
    """The names that a dataset defines."""

    def __init__(self, store: ox.Store):
        """Look into *store* once a name is asked for."""
        self._store = store
        self._left = _COMPARISONS
        self._found: dict[tuple[str, str], ox.NamedNode | None] = {}

    def near(self, term: EngineTerm, kind: str) -> ox.NamedNode | None:
        """
        The name nearest to *term* in the same namespace, or None where none is near.

        Args:
            kind: `class`, `property`, or `thing` for anything that has a type.
        """
        if not isinstance(term, ox.NamedNode):
            return None
        asked = (term.value, kind)
        if asked not in self._found:
            self._found[asked] = self._search(term.value, kind)
        return self._found[asked]

    def _search(self, iri: str, kind: str) -> ox.NamedNode | None:
        namespace, local = _split(iri)
        candidates = self._defined.get((namespace, kind), [])
        if len(candidates) > self._left:
            return None
        self._left -= len(candidates)
        near = get_close_matches(local, candidates, n=1, cutoff=_CUTOFF)
        return ox.NamedNode(namespace + near[0]) if near else None

    @cached_property
    def _defined(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), None, None):
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode):
                continue
            namespace, local = _split(quad.subject.value)
            found[namespace, "thing"].add(local)
            for kind, classes in _KINDS.items():
                if quad.object.value in classes:
                    found[namespace, kind].add(local)
        return {which: sorted(names) for which, names in found.items()}


def _split(iri: str) -> tuple[str, str]:
    local = re.search(r"[^/#]*$", iri)
    start = local.start() if local else len(iri)
    return iri[:start], iri[start:]
