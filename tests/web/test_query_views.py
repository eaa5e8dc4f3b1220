"""The answer to a query as timeline, map and chart: where the columns allow it, and with nothing made up."""

from __future__ import annotations

from itertools import product
from urllib.parse import quote

import pytest

PLACES = """
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
:land a mov:Place ; skos:prefLabel "Land"@en ; mov:iso3166 "VE" .
:state a mov:Place ; skos:prefLabel "State"@en ; mov:iso3166 "VE-R" ; mov:within :land .
:town a mov:Place ; skos:prefLabel "Town"@en ; mov:within :state .
:plant a mov:Facility ; skos:prefLabel "Plant"@en ; mov:locatedIn :land ; geo:lat 10.5 ; geo:long -66.9 .
:nowhere a mov:Place ; skos:prefLabel "Nowhere"@en .
"""
EDTF = "PREFIX edtf: <http://id.loc.gov/datatypes/edtf/> "
WKT = "PREFIX g: <http://www.opengis.net/ont/geosparql#> "


@pytest.fixture(scope="module")
def asked(browser):
    """The page of a query, on the shipped archive."""

    def ask(text, view="", **more):
        further = "".join(f"&{name}={quote(value)}" for name, value in more.items() if name != "status")
        return browser.page(f"/query?lang=en&query={quote(text)}&view={view}{further}", more.get("status", 200))

    return ask


def values(variables, *rows):
    return f"SELECT * {{ VALUES ({variables}) {{ {' '.join(f'({row})' for row in rows)} }} }}"


def offered(page):
    return [one.text for one in page.elements if one.tag == "a" and one.text in ("Table", "Timeline", "Map", "Chart")][
        # The navigation of the site has a timeline and a map of its own.
        2:
    ]


def told(page, label):
    return [one.text.strip() for one in page.all("td") if one.attributes.get("data-label") == label]


@pytest.mark.parametrize(
    ("variables", "row", "views"),
    [
        ("?a", "'x'", []),
        ("?a ?n", "'x' 1", ["Table", "Chart"]),
        ("?a ?d", "'x' '2016'^^edtf:EDTF", ["Table", "Timeline"]),
        ("?a ?d", "'x' '2016-02-12'^^xsd:date", ["Table", "Timeline"]),
        ("?a ?d", "'x' '2016-02-12T10:00:00Z'^^xsd:dateTime", ["Table", "Timeline"]),
        ("?a ?d", "'x' 'soon'^^edtf:EDTF", []),
        ("?a ?n", "'x' 'NaN'^^xsd:double", []),
        ("?a", "'VE-R'", ["Table", "Map"]),
        ("?a", "'EN'", []),
        ("?a", ":venezuela", ["Table", "Map"]),
        ("?a", ":indorca", []),
        ("?lat ?long", "10 -66", ["Table", "Map", "Chart"]),
        ("?d ?n", "'2016'^^xsd:gYear 2", ["Table", "Timeline", "Chart"]),
    ],
)
def test_a_view_is_offered_where_a_column_allows_it(asked, variables, row, views):
    assert views == offered(asked(EDTF + values(variables, row)))


@pytest.mark.parametrize(("view", "reason"), [("timeline", "dates"), ("map", "ISO 3166-2"), ("chart", "COUNT")])
def test_a_view_that_is_not_to_be_had_says_why_and_leaves_the_table(asked, view, reason):
    page = asked(values("?a", "'x'"), view)

    assert reason in page.one("p", "refused").text
    assert ["x"] == told(page, "a")


def test_no_solutions_have_no_views(asked):
    assert [] == offered(asked("SELECT ?a { VALUES ?a {} }"))
    assert "Nothing in the archive fits." in asked("SELECT ?a { VALUES ?a {} }").text


