"""What a new layout changed, line by line, in time proportional to the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

_Opcode: TypeAlias = tuple[str, int, int, int, int]

#: What a layout adds and takes away: all else is the same on both sides, in the same order.
_LAYOUT: Final = str.maketrans("", "", " \t\r\n\ufeff;,.")
#: Stretches with more lines than this are not searched for lines in common: that takes the square of their number.
_MOST_LINES: Final = 2_000
_CONTEXT: Final = 3
_COLOURS: Final = {"---": "1", "+++": "1", "@@ ": "36"}


def unified_diff(old: str, new: str, name: str, *, same_order: bool, colour: bool) -> str:
    """
    How *old* became *new*, as `diff -u` and `patch` have it.

    Lines end at `\\n` alone; in colour, for a terminal, other line ends and a byte order mark are shown by name.

    Args:
        same_order: Whether *new* is *old* in another layout, and nothing changed places.
    """
    old_lines, new_lines = _lines(old), _lines(new)
    stretches = _stretches(old_lines, new_lines) if same_order else iter([(len(old_lines), len(new_lines))])
    told = _Told(_joined(_opcodes(old_lines, new_lines, stretches)))
    parts: list[str] = []
    for group in told.get_grouped_opcodes(_CONTEXT):
        if not parts:
            parts += [f"--- {name}\n", f"+++ {name}\n"]
        parts.append(f"@@ -{_range(group[0][1], group[-1][2])} +{_range(group[0][3], group[-1][4])} @@\n")
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                parts += (f" {line}" for line in old_lines[old_start:old_end])
            else:
                parts += (f"-{line}" for line in old_lines[old_start:old_end])
                parts += (f"+{line}" for line in new_lines[new_start:new_end])
    whole = (part if part.endswith("\n") else f"{part}\n\\ No newline at end of file\n" for part in parts)
    return "".join(map(_coloured, whole) if colour else whole)


class _Told(SequenceMatcher[str]):
    """A comparison that was made already: it only groups."""

    def __init__(self, opcodes: list[_Opcode]):
        super().__init__(None, "", "")
        self._told = opcodes

    def get_opcodes(self) -> list[_Opcode]:  # type: ignore[override]
        return self._told


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where both sides have come equally far, as numbers of lines."""
    old_widths, new_widths = ([len(line.translate(_LAYOUT)) for line in lines] for lines in (old, new))
    at_old = at_new = ahead = 0
    while at_old < len(old) and at_new < len(new):
        if ahead <= 0:
            ahead += old_widths[at_old]
            at_old += 1
        while ahead > 0 and at_new < len(new):
            ahead -= new_widths[at_new]
            at_new += 1
        if ahead == 0:
            yield at_old, at_new
            # Lines of layout alone, dots say, are a stretch of their own: they say nothing of how far it is.
            at_old, at_new = _behind_nothing(old_widths, at_old), _behind_nothing(new_widths, at_new)
            yield at_old, at_new
    yield len(old), len(new)


def _behind_nothing(widths: Sequence[int], at: int) -> int:
    while at < len(widths) and not widths[at]:
        at += 1
    return at


def _opcodes(old: list[str], new: list[str], stretches: Iterator[tuple[int, int]]) -> Iterator[_Opcode]:
    old_start = new_start = 0
    for old_end, new_end in stretches:
        before, after = old[old_start:old_end], new[new_start:new_end]
        if before == after:
            yield "equal", old_start, old_end, new_start, new_end
        elif max(len(before), len(after)) > _MOST_LINES:
            yield "replace", old_start, old_end, new_start, new_end
        else:
            for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
                yield tag, old_start + i, old_start + j, new_start + k, new_start + m
        old_start, new_start = old_end, new_end


def _joined(opcodes: Iterator[_Opcode]) -> list[_Opcode]:
    joined: list[_Opcode] = []
    for tag, old_start, old_end, new_start, new_end in opcodes:
        kind = "equal" if tag == "equal" else "replace"
        if old_start == old_end and new_start == new_end:
            continue
        if joined and joined[-1][0] == kind:
            _, old_start, _, new_start, _ = joined.pop()
        joined.append((kind, old_start, old_end, new_start, new_end))
    return joined


def _range(start: int, end: int) -> str:
    # An empty range begins at the line before it.
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _coloured(line: str) -> str:
    shown = line.rstrip("\n").replace("\r", "␍").replace("\ufeff", "<BOM>")
    code = _COLOURS.get(line[:3]) or {"-": "31", "+": "32"}.get(line[:1])
    return f"\x1b[{code}m{shown}\x1b[0m\n" if code else f"{shown}\n"
