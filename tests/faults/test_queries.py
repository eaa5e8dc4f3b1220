"""Queries that have no end, need all memory, or make a parser or a planner recurse: each costs its own worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from acervo.settings import SETTINGS

from .conftest import Besieged

pytestmark = [pytest.mark.slow, pytest.mark.long]
LIMITS = {setting.name for setting in SETTINGS}
MANY = 10_000

ENDLESS = {
    "cartesian count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "cartesian rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cartesian ask": "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = 1) }",
    "cartesian construct": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cartesian describe": "DESCRIBE * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "any path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:>|^!<x:>)* ?b . ?c (!<x:>|^!<x:>)* ?d }",
    "any path twice": "SELECT (COUNT(*) AS ?n) { ?a ((!<x:>|^!<x:>)*/(!<x:>|^!<x:>)*)* ?b }",
    "any path nested": "ASK { ?a " + "(" * 30 + "!<x:>" + "|^!<x:>)*" * 30 + " ?b FILTER(?a = 1) }",
    "any path of one": "SELECT ?b { :lenin-shipyard-strike-1980 (!<x:>|^!<x:>)* ?b } LIMIT 1000000",
    "distinct": "SELECT DISTINCT ?a ?f ?h { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f DESC(?i)",
    "concatenated": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "grouped": "SELECT ?a ?e ?i (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?e ?i",
    "sampled": "SELECT (SAMPLE(?a) AS ?s) (COUNT(DISTINCT ?i) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?f",
    "exists": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?f = 1) } }",
    "minus": "SELECT * { { ?a ?b ?c . ?d ?e ?f } MINUS { ?a ?e ?f . ?g ?h ?i } }",
    "optional": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } OPTIONAL { ?j ?k ?l }}",
    "union": "SELECT (COUNT(*) AS ?n) { " + " . ".join("{ ?a ?b ?c } UNION { ?d ?e ?f }" for _ in range(20)) + " }",
    "graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }",
    "offset": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET 9223372036854775807",
    "doubling": "SELECT (STRLEN(?x30) AS ?n) { BIND('xxxxxxxxxxxxxxxx' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{number}, ?x{number}) AS ?x{number + 1})" for number in range(30))
    + " }",
    "replacing": "SELECT ?x4 { BIND('" + "a" * 1000 + "' AS ?x0) "
    + " ".join(f"BIND(REPLACE(?x{number}, 'a', '{'a' * 200}') AS ?x{number + 1})" for number in range(4))
    + " }",
    "encoding": "SELECT ?x12 { BIND('ñ' AS ?x0) "
    + " ".join(
        f"BIND(ENCODE_FOR_URI(CONCAT({', '.join([f'?x{number}'] * 9)})) AS ?x{number + 1})" for number in range(12)
    )
    + " }",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{number} {{ {' '.join(map(str, range(200)))} }}" for number in range(12))
    + " }",
}  # fmt: skip

PATTERNS = {
    "catastrophe": ("(a+)+$", "a" * 5000 + "b"),
    "alternatives": ("(a|aa|aaa)*b", "a" * 5000),
    "back": (r"(a*)*\\1b", "a" * 100),
    "repetition": ("((a{1,1000}){1,1000}){1,1000}", "a" * 1000),
    "repetition of nothing": ("(((){1000}){1000}){1000}", "a"),
    "classes": ("(\\\\p{L}{1000}){1000}", "a" * 1000),
    "nested": ("(" * 5000 + "a" + ")" * 5000, "a"),
    "long": ("a?" * 20_000 + "a" * 20_000, "a" * 20_000),
    "wide": ("|".join(f"a{number}" for number in range(50_000)), "a" * 1000),
    "open": ("(" * 10_000, "a"),
    "stars": ("a" + "*" * 10_000, "a"),
    "unicode": ("[" + "".join(chr(0x4E00 + 2 * number) for number in range(8000)) + "]{100}", "一" * 1000),
}


def nested(before: str, after: str, inner: str = "") -> str:
    return before * MANY + inner + after * MANY


CHAINS = {
    "groups": "ASK " + nested("{", "}"),
    "brackets": "ASK { FILTER(" + nested("(", ")", "1") + ") }",
    "lists": "ASK { ?a ?b " + nested("(", ")", "1") + " }",
    "blank nodes": "ASK { ?a ?b " + nested("[ ?b ", "]", "?c") + " }",
    "graphs": "ASK { " + nested("GRAPH ?g {", "}") + " }",
    "optionals": "ASK { " + nested("OPTIONAL {", "}") + " }",
    "minuses": "ASK { ?a ?b ?c " + nested("MINUS { ?a ?b ?c ", "}") + " }",
    "exists": "ASK { " + nested("FILTER EXISTS {", "}") + " }",
    "sub-selects": "ASK { " + nested("{ SELECT * {", "}}") + " }",
    "calls": "ASK { FILTER(" + nested("STR(", ")", "1") + ") }",
    "ifs": "ASK { FILTER(" + nested("IF(1, ", ", 2)", "1") + ") }",
    "aggregates": "SELECT (" + nested("SUM(", ")", "1") + " AS ?n) { }",
    "ins": "ASK { FILTER(" + nested("1 IN (", ")", "1") + ") }",
    "path brackets": "ASK { ?a " + nested("(", ")", "<x:>") + " ?b }",
    "path stars": "ASK { ?a " + nested("(", ")*", "<x:>") + " ?b }",
    "negated paths": "ASK { ?a " + nested("!(", ")", "<x:>") + " ?b }",
    "quoted triples": "ASK { " + nested("<<", " ?b ?c >>", "?a") + " ?b ?c }",
    "triple terms": "ASK { ?a ?b " + nested("<<( ?a ?b ", " )>>", "?c") + " }",
    "annotations": "ASK { ?a ?b ?c " + nested("{| ?b ?c ", "|}") + " }",
    "open groups": "ASK " + "{" * MANY,
    "open brackets": "ASK { FILTER(" + "(" * MANY,
    "open blank nodes": "ASK { ?a ?b " + "[ ?b " * MANY,
    "closed only": "ASK " + "}" * MANY,
    "not": "ASK { FILTER(" + "!" * MANY + "1) }",
    "minus": "ASK { FILTER(" + "- " * MANY + "1) }",
    "plus": "ASK { FILTER(" + "+ " * MANY + "1) }",
    "sum": "ASK { FILTER(1" + "+1" * MANY + ") }",
    "difference": "ASK { FILTER(1" + " - ?a" * MANY + ") }",
    "product": "ASK { FILTER(1" + "*1" * MANY + ") }",
    "quotient": "ASK { FILTER(1" + "/1" * MANY + ") }",
    "signed numbers": "ASK { FILTER(1" + " +1 -1" * MANY + ") }",
    "or": "ASK { FILTER(?a" + "||?a" * MANY + ") }",
    "and": "ASK { FILTER(?a" + "&&?a" * MANY + ") }",
    "and with or": "ASK { FILTER(?a" + "&&?a||?b" * MANY + ") }",
    "equal": "ASK { FILTER(?a" + "=?a" * MANY + ") }",
    "sequence": "ASK { ?a <x:>" + "/<x:>" * MANY + " ?b }",
    "alternatives": "ASK { ?a <x:>" + "|<x:>" * MANY + " ?b }",
    "inverse": "ASK { ?a " + "^" * MANY + "<x:> ?b }",
    "inverse sequence": "ASK { ?a ^<x:>" + "/^<x:>" * MANY + " ?b }",
    "path modifiers": "ASK { ?a <x:>" + "*" * MANY + " ?b }",
    "path options": "ASK { ?a <x:>" + "?/<x:>" * MANY + " ?b }",
    "negated set": "ASK { ?a !(<x:>" + "|<x:>" * MANY + ") ?b }",
    "triples": "ASK { ?a ?b ?c" + " . ?a ?b ?c" * MANY + " }",
    "triples of many": "ASK { " + " ".join(f"?a{n} ?b{n} ?a{n + 1} ." for n in range(MANY)) + " }",
    "predicates": "ASK { ?a ?b ?c" + " ; ?b ?c" * MANY + " }",
    "semicolons": "ASK { ?a ?b ?c " + ";" * MANY + " }",
    "objects": "ASK { ?a ?b ?c" + " , ?c" * MANY + " }",
    "unions": "ASK { {}" + " UNION {}" * MANY + " }",
    "optionals in turn": "ASK { " + "OPTIONAL { ?a ?b ?c } " * MANY + " }",
    "minuses in turn": "ASK { " + "MINUS { ?a ?b ?c } " * MANY + " }",
    "filters": "ASK { " + "FILTER(1) " * MANY + " }",
    "filters of exists": "ASK { " + "FILTER EXISTS { ?a ?b ?c } " * MANY + " }",
    "binds": "ASK { " + "".join(f"BIND(1 AS ?a{number}) " for number in range(MANY)) + " }",
    "groups in turn": "ASK { " + "{} " * MANY + " }",
    "graphs in turn": "ASK { " + "GRAPH ?g { } " * MANY + " }",
    "sub-selects in turn": "ASK { " + "{ SELECT * { } } " * MANY + " }",
    "values in turn": "ASK { " + "VALUES ?a { 1 } " * MANY + " }",
    "values": "ASK { VALUES ?a { " + "1 " * 10 * MANY + "} }",
    "columns": "ASK { VALUES (" + "".join(f"?a{number} " for number in range(MANY)) + ") { (" + "1 " * MANY + ") } }",
    "in": "ASK { FILTER(1 IN (" + ", ".join(["2"] * MANY) + ")) }",
    "not in": "ASK { FILTER(1 NOT IN (" + ", ".join(["2"] * MANY) + ")) }",
    "ins in turn": "ASK { FILTER(1" + " IN (1)" * MANY + ") }",
    "arguments": "ASK { FILTER(CONCAT(" + ", ".join(["'a'"] * MANY) + ")) }",
    "coalesce": "ASK { FILTER(COALESCE(" + ", ".join(["1/0"] * MANY) + ")) }",
    "collection": "ASK { ?a ?b (" + "1 " * MANY + ") }",
    "collection of blank nodes": "ASK { ?a ?b (" + "[] " * MANY + ") }",
    "annotations in turn": "ASK { ?a ?b ?c " + "{| ?b ?c |} " * MANY + " }",
    "projections": "SELECT " + "".join(f"(1 AS ?a{number}) " for number in range(MANY)) + " { }",
    "projected variables": "SELECT " + "".join(f"?a{number} " for number in range(MANY)) + " { }",
    "sort keys": "SELECT * { ?a ?b ?c } ORDER BY" + " ?a" * MANY,
    "sorts by expressions": "SELECT * { ?a ?b ?c } ORDER BY" + " DESC(?a + 1)" * MANY,
    "group keys": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY" + " ?a" * MANY,
    "havings": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?a HAVING" + " (1 = 1)" * MANY,
    "datasets": "ASK " + "".join(f"FROM <x:{number}> " for number in range(MANY)) + " { ?a ?b ?c }",
    "named graphs": "ASK " + "".join(f"FROM NAMED <x:{number}> " for number in range(MANY)) + " { ?a ?b ?c }",
    "prefixes": "".join(f"PREFIX a{number}: <x:{number}> " for number in range(MANY)) + "ASK { }",
    "bases": "".join(f"BASE <http://x/{number}/> " for number in range(MANY)) + "ASK { }",
    "described": "DESCRIBE " + "".join(f"<x:{number}> " for number in range(MANY)),
    "template": "CONSTRUCT { " + "?a ?b ?c . " * MANY + " } { ?a ?b ?c }",
    "template of blank nodes": "CONSTRUCT { " + "[] ?b [] . " * MANY + " } { ?a ?b ?c }",
    "comments": "#\n" * 10 * MANY + "ASK { }",
    "open comparisons": "ASK { " + "<'" * MANY + " }",
    "quotes": "ASK { " + "'" * 10 * MANY + " }",
    "escapes": "ASK { " + "\\" * 10 * MANY + " }",
    "open texts": "ASK { " + '"""' * 10 * MANY + ' " }',
    "colons": "ASK { " + ":" * 10 * MANY + " }",
    "escaped quotes": "ASK { " + '"\\' * 40 * MANY + " }",
    "words of dots": "ASK { " + "a." * 40 * MANY + " }",
    "dots": "ASK { ?a ?b a:" + "." * 10 * MANY + " }",
    "hyphens": "ASK { ?a ?b a" + "-" * 10 * MANY + " }",
}

