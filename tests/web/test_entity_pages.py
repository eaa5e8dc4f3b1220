"""What the page of a thing tells first: figures, what is known, disputed and missing; sections by class."""

from __future__ import annotations

import asyncio
import re
import subprocess
from urllib.parse import unquote

import pytest

from acervo.web.entities.layouts import LAYOUTS, layout_of
from acervo.web.reading.claims import independent
from acervo.web.reading.links import text_fragment

from .page_reading import Page

MOV = "https://w3id.org/acervo/ns#"
PLACES = """
:s a mov:Source ; dcterms:title "Leaflet"@en ; mov:url "https://example.org/leaflet"^^xsd:anyURI .
:t a mov:Source ; dcterms:title "Reprint"@en ; mov:copyOf :s .
:u a mov:Source ; dcterms:title "Diary"@en .
:p1 a mov:Passage ; mov:inSource :s ; mov:paragraph 1 ; mov:sentence 1 ;
    mov:firstWords "On a" ; mov:lastWords "well-known day" .
:p2 a mov:Passage ; mov:inSource :t ; mov:paragraph 1 ; mov:sentence 1 .
:p3 a mov:Passage ; mov:inSource :u ; mov:paragraph 2 ; mov:sentence 1 .
"""


def claim(name: str, subject: str, predicate: str, value: str, passage: str, more: str = "") -> str:
    return (
        f":{name} a mov:Claim ; rdf:subject :{subject} ; rdf:predicate {predicate} ; rdf:object {value} ;"
        f" mov:passage :{passage} {more} .\n"
    )


def headings(page: Page) -> list[str]:
    return [one.text for one in page.all("h2")]


def items(page: Page, class_: str) -> list[str]:
    return [" ".join(one.text.split()) for one in page.all("ul", class_)]


def edtf(date: str) -> str:
    return f'"{date}"^^edtf:EDTF'


# Layouts


@pytest.mark.parametrize(
    ("slug", "order"),
    [
        ("battle-la-gaviota-2016", ["When and where", "Who took part", "What came of it", "How it went"]),
        ("productive-workers-battles", ["When and where", "Its events", "Who took part"]),
        ("la-gaviota", ["Who owns and runs it", "What happened here", "What it is", "What it makes"]),
        ("corpivensa", ["What it is", "People"]),
        ("sergio-requena", ["Offices, work and membership", "Events", "What they say", "Contributions to sources"]),
        ("venezuela", ["Where it lies, and what lies in it", "What happened here"]),
        ("source-case", ["Bibliography", "Sections", "References"]),
        ("reference-case-18", ["What it refers to", "Where it is cited"]),
        ("passage-case-e92b65f6", ["Where it stands", "Claims drawn from it"]),
        ("battle-la-gaviota-2016-date-1", ["The claim", "Other claims on the matter"]),
        ("case-productive-workers-battles", ["What it describes", "What sources say"]),
        ("gas-cylinder-plants", ["Who they are", "Sources of this page"]),
    ],
)
def test_what_a_reader_of_such_a_thing_asks_first_stands_first(browser, slug, order):
    found = headings(browser.page(f"/page/{slug}"))

    assert order == [one for one in found if one in order]


def test_every_claim_stands_on_the_page_once(browser, edition):
    """Whatever the layout leaves out comes under a heading of its own."""
    page = browser.page("/page/productive-workers-battles")
    shown = [one.attributes["href"] for one in page.all("a", "claim-link")]

    assert len(shown) == len(set(shown))
    statements = re.search(r"(\d+) statements", page.one("p", "figures").text)
    assert statements is not None
    assert int(statements[1]) == len(shown)


def test_the_layout_is_that_of_the_nearest_class():
    assert layout_of({MOV + "Event", MOV + "Campaign"}).of == MOV + "Campaign"
    assert layout_of({MOV + "Event", MOV + "Battle"}).of == MOV + "Event"
    assert layout_of({MOV + "Product"}).of == ""


def test_no_layout_says_the_same_matter_in_two_sections():
    for layout in LAYOUTS:
        matters = [matter for part in layout_of({layout.of}).parts for matter in part.matters]
        ids = [part.id for part in layout_of({layout.of}).parts]
        assert len(matters) == len(set(matters)), layout.of
        assert len(ids) == len(set(ids)), layout.of


@pytest.mark.parametrize("slug", ["battle-la-gaviota-2016", "sergio-requena", "source-case", "venezuela"])
def test_every_section_leads_to_a_query_that_answers(browser, slug):
    page = browser.page(f"/page/{slug}")
    queries = [one.attributes["href"] for one in page.all("a", "behind")]
    sections = [one.attributes["aria-labelledby"] for one in page.all("section")]
    beside = {"cite", "notes", "disputes", "absent"}

    assert len([one for one in sections if one not in beside]) == len(queries)
    assert all(one.attributes["aria-label"].startswith("The query behind this: ") for one in page.all("a", "behind"))
    last = page.all("p", "behind")
    assert len(last) == bool({"disputes", "absent"} & {*sections})
    queries += [link for link in page.links if link.startswith("/query?") and link not in queries]
    assert [] == [one for one in queries if browser.get(one).status_code != 200]


