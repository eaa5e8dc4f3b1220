"""SERVICE of the archive's own search: no request goes out, its index answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph as ox

from acervo.errors import RequestError
from acervo.federation.solutions import Row
from acervo.namespaces import MOV, XSD, shorten
from acervo.search.index import MAX_LIMIT, Index, Sought
from acervo.search.ranking import Hit
from acervo.search.words import main_language
from acervo.sparql.tokens import Token

MAX_TEXTS: Final = 50
"""How many different texts one query may search for."""
_PROPERTIES: Final = {
    MOV + "searchQuery": "text",
    MOV + "searchType": "type",
    MOV + "searchLanguage": "language",
    MOV + "searchLimit": "limit",
    MOV + "searchScore": "score",
    MOV + "searchLabel": "label",
}
_TOLD: Final = ("score", "label")
_TAKEN: Final[Mapping[str, tuple[type[ox.NamedNode | ox.Literal], str]]] = {
    "text": (ox.Literal, "a text, or a variable that has its values before SERVICE"),
    "type": (ox.NamedNode, "the IRI of a class"),
    "language": (ox.Literal, 'the tag of a language, such as "es"'),
    "limit": (ox.Literal, f"a number from 1 to {MAX_LIMIT}"),
}
_SHAPE: Final = 'Write ?hit mov:searchQuery "words" ; mov:searchScore ?score .'
_VARIABLE: Final = "urn:acervo:variable:"

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Unsearchable(Exception):
    """A block cannot be answered; the message says what is wrong and the next move."""


@dataclass(frozen=True)
class Block:
    """What one block asks; variables by their names."""

    hit: str
    sought: Sought
    """Its text is empty where it comes from a variable."""
    text: str
    """The variable whose values are sought, or ""."""
    score: str
    """The variable of the score, or ""."""
    label: str


class Search:
    """
    The search of one edition, as queries ask it.

    Args:
        base: Where the archive's IRIs begin; the address of the search is one of them.
        index: Gives the index; it is called in a thread, since it may have to be built first.
        revision: The edition of the index.
        languages: Those of the archive, for labels.
    """

    def __init__(self, base: str, index: Callable[[], Index], revision: str, languages: Sequence[str]):
        self.address = f"{base}service/search"
        self.revision = revision
        self._index = index
        self._languages = languages

    async def rows(self, block: Block, texts: Sequence[str], columns: Sequence[str]) -> list[Row]:
        """
        What is found, one term for each of *columns*.

        Args:
            texts: The terms that the variable of *block* has, if it has one; what is no text finds nothing.

        Raises:
            Unsearchable: a text is longer than anything one looks for.
            OSError: the index cannot be read.
        """
        return await asyncio.to_thread(lambda: list(self._rows(block, texts, columns)))

    def _rows(self, block: Block, texts: Sequence[str], columns: Sequence[str]) -> Iterator[Row]:
        index = self._index()
        for term in texts if block.text else ("",):
            sought = _with_text(block, term) if block.text else block.sought
            for hit in index.search(sought).hits if sought.text.strip() else ():
                score = ox.Literal(f"{hit.score:.1f}", datatype=ox.NamedNode(XSD + "decimal"))
                found = {block.score: str(score), block.label: self._label(hit, sought.language), block.text: term}
                found[block.hit] = str(ox.NamedNode(hit.thing.iri))
                yield tuple(found[name] for name in columns)

    def _label(self, hit: Hit, language: str) -> str:
        order = [*filter(None, (language, *self._languages))]

        def place(tag: str) -> int:
            return order.index(main_language(tag)) if main_language(tag) in order else len(order)

        label = min((name for name in hit.thing.names if name.kind == "label"), key=lambda name: place(name.language))
        return str(ox.Literal(label.text, language=label.language) if label.language else ox.Literal(label.text))


def read_block(prologue: str, text: str, tokens: Sequence[Token], base: str) -> Block:
    """
    Read what stands between the braces of a block.

    Args:
        prologue: The prefixes of the query.
        text: The whole query.
        tokens: Those between the braces, without comments.
        base: What relative IRIs resolve against.

    Raises:
        Unsearchable: it has anything but triples of one variable with the properties of a search, or no text.
    """
    said: dict[str, _Term] = {}
    hit = ""
    for triple in _triples(f"{prologue}\n{_as_turtle(text, tokens)}", base):
        subject, property = _variable(triple.subject), shorten(triple.predicate.value)
        role = _PROPERTIES.get(triple.predicate.value)
        if not subject:
            raise Unsearchable(f"what a search finds is a variable. {_SHAPE}")
        if subject != (hit := hit or subject):
            raise Unsearchable(f"?{hit} and ?{subject} are two searches. Write a SERVICE for each.")
        if role is None:
            raise Unsearchable(
                f"the search does not know {property}, but {', '.join(map(shorten, _PROPERTIES))}. "
                "Write what else is known of the hits outside of SERVICE."
            )
        if role in said:
            raise Unsearchable(f"{property} is said twice. Write a SERVICE for each search.")
        if role in _TOLD and not _variable(triple.object):
            raise Unsearchable(f"{property} takes a variable. Compare it outside of SERVICE: FILTER(?score > 80).")
        said[role] = triple.object
    if "text" not in said or (isinstance(said["text"], ox.Literal) and not said["text"].value.strip()):
        raise Unsearchable(f"nothing is searched for. {_SHAPE}")
    names = {role: _variable(term) for role, term in said.items()}
    own = [hit, *filter(None, names.values())]
    if len(set(own)) < len(own):
        raise Unsearchable("each variable of a search stands for one thing.")
    return Block(hit, _sought(said), names["text"], names.get("score", ""), names.get("label", ""))


def _as_turtle(text: str, tokens: Sequence[Token]) -> str:
    """Triples of a query with an IRI for each variable; the point behind the last may be missing there."""
    if not tokens:
        return ""
    parts, at = [], tokens[0].start
    for token in tokens:
        if token.kind == "variable":
            parts += [text[at : token.start], f"<{_VARIABLE}{token.text[1:]}>"]
            at = token.start + len(token.text)
    end = tokens[-1].start + len(tokens[-1].text)
    return "".join((*parts, text[at:end], "" if tokens[-1].text == "." else "\n."))


def _triples(turtle: str, base: str) -> list[ox.Quad]:
    try:
        return list(ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise Unsearchable(f"a search has plain triples only, and all else stands outside of it. {_SHAPE}") from error


def _variable(term: _Term) -> str:
    is_variable = isinstance(term, ox.NamedNode) and term.value.startswith(_VARIABLE)
    return term.value.removeprefix(_VARIABLE) if isinstance(term, ox.NamedNode) and is_variable else ""


def _sought(said: Mapping[str, _Term]) -> Sought:
    given: dict[str, Any] = {"text": ""}
    for role, term in said.items():
        if role in _TOLD or (role == "text" and _variable(term)):
            continue
        kind, takes = _TAKEN[role]
        if _variable(term) or not isinstance(term, kind):
            raise Unsearchable(f"{_written(role)} takes {takes}.")
        if role == "limit" and not (term.value.isascii() and term.value.isdecimal() and len(term.value) < 6):
            raise Unsearchable(f"{_written(role)} takes {takes}.")
        given[role] = int(term.value) if role == "limit" else term.value
    try:
        return Sought(**{**given, "language": given.get("language", "").lower()})
    except RequestError as error:
        raise Unsearchable(error.detail) from error


def _written(role: str) -> str:
    return next(shorten(property) for property, other in _PROPERTIES.items() if other == role)


def _with_text(block: Block, term: str) -> Sought:
    """
    Raises:
        Unsearchable: it is too long.
    """
    text = _text_of(term)
    try:
        return replace(block.sought, text=text)
    except RequestError as error:
        raise Unsearchable(f"?{block.text} is “{text[:40]}…”. {error.detail}") from error


def _text_of(term: str) -> str:
    """
    What stands in the literal *term*, whatever its language; "" where it is no literal.

    >>> _text_of('"La \\\\"Gaviota\\\\""@es'), _text_of("<https://example.org/>")
    ('La "Gaviota"', '')
    """
    [quad] = ox.parse(f"<urn:s> <urn:p> {term} .", format=ox.RdfFormat.TURTLE)
    return quad.object.value if isinstance(quad.object, ox.Literal) else ""
