"""What a curator may say in boundaries.toml, and what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.errors import CuratorError
from acervo.evidence.boundaries import Boundaries, read_boundaries
from acervo.evidence.labels import sidebar_labels
from acervo.evidence.passages import Segmentation, segment_text
from acervo.evidence.text import lay_out

TEXT = """The Mole

It was built in 1871. It was built again in 1890 and
"""


@pytest.fixture
def cut(tmp_path: Path):
    def segmented(toml: str, text: str) -> Segmentation:
        location = tmp_path / "boundaries.toml"
        location.write_text(toml, encoding="utf-8")
        boundaries = read_boundaries(location, "data/sources/mole/boundaries.toml")
        return segment_text(lay_out(text), boundaries, sidebar_labels())

    return segmented


def stretches(segmentation: Segmentation) -> list[str]:
    return [segmentation.text[p.start : p.end] for p in segmentation.passages]


def test_without_the_file_nothing_is_corrected(tmp_path):
    """Most sources need no correction."""
    assert Boundaries("here") == read_boundaries(tmp_path / "boundaries.toml", "here")


def test_join_makes_one_passage_of_two(cut):
    """The splitter takes an unknown abbreviation for the end of a sentence."""
    text = "They met at Messrs. Quill and left. It rained."

    assert 2 == len(stretches(cut("", text)))
    assert [text] == stretches(cut('[[join]]\nafter = "left."\nbefore = "It"\n', text))


def test_join_glues_a_paragraph_that_the_text_has_broken(cut):
    """The joined passage belongs to the paragraph in which it begins; the next paragraph keeps its number."""
    text = "It rained all day and the\n\nroof gave way. They left. It was long before anybody came back to see it."
    joined = cut('[[join]]\nafter = "and the"\nbefore = "roof"\n', text)

    assert "It rained all day and the roof gave way." == stretches(joined)[0]
    assert [(1, 1), (2, 1), (2, 2)] == [(p.paragraph, p.sentence) for p in joined.passages]


def test_split_makes_two_passages_of_one(cut):
    """Two statements behind one full stop may be told apart."""
    parts = stretches(cut('[[split]]\nafter = "again"\nbefore = "in 1890"\n', TEXT))

    assert ["The Mole", "It was built in 1871.", "It was built again", "in 1890 and"] == parts


def test_occurrence_chooses_among_several_places(cut):
    """Five words may stand twice in a text."""
    split = '[[split]]\nafter = "It was"\nbefore = "built"\n'

    with pytest.raises(CuratorError, match=r"^data/sources/mole/boundaries\.toml:1: .*fits 2 places") as caught:
        cut(split, TEXT)
    assert 1 == caught.value.line
    assert "built again in 1890 and" == stretches(cut(split + "occurrence = 2\n", TEXT))[-1]


def test_heading_makes_a_heading_and_undo_unmakes_one(cut):
    """A heading opens a section; a line taken for a heading by mistake must not."""
    undone = cut('[[heading]]\nfirst = "The Mole"\nundo = true\n', TEXT)
    made = cut('[[heading]]\nfirst = "It was built in"\n', TEXT)

    assert ["text"] == [section.slug for section in undone.sections]
    assert "It was built in 1871. It was built again in 1890 and" == made.sections[1].title


def test_section_begins_one_with_a_slug_and_a_speaker(cut):
    """Whoever holds a speech is said once, on its section, not on each passage."""
    toml = '[speakers]\ndefault = "tom-low"\n[[section]]\nfirst = "The Mole"\nslug = "speech"\nspeaker = "ada-quill"\n'
    cut_text = cut(toml, TEXT)

    assert [("speech", "The Mole", "ada-quill")] == [(s.slug, s.title, s.speaker) for s in cut_text.sections]
    assert {""} == {p.speaker for p in cut_text.passages}


def test_a_correction_that_does_nothing_is_told(cut):
    """A better splitter makes corrections needless; they should not gather dust."""
    done = cut('\n[[join]]\nafter = "built"\nbefore = "in 1871."\n', TEXT)

    assert (
        "data/sources/mole/boundaries.toml:2: [[join]] does nothing: the words are already one passage. Remove it.",
    ) == done.warnings


@pytest.mark.parametrize(
    ("toml", "line", "message"),
    [
        ('[[join]]\nafter = "nowhere"\nbefore = "at all"\n', 1, "fits no place"),
        ('\n[[split]]\nafter = "It was built"\nbefore = "in 1871. It was"\n', 2, "quotes 7 words .* at most 5"),
        ('[[split]]\nafter = "It"\n', 1, "needs after and before"),
        ('[[split]]\nafter = "It"\nbefore = "was"\noccurrence = 0\n', 1, "counts occurrence"),
        ('[[split]]\nafter = "It"\nbefore = "was"\nocurrence = 1\n', 1, "does not know “ocurrence”"),
        ("[[heading]]\nfirst = 7\n", 1, "cannot use first = 7"),
        ('[[section]]\nfirst = "The Mole"\nslug = "The Mole"\n', 1, "where a slug belongs"),
        ('[speakers]\n"+" = "ada-quill"\n', None, "cannot use"),
        ('[speakers]\n"*" = "Ada Quill"\n', None, "slug of a person"),
        ('layout = "letter"\n', None, "has the layout"),
        ("colour = 1\n", None, "does not know “colour”"),
        ("[[join\n", None, "is not TOML"),
    ],
)
def test_a_faulty_correction_is_refused_with_its_line(cut, toml, line, message):
    """Where, what, and the next move; and never more of the source than a few words."""
    with pytest.raises(CuratorError, match=message) as caught:
        cut(toml, TEXT)

    assert ("data/sources/mole/boundaries.toml", line) == (caught.value.path, caught.value.line)
