"""`acervo query`: a kept question by name, or any query, answered on a terminal or for a program."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from rdflib import Graph

QUESTION = "queries/competency/how-many-struck.rq"
CONSTRUCT = "CONSTRUCT { ?s a ?kind } WHERE { ?s a ?kind . ?s <https://w3id.org/acervo/ns#placeKind> ?city }"


@pytest.fixture
def query(acervo, shipyard):
    return lambda *arguments: acervo("query", *arguments, "--archive", shipyard)


def test_without_a_question_it_lists_those_that_are_kept(query):
    """A name and what it asks."""
    ended = query()

    assert (0, "how-many-struck  How many people struck, and who says so\n") == (ended.code, ended.out)


def test_a_question_is_asked_by_its_name_or_by_its_beginning(query):
    """`cq-07` is enough where it is one."""
    assert query("how-many-struck") == query("how")
    assert "17000" in query("how").out


def test_a_beginning_of_several_names_is_told_with_them(query, shipyard):
    """Guessing would answer another question."""
    (shipyard / "queries/competency/how-long.rq").write_text("#+ summary: How long\nASK {}\n", encoding="utf-8")
    ended = query("how")

    assert 2 == ended.code
    assert "how-long or how-many-struck" in ended.err


def test_a_table_is_for_reading(query):
    """IRIs are shortened, numbers are plain, the rows are counted."""
    lines = query("how").out.splitlines()

    assert "2 rows" == lines[-1]
    assert ["17000", "mov:About", "A short chronicle of the strike @en", ":passage-chronicle-9d948097"] == [
        cell.strip() for cell in lines[3].strip("│").split("│")
    ]


@pytest.mark.parametrize(("text", "said"), [("ASK { ?s ?p ?o }", "yes\n"), ("ASK { <a:a> <a:b> <a:c> }", "no\n")])
def test_ask_is_answered_by_a_word(query, tmp_path, text, said):
    """A table of one boolean helps nobody."""
    file = tmp_path / "ask.rq"
    file.write_text(text, encoding="utf-8")

    assert said == query(file).out


def test_solutions_come_in_every_format(query):
    """Each is read back."""
    table = json.loads(query("how", "--format", "json").out)
    rows = list(csv.reader(io.StringIO(query("how", "--format", "csv").out)))
    tabs = query("how", "--format", "tsv").out.splitlines()
    tree = ElementTree.fromstring(query("how", "--format", "xml").out)

    assert ["17000", "16000"] == [row["number"]["value"] for row in table["results"]["bindings"]]
    assert [["number", "qualifier", "source", "passage"], "17000"] == [rows[0], rows[1][0]]
    assert ["?number\t?qualifier\t?source\t?passage", "17000"] == [tabs[0], tabs[1].split("\t")[0]]
    assert 2 == len(tree.findall(".//{http://www.w3.org/2005/sparql-results#}result"))


@pytest.mark.parametrize(
    ("form", "parser"), [("table", "turtle"), ("turtle", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_graphs_come_in_every_format(query, tmp_path, form, parser):
    """A graph is no table: the default is Turtle."""
    file = tmp_path / "construct.rq"
    file.write_text(CONSTRUCT, encoding="utf-8")

    graph = Graph().parse(data=query(file, "--format", form).out, format=parser)

    assert {"Place"} == {str(kind).rpartition("/")[2].rpartition("#")[2] for kind in graph.objects()}


def test_a_query_comes_from_standard_input(process, shipyard):
    """For pipes; in the archive's own folder it needs no --archive."""
    ended = process("query", "-", "--format", "csv", stdin="SELECT (1 AS ?one) {}", cwd=shipyard)

    assert (0, "one\n1\n") == (ended.code, ended.out.replace("\r", ""))


def test_a_prefix_of_the_archive_is_declared_by_the_query_itself(query, tmp_path):
    """A query that runs here runs on any engine: nothing is taken for granted."""
    file = tmp_path / "undeclared.rq"
    file.write_text("ASK { :gdansk ?p ?o }", encoding="utf-8")
    ended = query(file)

    assert 2 == ended.code
    assert "line 1, column 7: the prefix “:” is not declared." in ended.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?x { ?x ?p", "line 1, column 11: this “{” is never closed."),
        ("ASK { FILTER(<http://example.org/f>(1)) }", "http://example.org/f"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SERVICE is not available"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "read-only"),
        ("hello", "This is no SPARQL query"),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_line(query, tmp_path, text, words):
    """Exit code 2, the file's name, the reason, no traceback."""
    file = tmp_path / "asked.rq"
    file.write_text(text, encoding="utf-8")
    ended = query(file)

    assert (2, "") == (ended.code, ended.out)
    assert ended.err.startswith(f"acervo: {file}: ")
    assert words in ended.err
    assert 1 == len(ended.err.splitlines())


def test_a_format_that_the_answer_cannot_have_is_a_misuse(query):
    """Solutions are no triples."""
    ended = query("how", "--format", "turtle")

    assert 2 == ended.code
    assert "there is json, xml, csv or tsv" in ended.err


def test_an_unknown_name_says_how_to_list_them(query):
    """The next move is on the line."""
    ended = query("nothing")

    assert 2 == ended.code
    assert "there is no kept query and no file “nothing”" in ended.err


def test_a_file_that_is_not_utf_8_says_so(query, tmp_path):
    """As a data file would."""
    file = tmp_path / "latin.rq"
    file.write_bytes("ASK { ?s ?p 'ñ' }".encode("latin-1"))
    ended = query(file)

    assert 2 == ended.code
    assert "is not UTF-8 text" in ended.err


def test_an_archive_that_cannot_be_read_is_told_with_its_file(query, shipyard):
    """Half an archive would answer half."""
    with (shipyard / "data/places/gdansk.ttl").open("a", encoding="utf-8") as file:
        file.write("oops\n")
    ended = query("how")

    assert 2 == ended.code
    assert ended.err.startswith("acervo: data/places/gdansk.ttl:14:1: ")


def test_an_archive_without_questions_says_so(acervo, tmp_path):
    """An empty list would look like a fault."""
    (tmp_path / "acervo.toml").write_text("")

    assert "This archive keeps no questions" in acervo("query", "--archive", tmp_path).out


def test_the_second_question_is_asked_of_the_kept_edition(query, shipyard):
    """Nothing is built twice."""
    first = query("how")
    (kept,) = (shipyard / ".acervo").rglob("edition.nq")
    before = kept.stat().st_mtime_ns

    assert first == query("how")
    assert before == kept.stat().st_mtime_ns