def rows_behind(browser, slug: str, section: str) -> list[dict[str, str]]:
    """The rows of the query behind *section* as a reader sees them."""
    links = [one for one in browser.page(f"/page/{slug}?lang=en").links if one.startswith("/query")]
    table = browser.page(next(one for one in links if section in unquote(one)))
    columns = [one.text for one in table.all("th")]
    cells = [one.text.strip() for one in table.all("td")]
    return [dict(zip(columns, cells[at : at + len(columns)], strict=True)) for at in range(0, len(cells), len(columns))]


def test_the_query_behind_a_section_gives_the_values_of_records_and_tells_denials(browser):
    rows = rows_behind(browser, "battle-la-gaviota-2016", "#Participation>")
    support = [row for row in rows if row["property"] == "material support from"]

    assert {"yes", "no"} == {row["polarity"] for row in support}
    assert {"Venezuelan state"} == {row["value"] for row in support}
    assert all(row["value"] and row["modality"] and row["source"] and row["passage"] for row in rows)
    participants = {row["value"] for row in rows if row["property"] == "participant"}
    assert {"Indorca", "Calderys", "Workers of La Gaviota"} <= participants


def test_the_query_behind_a_section_names_the_holder(small):
    client = small(
        f'{PLACES} :b a mov:Battle . :h a foaf:Person ; skos:prefLabel "Holder"@en . :m a foaf:Person .'
        " :r a mov:Participation, mov:Claim ; mov:event :b ; mov:participant :m ; mov:headcount 12 ;"
        " mov:holder :h ; mov:modality mov:Hypothetical ; mov:passage :p1 ."
    )
    rows = rows_behind(client, "b", "#Participation>")

    assert [("headcount", "12"), ("participant", "m")] == [(row["property"], row["value"].strip(":")) for row in rows]
    assert {("yes", "Holder", "Leaflet")} == {(row["polarity"], row["who"], row["source"]) for row in rows}


# Statements and their references


def test_claims_that_say_the_same_are_one_statement_with_a_line_each(browser):
    """As Wikibase does: the value once, its references below."""
    page = browser.page("/page/battle-maquinarias-barinas-2016?lang=en")

    assert "at facility 2 sources say the same, on the word of one" == page.group("at facility")
    first, second = page.rows("at facility")
    assert ["Maquinarias Barinas", "the text itself"] == first[:2]
    assert ["Maquinarias Barinas", "Sergio Requena"] == second[:2]
    assert ["2"] == [one.attributes["rowspan"] for one in page.all("td", "what") if "rowspan" in one.attributes][:1]
    assert "23 statements, 2 sources" in page.one("p", "figures").text
    told = [one.attributes["href"] for one in page.all("a", "claim-link")]
    assert 23 == len({*told})


@pytest.mark.parametrize(
    "other",
    [
        claim("c2", "e", "mov:sector", '"Oil"@en', "p3"),
        claim("c2", "e", "mov:sector", '"oil"', "p3"),
        claim("c2", "e", "mov:sector", '"oil"@en', "p3", "; mov:polarity false"),
        claim("c2", "e", "mov:sector", '"oil"@en', "p3", "; mov:modality mov:Hypothetical"),
        claim("c2", "e", "mov:sector", '"oil"@en', "p3", "; mov:rank mov:Deprecated"),
        claim("c2", "e", "mov:sector", '"oil"@en', "p3", '; mov:reason "A misprint."@en'),
        claim("c2", "e", "mov:sector", '"oil"@en', "p3", '; skos:note "So the leaflet."@es'),
        claim("c2", "e", "mov:sector", '"oil"@en', "p3", '; mov:gist "Only oil."@en'),
    ],
    ids=["value", "language", "polarity", "modality", "rank", "reason", "note", "field"],
)
def test_what_differs_stays_apart(small, other):
    page = small(":e a mov:Event .\n" + PLACES + claim("c1", "e", "mov:sector", '"oil"@en', "p1") + other).page(
        "/page/e"
    )

    assert 2 == len(page.rows("sector"))
    assert 2 == len(page.all("td", "what"))


@pytest.mark.parametrize(
    "more",
    ["", "; mov:rank mov:Normal", "; mov:modality mov:Asserted ; mov:polarity true", '; mov:asOf "1999"^^edtf:EDTF'],
)
def test_what_goes_without_saying_keeps_nothing_apart(small, more):
    claims = claim("c1", "e", "mov:ordinal", "1", "p1") + claim("c2", "e", "mov:ordinal", "1", "p3", more)
    page = small(":e a mov:Event .\n" + PLACES + claims).page("/page/e")

    assert [["1", "1"], 1] == [[row[0] for row in page.rows("ordinal")], len(page.all("td", "what"))]


