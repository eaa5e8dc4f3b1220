"""The archive's own search, asked by SERVICE: nothing goes out, and its hits join like other solutions."""

from __future__ import annotations

import pytest

from acervo.errors import QueryRefused, RemoteFailed
from acervo.federation.searching import MAX_TEXTS
from acervo.settings import AllowedEndpoint
from federation.conftest import Archive

NAMES = """
@prefix : <http://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:gdansk a mov:Place ; skos:prefLabel "Gdańsk"@pl , "Danzig"@de ; mov:rank 1 .
:shipyard a mov:Facility ; skos:prefLabel "Lenin Shipyard"@en , "Astillero Lenin"@es .
:strike a mov:Event ; skos:prefLabel "Lenin Shipyard strike"@en , "Huelga del astillero Lenin"@es .
:note skos:note "lenin" , "huelga"@es , "gdansk" , 7 .
mov:Event skos:prefLabel "event"@en . mov:Facility skos:prefLabel "facility"@en .
"""
PREFIX = """PREFIX : <http://example.org/id/> PREFIX mov: <https://w3id.org/acervo/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """
HERE = "SERVICE <http://example.org/service/search>"


@pytest.fixture
def named() -> Archive:
    """An archive that allows no other endpoint."""
    one = Archive()
    one.engine.load(NAMES)
    return one


def slugs(archive: Archive, pattern: str, name: str = "hit") -> list[str]:
    return [row[name].rsplit("/", 1)[-1] for row in archive.rows(f"{PREFIX}SELECT * {{ {pattern} }}")]


def test_hits_come_with_score_and_label(named):
    """Exactly so called is a hundred; the label is in the first language of the archive that there is one in."""
    rows = named.rows(
        f"{PREFIX}SELECT * {{ {HERE} {{ ?hit mov:searchQuery 'lenin shipyard' ; mov:searchScore ?score ; "
        "mov:searchLabel ?label } } ORDER BY DESC(?score)"
    )

    assert ["shipyard", "strike"] == [row["hit"].rsplit("/", 1)[-1] for row in rows]
    assert 100 == float(rows[0]["score"])
    assert 0 < float(rows[1]["score"]) < 100
    assert ["Lenin Shipyard", "Lenin Shipyard strike"] == [row["label"] for row in rows]


def test_hits_join_with_what_the_archive_says_of_them(named):
    found = f"?hit a mov:Event . {HERE} {{ ?hit mov:searchQuery 'lenin' }}"

    assert ["strike"] == slugs(named, found)
    assert ["strike"] == slugs(named, f"{HERE} {{ ?hit mov:searchQuery 'lenin' }} ?hit a mov:Event")
    assert [] == slugs(named, f"?hit a mov:Place . {HERE} {{ ?hit mov:searchQuery 'lenin' }}")


def test_class_language_and_limit_narrow_the_search(named):
    def found(more: str) -> set[str]:
        return set(slugs(named, f"{HERE} {{ ?hit mov:searchQuery 'lenin' ; {more} }}"))

    assert {"shipyard", "strike"} == found("")
    assert {"strike"} == found("mov:searchType mov:Event")
    assert {"strike"} == found("mov:searchType <https://w3id.org/acervo/ns#Event> ; mov:searchLanguage 'ES' .")
    assert {"shipyard"} == found("mov:searchLimit 1")
    assert set() == found("mov:searchLanguage 'pl'")


def test_a_label_is_in_the_language_that_is_searched(named):
    [row] = named.rows(
        f"{PREFIX}SELECT * {{ {HERE} {{ ?hit mov:searchQuery 'huelga' ; mov:searchLanguage 'es' ; "
        "mov:searchLabel ?l } }"
    )

    assert "Huelga del astillero Lenin" == row["l"]


def test_texts_may_come_from_outside_in_any_language(named):
    """Each with its own hits, joined on the term as it stands there."""
    rows = named.rows(
        f"{PREFIX}SELECT ?name ?hit {{ :note skos:note ?name . {HERE} {{ ?hit mov:searchQuery ?name ; "
        "mov:searchLimit 1 } }"
    )

    assert {("lenin", "shipyard"), ("huelga", "strike"), ("gdansk", "gdansk")} == {
        (row["name"], row["hit"].rsplit("/", 1)[-1]) for row in rows
    }


