"""After a value: is a dot missing, a semicolon, a comma, a quote, or a bracket?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.recovery import lone_quote
from acervo.turtle.slips import bare_word, missing_quote, unclosed
from acervo.turtle.tokens import NUMBERS, STRINGS, Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

_DATE: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_UNQUOTED: Final = re.compile(r"[\w:+\-/%°º]*\w")


def explain_end(grammar: Grammar) -> Diagnosis:
    """Why a token does not fit behind an object."""
    stream, at = grammar.stream, grammar.at
    kind, text, span = stream.kinds[at], stream.texts[at], stream.span(at)
    facts = {"found": text}
    if kind is Kind.DOT:
        return unclosed(grammar, span, Action.END_AFTER)
    if kind is Kind.CLOSE_BRACKET or kind is Kind.CLOSE_LIST:
        if grammar.frames:
            return unclosed(grammar, span, Action.SKIP)
        return Diagnosis("unopened-bracket", span, Action.DROP, at + 1, facts=facts)
    if kind is Kind.DATATYPE_MARK:
        variant = "language" if stream.kinds[at - 1] is Kind.LANGUAGE else "datatype"
        upto = at + 2 if stream.is_verb(at + 1) else at + 1
        return Diagnosis("language-and-datatype", span, Action.DROP, upto, variant, facts)
    if kind is Kind.LANGUAGE and not stream.is_directive(at):
        return Diagnosis("language-without-text", span, Action.DROP, at + 1, facts=facts)
    return _inside_value(grammar) or _missing(grammar) or bare_word(grammar, Expecting.END)


def _inside_value(grammar: Grammar) -> Diagnosis | None:
    """The value was not at its end: a quote inside a text, or a number that goes on."""
    stream, at = grammar.stream, grammar.at
    if not stream.touches(at):
        return None
    before = stream.kinds[at - 1]
    facts = {"found": stream.texts[at], "before": stream.texts[at - 1]}
    if before in STRINGS and stream.kinds[at] in (Kind.WORD, Kind.NAME, *NUMBERS, *STRINGS):
        return Diagnosis("quote-in-string", stream.span(at), facts=facts, related=stream.span(at - 1))
    if before in NUMBERS and lone_quote(stream, at - 1) is not None:
        return missing_quote(grammar, at - 1)
    if before in NUMBERS:
        start = stream.starts[at - 1]
        run = _UNQUOTED.match(stream.text, start)
        end = run.end() if run else stream.end(at)
        value = stream.text[start:end]
        upto = at
        while stream.kinds[upto] is not Kind.END and stream.starts[upto] < end:
            upto += 1
        facts["value"] = value
        date = _DATE.fullmatch(value)
        suggestion = f'"{value}"'
        if date is not None:
            suggestion += "^^xsd:date" if date[1] else "^^xsd:gYearMonth"
        return Diagnosis(
            "unquoted-value",
            stream.span(at),
            Action.DROP,
            max(upto, at + 1),
            "date" if date else "",
            facts,
            (start, end),
            suggestion,
            stands_alone=True,
        )
    return None


def _missing(grammar: Grammar) -> Diagnosis | None:
    """The value was at its end, and the mark behind it was forgotten."""
    stream, at = grammar.stream, grammar.at
    facts = {"found": stream.texts[at]}
    last = at - 1
    if stream.kinds[last] is Kind.LANGUAGE and stream.is_directive(last):
        # "text" @prefix: what should begin a directive was read as the language of the text.
        last -= 1
        suggestion = f"{stream.texts[last]} ."
        return Diagnosis("missing-dot", stream.span(at), Action.SKIP, 0, "", facts, stream.span(last), suggestion)
    end = stream.span(last)
    before = stream.texts[last]
    if stream.is_directive(at):
        return Diagnosis("missing-dot", stream.span(at), Action.END_BEFORE, 0, "", facts, end, f"{before} .")
    if not stream.is_term(at) and not stream.is_verb(at):
        return None
    if stream.at_margin(at) and stream.may_start(at) and not grammar.frames:
        return Diagnosis("missing-dot", stream.span(at), Action.END_BEFORE, 0, "", facts, end, f"{before} .")
    new_line = stream.begins_line(at)
    leads_to_object = stream.is_verb(at) and (stream.is_term(at + 1) or stream.kinds[at + 1] is Kind.WORD)
    comma = stream.span(grammar.separator) if stream.kinds[grammar.separator] is Kind.COMMA else None
    if comma is not None and grammar.separator == last - 1 and not new_line and stream.is_verb(last):
        # :p :a , :q "b" — a new predicate after a comma.
        facts["found"] = before
        return Diagnosis("comma-for-semicolon", stream.span(at), Action.AS_OBJECT, 0, "", facts, comma, ";")
    is_statement = stream.is_verb(at + 1) and stream.is_term(at + 2) if leads_to_object else False
    if is_statement and not grammar.frames:
        # :s :p :o is a whole statement.
        return Diagnosis("missing-dot", stream.span(at), Action.END_BEFORE, 0, "", facts, end, f"{before} .")
    if leads_to_object:
        suggestion = f"{before} ;"
        return Diagnosis("missing-semicolon", stream.span(at), Action.AS_PREDICATE, 0, "", facts, end, suggestion)
    if stream.is_term(at):
        return Diagnosis("missing-comma", stream.span(at), Action.AS_OBJECT, 0, "", facts, end, f"{before} ,")
    return None
