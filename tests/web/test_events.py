"""The list of events: what it shows, how it narrows, and what it says when nothing is left."""

from __future__ import annotations

import asyncio
import csv
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition
from acervo.engine.embedded import EmbeddedEngine
from acervo.engine.interface import Answer
from acervo.errors import AnswerCut, EngineUnavailable
from acervo.web.app import create_app
from acervo.web.events import event_facets, event_index
from acervo.web.routes import events as events_route
from acervo.web.serving.site import Site

EVENTS = """
:camp a mov:Campaign ; skos:prefLabel "Camp"@en .
:plant a mov:Facility ; skos:prefLabel "Plant"@en .
:town a mov:Place ; skos:prefLabel "Town"@en ; mov:within :land .
:land a mov:Place ; skos:prefLabel "Land"@en ; mov:iso3166 "VE" .
:union a org:Organization ; skos:prefLabel "Union"@en .
:strike a mov:Occupation ; skos:prefLabel "Strike"@en .
:march a mov:Event ; skos:prefLabel "March"@en .
:said a mov:Passage .
:c1 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:date ; rdf:object "1980-08"^^edtf:EDTF ; mov:passage :said .
:c2 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:atFacility ; rdf:object :plant ; mov:passage :said .
:c3 a mov:Claim ; rdf:subject :plant ; rdf:predicate mov:locatedIn ; rdf:object :town ; mov:passage :said .
:c4 a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:organizer ; rdf:object :union ; mov:passage :said .
:c5 a mov:Claim ; rdf:subject :march ; rdf:predicate mov:date ; rdf:object "1979/1981"^^edtf:EDTF ; mov:passage :said .
:c6 a mov:SocialOutcome ; mov:outcomeOf :march ; mov:gist "Trust"@en ; mov:passage :said .
:c7 a mov:SocialOutcome ; mov:outcomeOf :strike ; mov:polarity false ; mov:passage :said .
"""


def names(page):
    cells = [one for one in page.all("td") if one.attributes.get("data-label") in ("What", "Qué")]
    return [" ".join(one.text.split()) for one in cells]


def facet(page, name):
    """Value → count of one facet, as the form offers them."""
    start = next(place for place, one in enumerate(page.elements) if one.attributes.get("name") == name)
    options = []
    for one in page.elements[start + 1 :]:
        if one.tag != "option":
            break
        options.append(one)
    return {one.text.rpartition(" (")[0]: int(one.text.rpartition("(")[2].rstrip(")")) for one in options[1:]}


def test_events_stand_by_date_those_without_one_last(small):
    page = small(EVENTS).page("/events")

    assert ["March event", "Strike occupation", "Camp campaign"] == names(page)
    assert "1979 – 1981" in page.text
    assert "August 1980" in page.text
    assert "no source gives a date" in page.text


def test_a_place_holds_what_happened_in_its_parts(small):
    browser = small(EVENTS)

    assert {"Land": 1, "Town": 1, "no place given": 2} == facet(browser.page("/events"), "place")
    assert ["Strike occupation"] == names(browser.page("/events?place=land"))
    assert ["March event", "Camp campaign"] == names(browser.page("/events?place=none"))


def test_a_span_is_found_in_each_year_that_it_touches(small):
    browser = small(EVENTS)

    assert {"the 1970s": 1, "the 1980s": 2, "no date given": 1} == facet(browser.page("/events"), "time")
    within = facet(browser.page("/events?time=198X"), "time")
    assert {"1980": 2, "1981": 1}.items() <= within.items()
    assert ["March event"] == names(browser.page("/events?time=1979"))
    assert ["Camp campaign"] == names(browser.page("/events?time=none"))


def test_a_result_that_is_denied_is_none(small):
    assert {"social outcome": 1, "no result told": 2} == facet(small(EVENTS).page("/events"), "result")


def test_counts_of_a_facet_are_of_what_the_others_leave(small):
    page = small(EVENTS).page("/events?organization=union")

    assert ["Strike occupation"] == names(page)
    assert {"occupation": 1} == facet(page, "kind")
    assert {"Union": 1, "no organization named": 2} == facet(page, "organization")
    assert "1 of 3 events" in page.text


def test_a_form_offers_the_most_frequent_of_many_values_and_what_is_chosen(small, monkeypatch):
    """Of thousands of organizations the form alone would be half a megabyte."""
    monkeypatch.setattr(event_facets, "_OFFERED", 2)
    unions = "".join(f':union{n} a org:Organization ; skos:prefLabel "Union {n}"@en .\n' for n in range(5))
    organizers = "".join(
        f":event{n}-{m} a mov:Event .\n:said{n}-{m} a mov:Claim ; rdf:subject :event{n}-{m} ;"
        f" rdf:predicate mov:organizer ; rdf:object :union{n} .\n"
        for n in range(5)
        for m in range(n + 1)
    )
    browser = small(unions + organizers + ":alone a mov:Event .")

    def offered(address):
        page = browser.page(address)
        select = page.elements.index(
            next(one for one in page.all("select") if one.attributes["name"] == "organization")
        )
        return [one.text for one in page.elements[select + 1 :] if one.tag == "option"][1:5]

    rarer = "3 rarer ones: narrow by something else first"
    assert ["Union 3 (4)", "Union 4 (5)", "no organization named (1)", rarer] == offered("/events")
    assert "Union 0 (1)" == offered("/events?organization=union0")[0]