FORM = """
:s a mov:Source ; dcterms:title "Form"@en .
:box a mov:Section ; mov:inSource :s ; skos:prefLabel "Data"@en .
:top a mov:Section ; mov:inSource :s ; skos:prefLabel "Form"@en .
:p1 a mov:Passage ; mov:inSource :s ; mov:section :box ; mov:fieldLabel "Location" ; mov:start 1 .
:p2 a mov:Passage ; mov:inSource :s ; mov:section :top ; mov:fieldLabel "Location" ; mov:start 2 .
:p3 a mov:Passage ; mov:inSource :s ; mov:section :top ; mov:fieldLabel "Funder" ; mov:start 3 .
"""


def test_a_field_that_a_source_prints_twice_takes_one_line(small):
    twice = claim("c1", "e", "mov:ordinal", "1", "p1", ", :p2") + claim("c2", "e", "mov:ordinal", "2", "p1", ", :p3")
    page = small(":e a mov:Event .\n" + FORM + twice).page("/page/e?lang=en")

    printed, apart = (row[2] for row in page.rows("ordinal"))
    assert "field “Location”, printed twice: Data · again · Form" == printed
    assert "field “Location” · Form Data field “Funder” · Form" == apart
    assert ["/page/p1?lang=en", "/page/p2?lang=en"] == [page.link("Data"), page.link("again")]


def test_sources_agree_in_records_too_and_not_in_what_the_archive_concludes(small):
    owned = "mov:Ownership, mov:Claim ; mov:owned :f ; mov:owner :o"
    concluded = ", :p3 ; mov:modality mov:Inferred"
    page = small(
        ":f a mov:Facility .\n"
        + PLACES
        + f":r1 a {owned} ; mov:passage :p1 .\n:r2 a {owned} ; mov:passage :p3 .\n"
        + claim("c1", "f", "mov:sector", '"oil"@en', "p1", concluded)
    ).page("/page/f?lang=en")

    assert page.group("ownership").endswith("2 sources say the same")
    assert "sector" == page.group("sector")


# Sources by author and year

NAMED = (
    ':ana a foaf:Person ; skos:prefLabel "Ana Ruiz Paz"@en . :bo a foaf:Person ; skos:prefLabel "Bo Lee"@en .\n'
    ':s a mov:Source ; dcterms:title "A long title of a leaflet"@en ; mov:date "2018-11-16"^^edtf:EDTF ;'
    " mov:contribution :k1, :k2 .\n"
    ":k1 a mov:Contribution ; mov:position 1 ; mov:agent :bo ; mov:role mov:Interviewer .\n"
    ":k2 a mov:Contribution ; mov:position 2 ; mov:agent :ana ; mov:role mov:Interviewee ;"
    ' mov:nameAsPrinted "Ana Ruiz Paz" .\n'
    ':old a mov:Source ; dcterms:title "Old"@en ; mov:contribution :k3 .\n'
    ':k3 a mov:Contribution ; mov:agent :ana ; mov:role mov:Author ; mov:nameAsPrinted "Ruiz Paz, Ana" .\n'
    ':t a mov:Source ; dcterms:title "Unsigned"@en ; mov:date "2018"^^edtf:EDTF .\n'
    ":p1 a mov:Passage ; mov:inSource :s ; mov:paragraph 1 . :p2 a mov:Passage ; mov:inSource :t ; mov:paragraph 2 .\n"
)
TOLD = claim("c1", "e", "mov:ordinal", "1", "p1") + claim("c2", "e", "mov:ordinal", "2", "p2")


@pytest.mark.parametrize(("language", "name"), [("en", "Ruiz Paz and Lee 2018"), ("es", "Ruiz Paz y Lee 2018")])
def test_rows_name_a_source_by_author_and_year_and_its_title_is_at_hand(small, language, name):
    """The family name is known from where the same person is printed with a comma."""
    page = small(":e a mov:Event .\n" + NAMED + TOLD).page(f"/page/e?lang={language}")

    assert [name, "Unsigned"] == [row[2].split(" · ")[-1] for row in page.rows("ordinal")]
    titles = {one.text: one.attributes["title"] for one in page.all("a") if "title" in one.attributes}
    assert "A long title of a leaflet" == titles[name]
    listed = next(" ".join(one.text.split()) for one in page.all("li") if one.text.startswith(name))
    assert "A long title of a leaflet" in listed


