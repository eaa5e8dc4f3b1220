"""`/search`: the page and its JSON."""

from __future__ import annotations

import csv
import html
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import keep_edition
from docs.reading import blocks

STRIKE = """
:strike a mov:Event ; skos:prefLabel "Shipyard strike"@en , "Huelga del astillero"@es ;
  skos:note "It began at dawn."@en .
:founding a mov:Event ; skos:prefLabel "Founding of the union"@en ; skos:hiddenLabel "Fuonding of the onion"@en .
:anna a foaf:Person ; skos:prefLabel "Anna & <Walentynowicz>"@pl .
:gist-1 a mov:Circumstance ; mov:circumstanceOf :strike ; mov:gist "The cranes stood still."@en .
"""


def hits(client, query: str, **headers: str) -> list[str]:
    response = client.get(f"/search?{query}", headers={"Accept": "application/json", **headers})
    assert 200 == response.status_code, response.text
    return [hit["iri"].rsplit("/", 1)[-1] for hit in response.json()["hits"]]


def test_a_page_lists_what_is_found_with_links_and_kinds(browser):
    page = browser.page("/search?q=gaviota&lang=en")

    assert "/page/la-gaviota?lang=en" in page.links
    assert "13 hits" in page.text
    assert "facility" in page.text


def test_labels_are_in_the_language_of_the_reader(browser):
    page = browser.page("/search?q=battle+gaviota&lang=es")

    assert "Batalla de La Gaviota, 2016" in page.text


def test_every_page_has_the_form(browser):
    """Also a page that tells of a mistake; it keeps the language of the reader."""
    for path, status in (("/", 200), ("/page/indorca?lang=es", 200), ("/nowhere", 404)):
        response = browser.get(path, headers={"Accept": "text/html"})

        assert status == response.status_code
        assert '<form class="search" action="/search" method="get" role="search"' in response.text
        assert ("lang=es" in path) == ('name="lang" value="es"' in response.text)


def test_what_was_typed_stands_in_the_form_again_as_text(browser):
    typed = '"><script>alert(1)</script>'
    response = browser.get("/search", params={"q": typed}, headers={"Accept": "text/html"})

    assert "<script>alert" not in response.text
    assert typed in html.unescape(re.search(r'type="search" name="q" value="([^"]*)"', response.text)[1])


def test_a_misspelt_name_and_a_text_say_why_they_are_found(small):
    client = small(STRIKE)

    assert "Also written: Fuonding of the onion" in client.page("/search?q=onion&lang=en").text
    said = client.page("/search?q=cranes&lang=en").text
    assert "It began at dawn." in said
    assert "About it: The cranes stood still." in said


def test_what_is_said_is_told_in_the_language_of_the_reader_or_says_its_own(small):
    gist = ":gist-2 a mov:Circumstance ; mov:circumstanceOf :strike"
    client = small(STRIKE + gist + ' ; mov:gist "General alarm."@en , "Alarma general."@es .')

    spanish = client.get("/search?q=general&lang=es", headers={"Accept": "text/html"}).text
    assert "Se dice: Alarma general.<" in spanish
    english = client.get("/search?q=cranes&lang=es", headers={"Accept": "text/html"}).text
    assert 'Se dice: <span lang="en">The cranes stood still.</span>' in english


def test_what_comes_close_is_told_to_do_only_that(small):
    client = small(STRIKE)

    assert "Nothing has just these words. 1 thing comes close." in client.page("/search?q=Walentinowitz&lang=en").text
    assert "Nothing is found." in client.page("/search?q=zzzzzzz&lang=en").text


