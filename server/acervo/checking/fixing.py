"""What `acervo check --fix` does: mend what was found where that cannot change what a file says."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from acervo.checking.lint.lexical import same_value
from acervo.checking.lint.literals import kept_as, literal_problems
from acervo.checking.lint.placing import Placing
from acervo.checking.lint.problems import Edit, Problem
from acervo.checking.lint.tokens import token_problems
from acervo.corpus.archive import Archive, ArchiveFile
from acervo.corpus.reading import read_archive
from acervo.errors import CuratorError
from acervo.turtle.invisible import without_invisible
from acervo.turtle.parsing import parse_file
from acervo.turtle.reader import read_file, read_turtle
from acervo.turtle.tokens import TRIVIA, Kind, tokenize


@dataclass(frozen=True)
class Fix:
    """One file, mended; nothing is written yet."""

    file: ArchiveFile
    before: bytes
    after: bytes
    rules: tuple[str, ...]
    """The rule behind each change, in the order of the file."""

    @property
    def diff(self) -> str:
        """What changes, as `diff -u` shows it."""
        before, after = (_lines(content) for content in (self.before, self.after))
        return "".join(_ended(difflib.unified_diff(before, after, f"a/{self.file.path}", f"b/{self.file.path}")))


@dataclass(frozen=True)
class Fixes:
    """What can be mended, and what only a person can."""

    fixes: tuple[Fix, ...]
    left: tuple[Problem, ...]
    """Faults of the rules that mend others, left because mending would change a value or a datatype."""
    refused: tuple[str, ...]
    """Files left alone since mending them would have changed what they say: a fault of this software."""


def find_fixes(archive: Archive, wanted: Callable[[str], bool] = lambda path: True) -> Fixes:
    """
    Everything in the archive's own Turtle files that can be mended without changing a statement.

    Of files with a syntax error, only the invisible characters between words are mended.

    Args:
        wanted: Which files may be changed, by path.
    """
    reading = read_archive(archive)
    files = {file.path: file for file in archive.files}
    readable = {graph.path for graph in reading.graphs}

    def own(path: str) -> bool:
        return path in readable and not files[path].is_core and wanted(path)

    placing = Placing(lambda path: read_file(files[path].content, path, archive.base))
    found: dict[str, list[Problem]] = defaultdict(list)
    left = []
    for problem in (*token_problems(archive, placing, own), *literal_problems(reading, placing, own)):
        if problem.edit is not None:
            found[problem.path].append(problem)
        else:
            left.append(problem)
    fixes, refused = [], []
    for path, problems in sorted(found.items()):
        changes = {
            problem.edit: problem.rule for problem in problems if problem.edit and not _needed(problem, problems)
        }
        fix = _fix(files[path], changes)
        if same_meaning(fix.before, fix.after, path, archive.base):
            fixes.append(fix)
        else:
            refused.append(path)
    broken = {error.path for error in reading.errors if error.path and error.path.endswith(".ttl")}
    for path in sorted(broken):
        if path in files and not files[path].is_core and wanted(path):
            seen = _made_visible(files[path], archive.base)
            fixes += [seen] if seen is not None else []
    return Fixes(tuple(sorted(fixes, key=lambda fix: fix.file.path)), tuple(left), tuple(refused))


def _made_visible(file: ArchiveFile, base_iri: str) -> Fix | None:
    """*file*, which is no Turtle yet, without the invisible characters between its words; None where it has none."""
    try:
        before = file.content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text, rules = before, 0
    while True:
        problems = read_turtle(text, file.path, base_iri, gate=False).errors
        found = [one for one in problems if one.code == "invisible-character" and one.suggestion is not None]
        if not found:
            break
        rules += len(found)
        for problem in sorted(found, key=lambda one: one.span, reverse=True):
            text = f"{text[: problem.span[0]]}{problem.suggestion}{text[problem.span[1] :]}"
    if not rules or not same_words(before, text):
        return None
    return Fix(file, file.content, text.encode("utf-8"), ("invisible-character",) * rules)


def same_words(before: str, after: str) -> bool:
    """Whether two texts have the same words in the same order, as the eye sees them; texts in quotes to the letter."""
    return _words(before) == _words(after)


def _words(text: str) -> list[str]:
    tokens = tokenize(text)
    words = (
        without_invisible(token) if kind in (Kind.NAME, Kind.WORD, Kind.STRAY) else token
        for token, kind in zip(tokens.texts, tokens.kinds, strict=True)
        if kind not in TRIVIA or kind is Kind.COMMENT
    )
    return [word for word in words if word]


def _needed(problem: Problem, problems: Iterable[Problem]) -> bool:
    """Whether *problem* is a prefix that nothing used until now, and that another change writes."""
    if problem.rule != "unused-prefix":
        return False
    written = f"^^{problem.facts['prefix']}:"
    return any(other.edit is not None and written in other.edit.text for other in problems)


def _fix(file: ArchiveFile, changes: dict[Edit, str]) -> Fix:
    text = file.content.decode("utf-8")
    ordered = sorted(changes, key=lambda edit: edit.span)
    parts, end = [], 0
    for edit in ordered:
        parts += [text[end : edit.span[0]], edit.text]
        end = edit.span[1]
    after = "".join((*parts, text[end:]))
    return Fix(file, file.content, after.encode("utf-8"), tuple(changes[edit] for edit in ordered))


def same_meaning(before: bytes, after: bytes, path: str, base_iri: str) -> bool:
    """
    Whether two contents of the file at *path* state the same: triple by triple the same terms, a literal at most
    written otherwise, its value and datatype the same.
    """
    try:
        old, new = parse_file(before, path, base_iri), parse_file(after, path, base_iri)
        document = read_file(after, path, base_iri)
    except CuratorError:
        return False
    if document.errors or len(old) != len(new):
        return False
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return all(
        one.subject == other.subject and one.predicate == other.predicate and _same(one.object, other.object)
        for one, other in changed
    )


def _same(one: object, other: object) -> bool:
    if not isinstance(one, ox.Literal) or not isinstance(other, ox.Literal):
        return False
    if one.language or other.language or one.datatype != other.datatype:
        return False
    (_, kept), (_, expected) = kept_as([one, other])
    return kept == expected and same_value(one.value, other.value, one.datatype.value)


def write_fix(fix: Fix) -> None:
    """
    Put the mended content in the place of the file, whole or not at all.

    Raises:
        CuratorError: the file has changed since it was read, or cannot be written; it is as it was.
    """
    target = fix.file.location.resolve()
    part = None
    try:
        if target.read_bytes() != fix.before:
            raise CuratorError("has changed in the meantime; nothing was written.", path=fix.file.path)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".acervo-", delete=False) as written:
            part = Path(written.name)
            written.write(fix.after)
            written.flush()
            os.fsync(written.fileno())
        part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise CuratorError(f"cannot be written: {error.strerror}.", path=fix.file.path) from error


def _lines(content: bytes) -> list[str]:
    # At line feeds only, as `diff` does.
    *lines, last = content.decode("utf-8").split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _ended(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
