"""`/id`, `/page` and `/data`: one entity, for people and for programs."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from .page_reading import Page

BASE = "https://w3id.org/acervo/epo/id/"
BATTLE = "battle-la-gaviota-2016"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
#: One of each sort of page.
SORTS = (
    BATTLE,
    "productive-workers-battles",
    "case-productive-workers-battles",
    "epo",
    "la-gaviota",
    "sergio-requena",
    "venezuela",
    "gas-cylinder-plants",
    "source-case",
    "source-interview",
    "building-patria-2020",
    "building-patria-2020-contribution-1",
    "reference-case-18",
    "footnote-interview-1",
    "section-case-data",
    "passage-case-e92b65f6",
    "passage-case-d1802b6f",
    "battle-la-gaviota-2016-date-1",
    "battle-la-gaviota-2016-participation-2",
    "battle-la-gaviota-2016-material-support-from-2",
    "sergio-requena-hidden-label-1",
)
SUFFIXES = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


# Where /id leads


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        (None, f"/data/{BATTLE}.ttl"),
        ("*/*", f"/data/{BATTLE}.ttl"),
        (CHROME, f"/page/{BATTLE}"),
        ("text/html", f"/page/{BATTLE}"),
        ("application/xhtml+xml", f"/page/{BATTLE}"),
        ("text/turtle", f"/data/{BATTLE}.ttl"),
        ("application/n-triples", f"/data/{BATTLE}.nt"),
        ("application/rdf+xml", f"/data/{BATTLE}.rdf"),
        ("application/ld+json", f"/data/{BATTLE}.jsonld"),
        ("application/json", f"/data/{BATTLE}.jsonld"),
        ("text/html;q=0.4, text/turtle;q=0.5", f"/data/{BATTLE}.ttl"),
        ("text/html;q=0.5, text/turtle;q=0.4", f"/page/{BATTLE}"),
        ("*/*;q=0.1, application/ld+json", f"/data/{BATTLE}.jsonld"),
        ("*/*, text/turtle;q=0", f"/data/{BATTLE}.nt"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_id_leads_to_the_form_that_is_accepted(browser, accept, target, method):
    response = browser.request(method, f"/id/{BATTLE}", headers={"Accept": accept} if accept else {"Accept": ""})

    assert (303, target) == (response.status_code, response.headers["location"])
    assert "Accept" in response.headers["vary"]


def test_id_refuses_what_it_cannot_make(browser):
    response = browser.get(f"/id/{BATTLE}", headers={"Accept": "image/png"})

    assert 406 == response.status_code
    assert "application/problem+json" == response.headers["content-type"]


def test_id_keeps_the_language_of_the_address(browser):
    response = browser.get(f"/id/{BATTLE}?lang=es", headers={"Accept": "text/html"})

    assert f"/page/{BATTLE}?lang=es" == response.headers["location"]


@pytest.mark.parametrize("path", ["/id/nobody", "/page/nobody", "/data/nobody.ttl", "/id/", "/page/", "/data/.ttl"])
def test_what_the_archive_says_nothing_of_is_404_in_one_shape(browser, path):
    problem = browser.get(path, headers={"Accept": "*/*"})

    assert 404 == problem.status_code
    assert "application/problem+json" == problem.headers["content-type"]
    assert {"type", "title", "status", "detail"} <= problem.json().keys()
    page = browser.page(path, status=404)
    assert "Not found" == page.one("h1").text
    assert "/" in page.links


@pytest.mark.parametrize(
    "path", ["/id/a%22b", "/id/%3Cb%3E", "/page/%ff", "/page/%zz", "/id/a%20b", "/page/%7B%7D", "/id/%00"]
)
def test_a_slug_that_no_iri_can_have_is_not_found(browser, path):
    """Nothing that a client sends may become syntax of a query."""
    assert 404 == browser.get(path).status_code


@pytest.mark.parametrize("path", [f"/data/{BATTLE}.pdf", f"/data/{BATTLE}"])
def test_an_unknown_suffix_is_answered_with_those_there_are(browser, path):
    response = browser.get(path)

    assert 404 == response.status_code
    assert all(f".{suffix}" in response.json()["detail"] for suffix in SUFFIXES)


@pytest.mark.parametrize(
    ("local", "path"),
    [
        ("méxico", "m%C3%A9xico"),
        ("m%C3%A9rida", "m%C3%A9rida"),
        ("a%20b", "a%20b"),
        ("a%2Fb", "a%2Fb"),
        ("version\\.2", "version.2"),
        ("o\\'higgins", "o'higgins"),
    ],
)
def test_slugs_are_found_however_their_iri_is_spelled(small, local, path):
    browser = small(f':{local} a mov:Place ; skos:prefLabel "Here"@en .\n:x a mov:Place ; mov:within :{local} .')

    assert "Here" == browser.page(f"/page/{path}").one("h1").text
    assert 200 == browser.get(f"/data/{path}.ttl").status_code
    assert "Here" == browser.page(browser.page("/page/x").link("Here")).one("h1").text


@pytest.mark.parametrize(
    ("path", "target"),
    [("/id/old", "/id/new"), ("/page/old?lang=es", "/page/new?lang=es"), ("/data/old.rdf", "/data/new.rdf")],
)
def test_a_renamed_entity_leads_on_for_ever(small, path, target):
    browser = small(':old dcterms:isReplacedBy :new .\n:new a mov:Place ; skos:prefLabel "New"@en .')

    response = browser.get(path)

    assert (301, target) == (response.status_code, response.headers["location"])


# Data


def described(browser, slug: str, suffix: str) -> Graph:
    response = browser.get(f"/data/{slug}.{suffix}")
    assert 200 == response.status_code
    return Graph().parse(data=response.text, format=SUFFIXES[suffix])


def test_data_says_the_same_in_every_format(browser):
    turtle, *others = (described(browser, BATTLE, suffix) for suffix in SUFFIXES)

    assert len(turtle) > 100
    assert all(isomorphic(turtle, other) for other in others)


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ttl", "text/turtle; charset=utf-8"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_data_is_labelled_with_its_media_type_and_what_it_describes(browser, suffix, media_type):
    response = browser.head(f"/data/{BATTLE}.{suffix}")

    assert media_type == response.headers["content-type"]
    assert f'<{BASE}{BATTLE}>; rel="describes"' == response.headers["link"]


def test_data_carries_claims_their_passages_names_and_incoming_links(browser):
    graph = described(browser, BATTLE, "ttl")
    mov = "https://w3id.org/acervo/ns#"

    def about(slug: str) -> set[str]:
        return {str(predicate).rsplit("#")[-1] for predicate in graph.predicates(URIRef(BASE + slug))}

    assert {"type", "prefLabel", "date", "place"} <= about(BATTLE)
    assert {"predicate", "object", "passage"} <= about(f"{BATTLE}-date-1")
    assert {"inSource", "sha256", "paragraph"} <= about("passage-case-e92b65f6")
    assert {"prefLabel"} <= about("indorca")
    assert URIRef(f"{BASE}{BATTLE}") in set(
        graph.objects(URIRef(f"{BASE}battle-maquinarias-barinas-2016"), URIRef(f"{mov}follows"))
    )


# Pages


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("slug", SORTS)
def test_each_sort_of_page_is_well_formed_in_both_languages(browser, slug, language):
    page = browser.page(f"/page/{slug}?lang={language}")

    assert language == page.one("html").attributes["lang"]
    assert f"{BASE}{slug}" in page.text
    assert all(f"/data/{slug}.{suffix}" in page.links for suffix in SUFFIXES)
    assert not [link for link in page.links if link.startswith(BASE)], "entities are linked on this server"


def test_links_on_sample_pages_lead_somewhere(browser):
    links = {link for slug in SORTS for link in browser.page(f"/page/{slug}").links if link.startswith("/")}

    broken = [link for link in sorted(links)[::7] if browser.get(link).status_code != 200]

    assert broken == []


@pytest.mark.long
def test_every_entity_has_a_page_and_no_page_a_broken_link(browser, edition):
    slugs = {
        quad.subject.value.removeprefix(BASE)
        for quad in edition.store
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BASE)
    }
    where = defaultdict(set)
    for slug in sorted(slugs):
        for link in browser.page(f"/page/{slug}").links:
            if link.startswith("/"):
                where[link].add(slug)

    # Citations are made of what the page says (tests/web/test_citations.py); one in a hundred is asked for.
    suffixes = (*SUFFIXES, *(f"{one}{query}" for one in ("bib", "ris", "csl.json") for query in ("", "?of=page")))
    known = {f"/page/{slug}" for slug in slugs}
    known |= {
        f"/data/{slug}.{suffix}" for number, slug in enumerate(sorted(slugs)) if number % 100 for suffix in suffixes
    }
    broken = [link for link in where if link not in known and browser.get(link).status_code != 200]

    assert len(slugs) > 500
    assert broken == []


def test_a_claim_row_says_what_who_where_and_as_of_when(browser):
    page = browser.page(f"/page/{BATTLE}")

    rows = page.rows("date")
    assert ["2016", "February 2016", "12–16 February 2016"] == [row[0] for row in rows]
    who, where, as_of = rows[1][1:]
    assert "Sergio Requena" == who
    assert where.startswith("paragraph 12, sentence 1 ")
    assert as_of.startswith("(16 November 2018)")
    assert "the text itself" == rows[2][1]


def test_a_contested_property_says_so_and_leads_to_the_disagreement(browser):
    page = browser.page(f"/page/{BATTLE}")

    assert page.group("material support from").endswith("Sources disagree (conflict of polarity)")
    disagreement = browser.page(page.link("Sources disagree"))
    assert ["Venezuelan state", "Denied inferred Venezuelan state"] == [
        row[0].split(" Requena excludes")[0] for row in disagreement.rows("material support from")
    ]


def test_dates_that_differ_in_precision_are_called_compatible(browser):
    assert browser.page(f"/page/{BATTLE}").group("date").startswith("date Compatible (precision only)")


def test_sources_that_say_the_same_are_told(browser):
    assert "ordinal 2 sources say the same" == browser.page(f"/page/{BATTLE}").group("ordinal")


def test_counts_of_different_things_are_compared_with_their_like_only(browser):
    page = browser.page("/page/productive-workers-battles")

    def number(told: str) -> str:
        return re.sub(r"\D", "", told)

    assert {"12", "14"} == {number(row[0]) for row in page.rows("count: battle")}
    assert {"2200", "2270"} == {number(row[0]) for row in page.rows("count: person")}


def test_a_record_is_read_from_either_end(browser):
    event = browser.page(f"/page/{BATTLE}").rows("participation")
    guest = browser.page("/page/chocomar").rows("participation")

    assert any("Chocomar" in row[0] and "role: volunteer" in row[0] for row in event)
    assert all("event: Battle of La Gaviota, 2016" in row[0] and "Indorca" in row[0] for row in guest)
    assert guest


def test_an_inferred_claim_says_that_the_archive_holds_it_and_why(browser):
    what, who, *_ = browser.page("/page/sergio-requena").rows("misspelt as")[0]

    assert what.startswith("inferred")
    assert "misprint" in what
    assert "Curators of this archive" == who


def test_a_passage_shows_its_place_and_what_was_drawn_from_it_but_not_its_text(browser):
    page = browser.page("/page/passage-case-e92b65f6")

    facts = page.facts()
    assert {"Place in the source": "paragraph 1, sentence 2", "Characters": "12743 to 12870"}.items() <= facts.items()
    assert "The first battle … Sucre state" == facts["First and last words"]
    assert "Battle of La Gaviota, 2016: 12–16 February 2016" == page.rows("date")[0][0]


def test_a_passage_says_who_speaks_what_it_cites_and_where_to_read_it(browser):
    page = browser.page("/page/passage-interview-7bd1bc12")

    facts = page.facts()
    assert "Cira Pascual Marquina" == facts["Speaker"]
    assert "footnote 1" == facts["Cites"]
    assert page.link("Read it at the source").endswith("attachment.html#:~:text=Born%20in%201974,CVG%20CARBONORCA")


def test_a_source_shows_contributors_sections_and_references_in_order(browser):
    page = browser.page("/page/source-case")

    entries = [" ".join(one.text.split()) for one in page.all("li")]
    references = [entry for entry in entries if entry.startswith("reference ")]
    assert 20 == len(references)
    assert references[3].startswith("reference 4: Building “Patria”")
    assert any(entry.startswith("Data") and entry.endswith("passages") for entry in entries)
    assert any(entry.startswith("Alex Moldovan") for entry in entries)


def test_a_person_s_page_names_the_sources_it_contributed_to(browser):
    entries = [" ".join(one.text.split()) for one in browser.page("/page/cira-pascual-marquina").all("li")]

    assert any(entry.startswith("[News] Venezuela") and "(interviewer, 16 November 2018)" in entry for entry in entries)


def test_passages_that_point_here_are_listed_by_section_in_the_order_of_the_text(browser):
    page = browser.page("/page/sergio-requena")

    listed = page.all("details", "places")
    places = [[int(number) for number in re.findall(r"paragraph (\d+)", one.text)] for one in listed]
    assert places
    assert all(numbers == sorted(numbers) for numbers in places)


def test_a_section_lists_its_passages_in_the_order_of_the_text(browser):
    page = browser.page("/page/section-case-what-went-on-process-interaction-and-participation")

    places = [one.text for one in page.all("a") if one.text.startswith(("heading", "paragraph"))]
    assert ["heading", "paragraph 1, sentence 1", "paragraph 1, sentence 2"] == places[:3]


def test_what_points_here_stops_at_fifty_and_leads_to_the_rest(small):
    members = "\n".join(f":e{n} a mov:Equipment ; mov:partOf :whole ." for n in range(60))
    browser = small(f':whole a mov:Facility ; skos:prefLabel "Whole"@en .\n{members}')

    page = browser.page("/page/whole")
    assert 50 == sum(link.startswith("/page/e") for link in page.links)
    rest = browser.page(page.link("50 of 60. See all"))
    assert "60 solutions" in rest.text


def test_claims_stop_at_two_hundred_and_lead_to_the_rest(small):
    claims = "\n".join(
        f":c{n} a mov:Claim ; rdf:subject :thing ; rdf:predicate mov:ordinal ; rdf:object {n} ; mov:passage :p ."
        for n in range(210)
    )
    browser = small(f":thing a mov:Event .\n:p a mov:Passage ; mov:inSource :s .\n:s a mov:Source .\n{claims}")

    page = browser.page("/page/thing")
    assert 200 == len(page.rows("ordinal"))
    assert "210 solutions" in browser.page(page.link("200 of 210 claims. See all")).text


def test_markup_in_data_is_text(small):
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"&amp;'
    quoted = evil.replace('"', '\\"')
    browser = small(
        f""":thing a mov:Event ; skos:prefLabel "{quoted}"@en ; skos:note "{quoted}"@en ;
            mov:url "javascript:alert(1)"^^xsd:anyURI ; mov:website <javascript:alert(1)> .
        :claim a mov:Claim ; rdf:subject :thing ; rdf:predicate mov:sector ; rdf:object "{quoted}" ; mov:passage :p .
        :p a mov:Passage ; mov:inSource :s ; mov:fieldLabel "{quoted}" .
        :s a mov:Source ; dcterms:title "{quoted}"@en ; mov:url "javascript:alert(1)"^^xsd:anyURI .""",
        settings=f"[title]\nen = '{evil}'",
    )

    for path in ("/", "/page/thing", "/page/claim", "/page/p", "/page/s", "/query?query=SELECT+*+{+?s+?p+?o+}"):
        page = browser.page(path)
        assert evil in page.one("html").text
        # The query page has a script of its own, from a file; structured data is none.
        told = page.html.replace('<script type="module" src="/static/', "").replace('<script type="application/ld', "")
        assert "<script" not in told


# Languages


def test_names_in_another_language_are_marked_with_it(small):
    browser = small(
        ':thing a mov:Place ; skos:prefLabel "Casa"@es ; mov:within :other .\n'
        ':other a mov:Place ; skos:prefLabel "Lugar"@es .'
    )

    page = browser.page("/page/thing", **{"Accept-Language": "en"})
    assert {("Casa", "es"), ("Lugar", "es")} == {
        (one.text, one.attributes["lang"]) for one in page.all("span") if one.text in ("Casa", "Lugar")
    }
    assert "en" == page.one("html").attributes["lang"]
    spanish = browser.page("/page/thing", **{"Accept-Language": "es-VE, en;q=0.5"})
    assert [] == [one for one in spanish.all("span") if one.text in ("Casa", "Lugar")]


@pytest.mark.parametrize(
    ("header", "query", "expected"),
    [
        ("", "", "en"),
        ("es", "", "es"),
        ("es-VE,es;q=0.9,en;q=0.8", "", "es"),
        ("de, en;q=0.2, es; q=0.7", "", "es"),
        ("es;q=0, en;q=0.1", "", "en"),
        ("fr", "", "en"),
        ("en", "?lang=es", "es"),
        ("es", "?lang=tlh", "es"),
    ],
)
def test_the_language_of_a_page_is_the_address_s_or_the_browser_s(browser, header, query, expected):
    response = browser.get(f"/page/{BATTLE}{query}", headers={"Accept-Language": header})

    assert expected == response.headers["content-language"] == Page(response.text).one("html").attributes["lang"]
    assert "Accept-Language" in response.headers["vary"]


def test_links_keep_a_language_that_was_asked_for_in_the_address(browser):
    links = browser.page(f"/page/{BATTLE}?lang=es").links
    # The same page in another language is linked too, and that alone.
    pages = [link for link in links if link.startswith("/page/") and not link.startswith(f"/page/{BATTLE}?")]

    assert pages
    assert [] == [link for link in pages if {"lang": ["es"]} != parse_qs(urlsplit(link).query)]


def test_other_hosts_are_linked_without_a_referrer(browser):
    page = browser.page("/page/source-interview")

    outside = [one for one in page.all("a") if one.attributes.get("href", "").startswith("http")]
    assert outside
    assert all("noreferrer" in one.attributes.get("rel", "").split() for one in outside)


def test_a_name_says_whose_words_it_is(browser):
    """One that no source prints in any language is a translation of nothing."""
    battle = browser.page(f"/page/{BATTLE}").text
    march = browser.page("/page/admirable-campesino-march?lang=es").text

    assert "the names are the archive’s: no source prints one" in battle
    assert "el nombre de arriba es traducción del archivo" in march
