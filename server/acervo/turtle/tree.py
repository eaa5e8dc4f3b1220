"""A Turtle file as a tree of statements, every comment at the part that it belongs to: what layout works on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from typing import Literal as Choice

#: The width of what cannot stand on one line.
UNBREAKABLE: Final = 1_000_000_000


class Remark(NamedTuple):
    """A comment on a line of its own between statements."""

    text: str
    spaced: bool
    """Whether a blank line stands before it."""


@dataclass(slots=True)
class Value:
    """A subject, an object, or an item of a list."""

    kind: Choice["atom", "node", "list"]
    text: str
    """As the file writes it, a language or a datatype included; "" for a bracket."""
    start: int
    """Where it begins, in code points of the text."""
    end: int = 0
    """Where its last token begins: of a bracket, the closing one."""
    language: str = ""
    """Of a string with a language: the tag, with its `@`."""
    predicates: Sequence[Predicate] = ()
    """Of a node `[ ]`."""
    items: Sequence[Value] = ()
    """Of a list `( )`."""
    before: tuple[str, ...] = ()
    """Comments on lines of their own before it."""
    opened: str = ""
    """The comment on the line of the opening bracket."""
    closing: tuple[str, ...] = ()
    """Comments on lines of their own before the closing bracket."""
    after: str = ""
    """The comment on the line on which it ends."""
    width: int = 0
    """Columns on one line, its own `before` and `after` not counted; `UNBREAKABLE` where it needs several."""


@dataclass(slots=True)
class Predicate:
    """A predicate and its objects."""

    verb: str
    start: int
    objects: list[Value]
    before: tuple[str, ...] = ()
    after: str = ""
    """The comment between the predicate and its first object."""


@dataclass(slots=True)
class Statement:
    """A directive, or a subject with all that is said of it up to the dot."""

    start: int
    """Where it begins, in code points of the text."""
    directive: str = ""
    """A directive's tokens, a space between each two; "" for triples."""
    prefix: str | None = None
    """What a directive declares, with the colon; None for a base and for triples."""
    subject: Value | None = None
    """None for a directive."""
    predicates: Sequence[Predicate] = ()
    heading: tuple[Remark, ...] = ()
    """Comments above it that a blank line parts from it: they are about all that follows."""
    before: tuple[Remark, ...] = ()
    """Comments right above it."""
    spaced: bool = False
    """Whether a blank line stands before it and its `before`."""
    closing: tuple[str, ...] = ()
    """Comments on lines of their own before the dot."""
    after: str = ""
    """The comment behind the dot."""
    below: tuple[Remark, ...] = ()
    """Comments right under it that a blank line parts from what follows."""

    @property
    def parts(self) -> Iterator[Value | Predicate]:
        """Everything in it that holds a token and may hold a comment, in the order of the file."""
        waiting: list[Value | Predicate] = [*reversed(self.predicates)]
        if self.subject is not None:
            waiting.append(self.subject)
        while waiting:
            part = waiting.pop()
            yield part
            if isinstance(part, Predicate):
                waiting.extend(reversed(part.objects))
            else:
                waiting.extend(reversed(part.items))
                waiting.extend(reversed(part.predicates))

    @property
    def comments(self) -> list[str]:
        """Every comment in it and below it; those above it are not among them."""
        found = [remark.text for remark in self.below]
        found.extend((*self.closing, self.after))
        for part in self.parts:
            found.extend((*part.before, part.after))
            if isinstance(part, Value):
                found.extend((part.opened, *part.closing))
        return [text for text in found if text]


@dataclass(slots=True)
class Tree:
    """A whole file."""

    statements: list[Statement]
    rest: tuple[Remark, ...]
    """Comments at the end that belong to no statement."""


def line_width(predicate: Predicate) -> int:
    """
    Columns of *predicate* with its objects on one line; at least `UNBREAKABLE` where it needs several.

    Comments before it and behind its last object are not counted: they have lines of their own, or end this one.
    """
    if predicate.after:
        return UNBREAKABLE
    width = len(predicate.verb) - 2
    for value in predicate.objects:
        if value.before or (value.after and value is not predicate.objects[-1]):
            return UNBREAKABLE
        width += value.width + 3
    return width


def measure(value: Value) -> None:
    """
    Set the width of a bracket whose members have theirs.

    A list of nodes is never set on one line: the nodes are what one reads.
    """
    if value.opened or value.closing:
        value.width = UNBREAKABLE
    elif value.kind == "node":
        commented = any(predicate.before or predicate.objects[-1].after for predicate in value.predicates)
        widths = sum(line_width(predicate) + 3 for predicate in value.predicates)
        value.width = UNBREAKABLE if commented else widths + 1 if value.predicates else 2
    else:
        apart = any(item.predicates or item.before or item.after for item in value.items)
        widths = sum(item.width + 1 for item in value.items)
        value.width = UNBREAKABLE if apart else widths + 3 if value.items else 2
