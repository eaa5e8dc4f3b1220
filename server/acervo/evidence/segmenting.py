"""One run of segmentation: text and corrections in, `passages.ttl` out, and what the run changed for the claims."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acervo.corpus.archive import Archive
from acervo.errors import CuratorError
from acervo.evidence import boundaries as corrections
from acervo.evidence import skeleton
from acervo.evidence.identity import Naming, name_passages
from acervo.evidence.labels import sidebar_labels
from acervo.evidence.passages import Segmentation, segment_text
from acervo.evidence.text import read_source_text
from acervo.evidence.uses import Use, iris_described, iris_named, read_data

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Run:
    """What one run found and did."""

    path: str
    segmentation: Segmentation
    naming: Naming
    written: bool
    """Whether the file on disk is another than before (with *dry_run*: whether it would be)."""
    orphans: tuple[Use, ...]
    """What in `data/` names a passage of this source that is no more."""
    unread: tuple[CuratorError, ...]
    """Files of `data/` that could not be searched for such uses."""


def segment_source(text: Path, slug: str, archive: Archive, *, dry_run: bool = False) -> Run:
    """
    Cut the text file of the source *slug* into passages and write its `passages.ttl`.

    The file is replaced in one step, and only when its bytes change. Passages whose stretch is unchanged keep their
    IRI; what the claims lose thereby is in the result.

    Args:
        text: The file with the source's text; it stays outside the archive.
        slug: As in `:source-{slug}` and `data/sources/{slug}/`.
        dry_run: Find out everything, write nothing.

    Raises:
        CuratorError: the text, the corrections or the earlier `passages.ttl` cannot be used; nothing was written.
    """
    if not SLUG.fullmatch(slug):
        raise CuratorError(f"“{slug}” cannot be the slug of a source: small letters, digits and hyphens between them.")
    folder = f"data/sources/{slug}"
    place = archive.root / folder
    path = f"{folder}/{skeleton.FILE_NAME}"
    target = place / skeleton.FILE_NAME
    rules = corrections.read_boundaries(place / corrections.FILE_NAME, f"{folder}/{corrections.FILE_NAME}")
    segmentation = segment_text(read_source_text(text), rules, sidebar_labels())
    if not segmentation.passages:
        raise CuratorError("has no words; nothing was written.", str(text))
    naming = name_passages(segmentation.passages, slug, skeleton.read_skeleton(target, path, archive.base))
    turtle = skeleton.write_skeleton(segmentation, naming.names, slug, archive.base, rules.language)
    changed = not target.is_file() or target.read_bytes() != turtle.encode()
    orphans, unread = _orphans(archive, path, slug, naming.names)
    if changed and not dry_run:
        _replace(target, turtle)
    return Run(path, segmentation, naming, changed, orphans, unread)


def _orphans(
    archive: Archive, path: str, slug: str, names: Sequence[str]
) -> tuple[tuple[Use, ...], tuple[CuratorError, ...]]:
    files, errors = read_data(archive)
    ids = archive.base + "id/"
    alive = {ids + name for name in names}
    ours = re.compile(re.escape(f"{ids}passage-{slug}-") + r"[0-9a-f]{8}(?:-\d+)?")
    others = [file for file in files if file.path != path]
    found = {
        use
        for use in (*iris_named(others), *iris_described(others))
        if ours.fullmatch(use.passage) and use.passage not in alive
    }
    return tuple(sorted(found)), tuple(error for error in errors if error.path != path)


def _replace(target: Path, content: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".passages-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, target.stat().st_mode if target.exists() else 0o666 & ~mask)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