def test_values_and_an_iri_that_is_no_text(named):
    """What is no text finds nothing, as it would elsewhere."""
    found = f"VALUES ?name {{ 'huelga' <http://example.org/id/strike> }} {HERE} {{ ?hit mov:searchQuery ?name }}"

    assert ["strike"] == slugs(named, found)


def test_several_searches_in_one_query(named):
    """The second by what the first has found."""
    rows = named.rows(
        f"{PREFIX}SELECT * {{ {HERE} {{ ?a mov:searchQuery 'gdansk' }} {HERE} {{ ?b mov:searchQuery 'huelga' ; "
        f"mov:searchLabel ?label }} {HERE} {{ ?c mov:searchQuery ?label ; mov:searchLimit 1 }} }}"
    )

    assert [("gdansk", "strike", "strike")] == [tuple(row[n].rsplit("/", 1)[-1] for n in "abc") for row in rows]


def test_the_address_may_be_relative_a_prefixed_name_or_a_variable(named):
    prefix = "PREFIX s: <http://example.org/service/> "
    block = "{ ?hit mov:searchQuery 'huelga' }"
    rows = named.rows(f"{prefix}{PREFIX}SELECT * {{ SERVICE s:search {block} }}")

    assert ["strike"] == slugs(named, f"SERVICE <service/search> {block}")
    with pytest.raises(QueryRefused, match="may not ask <service/search>"):
        named.rows(f"BASE <http://elsewhere.example/> {PREFIX}SELECT * {{ SERVICE <service/search> {block} }}")
    assert ["http://example.org/id/strike"] == [row["hit"] for row in rows]
    assert ["strike"] == slugs(named, f"VALUES ?s {{ <http://example.org/service/search> }} SERVICE ?s {block}")


def test_a_variable_for_the_address_and_one_for_the_text(named):
    """Each address is asked for the texts that stand beside it."""
    pattern = (
        "VALUES (?s ?t) { (<http://example.org/service/search> 'huelga') "
        "(<http://example.org/service/search> 'gdansk') } SERVICE ?s { ?hit mov:searchQuery ?t }"
    )

    assert ["gdansk", "strike"] == sorted(slugs(named, pattern))


def test_other_endpoints_and_the_search_in_one_query(endpoint):
    archive = Archive(AllowedEndpoint(endpoint.address, local=True))
    archive.engine.load(NAMES)
    endpoint.says([{"note": {"type": "literal", "value": "huelga"}}])

    found = f"SERVICE <{endpoint.address}> {{ ?x skos:note ?note }} {HERE} {{ ?hit mov:searchQuery ?note }}"

    assert ["strike"] == slugs(archive, found)


def test_no_place_among_those_who_ask_others_is_taken(named):
    """Nobody else is asked."""
    named.settings = type(named.settings)(federation_queries=0)

    assert ["strike"] == slugs(named, f"{HERE} {{ ?hit mov:searchQuery 'huelga' }}")


