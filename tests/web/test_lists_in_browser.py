"""The query library in a real browser, without scripts."""

from __future__ import annotations

import pytest

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
