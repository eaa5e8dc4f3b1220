"""The query page in a real browser: typed, completed, asked, sorted, downloaded, shared; and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from .conftest import listening, site_on

pytestmark = pytest.mark.slow
NAMES = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX mov: <https://w3id.org/acervo/ns#>

SELECT ?battle ?name ?date
WHERE {
  ?battle a mov:Battle ;
    skos:prefLabel ?name .
  OPTIONAL { ?battle mov:date ?date }
}
"""
BY_STATE = "/query?name=cq-90-battles-by-state"
BY_YEAR = "SELECT * { VALUES (?year ?n) { ('2016'^^xsd:gYear 3) ('2017'^^xsd:gYear 1) } }"
#: Numbers whatever can be seen and worked, in the order of the page; the editor stands for what is in it.
CONTROLS = """() => {
  const able = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], .editor";
  const seen = [...document.querySelectorAll(able)].filter((one) => one.checkVisibility());
  return seen.map((one, place) => (one.dataset.control = `${place} ${one.tagName} ${one.textContent.slice(0, 20)}`));
}"""
TYPED = ".editor .cm-content"


def ask(text: str) -> str:
    return f"/query?query={quote(text)}"


@pytest.fixture
def visit(chromium, address) -> Iterator[Callable]:
    """Opens pages; when the test is over, nothing may have been refused, reported, or asked of another host."""
    contexts, said, asked = [], [], []

    def open_page(path: str, **options):
        context = chromium.new_context(**{"locale": "en", **options})
        contexts.append(context)
        tab = context.new_page()
        # A page of a query that fails is answered with 400, which the browser reports.
        tab.on("console", lambda message: "status of 400" in message.text or said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
        tab.goto(address + path, wait_until="networkidle")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert [] == said
    assert {urlsplit(address).netloc} == {*asked}


def text_of(tab) -> str:
    return tab.evaluate("document.querySelector('textarea').value")


def write(tab, text: str) -> None:
    """Types *text* in place of what is there."""
    tab.locator(TYPED).click()
    tab.keyboard.press("Control+a")
    tab.keyboard.type(text)


def column(tab, number: int) -> list[str]:
    return [text.strip() for text in tab.locator(f"table.solutions td:nth-child({number})").all_text_contents()]


@pytest.mark.parametrize(("language", "word"), [("en", "batt"), ("es", "batal")])
def test_a_class_is_completed_by_its_label_and_its_prefix_declared(visit, language, word):
    tab = visit("/query", locale=language)
    write(tab, f"SELECT ?x {{ ?x a {word}")
    option = tab.get_by_role("option", name=re.compile("^mov:Battle"))
    option.wait_for()
    told = option.inner_text()
    tab.wait_for_timeout(100)  # CodeMirror takes no Enter for the first 75 ms of a list.
    tab.keyboard.press("Enter")

    assert {"battle", "batalla", "7"} <= set(re.split(r"[\s·]+", told))
    assert "PREFIX mov: <https://w3id.org/acervo/ns#>\nSELECT ?x { ?x a mov:Battle}" == text_of(tab)

    tab.keyboard.press("Control+z")

    assert "PREFIX" not in text_of(tab), "one undo takes back both"


@pytest.mark.long
def test_a_prefix_is_declared_when_it_is_typed_below_the_comments_at_the_top(visit):
    tab = visit("/query")
    write(tab, "# Who?\nSELECT ?x { ?x foaf:")

    assert text_of(tab).startswith("# Who?\nPREFIX foaf: <http://xmlns.com/foaf/0.1/>\nSELECT ?x { ?x foaf:")


@pytest.mark.long
@pytest.mark.parametrize("text", ["# see foaf:", 'SELECT ("foaf:', "SELECT (<foaf:", "PREFIX foaf:", "SELECT (other:"])
def test_no_prefix_is_declared_for_what_is_no_name(visit, text):
    tab = visit("/query")
    write(tab, text)

    assert text_of(tab).startswith(text)


@pytest.mark.parametrize("word", ["gavio", ":la-gavio"])
def test_a_thing_is_completed_by_its_name(visit, word):
    tab = visit("/query", locale="es")
    write(tab, f"DESCRIBE {word}")
    option = tab.get_by_role("option", name=re.compile("^:la-gaviota"))
    option.wait_for()
    told = option.inner_text()
    option.click()

    assert "La Gaviota · instalación" in told
    assert text_of(tab).endswith("\nDESCRIBE :la-gaviota")
    assert text_of(tab).startswith("PREFIX : <https://w3id.org/acervo/epo/id/>")


def completions(tab) -> set[str]:
    """The sorts of what is offered: properties begin with a small letter, classes with a capital, things with `:`."""
    tab.get_by_role("option").first.wait_for()
    names = [told.split()[0] for told in tab.get_by_role("option").all_inner_texts()]
    return {
        "thing" if name[0] == ":" else "class" if name.split(":")[-1][0].isupper() else "property" for name in names
    }


@pytest.mark.parametrize("text", ["SELECT ?x { ?x plac", "SELECT ?x { ?x a mov:Battle ; plac"])
def test_where_a_property_belongs_there_are_properties_only(visit, text):
    tab = visit("/query")
    write(tab, text)

    assert {"property"} == completions(tab)


@pytest.mark.parametrize("text", ["SELECT ?x { ?x gavio", "SELECT ?x { VALUES ?x { :epo gavio", "DESCRIBE gavio"])
def test_things_are_offered_where_no_property_fits_or_belongs(visit, text):
    tab = visit("/query")
    write(tab, text)

    assert "thing" in completions(tab)


@pytest.mark.long
def test_after_a_there_are_classes_only(visit):
    tab = visit("/query")
    write(tab, "SELECT ?x { ?x a work")
    tab.get_by_role("option").first.wait_for()

    assert not [name for name in tab.get_by_role("option").all_inner_texts() if name.startswith(":")]


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("SELECT * { ?x a mov:Source ; mov:p", "mov:publisher"),
        ("PREFIX m: <https://w3id.org/acervo/ns#> SELECT * { ?x rdf:type m:Source . ?x mov:p", "mov:publisher"),
        ("SELECT * { ?y a mov:Battle . ?x a mov:Source . ?y mov:note 'a.b;' . ?x mov:date ?d ; mov:p", "mov:publisher"),
        ("SELECT * { ?x mov:p", "mov:passage"),
        ("SELECT * { ?x a mov:Source . ?y mov:p", "mov:passage"),
    ],
)
def test_properties_of_the_class_at_hand_stand_first(visit, query, first):
    """Most passages are those of claims; of a source its publisher is told more often."""
    tab = visit("/query")
    write(tab, query)

    tab.get_by_role("option").first.filter(has_text=re.compile(f"^{first}")).wait_for()