def test_two_read_sources_never_have_one_name(small):
    again = NAMED.replace(":s ", ":u ").replace("A long title of a leaflet", "Another").replace(":p1 ", ":p4 ")
    again = re.sub(r":k([12])", r":l\1", again).split(":old")[0] + ":p4 a mov:Passage ; mov:inSource :u .\n"
    page = small(":e a mov:Event .\n" + NAMED + again + TOLD).page("/sources?lang=en")

    assert {"Ruiz Paz and Lee 2018a", "Ruiz Paz and Lee 2018b"} == {one.text for one in page.all("a", "short-name")}


def test_names_of_sources_cost_no_query_a_page(small, monkeypatch):
    from acervo.web.serving.site import Site

    asked: list[str] = []
    rows = Site.rows

    async def counted(self, name, **values):
        asked.append(name)
        return await rows(self, name, **values)

    monkeypatch.setattr(Site, "rows", counted)
    browser = small(":e a mov:Event .\n:f a mov:Event .\n" + NAMED + TOLD)
    for path in ("/page/e?lang=en", "/page/f?lang=en", "/page/c1?lang=es", "/disagreements"):
        browser.page(path)

    assert [1, 1] == [asked.count(name) for name in ("read-sources", "read-source-contributors")]


# Figures


def test_statements_sources_origins_and_conflicts_are_counted_in_words(small):
    """A reprint is no second voice: three sources, two origins."""
    browser = small(
        ':e a mov:Event ; skos:prefLabel "March"@en .'
        + PLACES
        + claim("c1", "e", "mov:date", edtf("2016-02"), "p1")
        + claim("c2", "e", "mov:date", edtf("2016-02-12"), "p2")
        + claim("c3", "e", "mov:ordinal", "1", "p1")
        + claim("c4", "e", "mov:ordinal", "2", "p3")
    )

    page = browser.page("/page/e")
    assert "4 statements, 3 sources, 2 origins, 1 conflict, 1 compatible difference" == page.one("p", "figures").text
    assert "goes back to Leaflet" in page.text
    spanish = browser.page("/page/e?lang=es")
    assert "4 afirmaciones, 3 fuentes, 2 orígenes, 1 conflicto" in spanish.one("p", "figures").text


def test_voices_that_share_a_first_text_are_one():
    assert 1 == independent([{"o"}, {"o"}])
    assert 2 == independent([{"a"}, {"b"}])
    assert 2 == independent([{"o"}, {"u"}, {"o", "u"}])
    assert 1 == independent([{"o", "u"}, {"u", "v"}, {"v", "w"}])
    assert 0 == independent([])


CITING = """
:e a mov:Event ; skos:prefLabel "It"@en .
:talk a mov:Source ; dcterms:title "Talk"@en . :print a mov:Source ; dcterms:title "Print"@en ; mov:copyOf :talk .
:book a mov:Source ; dcterms:title "Book"@en .
:r1 a mov:Reference ; mov:inSource :book ; mov:number "1" ; mov:identifies :print .
:said a mov:Passage ; mov:inSource :talk . :cited a mov:Passage ; mov:inSource :book ; mov:cites :r1 .
:own a mov:Passage ; mov:inSource :book .
:c1 a mov:Claim ; rdf:subject :e ; rdf:predicate mov:date ; rdf:object "2016"^^edtf:EDTF ; mov:passage :said .
:c2 a mov:Claim ; rdf:subject :e ; rdf:predicate mov:date ; rdf:object "2016"^^edtf:EDTF ; mov:passage :cited .
"""


def test_who_cites_a_text_for_a_statement_is_no_second_voice(small):
    """The book cites a print of the talk: two sources that say the same, one origin."""
    page = small(CITING).page("/page/e")

    assert "2 statements, 2 sources, 1 origin, no conflict" == page.one("p", "figures").text
    assert "2 sources say the same, on the word of one" in page.text


def test_who_says_it_citing_nothing_is_a_second_voice(small):
    """As long as no other sentence of theirs cites the first."""
    page = small(CITING.replace("mov:passage :cited", "mov:passage :cited, :own") + ":c1 mov:rank mov:Normal .").page(
        "/page/e"
    )
    alone = small(CITING.replace("mov:passage :cited", "mov:passage :own")).page("/page/e")

    assert "2 statements, 2 sources, 1 origin, no conflict" == page.one("p", "figures").text, (
        "one of its voices is the talk"
    )
    assert "2 statements, 2 sources, 2 origins, no conflict" == alone.one("p", "figures").text
    assert "2 sources say the same" in alone.text
    assert "on the word of one" not in alone.text


def test_a_thing_that_nobody_speaks_of_has_no_figures(small):
    assert [] == small(':x a mov:Place ; skos:prefLabel "Here"@en .').page("/page/x").all("p", "figures")


# At a glance


def test_the_most_precise_of_compatible_dates_is_told_at_a_glance(browser):
    facts = browser.page("/page/battle-la-gaviota-2016").facts()

    assert "12–16 February 2016" == facts["date"]


