"""What XML cannot hold: found wherever it stands, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from xml.parsers import expat

import pytest

from acervo.errors import AnswerCut, NotAcceptable
from acervo.protocol.negotiation import SOLUTION_TYPES
from acervo.protocol.xml_text import WellFormed, refuse_what_xml_cannot_hold


def refused(body: bytes) -> bool:
    try:
        refuse_what_xml_cannot_hold(body, SOLUTION_TYPES)
    except NotAcceptable:
        return True
    return False


@pytest.mark.parametrize("number", [*range(32), 0x7F, 0x85, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_a_character_is_refused_if_and_only_if_xml_refuses_it(number):
    """XML 1.0, section 2.2, as an XML parser reads it (but for two that parser lets pass)."""
    text = f"<a>{chr(number)}</a>".encode()
    try:
        expat.ParserCreate(encoding="utf-8").Parse(text, True)
        fits = number not in (0xFFFE, 0xFFFF)
    except expat.ExpatError:
        fits = False

    assert fits == (not refused(text))


def test_the_reason_names_the_character():
    """So that it can be looked for; and the formats that can hold it."""
    with pytest.raises(NotAcceptable, match=r"U\+000B") as raised:
        refuse_what_xml_cannot_hold(b"<a>\x0b</a>", SOLUTION_TYPES)

    assert "text/csv" in raised.value.facts["offers"]


@pytest.mark.parametrize("text", ["a\x01b", "a\ufffeb", "a\uffffb", "<oxprefix: xmlns:oxprefix='http://a/1'>"])
def test_it_is_found_across_parts(text):
    """Parts end anywhere, also within a character."""
    body = f"<a>{text}</a>".encode()

    async def parts(cut: int) -> AsyncGenerator[bytes, None]:
        yield body[:cut]
        yield body[cut:]

    async def read(cut: int) -> None:
        async for _ in WellFormed(parts(cut)):
            pass

    for cut in range(len(body)):
        with pytest.raises(AnswerCut):
            asyncio.run(read(cut))


def test_what_is_well_formed_passes_unchanged():
    """Also what only looks like it."""
    body = "<a>&lt;oxprefix: \ufffd\ufffc é \t\r\n</a>".encode()

    async def parts() -> AsyncGenerator[bytes, None]:
        for byte in body:
            yield bytes([byte])

    async def read() -> bytes:
        return b"".join([part async for part in WellFormed(parts())])

    assert body == asyncio.run(read())