def test_rows_about_one_thing_share_a_line_of_the_timeline(asked):
    rows = ("'a' '2016'^^edtf:EDTF", "'a' '2019'^^edtf:EDTF", "'b' '2014/..'^^edtf:EDTF", "'c' UNDEF")
    page = asked(EDTF + values("?what ?when", *rows), "timeline")

    assert ["a", "b"] == [one.text for one in page.all("text", "name")]
    assert "1 solution without a date is not drawn." in page.text
    marks = [one.attributes["class"] for one in page.all("rect") if one.attributes.get("height") == "12"]
    assert ["within", "within", "within open"] == marks[:3]


def test_a_timeline_begins_with_the_years_in_which_most_stand(asked):
    """What lies outside is counted, and a click away; as on the timeline of events."""
    rows = [f"'{name}' '201{place}'^^edtf:EDTF" for place, name in enumerate("abcdef")] + ["'x' '1813'^^edtf:EDTF"]
    query = EDTF + values("?a ?d", *rows)
    first, whole = asked(query, "timeline"), asked(query, "timeline", years="all")

    assert "Drawn are the years in which most stand: the 2010s. 1 more lies outside: all years" in first.text
    assert (["2010"], False) == ([ticks(first)[0]], any("x:" in one.text for one in first.all("title")))
    assert ticks(whole)[0] < "1900"
    assert any("x:" in one.text for one in whole.all("title"))
    assert any("years=all" in link and "view=timeline" in link for link in first.links)
    assert "Only the years in which most stand" in whole.text


def ticks(page):
    return [one.text for one in page.all("text", "tick-name")]


def test_a_table_of_many_columns_has_a_box_that_keys_can_move(asked):
    """In which words need not break; a narrow one needs none."""
    boxes = [
        [
            one.attributes.get("tabindex")
            for one in asked(values(" ".join(names), " ".join("1" * len(names)))).all("div", "broad")
        ]
        for names in (("?a", "?b", "?c", "?d"), ("?a", "?b", "?c", "?d", "?e"))
    ]

    assert [[], ["0"]] == boxes


def test_which_column_of_dates_is_drawn_can_be_chosen(asked):
    query = EDTF + values("?what ?born ?died", "'a' '1954'^^edtf:EDTF '2013'^^edtf:EDTF")
    titles = [asked(query, "timeline", of=column).one("figure").text for column in ("", "born", "died", "what")]

    assert ["1954", "1954", "2013", "1954"] == [next(y for y in ("1954", "2013") if f"{y} (" in one) for one in titles]


def test_many_lines_are_drawn_in_part_and_say_so(asked):
    rows = (f"'n{number}' '{1700 + number}'^^xsd:gYear" for number in range(201))
    page = asked(values("?what ?when", *rows), "timeline")

    assert 200 == len(page.all("text", "name"))
    assert "The first 200 of 201 are drawn." in page.text


def test_numbers_with_names_are_bars_from_a_common_zero(asked):
    page = asked(values("?what ?n", "'a' 3", "'b' -1", "'c' UNDEF"), "chart")

    bars = [(one.attributes["x"], one.attributes["width"]) for one in page.all("rect")]
    assert [("25.0%", "75.0%"), ("0.0%", "25.0%")] == bars
    assert {"25.0%"} == {one.attributes["x1"] for one in page.all("line")}
    assert (["a", "b"], ["3", "-1"]) == (told(page, "what"), told(page, "n"))
    assert "1 solution without a number" in page.text


def test_only_zeros_have_bars_of_no_length(asked):
    assert ["0.0%"] == [one.attributes["width"] for one in asked(values("?what ?n", "'a' 0"), "chart").all("rect")]


def test_rows_are_called_by_as_many_columns_as_tell_them_apart(asked):
    page = asked(values("?a ?b ?c ?n", "'x' 'p' 'r' 1", "'x' 'q' 'r' 2", "'x' 'x' 's' 2"), "chart")

    assert ["x · p", "x · q", "x"] == told(page, "a, b")


