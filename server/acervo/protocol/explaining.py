"""Why a query does not parse, where its tokens tell more than the engine's parser does."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from acervo.errors import MalformedQuery
from acervo.namespaces import PREFIXES
from acervo.sparql.tokens import Token, line_and_column, without_comments

_CURLY: Final = frozenset("“”„«»‘’")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}


def explained(error: MalformedQuery, text: str) -> MalformedQuery:
    """
    *error* of an engine on the query *text*, or a clearer one: an undeclared prefix, a quote or bracket left open.

    Only queries that an engine has refused come here, so a wrong guess refuses nothing.
    """
    tokens = without_comments(text)
    found = _undeclared_prefix(tokens) or _open_quote(tokens) or _unmatched_bracket(tokens)
    if found is None:
        return error
    place, reason = found
    line, column = line_and_column(text, place)
    return MalformedQuery(f"line {line}, column {column}: {reason}", line=line, column=column)


def _undeclared_prefix(tokens: list[Token]) -> tuple[int, str] | None:
    declared: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "prefixed" or token.text.startswith("_:"):
            continue
        prefix = token.text.split(":", 1)[0]
        if before is not None and before.kind == "word" and before.text.upper() == "PREFIX":
            declared.append(prefix)
        elif prefix not in declared:
            near = get_close_matches(prefix, declared, n=1)
            advice = f"Did you mean “{near[0]}:”? Or add: " if near else "Add at the top: "
            return (
                token.start,
                f"the prefix “{prefix}:” is not declared. {advice}PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>",
            )
    return None


def _open_quote(tokens: list[Token]) -> tuple[int, str] | None:
    # A quote that ends a string is part of its token; one that stands alone begins what never ends.
    for token in tokens:
        if token.kind == "other" and token.text in _CURLY:
            return token.start, f'the quote {token.text} is curly. SPARQL wants straight quotes: "…".'
        if token.kind == "other" and token.text in ("'", '"'):
            return token.start, f"this quote {token.text} is never closed."
    return None


def _unmatched_bracket(tokens: list[Token]) -> tuple[int, str] | None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "bracket":
            continue
        if token.text in _PAIRS:
            opened.append(token)
        elif not opened:
            return token.start, f"this “{token.text}” closes nothing."
        elif _PAIRS[opened[-1].text] != token.text:
            last = opened[-1]
            return token.start, f"this “{token.text}” does not close the “{last.text}” that was opened last."
        else:
            opened.pop()
    if opened:
        return opened[-1].start, f"this “{opened[-1].text}” is never closed."
    return None
