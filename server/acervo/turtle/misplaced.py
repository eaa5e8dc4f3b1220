"""Tokens that are right in themselves and stand in the wrong place: what was forgotten, doubled or mixed up."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.endings import explain_end
from acervo.turtle.slips import bare_word, below_comment, broken_comment, for_dot, unclosed, unfinished
from acervo.turtle.tokens import NUMBERS, STRINGS, Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

_SEPARATORS: Final = frozenset({Kind.DOT, Kind.SEMICOLON, Kind.COMMA})
_CLOSINGS: Final = frozenset({Kind.CLOSE_BRACKET, Kind.CLOSE_LIST})
_OPENINGS: Final = frozenset({Kind.OPEN_BRACKET, Kind.OPEN_LIST})
_DIRECTIVE_WORDS: Final = ("prefix", "base")


def explain_misplaced(grammar: Grammar, expecting: Expecting) -> Diagnosis:
    """Why a token of Turtle is not what the grammar has room for."""
    if grammar.stream.kinds[grammar.at] is Kind.END and expecting is not Expecting.DIRECTIVE_DOT:
        return unfinished(grammar)
    explain: dict[Expecting, Callable[[Grammar], Diagnosis]] = {
        Expecting.SUBJECT: _subject,
        Expecting.PREDICATE: _predicate,
        Expecting.OBJECT: _object,
        Expecting.ITEM: _item,
        Expecting.END: explain_end,
        Expecting.DATATYPE: _datatype,
        Expecting.PREFIX: _prefix,
        Expecting.NAMESPACE: _namespace,
        Expecting.DIRECTIVE_DOT: _directive_dot,
    }
    return explain[expecting](grammar)


def _subject(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    kind, text, span = stream.kinds[at], stream.texts[at], stream.span(at)
    after_dot = at > 0 and stream.kinds[at - 1] is Kind.DOT
    before = stream.span(at - 1) if at > 0 else None
    facts = {"found": text}
    if kind is Kind.WORD and stream.kinds[at + 1] is Kind.WORD and below_comment(stream, at):
        return broken_comment(stream, at, Expecting.SUBJECT)
    if after_dot and (text == "a" or kind in (Kind.SEMICOLON, Kind.COMMA, *_CLOSINGS)):
        return Diagnosis("dot-too-early", span, related=before, facts=facts, action=_past(kind), upto=at + 1)
    if kind in STRINGS or kind in NUMBERS or text in ("true", "false"):
        variant = "after-dot" if after_dot and stream.kinds[at + 1] in _SEPARATORS else ""
        related = before if variant else None
        return Diagnosis("literal-as-subject", span, variant=variant, facts=facts, related=related)
    if kind is Kind.DOT:
        variant = "sparql" if at > 0 and _ends_sparql_directive(grammar) else ""
        return Diagnosis("extra-dot", span, Action.END_AFTER, variant=variant, facts=facts)
    if kind in _CLOSINGS:
        return Diagnosis("unopened-bracket", span, Action.DROP, at + 1, facts=facts)
    if kind is Kind.LANGUAGE or (kind is Kind.WORD and text != "a"):
        name = text.removeprefix("@").lower()
        near = get_close_matches(name, _DIRECTIVE_WORDS, n=1, cutoff=0.7)
        if near and stream.kinds[at + 1] in (Kind.NAME, Kind.IRI, Kind.WORD):
            suggestion = f"@{near[0]}" if kind is Kind.LANGUAGE else near[0].upper()
            return Diagnosis("misspelt-directive", span, Action.AS_DIRECTIVE, facts=facts, suggestion=suggestion)
        if name == "version":
            return Diagnosis("turtle-1-2", span, facts=facts, variant="version")
        if name == "graph":
            return Diagnosis("not-turtle", span, facts=facts, variant="graph")
    if kind is Kind.WORD:
        return bare_word(grammar, Expecting.SUBJECT)
    return Diagnosis("unexpected-token", span, variant="subject", facts=facts)


def _past(kind: Kind) -> Action:
    return Action.DROP if kind in _CLOSINGS else Action.SKIP


def _ends_sparql_directive(grammar: Grammar) -> bool:
    stream, at = grammar.stream, grammar.at
    first = at - (3 if stream.kinds[at - 2] is Kind.NAME else 2)
    return first >= 0 and stream.kinds[first] is Kind.WORD and stream.is_directive(first)


def _predicate(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    kind, text, span = stream.kinds[at], stream.texts[at], stream.span(at)
    subject = stream.texts[grammar.first]
    facts = {"found": text, "subject": subject}
    before = stream.span(at - 1)
    after_semicolon = stream.kinds[at - 1] is Kind.SEMICOLON
    if kind is Kind.DOT and grammar.frames:
        return unclosed(grammar, span, Action.END_AFTER)
    if stream.is_directive(at):
        return Diagnosis("missing-predicate", span, Action.END_BEFORE, facts=facts, related=before)
    if kind in _SEPARATORS:
        action = Action.END_AFTER if kind is Kind.DOT else Action.SKIP
        return Diagnosis("missing-predicate", span, action, facts=facts, related=before)
    if kind in STRINGS or kind in NUMBERS or text in ("true", "false"):
        if after_semicolon:
            return Diagnosis(
                "semicolon-for-comma",
                span,
                Action.AS_OBJECT,
                facts=facts,
                related=before,
                suggestion=",",
                stands_alone=True,
            )
        if _previous_statement_goes_on(grammar):
            dot = stream.span(grammar.first - 1)
            return Diagnosis("dot-too-early", span, Action.AS_TERM, at, "subject", facts, dot, ";")
        return Diagnosis("literal-as-predicate", span, facts=facts)
    if kind is Kind.BLANK or kind in _OPENINGS:
        if kind is not Kind.BLANK and _previous_statement_goes_on(grammar):
            dot = stream.span(grammar.first - 1)
            return Diagnosis("dot-too-early", span, Action.SKIP, at, "subject", facts, dot, ";")
        return Diagnosis("blank-node-as-predicate", span, facts=facts)
    if kind in _CLOSINGS:
        return Diagnosis("unopened-bracket", span, facts=facts)
    if kind is Kind.WORD:
        return bare_word(grammar, Expecting.PREDICATE)
    return Diagnosis("unexpected-token", span, variant="predicate", facts=facts)


def _previous_statement_goes_on(grammar: Grammar) -> bool:
    # An indented “subject” right after a dot, and a literal next: that dot should have been a semicolon.
    stream, first = grammar.stream, grammar.first
    return (
        grammar.at == first + 1
        and first > 1
        and stream.kinds[first - 1] is Kind.DOT
        and stream.kinds[first] in (Kind.NAME, Kind.IRI)
        and stream.begins_line(first)
        and not stream.at_margin(first)
    )


def _object(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    kind, text, span = stream.kinds[at], stream.texts[at], stream.span(at)
    before = stream.span(at - 1)
    predicate = stream.texts[grammar.predicate_at]
    facts = {"found": text, "predicate": predicate}
    after_comma = stream.kinds[at - 1] is Kind.COMMA
    if text == "a" and kind is Kind.WORD:
        if after_comma:
            return Diagnosis(
                "comma-for-semicolon",
                span,
                Action.AS_PREDICATE,
                facts=facts,
                related=before,
                suggestion=";",
                stands_alone=True,
            )
        after_subject = grammar.predicate_at == at - 1 and stream.kinds[at - 2] is Kind.SEMICOLON
        if after_subject and not grammar.frames and (stream.is_term(at + 1) or stream.kinds[at + 1] is Kind.WORD):
            # :p :b ;↵:s a :C — what was read as a predicate is the subject of a new statement.
            return for_dot(grammar, "semicolon-for-dot", at - 1)
    if stream.is_directive(at):
        return Diagnosis("empty-object", span, Action.END_BEFORE, 0, "unended", facts, before)
    if kind in _SEPARATORS or kind in _CLOSINGS:
        action = Action.AS_TERM
        if kind is Kind.CLOSE_LIST or (kind is Kind.CLOSE_BRACKET and not grammar.frames):
            return Diagnosis("unopened-bracket", span, Action.DROP, at + 1, facts=facts)
        if after_comma:
            return Diagnosis("extra-comma", span, action, at, facts=facts, related=before, stands_alone=True)
        if stream.kinds[grammar.predicate_at - 1] is Kind.SEMICOLON and kind is not Kind.SEMICOLON:
            # :p :a ; :b . — perhaps :b was meant as a second value of :p.
            return Diagnosis("empty-object", span, action, at, "after-semicolon", facts, before)
        return Diagnosis("empty-object", span, action, at, facts=facts, related=before, stands_alone=True)
    if kind is Kind.WORD:
        return bare_word(grammar, Expecting.OBJECT)
    return Diagnosis("unexpected-token", span, variant="object", facts=facts)


def _item(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    kind, text, span = stream.kinds[at], stream.texts[at], stream.span(at)
    facts = {"found": text}
    if kind is Kind.COMMA:
        return Diagnosis("comma-in-list", span, Action.DROP, at + 1, facts=facts, stands_alone=True)
    if kind is Kind.DOT:
        return unclosed(grammar, span, Action.END_AFTER)
    if kind is Kind.SEMICOLON or kind is Kind.CLOSE_BRACKET or stream.is_directive(at):
        return unclosed(grammar, span, Action.END_BEFORE if stream.is_directive(at) else Action.SKIP)
    if kind is Kind.WORD:
        return bare_word(grammar, Expecting.ITEM)
    return Diagnosis("unexpected-token", span, variant="item", facts=facts)


def _datatype(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    facts = {"found": stream.texts[at]}
    upto = at + 1 if stream.kinds[at] in (Kind.WORD, *STRINGS) else at
    return Diagnosis("missing-datatype", stream.span(at), Action.AS_TERM, upto, facts=facts, stands_alone=True)


def _prefix(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    kind, text = stream.kinds[at], stream.texts[at]
    facts = {"found": text}
    if kind is Kind.IRI:
        return Diagnosis("bad-prefix-name", stream.span(at), variant="none", facts=facts)
    if kind in (Kind.WORD, Kind.NAME):
        suggestion = f"{text.partition(':')[0]}:"
        variant = "colon" if kind is Kind.WORD else ""
        return Diagnosis("bad-prefix-name", stream.span(at), variant=variant, facts=facts, suggestion=suggestion)
    return Diagnosis("bad-prefix-name", stream.span(at), facts=facts)


def _namespace(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    kind, text = stream.kinds[at], stream.texts[at]
    start, end = stream.span(at)
    facts = {"found": text}
    if kind in STRINGS:
        inside = text.strip("\"'")
        return Diagnosis("missing-namespace", (start, end), variant="quotes", facts=facts, suggestion=f"<{inside}>")
    if kind is Kind.NAME and text in ("http:", "https:"):
        line_end = stream.lines.start(stream.line(at) + 1)
        address = stream.text[start:line_end].split()[0].rstrip(".;,")
        span = (start, start + len(address))
        facts = {"found": address}
        return Diagnosis("bare-address", span, facts=facts, suggestion=f"<{address}>")
    return Diagnosis("missing-namespace", (start, end), facts=facts)


def _directive_dot(grammar: Grammar) -> Diagnosis:
    stream, at = grammar.stream, grammar.at
    before = stream.span(at - 1)
    facts = {"directive": stream.texts[grammar.first]}
    if stream.kinds[at] in (Kind.SEMICOLON, Kind.COMMA):
        span = stream.span(at)
        return Diagnosis("directive-without-dot", span, Action.END_AFTER, 0, "", facts, span, ".")
    action = Action.END_BEFORE if stream.may_start(at) else Action.SKIP
    suggestion = f"{stream.texts[at - 1]} ."
    return Diagnosis("directive-without-dot", stream.span(at), action, 0, "", facts, before, suggestion)