LONG = {
    "text": "ASK { ?a ?b '" + "x" * 990_000 + "' }",
    "text of escapes": "ASK { ?a ?b '" + "\\n" * 490_000 + "' }",
    "text of many lines": 'ASK { ?a ?b """' + "\n" * 990_000 + '""" }',
    "language": "ASK { ?a ?b 'x'@a" + "-a" * 400_000 + " }",
    "iri": "ASK { ?a ?b <http://x/" + "x" * 990_000 + "> }",
    "iri of dots": "BASE <http://x/> ASK { ?a ?b <" + "../" * 300_000 + "> }",
    "iri of escapes": "ASK { ?a ?b <http://x/" + "\\u0041" * 150_000 + "> }",
    "integer": "ASK { FILTER(" + "9" * 900_000 + " > 1) }",
    "decimal": "ASK { FILTER(1." + "9" * 900_000 + " * 2 > 1) }",
    "double": "ASK { FILTER(1e" + "9" * 900_000 + " > 1) }",
    "variable": "SELECT ?" + "a" * 990_000 + " { ?a ?b ?c } LIMIT 3",
    "prefix": "PREFIX " + "a" * 400_000 + ": <x:> ASK { ?a ?b " + "a" * 400_000 + ":x }",
    "name of blank node": "ASK { _:" + "a" * 900_000 + " ?b ?c }",
    "word": "A" * 990_000,
    "white space": "ASK {" + " " * 990_000 + "}",
    "duration": "SELECT (xsd:duration('P" + "9" * 900_000 + "Y') AS ?d) { }",
    "date": "SELECT (xsd:dateTime('" + "9" * 900_000 + "-01-01T00:00:00Z') AS ?d) { }",
}


