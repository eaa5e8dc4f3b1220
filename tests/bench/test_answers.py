"""What counts as the same answer, and what does not."""

from __future__ import annotations

import json

import pytest

from acervo.bench.answers import Unreadable, answer_of, difference
from acervo.bench.connection import Reply
from acervo.bench.questions import Question

XSD = "http://www.w3.org/2001/XMLSchema#"


def question(text: str = "SELECT ?a {}", **facts) -> Question:
    return Question("test", "", "", text, (), (), **facts)


def said(*rows: dict) -> Reply:
    return Reply(200, {}, json.dumps({"head": {}, "results": {"bindings": list(rows)}}).encode())


def literal(value: str, datatype: str = "", **facts: str) -> dict:
    told = {"type": "literal", "value": value, **facts}
    return {"a": {**told, "datatype": XSD + datatype} if datatype else told}


def differs(first: Reply, second: Reply, asked: Question | None = None) -> str:
    asked = asked or question()
    return difference(answer_of(asked, first), answer_of(asked, second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (literal("5", "integer"), literal("5", "int")),
        (literal("0.5", "decimal"), literal("0.500000000000001", "decimal")),
        (literal("text", "string"), literal("text")),
        (literal("text", **{"xml:lang": "es-VE"}), literal("text", **{"xml:lang": "es-ve"})),
        ({"a": {"type": "bnode", "value": "b1"}}, {"a": {"type": "bnode", "value": "x"}}),
        (literal("5", "integer"), {"a": {"type": "typed-literal", "value": "5", "datatype": f"{XSD}integer"}}),
    ],
)
def test_what_means_the_same_is_the_same(first, second):
    """Engines write numbers, plain texts and blank nodes in their own ways."""
    assert "" == differs(said(first), said(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (literal("5", "integer"), literal("6", "integer")),
        (literal("5", "integer"), literal("5")),
        (literal("text", **{"xml:lang": "es"}), literal("text")),
        (literal("2016-01-01", "date"), literal("2016-01-02", "date")),
        ({"a": {"type": "uri", "value": "http://a"}}, literal("http://a")),
        ({}, literal("text")),
    ],
)
def test_what_means_something_else_differs(first, second):
    """A comparison that forgives everything would prove nothing."""
    assert differs(said(first), said(second))


def test_rows_are_compared_without_their_order_and_with_their_number():
    """Ties of a sort may stand either way; a row twice is not a row once."""
    one, two = literal("1"), literal("2")

    assert "" == differs(said(one, two), said(two, one))
    assert '2 and 1 rows; 1 only in the first, such as a="1"' == differs(said(one, one), said(one))


def test_a_list_of_free_order_is_compared_as_a_bag():
    """GROUP_CONCAT promises no order."""
    first, second = said(literal("x|y")), said(literal("y|x"))

    assert differs(first, second)
    assert "" == differs(first, second, question(unordered=frozenset("a")))


def test_any_rows_will_do_where_a_question_only_counts_them():
    """LIMIT without ORDER BY."""
    asked = question(counts_rows=True)

    assert "" == differs(said(literal("1")), said(literal("2")), asked)
    assert differs(said(literal("1")), said(), asked)


def test_rows_of_a_graph_that_one_system_alone_has_do_not_count():
    """Virtuoso keeps the union of all graphs as one more graph."""
    row = {"graph": {"type": "uri", "value": "urn:extra"}}

    assert 0 == answer_of(question(), said(row), extra_graph="urn:extra").total()


def test_graphs_are_compared_as_sets_of_triples():
    """Whatever the syntax they come in."""
    asked = question("PREFIX a: <urn:>\nCONSTRUCT {} WHERE {}")
    lines = Reply(200, {"content-type": "application/n-triples"}, b"<urn:a> <urn:b> 'x' .\n<urn:a> <urn:b> 'x' .\n")
    turtle = Reply(200, {"content-type": "text/turtle; charset=utf-8"}, b"@prefix u: <urn:> . u:a u:b 'x' .")
    other = Reply(200, {"content-type": "text/turtle"}, b"<urn:a> <urn:b> 'y' .")

    assert "" == differs(Reply(200, lines.headers, lines.body.replace(b"'", b'"')), turtle, asked)
    assert differs(turtle, other, asked)


def test_yes_is_not_no():
    """ASK."""
    yes, no = (Reply(200, {}, b'{"head": {}, "boolean": %s}' % word) for word in (b"true", b"false"))

    assert "" == differs(yes, yes)
    assert differs(yes, no)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"head": {}}', b'{"results": {"bindings": [{"a": 1}]}}'])
def test_what_no_client_could_read_is_said_so(body):
    """An error page with status 200 is no answer."""
    with pytest.raises(Unreadable):
        answer_of(question(), Reply(200, {}, body))
