"""What pages tell search engines in the words of schema.org, and those who share them in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SDO

from .test_citations import ABOUT, BOOK, SETTINGS

CLAIMS = """
:strike a mov:Event ; skos:prefLabel "The strike"@en , "La huelga"@es ; skos:altLabel "Stoppage"@en .
:town a mov:Place ; skos:prefLabel "Town"@en ; mov:within :country .
:country a mov:Place ; skos:prefLabel "Country"@en .
:union a org:Organization ; skos:prefLabel "Union"@en .
:league a org:Organization ; skos:prefLabel "League"@en .
:s a mov:Source ; dcterms:title "S"@en .
:p a mov:Passage ; mov:inSource :s .
:c1 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:place ; rdf:object :town ; mov:passage :p .
:c2 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:organizer ; rdf:object :union ; mov:passage :p .
:c3 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:organizer ; rdf:object :union ; mov:passage :p ;
    mov:polarity false .
"""


def dated(edtf: str) -> str:
    return (
        ":d a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:date ; "
        f'rdf:object "{edtf}"^^edtf:EDTF ; mov:passage :p .'
    )


def block(page) -> dict[str, Any] | None:
    found = [one.text for one in page.all("script") if one.attributes.get("type") == "application/ld+json"]
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def as_graph(told) -> Graph:
    """The same as triples; the context of schema.org stands on the web, where tests do not go."""
    return Graph().parse(data=json.dumps({**told, "@context": {"@vocab": str(SDO)}}), format="json-ld")


def description(page) -> str:
    (found,) = [one.attributes["content"] for one in page.all("meta") if one.attributes.get("name") == "description"]
    return found


PAGES = [
    "/",
    "/page/battle-la-gaviota-2016",
    "/page/la-gaviota",
    "/page/sergio-requena",
    "/page/corpivensa",
    "/page/azzellini-2017",
    "/page/source-interview?lang=es",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_word_is_one_of_schema_org(browser, path):
    graph = as_graph(block(browser.page(path)))
    words = {*graph.predicates()} - {RDF.type} | {*graph.objects(None, RDF.type)}

    assert len(graph) > 3
    assert [] == [word for word in words if word not in SDO]


def test_an_event_is_told_with_what_nobody_disputes(small):
    told = block(small(ABOUT + CLAIMS + dated("1983-03-01/1983-03-09"), SETTINGS).page("/page/strike?lang=en"))

    assert ("https://schema.org", "https://example.org/id/strike", "Event") == (
        told["@context"],
        told["@id"],
        told["@type"],
    )
    assert ("The strike", ["La huelga", "Stoppage"]) == (told["name"], sorted(told["alternateName"]))
    assert {"@id": "https://example.org/id/town", "name": "Town"} == told["location"]
    assert ("1983-03-01", "1983-03-09") == (told["startDate"], told["endDate"])
    assert "https://creativecommons.org/licenses/by/4.0/" == told["subjectOf"]["license"]
    assert "http://localhost/page/strike" == told["mainEntityOfPage"]


def test_what_sources_disagree_about_is_not_told_as_a_fact(small):
    """One claim says that the union organized it, another that it did not."""
    assert "organizer" not in block(small(CLAIMS).page("/page/strike"))


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("1983", {"startDate": "1983"}),
        ("1983-03", {"startDate": "1983-03"}),
        ("1983-03/..", {"startDate": "1983-03"}),
        ("../1983", {"endDate": "1983"}),
        ("1983?", {}),
        ("1983~", {}),
        ("198X", {}),
        ("1983-21", {}),
    ],
)
def test_a_date_is_told_as_far_as_schema_org_can_say_it(small, edtf, told):
    found = block(small(CLAIMS + dated(edtf)).page("/page/strike"))

    assert told == {name: value for name, value in found.items() if name.endswith("Date")}


def test_a_place_lies_in_another(small):
    told = block(small(CLAIMS).page("/page/town?lang=en"))

    assert "https://example.org/id/country" == told["containedInPlace"]["@id"]


def test_a_source_is_told_with_its_authors_as_printed(small):
    told = block(small(BOOK).page("/page/chapter?lang=en"))

    assert ["Chapter", "CreativeWork"] == sorted(told["@type"])
    assert ["Smith, Ana", "Pedro Ruiz"] == [one["name"] for one in told["author"]]
    assert ["Somebody"] == [one["name"] for one in told["contributor"]]
    assert "datePublished" not in told, "its date is in doubt"


@pytest.mark.parametrize("path", ["/page/c1", "/page/p", "/page/entry-4"])
def test_what_schema_org_has_no_word_for_is_not_told(small, path):
    assert block(small(CLAIMS + BOOK).page(path)) is None


def test_the_archive_is_a_dataset_in_a_catalogue(small):
    client = small(ABOUT, SETTINGS + '[description]\nen = "What texts say"\n')
    catalogue, dataset = block(client.page("/?lang=en"))["@graph"]

    assert ("DataCatalog", {"@id": "https://example.org/"}) == (catalogue["@type"], catalogue["dataset"])
    assert ("Dataset", "An Archive", "What texts say") == (dataset["@type"], dataset["name"], dataset["description"])
    assert client.app.state.served.site.edition.id == dataset["version"]
    assert "The Keepers" == dataset["publisher"]["name"]
    for one in dataset["distribution"]:
        answer = client.get(one["contentUrl"])
        assert one["encodingFormat"] == answer.headers["content-type"].split(";")[0]


def test_nothing_in_a_value_ends_the_block(small):
    evil = "</script><script>alert(1)</script><!-- & ' "
    page = small(f':thing a mov:Event ; skos:prefLabel "{evil}"@en ; mov:website "javascript:x"^^xsd:anyURI .').page(
        "/page/thing"
    )

    assert evil == block(page)["name"]
    assert "url" not in block(page)


def test_a_page_tells_in_its_language_what_it_is_about(small):
    client = small(ABOUT + CLAIMS, SETTINGS)

    assert "The strike (event): place Town. An Archive." == description(client.page("/page/strike?lang=en"))
    assert description(client.page("/page/strike?lang=es")).startswith("La huelga (acontecimiento): ")
    assert description(client.page("/page/strike?lang=es")).endswith("Un Archivo.")


def test_a_source_is_described_by_its_citation(small):
    text = description(small(ABOUT + BOOK, SETTINGS).page("/page/chapter?lang=en"))

    assert text.startswith("Smith, A., & Pedro Ruiz. (June 2019 (uncertain)). A <talk>. In A. M. Smith (Ed.), Voices")


def test_what_is_shared_says_where_it_stands(browser):
    page = browser.page("/page/battle-la-gaviota-2016?lang=es")
    told = {
        one.attributes["property"]: one.attributes["content"]
        for one in page.all("meta")
        if "property" in one.attributes
    }

    assert "http://localhost/page/battle-la-gaviota-2016?lang=es" == told["og:url"]
    assert description(page) == told["og:description"]
    assert len(description(page)) <= 200


def test_lists_are_described_as_the_archive_is(browser, site):
    text = site.archive.settings.description["es"]

    assert text == description(browser.page("/sources?lang=es")) == description(browser.page("/?lang=es"))


@pytest.mark.slow
def test_a_browser_takes_the_block_for_data_under_the_strict_policy(chromium, address):
    """Were it a script, the policy would refuse it: no exception is made for it."""
    tab = chromium.new_page(locale="es")
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    try:
        policy = tab.goto(f"{address}/page/battle-la-gaviota-2016").headers["content-security-policy"]
        told = tab.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")

        assert [] == said
        assert "script-src 'self';" in policy
        assert "Event" == told["@type"]
    finally:
        tab.close()