@pytest.mark.long
def test_variables_are_completed(visit):
    tab = visit("/query")
    write(tab, "SELECT ?participant { ?pa")

    assert "?participant" == tab.get_by_role("option").first.inner_text()


#: Where *word* stands on the screen, within the editor.
PLACE = """word => {
  const root = document.querySelector(".editor").shadowRoot;
  const walker = document.createTreeWalker(root.querySelector(".cm-content"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const start = node.data.indexOf(word);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }
}"""


@pytest.mark.long
def test_lines_are_indented_as_they_are_written(visit):
    tab = visit("/query")
    tab.locator(TYPED).click()
    for line in ("SELECT ?x {", "?x a mov:Battle ;", 'mov:note "{ #"', "FILTER(?x IN (1,", "2"):
        tab.keyboard.type(line)
        tab.keyboard.press("Escape")
        tab.keyboard.press("Enter")

    lines = text_of(tab).split("\n")
    assert "  ?x a mov:Battle ;" == lines[2]
    assert '    mov:note "{ #"' == lines[3]
    assert "  FILTER(?x IN (1," == lines[4].replace("    FILTER", "  FILTER")
    assert "}" == lines[-1].strip()


@pytest.mark.long
def test_a_key_makes_lines_comments(visit):
    tab = visit("/query")
    write(tab, "ASK {}")
    tab.keyboard.press("Control+/")

    assert "# ASK {}" == text_of(tab)


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "query", "word", "label", "kind"),
    [
        ("en", "ASK { ?x a mov:Battle }", "Battle", "battle", "class · used: 7"),
        ("es", "DESCRIBE :battle-la-gaviota-2016", "gaviota", "Batalla de La Gaviota, 2016", "batalla"),
        ("en", "ASK { ?x <https://w3id.org/acervo/ns#date> 1 }", "acervo", "date", "property with literal values"),
    ],
)
def test_what_a_name_means_is_told_to_who_points_at_it(visit, language, query, word, label, kind):
    tab = visit(ask(query), locale=language)
    tab.mouse.move(*tab.evaluate(PLACE, word))
    told = tab.locator(".cm-meaning")
    told.wait_for()

    assert label == told.locator(".label").inner_text()
    assert told.locator(".classes").inner_text().startswith(kind)


