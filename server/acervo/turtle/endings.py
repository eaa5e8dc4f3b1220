"""After a value: is a dot missing, a semicolon, a comma, a quote, or a bracket?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.recovery import lone_quote
from acervo.turtle.slips import bare_word, for_dot, missing_quote, unclosed
from acervo.turtle.stream import Stream
from acervo.turtle.text_ends import behind, inner_quotes
from acervo.turtle.tokens import NUMBERS, STRINGS, Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

_DATE: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: What may stand behind the language of a text.
_BEHIND_LANGUAGE: Final = (Kind.SEMICOLON, Kind.COMMA, Kind.DOT, Kind.CLOSE_BRACKET, Kind.CLOSE_LIST, Kind.END)
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
        return Diagnosis("language-and-datatype", span, Action.DROP, upto, variant, facts, stands_alone=True)
    if kind is Kind.LANGUAGE and not stream.is_directive(at):
        return Diagnosis("language-without-text", span, Action.DROP, at + 1, facts=facts, stands_alone=True)
    return _inside_value(grammar) or _missing(grammar) or bare_word(grammar, Expecting.END)


def _inside_value(grammar: Grammar) -> Diagnosis | None:
    """The value was not at its end: a quote inside a text, or a number that goes on."""
    stream, at = grammar.stream, grammar.at
    before = stream.kinds[at - 1]
    facts = {"found": stream.texts[at], "before": stream.texts[at - 1]}
    if before in STRINGS and _is_language(stream, at):
        return _language_without_at(stream, at)
    if before in STRINGS and _goes_on(stream, at):
        return _quote_in_string(stream, at, facts)
    if not stream.touches(at):
        return None
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


def _is_language(stream: Stream, at: int) -> bool:
    """Whether the word right behind a text is its language: "Orilla"es, and the value ends there."""
    if not stream.touches(at) or _LANGUAGE.fullmatch(stream.texts[at]) is None:
        return False
    if stream.kinds[at + 1] not in _BEHIND_LANGUAGE and not stream.ends_line(at):
        return False
    # "They said "no"; twice" — the text goes on to another quote.
    return inner_quotes(stream, stream.end(at - 1) - 1, stream.starts[at - 1])[1] is None


def _language_without_at(stream: Stream, at: int) -> Diagnosis:
    language = stream.texts[at]
    return Diagnosis(
        "bad-language-tag",
        stream.span(at),
        Action.DROP,
        at + 1,
        "no-at",
        {"found": language, "whole": f"{stream.texts[at - 1]}@{language}"},
        suggestion=f"@{language}",
        stands_alone=True,
    )


def _goes_on(stream: Stream, at: int) -> bool:
    """Whether what stands behind a text belongs to it."""
    kind = stream.kinds[at]
    if stream.touches(at):
        return kind in (Kind.WORD, Kind.NAME, *NUMBERS, *STRINGS)
    if kind is not Kind.WORD or stream.begins_line(at) or stream.is_directive(at) or stream.is_verb(at):
        return False
    # "the " word" — the text ended in the middle if its line has another quote that may end it.
    return inner_quotes(stream, stream.end(at - 1) - 1, stream.starts[at - 1])[1] is not None


def _quote_in_string(stream: Stream, at: int, facts: dict[str, str]) -> Diagnosis:
    start, end = stream.span(at - 1)
    if stream.kinds[at - 1] is Kind.LONG_STRING:
        facts["quote"] = stream.text[end - 3 : end]
        return Diagnosis("quote-in-string", (end - 3, end), facts=facts)
    facts["quote"] = stream.text[start]
    inner, last = inner_quotes(stream, end - 1, start)
    columns = [str(stream.lines.position(quote)[1]) for quote in inner]
    facts |= {"columns": ", ".join(columns), "partner": columns[-1]}
    variant = "" if len(inner) == 1 else "pair" if len(inner) == 2 else "several"
    related = None if len(inner) == 1 else (inner[1], inner[1] + 1)
    if last is None:
        return Diagnosis("quote-in-string", (end - 1, end), Action.SKIP, 0, variant, facts, related)
    found = behind(stream, at, last)
    return Diagnosis(
        "quote-in-string",
        (end - 1, end),
        Action.AS_TERM,
        found.upto,
        variant,
        facts,
        related,
        tail=found.tail or None,
        stands_alone=True,
    )


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
    if not new_line and grammar.separator == last - 1 and stream.kinds[last] in (Kind.NAME, Kind.IRI, Kind.BLANK):
        found = _after_comma(grammar, leads_to_object)
        if found is not None:
            return found
    if not new_line and grammar.predicate_at == last - 1 and _begins_statement(grammar, last - 1):
        # :p :a ;↵:s :q :o — a new statement after a semicolon.
        return for_dot(grammar, "semicolon-for-dot", last - 1)
    is_statement = stream.is_verb(at + 1) and stream.is_term(at + 2) if leads_to_object else False
    if is_statement and not grammar.frames:
        # :s :p :o is a whole statement.
        return Diagnosis("missing-dot", stream.span(at), Action.END_BEFORE, 0, "", facts, end, f"{before} .")
    facts = {"found": stream.texts[at], "before": before}
    variant = "" if new_line else "inline"
    if leads_to_object:
        return Diagnosis(
            "missing-semicolon",
            stream.span(at),
            Action.AS_PREDICATE,
            0,
            variant,
            facts,
            end,
            f"{before} ;",
            stands_alone=new_line,
        )
    if stream.is_term(at):
        return Diagnosis(
            "missing-comma",
            stream.span(at),
            Action.AS_OBJECT,
            0,
            variant,
            facts,
            end,
            f"{before} ,",
            stands_alone=new_line,
        )
    return None


def _after_comma(grammar: Grammar, leads_to_object: bool) -> Diagnosis | None:
    """A comma, one name, and what is no mark: the name is a new predicate, or the subject of a new statement."""
    stream, at = grammar.stream, grammar.at
    name, comma = at - 1, grammar.separator
    if stream.kinds[comma] is not Kind.COMMA:
        return None
    if leads_to_object and not grammar.frames and (stream.texts[at] == "a" or stream.begins_line(name)):
        sure = stream.texts[at] == "a" or stream.at_margin(name)
        return for_dot(grammar, "comma-for-dot", name, "" if sure else "either")
    if not stream.is_verb(name):
        return None
    # :p :a , :q "b" — a new predicate after a comma.
    facts = {"found": stream.texts[name]}
    related = stream.span(comma)
    return Diagnosis("comma-for-semicolon", stream.span(at), Action.AS_OBJECT, 0, "", facts, related, ";")


def _begins_statement(grammar: Grammar, name: int) -> bool:
    """Whether the name at the index, which was read as a predicate behind a semicolon, looks like a subject."""
    stream = grammar.stream
    return (
        not grammar.frames
        and stream.kinds[name - 1] is Kind.SEMICOLON
        and stream.at_margin(name)
        and stream.is_verb(name + 1)
        and stream.is_term(name + 2)
    )
