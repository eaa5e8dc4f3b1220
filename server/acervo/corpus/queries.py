"""Queries kept as data: one question a file, its `#+` header read like grlc's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from acervo.corpus.archive import Archive, ArchiveFile
from acervo.errors import QueryFileError

_FAULTS: Final[Mapping[str, Mapping[str, str]]] = {
    "not-utf8": {
        "en": "The query is not UTF-8 text. Save it as UTF-8.",
        "es": "La consulta no es texto UTF-8. Guárdela como UTF-8.",
    },
    "no-key": {
        "en": "The query has a header line that is no “#+ key: value”.",
        "es": "La consulta tiene una línea de cabecera que no es «#+ clave: valor».",
    },
    "no-summary": {
        "en": "The query has no summary. Begin it with a line: #+ summary: what it asks",
        "es": "La consulta no tiene resumen. Comience con una línea: #+ summary: qué pregunta",
    },
    "no-stage": {
        "en": "The query has the stage “{stage}”, which is no number. Write a number, such as 1.",
        "es": "La consulta tiene la etapa «{stage}», que no es un número. Escriba un número, como 1.",
    },
}


class QueryHeaderError(QueryFileError):
    """The header of a kept query cannot be used; *messages* say so by language."""

    def __init__(self, fault: str, path: str, line: int, column: int = 1, **facts: str):
        self.messages = {language: text.format(**facts) for language, text in _FAULTS[fault].items()}
        super().__init__(self.messages["en"], path, line, column)


@dataclass(frozen=True)
class KeptQuery:
    """One `.rq` file: what its header says, and the text that runs on any SPARQL 1.1 engine."""

    path: str
    name: str
    """The file's name without suffix: how it is called by `acervo query` and over HTTP."""
    summary: str
    description: str
    tags: tuple[str, ...]
    stage: int
    """For derive rules: lower stages run first."""
    text: str


def kept_queries(archive: Archive, folder: str) -> Iterator[KeptQuery]:
    """
    The queries below `queries/{folder}` (for example `competency` or `core/derive`), by path.

    Raises:
        QueryHeaderError: a file has no summary, or its header is malformed.
    """
    for file in archive.files:
        if file.path.startswith(f"queries/{folder}/") and file.path.endswith(".rq"):
            yield read_query(file)


def read_query(file: ArchiveFile) -> KeptQuery:
    """
    Read the header and text of *file*.

    Raises:
        QueryHeaderError: no summary, a line that is no `key: value`, or bytes that are not UTF-8.
    """
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryHeaderError("not-utf8", file.path, 1) from error
    header: dict[str, str] = {}
    lines: dict[str, int] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        content = line[2:]
        entry = re.match(r" ?([a-z][a-z_-]*):(?:\s+(.*))?$", content)
        if entry:
            key = entry[1]
            header[key] = (entry[2] or "").strip()
            lines[key] = number
        elif key and content.startswith("  "):
            header[key] = f"{header[key]} {content.strip()}".strip()
        else:
            raise QueryHeaderError("no-key", file.path, number)
    if not header.get("summary"):
        raise QueryHeaderError("no-summary", file.path, lines.get("summary", 1))
    tags = tuple(tag.strip() for tag in header.get("tags", "").strip("[]").split(",") if tag.strip())
    stage = header.get("stage", "1")
    if not stage.isdecimal():
        raise QueryHeaderError("no-stage", file.path, lines["stage"], stage=stage)
    return KeptQuery(
        path=file.path,
        name=PurePosixPath(file.path).stem,
        summary=header["summary"],
        description=header.get("description", ""),
        tags=tags,
        stage=int(stage),
        text=text,
    )
