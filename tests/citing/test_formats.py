"""The formats of reference managers, read back by programs of other people."""

from __future__ import annotations

import json
import re
from pathlib import Path

import bibtexparser
import citeproc
import pytest
import rispy

from acervo.citing.bibtex import as_bibtex
from acervo.citing.csl_json import as_csl_json
from acervo.citing.dates import certain_day, certain_year, csl_date
from acervo.citing.ris import as_ris

from .works import ALL, ARTICLE, BARE, CHAPTER, NASTY, NEWS, PAGE, VIDEO

SCHEMA = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"


def bibtex(*works):
    library = bibtexparser.parse_string(as_bibtex(works))
    assert [] == library.failed_blocks
    return [
        {**{name: field.value for name, field in one.fields_dict.items()}, "": one.entry_type}
        for one in library.entries
    ]


def ris(*works):
    return rispy.loads(as_ris(works))


def test_bibtex_is_read_field_by_field():
    (article,) = bibtex(ARTICLE)

    assert "article" == article[""]
    assert "Smith, Ana María" == article["author"]
    assert "{Workers and councils: a study of control}" == article["title"]
    assert ("Journal of Labour", "Journal of Labour") == (article["journal"], article["journaltitle"])
    assert ("44", "1", "126--139") == (article["volume"], article["number"], article["pages"])
    assert ("2017", "2017", "english") == (article["date"], article["year"], article["langid"])


def test_bibtex_keeps_a_name_whole_that_does_not_say_which_part_is_which():
    (chapter,) = bibtex(CHAPTER)

    assert "Pascual Marquina, Cira and {Chris Gilbert}" == chapter["author"]
    assert "{Cira Pascual Marquina}" == chapter["editor"]
    assert "The Present as Struggle" == chapter["booktitle"]


def test_bibtex_escapes_what_latex_would_read_but_no_address():
    nasty, news = bibtex(NASTY, NEWS)

    assert r"{50 \% of \{all\} \& \textbackslash{}every\_thing\textasciitilde{} <b>\#1</b> TY - JOUR}" == nasty["title"]
    assert r"{and, Bros and Sons \{Ltd\}}" == nasty["author"]
    assert NEWS.url == news["url"]


def test_ris_is_read_field_by_field():
    article, chapter = ris(ARTICLE, CHAPTER)

    assert ("JOUR", ["Smith, Ana María"]) == (article["type_of_reference"], article["authors"])
    assert ("126", "139", "2017") == (article["start_page"], article["end_page"], article["year"])
    assert ("10.1000/182", "Journal of Labour") == (article["doi"], article["secondary_title"])
    assert ["Cira Pascual Marquina"] == chapter["secondary_authors"]
    assert ("New York", "Monthly Press") == (chapter["place_published"], chapter["publisher"])


def test_ris_begins_no_record_that_a_title_asks_for():
    (nasty,) = ris(NASTY)

    assert "BOOK" == nasty["type_of_reference"]
    assert nasty["title"].endswith("<b>#1</b> TY - JOUR")


@pytest.mark.parametrize(
    ("edtf", "year", "date", "csl"),
    [
        ("2016", "2016", None, {"date-parts": [[2016]]}),
        ("2018-05", "2018", "2018/05//", {"date-parts": [[2018, 5]]}),
        ("2016-05-15", "2016", "2016/05/15/", {"date-parts": [[2016, 5, 15]]}),
        ("2016-02-12/2016-02-16", "2016", None, {"date-parts": [[2016, 2, 12], [2016, 2, 16]]}),
        ("2016/2018", None, None, {"date-parts": [[2016], [2018]]}),
        ("2017~", None, None, {"date-parts": [[2017]], "circa": True}),
        ("2017?", None, None, {"literal": "2017?"}),
        ("2017/..", None, None, {"literal": "2017/.."}),
        ("../2017", None, None, {"literal": "../2017"}),
        ("197X", None, None, {"literal": "197X"}),
        ("2016-21", None, None, {"literal": "2016-21"}),
    ],
)
def test_a_date_is_told_as_far_as_it_is_certain(edtf, year, date, csl):
    """A reference manager that is given a year or a day takes it for one."""
    work = type(ARTICLE)(key="x", kind="book", title="x", date=edtf)
    (read,), (entry,) = ris(work), bibtex(work)

    assert (year, date) == (read.get("year"), read.get("date"))
    assert (year, edtf) == (entry.get("year"), entry["date"])
    assert str(certain_year(edtf) or "") == (year or "")
    assert csl == csl_date(edtf)
    assert ([] if certain_day(edtf) else [f"EDTF: {edtf}"]) == read.get("notes", [])


def test_csl_json_has_only_what_the_schema_of_csl_knows():
    types = {*re.findall(r'"([\w-]+)"', (SCHEMA / "csl-types.rnc").read_text(encoding="utf-8"))}
    variables = {*re.findall(r'"([\w-]+)"', (SCHEMA / "csl-variables.rnc").read_text(encoding="utf-8"))}
    items = json.loads(as_csl_json(ALL))

    assert {one["type"] for one in items} <= types
    assert {name for one in items for name in one} - {"id", "type", "language"} <= variables
    assert {"id": "bare", "type": "document", "title": "A title alone"} == items[ALL.index(BARE)]


def test_csl_json_says_who_did_what():
    chapter, video, page = json.loads(as_csl_json((CHAPTER, VIDEO, PAGE)))

    assert [{"family": "Pascual Marquina", "given": "Cira"}, {"literal": "Chris Gilbert"}] == chapter["author"]
    assert [{"literal": "Tatuy TV"}] == video["author"]
    assert [{"literal": "Somebody else"}] == video["contributor"]
    assert ("4f3a", PAGE.licence) == (page["version"], page["note"])
    assert "author" not in page