def test_filters_are_links_with_counts_and_come_off_again(browser):
    response = browser.get("/search?q=gaviota&lang=en", headers={"Accept": "text/html"})
    links = re.findall(r'<a href="(/search[^"]*type=[^"]*)">(.*?) <span class="tally">(\d+)</span>', response.text)

    assert {"battle": 3, "group": 6} == {name: int(n) for _, name, n in links if name in ("battle", "group")}
    for address, _, number in links:
        narrowed = browser.get(html.unescape(address), headers={"Accept": "application/json"}).json()
        assert int(number) == narrowed["total"] == len(narrowed["hits"])
    chosen = browser.get(html.unescape(links[0][0]), headers={"Accept": "text/html"}).text
    assert "/search?lang=en&amp;q=gaviota" in re.findall(r'<a href="([^"]*)">Every kind', chosen)
    assert 1 == len(re.findall(rf'aria-current="true">{links[0][1]}', chosen))


def test_languages_are_called_as_they_call_themselves(browser):
    """Also those that the interface does not speak."""
    counts = browser.get("/search?q=participantes&format=json").json()["languages"]

    assert {"de": "Deutsch", "zh": "中文", "es": "Español"} == {
        one["language"]: one["label"] for one in counts if one["language"] in ("de", "zh", "es")
    }


def test_a_class_is_asked_for_by_its_iri_too_also_one_that_lists_do_not_show(browser):
    """schema:Event stands above mov:Event by an alignment alone."""
    every = {
        kind: hits(browser, f"q=gaviota&type={kind}")
        for kind in ("mov:Event", "https://w3id.org/acervo/ns%23Event", "schema:Event", "mov:Nothing")
    }

    assert every["mov:Event"] == every["https://w3id.org/acervo/ns%23Event"] == every["schema:Event"]
    assert (3, []) == (len(every["mov:Event"]), every["mov:Nothing"])


def test_pages_of_hits_lead_on_and_back(browser):
    seen: list[str] = []
    address = "/search?limit=50&lang=en"
    while address:
        page = browser.get(address, headers={"Accept": "text/html"})
        seen += re.findall(r'<p class="hit"><a href="([^"]*)"', page.text)
        following = re.search(r'<a href="([^"]*)" rel="next"', page.text)
        address = html.unescape(following[1]) if following else ""
    total = browser.get("/search?format=json").json()["total"]

    assert total == len(seen) == len(set(seen)) > 100
    assert re.search(r'<a href="[^"]*offset=\d+[^"]*" rel="prev"', page.text)


def test_without_a_text_a_class_is_listed_by_name_in_the_language_of_the_reader(small):
    client = small(STRIKE)

    for language, names in (
        ("en", ["Founding of the union", "Shipyard strike"]),
        ("es", ["Founding of the union", "Huelga del astillero"]),
    ):
        found = client.get(f"/search?type=mov:Event&lang={language}&format=json").json()
        assert names == [hit["label"]["text"] for hit in found["hits"]]
    assert "2, by name" in client.page("/search?type=mov:Event&lang=en").text
    assert "events" == client.page("/search?type=mov:Event&lang=en").one("h1").text
    assert ["founding"] == hits(client, "type=mov:Event&limit=1&lang=en")


def test_json_says_what_the_page_says(small):
    client = small(STRIKE)
    found = client.get("/search?q=strike&lang=es&format=json").json()

    [hit] = found["hits"]
    assert {
        "iri": "https://example.org/id/strike",
        "page": "/page/strike?lang=es",
        "label": {"text": "Huelga del astillero", "language": "es"},
        "note": {"text": "It began at dawn.", "language": "en"},
        "matched": None,
        "said": None,
    } == {name: hit[name] for name in ("iri", "page", "label", "note", "matched", "said")}
    assert ["https://w3id.org/acervo/ns#Event"] == [one["iri"] for one in hit["types"]]
    assert (1, False, 20, 0, "strike") == tuple(
        found[name] for name in ("total", "approximate", "limit", "offset", "query")
    )


LINE = """
:yard a mov:Facility ; skos:prefLabel "Shipyard"@en ; mov:locatedIn :city .
:city a mov:Place ; skos:prefLabel "Gdańsk"@pl .
:strike mov:date "1980-08-14/1980-08-31"^^edtf:EDTF , "1980-08"^^edtf:EDTF , "1981"^^edtf:EDTF ; mov:atFacility :yard .
:lech a foaf:Person ; skos:prefLabel "Lech"@pl ; mov:memberOf :union .
:union a org:Organization ; skos:prefLabel "The union"@en , "El sindicato"@es .
"""


