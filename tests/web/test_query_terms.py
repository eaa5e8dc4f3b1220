"""`/query/term`: what a name in a query names; `/query/properties`: what things of a class have."""

from __future__ import annotations

import pytest

MOV = "https://w3id.org/acervo/ns#"
TURTLE = """
:event a mov:Event ; skos:prefLabel "An event"@en ; skos:note "Ein Wort"@de ;
    skos:exactMatch <https://elsewhere.example/e> .
:other a mov:Event ; skos:prefLabel "Another"@en ; skos:note "%s"@en .
""" % ("long words " * 100)


def told(browser, iri: str, language: str = "en") -> dict:
    answer = browser.get("/query/term", params={"iri": iri, "lang": language})
    assert 200 == answer.status_code
    return answer.json()


def test_a_class_is_told_with_its_definition_and_its_things(small):
    term = told(small(TURTLE), MOV + "Event", "es")

    assert ("mov:Event", True, 2) == (term["name"], term["known"], term["uses"])
    assert {"text": "acontecimiento", "language": "es"} == term["label"]
    assert ["clase"] == [one["text"] for one in term["classes"]]
    assert "es" == term["explanation"]["language"]
    assert term["page"] == "/ns?lang=es#Event"


def test_a_thing_is_told_by_its_stated_class_only_and_its_note(small):
    browser = small(TURTLE)
    base = browser.get("/query/vocabulary").json()["prefixes"][""]
    term = told(browser, base + "event")

    assert {"text": "An event", "language": "en"} == term["label"]
    assert ["event"] == [one["text"] for one in term["classes"]]
    assert {"text": "Ein Wort", "language": "de"} == term["explanation"]
    assert (None, "/page/event?lang=en") == (term["uses"], term["page"])
    short = told(browser, base + "other")["explanation"]["text"]
    assert short.endswith("words …")
    assert 390 < len(short) < 403


@pytest.mark.parametrize("iri", [MOV + "Evnet", "https://elsewhere.example/e", "urn:x"])
def test_of_what_no_triple_is_about_nothing_is_told(small, iri):
    term = told(small(TURTLE), iri)

    assert (False, None, [], None, None) == (
        term["known"],
        term["label"],
        term["classes"],
        term["explanation"],
        term["page"],
    )


@pytest.mark.parametrize("query", ["", "?iri=", "?iri=Battle", "?iri=http://a/%3E%20b", "?iri=urn:a&iri=urn:b"])
def test_what_is_no_iri_is_refused(small, query):
    answer = small(TURTLE).get(f"/query/term{query}")

    assert 400 == answer.status_code
    assert "application/problem+json" == answer.headers["Content-Type"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_it_already_is_told_so(browser, method):
    address = f"/query/term?iri={MOV.replace('#', '%23')}Event"
    first = browser.request(method, address)
    again = browser.request(method, address, headers={"If-None-Match": first.headers["ETag"]})

    assert [200, 304] == [first.status_code, again.status_code]


def test_properties_of_a_class_are_counted_over_its_things(small):
    answer = small(TURTLE).get("/query/properties", params={"class": MOV + "Event"})

    used = answer.json()["properties"]
    assert (2, 2) == (used["skos:prefLabel"], used["skos:note"])
    assert 1 == used["skos:exactMatch"]
    assert "mov:date" not in used


def test_a_class_without_things_has_no_properties(small):
    browser = small(TURTLE)

    assert {} == browser.get("/query/properties", params={"class": "urn:none"}).json()["properties"]
    assert 400 == browser.get("/query/properties?class=Event").status_code
