"""The curator's corrections, applied to what layout and splitter made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from acervo.errors import CuratorError
from acervo.evidence.blocks import Block
from acervo.evidence.boundaries import Boundaries, Correction
from acervo.evidence.text import normalise


@dataclass(frozen=True)
class Piece:
    """A stretch that becomes a passage; *block* is the index of the block in which it begins."""

    start: int
    end: int
    block: int


def correct_blocks(blocks: list[Block], text: str, boundaries: Boundaries) -> list[Block]:
    """
    Make *blocks* headings, or not, and let sections begin where the curator says.

    Raises:
        CuratorError: a correction fits no block, or several without saying which.
    """
    for correction in boundaries.of("heading", "section"):
        first = normalise(correction.first)
        matching = [
            i for i, block in enumerate(blocks) if (text[block.start : block.end] + " ").startswith(first + " ")
        ]
        index = _choose(matching, correction, boundaries.path)
        found = blocks[index]
        if correction.verb == "section":
            blocks[index] = replace(found, opens=correction.slug or found.opens or "", speaker=correction.speaker)
        elif correction.undo:
            blocks[index] = replace(found, kind="paragraph", opens=None)
        else:
            blocks[index] = replace(found, kind="heading", opens=found.opens or "")
    return blocks


def correct_pieces(pieces: list[Piece], text: str, boundaries: Boundaries) -> tuple[list[Piece], list[str]]:
    """
    Join and split *pieces*; a correction that has nothing to do is told in a warning.

    Raises:
        CuratorError: a correction fits no place, or several without saying which.
    """
    warnings: list[str] = []
    for correction in boundaries.of("join", "split"):
        after, before = normalise(correction.after), normalise(correction.before)
        pattern = re.compile(rf"(?<!\S){re.escape(after)} (?={re.escape(before)}(?!\S))")
        space = _choose([found.end() - 1 for found in pattern.finditer(text)], correction, boundaries.path)
        index = max(i for i, piece in enumerate(pieces) if piece.start <= space)
        left = pieces[index]
        is_boundary = space >= left.end
        if is_boundary is (correction.verb == "split"):
            state = "already apart" if is_boundary else "already one passage"
            place = f"{boundaries.path}:{correction.line}"
            warnings.append(f"{place}: [[{correction.verb}]] does nothing: the words are {state}. Remove it.")
        elif is_boundary:
            pieces[index : index + 2] = [replace(left, end=pieces[index + 1].end)]
        else:
            pieces[index : index + 1] = [replace(left, end=space), replace(left, start=space + 1)]
    return pieces, warnings


def _choose(places: Sequence[int], correction: Correction, path: str) -> int:
    wanted = correction.occurrence
    if not places or wanted > len(places):
        raise CuratorError(
            f"[[{correction.verb}]] fits {len(places) or 'no'} place{'s' * (len(places) > 1)} in the text"
            f"{f', not {wanted}' if places else ''}. Correct the words as they are printed, or remove it.",
            path,
            correction.line,
        )
    if not wanted and len(places) > 1:
        raise CuratorError(
            f"[[{correction.verb}]] fits {len(places)} places in the text. Add occurrence = 1 … {len(places)}.",
            path,
            correction.line,
        )
    return places[(wanted or 1) - 1]
