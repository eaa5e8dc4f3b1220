"""How pages and sources are cited: on the page, and as files for reference managers."""

from __future__ import annotations

import bibtexparser
import pytest
import rispy

from acervo.citing.formatting import STYLES
from acervo.web.routes import citations, entities

SETTINGS = '[title]\nen = "An Archive"\nes = "Un Archivo"\n'
ABOUT = """
<https://example.org/> a mov:Archive ; dcterms:publisher :keepers ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
:keepers a org:Organization ; skos:prefLabel "The Keepers"@en , "Quienes cuidan"@es .
"""
BOOK = """
:press a org:Organization ; skos:prefLabel "Monthly Press"@en .
:ana a foaf:Person ; skos:prefLabel "Ana Smith"@en .
:book a mov:Source ; dcterms:title "Voices"@en ; mov:sourceType mov:Book ; mov:date "2020"^^edtf:EDTF ;
    mov:publisher :press ; mov:publisherPlace "New York" ; mov:contribution :book-1 .
:book-1 mov:agent :ana ; mov:nameAsPrinted "Ana M. Smith" ; mov:role mov:Editor ; mov:position 1 .
:chapter a mov:Source ; dcterms:title "A <talk>"@en ; dcterms:language "en" ; mov:sourceType mov:BookChapter ;
    mov:container :book ; mov:date "2019-06?"^^edtf:EDTF ; mov:pages "3-7" ; mov:contribution :c-2 , :c-1 , :c-3 .
:c-1 mov:agent :ana ; mov:nameAsPrinted "Smith, Ana" ; mov:role mov:Author ; mov:position 1 .
:c-2 mov:nameAsPrinted "Pedro Ruiz" ; mov:role mov:Author ; mov:position 2 .
:c-3 mov:nameAsPrinted "Somebody" ; mov:position 3 .
:other a mov:Source ; dcterms:title "Other"@en .
:entry-4 a mov:Reference ; mov:inSource :other ; mov:number 4 ; mov:identifies :chapter .
:entry-5 a mov:Reference ; mov:inSource :other ; mov:number 5 .
"""
STRIKE = ':strike a mov:Event ; skos:prefLabel "The strike"@en , "La huelga"@es .'


def lists(page):
    """The lists of citations on *page*, each style → citation: of the source that it is about, then of the page."""
    found = []
    for element in page.elements:
        if element.tag == "dl":
            within = element.has_class("citations")
            found += [{}] if within else []
        elif element.tag == "dt" and within:
            style = element.text
        elif element.tag == "dd" and within:
            found[-1][style] = element.text
    return found


def cited(page, number=0):
    return lists(page)[number]


def test_a_page_is_cited_with_all_that_names_it(small):
    """Title, archive, publisher in the place of an author, date and id of the edition, address, licence."""
    client = small(ABOUT + STRIKE, SETTINGS)
    edition = client.app.state.served.site.edition.id[:12]
    year = client.app.state.served.site.statistics.modified[:4]
    english, spanish = cited(client.page("/page/strike?lang=en")), cited(client.page("/page/strike?lang=es"))

    assert [*STYLES] == [*english]
    for text in english.values():
        assert all(part in text for part in ("The strike", "An Archive", "https://example.org/id/strike", year)), text
        assert text.endswith(f"edition {edition}, CC BY 4.0]")
        assert 1 == text.count("The Keepers"), "some styles would leave the publisher out"
    for text in spanish.values():
        assert all(part in text for part in ("La huelga", "Un Archivo", "https://example.org/id/strike")), text
        assert text.endswith(f"edición {edition}, CC BY 4.0]")
    assert "En línea" in spanish["ISO 690, autor-fecha"]


def test_the_day_of_access_is_that_of_the_request_and_part_of_the_pages_name(small, monkeypatch):
    """A page that is kept tells no other day than that on which it is read."""
    client = small(ABOUT + STRIKE, SETTINGS)
    answers = []
    for day in ("2031-05-06", "2031-05-06", "2031-05-07"):
        for module in (entities, citations):
            monkeypatch.setattr(module, "today", lambda day=day: day)
        answers.append(client.get("/page/strike?lang=en", headers={"Accept": "text/html"}))
    first, same, next_day = answers

    assert "[accessed 6 May 2031]" in first.text
    assert "[consulta: 7 de mayo de 2031]" in client.get("/page/strike?lang=es").text
    assert first.headers["etag"] == same.headers["etag"]
    assert "[accessed 7 May 2031]" in next_day.text
    assert first.headers["etag"] != next_day.headers["etag"]
    assert "urldate = {2031-05-07}" in client.get("/data/strike.bib").text
    year = client.app.state.served.site.statistics.modified[:4]
    assert f"({year}, " in first.text, "published when the data were changed"


