"""What `acervo format` does with one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acervo.checking.reporters.source import printable
from acervo.corpus.archive import open_archive
from acervo.corpus.claim_classes import claim_classes
from acervo.errors import AcervoError
from acervo.settings import FILE_NAME
from acervo.turtle.claims import CLAIM_CLASSES
from acervo.turtle.document import Document
from acervo.turtle.files import SUFFIX, ChangedMeanwhile, replace_file
from acervo.turtle.formatting import FormattingRefused, format_document
from acervo.turtle.problems import TurtleProblem
from acervo.turtle.reader import read_file

#: What relative IRIs resolve against where no archive says; the layout does not depend on it.
_NO_BASE: Final = "http://localhost/"


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    name: str
    old: bytes = b""
    new: bytes = b""
    errors: tuple[str, ...] = ()
    failed: bool = False
    """Whether it should have been formatted and could not; *errors* say why."""

    @property
    def changed(self) -> bool:
        """Whether it was not in the house layout."""
        return self.new != self.old


class Formatter:
    """Formats one file after the other, each by the settings of the archive around it."""

    def __init__(self, sort: bool, language: str):
        self._sort = sort
        self._language = language
        self._settings: dict[Path, tuple[str, frozenset[str]]] = {}

    def format_file(self, file: Path, write: bool) -> Outcome:
        """Format the file at *file*; without *write* only tell what it would be."""
        if file.suffix == ".nt":
            return Outcome(str(file), errors=(f"{file}: N-Triples; left alone.",))
        if file.suffix != SUFFIX:
            return _failure(file, f"this is no Turtle file (its name does not end in {SUFFIX}); left alone.")
        try:
            outcome = self.format_content(file.read_bytes(), file)
            if write and outcome.changed:
                replace_file(file, outcome.new, outcome.old)
        except ChangedMeanwhile:
            return _failure(file, "somebody else changed it meanwhile; left alone. Run this again.")
        except OSError as error:
            return _failure(file, f"cannot be {'written' if file.is_file() else 'read'}: {error.strerror}.")
        return outcome

    def format_content(self, content: bytes, file: Path) -> Outcome:
        """What *content*, which stands at *file* or comes from standard input, is in the house layout."""
        base, classes = self._settings_around(file.absolute().parent)
        # What comes from standard input has no suffix to say that it is Turtle.
        document = read_file(content, file.with_suffix(SUFFIX).as_posix(), base)
        if document.errors:
            errors = (line for problem in document.errors for line in self._tell(document, problem, file))
            return Outcome(str(file), errors=tuple(errors), failed=True)
        try:
            text = format_document(document, base, sort=self._sort, claim_classes=classes)
        except FormattingRefused as refusal:
            return _failure(file, f"left alone: formatted, {refusal} Please report this file to the makers of Acervo.")
        return Outcome(str(file), content, text.encode())

    def _settings_around(self, folder: Path) -> tuple[str, frozenset[str]]:
        """Base IRI and classes of claims of the nearest archive."""
        if folder not in self._settings:
            if (folder / FILE_NAME).is_file():
                try:
                    archive = open_archive(folder)
                    self._settings[folder] = archive.base, claim_classes(archive)
                except AcervoError:
                    # What is wrong with the archive, `acervo check` says; its files can be formatted all the same.
                    self._settings[folder] = _NO_BASE, CLAIM_CLASSES
            elif folder.parent == folder:
                self._settings[folder] = _NO_BASE, CLAIM_CLASSES
            else:
                self._settings[folder] = self._settings_around(folder.parent)
        return self._settings[folder]

    def _tell(self, document: Document, problem: TurtleProblem, file: Path) -> Iterator[str]:
        number, column = document.position(problem.place[0])
        end_line, end_column = document.position(problem.place[1])
        yield f"{file}:{number}:{column}: syntax error {problem.code}"
        line = document.lines.text(number)
        end = end_column if end_line == number else len(line) + 1
        # A tab stays one, so that the caret stands under its column.
        indent = "".join("\t" if character == "\t" else " " for character in line[: column - 1])
        yield "  " + "\t".join(map(printable, line.split("\t")))
        yield f"  {indent}{'^' * max(end - column, 1)}"
        yield f"  {problem.message(self._language)}"


def _failure(file: Path, reason: str) -> Outcome:
    return Outcome(str(file), errors=(f"{file}: {reason}",), failed=True)
