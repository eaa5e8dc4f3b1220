"""The home page, of this archive and of any other; and errors as a browser sees them."""

from __future__ import annotations

import json
import struct

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.errors import EngineUnavailable
from acervo.web.serving.site import Site

from .conftest import browse, site_on


@pytest.mark.parametrize(
    ("language", "title", "counted"),
    [("en", "The Productive Workers' Battles", "claims"), ("es", "Las Batallas Productivas Obreras", "afirmaciones")],
)
def test_home_says_what_this_is_and_counts_what_is_in_it(browser, edition, language, title, counted):
    page = browser.page(f"/?lang={language}")

    assert title == page.one("h1").text
    assert page.one("p", "lead").text
    counts = {" ".join(one.text.split()[1:]): one.text.split()[0] for one in page.one_list("counts")}
    assert 11 == len(counts)
    assert int(counts[counted]) > 200
    assert edition.id[:12] in page.text
    assert edition.id not in page.text


def test_a_count_leads_to_the_list_of_what_was_counted(browser):
    page = browser.page("/?lang=es")

    count = next(one for one in page.all("a") if one.text.endswith(" personas"))
    assert "/search?lang=es&type=foaf%3APerson" == count.attributes["href"]
    listed = browser.page(f"{count.attributes['href']}&limit=100")
    assert "Personas" == listed.one("h1").text.capitalize()
    assert f"{count.text.split()[0]}, por nombre" in listed.text
    assert any(link.startswith("/page/sergio-requena") for link in listed.links)
    [query] = [link for link in listed.links if link.startswith("/query?") and "query=" in link]
    assert f"{count.text.split()[0]} soluciones" in browser.page(query).text


def test_what_has_no_name_is_counted_with_a_query(browser):
    """A list by name would leave it out."""
    claims = next(one for one in browser.page("/?lang=en").all("a") if one.text.endswith(" claims"))

    assert claims.attributes["href"].startswith("/query?lang=en&query=")


def test_home_offers_three_questions_that_answer_on_a_click(browser, site):
    page = browser.page("/")

    examples = [link for link in page.links if link.startswith("/query?name=")]
    assert 3 == len(examples)
    assert "CQ-" not in page.text, "the number of its file says nothing to a reader"
    assert all("home" in query.tags for query in site.competency_queries if f"/query?name={query.name}" in examples)
    for example in examples:
        assert browser.page(example).all("table", "solutions")


def test_home_names_the_licence_of_the_data(browser):
    assert "https://creativecommons.org/licenses/by/4.0/" in browser.page("/").links


def test_an_empty_archive_has_a_home_with_questions(root):
    archive = open_archive(root / "tests" / "archives" / "empty")

    with browse(site_on(archive, build_edition(read_archive(archive)))) as browser:
        page = browser.page("/")
        assert "An archive" == page.one("h1").text
        assert [] == page.all("ul", "counts")
        examples = [link for link in page.links if link.startswith("/query?name=example-")]
        assert 3 == len(examples)
        assert all(browser.page(example) for example in examples)


@pytest.mark.long
def test_an_archive_of_another_subject_needs_no_other_software(root):
    archive = open_archive(root / "tests" / "archives" / "lenin-shipyard")

    with browse(site_on(archive, build_edition(read_archive(archive)))) as browser:
        page = browser.page("/")
        assert any("events" in one.text or "event" in one.text for one in page.one_list("counts"))
        event = browser.page("/page/lenin-shipyard-strike-1980")
        assert event.all("table", "claims")
        links = {link for link in (*page.links, *event.links) if link.startswith("/")}
        assert [] == [link for link in sorted(links) if browser.get(link).status_code != 200]


def test_an_archive_without_the_usual_classes_counts_its_own(small):
    browser = small(':rose a :Plant ; skos:prefLabel "Rose"@en .\n:oak a :Plant .\n:Plant skos:prefLabel "plant"@en .')

    assert ["2 plant"] == [" ".join(one.text.split()) for one in browser.page("/").one_list("counts")]


def test_an_unknown_address_is_a_page_for_browsers_and_a_problem_for_programs(browser):
    page = browser.page("/nowhere?lang=es", status=404)
    problem = browser.get("/nowhere", headers={"Accept": "application/json"})

    assert "/?lang=es" in page.links
    assert "es" == page.one("html").attributes["lang"]
    assert "No se encuentra" == page.one("h1").text
    assert "No hay nada en /nowhere." in page.one("p", "lead").text
    assert "/search?lang=es&q=nowhere" in page.links
    assert "application/problem+json" == problem.headers["content-type"]
    assert 404 == problem.json()["status"]


def test_pages_allow_nothing_from_outside_and_nothing_inline(browser):
    policy = browser.get("/", headers={"Accept": "text/html"}).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/static/acervo.css", "/static/favicon.svg"])
def test_what_pages_load_is_there(browser, path):
    assert 200 == browser.get(path).status_code
    assert path in browser.page("/").links


def test_home_answers_head(browser):
    assert 200 == browser.head("/").status_code


