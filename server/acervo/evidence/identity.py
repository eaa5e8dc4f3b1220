"""Which IRI each passage has: made from its hash, and for repeats kept from the run before by its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from acervo.evidence.passages import Passage
from acervo.evidence.skeleton import EarlierPassage


@dataclass(frozen=True)
class Naming:
    """The local names of a segmentation's passages, and what became of those of the run before."""

    names: tuple[str, ...]
    shifted: tuple[str, ...]
    """Kept between the same neighbours, at other offsets."""
    moved: tuple[tuple[str, str], ...]
    """Kept, but now among other neighbours; with the place before."""
    new: tuple[str, ...]
    vanished: tuple[tuple[str, str, str], ...]
    """Gone; with the place before, and the new passage that stands there now, or ""."""

    @property
    def kept(self) -> int:
        """How many names the run before already had."""
        return len(self.names) - len(self.new)


def name_passages(passages: Sequence[Passage], slug: str, earlier: Sequence[EarlierPassage]) -> Naming:
    """
    Give each passage its name `passage-{slug}-{8 hex}`, with `-2`, `-3` … where several have the same eight digits.

    A passage whose stretch is unchanged keeps its name wherever it now stands; repeats are told apart by the passages
    around them.
    """
    names: list[str | None] = [None] * len(passages)
    opcodes = SequenceMatcher(
        None, [p.sha256 for p in earlier], [p.sha256 for p in passages], autojunk=False
    ).get_opcodes()
    waiting: dict[str, list[EarlierPassage]] = defaultdict(list)
    shifted: list[str] = []
    for verb, a1, a2, b1, b2 in opcodes:
        if verb == "equal":
            for before, index in zip(earlier[a1:a2], range(b1, b2), strict=True):
                names[index] = before.name
                if before.start != passages[index].start:
                    shifted.append(before.name)
        else:
            for before in earlier[a1:a2]:
                waiting[before.sha256].append(before)
    moved: list[tuple[str, str]] = []
    new: list[str] = []
    used = {passage.name for passage in earlier}
    for index, passage in enumerate(passages):
        if names[index] is None and waiting[passage.sha256]:
            before = waiting[passage.sha256].pop(0)
            names[index] = before.name
            moved.append((before.name, before.place))
        elif names[index] is None:
            name = _fresh(f"passage-{slug}-{passage.sha256[:8]}", used)
            used.add(name)
            names[index] = name
            new.append(name)
    settled = tuple(name for name in names if name is not None)
    instead = {
        a: settled[min(b1 + a - a1, b2 - 1)]
        for verb, a1, a2, b1, b2 in opcodes
        if verb == "replace"
        for a in range(a1, a2)
    }
    fresh = frozenset(new)
    alive = frozenset(settled)
    vanished = tuple(
        (before.name, before.place, instead[index] if instead.get(index) in fresh else "")
        for index, before in enumerate(earlier)
        if before.name not in alive
    )
    return Naming(settled, tuple(shifted), tuple(moved), tuple(new), vanished)


def _fresh(stem: str, used: set[str]) -> str:
    name, number = stem, 1
    while name in used:
        number += 1
        name = f"{stem}-{number}"
    return name
