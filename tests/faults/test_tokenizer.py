"""A fuzzer for the tokenizer: real queries, mutated, and text of every kind, judged by the engine's own parser."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.errors import MalformedQuery, QueryRefused, RequestError, UpdateForbidden
from acervo.protocol.asked import asked
from acervo.sparql.tokens import tokenize

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent.parent
QUERIES = sorted(path.read_text(encoding="utf-8") for path in ROOT.glob("queries/**/*.rq"))
BASE = "http://example.org/"
PIECES = (
    *"{}()[]<>'\"\\#@?$:;,.|/^*+-!=&_ \t\n\r\x00\u00a0\u2028\ufeff",
    *(
        "'''",
        '"""',
        "\\'",
        "\\u0041",
        "\\U0001F600",
        "^^",
        "<<",
        ">>",
        "<<(",
        ")>>",
        "{|",
        "|}",
        "_:a",
        "a:b",
        ":",
        "é",
    ),
    *("SERVICE", "SERVICE SILENT <x:y> { ?s ?p ?o }", "SERVICE:a {", "service", "SELECT", "ASK", "CONSTRUCT", "FROM"),
    *("1", "1.", "1e5", ".5", "true", "a", "?x", "<x:y>", "# x\n", "@en", "--ltr", "VALUES ?x { 1 }", "FILTER(1<2)"),
    *(
        "INSERT DATA { <x:a> <x:b> 1 }",
        "LOAD <x:y>",
        "BASE <x:>",
        "PREFIX service: <x:>",
        "VERSION '1.2'",
        "\U0001f600",
    ),
)
WITHIN = {
    "SELECT": ox.QuerySolutions,
    "ASK": ox.QueryBoolean,
    "CONSTRUCT": ox.QueryTriples,
    "DESCRIBE": ox.QueryTriples,
}
GLUED = re.compile(r"(?i)(?:select|construct|describe|ask)[a-z]")


def mutated(random_: random.Random) -> str:
    """A kept query with a few pieces taken out, put in, doubled, or exchanged for those of another."""
    text = random_.choice(QUERIES)
    for _ in range(random_.randint(1, 4)):
        start = random_.randint(0, len(text))
        end = min(len(text), start + random_.choice((0, 0, 1, 3, 20)))
        other = random_.choice(QUERIES)
        at = random_.randint(0, len(other))
        piece = random_.choice(("", random_.choice(PIECES), other[at : at + 30], text[start:end] * 2))
        text = text[:start] + piece + text[end:]
    return text


def noise(random_: random.Random) -> str:
    """Any code points and pieces of queries."""
    letters = (chr(random_.choice((random_.randint(0, 0x7F), random_.randint(0xA0, 0x2FFF)))) for _ in range(20))
    parts = [*random_.choices(PIECES, k=20), *letters]
    random_.shuffle(parts)
    return "".join(parts)


@pytest.mark.parametrize("seed", range(20))
def test_tokens_cover_every_text_once(seed: int) -> None:
    """Without a gap but white space, without overlap, whatever the text."""
    random_ = random.Random(seed)
    for _ in range(500):
        text = random_.choice((mutated, noise))(random_)
        end = 0
        for token in tokenize(text):
            assert "" == text[end : token.start].strip(), text
            assert token.text == text[token.start : token.start + len(token.text)] != ""
            end = token.start + len(token.text)
        assert "" == text[end:].strip(), text


@pytest.mark.parametrize("seed", range(20))
def test_what_the_engine_takes_is_outlined_alike(seed: int) -> None:
    """The form is that of the engine's answer; what is refused is refused by name; SERVICE passes in no disguise."""
    random_ = random.Random(1000 + seed)
    taken = 0
    refusals: set[str] = set()
    called: set[str] = set()
    store = ox.Store()
    for _ in range(400):
        text = random_.choice((mutated, mutated, mutated, noise))(random_)
        try:
            read = asked(text, BASE, 64)
        except QueryRefused as error:
            refusals.add(re.search(r"SERVICE|nested|parts|$", error.detail)[0])
            continue
        except UpdateForbidden:
            with pytest.raises((SyntaxError, RuntimeError)):
                store.query(text, base_iri=BASE)
            continue
        except MalformedQuery:
            # The engine asks for no space between words (`SELECTDISTINCT`), which is no SPARQL.
            if not GLUED.search(text):
                with pytest.raises(SyntaxError):
                    store.query(text, base_iri=BASE)
            continue
        except RequestError as error:
            raise AssertionError(text) from error
        try:
            result = store.query(read.text, base_iri=BASE)
        except (SyntaxError, RuntimeError, OSError) as error:
            # A call of another endpoint would be tried, and fail at its address or for want of a client.
            called |= {text} if "service" in str(error).lower() and "expected" not in str(error) else set()
            continue
        assert isinstance(result, WITHIN[read.outline.form]), text
        taken += 1

    assert refusals <= {"SERVICE", "nested", "parts"}
    assert set() == called
    assert taken > 20
