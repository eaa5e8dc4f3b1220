"""A query asked for the query page: its answer as solutions, a yes or no, or Turtle, as far as a page can hold it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import combining, normalize
from urllib.parse import quote

from acervo.engine.interface import Answer, Query
from acervo.errors import AnswerCut, LimitExceeded, RequestError, RequestTooLarge
from acervo.protocol.asked import Asked, asked
from acervo.protocol.negotiation import types_of
from acervo.web.answers.answer_columns import Solutions
from acervo.web.answers.client_code import client_code
from acervo.web.answers.unbound_variables import unbound_variables
from acervo.web.answers.unknown_terms import UnknownTerm, unknown_terms
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader, Shown

SHOWN: Final = 1000
"""So many rows stand in a table."""
PAGE_MB: Final = 32
"""A longer answer is no page: a browser would choke on it."""
_RAW_LETTERS: Final = 200_000
_RETRY_AFTER_S: Final = 5
_NAMES: Final = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
}
_SUFFIXES: Final = {"json": "srj", "xml": "srx", "turtle": "ttl"}


@dataclass(frozen=True)
class Format:
    """One way in which the answer can be had."""

    short: str
    name: str
    address: str
    file: str
    """What a download of it is called."""


@dataclass(frozen=True)
class Cell:
    """A term in the table of an answer."""

    shown: Shown
    value: str = ""
    """What it is sorted by, where that is not what is shown: 2016-02-12, not 12 February 2016."""

    @property
    def key(self) -> tuple[int, float, str, str]:
        """What rows are sorted by: numbers by value, before texts by their letters, accents last."""
        text = (self.value or self.shown.text).casefold()
        try:
            return 0, float(text), "", ""
        except ValueError:
            letters = "".join(one for one in normalize("NFD", text) if not combining(one))
            return 1, 0.0, letters, text


@dataclass
class Result:
    """The answer to one query, as a template writes it."""

    solutions: Solutions | None = None
    unknown: Sequence[UnknownTerm] = ()
    """Terms that the edition knows nothing of, and variables without a value: of a table, else of what is empty."""
    truth: str = ""
    """Of an ASK query: yes or no."""
    triples: str = ""
    """Of a CONSTRUCT or DESCRIBE query: Turtle; "" where there is no triple."""
    is_graph: bool = False
    """Whether it is one of these."""
    raw: str = ""
    """The answer in the format that was asked for."""
    raw_is_cut: bool = False
    formats: Sequence[Format] = field(default=())
    """How the whole answer can be had."""
    code: Sequence[tuple[str, str]] = ()
    """Names of tools, and the query as code for them."""
    is_volatile: bool = False
    """Whether it is another one each time."""


async def answer_to(text: str, reader: Reader, endpoint: str, raw: str) -> Result:
    """
    The answer to the query *text*.

    Args:
        endpoint: Where code for other tools sends it.
        raw: The format, by its short name, in which the answer is shown as it is sent; "" for a readable one.

    Raises:
        RequestError, Overload: as the endpoint; LimitExceeded too where no page can hold the answer.
    """
    settings = reader.site.archive.settings
    if len(text.encode()) > settings.query_max_bytes:
        raise RequestTooLarge(f"A query may have {settings.query_max_bytes:,} bytes here.")
    read = asked(text, reader.site.base, settings.query_max_depth, services=True)
    form = read.outline.form
    types = {aliases[0]: kind for kind, aliases in types_of(form).items()}
    result = Result(formats=[_format(text, short) for short in types], is_volatile=read.is_volatile)
    result.code = list(client_code(text.replace("\r\n", "\n"), form, endpoint))
    if raw:
        if raw not in types:
            raise RequestError(f"An answer to this query has no format “{raw}”; it has: {', '.join(types)}.")
        told = (await _ask(read, types[raw], reader)).decode("utf-8", "replace")
        result.raw, result.raw_is_cut = told[:_RAW_LETTERS], len(told) > _RAW_LETTERS
        return result
    body = await _ask(read, next(iter(types.values())), reader)
    if form in ("CONSTRUCT", "DESCRIBE"):
        result.is_graph = True
        result.triples = _unless_empty(body.decode("utf-8"))
        if not result.triples:
            result.unknown = await unknown_terms(read.prologue.text, reader.site)
        return result
    parsed: dict[str, Any] = await asyncio.to_thread(json.loads, body)
    if "boolean" in parsed:
        result.truth = reader.words("yes" if parsed["boolean"] else "no")
        if not parsed["boolean"]:
            result.unknown = await unknown_terms(read.prologue.text, reader.site)
    else:
        result.solutions = Solutions(parsed["head"]["vars"], parsed["results"]["bindings"], text)
        # Within OPTIONAL or UNION a slip leaves rows, and an empty column.
        result.unknown = [*unbound_variables(text), *await unknown_terms(read.prologue.text, reader.site)]
    return result


def _unless_empty(turtle: str) -> str:
    """
    *turtle*, or "" where it only declares prefixes.

    >>> _unless_empty("@prefix mov: <https://w3id.org/acervo/ns#> .\\n")
    ''
    """
    lines = turtle.splitlines()
    return turtle if any(line.strip() and not line.startswith("@prefix ") for line in lines) else ""


async def _ask(read: Asked, media_type: str, reader: Reader) -> bytes:
    told = read.outline
    dataset = told.has_dataset_clause, told.default_graphs, told.named_graphs
    with read.prologue.positions_of_the_client():
        answer = await reader.site.ask(Query(read.text, told.form, media_type, *dataset, read.things))
    try:
        return await _body(answer)
    except AnswerCut as cut:
        raise LimitExceeded(str(cut), _RETRY_AFTER_S) from cut


async def _body(answer: Answer) -> bytes:
    """The whole answer, if a page can hold it; else it is not read to its end."""
    if answer.whole is not None:
        return answer.whole
    parts, length = [], 0
    try:
        async for part in answer.chunks:
            parts.append(part)
            length += len(part)
            if length > PAGE_MB * 1_000_000:
                raise LimitExceeded(
                    f"The answer has more than {PAGE_MB} MB, which is more than a page can show. "
                    "Add a LIMIT, or ask /sparql for it.",
                    _RETRY_AFTER_S,
                    limit="page",
                )
    finally:
        await answer.chunks.aclose()
    return b"".join(parts)


async def table_of(solutions: Solutions, sort: str, reader: Reader) -> list[list[Cell | None]]:
    """The first rows as cells, sorted by the column *sort*, or against it where `-` stands before; "" leaves them."""
    first = solutions.rows[:SHOWN]
    await reader.learn(term["value"] for row in first for term in row.values() if term["type"] == "uri")
    rows = [[_cell(row[name], reader) if name in row else None for name in solutions.columns] for row in first]
    name = sort.removeprefix("-")
    if name in solutions.columns:
        place = list(solutions.columns).index(name)
        known = [(cell.key, row) for row in rows if (cell := row[place]) is not None]
        known.sort(key=lambda one: one[0], reverse=sort.startswith("-"))
        # What has no value stands last, whichever way.
        rows = [row for _, row in known] + [row for row in rows if row[place] is None]
    return rows


def _cell(term: Term, reader: Reader) -> Cell:
    shown = reader.show(term)
    return Cell(shown, term["value"] if term["type"] == "literal" and shown.text != term["value"] else "")


def _format(text: str, short: str) -> Format:
    address = f"/sparql?query={quote(text, safe='')}&format={short}"
    return Format(short, _NAMES[short], address, f"answer.{_SUFFIXES.get(short, short)}")