def test_numbers_by_date_are_a_line(asked):
    rows = ("'2018'^^edtf:EDTF 4", "'2016'^^edtf:EDTF 2", "'2014/..'^^edtf:EDTF 9", "UNDEF 1")
    page = asked(EDTF + values("?when ?n", *rows), "chart")

    points = [(float(one.attributes["cx"]), float(one.attributes["cy"])) for one in page.all("circle")]
    assert 2 == len(points)
    (x1, y1), (x2, y2) = points
    assert (x1 < x2, y1 > y2) == (True, True), "earlier to the left, more is higher"
    assert page.one("polyline").attributes["points"].split() == [f"{x},{y}" for x, y in points]
    assert "2 solutions without a number, or without a date with both ends, are not drawn." in page.text
    assert ["0", "1", "2", "3", "4"] == [one.text for one in page.all("text", "upward")]


def test_points_of_a_line_stand_at_their_days(asked):
    days = ("2016-01-01", "2016-07-01", "2016-12-31")
    page = asked(values("?when ?n", *(f"'{day}'^^xsd:date 1" for day in days)), "chart")

    first, middle, last = (float(one.attributes["cx"]) for one in page.all("circle"))
    months = [float(one.attributes["x"]) for one in page.all("text", "across")]
    assert first == pytest.approx(months[0], abs=3)
    assert middle == pytest.approx((first + last) / 2, abs=3)
    assert last > months[-1] > middle, "after the beginning of December"


@pytest.mark.parametrize(
    ("query", "drawn"),
    [
        ("SELECT ?a ?n ?m { VALUES (?a ?n ?m) { ('x' 1 2) } }", "m"),
        ("SELECT ?a ?n ?m { VALUES (?a ?n ?m) { ('x' 1 2) ('y' 3 UNDEF) } }", "n"),
        ("SELECT ?a ?n ?m { VALUES (?a ?n ?m) { ('x' 1 2) } } ORDER BY DESC(?n) ?m", "n"),
        ("SELECT (COUNT(?a) AS ?many) (SAMPLE(?n) AS ?m) { VALUES (?a ?n) { ('x' 1) } }", "many"),
        ("SELECT (ROUND(AVG(?n)) AS ?mean) ?n { VALUES (?n) { (1) } } GROUP BY ?n ORDER BY ?n", "mean"),
        ("SELECT ?count ?start { VALUES ?count { 7 } ?p mov:passage/mov:start ?start } LIMIT 1", "count"),
        ("SELECT ?start { ?p <https://w3id.org/acervo/ns#start> ?start } LIMIT 1", "start"),
    ],
)
def test_a_chart_shows_what_the_query_is_about_unless_asked(asked, query, drawn):
    """What it adds up, what it sorts by, what has most values, the last; a position only where nothing else is."""
    assert [drawn] == [one.text for one in asked(query, "chart").all("th")][-1:]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("cq-07-number-of-battles", "value"),
        ("cq-05-production-before-and-after-a-battle", "after"),
    ],
)
def test_charts_of_the_questions_of_the_archive_show_no_places_in_texts(browser, name, drawn):
    assert drawn == browser.page(f"/query?lang=en&view=chart&name={name}").all("th")[-1].text


def test_two_numbers_for_one_date_are_no_line(asked):
    page = asked(EDTF + values("?when ?n", "'2016'^^edtf:EDTF 1", "'2016'^^edtf:EDTF 2"), "chart")

    assert ([], ["2016", "2016"]) == (page.all("polyline"), told(page, "when"))


def test_places_are_shaded_by_how_many_rows_have_them(small):
    page = small(PLACES).page(
        "/query?view=map&query=" + quote(values("?where", ":town", ":state", ":land", ":plant", ":nowhere"))
    )

    assert {"State: 2"} == {one.text for one in page.all("title") if one.text[-1:].isdigit() and "State" in one.text}
    assert {"Plant: 1"} == {one.text for one in page.all("title") if "Plant" in one.text}
    assert ["State", "Plant", "Land whole country"] == told(page, "Place")
    assert ["2", "1", "1"] == told(page, "number of solutions")
    assert "1 solution has no place" in page.text


