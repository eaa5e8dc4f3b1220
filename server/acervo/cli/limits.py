"""The limits of queries, from an archive's settings."""

from __future__ import annotations

from acervo.engine.conversation import EngineLimits
from acervo.engine.pool import PoolLimits
from acervo.settings import Settings


def engine_limits(settings: Settings) -> EngineLimits:
    """What *settings* allow one query and all of them."""
    return EngineLimits(
        query_timeout_s=settings.query_timeout_s,
        stalled_timeout_s=settings.stalled_timeout_s,
        memory_bytes=settings.query_memory_mb * 1024 * 1024,
        answer_bytes=settings.answer_max_bytes,
        answer_rows=settings.answer_max_rows,
        pool=PoolLimits(
            quick=settings.quick_queries,
            slow=settings.slow_queries,
            waiting=settings.waiting_queries,
            wait_s=settings.waiting_timeout_s,
            slow_after_s=settings.slow_after_s,
            per_client=settings.client_queries,
        ),
    )