def test_nothing_left_says_what_to_take_back(small):
    page = small(EVENTS).page("/events?organization=union&time=1979")

    assert [] == names(page)
    assert "/events?organization=union" in page.links
    assert "/events?time=1979" in page.links
    assert "/events" in page.links


def test_a_value_that_is_nowhere_finds_nothing(small):
    browser = small(EVENTS)

    assert [] == names(browser.page("/events?place=%3Cb%3E&kind=mov:Nothing"))
    assert 3 == len(names(browser.page("/events?place=&page=no")))


def test_many_events_stand_on_pages_of_fifty(small):
    browser = small("\n".join(f':e{n:03} a mov:Event ; skos:prefLabel "E{n:03}"@en .' for n in range(120)))

    first, second, last = (browser.page(f"/events?page={n}") for n in (1, 2, 3))
    assert [50, 50, 20] == [len(names(page)) for page in (first, second, last)]
    assert "E050 event" == names(second)[0]
    assert "/events?page=2" in first.links
    assert {"/events", "/events?page=3"} <= {*second.links}
    assert names(last) == names(browser.page("/events?page=99999"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_choice_leads_to_as_many_events_as_it_says(browser, language):
    """All links of the shipped archive's facets, in both languages."""
    page = browser.page(f"/events?lang={language}")
    counts = {
        link.attributes["href"]: count.text
        for link, count in pairwise(page.elements)
        if link.tag == "a" and link.attributes["href"].startswith("/events?") and count.has_class("quiet")
    }
    assert len(counts) > 15
    for address, count in counts.items():
        found = next(one for one in browser.page(address).elements if one.attributes.get("id") == "found")
        assert count == found.text.split()[0], address
        assert f"lang={language}" in address


def test_matters_on_which_sources_differ_are_marked_as_the_page_of_the_event_marks_them(browser):
    """In red what is a conflict; by another word what goes together."""
    page = browser.page("/events?place=sucre&time=2016&lang=en")

    marks = [" ".join(one.text.split()) for one in page.all("span", "compatible")]
    assert any(mark.startswith("Sources differ without contradiction: ") and "date" in mark for mark in marks)
    for path in ("/events", "/timeline"):
        for language in ("en", "es"):
            rows = browser.get(f"{path}?lang={language}", headers={"Accept": "text/html"}).text.split("<tr>")
            marked = {
                link[1]: {*re.findall(r'class="verdict (\w+)"', row)}
                for row in rows
                if "verdict" in row and (link := re.search(r'href="(/page/[^"]*)"', row))
            }
            assert len(marked) > 1
            for address, tones in marked.items():
                own = browser.page(address)
                assert tones == {tone for tone in ("contested", "compatible") if own.all("span", tone)}, address
    page = browser.page("/events?place=sucre&time=2016&lang=en")
    assert any("12–16 February 2016" in one.text for one in page.all("span", "date"))


def test_a_page_of_events_is_named_and_answers_head(browser):
    for path in ("/events", "/timeline", "/map"):
        tag = browser.get(path).headers["etag"]
        assert 304 == browser.get(path, headers={"If-None-Match": tag}).status_code
        assert 200 == browser.head(path).status_code
        assert tag != browser.get(f"{path}?kind=mov:Battle").headers["etag"]


def test_every_archive_has_the_pages_even_without_events(small):
    browser = small(':rose a :Plant ; skos:prefLabel "Rose"@en .')

    for path in ("/events", "/timeline", "/map"):
        assert browser.page(path).one("h1").text


def test_those_who_come_at_once_wait_for_one_reading(small, monkeypatch):
    """Of many events that takes seconds; where it fails, the next who asks has it tried again."""
    browser = small(EVENTS)
    begun = []
    ask = event_index._ask

    async def slowly(site):
        begun.append(site)
        await asyncio.sleep(0.3)
        if len(begun) == 1:
            raise EngineUnavailable("Not now.", 1)
        return await ask(site)

    monkeypatch.setattr(event_index, "_ask", slowly)

    def statuses():
        with ThreadPoolExecutor(3) as readers:
            return {one.status_code for one in readers.map(browser.get, ("/events", "/timeline", "/map"))}

    assert ({503}, 1) == (statuses(), len(begun))
    assert ({200}, 2) == (statuses(), len(begun))
    assert ({200}, 2) == (statuses(), len(begun))


def test_the_list_is_had_as_data_narrowed_as_on_the_page(small):
    """Dates as they are written, things by IRI and by name in the language of the reader."""
    browser = small(EVENTS)
    links = browser.page("/events?lang=en&time=1980").links
    told = browser.get("/events?lang=en&time=1980&format=json").json()
    rows = list(csv.DictReader(StringIO(browser.get("/events?lang=en&time=1980&format=csv").text)))

    assert {"/events?time=1980&format=csv&lang=en", "/events?time=1980&format=json&lang=en"} <= {*links}
    assert (2, 1, None) == (told["total"], told["page"], told["next"])
    assert ["March", "Strike"] == [one["name"] for one in told["events"]] == [row["name"] for row in rows]
    strike = told["events"][1]
    assert {
        "iri": "https://example.org/id/strike",
        "page": "/page/strike?lang=en",
        "dates": ["1980-08"],
        "earliest": "1980-08-01",
        "latest": "1980-08-31",
        "facilities": [{"iri": "https://example.org/id/plant", "name": "Plant"}],
        "who": [{"iri": "https://example.org/id/union", "name": "Union"}],
    } == {name: strike[name] for name in ("iri", "page", "dates", "earliest", "latest", "facilities", "who")}
    assert ("1980-08", "occupation", "Plant", "Union") == tuple(
        rows[1][name] for name in ("dates", "kinds", "facilities", "who")
    )


def test_much_data_comes_in_pages_that_lead_on(small, monkeypatch):
    monkeypatch.setattr(events_route, "_DATA_PAGE", 2)
    browser = small(EVENTS)
    first = browser.get("/events?format=json")

    assert f'<{first.json()["next"]}>; rel="next"' == first.headers["link"]
    last = browser.get(first.json()["next"]).json()
    assert (2, ["Camp"], None) == (last["page"], [one["name"] for one in last["events"]], last["next"])


def test_list_and_data_have_names_of_their_own(small):
    """A client that has the one has not the other; what nobody makes is refused."""
    browser = small(EVENTS)
    found = {kind: browser.get("/events", headers={"Accept": kind}) for kind in ("text/html", "text/csv")}
    again = {
        kind: browser.get(
            "/events", headers={"Accept": kind, "If-None-Match": found["text/csv"].headers["etag"]}
        ).status_code
        for kind in found
    }

    assert {"text/html": 200, "text/csv": 304} == again
    assert all("Accept, Accept-Language" in one.headers["vary"] for one in found.values())
    assert 406 == browser.get("/events?format=turtle").status_code


def test_a_page_whose_answer_breaks_off_may_be_asked_for_again(small, monkeypatch):
    """Nothing of it was sent: that is no fault of the server's, nor an empty page."""
    browser = small(EVENTS)

    async def chunks():
        yield b"event"
        raise AnswerCut("It took too long.")

    async def observed(site, query, asker):
        return Answer(query.media_type, chunks(), site.edition.id)

    monkeypatch.setattr(Site, "_observed", observed)
    answer = browser.get("/events", headers={"Accept": "application/json"})

    assert (503, "It took too long.") == (answer.status_code, answer.json()["detail"])
    assert int(answer.headers["retry-after"]) > 0


def test_a_server_reads_the_events_before_anybody_asks(small, tmp_path, monkeypatch):
    """Those of the next edition too, when that is put in place; settings alone change nothing of them."""
    served = small(EVENTS).app.state.served
    begun = []
    ask = event_index._ask

    async def noted(site):
        begun.append(site.edition.id)
        return await ask(site)

    monkeypatch.setattr(event_index, "_ask", noted)
    with TestClient(create_app(replace(served.site, engine=EmbeddedEngine()), reads_ahead=True)) as client:
        first = served.site.edition.id
        client.portal.call(asyncio.sleep, 0)
        assert [first] == begun
        assert 200 == client.get("/events").status_code
        app_served = client.app.state.served
        client.portal.call(app_served.renew, app_served.site)
        assert [first] == begun
        file = tmp_path / "data" / "things.ttl"
        file.write_text(file.read_text("utf-8").replace("March", "Walk"), encoding="utf-8")
        archive = open_archive(tmp_path)
        edition = keep_edition(build_edition(read_archive(archive)))
        client.portal.call(app_served.swap, replace(app_served.site, archive=archive, edition=edition))
        client.portal.call(asyncio.sleep, 0)
        assert [first, edition.id] == begun
        assert "Walk" in client.get("/events").text
        assert [first, edition.id] == begun


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("198X", {"March", "Strike"}),
        ("1979", {"March"}),
        ("1980", {"March", "Strike"}),
        ("none", {"Camp"}),
        ("19", set()),
    ],
)
def test_a_year_and_a_decade_have_what_touches_them(small, time, expected):
    page = small(EVENTS).page(f"/events?time={time}")

    assert expected == {name.split()[0] for name in names(page)}