def test_what_the_name_at_the_cursor_means_is_told_by_a_key_until_it_is_put_away(visit):
    tab = visit("/query")
    write(tab, "DESCRIBE :la-gaviotta")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Control+i")
    told = tab.locator(".cm-meaning")
    told.wait_for()

    assert "This edition says nothing of it." == told.inner_text()
    assert 0 == told.locator("a").count()
    tab.keyboard.press("Escape")
    told.wait_for(state="detached")


@pytest.mark.long
def test_nothing_is_told_of_what_is_no_name(visit):
    tab = visit(ask("# mov:Battle\nASK { ?x ?y 'mov:Event', mov:Place }"))
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    for word in ("Battle", "Event", "Place"):
        tab.mouse.move(*tab.evaluate(PLACE, word))
        tab.wait_for_timeout(600)

    assert 1 == len(asked)
    assert asked[0].partition("iri=")[2].startswith(quote("https://w3id.org/acervo/ns#Place", safe=""))


def test_a_query_is_typed_and_asked_by_keyboard_alone(visit):
    tab = visit("/query")
    tab.get_by_label("SPARQL query").focus()
    tab.keyboard.type("SELECT (1 + 1 AS ?two) {}")
    with tab.expect_navigation(wait_until="networkidle"):
        tab.keyboard.press("Control+Enter")

    assert ["2"] == column(tab, 1)
    assert ["SELECT (1 + 1 AS ?two) {}"] == parse_qs(urlsplit(tab.url).query)["query"]


@pytest.mark.long
@pytest.mark.parametrize("keys", [["Tab"], ["Escape", "Tab"]])
def test_the_keyboard_can_leave_the_editor(visit, keys):
    tab = visit("/query")
    write(tab, "SELECT * {} ")
    for key in keys:
        tab.keyboard.press(key)

    assert "Ask" == tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("Shift+Tab")
    assert "editor" == tab.evaluate("document.activeElement.className")


def test_a_mistake_is_underlined_where_the_server_says_until_the_text_changes(visit):
    """Columns count code points, of which the first two here are four units of JavaScript."""
    tab = visit(ask('SELECT * {\n  ?s ?p "𝔄𝔄" }}\n'))
    mark = tab.locator(".editor .cm-lintRange-error")

    assert "}" == mark.inner_text()
    assert 2 == tab.evaluate(
        """() => {
          const root = document.querySelector(".editor").shadowRoot;
          const line = root.querySelector(".cm-lintRange-error").closest(".cm-line");
          return [...root.querySelectorAll(".cm-line")].indexOf(line) + 1;
        }"""
    )
    before = tab.evaluate(
        """() => {
          const root = document.querySelector(".editor").shadowRoot;
          const mark = root.querySelector(".cm-lintRange-error");
          const range = document.createRange();
          range.selectNodeContents(mark.closest(".cm-line"));
          range.setEndBefore(mark);
          return range.toString();
        }"""
    )
    assert '  ?s ?p "𝔄𝔄" }' == before

    tab.locator(TYPED).click()
    tab.keyboard.type(" ")
    assert 0 == mark.count()


