"""Prefixes and language tags: what stands in the tokens of a file and in none of its triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from acervo.checking.lint.placing import Placing
from acervo.checking.lint.problems import Edit, Elsewhere, Problem
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.namespaces import PREFIXES
from acervo.turtle.document import Directive, Document
from acervo.turtle.invisible import hidden_in_name, name_of, without_invisible
from acervo.turtle.positions import Span
from acervo.turtle.tokens import Kind, Tokens, tokenize


@dataclass(frozen=True)
class _Writing:
    """What the tokens of one file say of prefixes and languages."""

    path: str
    declared: tuple[tuple[str, str], ...]
    """Prefix and namespace, as written."""
    used: frozenset[str]
    capitals: bool
    """Whether a language tag has a capital letter."""
    hidden: bool
    """Whether a name or an address holds a character that nobody sees."""


class Writings:
    """What the tokens of files say: of a file that is still the same, what they said before."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[str, _Writing]] = {}

    def of(self, file: ArchiveFile) -> _Writing:
        """Of *file*, which is cut into tokens where it is another than before."""
        told = self._told.get(file.path)
        if told is None or told[0] != file.sha256:
            told = file.sha256, _writing(file.path, tokenize(file.content.decode("utf-8", "replace")))
            self._told[file.path] = told
        return told[1]


def token_problems(
    archive: Archive, placing: Placing, wanted: Callable[[str], bool], writings: Writings | None = None
) -> Iterator[Problem]:
    """
    What the tokens of the Turtle files that are *wanted* give away.

    Every file is cut into tokens; only one at fault is read as a document.

    Args:
        writings: What they gave away earlier.
    """
    writings = writings or Writings()
    first: dict[str, tuple[str, str]] = {}
    for file in archive.files:
        if not file.path.endswith(".ttl") or not wanted(file.path):
            continue
        writing = writings.of(file)
        unused = {prefix for prefix, _ in writing.declared} - writing.used
        if unused:
            yield from _unused(placing.document(file.path), unused)
        if writing.capitals:
            yield from _capitals(placing.document(file.path))
        if writing.hidden:
            yield from _hidden(placing.document(file.path))
        for prefix, namespace in writing.declared:
            path, other = first.setdefault(prefix, (file.path, namespace))
            known = PREFIXES.get(prefix)
            if prefix and (namespace != known if known else namespace != other):
                yield from _conflict(placing, file.path, prefix, namespace, known or other, None if known else path)


def _writing(path: str, tokens: Tokens) -> _Writing:
    # Most texts of a file repeat, and equal texts are of one kind: each is looked at once.
    kinds = dict(zip(tokens.texts, tokens.kinds, strict=True))
    names = Counter(text for text, kind in kinds.items() if kind is Kind.NAME)
    declared = []
    words = {text for text, kind in kinds.items() if kind is Kind.LANGUAGE or kind is Kind.WORD}
    directives = {text for text in words if text == "@prefix" or text.lower() == "prefix"}
    if directives:
        uses = Counter(tokens.texts)
        names = Counter({name: uses[name] for name in names})
        for index, text in enumerate(tokens.texts):
            if text in directives:
                following = list(islice(_names_from(tokens, index + 1), 2))
                if [kinds[one] for one in following] == [Kind.NAME, Kind.IRI]:
                    name, iri = following
                    names[name] -= 1
                    declared.append((name[:-1], iri[1:-1]))
    used = frozenset(name.partition(":")[0] for name, count in names.items() if count)
    capitals = any(text != text.lower() for text in words if kinds[text] is Kind.LANGUAGE)
    hidden = any(
        hidden_in_name(text) is not None
        for text, kind in kinds.items()
        if not text.isascii() and (kind is Kind.NAME or kind is Kind.IRI)
    )
    return _Writing(path, tuple(declared), used, capitals, hidden)


def _names_from(tokens: Tokens, index: int) -> Iterator[str]:
    for place in range(index, len(tokens.texts)):
        if tokens.kinds[place] in (Kind.IRI, Kind.NAME, Kind.LANGUAGE, Kind.WORD):
            yield tokens.texts[place]


def _unused(document: Document, prefixes: set[str]) -> Iterator[Problem]:
    for directive in document.directives:
        if directive.name in prefixes:
            edit = Edit(_whole_line(document, directive.span), "")
            facts = {"prefix": directive.name or ""}
            yield Problem("unused-prefix", document.path, directive.name_span or directive.span, facts, edit=edit)


def _whole_line(document: Document, span: Span) -> Span:
    """*span*, with its line's end where nothing else stands on the line."""
    start, end = span
    text = document.text
    line = document.position(start)[0]
    before = text[document.lines.start(line) : start].removeprefix("\ufeff")
    stop = document.lines.start(document.position(end)[0] + 1)
    if before.strip(" \t") or text[end:stop].strip():
        return span
    return start - len(before), stop


def _capitals(document: Document) -> Iterator[Problem]:
    tokens = document.tokens
    for index, kind in enumerate(tokens.kinds):
        text = tokens.texts[index]
        if kind is Kind.LANGUAGE and text != text.lower():
            span = (tokens.starts[index], tokens.starts[index + 1])
            yield Problem(
                "literal-the-engine-would-change",
                document.path,
                span,
                {"written": text.lower()},
                value=text,
                severity=None if document.path.startswith("data/") else "warning",
                edit=Edit(span, text.lower()),
            )


def _hidden(document: Document) -> Iterator[Problem]:
    tokens = document.tokens
    for token in tokens:
        place = hidden_in_name(token.text) if token.kind in (Kind.NAME, Kind.IRI) else None
        if place is not None:
            facts = {"character": name_of(token.text[place]), "seen": without_invisible(token.text)}
            yield Problem("invisible-in-name", document.path, (token.start, token.end), facts, value=facts["seen"])


def _conflict(
    placing: Placing, path: str, prefix: str, namespace: str, other: str, other_path: str | None
) -> Iterator[Problem]:
    elsewhere = []
    if other_path is not None:
        there = _directive(placing.document(other_path), prefix, other)
        if there is not None:
            messages = {"en": "the other namespace", "es": "el otro espacio de nombres"}
            elsewhere.append(Elsewhere(other_path, there.iri_span, messages))
    here = _directive(placing.document(path), prefix, namespace)
    if here is not None:
        facts = {"prefix": prefix, "other": f"<{other}>"}
        value = f"<{namespace}>"
        yield Problem("conflicting-prefix", path, here.iri_span, facts, value=value, elsewhere=tuple(elsewhere))


def _directive(document: Document, prefix: str, namespace: str) -> Directive | None:
    for directive in document.directives:
        start, end = directive.iri_span
        if directive.name == prefix and document.text[start + 1 : end - 1] == namespace:
            return directive
    return None
