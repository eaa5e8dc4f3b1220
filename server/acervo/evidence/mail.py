"""
The layout of a mail from a list archive: header lines, indented title, hard-wrapped text with `*bold*` and `/italic/`.

Footnotes stand as `[1] …` after the text; then the list's own footer, and the lines a list program adds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from acervo.evidence.blocks import Block, block, runs
from acervo.evidence.text import Line, SourceText

_SENDER: Final = re.compile(r"\S+ at \S+\.[a-z]{2,}$|^From:\s|\S+@\S+\.[a-z]{2,}>?$")
_SENT: Final = re.compile(r"^(?:Date:\s*)?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\b\d{4}\b")
_NOTE: Final = re.compile(r"\[(\d{1,3})\]\s")
_PROGRAM: Final = re.compile(r"-{5,} next part -{5,}$|More information about the .* mailing list$|_{20,}$")
_BYLINE: Final = re.compile(r"(?:By|Por) [^\W\d_]")
_MARKS: Final = ("*", "/", "_")


def is_mail(text: SourceText) -> bool:
    """Whether a sender and the day it was sent stand within the first six printed lines."""
    head = [line.words for line in text.lines if line.words][:6]
    return any(_SENDER.search(line) for line in head) and any(_SENT.match(line) for line in head)


def mail_blocks(text: SourceText) -> list[Block]:
    """The blocks of a mail, in order, in the sections `header`, the title's own, `footnotes` and `footer`."""
    parts = list(runs(text.lines))
    head = next((i for i, run in enumerate(parts) if any(_SENT.match(line.words) for line in run)), -1) + 1
    body = next((i for i in range(head, len(parts)) if _ends_body(parts[i])), len(parts))
    notes = next((i for i in range(body, len(parts)) if not _NOTE.match(parts[i][0].words)), len(parts))
    return [
        *_header(parts[:head]),
        *_body(parts[head:body]),
        *_opening("footnotes", [note for run in parts[body:notes] for note in _notes(run)]),
        *_opening("footer", [part for run in parts[notes:] for part in _footer(run)]),
    ]


def _ends_body(run: Sequence[Line]) -> bool:
    return bool(_NOTE.match(run[0].words) or _PROGRAM.match(run[0].words))


def _opening(slug: str, blocks: list[Block]) -> list[Block]:
    return [blocks[0].opening(slug), *blocks[1:]] if blocks else []


def _header(parts: Sequence[Sequence[Line]]) -> list[Block]:
    lines = [block("line", (line,)) for run in parts for line in run]
    return [replace(lines[0], kind="heading", opens="header"), *lines[1:]] if lines else []


def _body(parts: Sequence[Sequence[Line]]) -> list[Block]:
    marks = _marks(parts)
    blocks: list[Block] = []
    for run, mark in zip(parts, marks, strict=True):
        words = run[-1].words
        if all(line.indent >= 2 for line in run):
            blocks.append(block("heading", run, opens=""))
        elif len(run) == 1 and _BYLINE.match(words) and words[-1] not in ".?!":
            blocks.append(block("byline", run))
        else:
            blocks.append(block("paragraph", run, mark=mark))
    return blocks if not blocks or blocks[0].opens is not None else _opening("text", blocks)


def _marks(parts: Sequence[Sequence[Line]]) -> list[str]:
    """Which mark each run stands in; one that never closes holds for its own run, if it is `*`."""
    texts = [" ".join(line.words for line in run) for run in parts]
    marks = [""] * len(texts)
    for index, text in enumerate(texts):
        mark = text[0]
        if marks[index] or mark not in _MARKS or len(text) == 1 or text[1].isspace():
            continue
        last = index
        while last < len(texts) and not texts[last].endswith(mark):
            last += 1
            if last < len(texts) and texts[last].startswith(mark):
                last = len(texts)
        if last < len(texts):
            marks[index : last + 1] = [mark] * (last + 1 - index)
        elif mark == "*":
            marks[index] = mark
    return marks


def _notes(run: Sequence[Line]) -> list[Block]:
    notes: list[list[Line]] = []
    for line in run:
        if _NOTE.match(line.words) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    numbers = [_NOTE.match(note[0].words) for note in notes]
    return [
        block("footnote", note, number=int(number[1])) if number else block("paragraph", note)
        for note, number in zip(notes, numbers, strict=True)
    ]


def _footer(run: Sequence[Line]) -> list[Block]:
    """The sender's own last lines are one stretch; each line that a program added is one."""
    own = list(takewhile(lambda line: not _PROGRAM.match(line.words), run))
    added = run[len(own) :]
    return [*([block("line", own)] if own else []), *(block("line", (line,)) for line in added)]
