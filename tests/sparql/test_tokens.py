"""SPARQL as tokens: enough to refuse what must not reach the engine, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.errors import MalformedQuery
from acervo.sparql.tokens import line_and_column, tokenize


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://example.org/a#b>", "iri"),
        ("<http://example.org/Côte_d'Ivoire>", "iri"),
        ("<http://example.org/\\u0041>", "iri"),
        ("<>", "iri"),
        ('"a \\" b"', "string"),
        ("'SERVICE'", "string"),
        ('"""a "quoted" word,\nand ""two"" lines"""', "string"),
        ("'''it's'''", "string"),
        ('""', "string"),
        ("# to the end { of the line", "comment"),
        ("?name", "variable"),
        ("$name", "variable"),
        ("mov:Battle", "prefixed"),
        (":battle-la-gaviota-2016", "prefixed"),
        ("mov:", "prefixed"),
        (":", "prefixed"),
        ("ex:a.b", "prefixed"),
        ("ex:a\\'b", "prefixed"),
        ("ex:%C3%B1", "prefixed"),
        ("ex:ñandú", "prefixed"),
        ("_:b0", "prefixed"),
        ("SELECT", "word"),
        ("@es-VE", "word"),
        ("{", "bracket"),
        ("]", "bracket"),
    ],
)
def test_one_token_is_one_token(text, kind):
    """SPARQL 1.1, section 19.8."""
    assert [(kind, text)] == kinds(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("?a<?b", ["?a", "<", "?b"]),
        ("?s<p>?o", ["?s", "<p>", "?o"]),
        ("ex:a.}", ["ex:a", ".", "}"]),
        ("?s ?p ex:a.", ["?s", "?p", "ex:a", "."]),
        ("'a'@en", ["'a'", "@en"]),
        ('"1"^^xsd:integer', ['"1"', "^", "^", "xsd:integer"]),
        ("ASK{}#x\nASK", ["ASK", "{", "}", "#x", "ASK"]),
        ("'open { string", ["'", "open", "{", "string"]),
        ("<a b>", ["<", "a", "b", ">"]),
    ],
)
def test_tokens_end_where_the_grammar_ends_them(text, parts):
    """A token too long would hide what follows it."""
    assert parts == [token.text for token in tokenize(text)]


TEXT = st.text(alphabet="ab:_-<>'\"\\?$#@{}[]().,;|^&=!*+/%0 1\n\r\tÑ“\u00b7\u2028\x00", max_size=60)


@settings(deadline=None)
@given(TEXT)
def test_tokens_cover_all_that_is_no_white_space(text):
    """Nothing is skipped, so nothing can be slipped past."""
    end = 0
    for token in tokenize(text):
        assert "" == text[end : token.start].strip()
        assert text.startswith(token.text, token.start)
        assert token.text
        end = token.start + len(token.text)
    assert "" == text[end:].strip()


@settings(deadline=None)
@given(TEXT, st.data())
def test_lines_and_columns_count_from_one(text, data):
    """As editors count, in code points."""
    start = data.draw(st.integers(0, len(text)))
    line, column = line_and_column(text, start)

    assert start == sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1


#: As the grammar writes IRIs and strings, one choice a character.
_LITERALLY = re.compile(
    r"""(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')""",
    re.VERBOSE | re.DOTALL,
)
_PIECES = (
    "<",
    ">",
    '"',
    '"""',
    "'",
    "'''",
    "\\",
    "\\u00e9",
    "\\u12",
    "\\U0001F600",
    "\n",
    "\r",
    " ",
    "{",
    "a",
    "é",
    "😀",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_iris_and_strings_end_where_the_grammar_ends_them(text):
    """They are taken in one stride, which must not be another one."""
    for token in tokenize(text):
        found = _LITERALLY.match(text, token.start)
        expected = (found.lastgroup, found[0]) if found else ("neither", "")

        assert (token.kind, token.text) == expected or (found is None and token.kind not in ("iri", "string"))


def test_quotes_without_end_are_not_searched_for_ever():
    """For each of them the rest of the line is searched; a hundred and one are no query."""
    text = "ASK {\n" + '"' + '\\"' * 100

    with pytest.raises(MalformedQuery, match="never closed") as raised:
        tokenize(text)

    assert 2 == raised.value.facts["line"]
    assert "other" == tokenize(text[:-2])[-1].kind


def test_a_prefix_has_a_length_at_which_it_is_one_no_longer():
    """A long row of letters and dots is searched for its colon once for each letter."""
    assert [("prefixed", "a" * 65 + ":b")] == kinds("a" * 65 + ":b")
    assert [("word", "a" * 66), ("prefixed", ":b")] == kinds("a" * 66 + ":b")
