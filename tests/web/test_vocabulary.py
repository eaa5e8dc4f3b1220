"""What words mean: the terms of the core with their uses, and the concepts that catalogues share."""

from __future__ import annotations

import gzip

import pytest

from acervo.namespaces import MOV


def test_every_term_of_the_core_has_its_place_and_definition(browser):
    page = browser.page("/ns?lang=es")

    asked = {
        "query": f"SELECT DISTINCT ?t {{ ?t rdfs:isDefinedBy ?m FILTER(STRSTARTS(STR(?t), '{MOV}')) }}",
        "format": "json",
    }
    rows = browser.get("/sparql", params=asked).json()["results"]["bindings"]
    terms = {row["t"]["value"].removeprefix(MOV) for row in rows}
    anchors = {one.attributes["id"]: " ".join(one.text.split()) for one in page.all("article", "vocabulary-term")}
    assert len(terms) > 250
    assert terms == {*anchors}
    assert "clase" in anchors["Battle"]
    assert "más estrecha que la clase: acontecimiento" in anchors["Battle"]
    assert "shapes/core/event.ttl" in anchors["atFacility"]
    assert all(anchors.values())


def test_links_between_terms_lead_to_terms(browser):
    page = browser.page("/ns?lang=en")

    ids = {one.attributes["id"] for one in page.elements if "id" in one.attributes}
    fragments = {
        link.split("#")[1] for link in page.links if "#" in link and (link[0] == "#" or link.startswith("/ns"))
    }
    assert len(fragments) > 250
    assert {*fragments} <= ids


def test_uses_are_those_of_the_edition(browser, site):
    page = browser.page("/ns?lang=en")
    anchors = {one.attributes["id"]: " ".join(one.text.split()) for one in page.all("article", "vocabulary-term")}

    assert f"used {site.statistics.classes[MOV + 'Battle']} times" in anchors["Battle"]
    assert f"used {site.statistics.properties[MOV + 'atFacility'].triples} times" in anchors["atFacility"]
    assert "used" in anchors["StateAgency"].split("member of a list")[1]


def test_values_are_uses_also_where_a_rule_finds_them(browser):
    """The kinds of disagreement stand on nodes that are derived; a class may only be what is counted."""
    page = browser.page("/ns?lang=en")
    anchors = {one.attributes["id"]: " ".join(one.text.split()) for one in page.all("article", "vocabulary-term")}

    asked = {"query": f"SELECT ?d {{ ?d <{MOV}disagreementKind> <{MOV}SpellingOnly> }}", "format": "json"}
    spelled = browser.get("/sparql", params=asked).json()["results"]["bindings"]
    assert f"used {len(spelled)} times" in anchors["SpellingOnly"]
    for term in ("PrecisionOnly", "WithinOneSource", "PolarityConflict", "Enterprise"):
        assert "not used here" not in anchors[term], term
    assert [True, False] == [any(f"ns%23{one}%3E" in link for link in page.links) for one in ("Battle", "Enterprise")]


def shown(page):
    """The terms that are not hidden."""
    return [one.attributes["id"] for one in page.all("article", "vocabulary-term") if "hidden" not in one.attributes]


def test_terms_are_sifted_by_what_is_said_of_them(browser):
    """Without case and accents, every piece somewhere; nothing of it needs scripts."""
    every = shown(browser.page("/ns?lang=es"))
    sifted = browser.page("/ns?lang=es&q=ACCION++de")

    assert every == shown(browser.page("/ns?lang=es&q=")) == shown(browser.page("/ns?lang=es&q=+"))
    assert 0 < len(shown(sifted)) < len(every)
    assert f"Términos: {len(shown(sifted))}" in sifted.text
    assert "Battle" in shown(browser.page("/ns?lang=en&q=battle"))
    nothing = browser.page("/ns?lang=en&q=zzzz")
    assert ([], True) == (shown(nothing), "Terms: 0" in nothing.text)
    assert all("hidden" in one.attributes for one in nothing.all("section"))


def test_topics_say_what_they_are_about(browser):
    page = browser.page("/ns?lang=es")

    assert "Lo que ocurre: batallas, campañas, nombramientos y el contexto en que se dan." in page.text
    assert len(page.all("span", "about")) > 20


def test_an_archive_that_uses_nothing_says_so(small):
    page = small(":a a mov:Battle .").page("/ns?lang=en")
    anchors = {one.attributes["id"]: " ".join(one.text.split()) for one in page.all("article", "vocabulary-term")}

    assert "used 1 time" in anchors["Battle"]
    assert "not used here" in anchors["Occupation"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_small_enough_to_read_on_the_way(browser, language):
    assert len(gzip.compress(browser.get(f"/ns?lang={language}").content)) <= 30 * 1024


def test_a_concept_has_its_labels_in_every_language_and_what_uses_it(browser):
    page = browser.page("/participedia/general_issues-economics?lang=es")

    assert "Economía" == page.one("h1").text
    # One name stands for Italian and Portuguese, which share it.
    assert {"en", "fr", "de", "it", "nl", "zh"} <= {one.attributes.get("lang") for one in page.all("span")}
    assert "/page/case-productive-workers-battles?lang=es" in page.links
    assert "/participedia/general_issues?lang=es" in page.links
    assert browser.page("/participedia/general_issues?lang=es").links.count(
        "/participedia/general_issues-economics?lang=es"
    )


@pytest.mark.parametrize("path", ["nothing", "a%20b", "%22", "", "general_issues-economics/x"])
def test_what_is_no_concept_is_not_found(browser, path):
    assert 404 == browser.get(f"/participedia/{path}").status_code


def test_the_data_of_a_concept_is_there(browser):
    page = browser.page("/participedia/general_issues-economics")

    links = [link for link in page.links if link.startswith("/sparql?query=DESCRIBE")]
    assert 8 == len(links)
    assert "general_issues-economics" in browser.get(links[0]).text


def test_classes_and_properties_on_pages_lead_to_what_they_mean(browser):
    page = browser.page("/page/battle-la-gaviota-2016?lang=es")

    assert {"/ns?lang=es#Battle", "/ns?lang=es#date", "/ns?lang=es#atFacility"} <= {*page.links}
    assert {"/ns#Battle", "/ns#date"} <= {*browser.page("/page/battle-la-gaviota-2016").links}