def test_below_a_name_stands_what_the_archive_has_of_it(small):
    """When and where, dates that differ both; what needs a word has one, in the language of the reader."""
    client = small(STRIKE + LINE)
    page = client.get("/search?q=strike&lang=es", headers={"Accept": "text/html"}).text

    assert '<p class="facts">14–31 de agosto de 1980, 1981 · <span lang="en">Shipyard</span></p>' in page
    assert '<p class="facts">miembro de: El sindicato</p>' in client.get("/search?q=lech&lang=es").text
    assert '<span lang="pl">Gdańsk</span>' in client.get("/search?q=shipyard&type=mov:Facility&lang=es").text


def test_json_and_suggestions_have_the_line_too(small):
    """Dates as they are written and as they are read, things by IRI and name."""
    client = small(STRIKE + LINE)
    [hit] = client.get("/search?q=strike&lang=en&format=json").json()["hits"]

    assert (
        [
            {
                "property": "https://w3id.org/acervo/ns#date",
                "label": "",
                "values": [
                    {"value": "1980-08-14/1980-08-31", "text": "14–31 August 1980", "language": "en"},
                    {"value": "1981", "text": "1981", "language": ""},
                ],
            },
            {
                "property": "https://w3id.org/acervo/ns#atFacility",
                "label": "",
                "values": [{"value": "https://example.org/id/yard", "text": "Shipyard", "language": "en"}],
            },
        ]
        == hit["facts"]
        == suggested(client, "q=strike&lang=en")[0]["facts"]
    )
    [fact] = suggested(client, "q=lech&lang=en")[0]["facts"]
    assert ("member of", "The union") == (fact["label"], fact["values"][0]["text"])


def test_hits_are_had_as_a_table_too(small):
    client = small(STRIKE + LINE)
    page = client.page("/search?q=strike&lang=en")
    rows = list(csv.DictReader(StringIO(client.get("/search?q=strike&lang=en&format=csv").text)))

    assert "/search?lang=en&q=strike&format=csv&limit=100" in page.links
    assert [("Shipyard strike", "event", "14–31 August 1980, 1981 · Shipyard")] == [
        (row["label"], row["kinds"], row["about"]) for row in rows
    ]


def test_terms_stand_in_a_group_of_their_own_below_the_things(browser):
    """Who searches looks for what the archive is about; what it is described with comes after, in JSON as well."""
    found = browser.get("/search?q=participantes&lang=es&format=json&limit=100").json()
    are_terms = [hit["is_term"] for hit in found["hits"]]
    things = found["total"] - found["terms"]

    assert [False] * things + [True] * found["terms"] == are_terms
    assert 0 < things < found["total"]
    page = browser.get("/search?q=participantes&lang=es&limit=100", headers={"Accept": "text/html"}).text
    assert things == page[: page.index('<h2 id="vocabulary">En el vocabulario')].count('<p class="hit">')
    kinds = [one["type"] for one in found["types"]]
    assert kinds.index("https://w3id.org/acervo/ns#Battle") < kinds.index("http://www.w3.org/2002/07/owl#Class")


def test_a_page_without_terms_leads_to_where_they_begin(browser):
    """Pages before that one, and pages of a search that finds only terms, say so by themselves."""
    first = browser.get("/search?q=participantes&lang=es&limit=2", headers={"Accept": "text/html"}).text
    [address] = re.findall(r'<a href="([^"]*)">En el vocabulario</a>', first)
    there = browser.get(html.unescape(address), headers={"Accept": "text/html"}).text

    assert '<h2 id="vocabulary">' not in first
    assert there.index('<h2 id="vocabulary">') < there.index('<p class="hit">')
    assert {True} == {one["is_term"] for one in browser.get(html.unescape(address) + "&format=json").json()["hits"]}


