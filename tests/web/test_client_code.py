"""A query as code for other tools: what is copied from the page runs, and gets the page's answer."""

from __future__ import annotations

import ast
import csv
import io
import re
import shutil
import subprocess
import sys
import types
import urllib.request

import pytest

from acervo.web.answers.client_code import client_code

AWKWARD = """SELECT ?text ?n
# it's a "test": \\ {braces} )" )-" %s $HOME `ls`
WHERE { VALUES (?text ?n) { ("it's \\"so\\"\\n" 1) ('''"\"\"'''  2) } }"""


def code(text: str, form: str, address: str) -> dict[str, str]:
    return dict(client_code(text, form, f"{address}/sparql"))


def test_each_form_is_offered_to_the_tools_that_can_use_its_answer():
    for form, tools in {"SELECT": 4, "ASK": 2, "CONSTRUCT": 2, "DESCRIBE": 2}.items():
        assert tools == len(code("ASK {}", form, "http://h"))


def test_curl_asks_the_query_as_it_is(address):
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    command = code(AWKWARD, "SELECT", address)["curl"]
    rows = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout

    assert [["text", "n"], ['it\'s "so"\n', "1"], ['"""', "2"]] == [*csv.reader(io.StringIO(rows))]


@pytest.mark.parametrize(
    ("text", "form", "printed"),
    [
        (AWKWARD, "SELECT", "{'text': 'it\\'s \"so\"\\n', 'n': '1'}\n{'text': '\"\"\"', 'n': '2'}\n"),
        ("ASK {}", "ASK", "True\n"),
        ("CONSTRUCT { <http://a/> <http://b/> 'c' } {}", "CONSTRUCT", '<http://a/> <http://b/> "c" .\n\n'),
    ],
)
def test_sparqlwrapper_asks_the_query_as_it_is(address, capsys, text, form, printed):
    exec(code(text, form, address)["Python, SPARQLWrapper"], {})

    assert printed == capsys.readouterr().out


def test_pandas_asks_the_query_as_it_is(address, capsys, monkeypatch):
    """Reading CSV from an address is all that is asked of pandas, so that the test does without it."""
    pandas = types.ModuleType("pandas")

    def read_csv(address: str) -> list[list[str]]:
        with urllib.request.urlopen(address) as answer:
            return [*csv.reader(io.StringIO(answer.read().decode("utf-8"), newline=""))]

    pandas.read_csv = read_csv
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    exec(code(AWKWARD, "SELECT", address)["Python, pandas"], {})

    assert [["text", "n"], ['it\'s "so"\n', "1"], ['"""', "2"]] == ast.literal_eval(capsys.readouterr().out)


def test_r_has_the_query_as_it_is():
    """A raw string of R ends at the first `)` with its dashes and a quote, so that must be the last."""
    said = code(AWKWARD, "SELECT", "http://h")["R"]
    raw = re.match(r'query <- r"(-*)\((.*?)\)\1"\n', said, re.DOTALL)

    assert raw is not None
    assert AWKWARD == raw[2]
    assert 'r"(http://h/sparql)"' in said


def test_the_page_has_the_code_with_its_own_address(browser):
    page = browser.page("/query?query=SELECT+%28%22%3C%22+AS+%3Fa%29+%7B%7D")
    pieces = [one.text for one in page.all("pre")]

    assert 4 == len(pieces)
    assert all("http://localhost/sparql" in one and '"<"' in one.replace("\\", "") for one in pieces)
