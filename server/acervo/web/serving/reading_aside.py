"""Long queries are read beside the server's loop, so that nobody else waits for them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from acervo.protocol.asked import Asked, asked

_LONG: Final = 10_000
"""Characters; up to here reading takes no longer than a few other things that the loop does at once."""
#: One thread, so that however many long queries come they take half of one processor.
_READER: Final = ThreadPoolExecutor(1, "reader")


async def read_query(text: str, base: str, max_depth: int, *, services: bool, strict: bool) -> Asked:
    """See `asked`, whose arguments and errors these are."""

    def read() -> Asked:
        return asked(text, base, max_depth, services=services, strict=strict)

    return read() if len(text) <= _LONG else await asyncio.get_running_loop().run_in_executor(_READER, read)
