"""What a layout makes of a text: blocks, each with its kind, its section and who speaks by its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from acervo.evidence.text import Line

Kind = Literal["heading", "byline", "field", "line", "paragraph", "reference", "footnote"]
#: Kinds that are one passage each, whatever full stops stand in them.
WHOLE: Final = frozenset({"heading", "byline", "field", "line", "reference"})


@dataclass(frozen=True)
class Block:
    """
    Lines that belong together: a paragraph, a heading, one field of a sidebar, one entry of a list.

    Args:
        kind: What it is; decides whether it is split into sentences.
        start: First character in the normalised text.
        end: One after its last.
        opens: Slug of the section that begins here, or None where it goes on; "" asks for the heading's own slug.
        mark: The mark of emphasis that the whole block stands in (`*`, `/`), or "".
        label: The label of a field, as printed.
        number: The number of a reference or footnote, as printed.
        group: Blocks of one paragraph (the fields of one sidebar) share a number above 0.
        speaker: Slug of who speaks in the section that begins here, or "".
    """

    kind: Kind
    start: int
    end: int
    opens: str | None = None
    mark: str = ""
    label: str = ""
    number: int = 0
    group: int = 0
    speaker: str = ""

    def opening(self, slug: str) -> Block:
        """This block as the beginning of a section."""
        return replace(self, opens=slug)


def runs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The runs of lines that no blank line interrupts."""
    run: list[Line] = []
    for line in lines:
        if line.words:
            run.append(line)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def block(kind: Kind, lines: Sequence[Line], **facts: str | int | None) -> Block:
    """The block of *kind* that *lines* make."""
    return replace(Block(kind, lines[0].start, lines[-1].end), **facts)  # type: ignore[arg-type]
