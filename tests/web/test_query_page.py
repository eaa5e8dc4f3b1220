"""`/query`: a question and its answer as a page."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from acervo.engine.interface import Answer
from acervo.errors import AnswerCut, LimitExceeded, QueryTimeout, TooManyQueries
from acervo.web.answers.library import library, query_named, question_of
from acervo.web.answers.subjects import subjects_of

PREFIX = "PREFIX mov: <https://w3id.org/acervo/ns#> PREFIX : <https://w3id.org/acervo/epo/id/> "


def ask(text: str) -> str:
    return f"/query?query={quote(text)}"


def test_without_a_query_there_is_a_form_and_a_few_questions_to_begin_with(browser, site):
    """Those of the home page and one of each other subject, a first query to read, and the way to all."""
    page = browser.page("/query")

    assert "GET" == page.one("form", "query").attributes["method"].upper()
    assert "query" == page.one("textarea").attributes["name"]
    assert page.one("textarea").attributes["id"] == page.one("label").attributes["for"]
    kept = [link.removeprefix("/query?name=") for link in page.links if link.startswith("/query?name=")]
    homely = {query.name for query in site.competency_queries if "home" in query.tags}
    assert "example-dates" == kept[0]
    assert "?thing mov:date ?date" in page.one("pre").text
    assert (8, True) == (len(kept) - 1, homely < {*kept})
    assert f"All {len(library(site))} kept questions" in page.text


def test_a_kept_question_leads_to_those_close_to_it(browser, site):
    page = browser.page("/query?name=cq-19-counts-on-which-sources-disagree")

    own = query_named(site, "cq-19-counts-on-which-sources-disagree")
    near = {one.text.strip() for one in page.one_list("kept")}
    assert 8 == len(near)
    assert near <= {one.summary for one in site.competency_queries if {*subjects_of(one)} & {*subjects_of(own)}}
    assert query_named(site, "cq-25-sources-that-contradict-themselves").summary in near
    assert own.summary not in near


@pytest.mark.slow
def test_every_kept_question_is_answered(browser, site):
    for query in site.competency_queries:
        page = browser.page(f"/query?name={query.name}")
        assert query.summary == page.one("h1").text
        assert question_of(query).strip() == page.one("textarea").text.strip()


def test_an_answer_is_a_table_with_links_and_languages(browser):
    names = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?org ?name "
    names += "{ VALUES ?org { :indorca } ?org skos:prefLabel ?name } ORDER BY LANG(?name)"
    page = browser.page(ask(PREFIX + names))

    assert ["org", "name"] == [one.text for one in page.all("th")]
    assert ["Indorca"] * 4 == [one.text for one in page.all("td")]
    assert ("/page/indorca", ":indorca") in [
        (one.attributes.get("href"), one.attributes.get("title")) for one in page.all("a")
    ]
    assert "es" in [one.attributes.get("lang") for one in page.all("span") if one.text == "Indorca"]
    assert "2 solutions" in page.text


def test_the_whole_answer_is_a_click_away_in_every_format(browser):
    page = browser.page(ask(PREFIX + "SELECT ?b { ?b a mov:Battle }"))

    types = {
        name: browser.get(page.link(name)).headers["content-type"].split(";")[0]
        for name in ("JSON", "XML", "CSV", "TSV")
    }
    assert {
        "JSON": "application/sparql-results+json",
        "XML": "application/sparql-results+xml",
        "CSV": "text/csv",
        "TSV": "text/tab-separated-values",
    } == types


@pytest.mark.parametrize(("text", "answer"), [("ASK { ?s a mov:Battle }", "yes"), ("ASK { ?s a mov:Nothing }", "no")])
def test_a_yes_or_no_question_is_answered_in_a_word(browser, text, answer):
    assert answer == browser.page(ask(PREFIX + text)).one("p", "truth").text


@pytest.mark.parametrize("text", ["DESCRIBE :indorca", "CONSTRUCT WHERE { :indorca ?p ?o }"])
def test_a_graph_is_shown_as_turtle(browser, text):
    page = browser.page(ask(PREFIX + text))

    assert ":indorca" in page.one("pre", "turtle").text
    assert 200 == browser.get(page.link("JSON-LD")).status_code


def test_a_long_answer_is_shown_in_part_and_says_so(browser):
    page = browser.page(ask("SELECT ?s { ?s ?p ?o } LIMIT 1500"))

    assert 1000 == len(page.all("td"))
    assert "The first 1000 of 1500 solutions" in page.text


def test_no_solutions_are_an_answer(browser):
    assert "Nothing in the archive fits." in browser.page(ask(PREFIX + "SELECT ?s { ?s a mov:Nothing }")).text


def test_a_malformed_query_is_told_with_its_line_and_a_mark_at_its_column(browser):
    text = "SELECT * {\n  ?s ?p ?o ;;\n  FILTER(\n}"
    page = browser.page(ask(text), status=400)

    error = page.one("section", "error")
    assert "line 4, column 1" in error.text
    assert "}\n^" == page.one("pre").text.strip("\n")
    assert text == page.one("textarea").text.strip("\n")


@pytest.mark.parametrize(
    ("text", "status"),
    [("INSERT DATA { <a:a> <a:b> 1 }", 403), ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", 400)],
)
def test_what_the_endpoint_refuses_the_page_refuses(browser, text, status):
    assert browser.page(ask(text), status=status).all("section", "error")


def test_an_unknown_name_is_not_found(browser):
    page = browser.page("/query?name=cq-99&lang=en", status=404)

    assert "Not found" in page.text
    assert "No query “cq-99” is kept" in page.text
    assert "Nothing stands at" not in page.text
    assert "Nothing stands at /nope" in browser.page("/nope?lang=en", status=404).text


def test_the_form_keeps_the_language_of_the_address(browser):
    page = browser.page("/query?lang=es")

    assert ("lang", "es") in [(one.attributes.get("name"), one.attributes.get("value")) for one in page.all("input")]
    assert "Preguntar" in [one.text for one in page.all("button")]


def test_well_known_prefixes_need_no_declaration(browser):
    """As at /sparql; and a mistake is shown at the line that was typed."""
    page = browser.page(ask("SELECT ?name { :indorca skos:prefLabel ?name } ORDER BY LANG(?name)"))
    wrong = browser.page(ask("SELECT ?name { :indorca skos:prefLabel }"), status=400)

    assert ["Indorca", "Indorca"] == [one.text for one in page.all("td")]
    assert "line 1, column 40" in wrong.text


def test_the_parameters_of_a_kept_question_are_a_form_that_keeps_its_values(browser):
    name = "cq-02-when-was-a-battle"
    page = browser.page(f"/query?lang=es&name={name}&_event=:battle-nutrichicha&view=timeline")

    fields = {one.attributes["name"]: one.attributes["value"] for one in page.all("input") if "value" in one.attributes}
    assert {"name": name, "lang": "es", "_event": ":battle-nutrichicha"}.items() <= fields.items()
    assert "VALUES ?_event { <https://w3id.org/acervo/epo/id/battle-nutrichicha> }" in page.one("textarea").text
    assert "la batalla" in [one.text for one in page.all("label")]


def test_a_value_that_a_parameter_cannot_have_is_told_beside_the_form(browser):
    page = browser.page("/query?name=cq-28-events-between-two-dates&_from=2016", 400)

    assert "is no date" in page.one("section", "error").text
    assert "2016" in [one.attributes.get("value") for one in page.all("input") if one.attributes.get("name") == "_from"]


def test_a_kept_question_is_read_in_the_language_of_the_reader(browser):
    name = "cq-02-when-was-a-battle"

    assert (
        "Cuándo fue una batalla, según cada fuente y cada voz"
        == browser.page(f"/query?lang=es&name={name}").one("h1").text
    )
    assert (
        "When a battle was, according to each source and speaker"
        == browser.page(f"/query?lang=en&name={name}").one("h1").text
    )


@pytest.mark.parametrize(
    ("error", "status", "words", "advised"),
    [
        (QueryTimeout("English", 5, limit="query_timeout_s"), 504, "tardó más de 10 segundos", True),
        (LimitExceeded("English", 5, limit="query_memory_mb"), 503, "más de 1.024 MB de memoria", True),
        (LimitExceeded("English", 5, limit="answer_max_bytes"), 503, "supera los 500 MB", True),
        (LimitExceeded("English", 5), 503, "English", True),
        (TooManyQueries("English", 5, limit="client_queries"), 429, "Pregunte de nuevo en un momento", False),
    ],
)
def test_a_limit_is_explained_in_the_language_of_the_reader(browser, site, monkeypatch, error, status, words, advised):
    async def ask(_site, query):
        raise error

    monkeypatch.setattr(type(site), "ask", ask)
    page = browser.page("/query?lang=es&query=ASK+%7B%7D", status)

    assert words in page.one("section", "error").text
    assert advised == ("LIMIT 100" in page.one("section", "error").text)
    assert "ASK {}" == page.one("textarea").text.strip()


def test_what_breaks_off_while_it_is_read_is_told(browser, site, monkeypatch):
    async def chunks():
        yield b"{"
        raise AnswerCut("It broke off.")

    async def ask(site, query):
        return Answer(query.media_type, chunks(), site.edition.id)

    monkeypatch.setattr(type(site), "ask", ask)

    assert "It broke off." in browser.page("/query?query=ASK+%7B%7D", 503).one("section", "error").text


def test_limits_are_told_before_one_meets_them(browser):
    assert "10 seconds" in browser.page("/query?lang=en").text


def test_every_page_leads_to_the_library_and_to_the_editor(browser):
    for path in ("/", "/query", "/queries"):
        assert {"/queries", "/query"} <= {*browser.page(path).links}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?a mov:placee ?b }", [("mov:placee", "mov:place")]),
        (
            "PREFIX m: <https://w3id.org/acervo/ns#> SELECT * { ?a a m:Batle ; m:zzzzzzz ?b }",
            [("m:Batle", "m:Battle"), ("m:zzzzzzz", "")],
        ),
        (
            "SELECT * { ?a <https://w3id.org/acervo/ns#placee> ?b }",
            [("<https://w3id.org/acervo/ns#placee>", "<https://w3id.org/acervo/ns#place>")],
        ),
        ("SELECT * { ?a a mov:Battle ; mov:place :nowhere, 'mov:placee' . # mov:placee\n }", []),
        ("SELECT * { ?a mov:rank mov:Preferred ; mov:modality mov:Battle }", []),
        ("SELECT * { ?a <https://example.org/placee> ?b }", []),
        (
            r"SELECT * { ?a <https://w3id.org/acervo/ns#place\u0065> ?b ; mov:pla\-ce ?c }",
            [("mov:pla\\-ce", "mov:place")],
        ),
        ("SELECT * { ?a mov:date ?b OPTIONAL { ?a mov:place ?c } } LIMIT 1", None),
    ],
)
def test_a_query_without_solutions_is_told_its_unknown_terms(browser, query, told):
    page = browser.page(f"/query?lang=en&query={quote(query)}")
    expected = [
        f"{term} is not in the vocabulary of this edition." + (f" Did you mean {near}?" if near else "")
        for term, near in told or ()
    ]

    assert ("Nothing in the archive fits." in page.text) == (told is not None)
    assert expected == [one.text for one in page.all("p", "unknown")]


@pytest.mark.parametrize(("language", "limit"), [("en", "1,024 MB"), ("es", "1.024 MB")])
def test_limits_are_written_as_the_language_writes_numbers(browser, language, limit):
    assert f"{limit} " in browser.page(f"/query?lang={language}").one("details", "limits").text


@pytest.mark.parametrize(
    ("path", "current"), [("/query?name=cq-56-plants-of-the-state", "/queries"), ("/query", "/query")]
)
def test_the_menu_says_where_one_is(browser, path, current):
    menu = re.search(r'<nav class="menu".*?</nav>', browser.get(path).text, re.DOTALL)[0]
    assert [current] == re.findall(r'<a href="([^"?]*)" aria-current="page"', menu)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT * { ?a mov:date ?b OPTIONAL { ?a mov:plaec ?c } } LIMIT 1",
            ["mov:plaec is not in the vocabulary of this edition. Did you mean mov:place?"],
        ),
        (
            "SELECT ?a { ?a mov:date ?date } ORDER BY ?dat LIMIT 1",
            ["?dat occurs nowhere in the pattern of the query, so it has no value. Did you mean ?date?"],
        ),
        (
            "SELECT $b (STR(?n) AS ?text) { ?a mov:date ?c } LIMIT 1",
            [
                "$b occurs nowhere in the pattern of the query, so it has no value.",
                "?n occurs nowhere in the pattern of the query, so it has no value.",
            ],
        ),
        ("SELECT ($a AS ?b) (?b AS ?c) { ?a mov:date [] } ORDER BY ?c LIMIT 1", []),
        ("SELECT ?a ?b { ?a mov:date [] } LIMIT 1 VALUES ?b { 1 }", []),
        ("SELECT ?y (COUNT(*) AS ?n) { ?a mov:date ?d } GROUP BY (STR(?d) AS ?y) HAVING (COUNT(*) > 0) LIMIT 1", []),
        ("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?a mov:date ?d } } }", []),
    ],
)
def test_what_leaves_a_column_empty_is_told_beside_the_rows(browser, query, told):
    page = browser.page(f"/query?lang=en&query={quote(query)}")

    assert page.all("td")
    assert told == [one.text for one in page.all("p", "unknown")]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("SELECT * { ?a a Event }", "mov:Event"),
        ("SELECT * { ?a a event ; mov:date ?b }", "mov:event"),
        ("SELECT * { ?a a mov:Event ;\n  place ?b }", "mov:place"),
        ("SELECT (COUNT(?a) AS ?n) { ?a a # date\n ?b . FILTER(date) }", "mov:date"),
        ("SELECT * { ?a a Nothing }", ""),
        ("SELECT * { ?a a mov:Event ", ""),
        ("SELECT (COUNT ?a) { ?a place ?b }", ""),
    ],
)
def test_a_name_without_a_prefix_is_told_the_term_of_that_name(browser, query, meant):
    (error,) = browser.page(f"/query?lang=en&query={quote(query)}", 400).all("section", "error")

    assert (f"Did you mean {meant}?" if meant else "") == "".join(re.findall(r"Did you mean \S+", error.text))


@pytest.mark.parametrize(
    ("query", "told", "is_told_why"),
    [
        ("ASK { ?a a mov:Batle }", "no", True),
        ("ASK { ?a a mov:Battle }", "yes", False),
        ("ASK { ?a a mov:Battle ; mov:place 1 }", "no", False),
        ("CONSTRUCT { ?a a mov:Battle } WHERE { ?a a mov:Batle }", "No triples.", True),
        ("DESCRIBE ?a WHERE { ?a a mov:Batle }", "No triples.", True),
        ("DESCRIBE ?a WHERE { ?a a mov:Battle }", "", False),
    ],
)
def test_an_answer_of_nothing_is_told_why_whatever_was_asked(browser, query, told, is_told_why):
    """A no and an empty graph may come of a slip as no solutions may; a yes and a full one do not."""
    page = browser.page(f"/query?lang=en&query={quote(query)}")
    hints = [one.text for one in page.all("p", "unknown")]

    assert told in page.one("section", "answer").text
    assert (["mov:Batle is not in the vocabulary of this edition. Did you mean mov:Battle?"] * is_told_why) == hints
