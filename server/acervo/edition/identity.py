"""The name of an edition: one state of the files, the settings that change meaning, and the core."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import acervo
from acervo.corpus.archive import Archive


def edition_id(archive: Archive) -> str:
    """
    SHA-256 (hex) over the sorted (path, file hash) of the archive's files, its meaning settings and the core.

    The core counts by its version and its content, since a checkout may edit it between versions.
    Two clones of one commit give the same id on any machine.
    """
    described = {
        "archive": [(file.path, file.sha256) for file in archive.files if not file.is_core],
        "settings": dict(archive.settings.meaning),
        "core": [acervo.__version__, [(file.path, file.sha256) for file in archive.files if file.is_core]],
    }
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def builder_id() -> str:
    """
    SHA-256 (hex) over the software that reads, checks and builds: what is kept on disk is of use to the same only.
    """
    package = Path(acervo.__file__).parent
    digest = hashlib.sha256(acervo.__version__.encode())
    for layer in ("turtle", "corpus", "shacl", "checking", "edition"):
        # What stands beside the code, such as the words of lint, counts as well.
        for part in sorted((package / layer).rglob("*.*")):
            if part.suffix in (".py", ".ttl", ".txt"):
                digest.update(part.relative_to(package).as_posix().encode() + b"\0" + part.read_bytes())
    return digest.hexdigest()
