"""Tokens that are wrong in themselves: not closed, curly, stray, or of another language than Turtle."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.slips import bare_word
from acervo.turtle.stream import Stream
from acervo.turtle.tokens import NUMBERS, STRINGS, Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

_CLOSING_QUOTES: Final = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‘": "’",
    "’": "’",
    "‚": "‘’",
    "‹": "›",
    "`": "`´'",
    "´": "´",
}
#: How far the end of a curly quotation is looked for: further on, it is no longer the same slip.
_LOOK_AHEAD: Final = 200
_OTHER_LANGUAGES: Final = {"{": "graph", "}": "graph", "=": "n3", "?": "variable", "$": "variable", "!": "n3"}
_ADDRESS_PREFIXES: Final = frozenset({"http:", "https:", "ftp:", "urn:", "mailto:"})
_ESCAPED_END: Final = re.compile(r"""\\["'](@[A-Za-z-]+)?\s*[;,.]?\s*\Z""")
_CURLY_END: Final = re.compile(r"""[“”„«»’](@[A-Za-z-]+)?\s*[;,.]?\s*\Z""")
_ADDRESS_BEFORE: Final = re.compile(r"(?<![<\w])(?:https?|ftp)://[^\s<>\"]*\Z")
_RUN: Final = re.compile(r"[^\s<>\"]*")


def explain_unreadable(grammar: Grammar, expecting: Expecting) -> Diagnosis | None:
    """Why the token at the place of *grammar* is none of Turtle's; None where it is one."""
    stream, at = grammar.stream, grammar.at
    kind, text = stream.kinds[at], stream.texts[at]
    span = stream.span(at)
    match kind:
        case Kind.UNCLOSED_STRING if stream.touches(at) and _follows_address(stream, at):
            # https://…" — told at the address, which lacks the first quote.
            return Diagnosis("missing-quote", span, Action.AS_TERM, at + 1, stands_alone=True, silent=True)
        case Kind.UNCLOSED_STRING:
            variant = "backslash" if _ESCAPED_END.search(text[1:]) else "curly" if _CURLY_END.search(text) else ""
            facts = {"quote": text[0], "found": text}
            return _token("unclosed-string", stream, at, variant=variant, facts=facts)
        case Kind.UNCLOSED_LONG_STRING:
            return Diagnosis("unclosed-long-string", (span[0], span[0] + 3), facts={"quote": text[:3]})
        case Kind.UNCLOSED_IRI:
            variant = "space" if len(text) > 1 and text[1].isspace() else ""
            return _token("unclosed-iri", stream, at, variant=variant, facts={"found": text})
        case Kind.BAD_NUMBER:
            return _token("bad-number", stream, at, facts={"found": text})
        case Kind.BAD_NAME:
            variant = "dot" if text.partition(":")[0].endswith(".") else ""
            return _token("bad-name", stream, at, variant=variant, facts={"found": text})
        case Kind.TURTLE_12 if text != "~" or expecting is Expecting.END:
            return Diagnosis("turtle-1-2", span, facts={"found": text})
        case Kind.STRAY | Kind.TURTLE_12:
            return _stray(grammar, expecting)
        case _:
            return None


def _follows_address(stream: Stream, at: int) -> bool:
    start = stream.starts[at]
    return _ADDRESS_BEFORE.search(stream.text, max(0, start - _LOOK_AHEAD), start) is not None


def _token(code: str, stream: Stream, at: int, *, variant: str = "", facts: dict[str, str] | None = None) -> Diagnosis:
    return Diagnosis(
        code,
        stream.span(at),
        Action.AS_TERM,
        at + 1,
        variant=variant,
        facts=facts or {},
        stands_alone=True,
    )


