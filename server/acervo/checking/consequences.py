"""Findings that go away once another at the same place is mended: told as such, and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from acervo.checking.findings import Finding

#: What is undefined has no class, so that every shape that wants one refuses it.
_LEADERS: Final = ("dangling-iri", "undefined-class")
_FOLLOWS: Final = {
    "en": "This follows from {rule}: as long as nothing says what {value} is, it is not what is wanted here. "
    "Correct that first.",
    "es": "Esto se sigue de {rule}: mientras nada diga qué es {value}, no es lo que se pide aquí. Corrija eso antes.",
}


def led(findings: Iterable[Finding]) -> Iterator[Finding]:
    """
    *findings*, in their order but for this: where a name is undefined, that leads, and what shapes have against the
    same value follows in words that say so.
    """
    for _, together in groupby(findings, key=lambda finding: (finding.path, finding.line, finding.column)):
        group = list(together)
        leaders = [finding for finding in group if finding.rule in _LEADERS and finding.line is not None]
        yield from leaders
        values = {finding.value: finding for finding in reversed(leaders)}
        for finding in group:
            leader = values.get(finding.value) if finding.group == "shacl" else None
            if leader is not None:
                facts = {"rule": leader.rule, "value": leader.value}
                messages = {language: words.format(**facts) for language, words in _FOLLOWS.items()}
                yield replace(finding, messages=messages, detail=())
            elif finding not in leaders:
                yield finding