def judge(answer: httpx.Response) -> None:
    """An answer that says what it is: whole, refused as the client's mistake, or bound by a limit that is named."""
    assert answer.status_code in (200, 400, 413, 503, 504), answer.text[:500]
    assert "Traceback" not in answer.text
    if answer.status_code != 200:
        told = answer.json()
        assert told["detail"]
        assert len(answer.content) < 3000
        if answer.status_code in (503, 504):
            assert answer.headers["retry-after"]
            assert told["limit"] in LIMITS, told


@pytest.mark.parametrize("query", ENDLESS.values(), ids=ENDLESS)
def test_a_query_without_an_end_is_ended(besieged: Besieged, query: str) -> None:
    """By its time, its memory or the length of its answer; what has begun to flow breaks off in plain sight."""
    try:
        answer = besieged.ask(besieged.server.prefixed(query))
    except httpx.RemoteProtocolError:
        return
    judge(answer)


@pytest.mark.parametrize(("pattern", "text"), PATTERNS.values(), ids=PATTERNS)
@pytest.mark.parametrize(
    "call", ["FILTER(REGEX('{text}', '{pattern}', 'i'))", "BIND(REPLACE('{text}', '{pattern}', 'x') AS ?r)"]
)
def test_an_expression_that_backtracks_is_ended(besieged: Besieged, pattern: str, text: str, call: str) -> None:
    """Here, and where a text of the archive takes the place of the long one."""
    judge(besieged.ask(f"SELECT * {{ {call.format(text=text, pattern=pattern)} }}"))
    judge(besieged.ask(f"SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), '{pattern}')) }}"))


@pytest.mark.parametrize("query", CHAINS.values(), ids=CHAINS)
def test_ten_thousand_of_the_same_are_answered_or_refused(besieged: Besieged, query: str) -> None:
    """Nested and in a row; and as many as are let through, where ten thousand are not."""
    judge(besieged.ask(query))


@pytest.mark.parametrize("query", LONG.values(), ids=LONG)
def test_a_word_of_a_million_letters_is_answered_or_refused(besieged: Besieged, query: str) -> None:
    """Whatever its kind."""
    judge(besieged.ask(besieged.server.prefixed(query)))


def test_long_queries_are_read_while_others_are_answered(besieged: Besieged) -> None:
    """Half a million words take the reader seconds; a dozen of them hold up nobody."""
    long = "ASK { VALUES ?a { " + "?a " * 300_000 + "} }"
    with ThreadPoolExecutor(12) as clients:
        asked = [clients.submit(besieged.ask, long) for _ in range(12)]
        answered = 0
        while not all(one.done() for one in asked):
            assert besieged.answers()
            answered += 1
        for one in asked:
            judge(one.result())

    assert answered > 12
