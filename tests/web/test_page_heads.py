"""What the head of a page tells crawlers and those who share it: its own address, other languages, a title."""

from __future__ import annotations

import pytest


def heads(page):
    links = [one.attributes for one in page.all("link")]
    metas = {
        one.attributes["property"]: one.attributes["content"]
        for one in page.all("meta")
        if "property" in one.attributes
    }
    canonical = [one["href"] for one in links if one["rel"] == "canonical"]
    return canonical, {one["hreflang"]: one["href"] for one in links if "hreflang" in one}, metas


@pytest.mark.parametrize("path", ["/", "/page/battle-la-gaviota-2016", "/sources", "/ns"])
def test_a_page_names_its_own_address_and_the_other_languages(browser, path):
    canonical, languages, metas = heads(browser.page(path, **{"Accept-Language": "en"}))

    assert [path] == canonical
    assert {"en": f"{path}?lang=en", "es": f"{path}?lang=es"} == languages
    assert [f"{path}?lang=es"] == heads(browser.page(f"{path}?lang=es"))[0]
    assert all(metas.values())


def test_what_is_shared_has_the_name_of_the_thing(browser):
    metas = heads(browser.page("/page/battle-la-gaviota-2016?lang=es"))[2]

    assert "Batalla de La Gaviota, 2016" == metas["og:title"]
    assert "Las Batallas Productivas Obreras" == metas["og:site_name"]
    assert "Las Batallas Productivas Obreras" == heads(browser.page("/?lang=es"))[2]["og:title"]


@pytest.mark.parametrize("path", ["/query?query=ASK{}", "/disagreements?kind=mov:PrecisionOnly"])
def test_an_answer_and_a_filtered_list_have_no_address_for_crawlers(browser, path):
    assert [] == heads(browser.page(path))[0]


def test_what_is_not_there_has_none(browser):
    assert [] == heads(browser.page("/page/nothing-of-this-name", 404))[0]


def test_a_title_with_markup_stays_text(small):
    page = small(':a a mov:Event ; skos:prefLabel "<b>\\"x\\" & y"@en .').page("/page/a")

    assert '<b>"x" & y' == heads(page)[2]["og:title"]
