"""What an operator makes of the pages: text, colours, logo, footer, templates, words; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from acervo.checking.findings import CheckReport
from acervo.cli.page_findings import with_pages
from acervo.cli.watching import state_of
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.engine.embedded import EmbeddedEngine
from acervo.errors import SettingsError
from acervo.web.wording.appearance import appearance_of, faults_of
from acervo.web.wording.colours import GROUNDS, LEAST, contrast
from acervo.web.wording.marked_text import as_html, keeping
from acervo.web.wording.page_faults import PageFault

from .conftest import PREFIXES, Browser, browse, site_on
from .page_reading import Page

THING = ':rose skos:prefLabel "Rose"@en , "Rosa"@es .'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
SETTINGS = """base = "https://example.org/"
title.en = "The garden"
footer.en = "By **us**."
accent = { light = "#004488", dark = "#88bbff" }
logo = "logo.svg"
"""
PORTUGUESE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "language_name"
msgstr "português"

msgid "search"
msgstr "Procurar"
"""
FILES = {
    "home.en.md": "# Roses\n\nSee [the rose](/page/rose#names).",
    "home.es.md": "Sobre *rosas*.",
    "logo.svg": SVG,
    "logo.png": "picture",
    "locales/pt.po": PORTUGUESE,
    "templates/map.html": '{% extends "acervo/map.html" %}{% block brand %}<p class="own">{{ archive_title.text }}</p>'
    "{% endblock %}",
}


