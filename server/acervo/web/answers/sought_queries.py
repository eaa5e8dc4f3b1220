"""Kept queries by the words of what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Final, Literal

from acervo.corpus.queries import KeptQuery
from acervo.search.words import folded, stems

_TELLING: Final = 4
"""Letters that a word has at least without which nothing is sought: shorter ones stand in nearly every question."""
_SMALL: Final = 2
"""Words of so many letters need not stand in a question."""


def sought_queries(text: str, queries: Iterable[KeptQuery], language: str) -> Sequence[KeptQuery]:
    """
    Those of *queries* that have every word of *text* in their summary or description in *language*, case, accents and
    endings aside; those that have most of them in the summary first.
    """
    sought = [word for word in dict.fromkeys(folded(text)) if len(word) > _SMALL]
    if not any(len(word) >= _TELLING for word in sought):
        return []
    forms = [{word, *stems(word, language)} for word in sought]
    found = []
    for query in queries:
        summary, description = _words(query, "summary", language), _words(query, "description", language)
        if all(form & (summary | description) for form in forms):
            found.append((-sum(bool(form & summary) for form in forms), query))
    return [query for _, query in sorted(found, key=lambda one: one[0])]


def _words(query: KeptQuery, key: Literal["summary", "description"], language: str) -> Set[str]:
    text, code = query.told(key, language)
    return {*folded(text), *stems(text, code)}
