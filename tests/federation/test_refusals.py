"""Whom nobody asks: every other address, in every spelling, however the query is written."""

from __future__ import annotations

import random

import pytest

from acervo.errors import AcervoError, MalformedQuery, QueryRefused, RemoteFailed, UpdateForbidden
from acervo.federation.addresses import may_connect
from acervo.settings import AllowedEndpoint
from federation.conftest import BASE, Archive

SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/sparql/",
    "http://127.0.0.1:{port}/sparql?x=1",
    "http://127.0.0.1:{port}/sparql#x",
    "http://127.0.0.1:{port}/SPARQL",
    "http://127.0.0.1:{port}/x/../sparql",
    "http://127.0.0.1:{port}//sparql",
    "http://127.0.0.1:{port}/%73parql",
    "http://127.0.0.1.:{port}/sparql",
    "http://localhost:{port}/sparql",
    "http://LOCALHOST:{port}/sparql",
    "http://localhost.:{port}/sparql",
    "http://2130706433:{port}/sparql",
    "http://0x7f000001:{port}/sparql",
    "http://0177.0.0.1:{port}/sparql",
    "http://127.1:{port}/sparql",
    "http://0:{port}/sparql",
    "http://0.0.0.0:{port}/sparql",
    "http://[::1]:{port}/sparql",
    "http://[::ffff:127.0.0.1]:{port}/sparql",
    "http://[0:0:0:0:0:ffff:7f00:1]:{port}/sparql",
    "http://user@127.0.0.1:{port}/sparql",
    "http://user:word@127.0.0.1:{port}/sparql",
    "http://127.0.0.1:{port}@example.org/sparql",
    "http://example.org@127.0.0.1:{port}/sparql",
    "http://①②⑦.0.0.1:{port}/sparql",
    "http://127。0。0。1:{port}/sparql",
    "http://lоcalhost:{port}/sparql",
    "https://127.0.0.1:{port}/sparql",
    "ftp://127.0.0.1:{port}/sparql",
    "file:///etc/passwd",
    "http:127.0.0.1:{port}/sparql",
    "//127.0.0.1:{port}/sparql",
    "sparql",
    "",
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1/sparql",
    "http://127.0.0.1:0{port}/sparql",
    "urn:acervo:bnode:x",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_an_address_that_is_not_listed_as_it_stands_is_refused(archive, endpoint, spelling, silent):
    """Also one that would lead to a listed one: what two programs read in two ways is not to be relied on."""
    other = spelling.format(port=endpoint.port)

    with pytest.raises((QueryRefused, MalformedQuery)):
        archive.body(f"SELECT * {{ SERVICE {silent}<{other}> {{ ?s ?p ?o }} }}")

    assert 0 == endpoint.connections
    assert [] == archive.engine.texts


def test_the_refusal_says_where_what_and_whom_it_would_ask(archive, endpoint):
    """The next move is in it."""
    with pytest.raises(QueryRefused) as raised:
        archive.body("SELECT * {\n  SERVICE <http://other.example/sparql> { ?s ?p ?o } }")

    assert {"line": 2, "column": 11} == raised.value.facts
    assert "<http://other.example/sparql>" in raised.value.detail
    assert f"<{endpoint.address}>" in raised.value.detail
    assert "[federation] in acervo.toml" in raised.value.detail