def _stray(grammar: Grammar, expecting: Expecting) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    character = stream.texts[at]
    span = stream.span(at)
    before, touches = stream.kinds[at - 1] if at else Kind.END, stream.touches(at)
    if character in _CLOSING_QUOTES and not (character == "`" and touches):
        return _curly(grammar, expecting)
    if character == "/" and touches and stream.texts[at - 1] in _ADDRESS_PREFIXES:
        return Diagnosis("bare-address", span, Action.DROP, _end_of_run(stream, at - 1), silent=True)
    if touches and before in (Kind.NAME, Kind.WORD) and character in "/&'!$+*=?~´`":
        end = _end_of_run(stream, at - 1)
        facts = {"found": character, "name": stream.texts[at - 1]}
        variant = "slash" if character == "/" else ""
        return Diagnosis("character-in-name", span, Action.DROP, end, variant=variant, facts=facts, stands_alone=True)
    if character in "¿¡—–…" and expecting in (Expecting.OBJECT, Expecting.ITEM):
        return bare_word(grammar, expecting)
    if character == "_" and touches and before is Kind.LANGUAGE:
        end = _end_of_run(stream, at)
        whole = (stream.starts[at - 1], stream.end(end - 1))
        tag = stream.text[slice(*whole)]
        return Diagnosis(
            "bad-language-tag",
            span,
            Action.DROP,
            end,
            facts={"found": tag},
            related=whole,
            suggestion=tag.replace("_", "-"),
        )
    if character == "@":
        return Diagnosis("bad-language-tag", span, Action.DROP, at + 1, facts={"found": "@"}, variant="empty")
    if character == "^" and before in (*STRINGS, Kind.LANGUAGE):
        return Diagnosis("unexpected-token", span, facts={"found": "^"}, variant="one-caret", suggestion="^^")
    if character in _OTHER_LANGUAGES and before not in NUMBERS:
        return Diagnosis("not-turtle", span, variant=_OTHER_LANGUAGES[character], facts={"found": character})
    if unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co", "Cs"):
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        return Diagnosis(
            "invisible-character", span, Action.DROP, _same(stream, at), facts={"found": name}, stands_alone=True
        )
    facts = {"found": character}
    return Diagnosis("stray-character", span, Action.DROP, _same(stream, at), facts=facts)


def _curly(grammar: Grammar, expecting: Expecting) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    opening = stream.texts[at]
    closing = _CLOSING_QUOTES[opening]
    upto = at + 1
    for index in range(at + 1, min(at + _LOOK_AHEAD, len(stream))):
        if stream.begins_line(index):
            break
        if stream.texts[index] in closing:
            upto = index + 1
            break
        if stream.texts[index][0] in "\"'" and stream.ends_line(index):
            # “text" — opened curly, closed straight: the quote and the rest of the line are one unclosed string.
            upto = index + 1
            break
    closed = upto > at + 1
    inside = stream.text[stream.end(at) : stream.starts[upto - 1]] if closed else ""
    end = stream.starts[upto - 1] + 1
    suggestion = f'"{inside}"' if closed and '"' not in inside and "\\" not in inside else None
    span = (stream.starts[at], end if suggestion else stream.end(at))
    in_place = expecting in (Expecting.OBJECT, Expecting.ITEM, Expecting.NAMESPACE)
    return Diagnosis(
        "curly-quote",
        span,
        Action.AS_TERM if closed and expecting in (Expecting.OBJECT, Expecting.ITEM) else Action.SKIP,
        upto,
        facts={"found": opening},
        suggestion=suggestion if in_place else None,
        stands_alone=closed and expecting in (Expecting.OBJECT, Expecting.ITEM),
    )


def _same(stream: Stream, at: int) -> int:
    """The index behind a run of the same stray character."""
    index = at + 1
    while stream.touches(index) and stream.texts[index] == stream.texts[at]:
        index += 1
    return index


def _end_of_run(stream: Stream, at: int) -> int:
    """The index behind the characters without white space that begin with the token at *at*; a last separator stays."""
    run = _RUN.match(stream.text, stream.starts[at])
    end = run.end() if run else stream.end(at)
    while stream.text[end - 1] in ".;,)]" and end > stream.end(at):
        end -= 1
    index = at + 1
    while stream.kinds[index] is not Kind.END and stream.starts[index] < end:
        index += 1
    return index
