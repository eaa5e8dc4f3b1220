"""The query library: every kept question, asked by name with values of one's own."""

from __future__ import annotations

import csv
from dataclasses import replace
from urllib.parse import quote

import pytest

from acervo.web.answers.library import filled, library
from acervo.web.answers.subjects import subjects_in, subjects_of
from acervo.web.wording.words import words_in

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def answer(browser, path, **headers):
    """Where *path* leads, followed once, as JSON rows."""
    there = browser.get(path, headers=headers)
    assert 303 == there.status_code
    assert there.headers["location"].startswith("/sparql?")
    return browser.get(there.headers["location"], headers=headers)


def test_every_kept_query_is_listed_with_text_address_and_parameters(browser, site):
    page = browser.page("/queries?lang=en")

    ids = {one.attributes["id"] for one in page.all("li") if "id" in one.attributes}
    assert {query.name for query in site.competency_queries} < ids
    assert ids == {query.name for query in library(site)}
    fields = {one.attributes["id"] for one in page.all("input") if "id" in one.attributes} - {"sift"}
    assert {f"{query.name}-{one.name}" for query in site.competency_queries for one in query.parameters} == fields
    assert len(fields) > 100
    for name in ids:
        assert f"/queries/{name}.rq" in page.links


def test_every_parameter_with_its_own_sample_asks_the_same(site):
    for query in site.competency_queries:
        for one in query.parameters:
            assert f"?_{one.name}" in query.text, query.name
            assert one.sample, query.name
            assert one.type in ("iri", "string", "integer", "date"), query.name
        text = filled(query, {one.name: one.sample for one in query.parameters}, site.base)
        assert "?_" not in text or query.parameters, query.name


def test_a_program_asks_by_name_with_values(browser):
    path = "/queries/cq-21-organization-by-part-of-its-name"

    kept = answer(browser, path, Accept="application/json").json()["results"]["bindings"]
    other = answer(browser, f"{path}?words=indor", Accept="application/json").json()["results"]["bindings"]
    assert ["https://w3id.org/acervo/epo/id/epo"] == [row["organization"]["value"] for row in kept]
    assert ["https://w3id.org/acervo/epo/id/indorca"] == [row["organization"]["value"] for row in other]


@pytest.mark.parametrize("event", [":battle-la-gaviota-2016", "https://w3id.org/acervo/epo/id/battle-la-gaviota-2016"])
def test_an_iri_may_be_given_whole_or_by_prefix(browser, event):
    path = "/queries/cq-01-who-came-to-a-battle"

    asked = browser.get(path, params={"event": event, "format": "csv"}, headers=BROWSER)
    told = browser.get(asked.headers["location"])
    assert told.headers["content-type"].startswith("text/csv")
    assert len(list(csv.reader(told.text.splitlines()))) > 5


def test_a_browser_is_led_to_the_query_page(browser):
    path = "/queries/cq-01-who-came-to-a-battle"

    plain = browser.get(f"{path}?lang=es", headers=BROWSER).headers["location"]
    assert "/query?lang=es&name=cq-01-who-came-to-a-battle" == plain
    other = browser.get(f"{path}?event=:battle-nutrichicha", headers=BROWSER).headers["location"]
    assert "/query?name=cq-01-who-came-to-a-battle&_event=:battle-nutrichicha" == other


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("?words=a&colour=red", "has no parameter “colour”"),
        ("?words=a\u0022%20}%20%23", None),
    ],
)
def test_what_a_parameter_cannot_be_is_told(browser, asked, told):
    answer = browser.get("/queries/cq-21-organization-by-part-of-its-name" + asked, headers={"Accept": "*/*"})

    if told is None:
        followed = browser.get(answer.headers["location"], headers={"Accept": "application/json"})
        assert [] == followed.json()["results"]["bindings"]
    else:
        assert 400 == answer.status_code
        assert told in answer.json()["detail"]


@pytest.mark.parametrize("value", ["x", "<http://a/>", "http://a/ b", "nope:a b"])
def test_what_is_no_iri_is_refused(browser, value):
    answer = browser.get("/queries/cq-01-who-came-to-a-battle", params={"event": value})

    assert (400, True) == (answer.status_code, "no IRI" in answer.json()["detail"])


