"""How grave a disagreement is: its claims contradict each other, may all be true, or spell one name in two ways."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

from acervo.namespaces import MOV

Gravity = Literal["conflict", "compatible", "spelling"]
#: The gravest first.
GRAVITIES: Final[tuple[Gravity, ...]] = ("conflict", "compatible", "spelling")
#: The words for those that are no conflict.
_MILD: Final = {"compatible": "compatible", "spelling": "dis_spelled"}
_SPELLING: Final = MOV + "SpellingOnly"
_COMPATIBLE: Final = {_SPELLING, *(MOV + name for name in ("DifferentAsOf", "DifferentMeasure", "PrecisionOnly"))}
#: Kinds that only say between whom the disagreement is.
_BETWEEN: Final = {MOV + name for name in ("WithinOneSource", "CopiesOfOneOrigin")}


def gravity(kinds: Collection[str]) -> Gravity:
    """
    How grave a disagreement of these *kinds* is; one of which nothing milder is known is a conflict.

    >>> gravity([MOV + "PrecisionOnly", MOV + "WithinOneSource"])
    'compatible'
    >>> gravity([MOV + "DifferentAsOf", MOV + "ConflictAtSameTime"])
    'conflict'
    """
    telling = {*kinds} - _BETWEEN
    if not telling or not telling <= _COMPATIBLE:
        return "conflict"
    return "spelling" if telling == {_SPELLING} else "compatible"


def verdict_word(kinds: Collection[str], *, within: bool) -> str:
    """
    The word of the interface for a disagreement of these *kinds*, *within* one source or between several.

    >>> verdict_word([MOV + "PrecisionOnly"], within=True), verdict_word([], within=True)
    ('compatible', 'contested_within')
    """
    return _MILD.get(gravity(kinds)) or ("contested_within" if within else "contested")
