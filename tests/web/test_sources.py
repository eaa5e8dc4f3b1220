"""The bibliography: references whole, how far each source is read, copies counted once."""

from __future__ import annotations

from acervo.namespaces import MOV, PREFIXES
from acervo.web.lists.bibliography import bibliography_from
from acervo.web.routes import sources as sources_route

THREE = """
:ana a foaf:Person ; skos:prefLabel "Ana"@en .
:author a mov:Role ; skos:prefLabel "author"@en .
:sender a mov:Role ; skos:prefLabel "sender"@en .
:review a mov:Source ; dcterms:title "Review"@en .
:article a mov:Source ; dcterms:title "Article"@en ; mov:container :review ; mov:volume "4" ; mov:issue "2" ;
  mov:pages "7-9" ; mov:doi "10.1000/1" ; mov:url "https://doi.org/10.1000/1"^^xsd:anyURI ;
  mov:date "1980-08"^^edtf:EDTF ; mov:contribution :article-1, :article-2 .
:article-1 a mov:Contribution ; mov:position 1 ; mov:agent :ana ; mov:role :author .
:article-2 a mov:Contribution ; mov:position 2 ; mov:agent :ana ; mov:role :sender .
:mail a mov:Source ; dcterms:title "Mail"@en ; mov:copyOf :article .
:passage-mail-1 a mov:Passage ; mov:inSource :mail .
:passage-mail-2 a mov:Passage ; mov:inSource :mail ; mov:nothingDrawn mov:Heading .
:passage-mail-3 a mov:Passage ; mov:inSource :mail .
:passage-article-1 a mov:Passage ; mov:inSource :article .
:claim-1 a mov:Claim ; mov:passage :passage-mail-1 ; rdf:subject :ana ; rdf:predicate mov:kind ; rdf:object :author .
:claim-2 a mov:Claim ; mov:passage :passage-mail-1 ; rdf:subject :ana ; rdf:predicate mov:kind ; rdf:object :sender .
:mail-reference-1 a mov:Reference ; mov:inSource :mail ; mov:number 1 ; mov:identifies :book .
:passage-mail-3 mov:cites :mail-reference-1 .
:book a mov:Source ; dcterms:title "Book"@en .
"""


def term(value):
    return {"type": "uri", "value": value}


def origins(*pairs):
    """How many origins there are among sources that are all read; pairs say which copies which."""
    names = sorted({name for pair in pairs for name in pair})
    facts = [{"source": term(name)} for name in names]
    facts += [
        {"source": term(pair[0]), "property": term(MOV + "copyOf"), "value": term(pair[1])}
        for pair in pairs
        if len(pair) > 1
    ]
    one = {"type": "literal", "value": "1"}
    counts = dict.fromkeys(("passages", "drawnFrom", "nothingDrawn", "claims"), one)
    return bibliography_from(facts, [], [{"source": term(name), **counts} for name in names], []).origins()


def test_copies_of_one_text_are_one_origin_however_they_are_linked():
    assert 3 == origins(("a",), ("b",), ("c",))
    assert 2 == origins(("a", "b"), ("c",))
    assert 1 == origins(("a", "c"), ("b", "c"))
    assert 1 == origins(("a", "b"), ("b", "a"))
    assert 2 == origins(("a", "b"), ("c", "d"), ("d", "c"))


def test_versions_by_prov_count_as_copies_do():
    one = {"type": "literal", "value": "1"}
    derived = {"source": term("a"), "property": term(PREFIXES["prov"] + "wasDerivedFrom"), "value": term("b")}
    counts = dict.fromkeys(("passages", "drawnFrom", "nothingDrawn", "claims"), one)
    told = bibliography_from([derived, {"source": term("b")}], [], [{"source": term(x), **counts} for x in "ab"], [])

    assert 1 == told.origins()


def test_a_reference_is_whole_and_says_nothing_twice(small):
    page = small(THREE).page("/sources?lang=en")

    article = next(" ".join(one.text.split()) for one in page.all("td") if one.text.startswith("Ana"))
    assert "Ana 1980 Ana (author, sender). Article. In: Review, 4(2): 7-9. 10.1000/1. August 1980" == article
    assert "https://doi.org/10.1000/1" in page.links
    assert "Copy of Article" in page.text
    assert "2 sources read sentence by sentence; 1 independent origin," in page.text


def test_coverage_is_the_share_of_passages_from_which_something_is_drawn(small):
    page = small(THREE).page("/sources?lang=en")

    mail = page.elements[page.elements.index(next(one for one in page.all("td") if one.text.startswith("Mail"))) :]
    cells = [" ".join(one.text.split()) for one in mail if one.tag == "td"][1:4]
    assert ["3", "1 (33 %) 1 with a reason why not33 %", "2"] == cells


def test_what_is_cited_stands_apart_with_how_often(small):
    page = small(THREE).page("/sources?lang=en")

    assert "Book. no date given cited in 1 sentence" in page.text
    assert page.text.index("What they cite") < page.text.index("Book") < page.text.index("Where these appeared")


def test_the_shipped_archive_shows_each_of_its_sources_once(browser, site):
    page = browser.page("/sources?lang=es")

    asked = browser.get("/sparql", params={"query": "SELECT ?s { ?s a mov:Source }", "format": "json"}).json()
    sources = {row["s"]["value"].removeprefix(site.base + "id/") for row in asked["results"]["bindings"]}
    assert len(sources) > 30
    assert len(sources) == len(page.all("cite"))
    assert {*sources} <= {link.removeprefix("/page/").split("?")[0] for link in page.links}
    assert "2 orígenes independientes" in page.text


def test_many_sources_stand_on_several_pages(small, monkeypatch):
    """Of 10,000 sources one page would be megabytes; the figures stay those of all."""
    monkeypatch.setattr(sources_route, "_PAGE", 2)
    browser = small(THREE)
    address, seen, pages = "/sources?lang=en", [], 0
    while address:
        page = browser.page(address)
        seen += [one.text for one in page.all("cite")]
        pages += 1
        assert "2 sources read sentence by sentence" in page.text
        address = next((one.attributes["href"] for one in page.all("a") if one.attributes.get("rel") == "next"), "")

    assert 2 == pages
    assert ["Article", "Book", "Mail", "Review"] == sorted(seen)
    assert "3 to 4 of 4 sources" in page.text
    assert "/sources?lang=en" in page.links
    assert seen[2:] == [one.text for one in browser.page("/sources?lang=en&page=99").all("cite")]


def test_an_archive_without_sources_says_so(small):
    assert "This archive describes no sources." in small(":a a mov:Event .").page("/sources?lang=en").text


def test_every_query_behind_the_page_answers(browser):
    page = browser.page("/sources?lang=en")

    links = [link for link in page.links if link.startswith("/query?") and "query=" in link]
    assert 3 == len(links)
    for link in links:
        assert '<table class="solutions' in browser.get(link).text
