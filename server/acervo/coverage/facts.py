"""What an edition says of its passages and claims, as the queries in `queries/core/coverage/` tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from acervo.corpus.queries import kept_queries
from acervo.edition.build import Edition
from acervo.edition.loading import is_merged, merge
from acervo.errors import AcervoError, QueryFileError
from acervo.namespaces import MOV

Account = Literal["claim", "entry", "reason", "none"]
Form = Literal["triple", "record", "view"]
#: A solution, as far as it is bound: lexical forms by variable.
Row = Mapping[str, str]

ACCOUNTS: Final[tuple[Account, ...]] = ("claim", "entry", "reason", "none")
FORMS: Final[tuple[Form, ...]] = ("triple", "record", "view")
_CLAIM: Final = f"{MOV}Claim"


@dataclass(frozen=True)
class Passage:
    """One passage, where it stands, and what is drawn from it; numbers that no file gives are None."""

    iri: str
    path: str
    """The file in which it is written."""
    source: str
    """Empty where no source is named; so is *section*."""
    section: str
    position: int | None
    """The place of its section in the source."""
    paragraph: int | None
    sentence: int | None
    field: str
    start: int | None
    end: int | None
    first_words: str
    last_words: str
    claims: tuple[str, ...]
    entries: tuple[str, ...]
    reasons: tuple[str, ...]
    cites: bool

    @property
    def account(self) -> Account:
        """What accounts for it, the first that does: a claim, an entry, a reason for drawing nothing; or nothing."""
        return "claim" if self.claims else "entry" if self.entries else "reason" if self.reasons else "none"

    @property
    def is_contradictory(self) -> bool:
        """Whether something is drawn from it although a reason says that nothing is."""
        return bool(self.reasons and (self.claims or self.entries))

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of its section, as `acervo segment` writes headings."""
        return bool(self.section) and self.paragraph is None and self.sentence is None and not self.field


@dataclass(frozen=True)
class Claim:
    """One claim, as far as coverage counts it."""

    iri: str
    kind: str
    """Its class; that of a record where it has one."""
    form: Form
    modality: str
    holders: tuple[str, ...]
    """Whose word it is; empty where nobody is named."""


@dataclass(frozen=True)
class Facts:
    """Everything that is counted, and what it is called."""

    passages: tuple[Passage, ...]
    """By source, then as they stand in it."""
    claims: Mapping[str, Claim]
    sources: Mapping[str, str]
    """Each source that has passages or a text, with the name of its text or ''."""
    reasons: tuple[str, ...]
    """The closed list, in order."""
    names: Mapping[str, Mapping[str, str]]
    """By IRI, then by language."""


def read_facts(edition: Edition) -> Facts:
    """
    Ask *edition* the queries of coverage.

    Raises:
        AcervoError: the installation lacks one of them.
        QueryFileError: one does not run.
    """
    ask = _Asking(edition)
    holders = _lists(ask("claim-holders"), "claim", "holder")
    stated: dict[str, list[Row]] = defaultdict(list)
    for row in ask("claims"):
        stated[row["claim"]].append(row)
    sources: dict[str, str] = {}
    for row in ask("sources"):
        sources.setdefault(row["source"], row.get("text", ""))
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in ask("names"):
        names[row["thing"]].setdefault(row.get("name@", ""), row["name"])
    return Facts(
        passages=tuple(_passages(ask, edition)),
        claims={iri: _claim(iri, rows, holders.get(iri, ())) for iri, rows in stated.items()},
        sources=sources,
        reasons=tuple(dict.fromkeys(row["reason"] for row in ask("reasons"))),
        names=names,
    )


class _Asking:
    def __init__(self, edition: Edition):
        self._edition = edition
        if edition.is_merged and not is_merged(edition.store):
            merge(edition.store)
        self._queries = {query.name: query for query in kept_queries(edition.archive, "core/coverage")}

    def __call__(self, name: str) -> Iterator[Row]:
        query = self._queries.get(name)
        if query is None:
            raise AcervoError(f"queries/core/coverage/{name}.rq is missing from this installation; install it again")
        try:
            solutions = self._edition.store.query(query.text, use_default_graph_as_union=not self._edition.is_merged)
        except (SyntaxError, RuntimeError) as error:
            raise QueryFileError(f"does not run: {error}.", path=query.path) from error
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryFileError("is no SELECT query.", path=query.path)
        variables = [variable.value for variable in solutions.variables]
        for solution in solutions:
            row: dict[str, str] = {}
            for variable in variables:
                term = solution[variable]
                if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal):
                    row[variable] = term.value if not isinstance(term, ox.BlankNode) else str(term)
                    if isinstance(term, ox.Literal) and term.language:
                        row[f"{variable}@"] = term.language
            yield row


def _passages(ask: _Asking, edition: Edition) -> Iterator[Passage]:
    paths = {edition.archive.graph_iri(file.path): file.path for file in edition.archive.files if file.is_graph}
    claims = _lists(ask("passage-claims"), "passage", "claim")
    entries = _lists(ask("passage-entries"), "passage", "entry")
    reasons = _lists(ask("passage-reasons"), "passage", "reason")
    cites = {row["passage"] for row in ask("passage-citations")}
    told: set[str] = set()
    for row in ask("passages"):
        iri = row["passage"]
        if iri in told:
            # A value too many is for `acervo check` to tell; here each passage counts once.
            continue
        told.add(iri)
        yield Passage(
            iri=iri,
            path=paths.get(row["graph"], ""),
            source=row.get("source", ""),
            section=row.get("section", ""),
            position=_number(row, "position"),
            paragraph=_number(row, "paragraph"),
            sentence=_number(row, "sentence"),
            field=row.get("field", ""),
            start=_number(row, "start"),
            end=_number(row, "end"),
            first_words=row.get("first", ""),
            last_words=row.get("last", ""),
            claims=claims.get(iri, ()),
            entries=entries.get(iri, ()),
            reasons=reasons.get(iri, ()),
            cites=iri in cites,
        )


def _claim(iri: str, rows: list[Row], holders: tuple[str, ...]) -> Claim:
    kinds = sorted({row["class"] for row in rows} - {_CLAIM}) or [_CLAIM]
    view = any("view" in row for row in rows)
    form: Form = "view" if view else "triple" if kinds == [_CLAIM] else "record"
    return Claim(iri, kinds[0], form, rows[0]["modality"], holders)


def _lists(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        gathered[row[key]].append(row[value])
    return {one: tuple(values) for one, values in gathered.items()}


def _number(row: Row, name: str) -> int | None:
    text = row.get(name, "")
    return int(text) if text.removeprefix("-").isdecimal() else None