@pytest.mark.parametrize(("name", "value"), [("from", "1.1.2016"), ("from", "2016"), ("to", "2016-02-30")])
def test_what_is_no_date_is_refused(browser, name, value):
    answer = browser.get("/queries/cq-28-events-between-two-dates", params={name: value})

    assert (400, True) == (answer.status_code, "is no date" in answer.json()["detail"])


def test_the_text_of_a_query_stands_at_its_own_address(browser, site):
    query = site.competency_queries[0]

    sent = browser.get(f"/queries/{query.name}.rq")
    assert (query.text, "application/sparql-query") == (sent.text, sent.headers["content-type"].split(";")[0])
    again = browser.get(f"/queries/{query.name}.rq", headers={"If-None-Match": sent.headers["etag"]})
    assert 304 == again.status_code


@pytest.mark.parametrize("name", ["nothing", "nothing.rq", "names", "names.rq"])
def test_only_queries_of_the_library_are_asked_by_name(browser, name):
    assert 404 == browser.get(f"/queries/{name}").status_code


def test_a_tag_leaves_the_queries_that_have_it(browser, site):
    page = browser.page("/queries?tag=disagreement&lang=es")

    ids = {one.attributes["id"] for one in page.all("li") if "id" in one.attributes}
    assert {query.name for query in site.competency_queries if "disagreement" in query.tags} == ids
    assert "Ninguna consulta" in browser.page("/queries?tag=none&lang=es").text


def listed(page):
    return [one.attributes["id"] for one in page.all("li") if "id" in one.attributes]


def test_questions_stand_under_what_they_are_about_in_the_language_of_the_reader(browser, site):
    """Each once, under the subject that tells most of it; how a query is made is no subject."""
    page = browser.page("/queries?lang=es")
    subjects = {link.partition("subject=")[2] for link in page.links if "subject=" in link}

    assert sorted(query.name for query in library(site)) == sorted(listed(page))
    assert {"people", "dates", "disagreements"} < subjects
    assert not subjects & {"lookup", "join", "path", "home", "example", "person"}
    assert [] == [query for query in site.competency_queries if not subjects_of(query)]
    headings = [one.text for one in page.all("h2")]
    assert headings.index("Fechas") < headings.index("Desacuerdos entre fuentes") < headings.index("Fichas de catálogo")
    assert "CQ-" not in page.text


def test_a_subject_leaves_the_questions_about_it(browser, site):
    page = browser.page("/queries?subject=people&lang=en")
    tags = {"person", "participant", "office", "contributor"}

    assert {query.name for query in site.competency_queries if tags & {*query.tags}} == {*listed(page)}
    assert f"People {len(listed(page))}" in " ".join(page.text.split())
    assert [] == listed(browser.page("/queries?subject=none&lang=en"))


def test_a_tag_of_an_archive_of_its_own_is_a_subject(site):
    """As it is written, behind those that the interface has words for."""
    own = replace(site.competency_queries[0], tags=("join", "harvest", "event"))

    assert ["harvest", "events"] == subjects_of(own)
    assert ["Events", "harvest"] == [one.name for one in subjects_in([own], words_in("en"))]


def test_every_question_and_parameter_speaks_the_languages_of_the_archive(site):
    for query in library(site):
        for language in site.archive.settings.languages:
            told = [query.told("summary", language), query.told("description", language)]
            told += [one.told(language) for one in query.parameters]
            assert {language} == {code for text, code in told if text}, query.name


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "WHEN battles", "cq-02-when-was-a-battle"),
        ("es", "cuando batallas", "cq-02-when-was-a-battle"),
        ("en", "recognised president", "cq-31-who-recognises-whom-as-president"),
    ],
)
def test_a_question_is_found_by_its_words(browser, language, text, name):
    """Case, accents and endings aside."""
    page = browser.page(f"/queries?lang={language}&q={quote(text)}")
    listed = [one.attributes["id"] for one in page.all("li") if one.attributes.get("id", "").startswith("cq-")]

    assert text in [one.attributes.get("value") for one in page.all("input")]
    assert name in listed
    assert len(listed) < 40


def test_what_no_question_asks_is_told_with_a_way_back(browser):
    page = browser.page("/queries?lang=en&q=zeppelin")

    assert "0 questions" in page.text
    assert [] == [one for one in page.all("li") if one.attributes.get("id")]
    assert "/queries?lang=en" in page.links
