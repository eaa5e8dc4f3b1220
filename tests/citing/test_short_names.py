"""Sources by author and year, as scholars name them within a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acervo.citing.short_names import short_names
from acervo.citing.works import Contributor, Role, Work, contributors_of

TEXT = Work(key="", kind="webpage", title="A title", date="2018-11-16")


def by(*names: str, role: Role = "author", is_person: bool = True, date: str = "2018") -> Work:
    return replace(TEXT, contributors=tuple(Contributor(role, name, is_person) for name in names), date=date)


def named(*works: Work) -> list[str]:
    found = short_names({str(number): work for number, work in enumerate(works)}, "and", "et al.")
    return [found[str(number)] for number in range(len(works))]


def test_a_work_is_named_by_family_name_and_year():
    assert ["Smith 2018", "Moldovan 2021"] == named(by("Smith, Ana"), by("Alex Moldovan", date="2021-05-12"))


def test_two_and_three_are_all_named_of_more_only_the_first():
    assert ["Smith and Ruiz 2018"] == named(by("Smith, Ana", "Pedro Ruiz"))
    assert ["A, B and C 2018"] == named(by("A", "B", "C", is_person=False))
    assert ["A et al. 2018"] == named(by("A", "B", "C", "D", is_person=False))


def test_a_family_name_of_several_words_is_known_from_where_it_is_printed_with_a_comma():
    """Of “Mabel Thwaites Rey” nobody says where the family name begins, and she is named whole."""
    known, unknown = by("Pascual Marquina, Cira", date="2020"), by("Mabel Thwaites Rey", date="2010")

    assert {"Pascual Marquina 2018", "Pascual Marquina 2020"} == {*named(by("Cira Pascual Marquina"), known)}
    assert ["Mabel Thwaites Rey 2010"] == named(unknown)


def test_an_organization_is_named_whole():
    assert ["Congressional Research Service 2018"] == named(by("Congressional Research Service", is_person=False))


def test_an_interview_is_named_by_who_answers_and_who_asks():
    people = (Contributor("interviewer", "Cira Gilbert", True), Contributor("author", "Sergio Requena", True))

    assert ["Requena and Gilbert 2018"] == named(replace(TEXT, contributors=people))


def test_who_is_named_without_being_its_author_stands_for_a_work_that_has_none():
    assert ["Moldovan 2018"] == named(by("Alex Moldovan", role="contributor"))
    assert ["Ruiz 2018"] == named(by("Ruiz, Pedro", role="editor"))
    both = (*by("Ruiz, Pedro", role="editor").contributors, *by("Ana Smith", role="contributor").contributors)
    assert ["Ruiz 2018"] == named(replace(TEXT, contributors=both))


def test_a_year_in_doubt_is_left_out_and_a_work_by_nobody_has_its_title():
    assert ["Smith", "Smith 2016", "A title"] == named(
        by("Smith, Ana", date="2018?"), by("Smith, Ana", date="2016-02/2016-03"), TEXT
    )


def test_no_two_works_have_one_name():
    """Letters go by date, then by title; who has no year gets one too."""
    early, late = by("Smith, Ana", date="2018-02"), by("Smith, Ana", date="2018-05")
    many = named(*(by("Smith, Ana") for _ in range(28)))

    assert {"0": "Smith 2018b", "1": "Smith 2018a"} == short_names({"0": late, "1": early}, "and", "et al.")
    assert ["Smith a", "Smith b"] == named(by("Smith, Ana", date=""), by("Smith, Ana", date="2018?"))
    assert 28 == len({*many})
    assert "Smith 2018ab" in many


def test_an_interview_is_by_who_answers_where_nobody_else_is_its_author():
    told = [("Sender", "A list", False), ("Interviewer", "Cira", True), ("Interviewee", "Sergio", True), ("", "", True)]

    roles = {one.name: one.role for one in contributors_of((*told, *told))}
    assert {"A list": "contributor", "Cira": "interviewer", "Sergio": "author"} == roles
    assert 3 == len(contributors_of((*told, *told)))
    assert "contributor" == contributors_of([*told, ("Author", "Ana", True)])[2].role


@pytest.mark.parametrize(
    ("other", "role"),
    [
        *((one, "contributor") for one in ("Author", "Editor", "Interviewer", "Interviewee")),
        *((one, "author") for one in ("Sender", "Submitter", "")),
    ],
)
def test_whom_a_by_line_names_is_the_author_unless_somebody_has_a_role_of_authorship(other, role):
    assert role == contributors_of([("", "Alex", True), (other, "Ana", True)])[0].role
