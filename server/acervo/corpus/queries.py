"""Queries kept as data: one question a file, its `#+` header read like grlc's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

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
class Parameter:
    """What a query may be asked with: its header names it `_name`, its text has it as `?_name`."""

    name: str
    """Without the underscore."""
    type: str
    """`iri`, `string`, `integer` or `date`."""
    sample: str
    """What the text has in its place."""
    description: str
    translations: tuple[tuple[str, str], ...] = ()
    """Of the description, by language: `description@es` in the header."""

    def told(self, language: str) -> tuple[str, str]:
        """What it is, in *language* where the header says it so, else in English; and which it is."""
        translated = dict(self.translations).get(language)
        return (translated, language) if translated else (self.description or self.name, "en")


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
    parameters: tuple[Parameter, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()
    """Of summary and description, the header keys with a language, such as `summary@es`, and their texts."""

    def told(self, key: Literal["summary", "description"], language: str) -> tuple[str, str]:
        """Summary or description in *language* where the header has it, else in English; and which it is."""
        translated = dict(self.translations).get(f"{key}@{language}")
        return (translated, language) if translated else (self.summary if key == "summary" else self.description, "en")


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
    listed: list[str] = []
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        content = line[2:]
        entry = re.match(r" ?([a-z][a-z_-]*(?:@[a-z]+)?):(?:\s+(.*))?$", content)
        if entry:
            key = entry[1]
            header[key] = (entry[2] or "").strip()
            lines[key] = number
        elif key and content.startswith("  "):
            header[key] = f"{header[key]} {content.strip()}".strip()
            if key == "parameters":
                listed.append(content.strip())
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
        parameters=tuple(_parameters(listed)),
        translations=tuple((key, value) for key, value in header.items() if "@" in key and value),
    )


def _parameters(lines: Iterable[str]) -> Iterator[Parameter]:
    """The parameters of *lines*: `- name: _event`, then `type`, `sample` and `description`, in YAML's plainest form."""
    found: list[dict[str, str]] = []
    key = ""
    for line in lines:
        entry = re.match(r"(- )?\s*(name|type|sample|description(?:@[a-z]+)?):\s*(.*)$", line)
        if entry and (entry[1] or not found):
            found.append({})
        if entry:
            key = entry[2]
            found[-1][key] = entry[3].strip().strip('"')
        elif found and key:
            found[-1][key] += f" {line}"
    for one in found:
        name = one.get("name", "").removeprefix("_")
        if name:
            told = tuple((key.removeprefix("description@"), text) for key, text in one.items() if "@" in key)
            yield Parameter(name, one.get("type", "string"), one.get("sample", ""), one.get("description", ""), told)
