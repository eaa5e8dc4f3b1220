"""Alternatives in property paths, written as unions: each of a union's sides has its own solutions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Final

from acervo.sparql.groups import Unreadable
from acervo.sparql.tokens import Token

MAX_BRANCHES: Final = 500
MAX_LETTERS: Final = 200_000
_AFTER_DOT: Final = re.compile(r"[0-9]+|[eE](-?[0-9]+)?")

Part = str | tuple[str, ...]
"""Text; or texts of which each branch has another one."""


class TooManyBranches(Exception):
    """The alternatives that stand side by side in a path, or in triples that must stay together, multiply."""


class _Label(str):
    """A blank node of the query; a label holds for one side of a union."""

    __slots__ = ()


def unfolded(text: str, tokens: Sequence[Token]) -> str | None:
    """
    The triples *tokens* of the query *text* with a union for each path that is a choice; None where none is.

    A path that is no more than a set, `(a|b)*`, stays. Where an alternative hangs on a blank node, all triples with
    that node go into each side: a variable in its place would be seen by `SELECT *`.

    Raises:
        TooManyBranches: a union would have more than 500 sides, or be longer than 200,000 characters.
        Unreadable: these are no triples, or are written in a way that is not known here.

    >>> from acervo.sparql.tokens import tokenize
    >>> text = "?s a/(b:c|^b:d) ?o ; b:e 1.5"
    >>> unfolded(text, tokenize(text))
    '{ ?s a/(b:c) ?o } UNION { ?s a/(^b:d) ?o } ?s b:e 1.5 .'

    Source: https://www.w3.org/TR/sparql11-query/#PropertyPathPatterns
    """
    clusters: dict[int, list[_Unit]] = {}
    of_label: dict[str, int] = {}
    for number, unit in enumerate(_Reader(text, tokens).units()):
        joined = sorted({of_label[label] for label in unit.labels if label in of_label})
        place = joined[0] if joined else number
        moved = [one for other in joined[1:] for one in clusters.pop(other)]
        clusters.setdefault(place, []).extend((*moved, unit))
        of_label.update((label, place) for one in (*moved, unit) for label in one.labels)
    if all(unit.branches == 1 for cluster in clusters.values() for unit in cluster):
        return None
    return " ".join(_written(cluster) for _, cluster in sorted(clusters.items()))


class _Unit:
    """A subject with its properties, or with one of them."""

    def __init__(self, parts: Sequence[Part]):
        self.parts = parts
        self.labels = {part for part in parts if isinstance(part, _Label)}
        self.branches = prod(len(part) for part in parts if isinstance(part, tuple))


def _written(cluster: Sequence[_Unit]) -> str:
    count = prod(unit.branches for unit in cluster)
    letters = sum(len(part) if isinstance(part, str) else max(map(len, part)) for one in cluster for part in one.parts)
    if count > MAX_BRANCHES or (count > 1 and count * letters > MAX_LETTERS):
        raise TooManyBranches
    parts = [part for unit in cluster for part in (*unit.parts, ".")]
    if count == 1:
        return " ".join(part if isinstance(part, str) else part[0] for part in parts)
    sides = []
    for number, chosen in enumerate(product(*(part for part in parts if isinstance(part, tuple)))):
        choices = iter(chosen)
        words = (next(choices) if isinstance(part, tuple) else _named(part, number) for part in parts[:-1])
        sides.append(f"{{ {' '.join(words)} }}")
    return " UNION ".join(sides)


def _named(part: str, side: int) -> str:
    return f"{part}_side{side}" if isinstance(part, _Label) else part


class _Reader:
    """Reads forward; each method begins at the token it is named for and ends behind its part."""

    def __init__(self, text: str, tokens: Sequence[Token]):
        self._text = text
        self._tokens = tokens
        self._at = 0

    def units(self) -> list[_Unit]:
        found: list[_Unit] = []
        while self._at < len(self._tokens):
            if self._next() == ".":
                self._at += 1
                continue
            is_one_term = self._next() not in ("[", "(")
            subject = self._node()
            properties = self._properties()
            if is_one_term:
                found += [_Unit([*subject, *one]) for one in properties]
            else:
                found.append(_Unit([*subject, *_parted(properties)]))
            if self._at < len(self._tokens) and self._next() != ".":
                raise Unreadable(self._tokens[self._at])
        return found

    def _properties(self) -> list[list[Part]]:
        """Each property with one of its values."""
        found: list[list[Part]] = []
        while self._next() not in (".", "]", ""):
            if self._next() == ";":
                self._at += 1
                continue
            verb = self._verb()
            found.append([verb, *self._node()])
            while self._next() == ",":
                self._at += 1
                found.append([verb, *self._node()])
            if self._next() not in (";", ".", "]", ""):
                raise Unreadable(self._tokens[self._at])
        return found

    def _node(self) -> list[Part]:
        first = self._at
        token = self._take()
        if token.text == "[" and token.kind == "bracket":
            inside = _parted(self._properties())
            self._take("]")
            return ["[", *inside, "]"]
        if token.text == "(" and token.kind == "bracket":
            nodes: list[Part] = []
            while self._next() != ")":
                nodes += self._node()
            self._take(")")
            return ["(", *nodes, ")"]
        if token.text.startswith("_:"):
            return [_Label(token.text)]
        if token.kind == "string":
            if self._next().startswith("@"):
                self._at += 1
            elif self._next() == "^":
                self._take("^")
                self._take("^")
                self._take()
        elif token.kind == "other":
            # `-1.5e-3` is six tokens without a space.
            while self._adjoins() and (self._tokens[self._at].kind in ("other", "word")):
                if self._next() == "." and not self._goes_on_after_dot():
                    break
                if self._next() in (",", ";"):
                    break
                self._at += 1
            if not any(one.text[0].isdigit() for one in self._tokens[first : self._at]):
                raise Unreadable(token)
        elif token.kind == "bracket" or (token.kind == "word" and token.text.lower() not in ("true", "false")):
            raise Unreadable(token)
        return [self._since(first)]

    def _adjoins(self) -> bool:
        if self._at >= len(self._tokens):
            return False
        before = self._tokens[self._at - 1]
        return self._tokens[self._at].start == before.start + len(before.text)

    def _goes_on_after_dot(self) -> bool:
        dot, after = self._tokens[self._at], self._tokens[self._at + 1 : self._at + 2]
        return bool(after) and after[0].start == dot.start + 1 and bool(_AFTER_DOT.fullmatch(after[0].text))

    def _verb(self) -> Part:
        if self._tokens[self._at].kind == "variable":
            return self._take().text
        texts = self._path()
        return texts if len(texts) > 1 else texts[0]

    def _path(self) -> tuple[str, ...]:
        texts = self._sequence()
        while self._next() == "|":
            self._at += 1
            texts += self._sequence()
            if len(texts) > MAX_BRANCHES:
                raise TooManyBranches
        return texts

    def _sequence(self) -> tuple[str, ...]:
        texts = self._element()
        while self._next() == "/":
            self._at += 1
            following = self._element()
            count = len(texts) * len(following)
            letters = len(following) * sum(map(len, texts)) + len(texts) * sum(map(len, following))
            if count > MAX_BRANCHES or (count > 1 and letters > MAX_LETTERS):
                raise TooManyBranches
            texts = tuple(f"{one}/{other}" for one in texts for other in following)
        return texts

    def _element(self) -> tuple[str, ...]:
        inverse = self._next() == "^"
        self._at += inverse
        first = self._at
        token = self._take()
        if token.text == "(" and token.kind == "bracket":
            texts = tuple(f"({text})" for text in self._path())
            self._take(")")
        elif token.text == "!":
            texts = self._negated(first)
        elif token.kind in ("iri", "prefixed") or token.text == "a":
            texts = (token.text,)
        else:
            raise Unreadable(token)
        if self._next() in ("?", "*", "+") and not self._is_sign():
            self._at += 1
            texts = (self._since(first),)
        return tuple(f"^{text}" for text in texts) if inverse else texts

    def _is_sign(self) -> bool:
        sign, after = self._tokens[self._at], self._tokens[self._at + 1 : self._at + 2]
        return bool(after) and after[0].start == sign.start + 1 and after[0].text[0].isdigit()

    def _negated(self, first: int) -> tuple[str, ...]:
        """`!(a|^b)` is what is no `a` forwards, and what is no `b` backwards (section 9.1)."""
        along: list[str] = []
        against: list[str] = []
        several = self._next() == "("
        self._at += several
        while not several or self._next() != ")":
            if several and (along or against):
                self._take("|")
            inverse = self._next() == "^"
            self._at += inverse
            token = self._take()
            if token.kind not in ("iri", "prefixed") and token.text != "a":
                raise Unreadable(token)
            (against if inverse else along).append(f"{'^' if inverse else ''}{token.text}")
            if not several:
                break
        self._at += several
        if along and against:
            return f"!({'|'.join(along)})", f"!({'|'.join(against)})"
        return (self._since(first),)

    def _since(self, first: int) -> str:
        last = self._tokens[self._at - 1]
        return self._text[self._tokens[first].start : last.start + len(last.text)]

    def _take(self, text: str = "") -> Token:
        if self._at >= len(self._tokens):
            raise Unreadable(None)
        token = self._tokens[self._at]
        if text and token.text != text:
            raise Unreadable(token)
        self._at += 1
        return token

    def _next(self) -> str:
        """The token here, or what kind it is where that is an IRI or a string; "" at the end."""
        if self._at >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        return token.kind if token.kind in ("iri", "string") else token.text


def _parted(properties: Sequence[Sequence[Part]]) -> list[Part]:
    return [part for number, one in enumerate(properties) for part in ((";", *one) if number else one)]
