"""From the text of one paragraph to its sentences, and from a sentence to its citations and edge words."""

from __future__ import annotations

import re
from typing import Final

from sentencex import segment

CITATION: Final = re.compile(r"\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
_ADDRESS: Final = re.compile(r"<[^<>\s]+>|\bhttps?://\S+|\bwww\.\S+")
# What the splitter's own list lacks, or forgets at the beginning of a sentence.
_ABBREVIATION: Final = re.compile(r"\b(?:Dr|Dra|Mr|Mrs|Ms|Prof|Sr|Sra|Eds?|[Vv]ols?|pp?|approx)\.(?=\s)")
_ELLIPSIS: Final = re.compile(r"(?:…|\.{3})[\"”’»)\]]*(?: ?\[\d{1,3}\])*(?= [\"“‘«(¿¡]*[^\W\d_])")
_CLOSING_MARKS: Final = re.compile(r"[^\w\s\[(“‘«¿¡]+(?=\s|$)")
_CITATIONS_AFTER: Final = re.compile(r"(?:\s*\[\d{1,3}\])+(?:\s*[.,;])?(?=\s|$)")
_CITED_WORD: Final = re.compile(r"[^\[\]]*(?:\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\])+[^\w\[\]]*")
_ONLY_MARKS: Final = re.compile(r"[\W_]*")
_EDGE_MARKS: Final = re.compile(r"^[\W_]+|[\W_]+$")


def split_sentences(paragraph: str, language: str = "en") -> list[tuple[int, int]]:
    """
    Where the sentences of *paragraph* stand, as (start, end) without the white space between them.

    Every printed character is in exactly one sentence. A sentence ends only before white space; citations printed
    after its full stop belong to it; addresses and emphasis marks never end one; an ellipsis before a capital does.

    Args:
        paragraph: Normalised text.
        language: Language code for the abbreviations that do not end a sentence.
    """
    # The splitter sees letters where an address or an abbreviation would mislead it; lengths stay the same.
    masked = _ABBREVIATION.sub(lambda found: "x" * len(found[0]), _ADDRESS.sub(_mask_address, paragraph))
    cuts: set[int] = set()
    position = 0
    for sentence in segment(language, masked):
        position = masked.index(sentence, position) + len(sentence)
        cuts.add(position)
    for ellipsis in _ELLIPSIS.finditer(paragraph):
        if paragraph[ellipsis.end() :].lstrip(' "“‘«(¿¡')[:1].isupper():
            cuts.add(ellipsis.end())
    return _settle(paragraph, sorted(cuts))


def _mask_address(found: re.Match[str]) -> str:
    address = found[0]
    kept = len(address) - len(address.rstrip(".,;:!?)”’\"'")) if not address.startswith("<") else 0
    return "x" * (len(address) - kept) + address[len(address) - kept :]


def _settle(paragraph: str, cuts: list[int]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    start = 0
    for cut in (*cuts, len(paragraph)):
        end = _with_what_belongs(paragraph, cut)
        stretch = paragraph[start:end]
        if not stretch.strip() or (end < len(paragraph) and not paragraph[end].isspace()):
            continue
        first, last = start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
        if stretches and _ONLY_MARKS.fullmatch(stretch):
            stretches[-1] = (stretches[-1][0], last)
        else:
            stretches.append((first, last))
        start = end
    return stretches


def _with_what_belongs(paragraph: str, cut: int) -> int:
    end = len(paragraph[:cut].rstrip())
    marks = _CLOSING_MARKS.match(paragraph, end)
    if marks:
        end = marks.end()
    citations = _CITATIONS_AFTER.match(paragraph, end)
    return citations.end() if citations else end


def cited_numbers(stretch: str) -> list[int]:
    """
    The numbers that *stretch* cites, in order, each once; `[1813]` and `[the state]` are no citations.

    >>> cited_numbers("So it went [8][9], they say [2-4].")
    [8, 9, 2, 3, 4]
    """
    numbers: dict[int, None] = {}
    for citation in CITATION.finditer(stretch):
        for part in re.split(r"[,;]", citation[1]):
            first, _, last = re.sub(r"\s", "", part).replace("–", "-").partition("-")
            numbers.update(dict.fromkeys(range(int(first), int(last or first) + 1)))
    return list(numbers)


def edge_words(stretch: str) -> tuple[str, str] | None:
    """
    The first and last words by which a browser can find *stretch* (`#:~:text=first,last`).

    Together at most a third of its words and at most five, so that they never amount to the sentence; none below nine
    words. Citations, addresses and the marks around a word are not part of them.
    """
    words = stretch.split()
    plain = [_plain(word) for word in words]
    count = sum(1 for word in plain if word)
    if count < 9:
        return None
    allowed = min(5, count // 3)
    first = _edge(words, plain, (allowed + 1) // 2)
    last = _edge(words[::-1], plain[::-1], allowed // 2, backwards=True)[::-1]
    return (_EDGE_MARKS.sub("", " ".join(first)), _EDGE_MARKS.sub("", " ".join(last))) if first and last else None


def _plain(word: str) -> str:
    return "" if word.startswith("<") or "://" in word else _EDGE_MARKS.sub("", CITATION.sub("", word))


def _edge(words: list[str], plain: list[str], count: int, *, backwards: bool = False) -> list[str]:
    taken: list[str] = []
    for word, bare in zip(words, plain, strict=True):
        if not bare and not taken:
            continue
        cited = CITATION.search(word) is not None
        # What is taken must be one stretch of the text, so a citation can stand only at its outer end.
        if not bare or len(taken) == count or (cited and (not _CITED_WORD.fullmatch(word) or (backwards and taken))):
            break
        taken.append(CITATION.sub("", word))
        if cited and not backwards:
            break
    return taken