def test_places_are_shaded_by_how_many_different_things_they_have(small):
    """A strike with two dates and two places in a state is one strike there, whichever way its rows multiply."""
    strikes = [
        f":{thing} '{date}' :{place}" for thing, date, place in product("ab", ("2016", "2017"), ("town", "state"))
    ]
    rows = [*strikes, ":c 'x' :land", ":d 'y' :land", "UNDEF 'z' :town"]
    client = small(PLACES)

    def drawn(of, *more):
        query = quote(values("?strike ?date ?where", *rows, *more))
        return client.page(f"/query?lang=en&view=map&of={of}&query={query}")

    by_things = drawn("")
    assert ["2", "2"] == told(by_things, "number of different values of strike")
    assert ["State", "Land whole country"] == told(by_things, "Place")
    assert "1 solution has no place that a map could show, or no number." in by_things.text
    assert ["9", "2"] == told(drawn("*"), "number of solutions")
    assert ["9", "3"] == told(drawn("", "'text' 'x' :land"), "number of solutions"), "not all of the column are things"


def test_rows_about_one_thing_at_one_point_are_one_dot(asked):
    rows = (":indorca '2016' 10.5 -66.9", ":indorca '2017' 10.5 -66.9", ":calderys '2016' 10.5 -66.9")
    page = asked(values("?plant ?date ?lat ?long", *rows), "map")

    assert ["1", "1"] == told(page, "number of different values of plant")


def test_a_number_for_each_place_shades_it_unless_rows_are_asked_for(asked):
    query = values("?where ?n", "'VE-R' 7", "'VE-P' 2", "'VE-E' UNDEF")
    by_number, by_rows = asked(query, "map"), asked(query, "map", of="*")

    assert ["7", "2"] == told(by_number, "n")
    assert "1 solution has no place" in by_number.text
    assert ["1", "1", "1"] == told(by_rows, "number of solutions")


@pytest.mark.parametrize("rows", [("'VE-R' 7", "'VE-R' 2"), ("'VE-R' -1", "'VE-P' 2"), ("'VE-R' 1.5", "'VE-P' 2")])
def test_numbers_that_no_shade_can_show_leave_the_rows(asked, rows):
    """Two numbers of one place, below zero, or no whole ones."""
    assert told(asked(values("?where ?n", *rows), "map"), "number of solutions")


def test_coordinates_are_points_and_stay_where_they_are(asked):
    page = asked(values("?town ?lat ?long", "'A' 10.5 -66.9", "'B' 99 0", "'C' 1 UNDEF"), "map")
    (dot,) = [one for one in page.all("circle", "dot") if float(one.attributes["r"]) != 5]

    assert -10.5 * 40 == float(dot.attributes["cy"])
    assert ["A"] == told(page, "Place")
    assert "2 solutions have no place" in page.text


@pytest.mark.parametrize(
    ("point", "count"),
    [
        ("POINT(-66.9 10.5)", 1),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point ( -66.9 10.5 )", 1),
        ("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(10.5 -66.9)", 0),
        ("LINESTRING(0 0, 1 1)", 0),
        ("POINT(-66.9 100)", 0),
    ],
)
def test_points_in_well_known_text_are_placed(asked, point, count):
    """In another reference system the order of the two is another, so such a point is left alone."""
    page = asked(WKT + values("?a ?p", f"'x' '{point}'^^g:wktLiteral"), "map")

    assert ["x"] * count == [text for text in told(page, "Place") if text]


def test_codes_that_the_outlines_lack_are_not_drawn(asked):
    page = asked(values("?where", "'XX-1'"), "map")

    assert "None of these places is in the file of outlines." in page.text
    assert "1 solution has no place" in page.text


def test_links_between_the_views_keep_the_question(asked, browser):
    page = asked(values("?what ?n", "'a' 3", "'b' 1"), "chart")
    table = browser.page(
        next(one for one in page.links if one.startswith("/query?lang=en&query=") and "view" not in one)
    )

    assert ["a", "b"] == told(table, "what")
    assert "en" == table.one("html").attributes["lang"]
    assert "view=chart" in page.link("a link to this query")


