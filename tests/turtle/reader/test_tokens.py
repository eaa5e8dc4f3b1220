"""Cutting a text into tokens loses nothing and never fails."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.turtle.tokens import TRIVIA, Kind, tokenize

from .texts import NASTY, archive_texts, w3c_texts

PIECES = [
    *" .;,[]()<>\"'@^#:_-+019aeEx\\%\n\r\t{}|~?=“”é😀\ufeff\u00a0\x00",
    '"""',
    "'''",
    "^^",
    "<<(",
    ")>>",
    "@en",
    "_:b",
    "a:b",
    "\\u0041",
    "1.e5",
    "<http://a>",
]


def meaningful(text: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in tokenize(text) if token.kind not in TRIVIA]


@pytest.mark.parametrize("text", [NASTY, "", "\ufeff", "\r", "\\", '"', "'''", "<", "_:", ":%", "@"])
def test_tokens_joined_are_the_text(text):
    assert text == "".join(token.text for token in tokenize(text))


def test_tokens_of_every_file_joined_are_the_file():
    for text in {**w3c_texts(), **archive_texts()}.values():
        assert text == "".join(tokenize(text).texts)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text())
def test_tokens_stand_one_behind_the_other(text):
    """Every character belongs to exactly one token, whatever the text is."""
    tokens = list(tokenize(text))

    assert all(text[token.start : token.end] == token.text != "" for token in tokens)
    assert [0, *(token.end for token in tokens)] == [*(token.start for token in tokens), len(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 1.5. -.5 1.e5 +1e-3 .5", "INTEGER DOT DECIMAL DOT DECIMAL DOUBLE DOUBLE DECIMAL"),
        (":a.b. :a. :a\\. :a.:b", "NAME DOT NAME DOT NAME NAME"),
        ("<a>.:b true.<a>", "IRI DOT NAME WORD DOT IRI"),
        ("true.:b", "BAD_NAME"),
        (":%zz :\\q a:b%", "BAD_NAME WORD BAD_NAME WORD BAD_NAME"),
        ("_:a..b. _:0 _", "BLANK DOT BLANK STRAY"),
        ("'a' \"\" \"a\\\"b\" '''a''b'''", "STRING STRING STRING LONG_STRING"),
        ('"a\n"', "UNCLOSED_STRING UNCLOSED_STRING"),
        ('"a\\"\n', "UNCLOSED_STRING"),
        ('"""a\\"""', "UNCLOSED_LONG_STRING"),
        ('"""""" """"a"""', "LONG_STRING LONG_STRING"),
        ("<a\n<b<c>", "UNCLOSED_IRI UNCLOSED_IRI IRI"),
        ("@en-US @prefix @en--ltr @ @1", "LANGUAGE LANGUAGE LANGUAGE STRAY STRAY INTEGER"),
        ('"a"@en^^:b', "STRING LANGUAGE DATATYPE_MARK NAME"),
        ("<< <<( )>> >> {| |} ~ { }", " ".join(["TURTLE_12"] * 7) + " STRAY STRAY"),
        ("1e + - 1.e", "BAD_NUMBER BAD_NUMBER BAD_NUMBER BAD_NUMBER"),
        ("[](),;", "OPEN_BRACKET CLOSE_BRACKET OPEN_LIST CLOSE_LIST COMMA SEMICOLON"),
        ("“x” a/b", "STRAY WORD STRAY WORD STRAY WORD"),
    ],
)
def test_a_token_is_as_long_as_its_grammar_allows(text, expected):
    assert expected.split() == [kind for kind, _ in meaningful(text)]


def test_a_number_sign_begins_a_comment_only_where_a_token_could_begin():
    """`ex:a#b` is a name and a comment; `<a#b>` is an address."""
    kinds = [token.kind for token in tokenize('<a#b> "#" :a#b\n:c')]

    assert [Kind.IRI, Kind.SPACE, Kind.STRING, Kind.SPACE, Kind.NAME, Kind.COMMENT, Kind.SPACE, Kind.NAME] == kinds


def test_a_byte_order_mark_is_one_only_at_the_beginning():
    assert [Kind.BYTE_ORDER_MARK, Kind.WORD, Kind.SPACE, Kind.WORD] == tokenize("\ufeffa \ufeffa").kinds
