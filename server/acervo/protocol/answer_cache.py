"""Answers by edition: the name of an answer, whether a client has it already, and those kept for the next who asks."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import AsyncGenerator
from typing import Final

import pyoxigraph as ox

import acervo
from acervo.engine.interface import Query
from acervo.protocol.relay import Relay

_SHARE: Final = 64
"""One answer may take this part of the cache at most, so that one large answer does not put out all small ones."""
_ENTRY_BYTES: Final = 300
"""What an entry takes beside its body, about."""


def answer_key(revision: str, query: Query, encoding: str = "identity") -> str:
    """
    The name of the answer to *query* on the edition *revision*: an edition never changes, and so does none of these.

    It covers the edition, the version of the software, the exact text, the dataset, the media type and *encoding*.
    """
    dataset = [query.has_dataset_clause, query.default_graphs, query.named_graphs]
    return key_of(
        revision, query.text, query.form, query.things, query.whole_graph, dataset, query.media_type, encoding
    )


def key_of(*parts: object) -> str:
    """The name of what is made of *parts*, texts and numbers, by this version of the software."""
    return hashlib.sha256(repr((acervo.__version__, ox.__version__, *parts)).encode()).hexdigest()[:40]


def entity_tag(key: str, *, strong: bool = False) -> str:
    """
    *key* as an ETag.

    Args:
        strong: Whether two answers of that name are the same bytes. Rows without an order, and names of blank nodes,
            may differ.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-etag
    """
    return f'"{key}"' if strong else f'W/"{key}"'


def has_already(if_none_match: str, key: str) -> bool:
    """
    Whether the header *if_none_match* names the answer *key*; weakly compared. `*` names none here.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
    """
    return key in re.findall(r'(?:W/)?"([^"]*)"', if_none_match)


class AnswerCache:
    """
    Small whole answers, those asked for longest ago put out first.

    Args:
        max_bytes: What all of them together may take; 0 keeps none.
    """

    def __init__(self, max_bytes: int = 0):
        self.max_bytes = max_bytes
        self.bytes = 0
        self.hits = 0
        self.misses = 0
        self.put_out = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()

    def __len__(self) -> int:
        return len(self._bodies)

    def get(self, key: str) -> bytes | None:
        """The answer *key*, counted as a hit or as a miss."""
        body = self._bodies.get(key)
        if body is None:
            self.misses += 1
            return None
        self.hits += 1
        self._bodies.move_to_end(key)
        return body

    def put(self, key: str, body: bytes) -> None:
        """Keep *body* as the answer *key*, if it is small."""
        if key in self._bodies or not self.takes(len(body)):
            return
        self._bodies[key] = body
        self.bytes += len(body) + _ENTRY_BYTES
        while self.bytes > self.max_bytes:
            _, old = self._bodies.popitem(last=False)
            self.bytes -= len(old) + _ENTRY_BYTES
            self.put_out += 1

    def keeping(self, key: str, chunks: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        """*chunks* as they come; the answer is kept when its end has come and it is small."""
        return _Kept(self, key, chunks)

    def takes(self, size: int) -> bool:
        """Whether an answer of *size* bytes is small enough to be kept."""
        return size + _ENTRY_BYTES <= self.max_bytes // _SHARE


class _Kept(Relay):
    def __init__(self, cache: AnswerCache, key: str, chunks: AsyncGenerator[bytes, None]):
        super().__init__(chunks)
        self._cache = cache
        self._key = key
        self._size = 0
        self._parts: list[bytes] = []

    def passing(self, part: bytes) -> None:
        self._size += len(part)
        if self._cache.takes(self._size):
            self._parts.append(part)
        else:
            self._parts.clear()

    def end(self) -> None:
        if self._cache.takes(self._size):
            self._cache.put(self._key, b"".join(self._parts))
