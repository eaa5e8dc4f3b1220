"""A text where a thing is wanted: which thing was probably meant."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from acervo.corpus.reading import Reading
from acervo.namespaces import RDF, SKOS, shorten

_TYPE: Final = ox.NamedNode(f"{RDF}type")
_NAMES: Final = frozenset(ox.NamedNode(SKOS + name) for name in ("prefLabel", "altLabel"))
_WORDS: Final = {
    "en": ("“{text}” is only a text. ", "Did you mean {thing}? "),
    "es": ("«{text}» es solo un texto. ", "¿Quiso decir {thing}? "),
}
_LONGEST: Final = 60


class Things:
    """The things of an archive by their names; nothing is looked at before one is asked for."""

    def __init__(self, reading: Reading):
        self._reading = reading

    def meant(self, text: str) -> str | None:
        """The thing that has *text* as its name or as the end of its IRI, as people write it; None where none has."""
        known = self._by_text
        found = known.get(_key(text))
        return None if found is None else shorten(found, self._reading.archive.base)

    def words(self, value: ox.Literal) -> dict[str, str]:
        """What is to be said before the demand for a thing, by language."""
        thing = self.meant(value.value)
        text = value.value if len(value.value) <= _LONGEST else f"{value.value[: _LONGEST - 1]}…"
        return {
            language: only.format(text=text) + (asked.format(thing=thing) if thing else "")
            for language, (only, asked) in _WORDS.items()
        }

    @cached_property
    def _by_text(self) -> dict[str, str]:
        by_iri: dict[str, str] = {}
        by_name: dict[str, str] = {}
        start = f"{self._reading.archive.base}id/"
        for graph in self._reading.graphs:
            if graph.folder != "data":
                continue
            for triple in graph.triples:
                subject = triple.subject
                if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(start):
                    continue
                if triple.predicate == _TYPE:
                    by_iri.setdefault(_key(subject.value.removeprefix(start)), subject.value)
                elif triple.predicate in _NAMES and isinstance(triple.object, ox.Literal):
                    by_name.setdefault(_key(triple.object.value), subject.value)
        return {**by_name, **by_iri}


def _key(text: str) -> str:
    """The same for “Orilla Sur”, “orilla-sur” and “:orilla-sur”."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold()))
