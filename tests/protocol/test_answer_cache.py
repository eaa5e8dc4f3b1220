"""Answers kept by name: what names them, which are kept, which go first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

import acervo
from acervo.engine.interface import Query
from acervo.errors import AnswerCut
from acervo.protocol.answer_cache import AnswerCache, answer_key, entity_tag, has_already
from acervo.protocol.relay import Begun, Relay

QUERY = Query("ASK {}", "ASK", "text/csv")


class Chunks:
    """An answer that tells whether it was let go."""

    def __init__(self, *parts: bytes, cut: bool = False):
        self.parts = parts
        self.cut = cut
        self.closed = False

    async def __call__(self) -> AsyncGenerator[bytes, None]:
        try:
            for part in self.parts:
                yield part
            if self.cut:
                raise AnswerCut("the end")
        finally:
            self.closed = True


async def read(chunks: AsyncGenerator[bytes, None]) -> bytes:
    return b"".join([part async for part in chunks])


def test_the_key_covers_all_that_an_answer_depends_on(monkeypatch):
    """Two of these never have one name."""
    others = [
        replace(QUERY, text="ASK { }"),
        replace(QUERY, media_type="text/turtle"),
        replace(QUERY, default_graphs=("a:b",)),
        replace(QUERY, named_graphs=("a:b",)),
        replace(QUERY, default_graphs=("a:b", "a:c")),
        replace(QUERY, default_graphs=("a:c", "a:b")),
    ]
    keys = [answer_key("1", one) for one in (QUERY, *others)]
    keys += [answer_key("2", QUERY), answer_key("1", QUERY, "gzip")]
    monkeypatch.setattr(acervo, "__version__", "next")
    keys.append(answer_key("1", QUERY))

    assert len(keys) == len(set(keys))
    assert keys[-1] == answer_key("1", replace(QUERY))


@pytest.mark.parametrize(
    ("header", "has"),
    [
        ('W/"k"', True),
        ('"k"', True),
        ('"a", W/"k"', True),
        ('W/"a",W/"k",W/"b"', True),
        ('W/"kk"', False),
        ("k", False),
        ("*", False),
        ("", False),
    ],
)
def test_a_list_of_tags_is_compared_weakly(header, has):
    """RFC 9110, section 8.8.3.2."""
    assert has == has_already(header, "k")
    assert has_already(entity_tag("k"), "k")


def test_an_answer_is_kept_and_counted():
    """A hit, a miss."""
    cache = AnswerCache(1_000_000)
    cache.put("a", b"1")

    assert (b"1", None) == (cache.get("a"), cache.get("b"))
    assert (1, 1, 1) == (cache.hits, cache.misses, len(cache))


def test_those_asked_for_longest_ago_go_first():
    """The cache never takes more than it may."""
    cache = AnswerCache(64 * 1000)
    for number in range(60):
        cache.put(f"{number}", b"x" * 700)
        cache.get("0")

    assert cache.get("0") is not None
    assert cache.get("59") is not None
    cache.put("next", b"x" * 700)
    for number in range(60, 80):
        cache.put(f"{number}", b"x" * 700)
    assert cache.get("1") is None
    assert cache.bytes <= cache.max_bytes
    assert cache.put_out == 82 - 1 - len(cache)


def test_a_large_answer_is_not_kept():
    """It would put out many small ones."""
    cache = AnswerCache(64_000)
    cache.put("large", b"x" * 1000)

    assert (0, 0) == (len(cache), cache.bytes)


def test_a_cache_of_no_size_keeps_nothing():
    """answer_cache_mb = 0."""
    cache = AnswerCache(0)
    cache.put("a", b"")

    assert cache.get("a") is None


def test_an_answer_that_flows_is_kept_at_its_end():
    """Whole and small."""
    cache, chunks = AnswerCache(1_000_000), Chunks(b"a", b"b")

    assert b"ab" == asyncio.run(read(cache.keeping("k", chunks())))
    assert b"ab" == cache.get("k")


@pytest.mark.parametrize("parts", [(b"x" * 2000,), (b"x" * 600, b"x" * 600)])
def test_an_answer_that_grows_large_flows_on_and_is_not_kept(parts):
    """Nor is what came of it so far."""
    cache = AnswerCache(64_000)

    assert b"".join(parts) == asyncio.run(read(cache.keeping("k", Chunks(*parts)())))
    assert 0 == len(cache)


def test_an_answer_that_breaks_off_is_not_kept():
    """A part is never taken for the whole."""
    cache = AnswerCache(1_000_000)
    with pytest.raises(AnswerCut):
        asyncio.run(read(cache.keeping("k", Chunks(b"a", cut=True)())))

    assert 0 == len(cache)


def test_an_answer_that_nobody_reads_to_its_end_is_let_go_and_not_kept():
    """Before its first part and after."""

    async def leave(after: int) -> tuple[bool, int]:
        cache, chunks = AnswerCache(1_000_000), Chunks(b"a", b"b")
        kept = cache.keeping("k", Relay(chunks()))
        for _ in range(after):
            await anext(kept)
        await kept.aclose()
        return chunks.closed, len(cache)

    assert [(True, 0)] * 3 == [asyncio.run(leave(after)) for after in range(3)]


def test_a_part_that_was_taken_is_given_first():
    """So that it could be looked at before the answer began."""

    async def take() -> bytes:
        chunks = Chunks(b"a", b"b")()
        return await read(Begun(await anext(chunks), chunks))

    assert b"ab" == asyncio.run(take())