def test_columns_are_sorted_by_click_and_by_key(visit):
    tab = visit(ask("SELECT ?n ?word { VALUES (?n ?word) { (10 'b') (9 'Á') (-1 UNDEF) (2.5 'c') } }"))
    head = tab.get_by_role("columnheader", name="n", exact=True)
    head.get_by_role("button").click()

    assert ["-1", "2.5", "9", "10"] == column(tab, 1), "numbers by value"
    assert "ascending" == head.get_attribute("aria-sort")

    tab.keyboard.press("Enter")
    assert ["10", "9", "2.5", "-1"] == column(tab, 1)
    assert "descending" == head.get_attribute("aria-sort")

    tab.get_by_role("columnheader", name="word").get_by_role("button").click()
    assert ["Á", "b", "c", ""] == column(tab, 2), "letters by the language, and last what is missing"
    assert head.get_attribute("aria-sort") is None


@pytest.mark.long
def test_dates_are_sorted_as_dates(visit):
    tab = visit(ask(NAMES + "ORDER BY DESC(?date)"))
    tab.get_by_role("columnheader", name="date").get_by_role("button").click()
    values = tab.locator("table.solutions td:nth-child(3)").evaluate_all(
        "cells => cells.map((cell) => cell.dataset.value ?? cell.textContent.trim()).filter(Boolean)"
    )

    assert sorted(values) == values
    assert len({*values}) > 1


def test_an_answer_is_downloaded(visit):
    tab = visit(ask(NAMES))
    answer = tab.request.get(tab.get_by_role("link", name="CSV").first.evaluate("link => link.href")).text()

    assert "battle,name,date" == answer.splitlines()[0]
    assert len(column(tab, 1)) == len(answer.splitlines()) - 1


def test_a_link_shares_the_query_with_its_answer(visit):
    tab = visit(ask(NAMES))
    link = tab.get_by_role("link", name="a link to this query").evaluate(
        "link => link.href.slice(location.origin.length)"
    )
    other = visit(link)

    assert NAMES.strip() == text_of(other).strip()
    assert column(tab, 2) == column(other, 2)


def test_code_is_copied(visit, address):
    tab = visit(ask(NAMES), permissions=["clipboard-read", "clipboard-write"])
    tab.get_by_text("This query in code").click()
    tab.get_by_role("button", name="Copy").first.click()
    tab.get_by_text("Copied").wait_for()

    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("curl ")
    assert f"'{address}/sparql'" in copied


def test_what_was_asked_is_kept_in_the_browser_until_it_is_forgotten(visit):
    tab = visit(ask("SELECT (1 AS ?one) {}"))
    for text in ("SELECT (2 AS ?two) {}", "SELECT (1 AS ?one) {}", "SELECT nonsense"):
        tab.goto(urlsplit(tab.url)._replace(path="/query", query=f"query={quote(text)}").geturl())
    history = tab.locator("section.history")

    assert ["SELECT (1 AS ?one) {}", "SELECT (2 AS ?two) {}"] == history.get_by_role("link").all_inner_texts()

    history.get_by_role("link").nth(1).click()
    assert ["2"] == column(tab, 1)

    history.get_by_role("button").click()
    assert not history.is_visible()

    tab.goto(urlsplit(tab.url)._replace(query="").geturl())
    assert not history.is_visible()
    assert 0 == history.get_by_role("link").count()


