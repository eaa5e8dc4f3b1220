"""Bounds of EDTF dates, level 0 and 1: what a date surely spans, and nothing that it does not say."""

from __future__ import annotations

import calendar
import re

import pyoxigraph as ox
import pytest
from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from acervo.edition.edtf_bounds import PRECISIONS, Bounds, edtf_bounds
from acervo.namespaces import XSD

TABLE = {
    "2016": ("2016-01-01", "2016-12-31", "year"),
    "2016-02": ("2016-02-01", "2016-02-29", "month"),
    "2015-02": ("2015-02-01", "2015-02-28", "month"),
    "2016-02-12": ("2016-02-12", "2016-02-12", "day"),
    "2016-02-12T10:00:00Z": ("2016-02-12", "2016-02-12", "day"),
    "2016-02-12T10:00:00-05:00": ("2016-02-12", "2016-02-12", "day"),
    "2016-02-12/2016-02-16": ("2016-02-12", "2016-02-16", "day"),
    "2016-02/2016-02-16": ("2016-02-01", "2016-02-16", "month"),
    "1980-08-14/1981": ("1980-08-14", "1981-12-31", "year"),
    "2017-06-23?": ("2017-06-23", "2017-06-23", "day"),
    "2017~": ("2017-01-01", "2017-12-31", "year"),
    "2017-03%": ("2017-03-01", "2017-03-31", "month"),
    "1985?/1990~": ("1985-01-01", "1990-12-31", "year"),
    "201X": ("2010-01-01", "2019-12-31", "decade"),
    "20XX": ("2000-01-01", "2099-12-31", "century"),
    "201X/2016": ("2010-01-01", "2016-12-31", "decade"),
    "2016-XX": ("2016-01-01", "2016-12-31", "year"),
    "2016-XX-XX": ("2016-01-01", "2016-12-31", "year"),
    "2016-02-XX": ("2016-02-01", "2016-02-29", "month"),
    "0000-02-29": ("0000-02-29", "0000-02-29", "day"),
    "-0044-03-15": ("-0044-03-15", "-0044-03-15", "day"),
    "-004X": ("-0049-01-01", "-0040-12-31", "decade"),
    "-0044/-0031": ("-0044-01-01", "-0031-12-31", "year"),
    "-0044/0014": ("-0044-01-01", "0014-12-31", "year"),
    "-00XX": ("-0099-01-01", "0000-12-31", "century"),
}


@pytest.mark.parametrize(("text", "bounds"), TABLE.items())
def test_bounds_are_the_first_and_the_last_day_that_the_date_may_mean(text, bounds):
    """Timelines sort by these; doubt (`?`, `~`, `%`) does not move them."""
    assert Bounds(*bounds) == edtf_bounds(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017/", "2017-01-01", None),
        ("2017/..", "2017-01-01", None),
        ("/2017", None, "2017-12-31"),
        ("../2017", None, "2017-12-31"),
        ("2016-02-12/..", "2016-02-12", None),
    ],
)
def test_an_open_or_unknown_end_has_no_bound(text, earliest, latest):
    """The library's own bounds end `2017/` in 2027 and give infinity for `2017/..`."""
    bounds = edtf_bounds(text)

    assert bounds is not None
    assert (earliest, latest) == (bounds.earliest, bounds.latest)


@pytest.mark.parametrize("season", ["21", "22", "23", "24"])
def test_a_season_has_the_bounds_of_its_year(season):
    """Spring is March in Gdańsk and September in Caracas; the library takes it for March."""
    assert Bounds("2016-01-01", "2016-12-31", "season") == edtf_bounds(f"2016-{season}")


@pytest.mark.parametrize("text", ["-0044/-0031", "-0001/0000", "0000/0001", "-00XX", "-004X", "-0044-03/-0044-04"])
def test_the_engine_orders_the_bounds_of_years_before_the_common_era_as_we_do(text):
    """Year 0000 is 1 BC, as in EDTF and in XML Schema 1.1; timelines sort by these."""
    bounds = edtf_bounds(text)
    assert bounds is not None
    days = [ox.Literal(day, datatype=ox.NamedNode(XSD + "date")) for day in (bounds.earliest, bounds.latest)]

    assert ox.Store().query(f"ASK {{ FILTER ({days[0]} < {days[1]}) }}")
    assert [bounds.earliest, bounds.latest] == [day.value for day in days]


