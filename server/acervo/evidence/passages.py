"""A source's text cut into sections and passages, as its layout and the curator's corrections have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from acervo.evidence.blocks import WHOLE, Block
from acervo.evidence.boundaries import Boundaries
from acervo.evidence.correcting import Piece, correct_blocks, correct_pieces
from acervo.evidence.mail import is_mail, mail_blocks
from acervo.evidence.page import page_blocks
from acervo.evidence.sentences import cited_numbers, edge_words, split_sentences
from acervo.evidence.text import SourceText, sha256_of

_SLUG_WORDS = 8


@dataclass(frozen=True)
class Section:
    """A part of a source; *title* is its heading as printed, or "" where none is printed."""

    slug: str
    title: str
    speaker: str = ""


@dataclass(frozen=True)
class Passage:
    """One stretch of a source; offsets are 0-based code points of the normalised text, *end* exclusive."""

    start: int
    end: int
    sha256: str
    section: Section
    paragraph: int
    """Counted from 1 in its section; 0 where the passage is the section's heading."""
    sentence: int
    """Counted from 1 in its paragraph, of which the fields of a sidebar count as sentences; 0 for a heading."""
    speaker: str = ""
    cites: tuple[int, ...] = ()
    label: str = ""
    words: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return describe_place(self.section.slug, self.paragraph, self.sentence)


def describe_place(section: str, paragraph: int, sentence: int) -> str:
    """Where a passage stands, in words; without numbers it is the heading."""
    return f"{section}, paragraph {paragraph}, sentence {sentence}" if paragraph else f"{section}, heading"


@dataclass(frozen=True)
class Segmentation:
    """What a text was cut into, and what looked wrong on the way."""

    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    cited_kind: str
    """Whether citations name a `reference` or a `footnote`."""
    warnings: tuple[str, ...]


def segment_text(source: SourceText, boundaries: Boundaries, labels: Collection[str]) -> Segmentation:
    """
    Cut *source* into passages that hold every printed character exactly once.

    Args:
        boundaries: The curator's corrections; they are applied after the layout and the splitter.
        labels: Labels of sidebars, as `acervo.evidence.labels` gives them.

    Raises:
        CuratorError: a correction fits no place in the text, or more than one.
    """
    mail = boundaries.layout == "mail" or (boundaries.layout is None and is_mail(source))
    blocks = correct_blocks(mail_blocks(source) if mail else page_blocks(source, labels), source.text, boundaries)
    pieces, warnings = correct_pieces(
        _pieces(blocks, source.text, boundaries.language or "en"), source.text, boundaries
    )
    sections = _sections(blocks, source.text)
    kind = "reference" if any(block.kind == "reference" for block in blocks) else "footnote"
    answers = {block.number for block in blocks if block.kind == kind}
    passages: list[Passage] = []
    for piece, (paragraph, sentence) in zip(pieces, _places(pieces, blocks, sections), strict=True):
        block, section = blocks[piece.block], sections[piece.block]
        stretch = source.text[piece.start : piece.end]
        cited = _cited(stretch, block, piece.start)
        passages.append(
            Passage(
                piece.start,
                piece.end,
                sha256_of(stretch),
                section,
                paragraph,
                sentence,
                _speaker(block, section, boundaries),
                tuple(number for number in cited if number in answers),
                block.label,
                edge_words(stretch),
            )
        )
        warnings.extend(
            f"[{number}] in {passages[-1].place}: no {kind} has this number."
            for number in cited
            if number not in answers
        )
    return Segmentation(source.text, tuple(dict.fromkeys(sections)), tuple(passages), kind, tuple(warnings))


def _places(pieces: Sequence[Piece], blocks: Sequence[Block], sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """The numbers of paragraph and sentence of each piece; 0 for the heading of its section."""
    before: Piece | None = None
    paragraph = sentence = 0
    for piece in pieces:
        block = blocks[piece.block]
        if before is None or sections[piece.block] is not sections[before.block]:
            before, paragraph = None, 0
        if block.kind == "heading":
            yield 0, 0
            continue
        same = before is not None and (
            piece.block == before.block or (block.group > 0 and block.group == blocks[before.block].group)
        )
        paragraph, sentence = (paragraph, sentence + 1) if same else (paragraph + 1, 1)
        before = piece
        yield paragraph, sentence


def _cited(stretch: str, block: Block, start: int) -> list[int]:
    if block.kind in ("reference", "field"):
        return []
    # A footnote opens with its own number, which is no citation.
    return cited_numbers(re.sub(r"^\[?\d+\]", "", stretch) if block.number and start == block.start else stretch)


def _speaker(block: Block, section: Section, boundaries: Boundaries) -> str:
    if block.kind == "footnote":
        return boundaries.speaker("footnotes")
    if block.kind != "paragraph":
        return ""
    if block.mark:
        return boundaries.speaker(block.mark)
    return "" if section.speaker else boundaries.speaker("default")


def _pieces(blocks: Sequence[Block], text: str, language: str) -> list[Piece]:
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        if block.kind in WHOLE:
            pieces.append(Piece(block.start, block.end, index))
        else:
            pieces.extend(
                Piece(block.start + start, block.start + end, index)
                for start, end in split_sentences(text[block.start : block.end], language)
            )
    return pieces


def _sections(blocks: Sequence[Block], text: str) -> list[Section]:
    """The section of each block."""
    sections: list[Section] = []
    taken: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if index == 0 or block.opens is not None:
            # A word above the title opens the section which the heading below it names.
            heading = next((b for b in blocks[index : index + 2] if b.kind == "heading"), None)
            title = text[heading.start : heading.end] if heading else ""
            slug = block.opens or slug_of(title) or "text"
            taken[slug] = taken.get(slug, 0) + 1
            sections.append(Section(slug if taken[slug] == 1 else f"{slug}-{taken[slug]}", title, block.speaker))
        else:
            sections.append(sections[-1])
    return sections


def slug_of(title: str) -> str:
    """
    The first eight words of a heading as they stand in an IRI.

    >>> slug_of("Véase también: Workers’ Council")
    'vease-tambien-workers-council'
    """
    plain = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:_SLUG_WORDS])
