"""One subject and what a file says of it, written in the layout of `acervo format`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from acervo.namespaces import PREFIXES

_PROSE: Final = "mov:gist"
_LINE: Final = 114
"""What fits on a line of 120 with its indent and the mark at its end."""


@dataclass
class Block:
    """A subject, its class, and its predicates with their objects: prefixed names and literals as Turtle has them."""

    subject: str
    kind: str
    facts: list[tuple[str, str]]
    is_claim: bool = False

    def __len__(self) -> int:
        """How many triples it holds."""
        return 1 + len(self.facts)

    def has(self, predicate: str) -> bool:
        """Whether *predicate* is said of the subject."""
        return any(predicate == verb for verb, _ in self.facts)

    def replace(self, predicate: str, object_: str) -> None:
        """Say *object_* with *predicate*, in place of whatever was said with it."""
        self.facts = [(verb, object_ if verb == predicate else said) for verb, said in self.facts]

    def without(self, predicate: str, object_: str | None = None) -> None:
        """Say nothing with *predicate*, or no longer *object_*."""
        self.facts = [
            (verb, said) for verb, said in self.facts if verb != predicate or (object_ is not None and said != object_)
        ]


def turtle(base: str, blocks: Iterable[Block]) -> str:
    """The file that holds *blocks*, all claims or none; names without a prefix are those of the archive at *base*."""
    given = list(blocks)
    are_claims = any(block.is_claim for block in given)
    body = "".join(map(_claim, given)) if are_claims else "\n".join(map(_thing, given))
    used = sorted(set(re.findall(r"(?<![\w<])([a-z]+):(?=[A-Za-z])", body)) & PREFIXES.keys())
    lines = [f"@prefix : <{base}id/> .", *(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in used)]
    return "\n".join(lines) + "\n\n" + body


def _thing(block: Block) -> str:
    lines = [block.subject, f"    a {block.kind} ;"]
    for verb, facts in groupby(sorted(block.facts, key=lambda fact: fact[0]), key=lambda fact: fact[0]):
        objects = [object_ for _, object_ in facts]
        if len(objects) == 1:
            lines.append(f"    {verb} {objects[0]} ;")
        else:
            lines += [f"    {verb}", *(f"        {object_} ," for object_ in objects[:-1]), f"        {objects[-1]} ;"]
    return "\n".join([*lines, ".\n"])


def _claim(block: Block) -> str:
    """What it states, on one line; then what it says in words, what it says of itself, and last its passages."""
    of_itself = ("mov:asOf", "mov:holder", "mov:modality", "mov:polarity", "mov:rank", "mov:reason", "mov:passage")
    parts = {verb: [said for known, said in block.facts if known == verb] for verb, _ in block.facts}
    stated = " ; ".join(f"{verb} {' , '.join(parts[verb])}" for verb in parts if verb not in (*of_itself, _PROSE))
    lines = [f"{block.subject} a {block.kind}", *([stated] if stated else [])]
    for verb in (_PROSE, *of_itself):
        if verb in parts:
            line, indent = f"{verb} {' , '.join(parts[verb])}", "\n        "
            lines.append(line if len(line) <= _LINE else f"{verb}{indent}{f' ,{indent}'.join(parts[verb])}")
    return " ;\n    ".join(lines) + " .\n"