def test_a_value_that_sources_contest_is_marked(small):
    browser = small(
        ":e a mov:Event ."
        + PLACES
        + claim("c1", "e", "mov:date", edtf("2015"), "p1")
        + claim("c2", "e", "mov:date", edtf("2016"), "p3")
    )

    page = browser.page("/page/e")
    assert "2015, 2016 contested" == page.facts()["date"]
    assert ["date Sources disagree (conflict at the same time)"] == items(page, "disputes")


# Absence


def test_what_no_source_gives_is_said(small):
    """Three kinds of nothing: unknown, printed without a value, said not to be so."""
    browser = small(
        ':b a mov:Battle ; skos:prefLabel "Battle"@en .'
        + PLACES
        + ":empty a mov:EmptyField ; mov:fieldOf :b ; mov:field mov:duration ; mov:passage :p1 .\n"
        + claim("c1", "b", "mov:funder", ":state", "p1", "; mov:polarity false")
        + claim("c2", "b", "mov:date", edtf("2016/.."), "p1")
        + ':state a mov:Group ; skos:prefLabel "State"@en .'
    )

    (told,) = items(browser.page("/page/b"), "absences")
    assert told.startswith("No statement here gives: at facility, ")
    assert "No statement here gives an end" in told
    assert "date" not in told
    assert "A field is printed without a value: duration (Leaflet)" in told
    assert "Said not to be so: funded by (State)" in told


def test_what_is_expected_is_read_from_the_ontology(small, tmp_path):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "own.ttl").write_text(
        "@prefix mov: <https://w3id.org/acervo/ns#> .\nmov:Product mov:expected mov:sector .\n", "utf-8"
    )
    browser = small(':x a mov:Product ; skos:prefLabel "Thing"@en .')

    assert ["No statement here gives: sector"] == items(browser.page("/page/x"), "absences")


@pytest.mark.parametrize(("counted", "lacks"), [("mov:Battle", False), ("mov:Person", True)])
def test_a_count_of_what_a_group_is_made_of_tells_its_size(small, counted, lacks):
    browser = small(
        ':g a mov:Group ; skos:prefLabel "Four"@en .'
        + PLACES
        + claim("c1", "g", "mov:memberKind", "mov:Battle", "p1")
        + f":n a mov:Count ; mov:of :g ; mov:counted {counted} ; mov:value 4 ; mov:passage :p1 ."
    )

    assert (["No statement here gives: size"] if lacks else []) == items(browser.page("/page/g"), "absences")


@pytest.mark.parametrize(("kind", "lacks"), [("mov:Battle", False), ("mov:Campaign", True)])
def test_an_outcome_of_the_battle_is_one_of_its_workshop_and_one_of_a_campaign_is_not(small, kind, lacks):
    browser = small(
        f":w a mov:LearningActivity . :b a {kind} ."
        + PLACES
        + claim("c1", "w", "mov:partOf", ":b", "p1")
        + claim("c2", "w", "mov:date", edtf("2016"), "p1")
        + ':o a mov:LearningOutcome ; mov:outcomeOf :b ; mov:taught "Drawing."@en ; mov:passage :p1 .'
    )

    told = ["No statement here gives: outcome in learning"]
    assert (told if lacks else []) == items(browser.page("/page/w"), "absences")


def test_nothing_is_looked_for_of_who_publishes_the_archive(small):
    browser = small(
        "<https://example.org/> a mov:Archive ; dcterms:publisher :keepers ."
        ' :keepers a org:Organization ; skos:prefLabel "Keepers"@en . :others a org:Organization .'
    )

    assert [] == items(browser.page("/page/keepers"), "absences")
    assert ["No statement here gives: kind"] == items(browser.page("/page/others"), "absences")


def test_what_somebody_says_is_no_statement_about_them(small):
    """Nor where an alignment says the same in words of another vocabulary."""
    browser = small(
        ":ana a foaf:Person . :ben a foaf:Person . :army a org:Organization ."
        + PLACES
        + claim("c1", "ben", "mov:memberOf", ":army", "p1", "; mov:holder :ana")
    )

    page = browser.page("/page/ana")
    assert "Offices, work and membership" not in headings(page)
    assert "What they say" in headings(page)
    assert "Offices, work and membership" in headings(browser.page("/page/ben"))


def test_an_event_with_all_that_is_expected_lacks_nothing(small):
    browser = small(":e a mov:Event ." + PLACES + claim("c1", "e", "mov:date", edtf("2016"), "p1"))

    assert [] == items(browser.page("/page/e"), "absences")


# Events


