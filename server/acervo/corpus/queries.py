"""Queries kept as data: one question a file, its `#+` header read like grlc's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from acervo.corpus.archive import Archive, ArchiveFile
from acervo.errors import QueryFileError


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
        QueryFileError: a file has no summary, or its header is malformed.
    """
    for file in archive.files:
        if file.path.startswith(f"queries/{folder}/") and file.path.endswith(".rq"):
            yield read_query(file)


def read_query(file: ArchiveFile) -> KeptQuery:
    """
    Read the header and text of *file*.

    Raises:
        QueryFileError: no summary, a line that is no `key: value`, or bytes that are not UTF-8.
    """
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryFileError("is not UTF-8 text. Save it as UTF-8.", path=file.path) from error
    header: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        content = line[2:]
        entry = re.match(r" ?([a-z][a-z_-]*):(?:\s+(.*))?$", content)
        if entry:
            key = entry[1]
            header[key] = (entry[2] or "").strip()
        elif key and content.startswith("  "):
            header[key] = f"{header[key]} {content.strip()}".strip()
        else:
            raise QueryFileError("has a header line that is no “#+ key: value”.", path=file.path, line=number, column=1)
    if not header.get("summary"):
        raise QueryFileError("has no summary. Begin it with a line: #+ summary: what it asks", path=file.path, line=1)
    tags = tuple(tag.strip() for tag in header.get("tags", "").strip("[]").split(",") if tag.strip())
    stage = header.get("stage", "1")
    if not stage.isdecimal():
        raise QueryFileError(f"has the stage “{stage}”, which is no number.", path=file.path)
    return KeptQuery(
        path=file.path,
        name=PurePosixPath(file.path).stem,
        summary=header["summary"],
        description=header.get("description", ""),
        tags=tags,
        stage=int(stage),
        text=text,
    )
