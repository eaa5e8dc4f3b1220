"""What is wrong in a Turtle file, where, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from acervo.turtle.positions import Span
from acervo.turtle.words_en import ELSEWHERE_IN_ENGLISH, ENGLISH
from acervo.turtle.words_es import ELSEWHERE_IN_SPANISH, SPANISH

LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {"en": ENGLISH, "es": SPANISH}
#: What stands at the other place of a problem, by language and code (or the message's name); where there is nothing
#: to say, there is no other place to tell.
ELSEWHERE: Final[Mapping[str, Mapping[str, str]]] = {"en": ELSEWHERE_IN_ENGLISH, "es": ELSEWHERE_IN_SPANISH}
#: Where these are noticed, something sound stands: what has to be mended is their other place.
_NOTICED_LATE: Final = frozenset(
    {
        "bad-language-tag",
        "comma-for-dot",
        "comma-for-semicolon",
        "directive-without-dot",
        "dot-too-early",
        "empty-object",
        "extra-comma",
        "missing-comma",
        "missing-dot",
        "missing-quote",
        "missing-semicolon",
        "not-n-triples/line-ends",
        "semicolon-for-comma",
        "semicolon-for-dot",
        "unfinished-file",
        "unquoted-value",
    }
)
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class TurtleProblem:
    """
    One error of syntax, at the place where reading could not go on.

    Args:
        code: Stable: reports, baselines and explanations name it.
        variant: Which of the code's messages fits; "" where it has one.
        span: What is wrong, in code points of the text.
        related: Another place: the end of the statement that has no dot, the bracket that was never closed.
        suggestion: What could stand at `place`; None where nobody can tell.
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

    @property
    def place(self) -> Span:
        """What to look at first: the place to mend, as far as it can be told."""
        return self.related if self.related is not None and self._noticed_late else self.span

    @property
    def other(self) -> Span | None:
        """The other place to look at, of which `elsewhere` speaks; None where it would say nothing new."""
        if self.related is None or not self.elsewhere():
            return None
        other = self.span if self._noticed_late else self.related
        return None if other == self.place else other

    @property
    def _noticed_late(self) -> bool:
        return self.code in _NOTICED_LATE or self.key in _NOTICED_LATE

    def elsewhere(self, language: str = "en") -> str:
        """What stands at the other place; "" where there is nothing to say."""
        words = ELSEWHERE.get(language, ELSEWHERE_IN_ENGLISH)
        return words.get(self.key, words.get(self.code, "")).format_map(self.facts)

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
