"""Findings that go away once another at the same place is mended: told as such, and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import groupby
from typing import Final

from acervo.checking.findings import Finding

#: What is undefined has no class, so that a shape that asks what a value is refuses it. One that counts values, or
#: asks how a name is written, would refuse it all the same.
_ASKS_WHAT_IT_IS: Final = frozenset(
    f"<http://www.w3.org/ns/shacl#{name}ConstraintComponent>" for name in ("Class", "Node", "And", "Or", "Xone")
)
_LEADERS: Final = ("dangling-iri", "undefined-class")
_FOLLOWS: Final = {
    "en": "This follows from {rule}: as long as nothing says what {value} is, it is not what is wanted here. "
    "Correct that first.",
    "es": "Esto se sigue de {rule}: mientras nada diga qué es {value}, no es lo que se pide aquí. Corrija eso antes.",
}

_MISSES: Final = {
    "en": "This follows from {rule}: {written}, on line {line}, is not {wanted}. Correct that first.",
    "es": "Esto se sigue de {rule}: {written}, en la línea {line}, no es {wanted}. Corrija eso antes.",
}
#: How alike a misspelt property and the one that is missed are at least; both bear their prefix.
_NEAR: Final = 0.85


def led(findings: Iterable[Finding]) -> Iterator[Finding]:
    """
    *findings*, in their order but for this: where a name is undefined, that leads, and what shapes have against the
    same value, or what they miss for the misspelt property, follows in words that say so.
    """
    found = list(findings)
    lacking = dict(_lacking(found))
    follow: dict[int, list[Finding]] = {}
    for number, leader in lacking.items():
        follow.setdefault(id(leader), []).append(_missed(found[number], leader))
    rest = (finding for number, finding in enumerate(found) if number not in lacking)
    for finding in _led_by_value(rest):
        yield finding
        yield from follow.get(id(finding), ())


def _led_by_value(findings: Iterable[Finding]) -> Iterator[Finding]:
    for _, together in groupby(findings, key=lambda finding: (finding.path, finding.line, finding.column)):
        group = list(together)
        leaders = [finding for finding in group if finding.rule in _LEADERS and finding.line is not None]
        yield from leaders
        values = {finding.value: finding for finding in reversed(leaders)}
        for finding in group:
            leader = values.get(finding.value) if _asks_what_it_is(finding) else None
            if leader is not None:
                yield _following(finding, _FOLLOWS, rule=leader.rule, value=leader.value)
            elif finding not in leaders:
                yield finding


def _asks_what_it_is(finding: Finding) -> bool:
    return bool(finding.results) and all(result.component in _ASKS_WHAT_IT_IS for result in finding.results)


def _lacking(findings: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    """The numbers of the findings that miss what a misspelt property says of the same thing, each with that one."""
    misspelt: dict[tuple[str | None, str | None], list[Finding]] = {}
    for finding in findings:
        if finding.rule == "undefined-property" and finding.predicate:
            misspelt.setdefault((finding.path, finding.focus), []).append(finding)
    for number, finding in enumerate(findings) if misspelt else ():
        if finding.group != "shacl" or finding.value is not None or not finding.predicate:
            continue
        names = {leader.predicate: leader for leader in misspelt.get((finding.path, finding.focus), ())}
        near = get_close_matches(finding.predicate, filter(None, names), n=1, cutoff=_NEAR)
        if near:
            yield number, names[near[0]]


def _missed(finding: Finding, leader: Finding) -> Finding:
    """*finding* as a consequence; to write a further line would be wrong advice."""
    facts = {"rule": leader.rule, "written": leader.predicate, "line": leader.line, "wanted": finding.predicate}
    return replace(_following(finding, _MISSES, **facts), related=())


def _following(finding: Finding, words: Mapping[str, str], **facts: object) -> Finding:
    messages = {language: text.format(**facts) for language, text in words.items()}
    return replace(finding, messages=messages, detail=())
