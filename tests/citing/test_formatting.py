"""Works in APA, Chicago and ISO 690, in English and Spanish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acervo.citing.formatting import STYLES, cited, cited_page
from acervo.citing.works import Contributor

from .works import ALL, ARTICLE, BARE, CHAPTER, NASTY, NEWS, PAGE, VIDEO

APA, CHICAGO, ISO = STYLES
WORDS = {"2019-06-13/2019-06-14": "13–14 June 2019", "1997?": "1997 (uncertain)"}


def text(work, style, language="en"):
    return "".join(run.text for run in cited(work, style, language, WORDS))


@pytest.mark.parametrize(
    ("style", "english", "spanish"),
    [
        (
            APA,
            "Pascual Marquina, C., & Chris Gilbert. (2020). Building: a conversation. In Cira Pascual Marquina (Ed.), "
            "The Present as Struggle (pp. 231–237). Monthly Press.",
            "Pascual Marquina, C. y Chris Gilbert. (2020). Building: a conversation. En Cira Pascual Marquina (Ed.), "
            "The Present as Struggle (pp. 231-237). Monthly Press.",
        ),
        (
            CHICAGO,
            "Pascual Marquina, Cira, and Chris Gilbert. 2020. “Building: a conversation.” In The Present as Struggle, "
            "edited by Cira Pascual Marquina. Monthly Press.",
            "Pascual Marquina, Cira y Chris Gilbert. 2020. «Building: a conversation». En The Present as Struggle, "
            "editado por Cira Pascual Marquina. Monthly Press.",
        ),
        (
            ISO,
            "PASCUAL MARQUINA, Cira and Chris Gilbert, 2020. Building: a conversation. In: Cira Pascual Marquina "
            "(ed.), The Present as Struggle. New York: Monthly Press. pp. 231–237.",
            "PASCUAL MARQUINA, Cira y Chris Gilbert, 2020. Building: a conversation. En: Cira Pascual Marquina "
            "(ed.), The Present as Struggle. New York: Monthly Press. pp. 231-237.",
        ),
    ],
)
def test_a_chapter_in_each_style_and_language(style, english, spanish):
    assert english == text(CHAPTER, style)
    assert spanish == text(CHAPTER, style, "es")


@pytest.mark.parametrize("style", STYLES)
def test_a_work_without_author_says_its_title_once(style):
    """citeproc-py wrote what stands in the author's place a second time."""
    assert 1 == text(NEWS, style).count(NEWS.title)
    assert 1 == text(replace(NEWS, publisher="", kind="article-newspaper"), style).count(NEWS.title)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("work", ALL, ids=lambda work: work.key)
def test_nothing_is_lost_and_no_mark_stands_twice(work, style):
    said = text(work, style)
    without_address = said.replace(work.url, "URL") if work.url else said

    assert " ".join(work.title.split()) in said
    assert [] == [mark for mark in ("..", ",,", " .", " ,", "  ", ". .") if mark in without_address]
    assert "None" not in said


@pytest.mark.parametrize("style", STYLES)
def test_titles_and_whole_names_keep_their_letters(style):
    """Capitals of titles are the work's own; a name that is kept whole is no family name to be put into capitals."""
    assert "Workers and councils: a study of control" in text(ARTICLE, style)
    assert "Chris Gilbert" in text(CHAPTER, style)
    assert "Tatuy TV" in text(VIDEO, style)


def test_a_given_name_is_an_initial_only_where_the_style_asks_for_it():
    assert text(ARTICLE, APA).startswith("Smith, A. M. (2017)")
    assert text(ARTICLE, CHICAGO).startswith("Smith, Ana María. 2017")
    assert text(ARTICLE, ISO).startswith("SMITH, Ana María, 2017")


def test_a_date_in_doubt_is_said_in_words_and_once():
    assert "(13–14 June 2019)." in text(VIDEO, APA)
    assert 1 == text(VIDEO, APA).count("June 2019")
    assert "1997 (uncertain)" in text(NASTY, CHICAGO)
    assert "[no date]" in text(BARE, ISO)
    assert "[sin fecha]" in text(BARE, ISO, "es")


def test_nobody_becomes_an_author_who_is_named_as_none():
    assert not [style for style in STYLES if "Somebody else" in text(VIDEO, style)]
    assert text(PAGE, ISO, "es").startswith("Quienes lo cuidan, 2026. La batalla, 2016.")


def test_italics_are_runs_and_markup_is_text():
    """Templates escape each run."""
    runs = cited(NASTY, CHICAGO, "en", WORDS)

    assert [" ".join(NASTY.title.split())] == [run.text.rstrip(".") for run in runs if run.is_italic]


def test_a_language_without_locale_reads_english():
    assert text(CHAPTER, CHICAGO) == text(CHAPTER, CHICAGO, "tlh")


def test_citing_twice_says_the_same_twice():
    """Rendering a date changes the style that citeproc-py read."""
    assert len({text(NEWS, CHICAGO) for _ in range(3)}) == 1


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("title", ["La batalla", "Who says so?", "50 % <b>&amp;"])
def test_a_page_by_the_stencil_is_cited_like_any_work(style, language, title):
    """The style is asked once for all pages."""
    page = replace(PAGE, title=title)

    assert cited(page, style, language, {}) == cited_page(page, style, language)


def test_quotation_marks_within_quotation_marks_are_single():
    work = replace(CHAPTER, title="Building “Patria”: a talk")

    assert "“Building ‘Patria’: a talk.”" in text(work, CHICAGO)
    assert "«Building “Patria”: a talk»" in text(work, CHICAGO, "es")
    assert "Building “Patria”: a talk" in text(work, APA)


