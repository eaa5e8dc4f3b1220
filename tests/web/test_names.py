"""What a passage is called that stands in a section without a title."""

from __future__ import annotations


def test_a_sentence_in_a_section_without_a_title_is_called_after_its_number(browser):
    """Two steps from the page: the sentence's section, and what a section is called."""
    page = browser.page("/page/footnote-interview-5?lang=es")

    assert "sección 3, párrafo 5, oración 2" in page.text
    assert "mov:Section" not in page.text
