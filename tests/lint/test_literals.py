"""What the engine would change, and what no calendar has."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.checking.lint.lexical import fault, same_value
from acervo.checking.lint.literals import kept_as
from acervo.namespaces import XSD

IMPOSSIBLE = {
    "date": ["2016-02-30", "2015-02-29", "1900-02-29", "2016-13-01", "16-01-01", "2016-1-1", "2016-01-01T00:00:00", ""],
    "dateTime": [
        "2016-02-12",
        "2016-02-12T25:00:00",
        "2016-02-12T10:00",
        "2016-02-30T10:00:00Z",
        "2016-02-12T24:00:01",
    ],
    "dateTimeStamp": ["2016-02-12T10:00:00"],
    "time": ["24:01:00", "10:60:00", "10:00"],
    "gYear": ["16", "02016", "2016-01"],
    "gYearMonth": ["2016-13", "2016"],
    "gMonthDay": ["--02-30", "02-12"],
    "boolean": ["yes", "True", "TRUE", ""],
    "integer": ["1.0", "1e3", "one", "", "+-1", " 1", "١"],
    "byte": ["128", "-129"],
    "nonNegativeInteger": ["-1"],
    "positiveInteger": ["0"],
    "decimal": ["1e3", ".", "1,5", "INF"],
    "double": ["1,5", "inf", "e3"],
    "duration": ["P", "PT", "5D", "P5", "P1DT", "P1.5D", "PT5D"],
    "dayTimeDuration": ["P1M", "P1Y"],
    "yearMonthDuration": ["P1D"],
    "anyURI": ["http://x y", "a<b", "100%"],
    "hexBinary": ["0", "zz"],
    "language": ["español latino"],
    "integr": ["1"],
}
POSSIBLE = {
    "date": ["2016-02-29", "2000-02-29", "-0044-03-15", "12016-01-01", "2016-02-12Z", "2016-02-12-04:30", "0000-02-29"],
    "dateTime": ["2016-02-12T24:00:00", "2016-02-12T10:00:00.123-04:30"],
    "gMonthDay": ["--02-29"],
    "gYear": ["2016", "-0044"],
    "boolean": ["true", "0"],
    "integer": ["-0", "+7", "99999999999999999999999"],
    "decimal": ["1.", ".5", "-1.50"],
    "double": ["INF", "-INF", "NaN", "1e0"],
    "duration": ["P1Y2M3DT4H5M6.7S", "-P1M", "PT1M"],
    "dayTimeDuration": ["P5D", "PT24H"],
    "anyURI": ["", "https://example.org/é?x=%C3%A9#y", "../a"],
    "string": ["anything"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in IMPOSSIBLE.items() for text in texts])
def test_a_text_that_its_datatype_does_not_have_is_impossible(name: str, text: str):
    """Queries skip it without a word."""
    assert fault(text, XSD + name) is not None


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in POSSIBLE.items() for text in texts])
def test_a_text_that_its_datatype_has_is_left_alone(name: str, text: str):
    """Also where nobody would write it so."""
    assert fault(text, XSD + name) is None


@pytest.mark.parametrize(
    ("text", "name", "mended"),
    [
        ('"01"^^xsd:integer', "integer", '"1"^^xsd:integer'),
        ("+7", "integer", "7"),
        ("1.50", "decimal", "1.5"),
        ("12.0", "decimal", '"12"^^xsd:decimal'),
        ("1e0", "double", '"1"^^xsd:double'),
        ("'1'^^xsd:boolean", "boolean", "'true'^^xsd:boolean"),
        ('"P12M"^^xsd:duration', "duration", '"P1Y"^^xsd:duration'),
        ('"2016-02-12+00:00"^^xsd:date', "date", '"2016-02-12Z"^^xsd:date'),
        ('"2016-02-12T10:00:00.000Z"^^xsd:dateTime', "dateTime", '"2016-02-12T10:00:00Z"^^xsd:dateTime'),
        ('"3"^^xsd:byte', "byte", None),
        ('"3"^^xsd:int', "int", None),
        ('"2016-02-12T10:00:00Z"^^xsd:dateTimeStamp', "dateTimeStamp", None),
    ],
)
def test_a_literal_is_mended_where_value_and_datatype_survive(tmp_path, text: str, name: str, mended: str | None):
    """`xsd:byte` would become an integer, which is another datatype: only a person may decide that."""
    from acervo.checking.fixing import find_fixes

    from .conftest import make_archive

    written = (
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        f"<https://example.org/a> dcterms:extent {text} , xsd:x .\n"
    )
    found = find_fixes(make_archive(tmp_path, {"data/a.ttl": written}))

    if mended is None:
        assert () == found.fixes
        assert ["literal-the-engine-would-change"] == [problem.rule for problem in found.left]
    else:
        [fix] = found.fixes
        assert written.replace(text, mended) == fix.after.decode()
        assert () == found.left


def test_what_lint_accepts_comes_back_from_the_engine_as_written():
    """The engine is asked, so that a new version of it needs no new list."""
    texts = [("1", "integer"), ("1.5", "decimal"), ("true", "boolean"), ("P1Y", "duration"), ("2016-02-12", "date")]
    literals = [ox.Literal(text, datatype=ox.NamedNode(XSD + name)) for text, name in texts]

    assert [(one, one) for one in literals] == list(kept_as(literals))


def test_values_are_compared_as_values():
    """Equal values only: where it cannot be told, the answer is no."""
    assert same_value("01", "1", XSD + "integer")
    assert same_value("PT24H", "P1D", XSD + "dayTimeDuration")
    assert not same_value("P1M", "P30D", XSD + "duration")
    assert not same_value("0.1234567890123456789", "0.123456789012345678", XSD + "decimal")
    assert not same_value("2016-02-12T24:00:00", "2016-02-13T00:00:00", XSD + "dateTime")


def test_a_bulk_file_is_counted(lint):
    """A program wrote it; ten thousand findings would hide the others."""
    line = f'<https://example.org/{{0}}> <http://purl.org/dc/terms/extent> "0{{0}}"^^<{XSD}integer> .\n'

    [finding] = lint({"data/bulk.nt": "".join(line.format(number) for number in range(100))})

    assert ("bulk-literals-changed", "warning", 1) == (finding.rule, finding.severity, finding.line)
    assert "100 literals" in finding.message("en")