def test_events_in_a_part_of_a_place_are_told_with_that_part_in_order_of_time(small):
    browser = small(
        ':country a mov:Place ; skos:prefLabel "Country"@en .'
        ':town a mov:Place ; skos:prefLabel "Town"@en ; mov:within :country .'
        ':late a mov:Event ; skos:prefLabel "Late"@en .'
        ':early a mov:Event ; skos:prefLabel "Early"@en .'
        ':never a mov:Event ; skos:prefLabel "Undated"@en .'
        + PLACES
        + claim("c1", "late", "mov:date", edtf("2018"), "p1")
        + claim("c2", "early", "mov:date", edtf("2017-03"), "p1")
        + claim("c3", "late", "mov:place", ":country", "p1")
        + claim("c4", "early", "mov:place", ":town", "p1")
        + claim("c5", "never", "mov:place", ":town", "p1")
    )

    listed = browser.page("/page/country").one("ol", "happenings").text
    assert ["March 2017 Early place: Town", "2018 Late here", "no date Undated place: Town"] == [
        " ".join(one.split()) for one in re.split(r"\n\n\n", listed.strip())
    ]


# Lists of concepts


def test_a_list_of_concepts_is_told_once_and_where_it_is_used(small):
    one_level = ':l a skos:ConceptScheme ; skos:prefLabel "List"@en .' + "".join(
        f':k{n} a skos:Concept ; skos:prefLabel "K{n}"@en ; skos:inScheme :l ; skos:topConceptOf :l .' for n in range(3)
    )
    browser = small(one_level + ":e a mov:Event ; mov:kind :k1 .")

    page = browser.page("/page/l?lang=en")
    assert [1, 1, 1] == [[one.text for one in page.all("a")].count(f"K{n}") for n in range(3)]
    assert "What is in the list" == headings(page)[0]
    concept = browser.page("/page/k1?lang=en")
    assert {"in the list": "List"} == {one: told for one, told in concept.facts().items() if told == "List"}
    assert "What points here" not in headings(concept)


def test_the_first_level_of_a_list_that_has_another_is_told(small):
    two_levels = (
        ':l a skos:ConceptScheme ; skos:prefLabel "List"@en . :k1 a skos:Concept ; skos:prefLabel "K1"@en ;'
        ' skos:inScheme :l ; skos:topConceptOf :l . :k2 a skos:Concept ; skos:prefLabel "K2"@en ; skos:inScheme :l ;'
        " skos:broader :k1 ."
    )
    facts = small(two_levels).page("/page/l?lang=en").facts()

    assert {"first level of the list 1": "K1", "concepts 2": "K1K2"}.items() <= facts.items()


# Sources


@pytest.mark.parametrize(
    ("address", "missing"),
    [("", True), ('; mov:url "https://example.org/s"^^xsd:anyURI', False), ('; mov:doi "10.1000/1"', False)],
)
def test_a_source_without_any_address_says_so(small, address, missing):
    browser = small(f':s a mov:Source ; dcterms:title "Diary"@en ; dcterms:language "es" {address} .')

    page = browser.page("/page/s?lang=en")
    assert missing == ("web address" in items(page, "absences")[0])
    assert "Spanish" == page.facts()["language"]


def cited_first(page: Page) -> str:
    """What the box of citations begins with."""
    after = page.elements[page.elements.index(page.one("section", "cite")) :]
    return " ".join(next(one.text for one in after if one.tag == "dd").split())


def test_a_passage_is_cited_by_its_source_with_the_place_in_it(browser):
    page = browser.page("/page/passage-interview-7bd1bc12?lang=en")
    case = browser.page("/page/passage-case-e92b65f6?lang=es")

    assert "Cite this passage" in headings(page)
    assert cited_first(page).startswith("Requena, S. (2018, November 16). ")
    assert cited_first(page).endswith("[paragraph 2, sentence 1]")
    assert "Citar este pasaje" in headings(case)
    assert cited_first(case).endswith("[What Went On: Process, Interaction, and Participation, párrafo 1, oración 2]")


# The way to the words


def test_a_text_fragment_needs_the_words_at_both_edges(small):
    browser = small(
        ":e a mov:Event ."
        + PLACES
        + claim("c1", "e", "mov:ordinal", "1", "p1")
        + claim("c2", "e", "mov:ordinal", "1", "p3")
    )

    links = [one.attributes["href"] for one in browser.page("/page/e").all("a", "there")]
    assert ["https://example.org/leaflet#:~:text=On%20a,well%2Dknown%20day"] == links


@pytest.mark.parametrize("url", ["javascript:alert(1)", "urn:x", ""])
def test_only_web_pages_are_led_to(url):
    assert "" == text_fragment(url, ("a", "b"))