def write(folder: Path, settings: str, files: dict[str, str]) -> None:
    """An archive in *folder* with *files* in its folder `pages/`."""
    (folder / "acervo.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (folder / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pages" / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The archive of one rose, with everything that an operator may add."""
    made = tmp_path_factory.mktemp("garden")
    (made / "data").mkdir()
    (made / "data" / "things.ttl").write_text(PREFIXES + THING, encoding="utf-8")
    write(made, SETTINGS, FILES)
    return made


@pytest.fixture(scope="module")
def garden(folder) -> Iterator[Browser]:
    archive = open_archive(folder)
    with browse(site_on(archive, build_edition(read_archive(archive)))) as browser:
        yield browser


def test_the_home_page_says_what_the_operator_wrote_in_the_readers_language(garden):
    english, spanish = garden.page("/?lang=en"), garden.page("/?lang=es")

    assert "Roses" in [one.text for one in english.all("h2")]
    assert "/page/rose?lang=en#names" in english.links
    assert "Sobre rosas." == spanish.all("div", "own-text")[0].text.strip()


def test_a_text_in_another_language_says_so(garden):
    spanish, portuguese = (garden.page(f"/?lang={code}").all("div", "own-text") for code in ("es", "pt"))

    assert [None, "en"] == [one.attributes.get("lang") for one in spanish]
    assert ["en", "en"] == [one.attributes.get("lang") for one in portuguese]
    assert "By us." in garden.page("/page/rose?lang=es").text


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


def test_colours_are_served_from_the_origin_and_named_on_every_page(garden):
    assert "/appearance.css" in garden.page("/page/rose").links
    style = garden.get("/appearance.css")
    assert "text/css; charset=utf-8" == style.headers["content-type"]
    assert [("light", "#004488"), ("dark", "#88bbff")] == re.findall(r"scheme: (\w+).*?(#\w+);", style.text)


@pytest.mark.parametrize(("theme", "colour"), [("light", "#ffcc00"), ("dark", "#004488")])
def test_a_colour_that_nobody_can_read_is_refused_with_one_that_can_be(tmp_path, theme, colour):
    write(tmp_path, f'accent.{theme} = "{colour}"', {})

    with pytest.raises(SettingsError, match=f"accent.{theme} = “{colour}” has a contrast of") as raised:
        appearance_of(open_archive(tmp_path))
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


def test_a_logo_stands_beside_the_title_and_no_script_in_it_runs(garden):
    assert "/logo" == garden.page("/page/rose").one("img", "logo").attributes["src"]
    answer = garden.get("/logo")
    assert ("image/svg+xml", SVG) == (answer.headers["content-type"], answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"]
    assert 304 == garden.get("/logo", headers={"If-None-Match": answer.headers["etag"]}).status_code


def test_a_logo_that_others_can_read_is_shared_with_the_page(garden):
    """Those who show a page beside a link read no SVG; they are shown a picture of ours instead."""
    site = garden.app.state.served.site
    settings = replace(site.archive.settings, logo="logo.png")
    with browse(replace(site, archive=replace(site.archive, settings=settings), engine=EmbeddedEngine())) as other:
        shared = [browser.page("/page/rose").all("meta") for browser in (garden, other)]

    assert [["http://localhost/static/card.png"], ["http://localhost/logo"]] == [
        [one.attributes["content"] for one in metas if one.attributes.get("property") == "og:image"] for metas in shared
    ]


def test_an_archive_that_says_nothing_of_its_pages_has_nothing_added(browser):
    """This archive has a home text, and neither colours nor a logo."""
    page = browser.page("/page/indorca")

    assert "/appearance.css" not in page.links
    assert "" == browser.get("/appearance.css").text
    assert 404 == browser.get("/logo").status_code
    assert [] == page.all("img")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.png", "names the logo “none.png”, which cannot be read. Put it at pages/none.png."),
        ("logo.gif", "needs a logo that ends in .svg, .png, .jpg, .webp"),
        ("../acervo.svg", "needs a logo in the folder pages/"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused(tmp_path, name, told):
    write(tmp_path, f'logo = "{name}"', {})

    with pytest.raises(SettingsError, match=re.escape(told)):
        appearance_of(open_archive(tmp_path))


def test_a_template_of_the_archive_goes_before_ours_and_may_build_on_it(garden):
    page = garden.page("/map?lang=en")

    assert "The garden" == page.one("p", "own").text
    assert [] == page.all("p", "site-title")
    assert "Map" == page.one("h1").text, "the other blocks are ours"


def test_a_template_with_a_fault_is_refused_by_its_name_and_line(tmp_path):
    write(tmp_path, "", {"templates/home.html": "<p>\n{% block %}"})

    with pytest.raises(SettingsError, match=r"^pages/templates/home\.html:2: is no template: "):
        appearance_of(open_archive(tmp_path))


EXTENDS = '{% extends "acervo/home.html" %}\n'
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.mark.parametrize(
    ("name", "text", "severity", "line", "told"),
    [
        ("templates/map.html", "\n\n{% if %}", "violation", 3, "is no template: Expected an expression"),
        ("templates/map.html", '\n{% extends "acervo/mop.html" %}', "violation", 2, "Did you mean “acervo/map.html”?"),
        ("templates/home.html", '{% include "none.html" %}', "violation", 1, "builds on “none.html”"),
        ("templates/hom.html", "Hello", "warning", 1, "no page shows it. Did you mean “home.html”?"),
        ("templates/home.html", EXTENDS + "{% block dors %}{% endblock %}", "warning", 2, "Did you mean “doors”?"),
        ("home.fr.md", "Bonjour", "warning", None, "is in “fr”, which is no language of the archive"),
        ("home.md", "Hello", "warning", None, "does not say its language"),
        ("locales/es.po", HEADER + 'msgid "days"\nmsgstr "{m} días"', "violation", 4, "says {m} in “days”"),
        ("locales/pt.po", HEADER + "hello", "violation", 4, "is no gettext catalogue"),
        ("locales/klingon.po", HEADER, "violation", None, "is not named after a language"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line_and_the_next_move(tmp_path, name, text, severity, line, told):
    write(tmp_path, "", {name: text})
    [fault] = faults_of(open_archive(tmp_path))

    assert isinstance(fault, PageFault)
    assert (severity, f"pages/{name}", line) == (fault.severity, fault.path, fault.line)
    assert told in fault.messages["en"]
    assert fault.messages["en"] != fault.messages["es"]
    if severity == "violation":
        with pytest.raises(SettingsError) as raised:
            appearance_of(open_archive(tmp_path))
        assert str(fault) == str(raised.value), "a server refuses what the check tells"
    else:
        assert appearance_of(open_archive(tmp_path))


@pytest.mark.parametrize(
    "files",
    [
        FILES,
        {"templates/home.html": EXTENDS + "{% block doors %}{% block own %}{% endblock %}{% endblock %}"},
        {"templates/home.html": '{% extends "ours.html" %}', "templates/ours.html": '{% extends "acervo/home.html" %}'},
        {"templates/home.html": '{% include "missing.html" ignore missing %}'},
        {},
    ],
)
def test_what_is_as_it_was_meant_is_no_fault(tmp_path, files):
    write(tmp_path, SETTINGS if "logo.svg" in files else "", files)

    assert [] == [*faults_of(open_archive(tmp_path))]


def test_faults_of_the_settings_are_told_with_the_others(tmp_path):
    write(tmp_path, 'logo = "none.svg"\naccent.light = "#ffff00"', {"home.md": ""})

    assert ["pages/home.md", "acervo.toml", "acervo.toml"] == [one.path for one in faults_of(open_archive(tmp_path))]


def test_the_check_of_an_archive_tells_them(tmp_path):
    """They are no part of an edition, so that a report that was kept does not hold them."""
    write(tmp_path, "", {"templates/map.html": "{% if %}"})
    archive = open_archive(tmp_path)
    report = with_pages(CheckReport("", 0, 0, {}, ()), archive)

    [finding] = report.findings
    assert ("page-file", "violation", "pages/templates/map.html", 1) == (
        finding.rule,
        finding.severity,
        finding.path,
        finding.line,
    )
    assert "no es una plantilla" in finding.message("es")


def test_every_block_that_the_documentation_names_is_there(root):
    told = (root / "docs" / "how-to" / "make-it-yours.md").read_text(encoding="utf-8")
    templates = root / "server" / "acervo" / "web" / "templates"

    named = re.findall(r"^\| `(\w+\.html)` \| `(\w+)`", told, re.MULTILINE)
    assert len(named) > 5
    for file, block in named:
        assert re.search(rf"{{% block {block}\b", (templates / file).read_text(encoding="utf-8")), f"{file}: {block}"


def test_a_third_language_is_a_catalogue_in_the_archives_folder_alone(garden):
    """Pages are in it; a word that it lacks is English, and a label without it says in which language it is."""
    page = garden.page("/?lang=pt")

    assert "pt" == page.one("html").attributes["lang"]
    assert "Procurar" in [one.text for one in page.all("button")]
    assert "Timeline" in [one.text for one in page.all("a")], "English where Portuguese has no word"
    assert "en" == next(one for one in page.all("span") if one.text == "The garden").attributes["lang"]
    assert "/?lang=pt" in [one.attributes["href"] for one in page.all("link") if one.attributes.get("hreflang") == "pt"]
    assert "pt" == garden.page("/", **{"Accept-Language": "pt-BR"}).one("html").attributes["lang"]
    for path in ("/page/rose", "/events", "/timeline", "/map", "/search", "/query", "/queries", "/sources", "/ns"):
        assert "pt" == garden.page(f"{path}?lang=pt").one("html").attributes["lang"]


def test_a_page_has_another_name_when_what_it_is_made_of_changes(garden, folder):
    """Who has the old page is not told that it is still the same."""
    before = garden.get("/?lang=es").headers["etag"]
    (folder / "pages" / "home.es.md").write_text("Sobre dos rosas.", encoding="utf-8")
    served = garden.app.state.served
    served.renew(replace(served.site, archive=open_archive(folder)))
    answer = garden.get("/?lang=es", headers={"If-None-Match": before})
    (folder / "pages" / "home.es.md").write_text(FILES["home.es.md"], encoding="utf-8")
    served.renew(replace(served.site, archive=open_archive(folder)))

    assert 200 == answer.status_code
    assert "Sobre dos rosas." in answer.text
    assert 304 == garden.get("/?lang=es", headers={"If-None-Match": before}).status_code


def test_a_save_of_what_pages_are_made_of_is_seen(tmp_path):
    """`acervo serve --watch` compares two states of the files."""
    write(tmp_path, "", {"home.en.md": "One.", ".draft": "", "templates/map.html": ""})
    before = state_of(tmp_path)
    (tmp_path / "pages" / "home.en.md").write_text("Two and three.", encoding="utf-8")

    assert [str(tmp_path / "pages" / "home.en.md")] == [
        path for path, facts in state_of(tmp_path).items() if facts != before[path]
    ]
    assert str(tmp_path / "pages" / "templates" / "map.html") in before
    assert str(tmp_path / "pages" / ".draft") not in before
