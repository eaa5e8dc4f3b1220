"""Tokens that are wrong in themselves: not closed, curly, stray, or of another language than Turtle."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.invisible import describe, invisible_edge, is_invisible
from acervo.turtle.positions import Span
from acervo.turtle.slips import bare_word
from acervo.turtle.stream import Stream
from acervo.turtle.text_ends import CURLY_CLOSINGS, behind, closing_of_curly, probable_end
from acervo.turtle.tokens import NUMBERS, STRINGS, Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

#: How far before a token the beginning of its address is looked for.
_LOOK_BACK: Final = 200
_OTHER_LANGUAGES: Final = {"{": "graph", "}": "graph", "=": "n3", "?": "variable", "$": "variable", "!": "n3"}
_ADDRESS_PREFIXES: Final = frozenset({"http:", "https:", "ftp:", "urn:", "mailto:"})
_ESCAPED_END: Final = re.compile(r"""\\["'](@[A-Za-z-]+)?\s*[;,.]?\s*\Z""")
_CURLY_END: Final = re.compile(r"""([“”„«»’])(@[A-Za-z-]+)?\s*[;,.]?\s*\Z""")
_ADDRESS_BEFORE: Final = re.compile(r"(?<![<\w])(?:https?|ftp)://[^\s<>\"]*\Z")
#: An address without its >, and the mark behind it; other words behind it would leave its end open.
_ADDRESS: Final = re.compile(r"(?P<address><[^\s]*?)\s*(?P<mark>[;,.]?)(?:\s*\Z|(?<=[;,])\s.*)", re.DOTALL)
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
            return _unclosed_string(stream, at)
        case Kind.UNCLOSED_LONG_STRING:
            return Diagnosis("unclosed-long-string", (span[0], span[0] + 3), facts={"quote": text[:3]})
        case Kind.UNCLOSED_IRI:
            return _unclosed_iri(stream, at)
        case Kind.WORD if (edge := invisible_edge(text)) is not None:
            return _invisible_in_word(stream, at, edge)
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


def _unclosed_string(stream: Stream, at: int) -> Diagnosis:
    text, start = stream.texts[at], stream.starts[at]
    facts = {"quote": text[0], "found": text}
    if _ESCAPED_END.search(text[1:]):
        return _token("unclosed-string", stream, at, variant="backslash", facts=facts)
    curly = _CURLY_END.search(text, 1)
    if curly is not None:
        facts |= {"curly": curly[1], "end": str(stream.lines.position(start + curly.start())[1])}
        return _token("unclosed-string", stream, at, variant="curly", facts=facts)
    end = probable_end(text)
    if end is None:
        # A text of several lines, maybe: what stands on the next is no news.
        return replace(_token("unclosed-string", stream, at, facts=facts), stands_alone=False)
    facts |= {"before": end[1], "end": str(stream.lines.position(start + end[0])[1])}
    return _token("unclosed-string", stream, at, variant="probably", facts=facts)


def _unclosed_iri(stream: Stream, at: int) -> Diagnosis:
    text, start = stream.texts[at], stream.starts[at]
    facts = {"found": text}
    if text[1:2].isspace():
        return _token("unclosed-iri", stream, at, variant="space", facts=facts)
    address = _ADDRESS.match(text)
    if address is None:
        return _token("unclosed-iri", stream, at, facts=facts)
    end = address.end("address")
    before = address["mark"]
    facts |= {"before": before, "end": str(stream.lines.position(start + end)[1])}
    found = _token("unclosed-iri", stream, at, variant="probably" if before else "line", facts=facts)
    return replace(found, span=(start, start + end))


def _invisible_in_word(stream: Stream, at: int, edge: Span) -> Diagnosis:
    """An invisible character that Turtle takes for a letter: the word is read without it."""
    text, start = stream.texts[at], stream.starts[at]
    if edge == (0, len(text)):
        return _invisible(stream, at, at + 1)
    found = _invisible(stream, at, at, (start + edge[0], start + edge[1]))
    stream.texts[at] = text[: edge[0]] + text[edge[1] :]
    stream.starts[at] += edge[1] if edge[0] == 0 else 0
    return found


def _invisible(stream: Stream, at: int, upto: int, span: Span | None = None) -> Diagnosis:
    start, end = span or (stream.starts[at], stream.end(upto - 1))
    variant, facts, suggestion = describe(stream.text, start, end)
    if variant == "inside":
        upto = _end_of_run(stream, at)
    if at and upto > at and stream.kinds[at - 1] in STRINGS and stream.touches(at):
        # Behind the character stands what belongs to the text before it.
        if stream.kinds[upto] is Kind.LANGUAGE and not stream.is_directive(upto):
            upto += 1
        elif stream.kinds[upto] is Kind.DATATYPE_MARK and stream.is_verb(upto + 1):
            upto += 2
    return Diagnosis(
        "invisible-character",
        (start, end),
        Action.DROP,
        upto,
        variant,
        facts,
        suggestion=suggestion,
        stands_alone=True,
    )


def _follows_address(stream: Stream, at: int) -> bool:
    start = stream.starts[at]
    return _ADDRESS_BEFORE.search(stream.text, max(0, start - _LOOK_BACK), start) is not None


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
    if character in CURLY_CLOSINGS and not (character == "`" and touches):
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
            stands_alone=True,
        )
    if character == "@":
        return Diagnosis("bad-language-tag", span, Action.DROP, at + 1, facts={"found": "@"}, variant="empty")
    if character == "^" and before in (*STRINGS, Kind.LANGUAGE):
        upto = at + 2 if stream.is_verb(at + 1) else at + 1
        facts = {"found": "^"}
        return Diagnosis("one-caret", span, Action.DROP, upto, facts=facts, suggestion="^^", stands_alone=True)
    if character in _OTHER_LANGUAGES and before not in NUMBERS:
        return Diagnosis("not-turtle", span, variant=_OTHER_LANGUAGES[character], facts={"found": character})
    if is_invisible(character):
        return _invisible(stream, at, _same(stream, at))
    facts = {"found": character}
    return Diagnosis("stray-character", span, Action.DROP, _same(stream, at), facts=facts)


def _curly(grammar: Grammar, expecting: Expecting) -> Diagnosis:
    """A text between curly quotes; those inside it are its own."""
    stream, at = grammar.stream, grammar.at
    start = stream.starts[at]
    facts = {"found": stream.texts[at]}
    closing = closing_of_curly(stream, start, in_list=expecting is Expecting.ITEM)
    if closing is None:
        return Diagnosis("curly-quote", stream.span(at), variant="open", facts=facts)
    inside = stream.text[start + 1 : closing]
    end = behind(stream, at, closing)
    variant = ""
    if stream.text[closing] != '"':
        facts |= {"close": stream.text[closing], "end": str(stream.lines.position(closing)[1])}
        variant = "quoted" if '"' in inside else "inside" if not set(inside).isdisjoint("“”„«»") else "both"
    in_place = expecting in (Expecting.OBJECT, Expecting.ITEM, Expecting.NAMESPACE)
    sound = expecting in (Expecting.OBJECT, Expecting.ITEM)
    escaped = inside.replace('"', '\\"')
    return Diagnosis(
        "curly-quote",
        (start, closing + 1),
        Action.AS_TERM if sound else Action.SKIP,
        end.upto,
        variant,
        facts,
        suggestion=f'"{escaped}"' if in_place and "\\" not in inside else None,
        tail=end.tail or None,
        stands_alone=sound,
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
