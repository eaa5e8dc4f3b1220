"""Numbers in claims: with their unit and qualifier, as people say them."""

from __future__ import annotations

import pytest

RECORD = """
:e a mov:Event ; skos:prefLabel "It"@en . :s a mov:Source ; dcterms:title "Talk"@en .
:p a mov:Passage ; mov:inSource :s .
:r a mov:ProductionOutcome ; mov:outcomeOf :e ; mov:passage :p ; mov:measure "output"@en ; %s .
"""


@pytest.mark.parametrize(
    ("language", "facts", "expected"),
    [
        ("en", "mov:after 80 ; mov:unit mov:Percent ; mov:qualifier mov:About", {"after": "about 80 percent"}),
        (
            "es",
            "mov:after 80 ; mov:unit mov:Percent ; mov:qualifier mov:About",
            {"después": "alrededor de 80 por ciento"},
        ),
        ("en", "mov:before 0 ; mov:after 80 ; mov:unit mov:Percent", {"before": "0 percent", "after": "80 percent"}),
        (
            "en",
            "mov:before 0 ; mov:after 80 ; mov:qualifier mov:About",
            {"before": "0", "after": "80", "qualifier": "about"},
        ),
        ("en", "mov:after 80 ; mov:qualifier mov:Exact", {"after": "80 (exact)"}),
        ("en", "mov:unit mov:Percent", {"unit": "percent"}),
    ],
)
def test_a_number_stands_with_its_unit_and_its_qualifier(small, language, facts, expected):
    """Of two numbers nobody knows which one is vague, so that the qualifier stands apart."""
    page = small(RECORD % facts).page(f"/page/e?lang={language}")
    told = {one.text.rstrip(":"): two.text for one, two in zip(page.all("dt"), page.all("dd"), strict=False)}

    assert expected.items() <= told.items()


def test_a_count_is_a_number_under_its_heading(browser):
    page = browser.page("/page/productive-workers-battles?lang=en")

    assert "some 2200" in " ".join(page.text.split())
    assert "value: 14" not in " ".join(page.text.split())
