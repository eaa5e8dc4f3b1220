"""Alternatives in paths, counted by the algebra's definition (SPARQL 1.1, section 18.4) on random data."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from acervo.engine.evaluation import evaluate
from acervo.engine.interface import Query
from acervo.errors import MalformedQuery, QueryRefused
from acervo.sparql.groups import Unreadable
from acervo.sparql.standard import by_the_standard

PREFIX = "PREFIX : <http://example.org/> "
NODES = ["n0", "n1", "n2", "n3"]
PROPERTIES = ["p", "q", "r"]

Data = set[tuple[str, str, str]]
Pairs = Counter[tuple[str, str]]
#: How a path is written, and what it is by definition.
Path = tuple[str, Callable[[Data], Pairs]]


def one(name: str) -> Path:
    return f":{name}", lambda data: Counter((s, o) for s, p, o in data if p == name)


def nodes(data: Data) -> set[str]:
    return {term for s, _, o in data for term in (s, o)}


def inverse(path: Path) -> Path:
    return f"^({path[0]})", lambda data: turned(path[1](data))


def turned(pairs: Pairs) -> Pairs:
    return Counter({(o, s): count for (s, o), count in pairs.items()})


def alternative(one: Path, other: Path) -> Path:
    return f"({one[0]}|{other[0]})", lambda data: one[1](data) + other[1](data)


def sequence(one: Path, other: Path) -> Path:
    def joined(data: Data) -> Pairs:
        found: Pairs = Counter()
        for ((s, m), many), ((n, o), more) in product(one[1](data).items(), other[1](data).items()):
            if m == n:
                found[s, o] += many * more
        return found

    return f"({one[0]}/{other[0]})", joined


def closure(path: Path, sign: str) -> Path:
    def reached(data: Data) -> Pairs:
        step = set(path[1](data))
        found = set(step)
        while sign != "?":
            further = found | {(s, o) for (s, m), (n, o) in product(found, step) if m == n}
            if further == found:
                break
            found = further
        return Counter(found | ({(node, node) for node in nodes(data)} if sign in "?*" else set()))

    return f"({path[0]}){sign}", reached


def negated(along: frozenset[str], against: frozenset[str]) -> Path:
    def others(data: Data) -> Pairs:
        forwards = Counter((s, o) for s, p, o in data if p not in along)
        backwards = Counter((o, s) for s, p, o in data if p not in against)
        return (forwards if along else Counter()) + (backwards if against else Counter())

    members = [f":{name}" for name in sorted(along)] + [f"^:{name}" for name in sorted(against)]
    return f"!({'|'.join(members)})", others


#: All but one: what is left out of a negated set is then one triple at most. With more the engine counts now the
#: triples and now whether there is any; that is told in docs/reference/answers.md.
SETS = st.just(frozenset()) | st.frozensets(st.sampled_from(PROPERTIES), min_size=2, max_size=2)
LEAVES = st.sampled_from(PROPERTIES).map(one) | st.builds(negated, SETS, SETS).filter(lambda path: path[0] != "!()")
PATHS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(alternative, inner, inner)
        | st.builds(sequence, inner, inner)
        | st.builds(inverse, inner)
        | st.builds(closure, inner, st.sampled_from("?*+"))
    ),
    max_leaves=5,
)
DATA = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES)), min_size=1, max_size=14
)


def store_of(data: Data) -> ox.Store:
    base = "http://example.org/"
    store = ox.Store()
    store.extend(ox.Quad(*(ox.NamedNode(base + name) for name in triple), ox.NamedNode(f"{base}g")) for triple in data)
    return store


def answer(data: Data, pattern: str, columns: str = "*") -> Counter[tuple[tuple[str, str], ...]]:
    try:
        text = by_the_standard(f"{PREFIX}SELECT {columns} {{ {pattern} }}")
    except QueryRefused:
        reject()  # more combinations than are made, which a test of its own holds
    found = store_of(data).query(text, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    return Counter(
        tuple((name, term.value.rpartition("/")[2]) for name, term in zip(names, row, strict=True) if term is not None)
        for row in found
    )


def joined(data: Data, triples: list[tuple[str, Path, str]]) -> Counter[tuple[tuple[str, str], ...]]:
    """By definition: what begins with ? is a column, with _ joins and is not shown, all else is a node."""
    rows: Counter[tuple[tuple[str, str], ...]] = Counter({(): 1})
    for subject, path, obj in triples:
        pairs = path[1](data)
        further: Counter[tuple[tuple[str, str], ...]] = Counter()
        for (row, many), ((s, o), more) in product(rows.items(), pairs.items()):
            bound = dict(row)
            if all(
                name == value if name in NODES else bound.setdefault(name, value) == value
                for name, value in ((subject, s), (obj, o))
            ):
                further[tuple(sorted(bound.items()))] += many * more
        rows = further
    shown: Counter[tuple[tuple[str, str], ...]] = Counter()
    for row, count in rows.items():
        shown[tuple((name[1:], value) for name, value in row if name.startswith("?"))] += count
    return shown


@settings(max_examples=400, deadline=None)
@given(DATA, PATHS)
def test_a_path_has_as_many_solutions_as_the_algebra_gives_it(data, path):
    """Also where it begins or ends at a thing that is named, or where it began."""
    for subject, obj in (("?s", "?o"), ("n0", "?o"), ("?s", "n1"), ("?x", "?x")):
        written = [name if name.startswith("?") else f":{name}" for name in (subject, obj)]
        assert joined(data, [(subject, path, obj)]) == answer(data, f"{written[0]} {path[0]} {written[1]}")


#: Triples of two paths P and Q, written in the ways of section 4.2.
WRITTEN = {
    "?s P ?o . ?o Q ?z": [("?s", "P", "?o"), ("?o", "Q", "?z")],
    "?s P ?o ; Q ?z": [("?s", "P", "?o"), ("?s", "Q", "?z")],
    "?s P ?o , :n1 , ?z": [("?s", "P", "?o"), ("?s", "P", "n1"), ("?s", "P", "?z")],
    "_:b P ?o ; Q ?z .": [("_b", "P", "?o"), ("_b", "Q", "?z")],
    "_:b P ?o FILTER(isIRI(?o)) _:b Q ?z": [("_b", "P", "?o"), ("_b", "Q", "?z")],
    "?s P [ Q ?z ]": [("?s", "P", "_b"), ("_b", "Q", "?z")],
    "[] P ?o , [ Q ?z ; :p ?y ]": [("_a", "P", "?o"), ("_a", "P", "_b"), ("_b", "Q", "?z"), ("_b", "p", "?y")],
    "[ P ?o ; ] Q ?z ;; P ?z .": [("_b", "P", "?o"), ("_b", "Q", "?z"), ("_b", "P", "?z")],
    "{ ?s P ?o } ?o Q ?z": [("?s", "P", "?o"), ("?o", "Q", "?z")],
    "GRAPH :g { ?s P ?o } GRAPH :g { ?o Q ?z }": [("?s", "P", "?o"), ("?o", "Q", "?z")],
    "?s P ?o { SELECT ?o ?z { ?o Q ?z } }": [("?s", "P", "?o"), ("?o", "Q", "?z")],
    "?s P ?o { SELECT DISTINCT * { ?o P ?s } }": [("?s", "P", "?o"), ("?o", "distinct P", "?s")],
    "?s P ?o FILTER(EXISTS { ?s P ?o })": [("?s", "P", "?o")],
    "?s P ?o FILTER NOT EXISTS { ?s P|Q ?o }": [("?s", "nothing", "?o")],
    "?s P ?o MINUS { ?s Q|P ?o }": [("?s", "nothing", "?o")],
}


@pytest.mark.parametrize(("pattern", "triples"), WRITTEN.items())
@settings(max_examples=40, deadline=None)
@given(data=DATA, path=PATHS, other=PATHS)
def test_triples_are_joined_however_they_are_written(pattern, triples, data, path, other):
    """No column is there that the client did not name."""
    meant = {"P": path, "Q": other, "p": one("p"), "nothing": ("", lambda _: Counter())}
    meant["distinct P"] = "", lambda data: Counter(set(path[1](data)))
    text = pattern.replace("P", path[0]).replace("GRA" + path[0] + "H", "GRAPH").replace("Q", other[0])

    assert joined(data, [(s, meant[p], o) for s, p, o in triples]) == answer(data, text)


@settings(max_examples=60, deadline=None)
@given(DATA, PATHS)
def test_an_optional_path_leaves_each_solution_at_least_once(data, path):
    """A left join keeps duplicates too, and a filter within it belongs to it."""
    base = joined(data, [("?s", one("p"), "?o")])
    pairs = path[1](data)
    expected: Counter[tuple[tuple[str, str], ...]] = Counter()
    for row, many in base.items():
        found = {z: more for (o, z), more in pairs.items() if o == dict(row)["o"] and z != dict(row)["s"]}
        for z, more in found.items():
            expected[tuple(sorted((*row, ("z", z))))] += many * more
        if not found:
            expected[row] += many

    assert expected == answer(data, f"?s :p ?o OPTIONAL {{ ?o {path[0]} ?z FILTER(?z != ?s) }}")


@settings(max_examples=60, deadline=None)
@given(DATA, PATHS)
def test_what_is_counted_is_counted_as_often_as_it_comes(data, path):
    """Aggregates, also of a SELECT DISTINCT, and sub-selects that are cut."""
    count = sum(path[1](data).values())
    pattern = f"{{ SELECT DISTINCT (COUNT(*) AS ?n) {{ ?s {path[0]} ?o }} }}"

    assert Counter([(("n", str(count)),)]) == answer(data, pattern)
    assert min(count, 3) == sum(answer(data, f"SELECT * {{ ?s {path[0]} ?o }} LIMIT 3").values())


UNTOUCHED = [
    "SELECT * { ?s :p/:q* ?o FILTER(?s = ?o || ?o = '|') }",
    "SELECT * { ?s (:p|:q)* ?o ; (:p|^:q)+ 1.5 ; !(:p|:q) ?x , [ (:p/(:q|:r))? 2 ] }",
    "SELECT DISTINCT ?s { ?s :p|:q ?o } ORDER BY ?s LIMIT 3",
    "ASK { ?s :p|:q ?o }",
    "SELECT * { ?s :p ?o {| :q ?z |} }",
    "SELECT ?s { ?s :p ?o FILTER NOT EXISTS { ?s :p|:q ?z } MINUS { ?s :q|^:p ?o } }",
    "SELECT (BNODE() AS ?new) { ?s :p 'BNODE(?s)' . # a|b\n }",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_comes_out_the_same_is_left_as_it_is(text):
    """The engine knows best how to find what is only asked whether it is there."""
    assert PREFIX + text == by_the_standard(PREFIX + text)


def ask(text: str) -> None:
    evaluate(ox.Store(), "http://example.org/", Query(text, "SELECT", "text/csv"), io.BytesIO())


TOO_MUCH = {
    "one after another": "?s " + "/".join(["(:p|:q)"] * 10) + " ?o",
    "side by side": "?s " + "|".join(f":p{number}" for number in range(501)) + " ?o",
    "nested": "?s " + "^(" * 30 + "/".join(["(:p|:q)"] * 30) + ")" * 30 + " ?o",
    "at one node": "_:b " + " ; ".join(["(:p|:q) ?o"] * 10),
    "too long": "?s (:p|:q)/:" + "x" * 110_000 + " ?o",
}


@pytest.mark.parametrize("pattern", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_many_combinations_are_refused_at_their_place(pattern):
    """Alternatives multiply; the message says where, in the client's own text."""
    text = f"{PREFIX}\nSELECT * {{ {pattern} }}"
    column = len("SELECT * { ") + pattern.index("|") + 1
    with pytest.raises(QueryRefused, match=f"^line 2, column {column}: .* more than 500 combinations"):
        ask(text)


