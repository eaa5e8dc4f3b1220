"""The map: states stand for places without coordinates, points for those with some, and nothing is made up."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from acervo.errors import SettingsError
from acervo.settings import Settings
from acervo.web.events.map_labels import room_in
from acervo.web.events.map_units import SHIPPED, units_in, units_of

PLACES = """
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
:land a mov:Place ; skos:prefLabel "Land"@en ; mov:iso3166 "VE" .
:state a mov:Place ; skos:prefLabel "Our state"@en ; mov:iso3166 "VE-R" ; mov:within :land .
:town a mov:Place ; skos:prefLabel "Town"@en ; mov:within :state .
:spot a mov:Place ; skos:prefLabel "Spot"@en ; geo:lat "-10.5" ; geo:long "-70" .
:moon a mov:Place ; skos:prefLabel "Moon"@en ; geo:lat "100" ; geo:long "-70" .
:said a mov:Passage .
"""
SQUARE = """\
# Our own hand, no licence asked
VE\tVE-R\tSquare\tM-2600 -420l40 0 0 20-40 0z
VE\t-\tRest\tM-2560 -420l40 0 0 20z
"""


def event(name, place):
    return (
        f':{name} a mov:Event ; skos:prefLabel "{name.title()}"@en .\n:{name}-1 a mov:Claim ; rdf:subject :{name} ;'
        f" rdf:predicate mov:place ; rdf:object :{place} ; mov:passage :said .\n"
    )


def shaded(page):
    """What each shaded part says."""
    return sorted(one.attributes["aria-label"] for one in page.all("a") if "aria-label" in one.attributes)


def test_a_town_without_coordinates_shades_its_state_and_sets_no_point(small):
    page = small(PLACES + event("strike", "town") + event("march", "state")).page("/map")

    assert ["Our state: 2 events"] == shaded(page)
    assert [] == page.all("circle")
    assert "/events?place=state" in page.links


def test_an_event_of_a_whole_country_is_told_beside_the_map(small):
    page = small(PLACES + event("crisis", "land")).page("/map")

    assert [] == shaded(page)
    assert "Land, no closer place known: 1 event" in page.text
    assert len(page.all("path")) > 20, "the country is drawn all the same"


def test_where_nothing_is_left_out_nothing_is_told_of_it(small):
    placed, unplaced = (
        small(PLACES + event("strike", "state") + more).page("/map?lang=en").text
        for more in ("", ':march a mov:Event ; skos:prefLabel "March"@en .')
    )

    assert "No source says where" not in placed
    assert "No source says where: 1 event" in " ".join(unplaced.split())


def test_coordinates_make_a_point_where_they_say(small):
    page = small(PLACES + event("strike", "spot")).page("/map")

    west, north, width, height = (float(one) for one in page.all("svg")[0].attributes["viewbox"].split())
    dot = page.all("circle", "dot")[0].attributes
    assert west + width / 2 == pytest.approx(float(dot["cx"]), abs=0.2)
    assert north + height / 2 == pytest.approx(float(dot["cy"]), abs=0.2)
    assert ["Spot: 1 event"] == shaded(page)


def test_a_name_stands_beside_the_number_where_it_has_room(small, tmp_path):
    """Else the number stands alone, and the place says its name when it is pointed at."""
    (tmp_path / "mine.txt").write_text(SQUARE, encoding="utf-8")
    called = []
    for name in ("Our state", "The Square" + " of old" * 9, "A state with a name of its own" * 2):
        places = PLACES.replace("Our state", name) + event("strike", "town")
        folder = tmp_path / "data"
        if folder.exists():
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
        page = small(places, 'map_file = "mine.txt"').page("/map")
        called.append([one.text for one in page.all("text")])

    assert [["Our state", "1"], ["Square", "1"], ["1"]] == called


def test_every_part_says_what_it_is(small):
    page = small(PLACES + event("strike", "town")).page("/map?lang=en")
    titles = [one.text for one in page.all("title")]

    assert "Our state: 1 event" in titles
    assert 25 == sum(": no event" in title for title in titles) + 1


def test_a_card_tells_the_first_events_of_a_place_with_their_dates(small):
    """What the script shows; four, and how many more there are."""
    date = ':{0}-date a mov:Claim ; rdf:subject :{0} ; rdf:predicate mov:date ; rdf:object "{1}"^^edtf:EDTF .\n'
    events = "".join(
        event(name, "town") + date.format(name, 1980 + place) for place, name in enumerate(("e", "d", "c", "b", "a"))
    )
    response = small(PLACES + events).get("/map?lang=en")
    card = re.search(r'<div class="map-card".*?</div>', response.text, re.DOTALL)

    assert card
    told = " ".join(re.sub("<[^>]*>", " ", card[0]).split())
    assert "Our state 5 events 1980 E 1981 D 1982 C 1983 B and 1 more" == told
    number = re.search(r'data-place="(\d+)"', card[0])
    assert number
    assert f' data-place="{number[1]}" aria-label="Our state: 5 events"' in response.text


@pytest.mark.parametrize("height", [2, 4])
def test_a_label_stands_within_its_shape(height):
    """Not in a hole of it, nor in the sea between two pieces, as the middle of its frame may."""
    two = "M0 0l10 0 0 10 -10 0zM100 0l30 0 0 10 -30 0z"
    ring = "M0 0l30 0 0 30 -30 0zM10 5l0 20 10 0 0 -20z"

    assert (115, 30) == (room_in(two, height).x, room_in(two, height).width)
    assert not 5 < room_in(ring, height).y < 25
    assert room_in("M0 0l10 0 0 1 -10 0z", height) is None


def test_coordinates_off_the_globe_are_none(small):
    page = small(PLACES + event("landing", "moon")).page("/map")

    assert [] == page.all("figure")
    assert "In places that have no code: 1 event (Landing)" in page.text


def test_the_shipped_map_counts_what_the_list_counts(browser):
    page = browser.page("/map?lang=en")

    areas = {
        one.attributes["href"]: one.attributes["aria-label"] for one in page.all("a") if "aria-label" in one.attributes
    }
    assert len(areas) >= 5
    for address, label in areas.items():
        number = re.search(r": (\d+) events?$", label)
        assert number
        found = next(one for one in browser.page(address).elements if one.attributes.get("id") == "found")
        assert number[1] == found.text.split()[0], label
    assert "Natural Earth" in page.text
    assert "public domain" in page.text


def test_numbers_of_the_legend_cover_every_count(browser):
    page = browser.page("/map?lang=en")

    legend = " ".join(one.text for one in page.one_list("legend"))
    numbers = {one.text for one in page.all("text", "count")}
    assert numbers
    assert all(number in legend for number in numbers)


def test_nothing_left_says_what_to_take_back(browser):
    page = browser.page("/map?lang=en&time=1813&kind=mov:Battle")

    assert [] == page.all("figure")
    assert "/map?kind=mov%3ABattle&lang=en" in page.links


def test_every_shipped_part_has_a_shape_and_codes_are_its_own():
    units = units_in(SHIPPED)

    assert len(units.units) > 4000
    assert len(units.codes) > 3500
    coded = [unit for unit in units.units if unit.code]
    assert all(re.fullmatch(rf"{unit.country}-[A-Z0-9]{{1,3}}", unit.code) for unit in coded)
    assert len(coded) == len({unit.code for unit in coded})
    assert all(
        -7200 <= west <= east <= 7205 and -3600 <= north <= south <= 3605
        for west, north, east, south in (u.box for u in units.units)
    )
    assert 25 == len(units.of_countries(["VE"]))


def test_an_archive_may_bring_its_own_outlines(small, tmp_path):
    (tmp_path / "mine.txt").write_text(SQUARE, encoding="utf-8")
    browser = small(PLACES + event("strike", "town"), 'map_file = "mine.txt"')

    page = browser.page("/map")
    assert 2 == len(page.all("path"))
    assert "Our own hand" in page.text


@pytest.mark.parametrize("text", ["VE\tVE-R\tSquare\n", "VE\tVE-R\tSquare\tM1 1L2 2\n", "VE\tVE-R\tSquare\t\n"])
def test_outlines_that_cannot_be_read_are_told_with_their_line(tmp_path, text):
    (tmp_path / "mine.txt").write_text("# ours\n" + text, encoding="utf-8")

    with pytest.raises(SettingsError, match=r"map_file .*mine.txt:2"):
        units_of(SimpleNamespace(root=tmp_path, settings=Settings(map_file="mine.txt")))


def test_outlines_that_are_not_there_are_told(tmp_path):
    with pytest.raises(SettingsError, match=r"gone\.txt"):
        units_of(SimpleNamespace(root=tmp_path, settings=Settings(map_file="gone.txt")))
