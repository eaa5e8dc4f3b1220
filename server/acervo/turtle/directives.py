"""`@prefix` and `@base`, and `PREFIX` and `BASE` as SPARQL writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acervo.turtle.building import Fault
from acervo.turtle.diagnosis import Expecting
from acervo.turtle.tokens import Kind

if TYPE_CHECKING:
    from acervo.turtle.grammar import Grammar
    from acervo.turtle.mending import Step


#: The namespace of a prefix whose own could not be read: its names are not at fault.
_UNREADABLE: Final = "urn:unreadable:"


def read_directive(grammar: Grammar, keyword: str | None = None) -> Step | None:
    """
    Read the directive at the place of *grammar*, up to its IRI or, where it has one, up to its dot.

    Args:
        keyword: What the first token was meant to be, where it is misspelt.

    Source: https://www.w3.org/TR/turtle/#grammar-production-directive
    """
    stream, builder, first = grammar.stream, grammar.builder, grammar.at
    word = keyword or stream.texts[first]
    sparql = not word.startswith("@")
    name = first + 1 if word.lower().endswith("prefix") else None
    target = first + 1 if name is None else first + 2
    if name is not None and not _is_prefix(grammar, name):
        # @prefix ex <…>, and @prefix <…> with no prefix at all.
        meant = "" if stream.kinds[name] is Kind.IRI else stream.texts[name].partition(":")[0]
        builder.declare(meant, _UNREADABLE)
        grammar.at = name
        return grammar.unexpected(Expecting.PREFIX)
    grammar.at = target
    if stream.kinds[target] is not Kind.IRI:
        if name is not None:
            builder.declare(stream.texts[name][:-1], _UNREADABLE)
        return grammar.unexpected(Expecting.NAMESPACE)
    iri = builder.iri(stream.texts[target])
    if isinstance(iri, Fault):
        grammar.gathering.report_fault(target, iri)
    value = _UNREADABLE if isinstance(iri, Fault) else iri.value
    if name is not None:
        builder.declare(stream.texts[name][:-1], value)
    elif not isinstance(iri, Fault):
        builder.rebase(value)
    grammar.gathering.add_directive(first, name, target, value, dotted=not sparql)
    grammar.at = target + 1
    if sparql:
        return None
    if stream.kinds[grammar.at] is not Kind.DOT:
        return grammar.unexpected(Expecting.DIRECTIVE_DOT)
    grammar.at += 1
    return None


def _is_prefix(grammar: Grammar, index: int) -> bool:
    text = grammar.stream.texts[index]
    return grammar.stream.kinds[index] is Kind.NAME and text.index(":") == len(text) - 1
