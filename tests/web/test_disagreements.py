"""Where sources disagree: every side of every matter, the real conflicts first."""

from __future__ import annotations

import pytest

from acervo.namespaces import MOV
from acervo.web.reading.disagreement_kinds import gravity

SMALL = """
:march a mov:Event ; skos:prefLabel "March"@en .
:paper a mov:Source ; dcterms:title "Paper"@en ; mov:date "1980"^^edtf:EDTF .
:book a mov:Source ; dcterms:title "Book"@en ; mov:date "1990"^^edtf:EDTF .
:passage-paper-1 a mov:Passage ; mov:inSource :paper ; mov:paragraph 1 ; mov:sentence 1 .
:passage-book-1 a mov:Passage ; mov:inSource :book ; mov:paragraph 7 ; mov:sentence 2 .
:march-date-1 a mov:Claim ; rdf:subject :march ; rdf:predicate mov:date ; rdf:object "1980-08"^^edtf:EDTF ;
  mov:passage :passage-paper-1 .
:march-date-2 a mov:Claim ; rdf:subject :march ; rdf:predicate mov:date ; rdf:object "1980-0%s"^^edtf:EDTF ;
  mov:passage :passage-book-1 .
"""


@pytest.mark.parametrize(
    ("kinds", "grave"),
    [
        (["ConflictAtSameTime"], "conflict"),
        (["PolarityConflict", "DifferentAsOf"], "conflict"),
        (["NotCarriedByCitedSource"], "conflict"),
        (["WithinOneSource"], "conflict"),
        ([], "conflict"),
        (["DifferentAsOf"], "compatible"),
        (["DifferentMeasure", "CopiesOfOneOrigin"], "compatible"),
        (["PrecisionOnly", "SpellingOnly"], "compatible"),
        (["SpellingOnly", "WithinOneSource"], "spelling"),
    ],
)
def test_what_may_all_be_true_is_no_conflict(kinds, grave):
    assert grave == gravity([MOV + kind for kind in kinds])


def test_every_disagreement_is_listed_with_every_claim(browser, site):
    page = browser.page("/disagreements?lang=en")

    rows = browser.get(
        "/sparql",
        params={
            "query": "SELECT ?d (COUNT(?c) AS ?n) { ?d a mov:Disagreement ; mov:hasClaim ?c } GROUP BY ?d",
            "format": "json",
        },
    ).json()["results"]["bindings"]
    numbers = {row["d"]["value"].removeprefix(site.base + "id/"): int(row["n"]["value"]) for row in rows}
    assert len(numbers) > 15
    linked = {link.removeprefix("/page/").split("?")[0] for link in page.links}
    assert {*numbers} <= linked
    assert sum(numbers.values()) == len([row for row in page.rows("") if row])
    assert f"{len(numbers)} of {len(numbers)} disagreements" in page.text


def test_the_real_conflicts_stand_first_and_the_rest_is_worded_mildly(browser):
    page = browser.page("/disagreements?lang=en")

    ids = [one.attributes["aria-labelledby"] for one in page.all("section")]
    assert ["conflict", "compatible", "spelling"] == ids
    tones = [one.attributes["class"].split()[1] for one in page.all("span", "verdict")]
    assert tones == sorted(tones, key=["contested", "compatible"].index)
    date = page.group("Battle of La Gaviota, 2016: date")
    assert "Compatible (precision only)" in date


def test_each_side_has_value_speaker_passage_and_time(small):
    browser = small(SMALL % 9)
    page = browser.page("/disagreements?lang=en")

    assert [
        ["August 1980", "the text itself", "paragraph 1, sentence 1 · Paper", "(1980) claim"],
        ["September 1980", "the text itself", "paragraph 7, sentence 2 · Book", "(1990) claim"],
    ] == page.rows("March: date")
    assert "Sources disagree" in page.group("March: date")
    assert "/page/passage-book-1?lang=en" in page.links


def test_sides_that_agree_are_no_disagreement(small):
    assert "No claims of this archive disagree." in small(SMALL % 8).page("/disagreements?lang=en").text


def test_a_filter_leaves_what_its_count_says(browser):
    page = browser.page("/disagreements?lang=es")

    lists = page.all("ul", "choices")
    assert 2 == len(lists)
    for link in (link for link in page.links if "kind=" in link or "class=" in link):
        left = browser.page(link)
        current = [one for one in left.all("a") if one.attributes.get("aria-current") == "true"]
        assert len(current) == 2, link
        number = int(left.one("p", "left").text.split()[0])
        assert number == len(left.all("span", "verdict")), link


def test_two_filters_hold_together_and_may_leave_nothing(browser):
    page = browser.page("/disagreements?kind=mov:SpellingOnly&class=mov:Battle&lang=en")

    assert [] == page.all("table")
    assert "No disagreement is of this kind and class." in page.text
    assert "/disagreements?lang=en" in page.links


def test_the_query_behind_the_page_answers(browser):
    page = browser.page("/disagreements?lang=en")

    answer = browser.page(page.link("query"))
    assert answer.all("table", "solutions")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "2"])
def test_a_page_that_is_not_there_is_the_nearest_that_is(browser, page):
    assert browser.page(f"/disagreements?page={page}").all("table", "claims")


def test_the_page_has_a_name_and_need_not_be_sent_twice(browser):
    first = browser.get("/disagreements", headers={"Accept-Language": "es"})

    assert "es" == first.headers["content-language"]
    again = browser.get("/disagreements", headers={"Accept-Language": "es", "If-None-Match": first.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)
    assert "" == browser.head("/disagreements").text