def test_a_claim_tells_its_standing_and_stands_beside_what_it_is_compared_with(browser):
    page = browser.page("/page/battle-la-gaviota-2016-material-support-from-2")

    assert {
        "About": "Battle of La Gaviota, 2016",
        "On the matter of": "material support from",
    }.items() <= page.facts().items()
    assert page.facts()["What"].startswith("Denied")
    assert "inferred, normal" == page.facts()["Voice and rank"]
    assert "Sources disagree (conflict of polarity)" == page.facts()["Beside other claims"]
    assert ["Venezuelan state"] == [row[0] for row in page.rows("material support from")]


TEXT = "It was\n raining.   Nobody came. "


def passage_of(text: str, start: int, end: int) -> str:
    from acervo.evidence.text import sha256_of

    return (
        ':s a mov:Source ; dcterms:title "Diary"@en ; mov:textFile "diary.txt" ; dcterms:language "en" .\n'
        f':p a mov:Passage ; mov:inSource :s ; mov:start {start} ; mov:end {end} ; mov:sha256 "{sha256_of(text)}" .'
    )


@pytest.mark.parametrize(
    ("settings", "text_file", "shown"),
    [
        ('texts = "texts"', TEXT, True),
        ("", TEXT, False),
        ('texts = "texts"', TEXT.replace("raining", "snowing"), False),
        ('texts = "nowhere"', TEXT, False),
    ],
    ids=["kept", "not set", "changed since", "no such folder"],
)
def test_the_words_of_a_passage_are_shown_where_the_operator_keeps_them(small, tmp_path, settings, text_file, shown):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "diary.txt").write_text(text_file, "utf-8")
    browser = small(passage_of("It was raining.", 0, 15), settings)

    quoted = [(one.text.strip(), one.attributes["lang"]) for one in browser.page("/page/p").all("blockquote", "text")]
    assert ([("It was raining.", "en")] if shown else []) == quoted


def test_no_text_is_read_from_outside_the_folder(small, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "secret.txt").write_text("It was raining.", "utf-8")
    browser = small(passage_of("It was raining.", 0, 15).replace("diary.txt", "../secret.txt"), 'texts = "texts"')

    assert [] == browser.page("/page/p").all("blockquote")


# Where it is written


def written(page: Page) -> tuple[str, list[str]]:
    place = page.one("p", "written")
    start = page.elements.index(place)
    links = [one.attributes["href"] for one in page.elements[start + 1 :] if one.tag == "a"][:1]
    return " ".join(place.text.split()), [link for link in links if link.startswith("https://host.example/")]


def test_the_file_and_the_line_of_a_thing_are_told(small):
    browser = small(':a a mov:Place .\n:b a mov:Place ;\n  skos:prefLabel "Here"@en .')

    assert ("Written in data/things.ttl line 12", []) == written(browser.page("/page/b"))


