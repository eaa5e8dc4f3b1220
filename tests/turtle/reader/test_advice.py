"""What a person is told who mends a file from the messages alone: which place, which words, which move."""

from __future__ import annotations

import pytest

from acervo.turtle.invisible import hidden_in_name
from acervo.turtle.problems import ELSEWHERE, LANGUAGES, TurtleProblem

from .texts import read

HEAD = "@prefix : <https://example.org/id/> .\n@prefix mov: <https://w3id.org/acervo/ns#> .\n"


def told(text: str) -> list[tuple[str, str, str]]:
    """Of each problem its code, its place and the other place as they stand in the text, both by line and column."""
    document = read(HEAD + text)

    def written(span: tuple[int, int] | None) -> str:
        return "" if span is None else ":".join(map(str, document.position(span[0])))

    return [(problem.code, written(problem.place), written(problem.other)) for problem in document.errors]


def only(text: str) -> TurtleProblem:
    (problem,) = read(HEAD + text).errors
    return problem


@pytest.mark.parametrize(
    ("text", "code", "place", "other"),
    [
        (":a mov:b 1 ,\n:c a mov:D .", "comma-for-dot", "3:12", "4:1"),
        (":a mov:b 1 ;\n:c a mov:D .", "semicolon-for-dot", "3:12", "4:1"),
        (":a mov:b 1 ,\n  mov:c 2 .", "comma-for-semicolon", "3:12", "4:9"),
        (':a mov:b "c"@en ;\n  "d"@es .', "semicolon-for-comma", "3:17", "4:3"),
        (":a mov:b 1\n  mov:c 2 .", "missing-semicolon", "3:10", "4:3"),
        (':a mov:b "c"@en\n  "d"@es .', "missing-comma", "3:13", "4:3"),
        (":a mov:b 1\n:c mov:d 2 .", "missing-dot", "3:10", "4:1"),
        (":a mov:b 1 .\n  mov:c 2 .", "dot-too-early", "3:12", "4:9"),
        (":a mov:b [ mov:c 1 ;\n  mov:d 2 .", "unclosed-bracket", "4:11", "3:10"),
        (':a mov:b "They said "no" twice" .', "quote-in-string", "3:21", "3:24"),
        (":a mov:b 1980-08-31 .", "unquoted-value", "3:10", ""),
    ],
)
def test_the_place_to_mend_comes_first_and_the_other_says_what_it_is(text, code, place, other):
    """“This is the place to mend” sent people to a quote that was right."""
    assert [(code, place, other)] == told(text)


def test_the_other_place_is_spoken_of_in_every_language():
    english = ELSEWHERE["en"]

    assert LANGUAGES.keys() == ELSEWHERE.keys()
    assert all(english.keys() == words.keys() for words in ELSEWHERE.values())
    assert {key.partition("/")[0] for key in english} <= {key.partition("/")[0] for key in LANGUAGES["en"]}


# Invisible characters


@pytest.mark.parametrize(
    ("character", "name"),
    [("\ufeff", "byte order mark (U+FEFF)"), ("\u200b", "U+200B ZERO WIDTH SPACE"), ("\u00ad", "U+00AD SOFT HYPHEN")],
)
def test_an_invisible_character_is_named_and_placed_before_the_word_that_is_seen(character, name):
    """The prefix that nobody could see was “not declared”; whoever declared it made three new faults."""
    problem = only(f"{character}:a mov:b 1 .")

    assert "invisible-character" == problem.code
    assert "An invisible character stands here, before “:a”: " in problem.message()
    assert name in problem.message()
    assert "Delete it" in problem.message()


def test_a_no_break_space_is_a_space_to_type_anew():
    problem = only(":a mov:b\u00a0:c .")

    assert "before “:c”: U+00A0 NO-BREAK SPACE. Type a plain space instead" in problem.message()


def test_invisible_characters_in_texts_and_comments_are_nobody_s_business():
    assert () == read(f'{HEAD}# so\u00adft \ufeff\n:a mov:b "so\u00adft\u00a0\ufeff" .').errors


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (":gda\ufeffnsk", 4),
        (":gdansk\u200d", 7),
        (":gda\u200dnsk", 4),
        ("<https://example.org/\u200bx>", 21),
        (":می\u200cخواهم", None),
        (":gdańsk", None),
        (":gdansk", None),
    ],
)
def test_a_name_may_hold_joiners_only_where_its_script_has_them(name, place):
    """Persian is written with them; in a name in Latin letters one was pasted."""
    assert place == hidden_in_name(name)


# Marks


def test_a_line_with_a_name_and_an_a_is_a_new_statement():
    """Told that the name was a predicate, a person wrote a semicolon and was told that “a” has no quotes."""
    for mark, name in ((",", "comma"), (";", "semicolon")):
        problem = only(f":a mov:b 1 {mark}\n:c a mov:D ;\n  mov:e 2 .")

        assert (
            f"A new statement begins on line 4, about :c: the {name} on line 3 should be a full stop “.”."
            == problem.message()
        )


def test_where_a_comma_may_be_two_things_the_likelier_is_told_first():
    message = only(":a mov:b 1 ,\n  :c mov:d :e .").message()

    assert 0 < message.index("full stop") < message.index("semicolon")


