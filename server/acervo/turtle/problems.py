"""What is wrong in a Turtle file, where, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from acervo.turtle.positions import Span
from acervo.turtle.words_en import ENGLISH
from acervo.turtle.words_es import SPANISH

LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {"en": ENGLISH, "es": SPANISH}
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class TurtleProblem:
    """
    One error of syntax, at the place where reading could not go on.

    Args:
        code: Stable: reports, baselines and explanations name it.
        variant: Which of the code's messages fits; "" where it has one.
        span: What is wrong, in code points of the text.
        related: The place to mend where that is another one: the bracket that was never closed, the end of the
            statement that has no dot.
        suggestion: What could stand at *span*, or at *related* when there is one; None where nobody can tell.
    """

    code: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    variant: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    related: Span | None = None
    suggestion: str | None = None

    @property
    def key(self) -> str:
        """The message's name in the catalogues."""
        return f"{self.code}/{self.variant}" if self.variant else self.code

    def message(self, language: str = "en") -> str:
        """What is wrong and the next move, in plain words; English where *language* has no catalogue."""
        return LANGUAGES.get(language, ENGLISH)[self.key].format_map(self.facts)

    @property
    def messages(self) -> dict[str, str]:
        """The message in every language."""
        return {language: self.message(language) for language in LANGUAGES}

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.code}: {self.message()}"


def quote(text: str) -> str:
    """*text* fit for a message: one line, not long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else f"{flat[: _LONGEST_QUOTE - 1]}…"
