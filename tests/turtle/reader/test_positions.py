"""Lines and columns as editors count them."""

from __future__ import annotations

import pytest

from acervo.turtle.positions import Lines

from .texts import NASTY, read


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\ncd", 5, (2, 3)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("a\n\r\n\rb", 5, (4, 1)),
        ("\tx", 1, (1, 2)),
        ("😀x", 1, (1, 2)),
        ("e\u0301x", 2, (1, 3)),
        ("\ufeffab\nc", 1, (1, 1)),
        ("\ufeffab\nc", 2, (1, 2)),
        ("\ufeffab\nc", 4, (2, 1)),
        ("a\u2028b\x0cc", 4, (1, 5)),
        ("", 0, (1, 1)),
    ],
    ids=repr,
)
def test_a_column_is_a_code_point_and_a_line_ends_in_one_of_three_ways(text, offset, expected):
    """A byte order mark is no column; what only Python takes for a line end is none."""
    assert expected == Lines(text).position(offset)


def test_position_and_offset_undo_each_other():
    lines = Lines(NASTY)

    for offset in range(1, len(NASTY)):
        assert offset == lines.offset(*lines.position(offset))


def test_a_line_is_what_an_editor_shows():
    assert ["a", "b", "", "c"] == [
        Lines("\ufeffa\r\nb\r\nc".replace("\nc", "\n\nc")).text(line) for line in range(1, 5)
    ]


def test_a_place_behind_the_text_is_its_end():
    """The engine counts some line ends that are none; a place it names must still be one."""
    assert 3 == Lines("abc").offset(9, 9)


def test_every_term_of_a_nasty_file_stands_where_an_editor_shows_it():
    """Windows, old Mac and Unix line ends, tabs, emoji and a byte order mark in one file."""
    document = read(NASTY)
    places = {
        document.text[slice(*triple.object_span)]: document.position(triple.object_span[0])
        for triple in document.triples
    }

    assert () == document.errors
    assert (4, 11) == places["mov:Event"]
    assert (5, 12) == places['"🚢 Strajk"@pl']
    assert (6, 35) == places["'''it's \"fine\"'''"]
    assert (7, 15) == places["+7"]
    assert (8, 76) == places["'y'"]
    assert (9, 13) == places["<../a/./b?c=d#e>"]
    assert (12, 24) == places["b:c"]