def test_a_table_is_sorted_by_links(asked):
    query = values("?n ?word", "10 'b'", "9 'Á'", "-1 UNDEF", "2.5 'c'")

    assert ["-1", "2.5", "9", "10"] == told(asked(query, sort="n"), "n")
    assert ["10", "9", "2.5", "-1"] == told(asked(query, sort="-n"), "n")
    assert ["Á", "b", "c", ""] == told(asked(query, sort="word"), "word")
    assert ["c", "b", "Á", ""] == told(asked(query, sort="-word"), "word")
    assert ["10", "9", "-1", "2.5"] == told(asked(query, sort="nothing"), "n")
    head = asked(query, sort="n").all("th")[0]
    assert "ascending" == head.attributes["aria-sort"]
    assert "sort=-n" in asked(query, sort="n").link("n")


@pytest.mark.parametrize(
    ("form", "raw", "begins"),
    [
        ("SELECT (1 AS ?a) {}", "csv", "a\r\n1\r\n"),
        ("ASK {}", "json", '{"head"'),
        ("CONSTRUCT { <a:a> <a:b> 1 } {}", "nt", "<a:a> <a:b>"),
    ],
)
def test_an_answer_is_shown_as_it_is_sent(asked, form, raw, begins):
    page = asked(form, raw=raw)

    assert page.one("pre", "turtle").text.startswith(begins)
    assert page.link("Readable answer")


def test_a_long_raw_answer_is_cut_and_says_so(asked):
    page = asked("SELECT * { ?s ?p ?o } LIMIT 5000", raw="json")

    assert 200_000 == len(page.one("pre", "turtle").text)
    assert "The beginning; the download has all." in page.text


def test_a_format_that_the_query_has_not_is_told(asked):
    assert "it has: json, xml, csv, tsv" in asked("ASK {}", raw="turtle", status=400).text


def test_a_download_is_named_after_its_format(asked):
    page = asked("SELECT (1 AS ?a) {}")

    names = [one.attributes["download"] for one in page.all("a") if "download" in one.attributes]
    assert ["answer.srj", "answer.srx", "answer.csv", "answer.tsv"] == names


def test_an_answer_that_no_page_can_hold_is_explained(browser):
    query = quote("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    answer = browser.get(f"/query?lang=es&query={query}", headers={"Accept": "text/html"})

    assert (503, "5") == (answer.status_code, answer.headers["retry-after"])
    assert "La respuesta tiene más de 32 MB" in answer.text
    assert "LIMIT 100" in answer.text
    assert "SELECT * { ?a ?b ?c . ?d ?e ?f }" in answer.text, "the query is there to be changed"


def test_many_rows_about_few_things_are_drawn_in_part_and_say_so(asked):
    rows = (f"'a' '{1000 + number % 900}'^^xsd:gYear" for number in range(1001))
    page = asked(values("?what ?when", *rows), "timeline")

    assert 1 == len(page.all("text", "name"))
    assert "The first 1000 of 1001 are drawn." in page.text


def test_of_very_many_rows_those_that_are_drawn_are_counted(asked):
    rows = (f"'n{number // 2}' '{1000 + number % 900}'^^xsd:gYear" for number in range(1001))

    assert "The first 400 of 1001 are drawn." in asked(values("?what ?when", *rows), "timeline").text


def test_a_view_that_there_is_not_is_refused_with_those_there_are(browser):
    answer = browser.get("/query", params={"query": "ASK {}", "view": "globe"})

    assert 400 == answer.status_code
    assert "table, timeline, map, chart" in answer.text


def test_years_are_all_or_not_asked_for(browser):
    page = browser.page("/query?query=ASK%20%7B%7D&years=some", status=400)

    assert "“years” is “all” or not there, not “some”." in page.text
