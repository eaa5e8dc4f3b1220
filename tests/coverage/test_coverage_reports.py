"""The report as text and as a page."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest

from acervo.coverage.html_report import report as as_html
from acervo.coverage.text_report import Telling
from acervo.coverage.text_report import report as as_text
from acervo.coverage.words import WORDS, percent

CONTRADICTION = ":passage-river-4 mov:nothingDrawn mov:Question ."


def test_numbers_stand_below_their_names(covered):
    """Whatever the language makes of the names."""
    for language in WORDS:
        lines = as_text(covered(), Telling(language)).splitlines()
        table = lines[1 : lines.index("")]
        rows = [line for line in table if re.search(r"\d+ %  [█░]+$", line)]

        assert len(rows) == 2
        assert 1 == len({line.rindex("%") for line in rows})


def test_a_passage_left_over_is_told_with_its_place_and_the_next_move(covered):
    """Source, section, paragraph, sentence, its edges, its name."""
    text = as_text(covered(":passage-river-3 mov:firstWords 'A mill' ; mov:lastWords 'at night' ."), Telling())

    assert "Unaccounted for: 3 of 6 passages" in text
    assert (
        "  :source-river, The mills, paragraph 1, sentence 2: “A mill … at night” :passage-river-3\n"
        "  Next: a heading that says nothing else has mov:nothingDrawn mov:Heading, "
        "in data/sources/river/passage-notes.ttl.\n"
        "  Next: draw a claim from it (mov:passage), or say in data/sources/river/passage-notes.ttl why"
    ) in text
    assert "  :source-river, The mills, heading: characters 0–9 :passage-river-1\n" in text
    assert "  :source-diary, in no section, field “Weather”: characters 0–12 :passage-diary-1\n" in text
    assert text.endswith("3 passages are unaccounted for.")


def test_a_contradiction_is_told_with_what_is_drawn(covered):
    """So that one sees which of the two to take away."""
    text = as_text(covered(CONTRADICTION), Telling())

    assert "paragraph 1, sentence 1: characters 100–150 :passage-river-4; drawn from it: :flood-1, :flood-3\n" in text
    assert "take mov:nothingDrawn away in data/sources/river/passage-notes.ttl" in text
    assert "1 passage has both something drawn from it and a reason for drawing nothing." in text


def test_the_claims_are_told_by_what_they_are(covered):
    """Facts, records and opinions; in what voice; whose word."""
    text = as_text(covered(source="river"), Telling())

    assert "Claims: 3 = 1 triple claim (33 %), 1 record (33 %), 1 view (33 %)\n" in text
    assert "    by modality: asserted 2 (67 %), alleged 1 (33 %)\n" in text
    assert "    by holder: :ana 1 (33 %), :bo 1 (33 %), :miller 1 (33 %)\n" in text


def test_the_share_of_each_reason_is_told(covered):
    """Much rhetoric and no repetition makes a reader look twice."""
    text = as_text(covered(CONTRADICTION + ":passage-river-1 mov:nothingDrawn mov:Heading ."), Telling())

    assert "Nothing drawn, because: heading 1 (50 %), question 1 (50 %)\n" in text
    assert "Nothing drawn, because: no reason given\n" in text


MANY = "".join(
    f":p{number} a mov:Passage ; mov:inSource :source-diary ; mov:paragraph {number} ; mov:start {number} .\n"
    for number in range(20, 50)
)


def test_a_long_list_is_cut_unless_it_is_what_was_asked_for(covered):
    """A first run finds hundreds."""
    report = covered(MANY)
    text, missing = as_text(report, Telling()), as_text(report, Telling(only_missing=True))

    assert ("… and 21 more. See them all: acervo coverage --missing" in text, ":p49" in text) == (True, False)
    assert (":p49\n" in missing, "more." in missing, "by kind" in missing) == (True, False, False)
    assert missing.startswith("Unaccounted for: 33 of 36 passages\n")


def test_only_a_terminal_is_given_colours(covered):
    """And no line of the table is moved by them."""
    report = covered()
    plain, painted = as_text(report, Telling()), as_text(report, Telling(colour=True))

    assert "\x1b" not in plain
    assert plain == re.sub(r"\x1b\[\d+m", "", painted) != painted


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_a_table_keeps_within_the_terminal(covered, width, language):
    """Bars go first, then the ends of names, then the columns that others tell."""
    title = "A very long title of a section that no terminal shows as a whole"
    report = covered(f':part a mov:Section ; dcterms:title "{title}"@en . :passage-diary-1 mov:section :part .')
    lines = as_text(report, Telling(language, width=width)).splitlines()
    rows = [line for line in lines if re.search(r" %( |$)", line) and "(" not in line]

    assert len(rows) == 8
    assert max(map(len, rows)) <= width


def test_that_nothing_is_left_is_told(covered):
    """It is good news."""
    done = " ".join(f":passage-{one} mov:nothingDrawn mov:Heading ." for one in ("river-1", "river-3", "diary-1"))

    assert as_text(covered(done), Telling()).endswith("\nEvery passage is accounted for.")


def test_that_there_is_nothing_is_told(covered):
    """It is not the same."""
    assert as_text(covered(files={}), Telling()).startswith("No source of this archive has passages; write them with")


def test_a_share_is_never_rounded_to_all_or_to_nothing():
    """One passage of a thousand that is left is left."""
    assert ["–", "0 %", "1 %", "50 %", "99 %", "100 %"] == [
        percent("en", share) for share in (None, 0, 0.001, 0.5, 0.9999, 1)
    ]


def test_every_word_is_there_in_every_language():
    """With the same facts in it."""
    facts = {
        language: {key: sorted(set(re.findall(r"{(\w+)}", text))) for key, text in words.items()}
        for language, words in WORDS.items()
    }

    assert facts["en"] == facts["es"]


class Page(HTMLParser):
    """What a page is made of."""

    VOID = frozenset(("meta", "rect"))

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.style = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data


@pytest.fixture
def page(covered):
    return lambda more="", language="en": Page(as_html(covered(more), language, "Tides & <floods>"))


def test_a_page_allows_itself_nothing_but_its_style(page):
    """It is opened from a mail, a disk, a results folder."""
    one = page(CONTRADICTION)
    (policy,) = [
        str(given["content"]) for tag, given in one.tags if given.get("http-equiv") == "Content-Security-Policy"
    ]
    (digest,) = re.findall(r"'sha256-([^']+)'", policy)

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert hashlib.sha256(one.style.encode()).digest() == b64decode(digest)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in one.tags}
    assert not [name for _, given in one.tags for name in given if name == "style" or name.startswith("on")]
    assert "url(" not in one.style
    assert "@import" not in one.style


def test_a_page_is_whole_and_escapes_what_sources_say(page):
    """Titles are printed matter."""
    one = page()

    assert [] == one.open
    assert "Tides & <floods>" in one.text
    assert "A <river> & its mills" in one.text
    assert not {"river", "floods"} & {tag for tag, _ in one.tags}


def test_a_page_lists_every_finding_whatever_their_number(page):
    """Folded where they are many."""
    one = page(MANY + CONTRADICTION)
    lists = [given for tag, given in one.tags if tag == "details"]

    assert ":p49" in one.text
    assert [False, True, True] == ["open" in given for given in lists]
    assert "Something drawn, and a reason for drawing nothing: 1 of 5 passages" in one.text


def test_a_bar_is_told_in_words_too(page):
    """For those who do not see it; its parts add up to it."""
    one = page()
    told = [given["aria-label"] for tag, given in one.tags if tag == "svg" and given.get("role") == "img"]
    widths = [float(str(given["width"])) for tag, given in one.tags if tag == "rect" and "x" in given]

    assert (
        "has a claim: 2, proves an entry: 1, nothing to draw, with a reason: 0, unaccounted for: 3"
        == told[0]
        == told[3]
    )
    assert 100 * len(told) == pytest.approx(sum(widths), abs=0.1)


def test_a_page_is_in_the_language_asked_for(page):
    """Its words and its mark."""
    one = page(language="es")

    assert [{"lang": "es"}] == [given for tag, given in one.tags if tag == "html"]
    assert "Qué está cubierto" in one.text


def test_a_passage_is_linked_where_the_archive_has_an_address(page):
    """Not where its IRIs begin with localhost."""
    linked = [given["href"] for tag, given in page().tags if tag == "a"]

    assert "https://example.org/tides/id/passage-river-3" in linked
