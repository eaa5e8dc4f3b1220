"""A date that is none: the exact fault in words, and the value that was probably meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.checking.date_faults import backwards, date_fault
from acervo.edition.edtf_bounds import edtf_bounds

FAULTS = {
    "2016-02-31": 'February 2016 has 29 days. Correct the day, or leave it out: "2016-02"',
    "2015-02-29?": 'February 2015 has 28 days. Correct the day, or leave it out: "2015-02?"',
    "2016-04-31/2016-05": 'April 2016 has 30 days. Correct the day, or leave it out: "2016-04/2016-05"',
    "2016-04/2016-06-31": 'June 2016 has 30 days. Correct the day, or leave it out: "2016-04/2016-06"',
    "-0043-02-29": "February -0043 has 28 days",
    "2016-02-31/2016-02-32": 'leave it out: "2016-02"',
    "2016-02-00": 'there is no day 00. Correct it, or leave out what is not known: "2016-02"',
    "2016-02-40": "there is no day 40.",
    "2016-13": 'there is no month 13. Correct it, or leave out what is not known: "2016"',
    "2016-00-12": "there is no month 00.",
    "2016-13-40": "there is no month 13.",
    "2016-31-01": 'there is no month 31. The month comes before the day: "2016-01-31"',
    "2016-02-12 / 2016-02-16": 'it has spaces. Remove the spaces: "2016-02-12/2016-02-16"',
    " 2016": 'Remove the spaces: "2016"',
    "2016-02-12\u00a0": 'Remove the spaces: "2016-02-12"',
    "2016-2-5": 'two digits. Write "2016-02-05"',
    "2016-2/2016-3": 'Write "2016-02/2016-03"',
    "2016-02-12/16": 'both ends of a period are written in full. Write "2016-02-12/2016-02-16"',
    "2016-02-12/03-16": 'Write "2016-02-12/2016-03-16"',
    "2016-02-12–2016-02-16": 'long dash. Write "2016-02-12/2016-02-16"',
    "2016 – 2018": 'Write "2016/2018"',
    "2016–02–12": 'Write "2016-02-12"',
    "2016/02/12": 'joined by hyphens. Write "2016-02-12"',
    "2016.02.12": 'Write "2016-02-12"',
    "20160212": 'Write "2016-02-12"',
    "31/12/2016": 'the year comes first, then the month, then the day. Write "2016-12-31"',
    "12-31-2016": 'Write "2016-12-31"',
    "5.2.2016": 'Write "2016-02-05"',
    "2016/open": 'Write "2016/.."',
    "2016/unknown": 'Write "2016/"',
    "2016-": 'Write "2016/.."',
    "201x": 'a capital X. Write "201X"',
    "2016-uu": 'Write "2016-XX"',
    "c. 1980": 'ends in a tilde. Write "1980~"',
    "12 February 2016": 'a month is a number. Write "2016-02-12"',
    "February 12, 2016": 'Write "2016-02-12"',
    "12 de febrero de 2016": 'Write "2016-02-12"',
    "Feb 2016": 'Write "2016-02"',
    "2016/2017/2018": "a period has two ends",
    "[1667,1668]": "level 2",
    "156X-12-25": "level 2",
    "Y17E7": "level 2",
    "2016-?02": "level 2",
}


@pytest.mark.parametrize(("text", "said"), FAULTS.items())
def test_the_exact_fault_is_named_and_what_was_meant(text: str, said: str):
    """“Write year, month and day” is no help to somebody who did."""
    fault = date_fault(text)

    assert fault is not None
    assert said in fault["en"]
    assert fault["en"].startswith("This is not a date in EDTF: ")


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_told_in_spanish_with_the_same_value(text: str):
    fault = date_fault(text)

    assert fault is not None
    assert fault["es"].startswith("Esto no es una fecha en EDTF: ")
    assert re.findall('"[^"]*"', fault["en"]) == re.findall('"[^"]*"', fault["es"])


@pytest.mark.parametrize("text", ["", "/", "..", "soon", "the strike", "12 Smarch 2016", "２０１６"])
def test_of_what_is_no_date_at_all_nothing_is_guessed(text: str):
    """The demand's own message says how dates are written."""
    assert date_fault(text) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/.?~%XTZ:+ Y–cxu", max_size=14))
def test_what_is_proposed_is_a_date(text: str):
    """Advice that leads to the next refusal is worse than none."""
    fault = None if edtf_bounds(text) else date_fault(text)

    for meant in re.findall('"([^"]*)"', fault["en"]) if fault else ():
        assert edtf_bounds(meant) is not None


@pytest.mark.parametrize(
    ("text", "swapped", "part", "parte"),
    [
        ("2016-02-16/2016-02-12", "2016-02-12/2016-02-16", "day", "día"),
        ("2016-03/2016-02", "2016-02/2016-03", "month", "mes"),
        ("2017/2016-02-12", "2016-02-12/2017", "year", "año"),
        ("2016-02-16/2016-01", "2016-01/2016-02-16", "month", "mes"),
    ],
)
def test_of_a_period_that_runs_backwards_the_part_that_differs_is_named(text: str, swapped: str, part: str, parte: str):
    """Where year and month are the same, nobody should look at the year."""
    fault = backwards(text)

    assert fault is not None
    assert f'Swap its two ends: "{swapped}", or correct the {part}.' in fault["en"]
    assert f'"{swapped}", o corrija el {parte}.' in fault["es"]


@pytest.mark.parametrize("text", ["2016", "2016/2017", "2016/..", "/2016", "-0500/-0400", "soon/later"])
def test_nothing_is_said_of_what_does_not_run_backwards(text: str):
    assert backwards(text) is None