def test_what_the_archive_says_of_a_family_name_goes_before_all_else(small):
    client = small(ABOUT + BOOK + ':ana foaf:familyName "M. Smith" .', SETTINGS)

    [item] = client.get("/data/chapter.csl.json").json()
    assert [{"family": "M. Smith", "given": "Ana"}] == item["editor"]


def test_an_archive_that_says_little_is_cited_with_what_it_says(small):
    page = small(STRIKE).page("/page/strike?lang=en")

    assert all("None" not in text and "CC" not in text for text in cited(page).values())


def test_a_source_is_cited_as_printed_and_with_the_work_it_appeared_in(small):
    client = small(ABOUT + BOOK, SETTINGS)
    page = client.page("/page/chapter?lang=en")

    assert (
        "Smith, Ana, and Pedro Ruiz. June 2019 (uncertain). “A <talk>.” In Voices, "
        "edited by Ana M. Smith. Monthly Press." == cited(page)["Chicago 18, author-date"]
    )
    assert "junio de 2019 (fecha incierta)" in cited(client.page("/page/chapter?lang=es"))["APA 7"]
    assert "Somebody" not in "".join(cited(page).values()), "who is named without a role is no author"
    assert "A <talk>" in cited(page, 1)["APA 7"]


def test_a_reference_cites_the_source_that_it_names(small):
    client = small(ABOUT + BOOK, SETTINGS)

    assert cited(client.page("/page/chapter")) == cited(client.page("/page/entry-4"))
    assert (2, 1) == (len(lists(client.page("/page/entry-4"))), len(lists(client.page("/page/entry-5"))))


def test_the_source_is_there_for_reference_managers(small):
    client = small(ABOUT + BOOK, SETTINGS)
    csl, bib, ris = (client.get(f"/data/chapter.{suffix}") for suffix in ("csl.json", "bib", "ris"))

    assert [200] * 3 == [one.status_code for one in (csl, bib, ris)]
    assert "application/vnd.citationstyles.csl+json; charset=utf-8" == csl.headers["content-type"]
    (item,) = csl.json()
    assert ("chapter", "A <talk>", "Voices", "3-7") == (
        item["type"],
        item["title"],
        item["container-title"],
        item["page"],
    )
    assert [{"family": "Smith", "given": "Ana"}, {"literal": "Pedro Ruiz"}] == item["author"]
    assert [{"family": "Smith", "given": "Ana M."}] == item["editor"], "known from “Smith, Ana”"
    assert {"literal": "2019-06?"} == item["issued"]
    (entry,) = bibtexparser.parse_string(bib.text).entries
    assert ("incollection", "chapter", "2019-06?") == (entry.entry_type, entry.key, entry.fields_dict["date"].value)
    assert "year" not in entry.fields_dict
    (record,) = rispy.loads(ris.text)
    assert ["Smith, Ana", "Pedro Ruiz"] == record["authors"]
    assert 'inline; filename="chapter.ris"' == ris.headers["content-disposition"]


def test_the_page_of_a_source_is_there_too(small):
    client = small(ABOUT + BOOK, SETTINGS)
    (item,) = client.get("/data/chapter.csl.json?of=page&lang=en").json()

    assert ("webpage", "An Archive", "https://example.org/id/chapter") == (
        item["type"],
        item["container-title"],
        item["URL"],
    )
    assert client.app.state.served.site.edition.id[:12] == item["version"]
    assert "Record of “A <talk>”" == item["title"]
    assert "https://creativecommons.org/licenses/by/4.0/" == item["note"]
    assert [{"literal": "The Keepers"}] == item["author"]
    (record,) = rispy.loads(client.get("/data/chapter.ris?of=page&lang=en").text)
    (entry,) = bibtexparser.parse_string(client.get("/data/chapter.bib?of=page&lang=es").text).entries
    assert (["The Keepers"], item["version"]) == (record["authors"], record["edition"])
    assert "{Quienes cuidan}" == entry.fields_dict["author"].value
    assert "{Ficha de «A <talk>»}" == entry.fields_dict["title"].value


def test_the_page_of_a_source_is_no_work_of_whoever_publishes_the_archive(small):
    """Quotation marks within quotation marks are of the other sort."""
    client = small(ABOUT + BOOK, SETTINGS)
    english, spanish = (cited(client.page(f"/page/chapter?lang={one}"), 1) for one in ("en", "es"))

    assert "). Record of “A <talk>.” An Archive." in english["APA 7"]
    assert "“Record of ‘A <talk>.’” An Archive" in english["Chicago 18, author-date"]
    assert "«Ficha de “A <talk>”»" in spanish["Chicago 18, autor-fecha"]
    assert "Record of" not in cited(client.page("/page/entry-4?lang=en"), 1)["APA 7"]


