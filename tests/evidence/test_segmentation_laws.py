"""What holds for every text whatever."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from acervo.evidence.boundaries import Boundaries
from acervo.evidence.page import label_key
from acervo.evidence.passages import Segmentation, segment_text
from acervo.evidence.sentences import edge_words
from acervo.evidence.text import lay_out, normalise

LABELS = frozenset(map(label_key, ["General Issues", "Location", "Start Date", "End Date", "Staff"]))
TRAPS = (
    "The|river|ran|blue.|Why?|U.S.|[1]|[1].|[the|works]|1]|[2]|“below”|state‐owned|gone…|Or|*How|so?*|/Mara|Voss./|"
    "<https://example.org/a.b>|e.g.|3.|é|General Issues|Location|Start Date|End Date|Staff|CASE|References|Notes|By Ada"
)
WORDS = st.sampled_from(TRAPS.split("|"))
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", " \n", "\n \n", "\r\n", "\u00a0", "\t", "\u2028", "\n    "])
LAID_OUT = st.lists(st.tuples(WORDS, SPACES), max_size=60).map(lambda parts: "".join(w + s for w, s in parts))
ANY = st.one_of(LAID_OUT, st.text(max_size=200))
HEADER = "[Tides] A talk\n\nTides tides at lists.example.org\nTue Mar 2 08:15:00 GMT 1999\n\n"


def assert_laws(segmentation: Segmentation) -> None:
    text = segmentation.text
    position = 0
    for passage in segmentation.passages:
        stretch = text[passage.start : passage.end]
        assert "" == text[position : passage.start].strip(), "a gap, or an overlap"
        assert position <= passage.start < passage.end
        assert stretch == stretch.strip()
        assert passage.end == len(text) or " " == text[passage.end]
        assert hashlib.sha256(stretch.encode()).hexdigest() == passage.sha256
        if passage.words:
            first, last = passage.words
            assert 5 >= len(first.split()) + len(last.split()) <= len(stretch.split()) / 3
            assert 9 <= len(stretch.split())
            assert stretch.index(first) < stretch.rindex(last)
        position = passage.end
    assert "" == text[position:].strip()


@settings(deadline=None)
@given(ANY, st.sampled_from(["", HEADER]))
@example("\u0301 a", "")
@example("x*. *", "")
def test_every_printed_character_is_in_exactly_one_passage(raw, header):
    """Otherwise “which statements cite nothing” could not be asked."""
    assert_laws(segment_text(lay_out(header + raw), Boundaries(""), LABELS))


@settings(deadline=None)
@given(ANY)
def test_lines_stand_where_the_normalised_text_says(raw):
    """Offsets are counted in one text and found by lines in another; both must agree."""
    source = lay_out(raw)

    assert normalise(raw) == source.text == re.sub(r"\s+", " ", unicodedata.normalize("NFC", raw)).strip()
    assert all(line.words == source.text[line.start : line.end] for line in source.lines)


@given(ANY)
def test_normalising_twice_changes_nothing(raw):
    """The hash of a stretch must not depend on who normalised it last."""
    assert normalise(raw) == normalise(normalise(raw))


@pytest.mark.parametrize("name", ["page", "mail"])
def test_the_laws_hold_for_whole_texts(name, request):
    """With all their traps."""
    assert_laws(request.getfixturevalue(name))


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_edge_words_stand_at_the_edges(stretch):
    """The first words come before the last; neither holds an address."""
    words = edge_words(stretch)

    if words:
        first, last = words
        assert "<" not in first + last
        assert stretch.index(first) + len(first) <= stretch.rindex(last)
