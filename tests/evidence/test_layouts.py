"""What each layout makes of a text."""

from __future__ import annotations

from acervo.evidence.boundaries import Boundaries
from acervo.evidence.labels import sidebar_labels
from acervo.evidence.passages import Segmentation, segment_text
from acervo.evidence.text import lay_out


def stretches(segmentation: Segmentation, section: str) -> list[str]:
    return [segmentation.text[p.start : p.end] for p in segmentation.passages if p.section.slug == section]


def test_sections_of_a_page_follow_its_headings(page):
    """See-also items and reference entries look like headings, and are none."""
    expected = [
        ("data", "Data"),
        ("the-blue-river-assembly", "The Blue River Assembly"),
        ("problems-and-purpose", "Problems and Purpose"),
        ("see-also", "See Also"),
        ("references", "References"),
        ("external-links", "External Links"),
        ("notes", "Notes"),
    ]

    assert expected == [(section.slug, section.title) for section in page.sections]


def test_a_sidebar_passage_is_one_field_with_its_values(page):
    """A claim about a facet rests on its field, label and values together; an empty field is a passage too."""
    expected = [
        "Data",
        "General Issues Environment Health",
        "Location Lindisfarne",
        "Start Date",
        "End Date",
        "Ongoing No",
        "Funder Guild of Dyers, St. Cuthbert",
        "Staff Yes",
    ]

    assert expected == stretches(page, "data")
    assert ["", "General Issues", "Location"] == [p.label for p in page.passages[:3]]


def test_both_copies_of_a_sidebar_are_cut_alike(page):
    """Pasted pages print it twice; the copies must be seen to say the same."""
    first = [p.sha256 for p in page.passages if p.label and p.section.slug == "data"]
    second = [p.sha256 for p in page.passages if p.label and p.section.slug != "data"]

    assert first == second


def test_the_word_above_the_title_and_the_by_lines_are_passages(page):
    """All printed text is covered, so that what nothing was drawn from can be asked for."""
    assert ["CASE", "The Blue River Assembly", "March 3, 1999 Ada Quill", "March 2, 1999 Ada Quill"] == stretches(
        page, "the-blue-river-assembly"
    )[:4]


def test_prose_is_cut_into_sentences_and_broken_paragraphs_stay_as_printed(page):
    """Gluing what the text has broken would be an interpretation; only a curator may do it."""
    expected = [
        "Problems and Purpose",
        "The river ran blue because of the dye works [1].",
        "Nobody, said Dr. Ambrose, had asked the fishers “from below” [2][3].",
        "They met on Nov. 16 in the boathouse, which the U.S. consul had lent [1][3] .",
        "By then the fish were gone…",
        "Or so it seemed.",
        "Was it the state‐owned works [the upper one]?",
        "In the year of the flood [1813] nobody counted.",
        "A second reason was never written down because the",
        "A third was the price of woad [9].",
    ]

    assert expected == stretches(page, "problems-and-purpose")


def test_paragraphs_and_sentences_are_counted_from_1_and_headings_not_at_all(page):
    """“Paragraph 2” must be the second paragraph that a reader sees below the heading."""
    prose = [p for p in page.passages if p.section.slug == "problems-and-purpose"]

    assert [(0, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (2, 1), (3, 1)] == [
        (p.paragraph, p.sentence) for p in prose
    ]


def test_each_reference_is_one_passage_even_without_its_first_bracket(page):
    """A reference is one record; the full stops in it end no sentence."""
    references = stretches(page, "references")

    assert 4 == len(references)
    assert references[1].startswith("1] Quill")
    assert references[1].endswith("Dyer Press.")


def test_citations_point_at_printed_references_and_the_unanswered_one_is_told(page):
    """A citation that leads nowhere is a fault of the source, and no triple."""
    assert [(1,), (2, 3), (1, 3)] == [p.cites for p in page.passages if p.cites]
    assert ("[9] in problems-and-purpose, paragraph 3, sentence 1: no reference has this number.",) == page.warnings


def test_sections_of_a_mail_are_header_title_footnotes_and_footer(mail):
    """A mail prints no headings for three of them."""
    assert [
        ("header", "[Tides] The lamp keepers - a talk with Mara Voss"),
        ("the-lamp-keepers-a-talk-with-mara-voss", "The lamp keepers: a talk with Mara Voss"),
        ("footnotes", ""),
        ("footer", ""),
    ] == [(section.slug, section.title) for section in mail.sections]


def test_hard_wrapped_lines_are_joined_and_addresses_stay_in_their_sentence(mail):
    """A line end in a mail means nothing."""
    prose = stretches(mail, "the-lamp-keepers-a-talk-with-mara-voss")

    assert "By Ilse Brandt - March 2nd 1999" == prose[1]
    assert "She founded the “Keepers’ League <https://example.org/league?x=1.a>,” which has nine members./" == prose[3]
    assert "[The office then gave] us a shed, a stove, etc." in prose
    assert "We wrote to the ministry in 1890 [no answer came]." in prose


def test_marks_of_emphasis_say_who_speaks(mail):
    """Questions stand in asterisks (one has lost its second), the introduction in slashes, the answers bare."""
    speakers = {mail.text[p.start : p.end][:12]: p.speaker for p in mail.passages}

    assert "ilse-brandt" == speakers["/Mara Voss k"] == speakers["*How did the"] == speakers["*And the str"]
    assert (
        "mara-voss"
        == speakers["With a broke"]
        == speakers["[The office "]
        == speakers["It lasted fi"]
        == speakers["Yes."]
    )
    assert "" == speakers["[1] The mole"] == speakers["By Ilse Bran"] == speakers["Tue Mar 2 08"]


def test_footnotes_are_cut_into_sentences_and_cited_by_number(mail):
    """A footnote may say several things; its own number is no citation."""
    notes = stretches(mail, "footnotes")

    assert ["[1] The mole was built in 1871.", "[2] Pilots guide ships."] == notes[:2]
    assert 3 == len(notes)
    assert "footnote" == mail.cited_kind
    assert [(1,), (2,)] == [p.cites for p in mail.passages if p.cites]


def test_what_the_list_program_added_is_one_passage_a_line(mail):
    """Boilerplate is text of the source too."""
    footer = stretches(mail, "footer")

    assert 5 == len(footer)
    assert footer[0].startswith("Harbour Letters 12 Quay Street")
    assert footer[0].endswith("https://example.org/")
    assert "More information about the Tides mailing list" == footer[-1]


def test_a_value_that_reads_like_a_label_stays_a_value():
    """A catalogue may offer “Staff” as the answer to another question."""
    raw = "Data\n\nGeneral Issues\nHealth\nStaff\nYes\nStart Date\nEnd Date\nFunder\nStaff\n"
    cut = segment_text(lay_out(raw), Boundaries(""), sidebar_labels())

    assert ["Data", "General Issues Health", "Staff Yes", "Start Date", "End Date", "Funder Staff"] == stretches(
        cut, "data"
    )
