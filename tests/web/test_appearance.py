"""What an operator makes of the pages: text, colours, logo, footer, templates, words; and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from acervo.cli.watching import state_of
from acervo.errors import SettingsError
from acervo.web.colours import GROUNDS, LEAST, contrast
from acervo.web.marked_text import as_html, keeping

from .page_reading import Page

THING = ':rose skos:prefLabel "Rose"@en , "Rosa"@es .'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


@pytest.fixture
def dressed(small, tmp_path: Path):
    """Serves the archive of one rose with *files* in its folder `pages/`."""

    def make(files: dict[str, str], settings: str = ""):
        for name, text in files.items():
            (tmp_path / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
        return small(THING, settings)

    return make


def test_the_home_page_says_what_the_operator_wrote_in_the_readers_language(dressed):
    browser = dressed({"home.en.md": "# Roses\n\nSee [the rose](/page/rose#names).", "home.es.md": "Sobre *rosas*."})

    english, spanish = browser.page("/?lang=en"), browser.page("/?lang=es")
    assert "Roses" in [one.text for one in english.all("h2")]
    assert "/page/rose?lang=en#names" in english.links
    assert "Sobre rosas." == spanish.one("div", "own-text").text.strip()


def test_a_text_in_another_language_says_so(dressed):
    browser = dressed({"home.en.md": "About roses."}, 'footer.en = "By **us**."')

    fallback = [one.attributes.get("lang") for one in browser.page("/?lang=es").all("div", "own-text")]
    assert ["en", "en"] == fallback
    assert "By us." in browser.page("/page/rose?lang=es").text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        '[x](/"onclick="alert)',
    ],
)
def test_markdown_cannot_become_markup_of_its_own(text):
    html = as_html(text)

    page = Page(f'<html lang="en"><body><h1>x</h1>{html}</body></html>')
    assert [] == page.faults
    assert {"html", "body", "h1", "p", "a"} >= {one.tag for one in page.elements}


def test_links_within_the_archive_keep_the_language_and_no_other():
    html = as_html("[a](https://example.org/) [b](//example.org/) [c](/map?time=2016) [d](/map#x)")

    links = re.findall('href="([^"]*)"', keeping(html, "?lang=es"))
    assert ["https://example.org/", "//example.org/", "/map?time=2016", "/map?lang=es#x"] == links
    assert html == keeping(html, "")


def test_colours_are_served_from_the_origin_and_named_on_every_page(dressed):
    browser = dressed({}, 'accent = { light = "#004488", dark = "#88bbff" }')

    assert "/appearance.css" in browser.page("/page/rose").links
    style = browser.get("/appearance.css")
    assert "text/css; charset=utf-8" == style.headers["content-type"]
    assert [("light", "#004488"), ("dark", "#88bbff")] == re.findall(r"scheme: (\w+).*?(#\w+);", style.text)


def test_without_colours_the_archive_has_no_style_sheet_of_its_own(dressed):
    browser = dressed({})

    assert "/appearance.css" not in browser.page("/").links
    assert "" == browser.get("/appearance.css").text


@pytest.mark.parametrize(("theme", "colour"), [("light", "#ffcc00"), ("dark", "#004488")])
def test_a_colour_that_nobody_can_read_is_refused_with_one_that_can_be(dressed, theme, colour):
    with pytest.raises(SettingsError, match=f"accent.{theme} = “{colour}” has a contrast of") as raised:
        dressed({}, f'accent.{theme} = "{colour}"')

    better = re.findall("Try “(#[0-9a-f]{6})”", str(raised.value))[0]
    assert all(contrast(better, ground) >= LEAST for ground in GROUNDS[theme])


def test_colours_are_measured_on_the_grounds_that_the_style_sheet_has(root):
    style = (root / "server/acervo/web/static/acervo.css").read_text(encoding="utf-8")

    light, dark = (dict(re.findall(r"--(\w+): (#\w{6});", part)) for part in style.split("@media", 2)[:2])
    assert GROUNDS == {theme: (found["paper"], found["raised"]) for theme, found in (("light", light), ("dark", dark))}


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ff0000", 1.0)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert ratio == round(contrast(one, other), 2) == round(contrast(other, one), 2)


def test_a_logo_stands_beside_the_title_and_no_script_in_it_runs(dressed):
    browser = dressed({"logo.svg": SVG}, 'logo = "logo.svg"')

    assert "/logo" == browser.page("/page/rose").one("img", "logo").attributes["src"]
    answer = browser.get("/logo")
    assert ("image/svg+xml", SVG) == (answer.headers["content-type"], answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"]
    assert 304 == browser.get("/logo", headers={"If-None-Match": answer.headers["etag"]}).status_code


def test_without_a_logo_there_is_none(dressed):
    browser = dressed({})

    assert 404 == browser.get("/logo").status_code
    assert [] == browser.page("/").all("img")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.png", "names the logo “none.png”, which cannot be read. Put it at pages/none.png."),
        ("logo.gif", "needs a logo that ends in .svg, .png, .jpg, .webp"),
        ("../acervo.svg", "needs a logo in the folder pages/"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused(dressed, name, told):
    with pytest.raises(SettingsError, match=re.escape(told)):
        dressed({}, f'logo = "{name}"')


def test_a_template_of_the_archive_goes_before_ours_and_may_build_on_it(dressed):
    template = '{% extends "acervo/home.html" %}{% block doors %}<p class="own">Come in, {{ archive_title.text }}</p>'
    browser = dressed({"templates/home.html": template + "{% endblock %}"}, 'title.en = "The garden"')

    page = browser.page("/?lang=en")
    assert "Come in, The garden" == page.one("p", "own").text
    assert [] == page.all("div", "doors")
    assert page.all("ul", "examples"), "the other blocks are ours"


def test_a_template_with_a_fault_is_refused_by_its_name_and_line(dressed):
    with pytest.raises(SettingsError, match=r"^pages/templates/home\.html:2: is no template: "):
        dressed({"templates/home.html": "<p>\n{% block %}"})


def test_every_block_that_the_documentation_names_is_there(root):
    told = (root / "docs" / "how-to" / "make-it-yours.md").read_text(encoding="utf-8")
    templates = root / "server" / "acervo" / "web" / "templates"

    named = re.findall(r"^\| `(\w+\.html)` \| `(\w+)`", told, re.MULTILINE)
    assert len(named) > 5
    for file, block in named:
        assert re.search(rf"{{% block {block}\b", (templates / file).read_text(encoding="utf-8")), f"{file}: {block}"


def test_a_third_language_is_a_catalogue_in_the_archives_folder_alone(dressed):
    """Pages are in it; a word that it lacks is English, and a label without it says in which language it is."""
    portuguese = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "language_name"
msgstr "português"

msgid "search"
msgstr "Procurar"

msgid "home_counts"
msgstr "O que contém"
"""
    browser = dressed({"locales/pt.po": portuguese}, 'title.en = "The garden"')

    page = browser.page("/?lang=pt")
    assert "pt" == page.one("html").attributes["lang"]
    assert "Procurar" in [one.text for one in page.all("button")]
    assert "Timeline" in [one.text for one in page.all("a")], "English where Portuguese has no word"
    assert "en" == next(one for one in page.all("span") if one.text == "The garden").attributes["lang"]
    assert "/?lang=pt" in [one.attributes["href"] for one in page.all("link") if one.attributes.get("hreflang") == "pt"]
    assert "pt" == browser.page("/", **{"Accept-Language": "pt-BR"}).one("html").attributes["lang"]
    assert "pt" == browser.get("/page/rose?lang=pt").headers["content-language"]


