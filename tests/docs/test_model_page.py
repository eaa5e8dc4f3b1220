"""The model's page says of the archive what is so, and leaves nothing out that a query can ask for."""

from __future__ import annotations

import re

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, shorten

from .reading import ROOT

BASE = "https://w3id.org/acervo/epo/"
PAGE = (ROOT / "docs/reference/model.md").read_text(encoding="utf-8")
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {"": f"{BASE}id/", **PREFIXES}.items())


def _section(title: str, level: str = "##") -> str:
    return PAGE.partition(f"\n{level} {title}\n")[2].partition("\n## ")[0]


def _found(store: ox.Store, query: str) -> set[str]:
    solutions = store.query(_PROLOGUE + query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return {shorten(solution[0].value, BASE) for solution in solutions}


def test_each_direct_triple_shown_is_in_the_edition(edition_store: ox.Store):
    """It is told as one that a query finds."""
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \| `(\S+) (\S+) (.*)` \|$", _section("Direct triples"), re.MULTILINE)
    wrong = []
    for name, subject, predicate, value in rows:
        same = f"STR(?value) = {value.partition('@')[0]}" if value.startswith('"') else f"?value = {value}"
        asked = f"{_PROLOGUE}ASK {{ {subject} {predicate} ?value FILTER({same}) }}"
        if name != predicate or not edition_store.query(asked, use_default_graph_as_union=True):
            wrong.append(f"{subject} {predicate} {value}")

    assert rows
    assert [] == wrong


def test_every_property_with_direct_triples_is_in_the_list(edition_store: ox.Store):
    """The facets of a form have a list of their own."""
    section = _section("Direct triples")
    used = _found(edition_store, f"SELECT DISTINCT ?p {{ GRAPH <{BASE}graph/derived/best-rank> {{ ?s ?p ?o }} }}")
    used = {name for name in used if not name.startswith("pdia:facet-")}

    assert "mov:date" in used
    assert [] == sorted(name for name in used if f"\n| `{name}` |" not in section)


def test_every_computed_property_is_in_the_list(edition_store: ox.Store):
    """Whoever meets one in an answer finds there what it means; closure and direct triples are told in words."""
    section = _section("What is computed")
    used = _found(
        edition_store,
        f"""
        SELECT DISTINCT ?p {{
          GRAPH ?rule {{ ?s ?p ?o }}
          FILTER(STRSTARTS(STR(?rule), "{BASE}graph/derived/"))
          FILTER(STRSTARTS(STR(?p), STR(mov:)))
          FILTER(?rule NOT IN (<{BASE}graph/derived/best-rank>, <{BASE}graph/derived/closure>))
          FILTER(?rule != <{BASE}graph/derived/archive>)
        }}""",
    )

    assert {"mov:statedBy", "mov:earliest", "mov:hadParticipant", "mov:attributedTo"} <= used
    assert [] == sorted(name for name in used if f"\n| `{name}` |" not in section)


def test_every_property_of_a_record_is_in_its_table(edition_store: ox.Store):
    """As records of the archive have them; what any claim may have stands once, before."""
    common = _section("The records").partition("\n### ")[0]
    classes = _found(edition_store, "SELECT DISTINCT ?class { ?class rdfs:subClassOf+ mov:Claim }")
    missing = []
    for record in classes:
        own = _section(f"`{record}`", "###").partition("\n### ")[0]
        used = _found(
            edition_store,
            f"SELECT DISTINCT ?p {{ GRAPH ?file {{ ?record a {record} ; mov:passage ?passage ; ?p ?o }} }}",
        )
        missing += [f"{record} {name}" for name in used - {"rdf:type"} if f"\n| `{name}` |" not in common + own]

    assert len(classes) > 10
    assert [] == missing


def test_each_value_shown_of_a_record_is_in_the_archive(edition_store: ox.Store):
    """A reader may look the record up."""
    wrong = []
    for example in re.findall(r"The example: `(\S+)`\.", _section("The records")):
        if not edition_store.query(f"{_PROLOGUE}ASK {{ {example} a mov:Claim }}", use_default_graph_as_union=True):
            wrong.append(example)

    assert [] == wrong
