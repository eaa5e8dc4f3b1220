"""Slips that are met in several places of the grammar: an open bracket, a bare word, a text that just ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.positions import Span
from acervo.turtle.recovery import lone_quote, rest_of_text
from acervo.turtle.stream import Stream
from acervo.turtle.tokens import Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

_LINE_END: Final = re.compile(r"\r\n?|\n")
_SEPARATORS: Final = frozenset({Kind.DOT, Kind.SEMICOLON, Kind.COMMA})


def unfinished(grammar: Grammar) -> Diagnosis:
    """The text ends where something is still open."""
    stream = grammar.stream
    end = stream.starts[len(stream)]
    span = (end, end)
    if grammar.frames:
        return unclosed(grammar, span, Action.SKIP)
    last = len(stream) - 1
    related = stream.span(last)
    if grammar.stream.kinds[last] in _SEPARATORS or not _says_something(grammar):
        return Diagnosis("unfinished-file", span, related=related, facts={"found": stream.texts[last]})
    return Diagnosis("missing-dot", span, variant="file", related=related, suggestion=f"{stream.texts[last]} .")


def _says_something(grammar: Grammar) -> bool:
    # Whether the last token of the text may be the end of an object.
    return 0 <= grammar.predicate_at < len(grammar.stream) - 1 and grammar.predicate_at > grammar.first


def unclosed(grammar: Grammar, span: Span, action: Action) -> Diagnosis:
    """The innermost bracket that is open was never closed."""
    frame = grammar.frames[-1]
    opening = grammar.stream.span(frame.opening)
    bracket, closing = ("(", ")") if frame.is_list else ("[", "]")
    facts = {"open": bracket, "close": closing}
    return Diagnosis("unclosed-bracket", span, action, facts=facts, related=opening)


def for_dot(grammar: Grammar, code: str, subject: int, variant: str = "") -> Diagnosis:
    """The name at the index *subject* begins a statement: the mark before it should have been a full stop."""
    stream = grammar.stream
    mark = stream.span(subject - 1)
    facts = {"found": stream.texts[subject], "next": str(stream.line(subject))}
    return Diagnosis(
        code,
        stream.span(subject),
        Action.END_BEFORE,
        subject,
        variant,
        facts,
        mark,
        ".",
        stands_alone=True,
    )


def missing_quote(grammar: Grammar, first: int) -> Diagnosis:
    """A text that begins with the token at *first* is closed by a quote, and opened by none."""
    stream = grammar.stream
    quote_at = lone_quote(stream, first) or first
    text = stream.text[stream.starts[first] : stream.starts[quote_at]]
    quote = stream.texts[quote_at][0]
    return Diagnosis(
        "missing-quote",
        stream.span(grammar.at),
        Action.AS_TERM,
        quote_at + 1,
        facts={"found": text, "quote": quote},
        related=(stream.starts[first], stream.starts[quote_at] + 1),
        suggestion=f"{quote}{text}{quote}",
        stands_alone=True,
    )


def below_comment(stream: Stream, at: int) -> bool:
    """Whether a comment ends on the line above the token at *at*, which begins its own."""
    gap = _LINE_END.split(stream.text[stream.end(at - 1) if at else 0 : stream.starts[at]])
    # Between two tokens, nothing but a comment holds a #.
    return len(gap) > 1 and "#" in gap[-2]


def broken_comment(stream: Stream, at: int, expecting: Expecting) -> Diagnosis:
    """A word that nothing explains, below a comment: perhaps the comment's second line."""
    upto = at + 1
    while stream.kinds[upto] is not Kind.END and not stream.begins_line(upto):
        upto += 1
    facts = {"found": stream.texts[at], "above": str(stream.line(at) - 1)}
    skip = expecting is Expecting.SUBJECT
    action = Action.SKIP if skip else Action.DROP
    return Diagnosis("bare-word", stream.span(at), action, upto, "comment", facts, stands_alone=not skip)


def bare_word(grammar: Grammar, expecting: Expecting) -> Diagnosis:
    """A word without quotes, prefix or brackets."""
    stream, at = grammar.stream, grammar.at
    if expecting not in (Expecting.OBJECT, Expecting.ITEM) and below_comment(stream, at):
        return broken_comment(stream, at, expecting)
    word = stream.texts[at]
    facts = {"found": word}
    end, upto = rest_of_text(stream, at)
    span = (stream.starts[at], end)
    text = stream.text[span[0] : span[1]]
    if expecting in (Expecting.OBJECT, Expecting.ITEM) and lone_quote(stream, at) is not None:
        return missing_quote(grammar, at)
    if word.lower() in ("true", "false") and expecting in (Expecting.OBJECT, Expecting.ITEM):
        return Diagnosis(
            "bare-word",
            stream.span(at),
            Action.AS_TERM,
            at + 1,
            variant="boolean",
            facts=facts,
            suggestion=word.lower(),
            stands_alone=True,
        )
    if expecting in (Expecting.OBJECT, Expecting.ITEM) and upto > at:
        suggestion = f'"{text}"' if '"' not in text and "\\" not in text else None
        return Diagnosis("bare-word", span, Action.AS_TERM, upto, "text", facts, suggestion=suggestion)
    return Diagnosis("bare-word", stream.span(at), facts=facts)
