"""`/query/vocabulary`: what the editor completes by."""

from __future__ import annotations

import pytest

TURTLE = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:event a mov:Event ; mov:date "2016" ; skos:prefLabel "An event"@en .
:other a mov:Event, <https://elsewhere.example/Kind> .
<https://elsewhere.example/Kind> rdfs:label "Kind", "Art"@de-AT , "Clase"@es .
"""


def terms(browser) -> dict[tuple[str, str], dict]:
    return {(one["kind"], one["name"]): one for one in browser.get("/query/vocabulary").json()["terms"]}


def test_terms_have_counts_and_labels_in_every_language(small):
    told = terms(small(TURTLE))

    assert 2 == told["class", "mov:Event"]["count"]
    assert {"en": "event"}.items() <= {k: v.lower() for k, v in told["class", "mov:Event"]["labels"].items()}.items()
    assert {"": "Kind", "de-at": "Art", "es": "Clase"} == told["class", "<https://elsewhere.example/Kind>"]["labels"]
    assert 1 <= told["property", "mov:date"]["count"]


def test_every_term_of_the_edition_is_there(browser, site):
    told = terms(browser)

    assert len(told) == len(site.statistics.classes) + len(site.statistics.properties)
    assert site.statistics.classes["https://w3id.org/acervo/ns#Battle"] == told["class", "mov:Battle"]["count"]
    assert {"en", "es"} <= told["class", "mov:Battle"]["labels"].keys()


def test_prefixes_are_those_that_need_no_declaration_here(browser):
    prefixes = browser.get("/query/vocabulary").json()["prefixes"]

    assert "https://w3id.org/acervo/epo/id/" == prefixes[""]
    assert "https://w3id.org/acervo/ns#" == prefixes["mov"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_it_already_is_told_so(browser, method):
    first = browser.request(method, "/query/vocabulary")
    again = browser.request(method, "/query/vocabulary", headers={"If-None-Match": first.headers["ETag"]})

    assert [200, 304] == [first.status_code, again.status_code]
    assert "Accept-Language" not in first.headers.get("Vary", "")