def test_a_page_has_another_name_when_what_it_is_made_of_changes(dressed, tmp_path):
    """Who has the old page is not told that it is still the same."""
    browser = dressed({"home.en.md": "One."})
    before = browser.get("/?lang=en").headers["etag"]
    (tmp_path / "pages" / "home.en.md").write_text("Two.", encoding="utf-8")
    served = browser.app.state.served
    served.renew(type(served.site)(**{name: getattr(served.site, name) for name in _GIVEN}))

    answer = browser.get("/?lang=en", headers={"If-None-Match": before})
    assert 200 == answer.status_code
    assert "Two." in answer.text


_GIVEN = ("archive", "edition", "engine", "report", "page_queries", "competency_queries")


def test_a_save_of_what_pages_are_made_of_is_seen(dressed, tmp_path):
    """`acervo serve --watch` compares two states of the files."""
    dressed({"home.en.md": "One.", ".draft": "", "templates/problem.html": '{% extends "acervo/problem.html" %}'})
    before = state_of(tmp_path)
    (tmp_path / "pages" / "home.en.md").write_text("Two and three.", encoding="utf-8")

    assert [str(tmp_path / "pages" / "home.en.md")] == [
        path for path, facts in state_of(tmp_path).items() if facts != before[path]
    ]
    assert str(tmp_path / "pages" / "templates" / "problem.html") in before
    assert str(tmp_path / "pages" / ".draft") not in before