def test_case_of_scheme_and_host_does_not_matter(endpoint):
    """They are the same address by every standard."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True))

    assert archive.rows(f"SELECT * {{ SERVICE <{endpoint.address.replace('http', 'HTTP')}> {{ ?s <{BASE}q> ?o }} }}")


def test_an_endpoint_in_one_s_own_network_is_asked_only_where_the_list_says_so(endpoint):
    """A listed name may be made to lead inside by whoever holds it."""
    for address in (endpoint.address, endpoint.address.replace("127.0.0.1", "localhost")):
        archive = Archive(AllowedEndpoint(address))
        with pytest.raises(RemoteFailed, match="not on the open internet"):
            archive.body(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")

    assert 0 == endpoint.connections


def test_a_name_with_one_address_inside_is_not_asked_at_the_other(endpoint, monkeypatch):
    """Every address that the name has is looked at, and it is connected to none but these."""
    import asyncio

    async def addresses(self, host, port, **more):
        return [(0, 0, 0, "", ("192.0.32.10", port)), (0, 0, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", addresses)
    archive = Archive(AllowedEndpoint(f"http://two.example:{endpoint.port}/sparql"))

    with pytest.raises(RemoteFailed, match="not on the open internet"):
        archive.body(f"SELECT * {{ SERVICE <http://two.example:{endpoint.port}/sparql> {{ ?s ?p ?o }} }}")
    assert 0 == endpoint.connections


def test_it_is_connected_to_the_address_that_was_looked_at(endpoint, monkeypatch):
    """A name that is asked for twice may lead elsewhere the second time."""
    import asyncio

    names = []

    async def addresses(self, host, port, **more):
        names.append(host)
        return [(0, 0, 0, "", ("127.0.0.1", port))] if len(names) == 1 else []

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", addresses)
    address = f"http://once.example:{endpoint.port}/sparql"
    archive = Archive(AllowedEndpoint(address, local=True))

    assert archive.rows(f"SELECT * {{ SERVICE <{address}> {{ ?s <{BASE}q> ?o }} }}")
    assert ["once.example"] == names[:1]
    assert f"once.example:{endpoint.port}" == endpoint.asked[0]["host"]


INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.1", "198.18.0.1", "168.63.129.16", "100.100.100.200",
    "::", "::1", "fe80::1", "fe80::1%lo", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:0:7f00:1",
    "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2001:db8::1",
    "2001:0:0:0:0:0:80ff:fffe", "127.0.0.1 ", "2130706433", "localhost", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_told_from_those_of_the_open_internet(address):
    """In every form in which one of them can hide in another."""
    assert not may_connect(address, local=False)


@pytest.mark.parametrize(
    "address", ["192.0.32.10", "8.8.8.8", "2620:0:2d0:200::10", "::ffff:8.8.8.8", "2002:808:808::"]
)
def test_addresses_of_the_open_internet_may_be_asked(address):
    """Federation is for them."""
    assert may_connect(address, local=False)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "fd00:ec2::254", "::ffff:169.254.169.254"]
)
def test_a_machine_s_own_secrets_are_never_asked_for(address):
    """No archive stands there, whatever the list says."""
    assert not may_connect(address, local=True)


REFUSED = {
    "inside of SERVICE": ("SERVICE HERE { SERVICE HERE { ?s ?p ?o } }", "one after the other"),
    "inside of its sub-select": ("SERVICE HERE { { SELECT * { SERVICE SILENT HERE {} } } }", "one after the other"),
    "a variable without a value": ("SERVICE ?x { ?s ?p ?o }", r"\?x must have a value before"),
    "a variable bound later": ("SERVICE ?x { ?s ?p ?o } VALUES ?x { HERE }", "must have a value before"),
    "a variable bound outside": ("VALUES ?x { HERE } { SERVICE ?x { ?s ?p ?o } }", "in the same group"),
    "a variable bound now and then": ("VALUES ?x { HERE UNDEF } SERVICE ?x { ?s ?p ?o }", "must have a value"),
    "a variable of OPTIONAL": ("OPTIONAL { ?a ?b ?x } SERVICE ?x { ?s ?p ?o }", "must have a value"),
    "a variable with a stranger's address": (
        "VALUES ?x { HERE <http://other.example/> } SERVICE SILENT ?x { ?s ?p ?o }",
        "may not ask <http://other.example/>",
    ),
    "a variable with a text": ("VALUES ?x { 'a' } SERVICE ?x { ?s ?p ?o }", 'may not ask "a"'),
    "glued to SILENT": ("SERVICESILENT HERE { ?s ?p ?o }", "a word of its own|stands too close"),
    "glued to a number": ("?a ?b 1e5SERVICE HERE { ?s ?p ?o }", "a word of its own|stands too close"),
    "a prefix": ("SERVICEx: { ?s ?p ?o }", "a word of its own|stands too close"),
    "an undeclared prefix": ("SERVICE y:z { ?s ?p ?o }", "not declared"),
    "an IRI or a comparison": ("FILTER(?s<'b> SERVICE HERE {} FILTER(1>'c') ?s ?p ?o", "not be|may be|cannot|too soon"),
}


@pytest.mark.parametrize(("pattern", "words"), REFUSED.values(), ids=REFUSED)
def test_service_where_it_cannot_be_followed_is_refused_with_the_reason(archive, endpoint, pattern, words):
    """A wrong answer would not be noticed."""
    text = f"PREFIX x: <{endpoint.address}> SELECT * {{ {pattern.replace('HERE', f'<{endpoint.address}>')} }}"

    with pytest.raises((QueryRefused, MalformedQuery), match=words):
        archive.body(text)
    assert 0 == endpoint.connections


@pytest.mark.parametrize(
    "text",
    ["LOAD <http://127.0.0.1:9/>", "LOAD SILENT <file:///etc/passwd>", "INSERT { ?s ?p ?o } WHERE { SERVICE HERE {} }"],
)
def test_updates_stay_refused(archive, endpoint, text):
    """The list is for questions."""
    with pytest.raises(UpdateForbidden):
        archive.body(text.replace("HERE", f"<{endpoint.address}>"))


def test_without_a_list_the_answer_is_no_with_the_way_to_allow(endpoint):
    """As for every archive that says nothing about it."""
    with pytest.raises(QueryRefused, match=r"asks no other endpoint.*\[federation\] allow"):
        Archive().body(f"SELECT * {{ SERVICE <{endpoint.address}> {{ ?s ?p ?o }} }}")


def test_what_does_not_parse_is_sent_to_nobody(archive, endpoint):
    """The mistake is told where it stands in the client's own text."""
    text = f"SELECT * {{\n  SERVICE SILENT\n <{endpoint.address}> {{ ?s ?p ?o }}\n  ?s ?p }}"

    with pytest.raises(MalformedQuery) as raised:
        archive.body(text)

    assert 4 == raised.value.facts["line"]
    assert 0 == endpoint.connections


