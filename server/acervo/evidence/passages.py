"""A source's text cut into sections and passages, as its layout and the curator's corrections have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from acervo.errors import CuratorError
from acervo.evidence.blocks import WHOLE, Block
from acervo.evidence.boundaries import Boundaries, Correction
from acervo.evidence.mail import is_mail, mail_blocks
from acervo.evidence.page import page_blocks
from acervo.evidence.sentences import cited_numbers, edge_words, split_sentences
from acervo.evidence.text import SourceText, normalise, sha256_of

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
    """Counted from 1 in its section; 0 is the section's heading."""
    sentence: int
    """Counted from 1 in its paragraph; the fields of a sidebar count as its sentences."""
    speaker: str = ""
    cites: tuple[int, ...] = ()
    label: str = ""
    number: int = 0
    """The number of the reference or footnote that it prints, or 0."""
    words: tuple[str, str] | None = None


@dataclass(frozen=True)
class Segmentation:
    """What a text was cut into, and what looked wrong on the way."""

    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    cited_kind: str
    """Whether citations name a `reference` or a `footnote`."""
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    block: int


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
    blocks = mail_blocks(source) if mail else page_blocks(source, labels)
    blocks = _corrected_blocks(blocks, source.text, boundaries)
    warnings: list[str] = []
    pieces = _corrected_pieces(
        _pieces(blocks, source.text, boundaries.language or "en"), source.text, boundaries, warnings
    )
    sections = _sections(blocks, source.text, boundaries)
    kind = "reference" if any(block.kind == "reference" for block in blocks) else "footnote"
    answers = {block.number for block in blocks if block.kind == kind}
    passages: list[Passage] = []
    paragraph = sentence = last_block = 0
    section: Section | None = None
    for piece in pieces:
        block = blocks[piece.block]
        if sections[piece.block] is not section:
            section, paragraph, sentence, last_block = sections[piece.block], 0, 0, -1
        goes_on = last_block >= 0 and (
            piece.block == last_block or (block.group > 0 and block.group == blocks[last_block].group)
        )
        if block.kind == "heading":
            number, sentence = 0, 1
        else:
            paragraph, sentence = (paragraph, sentence + 1) if goes_on else (paragraph + 1, 1)
            number = paragraph
        last_block = piece.block
        stretch = source.text[piece.start : piece.end]
        cited = (
            [] if block.kind in ("reference", "field") else cited_numbers(_without_own_number(stretch, block, sentence))
        )
        for missing in (n for n in cited if n not in answers):
            where = f"paragraph {number}, sentence {sentence}"
            warnings.append(f"[{missing}] in section “{section.slug}”, {where}: no {kind} has this number.")
        passages.append(
            Passage(
                piece.start,
                piece.end,
                sha256_of(stretch),
                section,
                number,
                sentence,
                _speaker(block, section, boundaries),
                tuple(n for n in cited if n in answers),
                block.label,
                block.number,
                edge_words(stretch),
            )
        )
    return Segmentation(source.text, tuple(dict.fromkeys(sections)), tuple(passages), kind, tuple(warnings))


def _without_own_number(stretch: str, block: Block, sentence: int) -> str:
    return re.sub(r"^\[?\d+\]", "", stretch) if block.kind == "footnote" and sentence == 1 else stretch


def _speaker(block: Block, section: Section, boundaries: Boundaries) -> str:
    if block.kind == "footnote":
        return boundaries.speaker("footnotes")
    if block.kind != "paragraph":
        return ""
    if block.mark:
        return boundaries.speaker(block.mark)
    return "" if section.speaker else boundaries.speaker("default")


def _pieces(blocks: Sequence[Block], text: str, language: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for index, block in enumerate(blocks):
        if block.kind in WHOLE:
            pieces.append(_Piece(block.start, block.end, index))
        else:
            pieces.extend(
                _Piece(block.start + start, block.start + end, index)
                for start, end in split_sentences(text[block.start : block.end], language)
            )
    return pieces


def _sections(blocks: Sequence[Block], text: str, boundaries: Boundaries) -> list[Section]:
    """The section of each block."""
    speakers = {c.slug: c.speaker for c in boundaries.of("section") if c.speaker}
    sections: list[Section] = []
    taken: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if index == 0 or block.opens is not None:
            # A kicker or a first line opens the section which the heading below it names.
            heading = next((b for b in blocks[index : index + 2] if b.kind == "heading"), None)
            title = text[heading.start : heading.end] if heading else ""
            slug = block.opens or slug_of(title) or "text"
            taken[slug] = taken.get(slug, 0) + 1
            unique = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
            sections.append(Section(unique, title, speakers.get(slug, "")))
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


def _corrected_blocks(blocks: list[Block], text: str, boundaries: Boundaries) -> list[Block]:
    for correction in boundaries.of("heading", "section"):
        first = normalise(correction.first)
        matching = [
            i for i, block in enumerate(blocks) if (text[block.start : block.end] + " ").startswith(first + " ")
        ]
        index = _choose(matching, correction, boundaries.path)
        found = blocks[index]
        if correction.verb == "section":
            blocks[index] = found.opening(correction.slug or found.opens or "")
        elif correction.undo:
            blocks[index] = replace(found, kind="paragraph", opens=None)
        else:
            blocks[index] = replace(found, kind="heading", opens=found.opens or "")
    return blocks


def _corrected_pieces(pieces: list[_Piece], text: str, boundaries: Boundaries, warnings: list[str]) -> list[_Piece]:
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
    return pieces


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
