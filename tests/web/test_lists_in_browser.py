"""The query library without scripts, a small timeline, cards of the map and the vocabulary, in a browser."""

from __future__ import annotations

import pytest

from .looking import fits, is_accessible, looking

pytestmark = pytest.mark.slow


def test_a_kept_query_is_asked_with_another_value_without_scripts(chromium, address):
    tab = chromium.new_page(java_script_enabled=False, locale="en")
    try:
        tab.goto(address + "/queries")
        item = tab.locator("#cq-21-organization-by-part-of-its-name")
        item.locator("summary").click()
        item.get_by_label("words of the name in lower case").fill("indor")
        item.get_by_role("button", name="Ask").click()

        assert "Indorca" in tab.locator("table.solutions").inner_text()
    finally:
        tab.close()


def test_on_a_middle_sized_screen_the_timeline_is_moved_sideways_in_its_box(chromium, address):
    with looking(chromium, address + "/timeline?lang=en", width=600) as tab:
        box = tab.get_by_role("region", name="Timeline")
        assert tab.get_by_text("The drawing is wider than this screen").is_visible()
        assert box.is_visible()
        box.focus()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("document.querySelector('.scrolled').scrollLeft > 0")
        fits(tab)


def test_on_a_small_screen_names_stand_above_their_marks(chromium, address):
    """Nothing has to be moved before something is seen."""
    with looking(chromium, address + "/timeline?lang=en", width=390) as tab:
        assert not tab.get_by_text("The drawing is wider than this screen").is_visible()
        assert not tab.get_by_role("region", name="Timeline").is_visible()
        rows = tab.locator(".narrow-line a")
        assert rows.count() > 10
        for row in rows.all():
            mark = row.locator(".exact, .within, .unsure").first.bounding_box()
            assert mark["x"] + mark["width"] <= 390
            name = row.locator(".name").bounding_box()
            assert name["y"] + name["height"] <= mark["y"] + 1
        fits(tab)
        is_accessible(tab)


def test_a_place_of_the_map_shows_its_card_by_pointer_and_by_key(chromium, address):
    """Escape takes it away, so that what is below it can be seen; without scripts a title says as much."""
    with looking(chromium, address + "/map?lang=en") as tab:
        places, card = tab.locator("figure.map svg a"), tab.get_by_role("tooltip")
        first, last = places.first, places.last
        for place, point in ((last, last.hover), (first, first.focus)):
            point()
            name = (place.get_attribute("aria-label") or "").split(":")[0]
            assert name
            assert name in card.inner_text()
        is_accessible(tab)
        tab.keyboard.press("Escape")
        assert 0 == card.count()


def test_the_vocabulary_is_sifted_while_one_types(chromium, address):
    """As the form would; a link to a term that is sifted out leads there all the same."""
    with looking(chromium, address + "/ns?lang=es") as tab:
        tab.get_by_role("searchbox", name="Filtrar los términos").fill("REUNION")
        left = tab.locator(".vocabulary-term:visible")
        assert 0 < left.count() < 50
        assert f"Términos: {left.count()}" == tab.locator("form.sift [role=status]").inner_text()
        named = [one.get_attribute("id") for one in left.all()]
        is_accessible(tab)
        tab.evaluate("location.hash = 'Battle'")
        tab.wait_for_function("!document.getElementById('Battle').hidden")
        tab.goto(address + "/ns?lang=es&q=REUNION")
        assert named == [one.get_attribute("id") for one in tab.locator(".vocabulary-term:visible").all()]