def test_what_was_read_of_a_statement_that_should_have_ended_is_kept():
    document = read(f"{HEAD}:a mov:b :x ,\n:c a mov:D ; mov:e 2 .")

    assert [":x", ":c", "mov:D", "2"] == [document.text[slice(*triple.object_span)] for triple in document.triples]
    assert ":c" == document.text[slice(*document.triples[-1].subject_span)]


def test_a_mark_is_wanted_at_the_end_of_the_line_before():
    """“On line 35, before mov:position” was said of a word on line 36."""
    assert "Put “ ;” at the end of line 3." in only(":a mov:b 1\n  mov:c 2 .").message()
    assert "Put “ ;” between 1 and mov:c." in only(":a mov:x [ mov:b 1 mov:c 2 ] .").message()


# Quotes


def test_only_the_outer_curly_quotes_are_wrong_and_both_are_named():
    """Whoever straightened all four had a new fault; inside a title they may stay."""
    problem = only(":a mov:b “Against “Them”: a talk”@en ;\n  mov:c 1 .")

    assert '"Against “Them”: a talk"' == problem.suggestion
    assert "the “ here and of the ” in column 33; the curly quotes inside the text may stay." in problem.message()


def test_a_quote_inside_a_text_is_told_with_its_partner():
    problem = only(':a mov:b "They said "no, never": twice"@en ;\n  mov:c 1 .')

    assert 'Write \\" for it, and for its partner in column 31 as well.' in problem.message()


@pytest.mark.parametrize(
    ("text", "before", "column"),
    [
        ('"Gdańsk.@pl ;', "@pl", 18),
        ('"1980^^mov:d .', "^^mov:d", 15),
        ('"Gdańsk ;', ";", 17),
        ('"Gdańsk .', ".", 17),
    ],
)
def test_a_text_that_is_not_closed_says_where_it_probably_ends(text, before, column):
    message = only(
        f":a mov:b {text}\n:c mov:d 1 ." if text.endswith(".") else f":a mov:b {text}\n  mov:c 1 ."
    ).message()

    assert f"probably before {before} in column {column}." in message


def test_a_text_of_several_lines_is_told_of_long_quotes():
    """Its first line ends in the middle of a sentence; what stands on the next is not told as a fault of its own."""
    assert 'between """ and """' in only(':a mov:b "Gdańsk and\n  Gdynia.').message()


def test_a_language_without_its_at_is_no_quote_within_a_text():
    """Told to write \\" for the quote, a person made the language a part of the text."""
    problem = only(':a mov:b "Orilla"es ;\n  mov:c 1 .')

    assert 'Behind this text stands es without @. Write "Orilla"@es.' == problem.message()
    assert ["quote-in-string"] == [code for code, *_ in told(':a mov:b "They said "no" twice" .')]


def test_a_backslash_before_a_mark_is_too_much_and_before_a_letter_perhaps_meant():
    mark, letter = (only(f':a mov:b "C:\\{character}hips" .').message() for character in ";s")

    assert "If no backslash is meant, take it away: write ;" in mark
    assert mark.index("take it away") < mark.index("Write \\\\ for a backslash")
    assert letter.index("Write \\\\ for a backslash") < letter.index("take it away: s")


# Addresses and comments


def test_an_address_that_is_not_closed_says_where_it_probably_ends():
    """The line that showed the place went through the mark behind the address."""
    problem = only(":a mov:b <http://a/b ;\n  mov:c 1 .")

    assert "Before the ;, put > right behind its last character: probably in column 21." in problem.message()
    assert "<http://a/b" == f"{HEAD}:a mov:b <http://a/b ;"[slice(*problem.place)]
    assert "probably at the end of the line." in only(":a mov:b <http://a/b\n  ; mov:c 1 .").message()


@pytest.mark.parametrize(
    "text",
    [
        "# What it proves of the article\nand of its list.\n:a mov:b 1 .",
        ":z mov:y 1 .  # What it proves\n  and of its list.\n:a mov:b 1 .",
        ":a\n  # What it proves\n  and of its list.\n  mov:b 1 .",
        ":a mov:b 1  # What it proves\n  and of its list.\n .",
        ":z mov:y 1 .\n# What it is:\na very old list.\n:a mov:b 1 .",
    ],
)
def test_a_line_below_a_comment_may_go_on_with_it(text):
    """“And” needs neither quotes nor a prefix where a comment was broken into two lines."""
    document = read(HEAD + text)
    (problem,) = document.errors
    line = str(problem.line - 1)

    assert f"If this line goes on with the comment of line {line}, put # before it" in problem.message()
    assert "1" == document.text[slice(*document.triples[-1].object_span)]


# One statement


def test_a_slip_does_not_hide_the_next_one_in_its_statement():
    """A caret that was missing was seen only in the second round."""
    assert ["curly-quote", "one-caret", "missing-semicolon"] == [
        code for code, *_ in told(':a mov:b “c “d” e”@en ;\n  mov:d "1980"^mov:y\n  mov:e 1 .')
    ]


def test_a_space_in_a_host_can_only_be_deleted():
    assert "%20" not in only(":a mov:b <https://example .org/> .").message()
    assert "%20" in only(":a mov:b <https://example.org/a b> .").message()
