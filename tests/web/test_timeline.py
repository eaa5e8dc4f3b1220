"""The timeline: events stand where their dates allow and no closer, and those without one stand nowhere."""

from __future__ import annotations

import pytest

from acervo.web.events.event_index import year_of

DATES = {
    "day": "2016-02-12/2016-02-16",
    "year": "2010",
    "open": "2014/..",
    "before": "../2013",
    "doubt": "2012-03?",
    "decade": "198X",
}


def archive(dates):
    parts = [":said a mov:Passage ."]
    for number, (name, date) in enumerate(dates):
        parts.append(f':{name} a mov:Event ; skos:prefLabel "{name.title()}"@en .')
        if date:
            claim = f":{name}-date-{number}"
            parts.append(
                f"{claim} a mov:Claim ; rdf:subject :{name} ; rdf:predicate mov:date ;"
                f' rdf:object "{date}"^^edtf:EDTF ; mov:passage :said .'
            )
    return "\n".join(parts)


def marks(page):
    """Name of the event → class of its mark, where it begins, how long it is."""
    found, name = {}, ""
    for one in page.elements:
        if one.tag == "text" and one.attributes.get("class") == "name":
            name = one.text
        elif (
            one.tag in ("rect", "circle")
            and one.attributes.get("class") != "hit"
            and name
            and "y" in "".join(one.attributes)
        ):
            start = float(one.attributes.get("x") or one.attributes["cx"])
            found[name] = (one.attributes["class"], start, float(one.attributes.get("width", 0)))
        elif one.attributes.get("class") == "narrow-line":
            break
    return found


def test_a_mark_shows_how_much_is_known(small):
    page = small(archive(DATES.items())).page("/timeline")

    shapes = {name: mark[0] for name, mark in marks(page).items()}
    assert {
        "Day": "exact",
        "Year": "within",
        "Open": "within open",
        "Before": "within open",
        "Doubt": "unsure",
        "Decade": "within",
    } == shapes


def test_marks_stand_in_the_order_of_their_dates_and_as_long_as_they_are(small):
    drawn = marks(small(archive([("a", "2010"), ("b", "2012/2014"), ("c", "2019")])).page("/timeline?time=201X"))

    a, b, c = drawn["A"], drawn["B"], drawn["C"]
    assert a[1] < b[1] < c[1]
    assert b[2] == pytest.approx(3 * a[2], rel=0.01)
    assert c[1] - a[1] == pytest.approx(9 * a[2], rel=0.01)


def test_a_year_is_drawn_from_edge_to_edge_when_one_looks_closer(small):
    browser = small(archive([("year", "2016"), ("day", "2016-07-01")]))

    near = marks(browser.page("/timeline?time=2016"))
    ticks = [float(one.attributes["x1"]) for one in browser.page("/timeline?time=2016").all("line", "tick")]
    assert 24 == len(ticks), "once for wide screens, once for narrow ones"
    assert near["Year"][1] == pytest.approx(ticks[0], abs=1)
    assert near["Day"][1] == pytest.approx(ticks[6], abs=3)


def test_an_event_without_a_date_stands_below_and_nowhere_on_the_line(small):
    page = small(archive([("known", "2016"), ("unknown", "")])).page("/timeline")

    assert {"Known"} == set(marks(page))
    assert "1 event without a date" in page.text
    assert "/page/unknown" in page.links


def test_only_undated_events_leave_no_drawing(small):
    page = small(archive([("unknown", "")])).page("/timeline")

    assert [] == page.all("figure")
    assert "None of these events has a date." in page.text


def test_what_is_drawn_is_in_the_table_too(browser):
    page = browser.page("/timeline?lang=en")

    drawn = [one.text.rstrip("…") for one in page.all("text", "name")]
    half = len(drawn) // 2
    assert drawn[:half] == drawn[half:], "on narrow screens the same"
    drawn = drawn[:half]
    told = [" ".join(one.text.split()) for one in page.all("td") if one.attributes.get("data-label") == "What"]
    assert len(drawn) == len(told) > 10
    assert all(any(row.startswith(name) for row in told) for name in drawn)


def test_a_campaign_stands_with_its_battles(browser):
    page = browser.page("/timeline?lang=en&lane=campaign")

    lanes = [one.text for one in page.all("text", "lane")]
    lanes = lanes[: len(lanes) // 2]
    assert "Productive Workers' Battles" == lanes[0]
    assert "part of no other event" == lanes[-1]


def test_of_two_dates_the_finer_is_drawn_and_the_reach_of_the_other_shown(browser):
    page = browser.page("/timeline?lang=en&place=sucre&time=2016")

    assert ["exact"] == [mark[0] for mark in marks(page).values()]
    assert 3 == len(page.all("line", "reach")), "one on each line, one in the legend"


FAR_OFF = [*((f"m{number}", f"20{10 + number}") for number in range(8)), ("waterloo", "1815"), ("old", "193X")]


def test_the_line_begins_with_the_decades_that_hold_most_and_says_what_lies_outside(small):
    """One event of two hundred years ago would press all others into one dot."""
    browser = small(archive([*FAR_OFF, ("both", "2009/2012")]))
    page = browser.page("/timeline?lang=en")

    assert {*(name.title() for name, _ in FAR_OFF[:8]), "Both"} == set(marks(page))
    told = "the 2010s, with 9 of 11 dated events. 2 events lie outside."
    assert told in " ".join(page.text.split())
    assert {"Waterloo"} == set(marks(browser.page("/timeline?lang=en&time=181X")))
    [every] = [one.attributes["href"] for one in page.all("a") if one.text == "All years"]
    whole = browser.page(every)
    assert 11 == len(marks(whole))
    assert "lie outside" not in whole.text
    lanes = [link for link in whole.links if "lane=campaign" in link]
    assert lanes
    assert all(len(marks(browser.page(link))) == 11 for link in lanes)


def test_the_line_begins_with_the_first_event_of_its_decades(small):
    """Years in which nothing was would push what was out of sight."""
    events = [*((f"m{number}", f"20{14 + number}") for number in range(4)), ("waterloo", "1815")]

    def years(dates):
        page = small(archive(dates)).page("/timeline?lang=en")
        named = [one.text for one in page.all("text", "tick-name")]
        return named[0], named[len(named) // 2 - 1]

    assert ("2014", "2018") == years(events)
    assert ("2013", "2018") == years([*events, ("before", "../2014")]), "with room for what was before"


def test_where_events_are_spread_the_line_has_all_of_them(small):
    page = small(archive([(f"e{number}", str(1900 + number * 9)) for number in range(12)])).page("/timeline?lang=en")

    assert 12 == len(marks(page))
    assert "outside" not in page.text


def test_a_date_that_lies_beyond_the_edge_is_not_drawn_on_it(small):
    """Of an event with two dates, one of them in the decade that was chosen."""
    browser = small(archive([("e", "1990"), ("e", "2016")]))

    drawing = browser.get("/timeline?time=2016", headers={"Accept": "text/html"}).text.split('"narrow-line"')[0]
    assert 1 == drawing.count('class="within"')


def test_links_of_the_timeline_lead_somewhere(browser):
    page = browser.page("/timeline?lang=es&time=201X")

    links = sorted({link for link in page.links if link.startswith("/timeline")})
    assert len(links) > 5
    assert all(browser.page(link) for link in links)


def test_days_become_years():
    assert year_of("2016-01-01") == 2016
    assert 2016.99 < year_of("2016-12-31") < 2017
    assert -44 < year_of("-0044-03-15") < -43