@pytest.mark.parametrize("silent", ["", "SILENT"])
@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("", "nothing is searched for"),
        ("?hit mov:searchScore ?s", "nothing is searched for"),
        ("?hit mov:searchQuery ' '", "nothing is searched for"),
        ("?hit mov:searchQuery 'x' ; skos:prefLabel ?l", "does not know skos:prefLabel, but mov:searchQuery"),
        ("?hit mov:searchQuery 'x' ; a mov:Event", "does not know rdf:type"),
        ("?hit mov:searchQuery 'x' . ?other mov:searchQuery 'y'", r"\?hit and \?other are two searches"),
        (":strike mov:searchQuery 'x'", "what a search finds is a variable"),
        ("[] mov:searchQuery 'x'", "what a search finds is a variable"),
        ("?hit mov:searchQuery 'x' , 'y'", "mov:searchQuery is said twice"),
        ("?hit mov:searchQuery :strike", "mov:searchQuery takes a text"),
        ("?hit mov:searchQuery 'x' ; mov:searchScore 80", r"takes a variable.*FILTER"),
        ("?hit mov:searchQuery 'x' ; mov:searchLimit 101", "limit is a number from 1 to 100"),
        ("?hit mov:searchQuery 'x' ; mov:searchLimit -1", "takes a number from 1 to 100"),
        ("?hit mov:searchQuery 'x' ; mov:searchLimit ?n", "takes a number from 1 to 100"),
        ("?hit mov:searchQuery 'x' ; mov:searchType 'Event'", "takes the IRI of a class"),
        ("?hit mov:searchQuery 'x' ; mov:searchLanguage mov:Event", "takes the tag of a language"),
        ("?hit mov:searchQuery 'x' ; mov:searchScore ?hit", "stands for one thing"),
        (f"?hit mov:searchQuery '{'x' * 201}'", "200 characters"),
        ("?hit mov:searchQuery 'x' FILTER(?hit = :strike)", "plain triples only"),
        ("?hit mov:searchQuery|mov:searchLabel 'x'", "plain triples only"),
        ("OPTIONAL { ?hit mov:searchQuery 'x' }", "plain triples only"),
        ("?hit mov:searchQuery ?text", r"\?text must have a value before SERVICE"),
    ],
)
def test_what_a_search_cannot_mean_is_refused_with_place_and_reason(named, silent, block, reason):
    """Also where SILENT is written: it is the client's mistake."""
    with pytest.raises(QueryRefused, match=reason) as raised:
        named.body(
            f"{PREFIX}SELECT * {{\n ?hit a ?c .\n {HERE.replace('SERVICE', f'SERVICE {silent}')} {{ {block} }} }}"
        )

    # The prefixes take two lines.
    assert {"line": 4, "column": 2} == raised.value.facts


def test_triples_may_be_written_as_everywhere(named):
    """Comments, points, marks of language and several lines."""
    block = """# all of it
      ?hit mov:searchQuery \"\"\"huelga\"\"\"@es-VE ; # the words, say.
           mov:searchLimit 5 ; .
      $hit mov:searchScore $score # and no point."""

    assert ["strike"] == slugs(named, f"{HERE} {{ {block}\n }}")


def test_only_so_many_texts_are_searched_for(named):
    """A number of the archive's labels would be a search through all of it."""
    texts = " ".join(f"'w{number}'" for number in range(MAX_TEXTS + 1))
    block = f"{HERE} {{ ?hit mov:searchQuery ?t }}"

    for pattern in (f"VALUES ?t {{ {texts} }} {block}", " ".join([f"{HERE} {{ ?hit mov:searchQuery 'x' }}"] * 51)):
        with pytest.raises(QueryRefused, match="50 different texts"):
            slugs(named, pattern)
    assert [] == slugs(named, f"VALUES ?t {{ {texts.rpartition(' ')[0]} }} {block}")


def test_a_long_text_from_outside_is_told_or_with_silent_passed_over(named):
    """It comes from the data, so the client may not care."""
    pattern = f"VALUES ?t {{ '{'x' * 300}' }} {HERE} {{ ?hit mov:searchQuery ?t }}"

    with pytest.raises(QueryRefused, match=r"\?t is “xxx.*200 characters"):
        slugs(named, pattern)
    [row] = named.rows(f"{PREFIX}SELECT * {{ {pattern.replace('SERVICE', 'SERVICE SILENT')} }}")
    assert ["t"] == [*row]


def test_an_index_that_cannot_be_read_is_told_or_with_silent_passed_over(named, monkeypatch):
    def gone():
        raise OSError("gone")

    monkeypatch.setattr(named.search, "_index", gone)
    query = f"{PREFIX}SELECT * {{ {HERE} {{ ?hit mov:searchQuery 'x' }} }}"

    with pytest.raises(RemoteFailed, match="cannot be read"):
        named.rows(query)
    assert [{}] == named.rows(query.replace("SERVICE", "SERVICE SILENT"))