def test_a_reversed_interval_keeps_its_reversed_bounds():
    """A shape reports it; the library lets it pass."""
    assert Bounds("2018-01-01", "2016-12-31", "year") == edtf_bounds("2018/2016")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "../..",
        "/..",
        "../",
        "16",
        "201",
        "2016-2",
        "2016-00",
        "2016-13-40",
        "2016-02-30",
        "2015-02-29",
        "2016-02-12T25:00:00Z",
        "2016/2017/2018",
        " 2016",
        "2016\n",
        "２０１６",
        "1560-XX-25",
        "156X-12-25",
        "XXXX",
        "unknown",
        "[1667,1668]",
        "{1960,1961}",
        "2001-25",
        "1950S2",
        "?2016",
        "2016-?02",
        "Y17E7",
        "Y170000002",
        "12 February 2016",
    ],
)
def test_what_is_no_edtf_of_level_0_or_1_has_no_bounds(text):
    """A date that cannot be read is reported, never guessed."""
    assert edtf_bounds(text) is None


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A date of level 0 or 1: a day, a month, a year, each perhaps with a mark of doubt."""
    year, month = draw(st.integers(1, 9999)), draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year, month)[1]))
    precise = draw(st.sampled_from([f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}"]))
    return precise + draw(st.sampled_from(["", "?", "~", "%"]))


@pytest.mark.slow
@settings(deadline=None)
@given(dates())
def test_a_date_begins_before_it_ends_and_lies_within_what_is_written(text):
    """Never padded: both bounds begin with the very digits of the date."""
    bounds = edtf_bounds(text)
    written = text.rstrip("?~%")

    assert bounds is not None
    assert bounds.earliest is not None
    assert bounds.latest is not None
    assert bounds.earliest <= bounds.latest
    assert bounds.earliest.startswith(written)
    assert bounds.latest.startswith(written)


@pytest.mark.slow
@settings(deadline=None)
@given(dates(), dates())
def test_an_interval_is_reversed_only_if_its_ends_are(start, end):
    """The bounds of an interval are the first of one end and the last of the other."""
    first, last, both = edtf_bounds(start), edtf_bounds(end), edtf_bounds(f"{start}/{end}")

    assert first is not None
    assert last is not None
    assert both is not None
    assert (first.earliest, last.latest) == (both.earliest, both.latest)
    assert PRECISIONS.index(both.precision) == max(map(PRECISIONS.index, (first.precision, last.precision)))


@pytest.mark.slow
@given(
    st.from_regex(r"[0-9]{4}(-[0-3][0-9]){0,2}(/([0-9]{4}(-[0-3][0-9]){0,2}|\.\.)?)?", fullmatch=True)
    | st.from_regex(r"[0-9]{4}[?~%]|[0-9]{3}X(/[0-9]{3}X)?", fullmatch=True)
)
@settings(deadline=None)
def test_the_library_s_grammar_accepts_every_plain_date_that_we_take_without_asking_it(text):
    """The grammar takes milliseconds for a date, so plain ones are judged by the calendar alone."""
    assume(edtf_bounds(text) is not None)

    assert parse_edtf(text)


def test_what_the_library_fails_on_is_no_date():
    """A check tells of it, and does not end."""
    assert edtf_bounds("../198X") is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/.?~%XTZ:+ Y", max_size=14))
def test_bounds_are_days_of_the_calendar_or_there_are_none(text):
    """Whatever is typed, nothing that is no date reaches the dataset."""
    bounds = edtf_bounds(text)

    for day in (bounds.earliest, bounds.latest) if bounds else ():
        if day is not None:
            year, month, number = (int(part) for part in re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", day).groups())
            assert 1 <= number <= calendar.monthrange(abs(year) or 4, month)[1]
