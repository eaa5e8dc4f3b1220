"""The questions that every system is asked: kept as query files, their parameters drawn from the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from acervo.bench.chance import Chance
from acervo.errors import QueryFileError
from acervo.namespaces import PREFIXES, XSD

_INTEGER: Final = ox.NamedNode(f"{XSD}integer")
FOLDER: Final = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class Question:
    """One query with parameters, `?_name` as grlc has them."""

    name: str
    summary: str
    measures: str
    """What of an engine it tries."""
    text: str
    rows: tuple[tuple[str, ...], ...]
    """What its parameters may be, as SPARQL writes them."""
    parameters: tuple[str, ...]
    times: int = 1
    """How many rows of `rows` one request takes, for a list in VALUES."""
    unordered: frozenset[str] = frozenset()
    """Variables that hold a list whose order is free, parted by `|`."""
    counts_rows: bool = False
    """Whether systems may answer with any rows, as many as asked for."""

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph."""
        return "\nCONSTRUCT" in self.text

    def ask(self, chance: Chance, number: int) -> str:
        """
        The query with parameters drawn by *chance*.

        Args:
            number: Makes the text another one even where the same parameters are drawn again, so that no system can
                answer from what it kept.
        """
        text = self.text
        drawn = [chance.one(self.rows) for _ in range(self.times)]
        for place, parameter in enumerate(self.parameters):
            text = text.replace(f"?_{parameter}", " ".join(row[place] for row in drawn))
        return f"{text.rstrip()}\n# {number}\n"


def questions(store: ox.Store, names: tuple[str, ...] = ()) -> list[Question]:
    """
    Every question, or those of *names*; those for which *store* holds nothing to ask about are left out.

    Args:
        store: The dataset that will be asked.

    Raises:
        QueryFileError: a name is unknown.
    """
    files = {path.stem: path for path in sorted(FOLDER.glob("*.rq"), key=lambda path: path.stem)}
    for name in names:
        if name not in files:
            raise QueryFileError(f"is no question of the benchmark. It has: {', '.join(files)}.", path=name)
    found = [_read(files[name], store) for name in (names or files)]
    return [question for question in found if question.rows]


def _read(path: Path, store: ox.Store) -> Question:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^#\+ ([a-z]+): (.+)$", text, re.MULTILINE))
    parameters, rows = _drawn(store, header["draw"])
    return Question(
        name=path.stem,
        summary=header["summary"],
        measures=header["measures"],
        text="\n".join(line for line in text.splitlines() if not line.startswith("#+")) + "\n",
        rows=rows,
        parameters=parameters,
        times=int(header.get("times", "1")),
        unordered=frozenset(header.get("unordered", "").split()),
        counts_rows=header.get("compare") == "rows",
    )


def _drawn(store: ox.Store, query: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    used = sorted(set(re.findall(r"\b([a-z]+):", query)) & PREFIXES.keys())
    prologue = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
    solutions = store.query(prologue + query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = tuple(variable.value for variable in solutions.variables)
    return names, tuple(sorted({tuple(map(_written, row)) for row in solutions}))


def _written(term: object) -> str:
    # After LIMIT and OFFSET a number has to stand bare.
    return term.value if isinstance(term, ox.Literal) and term.datatype == _INTEGER else str(term)
