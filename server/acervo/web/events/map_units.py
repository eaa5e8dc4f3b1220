"""The parts of countries that a map can shade, from a text file that an operator may replace (docs/how-to/maps.md)."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from acervo.corpus.archive import Archive
from acervo.errors import SettingsError
from acervo.settings import FILE_NAME

SHIPPED: Final = Path(__file__).with_name("map_units.txt.gz")
STEPS: Final = 40
"""Units of a path in one degree."""
_PIECE: Final = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]*)z")
_NUMBER: Final = re.compile(r"-?\d+")

Box = tuple[float, float, float, float]
"""West, north, east, south, in the units of a path: southward is positive."""


@dataclass(frozen=True)
class Unit:
    """One part of a country."""

    country: str
    code: str
    """ISO 3166-2, or ""."""
    name: str
    path: str
    """For SVG, in fortieths of a degree, y southward."""
    box: Box


@dataclass(frozen=True)
class Units:
    """All parts of one file, and its own word on where it comes from."""

    units: Sequence[Unit]
    credit: str
    digest: str

    @property
    def codes(self) -> set[str]:
        """The ISO 3166-2 codes that can be shaded."""
        return {unit.code for unit in self.units} - {""}

    def of_countries(self, countries: Iterable[str]) -> list[Unit]:
        """Every part of *countries*, by their two letters."""
        wanted = set(countries)
        return [unit for unit in self.units if unit.country in wanted]

    def within(self, box: Box) -> list[Unit]:
        """Every part of which something may lie in *box*."""
        west, north, east, south = box
        return [
            unit
            for unit in self.units
            if unit.box[0] < east and unit.box[2] > west and unit.box[1] < south and unit.box[3] > north
        ]


@lru_cache(maxsize=4)
def units_in(path: Path) -> Units:
    """
    The parts in the text file at *path*, read once; one whose name ends in `.gz` is compressed.

    Raises:
        ValueError: a line is not country, code, name and path between tabs; the message names it.
        OSError: the file cannot be read.
    """
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8").splitlines()
    credit = next((line[1:].strip() for line in lines if line.startswith("#")), "")
    found = [
        _unit(line, f"{path.name}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    ]
    return Units(found, credit, hashlib.sha256(content).hexdigest())


def _unit(line: str, where: str) -> Unit:
    fields = line.split("\t")
    if len(fields) != 4 or not _PIECE.sub("", fields[3]) == "" or not fields[3]:
        raise ValueError(f"{where}: a line is country, ISO 3166-2 code or “-”, name and path, between tabs.")
    country, code, name, path = fields
    return Unit(country, "" if code == "-" else code, name, path, _box(path))


def _box(path: str) -> Box:
    xs: list[int] = []
    ys: list[int] = []
    for piece in _PIECE.finditer(path):
        x, y = int(piece[1]), int(piece[2])
        steps = [int(one) for one in _NUMBER.findall(piece[3])]
        xs += accumulate(steps[0::2], initial=x)
        ys += accumulate(steps[1::2], initial=y)
    return min(xs), min(ys), max(xs), max(ys)


def units_of(archive: Archive) -> Units:
    """
    The parts that the maps of *archive* are drawn from: the file that its settings name, else the shipped one.

    Raises:
        SettingsError: the file cannot be read or is not laid out as it must be.
    """
    named = archive.settings.map_file
    try:
        return units_in(archive.root / named if named else SHIPPED)
    except (OSError, ValueError) as error:
        raise SettingsError(f"names a map_file that cannot be used: {error}", path=FILE_NAME) from error