def test_the_line_is_linked_where_the_repository_is_told(small):
    browser = small(":a a mov:Place .", 'repository = "https://host.example/blob/main/{path}#L{line}"')

    assert ["https://host.example/blob/main/data/things.ttl#L11"] == written(browser.page("/page/a"))[1]


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_line_of_a_commit_is_linked_only_where_the_files_are_committed(small, tmp_path, is_committed):
    def git(*arguments: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    browser = small(":a a mov:Place .", 'repository = "https://host.example/blob/{commit}/{path}#L{line}"')
    git("init", "-q")
    if is_committed:
        git("add", "acervo.toml", "data")
        git("commit", "-q", "-m", "all")

    links = written(browser.page("/page/a"))[1]
    expected = [f"https://host.example/blob/{git('rev-parse', 'HEAD')}/data/things.ttl#L11"] if is_committed else []
    assert expected == links


def test_a_large_file_is_named_without_a_line(small, monkeypatch):
    monkeypatch.setattr("acervo.web.serving.written._MAX_BYTES", 10)

    assert "Written in data/things.ttl" == written(small(":a a mov:Place .").page("/page/a"))[0]


def test_places_are_found_off_the_event_loop(site):
    found = asyncio.run(
        site.written.places(f"{site.base}id/la-gaviota", [f"{site.base}graph/data/facilities/la-gaviota"])
    )

    assert [("data/facilities/la-gaviota.ttl", 5)] == [(one.path, one.line) for one in found]


def test_a_disagreement_at_the_top_leads_to_its_claims_below(browser):
    page = browser.page("/page/productive-workers-battles")

    start = page.link("count: battle")
    assert "#on-Count-Battle" == start
    assert ["on-Count-Battle"] == [
        one.attributes["id"] for one in page.all("tr", "group") if "#" + one.attributes["id"] == start
    ]


@pytest.mark.parametrize(("slug", "facet"), [("venezuela", "place"), ("epo", "organization")])
def test_events_of_a_place_or_an_organization_are_led_to_in_time_and_on_the_map(browser, slug, facet):
    links = browser.page(f"/page/{slug}?lang=es").links
    found = [link for link in links if link.endswith(f"&{facet}={slug}")]

    assert [f"/{page}?lang=es&{facet}={slug}" for page in ("events", "timeline", "map")] == found
    assert all(browser.get(link).status_code == 200 for link in found)


def test_a_source_says_each_fact_once(browser):
    labels = [" ".join(one.text.split()) for one in browser.page("/page/source-interview").all("dt")]

    assert 1 == labels.count("date")


def test_a_page_is_made_once_an_edition_and_language(small, monkeypatch):
    from acervo.web.serving.site import Site

    asked: list[str] = []
    rows = Site.rows

    async def counted(self, name, **values):
        asked.append(name)
        return await rows(self, name, **values)

    monkeypatch.setattr(Site, "rows", counted)
    browser = small(':x a mov:Place ; skos:prefLabel "Here"@en , "Aquí"@es .')

    first = browser.get("/page/x?lang=en")
    assert asked
    asked.clear()
    again = browser.get("/page/x?lang=en")
    assert (first.text, first.headers["etag"]) == (again.text, again.headers["etag"])
    assert [] == asked
    assert "Aquí" == browser.page("/page/x?lang=es").one("h1").text
    assert asked


def test_the_fifty_sources_with_most_claims_are_listed(small):
    sources = "".join(
        f':s{n} a mov:Source ; dcterms:title "Paper {n}"@en .\n:q{n} a mov:Passage ; mov:inSource :s{n} .\n'
        + claim(f"c{n}", "e", "mov:partOf", f":whole{n}", f"q{n}")
        for n in range(60)
    )
    page = small(":e a mov:Event .\n" + sources + claim("more", "e", "mov:ordinal", "1", "q7")).page("/page/e")

    listed = [" ".join(one.text.split()) for one in page.all("li") if one.text.startswith("Paper")]
    assert "Paper 7. no date given 2 statements" == listed[0]
    assert 50 == len(listed)
    assert ["and 10 more"] == [" ".join(one.text.split()) for one in page.all("li", "quiet")]
    assert "61 statements, 60 sources, 60 origins, no conflict" == page.one("p", "figures").text


def test_what_is_cut_is_in_order_before_it_is_cut(small):
    """Of sixty parts the first fifty by name, whatever their addresses are; the others in the query."""
    parts = [
        f':p{99 - number} a mov:Place ; mov:locatedIn :e ; skos:prefLabel "P{number}"@en .' for number in range(20, 80)
    ]
    page = small(':e a mov:Place ; skos:prefLabel "E"@en .\n' + "\n".join(parts)).page("/page/e?lang=en")

    shown = [one.text for one in page.all("a") if re.fullmatch(r"P\d\d", one.text)]
    assert [f"P{number}" for number in range(20, 70)] == shown


def test_what_a_glance_leaves_out_is_a_click_away(browser):
    page = browser.page("/page/battle-la-gaviota-2016?lang=en")

    [more] = [one for one in page.all("a") if re.fullmatch(r"and \d+ more", one.text)]
    assert "#on-Participation" == more.attributes["href"]
    assert "on-Participation" in {one.attributes.get("id") for one in page.elements}


def test_a_place_leads_to_what_happened_in_its_plants(small):
    """The list of events knows them; the page of the place need not ask for them again."""
    browser = small(
        ':e a mov:Event . :state a mov:Place ; skos:prefLabel "State"@en . :town a mov:Place ; mov:within :state .'
        " :plant a mov:Facility . :far a mov:Place ."
        + PLACES
        + claim("c1", "e", "mov:atFacility", ":plant", "p1")
        + claim("c2", "plant", "mov:locatedIn", ":town", "p1")
    )

    page = browser.page("/page/state?lang=en")
    assert "1 event here: List Timeline Map" == " ".join(page.one("p", "elsewhere").text.split())
    assert [f"/{one}?lang=en&place=state" for one in ("events", "timeline", "map")] == [
        link for link in page.links if link.endswith("&place=state")
    ]
    assert [] == browser.page("/page/far").all("p", "elsewhere")


def test_a_name_that_two_languages_share_is_told_once(small):
    browser = small(
        ':c a foaf:Person ; skos:prefLabel "Ernesto Guevara"@en , "Ernesto Guevara"@es ;'
        ' skos:altLabel "Che"@en , "Che"@es , "Comandante"@es , "Ernesto Guevara"@pt .'
    )

    (told,) = browser.page("/page/c?lang=es").all("p", "other-names")
    assert "Che, Comandante" == told.text.split(": ")[1].strip()


def test_whose_words_the_names_are_is_a_sentence_where_there_is_no_other_name(small):
    browser = small(':i a mov:Idea ; skos:prefLabel "boli"@en , "boli"@es ; mov:translatedLabel "en" , "es" .')

    told = browser.page("/page/i?lang=en").one("p", "other-names")
    assert "The names are the archive’s: no source prints one." == told.text.strip()
