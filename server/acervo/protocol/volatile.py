"""Queries whose answer is another one each time they are asked, told by their tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from acervo.sparql.tokens import Token, without_comments

_CALLS: Final = re.compile(r"NOW|RAND|UUID|BNODE", re.IGNORECASE)
_ANYWHERE: Final = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*\(|SERVICE", re.IGNORECASE)
#: In capitals: some letters are two of them.
_NOTHING_WITHOUT: Final = re.compile(r"NOW|RAND|UUID|BNODE|SERVICE|\\", re.IGNORECASE)
_END: Final = Token("other", "", 0)


def is_volatile(text: str, tokens: Sequence[Token] | None = None) -> bool:
    """
    Whether the query *text* may call NOW, RAND, UUID, STRUUID or BNODE, or ask another endpoint.

    Only a string or a comment that holds such a word is known to do nothing; whatever the engine may read in two ways
    counts as volatile, for then an answer is computed once too often and never kept for too long.

    >>> is_volatile("SELECT (NOW() AS ?t) {}"), is_volatile("ASK { ?s ?p 'NOW()' }")
    (True, False)

    Args:
        tokens: Those of *text* without comments, where they have been read.

    Source: https://www.w3.org/TR/sparql11-query/#func-now
    """
    if not _NOTHING_WITHOUT.search(text.upper()):
        return False
    if tokens is None:
        tokens = without_comments(text)
    # `?a<'b>c` may be an IRI or a comparison with a string, and a later string may then be none.
    strings_are_sure = not any(token.kind == "iri" and "'" in token.text for token in tokens)
    for token, after in pairwise([*tokens, _END]):
        if token.kind in ("word", "prefixed"):
            if "SERVICE" in token.text.upper() or (after.text == "(" and _CALLS.search(token.text)):
                return True
        elif token.kind == "iri" or (token.kind == "string" and not strings_are_sure):
            # `?a<NOW()&&?b>1` has the shape of an IRI.
            if _ANYWHERE.search(token.text) and "(" in token.text:
                return True
        elif token.text == "\\":
            return True
    return False