def test_a_page_and_its_json_have_names_of_their_own(browser):
    """A client that has the one has not the other."""
    page, data = (browser.get("/search?q=epo", headers={"Accept": kind}) for kind in ("text/html", "application/json"))
    again = {
        kind: browser.get("/search?q=epo", headers={"Accept": kind, "If-None-Match": page.headers["etag"]}).status_code
        for kind in ("text/html", "application/json")
    }

    assert page.headers["etag"] != data.headers["etag"]
    assert {"text/html": 304, "application/json": 200} == again
    assert all(
        {"accept", "accept-language"} <= set(re.split(", ?", one.headers["vary"].lower())) for one in (page, data)
    )


def test_head_says_what_get_says(browser):
    get, head = (browser.request(method, "/search?q=epo") for method in ("GET", "HEAD"))

    assert (get.status_code, get.headers["etag"], b"") == (head.status_code, head.headers["etag"], head.content)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "x" * 201, 400),
        ("q=" + "+".join(f"w{number}" for number in range(17)), 400),
        ("q=x&limit=0", 400),
        ("q=x&limit=101", 400),
        ("q=x&limit=-1", 400),
        ("q=x&limit=many", 400),
        ("q=x&offset=%D9%A3", 400),
        ("q=x&offset=99999999999999999999", 400),
        ("q=x&q=y", 400),
        ("q=%FF", 400),
        ("q=x&format=turtle", 406),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_reason(browser, query, status):
    response = browser.get(f"/search?{query}", headers={"Accept": "application/json"})

    assert status == response.status_code
    assert "application/problem+json" == response.headers["content-type"].split(";")[0]
    assert response.json()["detail"]


def test_links_of_hits_keep_what_was_searched_in_every_language(browser):
    page = browser.page("/search?q=la+gaviota&type=mov:Battle")
    [address] = [link for link in page.links if link.startswith("?") and "lang=es" in link]

    assert {"q": ["la gaviota"], "type": ["mov:Battle"], "lang": ["es"]} == parse_qs(urlsplit(address).query)


def test_the_next_edition_brings_its_own_index(small, tmp_path):
    """What has been renamed is found by its new name, and no more by the old one."""
    client = small(STRIKE)
    assert ["strike"] == hits(client, "q=shipyard")
    file = tmp_path / "data" / "things.ttl"
    file.write_text(file.read_text("utf-8").replace("Shipyard strike", "Dockers' walkout"), encoding="utf-8")
    archive = open_archive(tmp_path)
    served = client.app.state.served
    edition = keep_edition(build_edition(read_archive(archive)))
    client.portal.call(served.swap, replace(served.site, archive=archive, edition=edition))

    assert ([], ["strike"]) == (hits(client, "q=shipyard"), hits(client, "q=dockers"))


def suggested(client, query: str) -> list[dict]:
    response = client.get(f"/search/suggest?{query}")
    assert (200, "application/json") == (response.status_code, response.headers["content-type"])
    return response.json()["suggestions"]


def test_what_is_typed_so_far_suggests_things_in_the_language_of_the_reader(small):
    """With mistakes, and with the name that was meant where it is another."""
    client = small(STRIKE)
    strike = {
        "page": "/page/strike?lang=es",
        "label": {"text": "Huelga del astillero", "language": "es"},
        "kind": "acontecimiento",
        "facts": [],
        "matched": None,
    }

    for typed in ("huelga", "huelga+del+ast", "HUELGA", "huelfa"):
        assert strike == suggested(client, f"q={typed}&lang=es")[0], typed
    [onion] = suggested(client, "q=onion&lang=en")
    assert {"text": "Fuonding of the onion", "language": "en"} == onion["matched"]