def test_editors_in_the_place_of_authors_are_written_as_authors_are():
    editors = tuple(replace(one, role="editor") for one in CHAPTER.contributors)
    book = replace(CHAPTER, kind="book", container="", container_editors=(), contributors=editors)

    assert text(book, CHICAGO).startswith("Pascual Marquina, Cira, and Chris Gilbert, eds. 2020.")
    assert text(book, APA).startswith("Pascual Marquina, C., & Chris Gilbert (Eds.). (2020).")
    assert text(book, ISO, "es").startswith("PASCUAL MARQUINA, Cira y Chris Gilbert (eds.), 2020.")


def test_what_is_not_known_leaves_no_word_behind():
    undated = replace(NEWS, date="", publisher="")

    assert "etrieved" not in text(undated, APA)
    assert "Retrieved May 1, 2021, from https" in text(replace(undated, accessed="2021-05-01"), APA)
    assert ", Available" not in text(replace(undated, kind="article-newspaper", publisher="The Paper"), ISO)
    assert "En línea [consulta: 1 de mayo de 2021]. Disponible en:" in text(
        replace(undated, accessed="2021-05-01"), ISO, "es"
    )


@pytest.mark.parametrize("style", STYLES)
def test_a_site_that_publishes_itself_is_named_once(style):
    work = replace(PAGE, container="Participedia", publisher="Participedia")

    assert 1 == text(work, style).count("Participedia")


def test_who_asked_is_told_from_who_answered():
    talk = replace(
        CHAPTER,
        kind="interview",
        contributors=(Contributor("author", "Sergio R."), Contributor("interviewer", "Cira P.")),
        container_editors=(),
    )

    assert "(Cira P., Interviewer)" in text(talk, APA)
    assert "(Cira P., Entrev.)" in text(talk, APA, "es")
    assert "Interview by Cira P." in text(talk, CHICAGO)
    assert "Entrevistado por Cira P." in text(talk, CHICAGO, "es")


DATED = replace(NEWS, accessed="2026-11-22")


@pytest.mark.parametrize(
    ("style", "english", "spanish"),
    [
        (APA, "The Broadcaster. (2016, May 15). ", "The Broadcaster. (2016, 15 de mayo). "),
        (CHICAGO, "factories.” May 15. https", "factories». 15 de mayo. https"),
        (
            ISO,
            "Online. 15 May 2016 [accessed 22 November 2026]. Available from: https",
            "En línea. 15 de mayo de 2016 [consulta: 22 de noviembre de 2026]. Disponible en: https",
        ),
    ],
)
def test_days_are_written_as_the_language_writes_them(style, english, spanish):
    """Only ISO 690 asks for the day of access where the work has a date."""
    assert english in text(DATED, style)
    assert spanish in text(DATED, style, "es")
    assert (style == ISO) == ("22" in text(DATED, style))


def test_a_date_in_a_title_is_no_date():
    work = replace(ARTICLE, title="Del 15 mayo 2016 a noviembre 20")

    assert "Del 15 mayo 2016 a noviembre 20" in text(work, ISO, "es")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "2017. Title. Journal of Labour. Vol. 44, no. 1, pp. 126–139. DOI 10.1000/182."),
        ("es", "2017. Title. Journal of Labour. Vol. 44, n.º 1, pp. 126-139. DOI 10.1000/182."),
    ],
)
def test_an_article_names_its_year_once_where_no_more_is_known(language, expected):
    article = replace(ARTICLE, title="Title")

    assert expected in text(article, ISO, language)
    assert ("Labour. March 2017. Vol" if language == "en" else "Labour. marzo de 2017. Vol") in text(
        replace(article, date="2017-03"), ISO, language
    )


def test_a_name_is_taken_apart_where_something_says_which_part_is_the_family_name():
    people = (("Pascual Marquina, Cira", ""), ("Chris Gilbert", "Gilbert"), ("Sergio Requena", "Requena"))
    work = replace(CHAPTER, contributors=tuple(Contributor("author", *one[:1], True, one[1]) for one in people))

    assert text(work, APA).startswith("Pascual Marquina, C., Gilbert, C., & Requena, S. (2020).")
    assert text(work, APA, "es").startswith("Pascual Marquina, C., Gilbert, C. y Requena, S. (2020).")
    assert text(work, CHICAGO, "es").startswith("Pascual Marquina, Cira, Chris Gilbert y Sergio Requena. 2020.")
    assert text(work, ISO).startswith("PASCUAL MARQUINA, Cira, GILBERT, Chris and REQUENA, Sergio, 2020.")


def test_an_interview_says_in_each_style_who_asked():
    people = (Contributor("author", "Sergio R."), Contributor("interviewer", "Cira P."))
    talk = replace(NEWS, contributors=people, container="The Site", publisher="")

    assert "factories. Interview by Cira P. The Site. Online." in text(talk, ISO)
    assert "factories. Entrevistado por Cira P. The Site. En línea." in text(talk, ISO, "es")


def test_a_video_is_one_and_no_chapter_of_its_site():
    video = replace(VIDEO, container="The Site", publisher="Those who run it")

    for language in ("en", "es"):
        assert "[Video]. Those who run it." in text(video, APA, language)
        assert not [style for style in STYLES if "The Site" in text(video, style, language)]


def test_english_has_its_marks_within_quotation_marks_and_only_one():
    assert "“Who says so?” In" in text(replace(CHAPTER, title="Who says so?"), CHICAGO)
    assert "Building “Patria”. En" in text(replace(CHAPTER, title="Building “Patria”"), APA, "es")
