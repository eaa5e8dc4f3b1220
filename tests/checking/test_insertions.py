"""What a statement lacks is told with its end and with the form of the line: no new fault comes of adding it."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.turtle.reader import read_turtle

from .test_places import BASE, findings

SHAPES = """
@prefix ex: <https://example.org/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
ex:Claim-has-passage a sh:NodeShape ; sh:targetClass ex:Claim ;
  sh:property ex:Claim-passage .
ex:Claim-passage a sh:PropertyShape ; sh:path ex:passage ; sh:minCount 1 ; sh:message "Say where."@en .
ex:Event-date a sh:NodeShape ; sh:targetClass ex:Event ; sh:property ex:Event-dated .
ex:Event-dated a sh:PropertyShape ; sh:path ex:date ; sh:minCount 1 ; sh:datatype edtf:EDTF ; sh:message "When?"@en .
ex:Note-wanted a sh:NodeShape ; sh:targetClass ex:Place ; sh:property ex:Place-noted .
ex:Place-noted a sh:PropertyShape ; sh:path ex:note ; sh:minCount 1 ; sh:severity sh:Info ; sh:message "Note?"@en .
"""
HEAD = "@prefix : <https://example.org/id/> .\n@prefix ex: <https://example.org/ns#> .\n"
KNOWN = ":p-1 a ex:Passage .\n:p-2 a ex:Passage .\n:p-3 a ex:Passage .\n"
OTHER = ":b a ex:Claim ; ex:passage :p-1 , :p-2 .\n:c a ex:Claim ; ex:passage :p-3 .\n"


def told(folder: Path, text: str) -> tuple[int | None, int | None, str]:
    """Place and words of the line to add, told of the only finding."""
    (found,) = findings(folder, SHAPES, a=(HEAD + text).encode(), b=(HEAD + KNOWN).encode())
    (there,) = found.related
    assert "data/a.ttl" == there.path
    assert {"en", "es"} == set(there.messages)
    return there.line, there.column, there.messages["en"]


def test_the_last_full_stop_becomes_a_semicolon(tmp_path):
    """Who only added a line had a new fault of syntax."""
    line, column, message = told(tmp_path, f"{OTHER}:a a ex:Claim ;\n  ex:of :x .\n")

    assert (6, 12) == (line, column)
    assert "Write “;” instead of this full stop, and below it a line such as “ex:passage :p-3 .”" in message
    assert "(so it stands on line 4; others in this file: :p-1, :p-2)." in message


def test_where_the_full_stop_has_a_line_of_its_own_the_new_one_goes_above(tmp_path):
    line, column, message = told(tmp_path, f":a a ex:Claim ;\n  ex:of :x ;\n.\n{OTHER}")

    assert (5, 1) == (line, column)
    assert "Write above this full stop a line such as “ex:passage :p-1 ;”" in message


def test_where_no_neighbour_shows_it_the_shape_does(tmp_path):
    *_, message = told(tmp_path, ":a a ex:Event .\n")

    assert '<https://example.org/ns#date> "…"^^edtf:EDTF .”.' in message


def test_a_language_that_is_missing_is_asked_for_and_not_the_one_that_is_there(tmp_path):
    """Told to add “Only english” in English, a person did."""
    shapes = """
ex:Gist-in-spanish a sh:NodeShape ; sh:targetClass ex:View ; sh:property ex:Gist-es .
ex:Gist-es a sh:PropertyShape ; sh:path ex:gist ; sh:qualifiedMinCount 1 ;
  sh:qualifiedValueShape [ sh:languageIn ( "es" ) ] ; sh:message "Spanish too."@en ; sh:severity sh:Warning .
"""
    text = ':a a ex:View ; ex:gist "Only english"@en .\n:b a ex:View ; ex:gist "Two"@en , "Dos"@es .\n'
    (found,) = findings(tmp_path, SHAPES + shapes, a=(HEAD + text).encode())

    assert 'below it a line such as “ex:gist "…"@es .”.' in found.related[0].messages["en"]
    assert "Only" not in found.related[0].messages["es"]


def test_names_that_nothing_describes_are_no_examples(tmp_path):
    """The next finding said that the passage just recommended is unknown."""
    text = ":b a ex:Claim ; ex:passage :p-1 .\n:a a ex:Claim .\n:c a ex:Claim ; ex:passage :gone , :p-3 .\n"
    *_, message = told(tmp_path, text)

    assert ":gone" not in message
    assert ":p-3" in message


@pytest.mark.parametrize("text", [":a ex:part [ a ex:Claim ] .", ":a a ex:Place ."])
def test_nothing_is_said_of_brackets_and_infos(tmp_path, text):
    """A bracket has no full stop, and what would only be nice needs no instructions."""
    (found,) = findings(tmp_path, SHAPES, a=(HEAD + text).encode())

    assert () == found.related


def test_the_line_as_told_mends_the_file(tmp_path):
    text = f"{HEAD}{OTHER}:a a ex:Claim ;\n  ex:of :x .\n"
    mended = text.replace("ex:of :x .", "ex:of :x ;\n  ex:passage :p-3 .")

    assert () == read_turtle(mended, "data/a.ttl", BASE).errors
    assert [] == findings(tmp_path, SHAPES, a=mended.encode())