@pytest.mark.parametrize("language", ["en", "es"])
def test_home_has_three_doors_to_read_ask_and_reuse(browser, language):
    page = browser.page(f"/?lang={language}")

    keep = f"?lang={language}"
    read = {f"/events{keep}", f"/timeline{keep}", f"/map{keep}", f"/sources{keep}", f"/disagreements{keep}"}
    ask = {f"/queries{keep}", f"/query{keep}", f"/ns{keep}"}
    reuse = {"/store?default&format=turtle", "/sparql", "/.well-known/void", "/openapi.json"}
    assert read | ask | reuse <= {*page.links}
    assert {200} == {browser.get(link, follow_redirects=True).status_code for link in reuse}


def test_what_has_a_page_of_its_own_is_counted_with_a_link_there(browser):
    page = browser.page("/?lang=es")

    counts = {
        one.text.split()[-1]: one.attributes["href"]
        for one in page.all("a")
        if one.attributes["href"] == "/events?lang=es"
    }
    assert "acontecimientos" in counts


KEEPERS = """
<https://example.org/> a mov:Archive ; dcterms:publisher :keepers ; dcterms:license <https://example.org/terms/> .
:keepers a org:Organization ; skos:prefLabel "The Keepers"@en , "Quienes cuidan"@es .
"""


def test_home_and_foot_say_who_publishes_the_archive_and_whom_to_write_to(small):
    browser = small(KEEPERS, 'contact = "us@example.org"\nrepository = "https://git.example/us/roses/blob/main/{path}"')
    home, events = browser.page("/?lang=es"), browser.page("/events?lang=es")

    assert "Publicado por Quienes cuidan" in " ".join(home.text.split())
    for page in (home, events):
        assert {"/page/keepers?lang=es", "mailto:us@example.org", "https://example.org/terms/"} <= {*page.links}
    assert "us@example.org" in home.text
    assert "https://git.example/us/roses" in home.links


def test_programs_are_told_whom_to_write_to(small):
    """In JSON-LD, in OpenAPI and in DCAT."""
    browser = small(KEEPERS, 'contact = "us@example.org"')
    [script] = [one.text for one in browser.page("/").all("script") if "json" in one.attributes["type"]]
    [dataset] = [one for one in json.loads(script)["@graph"] if one["@type"] == "Dataset"]
    described = browser.get("/.well-known/void", headers={"Accept": "text/turtle"}).text

    assert {"@type": "ContactPoint", "email": "us@example.org"} == dataset["publisher"]["contactPoint"]
    assert {"email": "us@example.org"} == browser.get("/openapi.json").json()["info"]["contact"]
    assert "vcard:hasEmail <mailto:us@example.org>" in described
    assert 'vcard:fn "' in described


def test_where_nobody_is_named_nobody_is_invented(small):
    browser = small(":rose a :Plant .")
    page = browser.page("/?lang=en")

    assert [] == [word for word in ("Published by", "Contact", "mistake") if word in page.text]
    assert "contact" not in browser.get("/openapi.json").json()["info"]
    assert "contactPoint" not in browser.get("/.well-known/void", headers={"Accept": "text/turtle"}).text


def test_a_contact_may_be_a_page(small):
    browser = small(KEEPERS, 'contact = "https://example.org/us"')

    assert "https://example.org/us" in browser.page("/").links
    assert {"url": "https://example.org/us"} == browser.get("/openapi.json").json()["info"]["contact"]


DIFFERING = """
:meeting a mov:Event ; skos:prefLabel "The meeting"@en , "La reunión"@es ;
    mov:earliest "2016-02-12"^^xsd:date ; mov:latest "2016-12-31"^^xsd:date .
:one a mov:Source ; dcterms:title "One"@en ; mov:date "2018"^^edtf:EDTF ; mov:contribution [
    mov:nameAsPrinted "Smith, Ana" ; mov:role mov:Author ; mov:agent :ana ] .
:ana a foaf:Person ; skos:prefLabel "Ana Smith"@en .
:two a mov:Source ; dcterms:title "Two"@en .
:passage-one a mov:Passage ; mov:inSource :one ; mov:paragraph 1 ; mov:sentence 2 .
:passage-two a mov:Passage ; mov:inSource :two ; mov:paragraph 3 ; mov:sentence 4 .
:says-one a mov:Claim ; rdf:subject :meeting ; rdf:predicate mov:date ; rdf:object "2016-02-12"^^edtf:EDTF ;
    mov:passage :passage-one .
:says-two a mov:Claim ; rdf:subject :meeting ; rdf:predicate mov:date ; rdf:object "2017-03"^^edtf:EDTF ;
    mov:passage :passage-two .
"""


def test_home_shows_one_matter_on_which_sources_differ(small):
    """What the archive is good for is seen, not claimed: each answer with who gives it and the way to the sentence."""
    page = small(DIFFERING).page("/?lang=es")

    shown = " ".join(page.one("section", "example").text.split())
    assert "La reunión" in shown
    assert shown.index("12 de febrero de 2016") < shown.index("Smith 2018") < shown.index("marzo de 2017")
    assert {"/page/passage-one?lang=es", "/page/passage-two?lang=es", "/page/meeting?lang=es"} <= {*page.links}


