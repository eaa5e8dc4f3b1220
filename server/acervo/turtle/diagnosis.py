"""Why a token does not fit where it stands: the likely slip, the place to mend, and how to read on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from acervo.turtle.positions import Span


class Expecting(Enum):
    """What the grammar has room for."""

    SUBJECT = auto()
    PREDICATE = auto()
    OBJECT = auto()
    ITEM = auto()
    """An item of a list, or its `)`."""
    END = auto()
    """A separator, or the end of the statement or of the bracket."""
    DATATYPE = auto()
    PREFIX = auto()
    NAMESPACE = auto()
    """The IRI of a directive."""
    DIRECTIVE_DOT = auto()


class Action(Enum):
    """How reading goes on."""

    SKIP = auto()
    """At the next statement."""
    END_BEFORE = auto()
    """The statement ended before this token, which begins another."""
    END_AFTER = auto()
    """The statement ends with this token."""
    AS_PREDICATE = auto()
    """As if a `;` stood before this token."""
    AS_OBJECT = auto()
    """As if a `,` stood before this token."""
    AS_TERM = auto()
    """What stands before `upto` is a term that could not be read."""
    AS_DIRECTIVE = auto()
    """As if the token were the suggested one."""
    DROP = auto()
    """As if nothing stood before `upto`."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One token that does not fit, explained."""

    code: str
    span: Span
    action: Action = Action.SKIP
    upto: int = 0
    """
    For AS_TERM and DROP: the index of the first token that is read again. For END_BEFORE, where it is not 0: the
    first token of the next statement, which was taken for a part of this one.
    """
    variant: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    related: Span | None = None
    suggestion: str | None = None
    stands_alone: bool = False
    """Only a token is wrong: the statement around it is sound, and what else is wrong in it is worth telling."""
    tail: str | None = None
    """For AS_TERM: the separator that went with what could not be read; None where the tokens tell."""
    silent: bool = False
    """A consequence of what was told already."""
