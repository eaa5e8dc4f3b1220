"""The index of things leaves out nothing that has a name, and names nothing that is not there."""

from __future__ import annotations

import re

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, shorten

from .reading import ROOT

BASE = "https://w3id.org/acervo/epo/"
PAGE = (ROOT / "docs/reference/things.md").read_text(encoding="utf-8")
_NAMED = """
SELECT DISTINCT ?thing ?class ?name {
  GRAPH ?file { ?thing skos:prefLabel|dcterms:title ?name ; a ?class }
  FILTER(STRSTARTS(STR(?file), STR(:)))
  FILTER(?class NOT IN (mov:Section, mov:Archive))
}
"""


def _rows() -> set[tuple[str, str, str]]:
    found = set()
    for section in PAGE.split("\n## ")[1:]:
        kind = re.search(r"^`(\S+)`: \d+\.$", section, re.MULTILINE)
        assert kind, section
        for name, english in re.findall(r"^\| `(:\S+)` \| (.*?) \| ", section, re.MULTILINE):
            found.add((name, kind[1], english))
    return found


def _named(store: ox.Store, *languages: str) -> set[tuple[str, str, str]]:
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {**PREFIXES, "": f"{BASE}graph/data/"}.items())
    solutions = store.query(prologue + _NAMED)
    assert isinstance(solutions, ox.QuerySolutions)
    return {
        (shorten(one["thing"].value, BASE), shorten(one["class"].value), one["name"].value.replace("|", "\\|"))
        for one in solutions
        if not languages or one["name"].language in languages
    }


def test_everything_with_a_name_is_listed_under_its_class(edition_store: ox.Store):
    """A name that has to be guessed is a query that answers nothing."""
    rows = _rows()

    assert {":indorca", ":source-case", ":presidency-of-corpivensa", ":economic-war"} <= {name for name, *_ in rows}
    assert set() == _named(edition_store, "en") - rows


def test_nothing_is_listed_that_is_not_there(edition_store: ox.Store):
    """Nor under another class, nor by another name."""
    known = {(name, kind) for name, kind, _ in _named(edition_store)}

    assert [] == sorted((name, kind) for name, kind, _ in _rows() if (name, kind) not in known)