def test_whom_the_by_line_names_stands_for_the_author_where_nobody_has_such_a_role(small):
    client = small(
        ABOUT
        + ':case a mov:Source ; dcterms:title "Case"@en ; mov:date "2021"^^edtf:EDTF ; mov:contribution :k-1 , :k-2 .'
        ' :k-1 mov:agent :alex ; mov:nameAsPrinted "Alex Moldovan" ; mov:position 1 .'
        ' :k-2 mov:nameAsPrinted "A user" ; mov:role mov:Submitter ; mov:position 2 .'
        ' :alex a foaf:Person ; foaf:familyName "Moldovan" .',
        SETTINGS,
    )
    page = client.page("/page/case?lang=en")
    (item,) = client.get("/data/case.csl.json").json()

    starts = {
        "APA 7": "Moldovan, A. (2021)",
        "Chicago 18, author-date": "Moldovan, Alex. 2021",
        "ISO 690, ": "MOLDOVAN",
    }
    for style, text in cited(page).items():
        assert any(style.startswith(name) and text.startswith(start) for name, start in starts.items()), text
    assert [{"family": "Moldovan", "given": "Alex"}] == item["author"]
    assert [{"literal": "A user"}] == item["contributor"]
    assert "AU  - Alex Moldovan" in client.get("/data/case.ris").text
    assert "author = {Moldovan, Alex}" in client.get("/data/case.bib").text
    assert '"contributor":' in page.html
    assert '"author":' not in page.html, "no by-line says that somebody is the author"


def test_every_link_to_a_citation_leads_to_one(browser):
    page = browser.page("/page/source-interview?lang=es")
    links = [
        one.attributes["href"] for one in page.all("a") if one.attributes.get("type", "").startswith("application/x-")
    ]

    assert 4 == len(links)
    for link in links:
        answer = browser.get(link)
        assert 200 == answer.status_code
        assert answer.text.startswith(("@", "TY  - "))


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("application/vnd.citationstyles.csl+json", "csl.json"),
        ("application/x-bibtex", "bib"),
        ("application/x-research-info-systems, text/html;q=0.5", "ris"),
    ],
)
def test_the_iri_leads_to_a_citation_where_a_client_asks_for_one(browser, accept, suffix):
    answer = browser.get("/id/azzellini-2017", headers={"Accept": accept})

    assert (303, f"/data/azzellini-2017.{suffix}") == (answer.status_code, answer.headers["location"])


@pytest.mark.parametrize("suffix", ["csl.json", "bib", "ris"])
def test_a_citation_has_a_name_and_is_not_sent_twice(browser, suffix):
    path = f"/data/azzellini-2017.{suffix}"
    first = browser.get(path)
    again = browser.get(path, headers={"If-None-Match": first.headers["etag"]})
    head = browser.head(path)

    assert (304, b"") == (again.status_code, again.content)
    assert (200, b"", first.headers["etag"]) == (head.status_code, head.content, head.headers["etag"])


def test_a_citation_of_nothing_is_not_found_and_a_renamed_thing_has_moved(small):
    client = small(':old dcterms:isReplacedBy :new . :new a mov:Event ; skos:prefLabel "New"@en .')

    assert 404 == client.get("/data/nothing.bib").status_code
    assert 400 == client.get("/data/new.bib?of=source").status_code
    moved = client.get("/data/old.bib")
    assert (301, "/data/new.bib") == (moved.status_code, moved.headers["location"])


def test_open_api_tells_of_the_citations(browser):
    paths = browser.get("/openapi.json").json()["paths"]
    told = paths["/data/{slug}.bib"]["get"]

    assert {"slug", "of"} == {one["name"] for one in told["parameters"]}
    assert ["application/x-bibtex"] == [*told["responses"]["200"]["content"]]
    assert "head" not in paths["/data/{slug}.ris"]


def test_every_source_of_the_archive_can_be_cited(browser, site):
    """No sort of source is left without a type."""
    slugs = [path.stem for path in (site.archive.root / "data" / "sources" / "cited").glob("*.ttl")]

    assert len(slugs) > 20
    for slug in slugs:
        items = browser.get(f"/data/{slug}.csl.json").json()
        assert items[0]["title"]
        assert items[0]["type"] != "document"
