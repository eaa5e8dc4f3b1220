"""After an error: told once, and the reading goes on where the sense is likely to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from acervo.turtle.diagnosis import Action, Diagnosis, Expecting
from acervo.turtle.directives import read_directive
from acervo.turtle.gathering import NOWHERE, UNREADABLE, Place
from acervo.turtle.misplaced import explain_misplaced
from acervo.turtle.recovery import next_statement, swallowed
from acervo.turtle.tokens import Kind
from acervo.turtle.unreadable import explain_unreadable

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar

Step: TypeAlias = Callable[[], "Step | None"]
"""Reads what it is named after and answers what comes next; None where the statement ends."""


def mend(grammar: Grammar, expecting: Expecting) -> Step | None:
    """
    Report the token at the place of *grammar* and answer how to read on.

    A second error in a statement that is broken already is probably a consequence of the first, and is not told; an
    error that leaves the sense of its statement clear breaks nothing.
    """
    found = explain_unreadable(grammar, expecting) or explain_misplaced(grammar, expecting)
    ends = found.action in (Action.END_BEFORE, Action.END_AFTER)
    if grammar.broken and not found.stands_alone:
        if not ends:
            grammar.at = next_statement(grammar.stream, grammar.at)
            return None
    else:
        grammar.gathering.report(found)
        grammar.broken = grammar.broken or not found.stands_alone
        if grammar.gathering.is_full:
            return None
    return _read_on(grammar, expecting, found)


def _read_on(grammar: Grammar, expecting: Expecting, found: Diagnosis) -> Step | None:
    match found.action:
        case Action.END_BEFORE:
            grammar.at = found.upto or grammar.at
            return None
        case Action.END_AFTER:
            grammar.at += 1
            return None
        case Action.AS_PREDICATE:
            return grammar.predicate
        case Action.AS_OBJECT:
            return grammar.object
        case Action.AS_TERM:
            return _read_over(grammar, expecting, found)
        case Action.AS_DIRECTIVE:
            return read_directive(grammar, found.suggestion)
        case Action.DROP:
            grammar.at = found.upto
            return _again(grammar, expecting)
        case Action.SKIP:
            grammar.at = next_statement(grammar.stream, grammar.at)
            return None


def _again(grammar: Grammar, expecting: Expecting) -> Step | None:
    """The step that expects the same once more."""
    steps: dict[Expecting, Step] = {
        Expecting.SUBJECT: grammar.statement,
        Expecting.PREDICATE: grammar.predicate,
        Expecting.OBJECT: grammar.object,
        Expecting.ITEM: grammar.item,
        Expecting.END: grammar.after,
    }
    stream = grammar.stream
    if expecting is Expecting.SUBJECT and (stream.is_directive(grammar.at) or stream.kinds[grammar.at] is Kind.END):
        return None
    return steps.get(expecting)


def _read_over(grammar: Grammar, expecting: Expecting, found: Diagnosis) -> Step | None:
    """Take what stands before *upto* for a term that could not be read."""
    stream, upto = grammar.stream, found.upto
    tail = found.tail
    if tail is None:
        tail = swallowed(stream, upto - 1) if upto > grammar.at else ""
    if tail and grammar.frames and not {"]", ")"}.isdisjoint(stream.texts[upto - 1]):
        # A bracket was closed in what the string or IRI took with it: that it is open now is no news.
        grammar.broken = True
    grammar.at = upto
    if tail:
        # The string or IRI was not closed: the separator that it took with it counts.
        return _after_swallowed(grammar, tail)
    if expecting is Expecting.SUBJECT:
        grammar.place = Place(UNREADABLE, UNREADABLE, NOWHERE, NOWHERE)
        return grammar.predicate
    if expecting is Expecting.PREDICATE:
        grammar.place = Place(grammar.place.subject, UNREADABLE, grammar.place.subject_span, NOWHERE)
        return grammar.object
    if stream.kinds[upto] is Kind.LANGUAGE and not stream.is_directive(upto):
        grammar.at = upto + 1
    elif stream.kinds[upto] is Kind.DATATYPE_MARK and stream.is_verb(upto + 1):
        grammar.at = upto + 2
    return grammar.after


def _after_swallowed(grammar: Grammar, separator: str) -> Step | None:
    if separator == "." and not grammar.frames:
        return None
    if not grammar.in_list:
        if separator == ",":
            return grammar.object
        if separator == ";" and grammar.stream.kinds[grammar.at] not in (Kind.CLOSE_BRACKET, Kind.DOT):
            return grammar.predicate
    grammar.broken = grammar.broken or separator == "."
    return grammar.after
