"""
The layout of a pasted web page: headings between paragraphs, lists at the end, a sidebar of labels and values.

Written after pages of Participedia, whose sidebar comes through twice and whose first reference may have lost its
bracket; a text without a sidebar is laid out by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from acervo.evidence.blocks import Block, block, runs
from acervo.evidence.text import Line, SourceText

_ENTRY: Final = re.compile(r"\[?(\d{1,3})\]\s")
_LIST_HEADINGS: Final = frozenset(
    {"see also", "references", "external links", "notes", "footnotes", "bibliography", "further reading"}
    | {"secondary sources", "véase también", "referencias", "enlaces externos", "notas", "bibliografía"}
)
_KICKERS: Final = frozenset({"CASE", "METHOD", "ORGANIZATION", "COLLECTION"})
_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATED: Final = re.compile(rf"{_MONTH} \d{{1,2}}, \d{{4}}\b")
_UNFINISHED: Final = frozenset(
    {"a", "an", "and", "as", "at", "because", "by", "for", "from", "in", "of"}
    | {"on", "or", "that", "the", "to", "which", "who", "with"}
)
_SENTENCE_END: Final = re.compile(r"[.!?…:;,][\"”’')\]]*$")


def page_blocks(text: SourceText, labels: Collection[str]) -> list[Block]:
    """
    The blocks of a pasted page, in order.

    Args:
        labels: What the labels of a sidebar say, as `label_key` makes them.
    """
    wrapped = is_hard_wrapped(text.lines)
    blocks: list[Block] = []
    parts = list(runs(text.lines))
    listing = False
    title_next = False
    for index, run in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        words = run[0].words
        if is_sidebar(run, labels):
            blocks.extend(_sidebar(run, labels, group=index + 1))
        elif len(run) == 1 and words in _KICKERS and following and len(following) == 1:
            # The word above a title belongs to the section that the title names.
            blocks.append(block("line", run, opens=""))
            title_next = True
        elif title_next or _is_heading(run, following, listing, labels):
            blocks.append(block("heading", run, opens=None if title_next else ""))
            listing = words.casefold() in _LIST_HEADINGS
            title_next = False
        elif _ENTRY.match(words) and listing:
            blocks.extend(_entries(run, wrapped))
        elif wrapped:
            blocks.append(block("paragraph", run))
        else:
            blocks.extend(block("byline" if _DATED.match(line.words) else "paragraph", (line,)) for line in run)
    return blocks


def label_key(label: str) -> str:
    """How two printings of a label are compared: white space, case and the apostrophe's shape do not count."""
    return " ".join(label.replace("’", "'").split()).casefold()


def is_sidebar(run: Sequence[Line], labels: Collection[str]) -> bool:
    """Whether at least four lines of *run*, and a quarter of them, are labels of a sidebar."""
    known = sum(1 for line in run if label_key(line.words) in labels)
    return known >= 4 and known * 4 >= len(run)


def is_hard_wrapped(lines: Sequence[Line]) -> bool:
    """Whether line ends mean nothing because a program broke the lines at some column below 100."""
    inner = [line for run in runs(lines) if len(run) > 1 for line in run[:-1]]
    longest = max((line.end - line.start for line in lines), default=0)
    return longest <= 100 and len(inner) >= 3 and sum(line.end - line.start >= 50 for line in inner) * 2 > len(inner)


def _is_heading(run: Sequence[Line], following: Sequence[Line] | None, listing: bool, labels: Collection[str]) -> bool:
    if len(run) != 1:
        return False
    words = run[0].words
    if words.casefold() in _LIST_HEADINGS:
        return True
    if listing or following is None or not _reads_like_a_heading(words):
        return False
    return is_sidebar(following, labels) or len(following) > 1 or not _reads_like_a_heading(following[0].words)


def _reads_like_a_heading(words: str) -> bool:
    # A paragraph that breaks off is no heading, though it is short and has no full stop.
    every = words.split()
    long = [word for word in every if len(word) > 3]
    capitalised = sum(word.lstrip("“\"‘'(¿¡")[:1].isupper() for word in long) * 2 >= len(long)
    return (
        len(every) <= 12
        and (len(every) <= 6 or capitalised)
        and not _SENTENCE_END.search(words)
        and every[-1].casefold() not in _UNFINISHED
    )


def _sidebar(run: Sequence[Line], labels: Collection[str], group: int) -> list[Block]:
    blocks: list[Block] = []
    field: list[Line] = []
    seen: set[str] = set()
    for line in run:
        key = label_key(line.words)
        # A label that this copy of the sidebar has already had is the value of another field.
        if key in labels and key not in seen:
            seen.add(key)
            if field:
                blocks.append(block("field", field, label=field[0].words, group=group))
            field = [line]
        elif field:
            field.append(line)
        else:
            blocks.append(block("byline" if _DATED.match(line.words) else "line", (line,)))
    if field:
        blocks.append(block("field", field, label=field[0].words, group=group))
    return blocks


def _entries(run: Sequence[Line], wrapped: bool) -> list[Block]:
    entries: list[list[Line]] = []
    for line in run:
        if not entries or _ENTRY.match(line.words) or not wrapped:
            entries.append([line])
        else:
            entries[-1].append(line)
    blocks: list[Block] = []
    for entry in entries:
        number = _ENTRY.match(entry[0].words)
        blocks.append(block("reference", entry, number=int(number[1])) if number else block("line", entry))
    return blocks
