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