def test_nothing_typed_suggests_nothing(small):
    client = small(STRIKE)

    assert [[], [], [], []] == [suggested(client, query) for query in ("", "q=", "q=+", "q=%22%21")]
    assert 400 == client.get("/search/suggest?q=" + "x" * 201).status_code


def test_a_suggestion_asks_nothing_of_the_engine(browser, site):
    """A query for each letter would keep others waiting."""
    asked = dict(site.figures.queries)
    assert 8 == len(suggested(browser, "q=gav&lang=en"))

    assert asked == dict(site.figures.queries)


def test_suggestions_are_named_and_answer_head(browser):
    first, head = (browser.request(method, "/search/suggest?q=epo") for method in ("GET", "HEAD"))
    again = browser.get("/search/suggest?q=epo", headers={"If-None-Match": first.headers["etag"]})

    assert (first.headers["etag"], b"", 304) == (head.headers["etag"], head.content, again.status_code)


def test_below_a_path_suggestions_lead_below_it(small):
    below = TestClient(small(STRIKE).app, root_path="/below")

    assert ["/below/page/strike"] == [one["page"] for one in suggested(below, "q=strike")]


def test_terms_and_concepts_lead_to_where_they_are_described(browser):
    """On the page of all terms, and on pages of their own."""
    found = browser.get("/search?q=batalla&lang=es&type=owl:Class&format=json").json()["hits"]
    concepts = browser.get("/search?q=public+meetings&type=skos:Concept&lang=en&format=json").json()["hits"]
    pages = [hit["page"] for hit in concepts if hit["page"].startswith("/participedia/")]

    assert ("/ns?lang=es#Battle", "clase") == (found[0]["page"], found[0]["types"][0]["label"])
    assert 200 == browser.get(pages[0]).status_code


def test_a_thing_comes_before_the_term_that_is_called_the_same(small):
    """Who types its name means the thing; the term is there as well."""
    client = small(':crime a mov:Event ; skos:prefLabel "Battle"@en .')

    assert ["https://example.org/id/crime", "https://w3id.org/acervo/ns#Battle"] == [
        hit["iri"] for hit in client.get("/search?q=battle&format=json").json()["hits"]
    ][:2]


HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "search.md"
ASKED = [block for block in blocks(HOW_TO, "text") if "SELECT" in block.text]


@pytest.mark.parametrize("block", ASKED, ids=str)
def test_the_queries_of_the_how_to_find_something(browser, block):
    """Also where the archive is served at another address than its IRIs have."""
    answer = browser.post("/sparql", data={"query": block.text}, headers={"Accept": "application/sparql-results+json"})

    assert 200 == answer.status_code, answer.text
    assert answer.json()["results"]["bindings"]


def test_the_example_of_the_library_searches(browser, site):
    """It is the core's, so its address is relative to whatever the archive's base is."""
    query = site.page_queries["example-search"].text
    rows = browser.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]

    assert any("council" in row["label"]["value"].lower() for row in rows)


def test_the_service_description_names_the_search(browser, site):
    told = browser.get("/sparql", headers={"Accept": "application/n-triples"}).text

    search = f"<{site.base}service/search>"
    assert f"<http://www.w3.org/ns/sparql-service-description#feature> {search} ." in told
    assert f'{search} <http://purl.org/dc/terms/title> "Búsqueda por nombres"@es .' in told


def test_the_query_behind_the_hits_finds_the_same(browser):
    """Text, class and language as they were asked for, whatever stands in them."""
    for asked in ("q=gaviota", "q=battle+gaviota&type=mov:Battle&language=es", "q=%22+%5C+gaviota&lang=es"):
        [link] = [
            one for one in browser.page(f"/search?{asked}").links if one.startswith("/query?") and "search" in one
        ]
        [query] = parse_qs(urlsplit(link).query)["query"]
        rows = browser.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]

        assert set(hits(browser, asked)) == {row["hit"]["value"].rsplit("/", 1)[-1] for row in rows} != set()
    assert "service%2Fsearch" not in " ".join(browser.page("/search?q=gaviota&type=%22x").links)