def test_many_alternatives_are_asked():
    """Five hundred are no more than the engine takes."""
    ask(f"{PREFIX} SELECT * {{ ?s {'|'.join(f':p{number}' for number in range(500))} ?o }}")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * { ?s :p|:q ?o .\n ?o :p }", "line 2, column 9"),
        ("SELECT * { ?s :p|:q|} ?o", "line 1, column "),
        ("SELECT * { ?s :p|:q ?o } ORDER", "line 1, column "),
        ("SELECT * { ?s :p|:q ?o FILTER(?o +) }", "line 1, column "),
    ],
)
def test_what_is_malformed_is_told_at_its_place_in_the_client_s_text(text, place):
    """The engine sees other words; the client never does."""
    with pytest.raises(MalformedQuery, match=place) as raised:
        ask(PREFIX + text)
    with pytest.raises(SyntaxError) as told:
        ox.Store().query(PREFIX + text)

    assert f"{raised.value.facts['line']}:{raised.value.facts['column']}:" in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s :p ?o {| :p|:q ?z |} }",
        "SELECT * { ?s ?p ?o FILTER(?s<'b>c') ?o :p|:q ?z FILTER('d') }",
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(text):
    """A wrong answer would be worse."""
    with pytest.raises(QueryRefused, match="cannot be read for certain"):
        ask(PREFIX + text)


@given(st.lists(st.sampled_from(["?s", ":p", "|", "/", "^", "(", ")", "[", "]", "{", "}", ".", ";", "1", "!", "*"])))
def test_whatever_comes_is_read_or_called_unreadable(words):
    """No text is an error of the server."""
    with suppress(Unreadable, QueryRefused):
        by_the_standard(f"SELECT * {{ {' '.join(words)} }}")
