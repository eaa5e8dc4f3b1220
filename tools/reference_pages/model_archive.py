"""What model.md shows of the archive that ships: its claims, as examples."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.corpus.reading import read_archive
from acervo.namespaces import shorten

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Examples:
    """The claims of an archive, each with what its file says of it."""

    def __init__(self, archive: Archive):
        self._base = archive.base
        self._said: dict[str, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
        for graph in read_archive(archive).graphs:
            if graph.folder != "data":
                continue
            for triple in graph.triples:
                if isinstance(triple.subject, ox.NamedNode):
                    name = shorten(triple.subject.value, self._base)
                    self._said[name][shorten(triple.predicate.value)].append(triple.object)

    def properties_of(self, kind: str) -> set[str]:
        """The properties that records of the class *kind* have anywhere in the archive."""
        return {name for said in self._said.values() if kind in self._types(said) for name in said}

    def values(self, kind: str, example: str, name: str) -> tuple[str, str]:
        """
        What *example* says with the property *name*, else what the first record of its class *kind* does; and which
        record says it.

        Raises:
            ValueError: the archive has no record *example* of this class.
        """
        if kind not in self._types(self._said.get(example, {})):
            raise ValueError(f"the archive has no {kind} {example}: choose another example for model.md.")
        others = (one for one in sorted(self._said) if kind in self._types(self._said[one]))
        for one in (example, *others):
            if found := self._said[one].get(name):
                return ", ".join(sorted(self._written(term) for term in found if _in_english(term))), one
        return "", ""

    def triples(self) -> dict[str, tuple[str, str]]:
        """Of each predicate of claims that give direct triples: subject and object of one, the first by name."""
        best: dict[tuple[str, str], tuple[bool, str]] = {}
        for claim in sorted(self._said):
            said = self._said[claim]
            if "rdf:predicate" not in said:
                continue
            preferred = "mov:Preferred" in self._names(said, "mov:rank")
            voice = self._names(said, "mov:modality") - {"mov:Asserted"} - ({"mov:Inferred"} if preferred else set())
            if voice or "mov:polarity" in said or "mov:Deprecated" in self._names(said, "mov:rank"):
                continue
            subject, predicate, value = (
                self._written(said[f"rdf:{part}"][0]) for part in ("subject", "predicate", "object")
            )
            if (predicate, subject) not in best or preferred > best[predicate, subject][0]:
                best[predicate, subject] = (preferred, value)
        found: dict[str, tuple[str, str]] = {}
        for (predicate, subject), (_, value) in best.items():
            found.setdefault(predicate, (subject, value))
        return found

    def _types(self, said: dict[str, list[_Term]]) -> set[str]:
        return self._names(said, "rdf:type")

    def _names(self, said: dict[str, list[_Term]], name: str) -> set[str]:
        return {self._written(term) for term in said.get(name, []) if isinstance(term, ox.NamedNode)}

    def _written(self, term: _Term) -> str:
        if isinstance(term, ox.NamedNode):
            return shorten(term.value, self._base)
        assert isinstance(term, ox.Literal)
        if term.language:
            return f'"{term.value}"@{term.language}'
        plain = shorten(term.datatype.value) in ("xsd:integer", "xsd:boolean")
        return term.value if plain else f'"{term.value}"'


def _in_english(term: _Term) -> bool:
    return not isinstance(term, ox.Literal) or term.language in (None, "en")