PARTS = [
    "SERVICE", "service", "SERVICE SILENT", "SERVICESILENT", "SERVICE:", "x:", "x:a", "SERVICEx:a", "1SERVICE", "?s",
    "STRANGER", "STRANGER", "STRANGER", "HERE", "HERE", "?p", "?o", "?x", "{", "}", "(", ")", "[", "]", ".", ";",
    ",", "a", "'", '"', "'''", '"""', "<", ">", "<a'b>", "'b>c'", "# x\n", "#", "\n", "\r", "\\", "\\u0053ERVICE",
    "\\'", "FILTER", "EXISTS", "NOT", "OPTIONAL", "MINUS", "UNION", "GRAPH", "BIND(STRANGER AS ?x)", "SELECT * {",
    "@en", "^^", "1e5", "true", "|", "*", "+", "&&", "!=", "LATERAL", "\u00a0", "\ufeff", "\x00",
]  # fmt: skip
WHOLE = [
    "SERVICE STRANGER { ?s ?p ?o }", "SERVICE HERE { ?s ?p ?o }", "SERVICE ?x { ?s ?p ?o }", "VALUES ?x { HERE }",
    "VALUES ?x { STRANGER }", "{ ?s ?p ?o }", "?s ?p ?o .", "OPTIONAL { ?s ?p ?o }", "FILTER EXISTS { ?s ?p ?o }",
    "MINUS { SERVICE HERE { ?s ?p ?o } }", "'SERVICE STRANGER {}' ?p ?o .", "# SERVICE STRANGER { ?s ?p ?o }\n",
    "FILTER(?s < 'b>c')", "?s <a'b> 'c' .", "{ SELECT * { SERVICE HERE { ?s ?p ?o } } }", "FILTER(1<'b>c')",
    "BIND(STRANGER AS ?x)", "SERVICE SILENT HERE { ?s ?p ?o # }\n }", "x:SERVICE ?p ?o .", "GRAPH ?g { ?s ?p ?o }",
]  # fmt: skip


def some_text(pick: random.Random) -> str:
    parts = pick.choices(WHOLE, k=pick.randint(0, 4)) + pick.choices(PARTS, k=pick.choice([0, 1, 1, 2, 3, 8]))
    pick.shuffle(parts)
    text = "".join(part + pick.choice(["", " ", " ", " "]) for part in parts)
    prologue = pick.choice(["", "PREFIX x: STRANGER ", "PREFIX : STRANGER PREFIX SERVICE: STRANGER "])
    return prologue + pick.choice([f"SELECT * {{ {text} }}", f"ASK {{ {text} }}", text])


@pytest.mark.parametrize("seed", range(20))
def test_no_text_whatever_makes_the_engine_ask(seed, archive, endpoint, stranger):
    """The engine here reaches everywhere; what it is given must not make it."""
    pick = random.Random(seed)
    evil = f"' \" \\ }} }} SERVICE SILENT <{stranger.address}> {{ ?s ?p ?o }} # '''"
    endpoint.says([{name: {"type": "literal", "value": evil} for name in "spox"}] * pick.randint(0, 2))
    answered = 0
    for _ in range(150):
        text = some_text(pick).replace("STRANGER", f"<{stranger.address}>").replace("HERE", f"<{endpoint.address}>")
        try:
            archive.body(text)
            answered += 1
        except AcervoError:
            pass
        assert 0 == stranger.connections, text
    # The engine's own SERVICE would not be told from ours at the listed endpoint, but for who says it is asking.
    assert all(one["user-agent"].startswith("Acervo/") for one in endpoint.asked)
    assert answered


def test_the_engine_would_ask_if_it_were_let(archive, stranger):
    """Else the test before proved nothing."""
    archive.engine.store.query(f"SELECT * {{ SERVICE SILENT <{stranger.address}> {{ ?s ?p ?o }} }}")

    assert 1 == stranger.connections
