"""Kept questions found by the words of what they ask."""

from __future__ import annotations

import pytest

from acervo.corpus.queries import KeptQuery
from acervo.web.answers.sought_queries import sought_queries

ASKED = [
    KeptQuery(
        "a.rq", "a", "Plants that stood still", "Since which year?", (), 0, "", (),
        (("summary@es", "Plantas paradas"), ("description@es", "¿Desde qué año, según qué fuente?")),
    ),
    KeptQuery(
        "b.rq", "b", "Who produced more", "Before and after, plant by plant.", (), 0, "", (),
        (("summary@es", "Más producción"), ("description@es", "Antes y después, planta por planta.")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("PLANTA parada", "es", ["a"]),
        ("produccion", "es", ["b"]),
        ("plantas", "es", ["a", "b"]),
        ("the plants", "en", []),
        ("plant", "en", ["a", "b"]),
        ("plant wages", "en", []),
        ("por", "es", []),
        ("", "en", []),
    ],
)
def test_questions_are_found_by_all_words_without_case_accents_and_endings(text, language, names):
    """What stands in the summary comes first; words that every question has find none."""
    assert names == [query.name for query in sought_queries(text, ASKED, language)]


@pytest.mark.parametrize(("language", "text"), [("es", "produccion"), ("en", "production")])
def test_the_search_of_the_site_ends_with_three_questions_at_most(browser, language, text):
    page = browser.page(f"/search?lang={language}&q={text}")

    links = [link for link in page.links if link.startswith("/query?") and "name=" in link]
    assert 0 < len(links) <= 3
    assert "CQ-" not in page.text
    for link in links:
        assert browser.page(link).one("h1").text
    assert [] == browser.page(f"/search?lang={language}&q=xyzxyz").all("ul", "library")
