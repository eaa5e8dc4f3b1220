"""What the field of a parameter offers: things like its sample, by their names in the reader's language."""

from __future__ import annotations

import pytest


def offered(page, parameter: str) -> dict[str, str]:
    field = next(one for one in page.all("input") if one.attributes.get("name") == f"_{parameter}")
    if "list" not in field.attributes:
        return {}
    assert field.attributes["list"] in [one.attributes["id"] for one in page.all("datalist")]
    return {one.attributes["value"]: one.text for one in page.all("option")}


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Battle of Maquinarias Barinas, 2016"), ("es", "Batalla de Maquinarias Barinas, 2016")],
)
def test_every_event_is_offered_by_its_name_where_the_sample_is_one(browser, site, language, name):
    page = browser.page(f"/query?name=cq-02-when-was-a-battle&lang={language}")
    events = offered(page, "event")

    assert name == events[":battle-maquinarias-barinas-2016"]
    assert site.statistics.classes["https://w3id.org/acervo/ns#Event"] == len(events)


def test_a_choice_is_a_value_that_can_be_asked_with(browser):
    kinds = offered(browser.page("/query?name=cq-56-plants-of-the-state"), "kind")

    assert "state-owned" == kinds["mov:StateOwned"].lower().replace(" ", "-")
    for kind in kinds:
        browser.page(f"/query?name=cq-56-plants-of-the-state&_kind={kind}")


def test_dates_words_and_lists_too_long_offer_nothing(browser, monkeypatch):
    dates = browser.page("/query?name=cq-28-events-between-two-dates")
    assert {} == offered(dates, "from")

    monkeypatch.setattr("acervo.web.answers.choices._MOST", 5)
    assert {} == offered(
        browser.page("/query?name=cq-02-when-was-a-battle&lang=es&_event=:battle-nutrichicha"), "event"
    )


KIND = "/query?name=cq-56-plants-of-the-state"


def test_below_the_title_stands_what_was_asked_instead(browser):
    page = browser.page(f"{KIND}&_kind=mov:PrivatelyOwned&lang=en")

    (changed,) = page.all("p", "changed")
    assert "Asked with another value: the kind of owner: privately owned (else: state-owned)" == changed.text
    assert ", asked with other values · " in page.all("title")[0].text
    for same in (KIND, f"{KIND}&_kind=mov:StateOwned", f"{KIND}&_kind=https://w3id.org/acervo/ns%23StateOwned"):
        plain = browser.page(same)
        assert not plain.all("p", "changed")
        assert "asked with" not in plain.all("title")[0].text


def test_a_date_given_instead_is_written_out(browser):
    page = browser.page("/query?name=cq-28-events-between-two-dates&_from=2015-01-01&lang=es")
    assert "1 de enero de 2015 (si no: 1 de enero de 2016)" in page.all("p", "changed")[0].text


@pytest.mark.parametrize(
    "written", ["privately owned", "Privately-OWNED", "de propiedad privada", "De propiedád privada"]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_choice_can_be_written_by_its_name_in_any_language(browser, written, language):
    by_code = browser.page(f"{KIND}&_kind=mov:PrivatelyOwned&lang={language}")
    by_name = browser.page(f"{KIND}&_kind={written}&lang={language}")

    assert [row.text for row in by_code.all("td")] == [row.text for row in by_name.all("td")]
    assert by_code.all("p", "changed")[0].text == by_name.all("p", "changed")[0].text


def test_a_name_that_is_none_is_told_the_nearest(browser):
    (error,) = browser.page(f"{KIND}&_kind=privatly&lang=en", 400).all("section", "error")

    assert "nothing that is offered there is called “privatly”" in error.text
    assert "Close to it: privately owned, " in error.text


def test_the_link_to_a_kept_query_keeps_its_name_and_its_values(browser):
    page = browser.page(f"{KIND}&_kind=privately owned&lang=en&sort=plant")

    short, whole = page.link("a link to this query"), page.link("a link with its whole text")
    assert "/query?name=cq-56-plants-of-the-state&_kind=mov:PrivatelyOwned&sort=plant" == short
    assert whole.startswith("/query?query=PREFIX")
    assert browser.page(short).all("p", "changed")
    assert [row.text for row in page.all("td")] == [row.text for row in browser.page(whole).all("td")]
    assert "a link with its whole text" not in browser.page("/query?query=ASK {}&lang=en").text
