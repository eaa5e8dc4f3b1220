"""What a client asks, read once: its prologue completed, its outline, whether its answer may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from acervo.protocol.prologue import Completed, completed
from acervo.protocol.reading import QueryOutline, outline
from acervo.protocol.volatile import is_volatile
from acervo.sparql.tokens import without_comments

_REMEMBERED: Final = 1024
_SHORT: Final = 4000
"""Longer texts are read anew each time, so that what is remembered stays small."""


@dataclass(frozen=True)
class Asked:
    """One query as a client sent it."""

    prologue: Completed
    outline: QueryOutline
    is_volatile: bool
    """Whether its answer is another one each time."""

    @property
    def text(self) -> str:
        """What the engine is to see."""
        described = self.outline.described
        return described.selection if described else self.prologue.text

    @property
    def things(self) -> tuple[str, ...] | None:
        """The IRIs that a DESCRIBE query names; None for other queries."""
        return self.outline.described.named if self.outline.described else None


def asked(text: str, base: str, max_depth: int, *, services: bool = False, strict: bool = False) -> Asked:
    """
    Read the query *text*; the same text is read once.

    Args:
        base: Where the archive's IRIs begin; see `completed`.
        max_depth, services: See `outline`.
        strict: Whether undeclared prefixes are left as they are.

    Raises:
        RequestError: as `outline`, at the line of *text*.
    """
    return (_read if len(text) <= _SHORT else _read.__wrapped__)(text, base, max_depth, services, strict)


@lru_cache(_REMEMBERED)
def _read(text: str, base: str, max_depth: int, services: bool, strict: bool) -> Asked:
    tokens = without_comments(text)
    prologue = Completed(text, ()) if strict else completed(text, base, tokens)
    if prologue.added:
        tokens = without_comments(prologue.text)
    with prologue.positions_of_the_client():
        told = outline(prologue.text, max_depth, services=services, base=base, tokens=tokens)
    return Asked(prologue, told, is_volatile(prologue.text, tokens))