@pytest.mark.long
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(visit, scheme, width):
    """With an answer and its code, drawn in each view, with a mistake, and with the list of completions open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 844}}
    tab = visit(ask(NAMES), **options)
    tab.get_by_text("This query in code").click()
    found = axe.run(tab).response["violations"]
    for path in (
        f"{ask(NAMES)}&view=timeline",
        f"{BY_STATE}&view=map",
        f"{BY_STATE}&view=chart",
        f"{ask(BY_YEAR)}&view=chart",
    ):
        tab.goto(urlsplit(tab.url)._replace(path="", query="").geturl() + path, wait_until="networkidle")
        found += axe.run(tab).response["violations"]
        assert width >= tab.evaluate("document.documentElement.scrollWidth"), path
    tab = visit(ask("SELECT * { ?s ?p ?o }}"), **options)
    found += axe.run(tab).response["violations"]
    write(tab, "SELECT ?x { ?x a b")
    tab.get_by_role("option").first.wait_for()
    found += axe.run(tab).response["violations"]

    assert [] == [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert width >= tab.evaluate("document.documentElement.scrollWidth")


@pytest.mark.long
def test_the_tab_key_reaches_every_control(visit):
    """In the order in which they stand, and on past the editor and the drawing."""
    tab = visit(f"{BY_STATE}&view=map")
    controls = tab.evaluate(CONTROLS)
    reached = []
    for _ in range(len(controls) + 5):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.dataset.control ?? ''"))

    assert len(controls) > 40
    assert controls == [one for one in dict.fromkeys(reached) if one]


def test_without_scripts_every_view_is_a_link_away(visit):
    tab = visit(BY_STATE, java_script_enabled=False)
    drawn = {}
    for view, drawing in {"Map": ".map svg path", "Chart": ".bars rect", "Table": ".solutions td"}.items():
        tab.get_by_role("navigation", name="Show the answer as").get_by_role("link", name=view).click()
        drawn[view] = tab.locator(drawing).count()

    assert (4, True, True) == (drawn["Chart"], drawn["Map"] > 20, drawn["Table"] > 8)
    tab.get_by_role("link", name="battles", exact=True).click()
    assert sorted(column(tab, 3), key=int) == column(tab, 3)
    tab.get_by_label("the country").fill(":bolivar-state")
    tab.get_by_role("button", name="Ask with these values").click()
    assert "Nothing in the archive fits." in tab.locator("section.answer").inner_text()


def test_without_scripts_the_same_query_is_asked_and_answered(visit):
    tab = visit("/query", java_script_enabled=False)
    tab.get_by_label("SPARQL query").fill(NAMES)
    tab.get_by_role("button", name="Ask").click()
    names = column(tab, 2)

    assert 0 == tab.locator(".editor").count() + tab.get_by_role("button", name="Copy").count()
    assert names == column(visit(ask(NAMES)), 2)
    assert len(names) > 5


@pytest.mark.long
def test_below_a_path_of_a_proxy_it_completes_and_remembers(chromium, archive, edition):
    with listening(site_on(archive, edition), "/archive") as at, chromium.new_context(locale="en") as context:
        context.route(
            f"{at}/archive/**", lambda route: route.continue_(url=route.request.url.replace("/archive", "", 1))
        )
        tab = context.new_page()
        tab.goto(f"{at}/archive{ask('SELECT (1 AS ?one) {}')}", wait_until="networkidle")
        remembered = tab.locator("section.history").get_by_role("link").get_attribute("href")
        write(tab, "SELECT ?x { ?x a batt")
        tab.get_by_role("option", name=re.compile("^mov:Battle")).wait_for()

        assert remembered.startswith(f"{at}/archive/query?query=")


def test_kept_questions_are_remembered_by_title_and_values_with_their_time(visit):
    kind = "/query?name=cq-56-plants-of-the-state&_kind="
    tab = visit(f"{kind}mov:StateOwned")
    for value in ("privately owned", "mov:PrivatelyOwned"):
        tab.goto(urlsplit(tab.url)._replace(path="/query", query=f"{kind.partition('?')[2]}{quote(value)}").geturl())
    links = tab.locator("section.history").get_by_role("link")
    title = tab.get_by_role("heading", level=1).inner_text()

    assert [f"{title}: privately owned", title] == links.all_inner_texts()
    assert 2 == tab.locator("section.history time[datetime]").count()
    links.first.click()
    assert title == tab.get_by_role("heading", level=1).inner_text()
    assert "_kind=mov%3APrivatelyOwned" in tab.url

    tab.evaluate("localStorage.setItem('acervo-queries', JSON.stringify(['# Old\\nPREFIX a: <b:>\\nASK {}', {}, 7]))")
    tab.goto(urlsplit(tab.url)._replace(query="").geturl())
    assert ["ASK {}"] == links.all_inner_texts()


def test_the_editor_weighs_less_than_150_kb_and_only_on_the_query_page(browser):
    packed = browser.stream("GET", "/static/query.js", headers={"Accept-Encoding": "gzip"})
    with packed as response:
        assert 50_000 < sum(map(len, response.iter_raw())) < 150_000
    assert "query.js" not in browser.get("/").text
    assert "query.js" in browser.get("/query").text
