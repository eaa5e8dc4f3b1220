"""Nothing is handed out that was not read again and found to say the same."""

from __future__ import annotations

import pytest

from acervo.turtle import formatting
from acervo.turtle.formatting import FormattingRefused, format_document
from acervo.turtle.reader import read_turtle

from .texts import BASE, formatted

TEXT = """\
@prefix : <https://example.org/id/> .

# about a
:a :p [ :q "x" , "y" ] , _:z , ( 1 2 ) . # behind
_:z :q +7 .
# about b
:b :p :a .
"""


@pytest.mark.parametrize("sort", [False, True])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("+7", "7"),  # the same number, another term
        ('"y"', '"z"'),
        ("_:z ;", "_:y ;"),
        ("# about a", "# about A"),
        ("# about a\n", ""),
        ("# about b\n", "# about b\n# about b\n"),
        ("1 2", "2 1"),
        (":b\n", ":c\n"),
        ('"x" ,', '"x" ;'),  # no longer Turtle
        (".\n", ".\n:more :and :more .\n"),
        ("@prefix : <https://example.org/id/> .", "@prefix : <https://example.org/other/> ."),
    ],
)
def test_a_text_that_says_otherwise_is_refused(monkeypatch, sort, right, wrong):
    """Whatever is wrong with the layout, a file is never worse after it than before."""
    lay_out = formatting.lay_out

    def spoil(*arguments: object) -> str:
        text = lay_out(*arguments)  # type: ignore[arg-type]
        assert right in text or right.replace(";", ",") in text
        return text.replace(right, wrong, 1) if right in text else text.replace(right.replace(";", ","), wrong, 1)

    monkeypatch.setattr(formatting, "lay_out", spoil)

    with pytest.raises(FormattingRefused):
        formatted(TEXT, sort=sort)


def test_a_comment_that_would_change_statements_is_refused(monkeypatch):
    """Sorted, comments may change places, each with its statement."""
    lay_out = formatting.lay_out

    def swap(*arguments: object) -> str:
        text = lay_out(*arguments)  # type: ignore[arg-type]
        return text.replace("about a", "about x").replace("about b", "about a").replace("about x", "about b")

    monkeypatch.setattr(formatting, "lay_out", swap)

    with pytest.raises(FormattingRefused):
        formatted(TEXT, sort=True)


def test_two_blank_nodes_that_would_become_one_are_refused(monkeypatch):
    """Every triple finds its twin, and yet the graphs differ."""
    text = "@prefix : <https://example.org/id/> .\n:a :p _:x . :a :p _:y ."
    lay_out = formatting.lay_out
    monkeypatch.setattr(formatting, "lay_out", lambda *parts: lay_out(*parts).replace("_:y", "_:x"))
    monkeypatch.setattr(formatting, "_terms", lambda document: {})

    with pytest.raises(FormattingRefused, match="graph"):
        formatted(text, sort=True)


def test_a_file_with_errors_is_not_formatted():
    document = read_turtle(":a :b :c .", "a.ttl", BASE)

    with pytest.raises(ValueError, match=r"a\.ttl"):
        format_document(document, BASE)


def test_n_triples_are_not_formatted():
    """They have a layout of their own: a triple a line."""
    with pytest.raises(ValueError, match=r"a\.nt"):
        format_document(read_turtle("", "a.nt", BASE), BASE)
