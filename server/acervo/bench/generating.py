"""A seeded archive in the domain, of as many triples as wanted, written file by file."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from acervo.bench.blocks import Block, turtle
from acervo.bench.chance import Chance
from acervo.bench.faults import plant
from acervo.bench.sources import Source
from acervo.bench.things import World
from acervo.errors import AcervoError

BASE: Final = "https://example.org/bench/"
PLANTED: Final = "planted.json"
"""Where the faults stand that were planted; no archive reads it."""
_SETTINGS: Final = f"""base = "{BASE}"
languages = ["en", "es"]

[title]
en = "A generated archive"
es = "Un archivo generado"
"""
_ARCHIVE: Final = [
    ("dcterms:license", "<https://creativecommons.org/publicdomain/zero/1.0/>"),
    ("dcterms:publisher", ":organization-1"),
    ("mov:translatedLabel", '"en"'),
    ("skos:prefLabel", '"A generated archive"@en'),
    ("skos:prefLabel", '"Un archivo generado"@es'),
]

#: What there is to speak of before the first source, and how likely each later source brings something new.
_FIRST: Final = {"place": 8, "person": 8, "organization": 6, "product": 4, "facility": 4, "campaign": 2, "event": 4}
_NEW: Final = {"place": 0.7, "person": 0.9, "organization": 0.7, "product": 0.3, "facility": 0.7, "campaign": 0.15}
_FOLDERS: Final = {"campaign": "events", "facility": "facilities", "person": "people"}


class FolderInUse(AcervoError):
    """The folder for a generated archive holds something else."""


@dataclass
class Generated:
    """What was written."""

    triples: int = 0
    files: int = 0
    planted: list[dict[str, str]] = field(default_factory=list)
    """Each fault: its kind, the subject, the file."""


def generate(
    folder: Path, triples: int, seed: int, faults: float = 0, progress: Callable[[int], None] = lambda triples: None
) -> Generated:
    """
    Write an archive of *triples* triples, or a few more, into *folder*; the same arguments write the same bytes.

    The folder is put in place whole: one that was stopped half-way leaves nothing.

    Args:
        faults: The share of subjects that get a fault; the archive without any conforms.
        progress: Told the triples so far.

    Raises:
        FolderInUse: *folder* is there and not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(f"{folder} is not empty. Name a folder that does not exist yet.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}."))
    part.chmod(0o755)
    try:
        generated = _Writer(part, triples, seed, faults, progress).write()
        part.replace(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return generated


class _Writer:
    def __init__(self, folder: Path, triples: int, seed: int, faults: float, progress: Callable[[int], None]):
        self._folder = folder
        self._wanted = triples
        self._seed = seed
        self._share = faults
        self._progress = progress
        # Faults have draws of their own: with and without them, an archive is otherwise the same.
        self._fault_chance = Chance(f"{seed} faults")
        self._world = World(Chance(seed))
        self._done = Generated()

    def write(self) -> Generated:
        (self._folder / "acervo.toml").write_text(_SETTINGS, encoding="utf-8", newline="\n")
        self._file("data/archive.ttl", [Block(f"<{BASE}>", "mov:Archive", list(_ARCHIVE))])
        for kind, count in _FIRST.items():
            self._things(kind, count)
        number = 0
        while self._is_wanted:
            number += 1
            self._round(number)
            self._progress(self._done.triples)
        if self._share:
            told = json.dumps(self._done.planted, indent=1) + "\n"
            (self._folder / PLANTED).write_text(told, encoding="utf-8", newline="\n")
        return self._done

    @property
    def _is_wanted(self) -> bool:
        return self._done.triples < self._wanted

    def _round(self, number: int) -> None:
        """One source, and the things that are new with it."""
        chance = self._world.chance
        for kind, share in _NEW.items():
            self._things(kind, chance.number(1, 2) if chance.happens(share) else 0)
        self._things("event", chance.number(1, 4))
        source, folder = Source(self._world, number, self._seed), f"data/sources/s{number}"
        self._file(f"{folder}/source.ttl", source.bibliography())
        passages = list(self._until_enough(source.text()))
        references = list(source.references()) if source.passages else []
        for passage in passages:
            if passage.kind == "mov:Passage":
                source.citing(passage)
        self._file(f"{folder}/passages.ttl", passages)
        self._file(f"{folder}/references.ttl", references)
        if source.passages:
            self._file(f"{folder}/claims-events.ttl", self._until_enough(source.claims()))

    def _things(self, kind: str, count: int) -> None:
        folder = _FOLDERS.get(kind, f"{kind}s")
        for _ in range(count):
            block: Block = getattr(self._world, kind)()
            self._file(f"data/{folder}/{block.subject[1:]}.ttl", [block])

    def _until_enough(self, blocks: Iterable[Block]) -> Iterator[Block]:
        triples = self._done.triples
        for block in blocks:
            yield block
            triples += len(block)
            if triples >= self._wanted:
                return

    def _file(self, path: str, blocks: Iterable[Block]) -> None:
        written = list(blocks)
        if not written:
            return
        for block in written:
            if self._share and self._fault_chance.happens(self._share):
                fault = plant(block, self._fault_chance)
                if fault is not None:
                    self._done.planted.append({"fault": fault.name, "subject": block.subject, "file": path})
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(turtle(BASE, written), encoding="utf-8", newline="\n")
        self._done.files += 1
        self._done.triples += sum(len(block) for block in written)
