"""Sentences, their citations and their edge words."""

from __future__ import annotations

import pytest

from acervo.evidence.sentences import cited_numbers, edge_words, split_sentences


def cut(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in split_sentences(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("It rained [1]. It stopped [8][9].", ["It rained [1].", "It stopped [8][9]."]),
        ("It rained. [1] It stopped. [2] [3].", ["It rained. [1]", "It stopped. [2] [3]."]),
        ("It rained [4][17] . By noon it stopped.", ["It rained [4][17] .", "By noon it stopped."]),
        ("The U.S. consul came. He left.", ["The U.S. consul came.", "He left."]),
        ("Mr. A. B. Voss, of No. 5, saw pp. 3 and 4.", ["Mr. A. B. Voss, of No. 5, saw pp. 3 and 4."]),
        ("They met on Nov. 16 and on Nov 16th.", ["They met on Nov. 16 and on Nov 16th."]),
        ("Dr. Low came. Ms. High and the Eds. Left and Right went.",
         ["Dr. Low came.", "Ms. High and the Eds. Left and Right went."]),
        ("See <https://example.org/a.b?c=D.> now. Then go.", ["See <https://example.org/a.b?c=D.> now.", "Then go."]),
        ("Read https://example.org/a.b. Then go.", ["Read https://example.org/a.b.", "Then go."]),
        ("Winter came… Nobody slept.", ["Winter came…", "Nobody slept."]),
        ("Winter came... “Nobody” slept.", ["Winter came...", "“Nobody” slept."]),
        ("The class… together we can.", ["The class… together we can."]),
        ("*Was it so? Was it?*", ["*Was it so?", "Was it?*"]),
        ("/It goes on./", ["/It goes on./"]),
        ("They said “never.” Then they left.", ["They said “never.”", "Then they left."]),
        ("On foot (well, on foot!) they came.", ["On foot (well, on foot!) they came."]),
        ("[The office gave] a shed. It was the year [1813].", ["[The office gave] a shed.", "It was the year [1813]."]),
        ("It ends because the", ["It ends because the"]),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_would_end_it(paragraph, expected):
    """Claims are traced to sentences; half a sentence or two at once prove less."""
    assert expected == cut(paragraph)


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("As shown [4].", [4]),
        ("As shown [8][9] and [8].", [8, 9]),
        ("As shown [2, 5–7].", [2, 5, 6, 7]),
        ("In the flood [1813] at the works [upper one] of [Sucre State].", []),
    ],
)
def test_only_short_numbers_in_square_brackets_are_citations(stretch, expected):
    """Editors also insert years, places and words in square brackets."""
    assert expected == cited_numbers(stretch)


def test_a_range_that_runs_backwards_cites_nothing():
    """`[9-2]` is no citation anybody can follow."""
    assert [] == cited_numbers("As shown [9-2].")


def test_edge_words_are_none_below_nine_words():
    """Of a short sentence, the edges would be the sentence."""
    assert edge_words("one two three four five six seven eight") is None


def test_edge_words_are_at_most_a_third_and_five():
    """The archive may point into a text, not republish it."""
    nine = "one two three four five six seven eight nine"

    assert ("one two", "nine") == edge_words(nine)
    assert ("a b c", "n o") == edge_words("a b c d e f g h i j k l m n o p"[:-2])


def test_edge_words_leave_out_marks_citations_and_addresses():
    """A browser looks for them in the page, where the mail's asterisks and addresses are not."""
    stretch = "*“One two three four five six seven eight nine ten eleven” <https://example.org/> twelve [4].*"

    assert ("One two", "twelve") == edge_words(stretch)
