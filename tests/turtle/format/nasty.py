"""Turtle with white space and comments wherever the grammar allows them; knows nothing of the formatter."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

NAMES = (
    ":a",
    ":b",
    ":date-2",
    ":date-10",
    "ex:Thing",
    "ex:",
    "ex:with\\,comma",
    "ex:50%25",
    "<x>",
    "<http://e.org/#y>",
)
VERBS = ("a", ":p", "ex:q", "rdf:type", "<v>", "rdf:subject", "rdf:predicate", "rdf:object", "mov:passage", "mov:of")
VERBS += ("mov:value", "mov:gist", "mov:counted")
CLASSES = ("mov:Claim", "mov:Count", ":T", "ex:Thing")
STRINGS = (
    '"plain"',
    "'single'",
    '"a # no comment ; , . [ ( ] )"',
    '"""three\nlines # of\n\n  text"""',
    "'''with\r\nCRLF and \"quotes\" \\''''",
    '"escaped \\" and \\\\"',
    '"emoji 🏭 and é"',
    '"""one line"""',
    '""',
    '"tab\there"',
    '"a rather long text that makes a line overflow, since it goes on and on and on, as texts do in archives"',
)
SUFFIXES = ("", "", "", "@en", "@es-VE", "^^xsd:date", "^^<http://e.org/dt>")
NUMBERS = ("+7", "007", "-1.50", "1E0", ".5", "true", "false", "1.e3")
COMMENTS = (
    "#",
    "# plain",
    "#no space",
    '# full of ; , . [ ] ( ) " \' """ <x> @prefix {}',
    "# trailing blanks  \t ",
    "# emoji 🏭 ## twice",
    "#\ttab\x0cform feed\u2028line separator\x85next line",
)
HEAD = (
    ("@prefix", ":", "<http://e.org/id/>", "."),
    ("@prefix", "ex:", "<http://e.org/ex#>", "."),
    ("PREFIX", "rdf:", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#>"),
    ("prefix", "mov:", "<https://w3id.org/acervo/ns#>"),
    ("@prefix", "xsd:", "<http://www.w3.org/2001/XMLSchema#>", "."),
)
LATE = (
    ("@prefix", "late:", "<http://e.org/late#>", "."),
    ("@prefix", "ex:", "<http://e.org/other#>", "."),
    ("BASE", "<http://e.org/other-base/>"),
    ("@base", "<deeper/>", "."),
)


@dataclass(frozen=True)
class Nasty:
    """A text, and what was put into it."""

    text: str
    tokens: tuple[str, ...]
    """Without comments."""
    comments: tuple[str, ...]


def nasty_turtle(random: Random, statements: int = 6, comments: float = 0.3) -> Nasty:
    """
    A text that is Turtle, whatever it looks like.

    Args:
        random: Where every choice comes from.
        statements: How many there are at most, directives at the top not counted.
        comments: How likely a comment is at each place that may have one.
    """
    tokens: list[str] = []
    for directive in random.sample(HEAD, len(HEAD)):
        tokens += directive
    for _ in range(random.randint(0, statements)):
        tokens += random.choice(LATE) if random.random() < 0.1 else _statement(random)
    newline = random.choice(("\n", "\n", "\n", "\r\n", "\r"))
    placed: list[str] = []
    parts = [_trivia(random, newline, comments, placed, first=True)]
    for token in tokens:
        parts += (token, _trivia(random, newline, comments, placed))
    text = random.choice(("", "", "\ufeff")) + "".join(parts)
    return Nasty(text, tuple(tokens), tuple(placed))


def _trivia(random: Random, newline: str, comments: float, placed: list[str], first: bool = False) -> str:
    parts = ["" if first else random.choice((" ", " ", newline, "  ", "\t", newline * 2, newline * 4))]
    while random.random() < comments:
        comment = random.choice(COMMENTS)
        placed.append(comment)
        parts.append(comment + random.choice((newline, newline, newline * 3)))
        parts.append(random.choice(("", " ", "\t", "      ")))
    return "".join(parts)


def _statement(random: Random) -> list[str]:
    roll = random.random()
    if roll < 0.1:
        return ["[", *_predicates(random, 1), "]", "."]
    if roll < 0.2:
        subject = ["[", *_predicates(random, 1), "]"] if random.random() < 0.5 else ["[", "]"]
    elif roll < 0.3:
        subject = _list(random, 1)
    elif roll < 0.4:
        subject = [random.choice(("_:x", "_:y.z"))]
    else:
        subject = [random.choice(NAMES)]
    if random.random() < 0.3:
        return [*subject, "a", random.choice(CLASSES), ";", *_predicates(random, 0), "."]
    return [*subject, *_predicates(random, 0), "."]


def _predicates(random: Random, depth: int) -> list[str]:
    tokens: list[str] = []
    for number in range(random.choice((1, 1, 2, 3))):
        if number:
            tokens += ";" * random.choice((1, 1, 1, 2))
        tokens.append(random.choice(VERBS))
        tokens += _object(random, depth)
        while random.random() < 0.3:
            tokens += (",", *_object(random, depth))
    tokens += ";" * random.choice((0, 0, 1, 2))
    return tokens


def _object(random: Random, depth: int) -> list[str]:
    roll = random.random()
    if roll < 0.15 and depth < 4:
        return ["[", *_predicates(random, depth + 1), "]"] if random.random() < 0.8 else ["[", "]"]
    if roll < 0.3 and depth < 4:
        return _list(random, depth + 1)
    if roll < 0.6:
        suffix = random.choice(SUFFIXES)
        if suffix.startswith("^^") and random.random() < 0.3:
            return [random.choice(STRINGS), "^^", suffix[2:]]
        return [random.choice(STRINGS) + suffix]
    if roll < 0.7:
        return [random.choice(NUMBERS)]
    return [random.choice((*NAMES, *CLASSES, "_:x", "_:new"))]


def _list(random: Random, depth: int) -> list[str]:
    tokens = ["("]
    for _ in range(random.choice((0, 1, 2, 5, 20))):
        tokens += _object(random, depth + 1)
    return [*tokens, ")"]