@pytest.mark.parametrize(
    "change",
    [
        (
            'rdf:predicate mov:date ; rdf:object "2017-03"',
            'mov:polarity false ; rdf:predicate mov:date ; rdf:object "2017-03"',
        ),
        ("mov:inSource :two", "mov:inSource :one"),
        ('"2017-03"', '"2016-02-12"'),
    ],
    ids=["denied", "one source", "agreed"],
)
def test_what_cannot_be_told_in_a_few_words_is_no_example(small, change):
    assert [] == small(DIFFERING.replace(*change)).page("/").all("section", "example")


def test_home_draws_when_and_where_events_were(browser):
    page = browser.page("/?lang=es")

    assert "/timeline?time=2016&lang=es" in page.links
    assert any(link.startswith("/events?place=") for link in page.links)
    bars = page.one("figure", "bars")
    assert "no tienen fecha" in bars.text, "what is in no bar is told"
    assert "/events?time=none&lang=es" in page.links


def test_bars_count_events_of_few_years_and_tell_how_many_are_left_out(small):
    events = {"a": "2015", "b": "2015-03", "c": "2017", "d": "2015/2019", "e": "../2016"}
    turtle = "".join(
        f':{name} a mov:Event ; skos:prefLabel "{name}"@en .\n:{name}-1 a mov:Claim ; rdf:subject :{name} ; '
        f'rdf:predicate mov:date ; rdf:object "{date}"^^edtf:EDTF .\n'
        for name, date in events.items()
    )
    page = small(turtle + ':none a mov:Event ; skos:prefLabel "none"@en .').page("/?lang=en")
    links = {
        one.attributes["aria-label"]
        for one in page.all("a")
        if "/timeline?" in one.attributes["href"] and one.attributes.get("aria-label")
    }

    assert {"2015: 2 events", "2017: 1 event"} == links, "2015 to 2019, and until 2016, are of no one year"
    assert "2016" in page.one("figure", "bars").text, "a year of nothing is seen"
    told = " ".join(page.one("figure", "bars").text.split())
    assert "Not drawn: 1 has no date, the date of 1 is open at one end, 1 reaches over more than three years." in told


def test_bars_tell_what_lies_before_them(small):
    """What lies beside the years that hold most is counted in a bar where there is one for it."""
    dates = [*(f"20{10 + number}" for number in range(8)), "2009/2010", "2009", "1815"]
    page = small(
        "".join(
            f':e{number} a mov:Event ; skos:prefLabel "{number}"@en .\n:e{number}-1 a mov:Claim ; '
            f'rdf:subject :e{number} ; rdf:predicate mov:date ; rdf:object "{date}"^^edtf:EDTF .\n'
            for number, date in enumerate(dates)
        )
    ).page("/?lang=en")

    assert "Not drawn: 1 begins before 2009." in " ".join(page.one("figure", "bars").text.split())
    assert "2009: 2 events" in [one.attributes.get("aria-label") for one in page.all("a")]


def test_sources_that_were_read_are_counted_apart_from_those_they_name(small):
    page = small(DIFFERING + ':three a mov:Source ; dcterms:title "Three"@en .').page("/?lang=es")

    counts = [" ".join(one.text.split()) for one in page.one_list("counts")]
    assert "2 fuentes leídas, 1 más nombradas" in counts


def test_an_archive_without_events_has_no_drawings(small):
    page = small(':rose a :Plant ; skos:prefLabel "Rose"@en .').page("/")

    assert [] == page.all("figure")
    assert [] == [link for link in page.links if link == "/static/events.css"]


@pytest.mark.parametrize(("language", "told"), [("en", "cannot be read"), ("es", "No se entiende")])
def test_a_page_of_a_problem_speaks_the_readers_language_and_keeps_what_programs_are_told(browser, language, told):
    page = browser.page(f"/search?lang={language}&limit=x", status=400)

    assert told in page.one("h1").text
    assert "limit is a number, not “x”." == page.one("p", "note").text
    assert (None if language == "en" else "en") == page.one("p", "note").attributes.get("lang")


def test_who_comes_at_a_bad_moment_is_told_to_try_again(small, monkeypatch):
    async def busy(*args, **kwargs):
        raise EngineUnavailable("The archive is changing. Ask again in a moment.", 1)

    client = small(":rose a :Plant .")
    monkeypatch.setattr(Site, "rows", busy)
    page = client.page("/page/rose?lang=es", status=503)

    assert "Vuelva dentro de un momento" == page.one("h1").text
    assert "Intentarlo otra vez" in [one.text for one in page.all("a")]


def test_the_picture_that_others_show_of_a_page_is_there(browser):
    [address] = [
        one.attributes["content"]
        for one in browser.page("/").all("meta")
        if one.attributes.get("property") == "og:image"
    ]
    picture = browser.get(address.removeprefix("http://localhost"))

    assert (200, "image/png") == (picture.status_code, picture.headers["content-type"])
    assert (1200, 630) == struct.unpack(">II", picture.content[16:24]), "the size that is shown large"
