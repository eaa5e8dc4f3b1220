"""Each SERVICE of a query replaced by VALUES: the answer of its endpoint, or of the archive's own search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from acervo.engine.interface import Answer, Engine, Query
from acervo.errors import MalformedQuery, QueryRefused, RemoteFailed
from acervo.federation.addresses import allowed
from acervo.federation.calls import RETRY_AFTER_S, Calls
from acervo.federation.searching import MAX_TEXTS, Block, Search, Unsearchable, read_block
from acervo.federation.solutions import TRAVELLING, Row, pushable, rows_of, values
from acervo.protocol.reading import may_be_service, outline
from acervo.settings import AllowedEndpoint, Settings
from acervo.sparql.groups import Element, Group, Unreadable, bound_before, read_groups, restricting
from acervo.sparql.tokens import Token, line_and_column, without_comments

PUSHED_ROWS: Final = 2_000
"""Where more than this is bound before SERVICE, the endpoint is asked for all that it has."""
_BATCH_ROWS: Final = 200
_JSON: Final = "application/sparql-results+json"
_NO_GRAPH: Final = "urn:acervo:no-graph"
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_BLANK: Final = ""


class Replacing:
    """
    One query on its way from SERVICE to VALUES.

    Raises:
        MalformedQuery: its groups cannot be read.
        QueryRefused: a SERVICE stands where it cannot be followed, or names an endpoint that is not allowed.
    """

    def __init__(self, query: Query, engine: Engine, calls: Calls, settings: Settings, base: str, search: Search):
        self._query = query
        self._engine = engine
        self._calls = calls
        self._settings = settings
        self._base = base
        self._search = search
        self._texts = MAX_TEXTS
        self._tokens = without_comments(query.text)
        try:
            self._outer = read_groups(self._tokens)
        except Unreadable as error:
            raise self._unreadable(error.token) from error
        self._services = list(self._outer.services())
        self._written: dict[Element, str] = {}
        self.revisions: set[str] = set()
        """The editions in which it was looked up what to ask for."""
        self._constant = {element: self._endpoint(element) for _, element in self._services if not element.variables}
        self._refuse_what_is_open_to_two_readings()
        self._refuse_what_is_no_service()
        for group, element in self._services:
            before = group.elements[: group.elements.index(element)]
            answered = {name for one in before if one.kind == "service" for name in one.visible}
            self._refuse_what_has_no_value(group, element, element.variables, answered)
        self._blocks = {
            element: self._block(element)
            for element, endpoint in self._constant.items()
            if isinstance(endpoint, Search)
        }

    @property
    def goes_out(self) -> bool:
        """Whether it may ask anybody but the archive itself."""
        return len(self._blocks) < len(self._services)

    async def text(self) -> str:
        """
        The query without SERVICE.

        Raises:
            MalformedQuery: it does not parse; nobody was asked.
            RemoteFailed: an endpoint gave no answer.
            LimitExceeded: it would take more of other endpoints than it may.
        """
        await self._check()
        template: dict[Element, str] = {}
        for group, element in self._services:
            columns = element.visible
            rows = await self._rows(group, element)
            self._refuse_blank_properties(element, rows)
            self._written[element] = values(columns, rows)
            template[element] = values(columns, [])
            # From here on it is VALUES, also for those that stand behind it.
            element.kind, element.binds = "values", True
            element.variables = tuple(
                name for place, name in enumerate(columns) if all(row[place] is not None for row in rows)
            )
        # Rows are terms and nothing else; whatever else there is passes where every query passes.
        outline(self._with(template), self._settings.query_max_depth)
        return self._with(self._written)

    async def _check(self) -> None:
        """Let the engine read the text before anybody is asked; SERVICE is left out without moving anything."""
        text = self._query.text
        for _, element in self._services:
            start, end = self._tokens[element.first].start, self._tokens[element.groups[0].opens].start
            text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
        outline(text, self._settings.query_max_depth)
        answer = await self._engine.query(
            replace(self._query, text=text, default_graphs=(_NO_GRAPH,), named_graphs=(), has_dataset_clause=True)
        )
        await let_go(answer)

    async def _rows(self, group: Group, element: Element) -> list[Row]:
        self._refuse_what_has_no_value(group, element, element.variables)
        if element in self._blocks:
            return await self._found(group, element, self._blocks[element])
        inner = element.groups[0].visible
        names = [name for name in bound_before(group, element) if name in inner or name in element.variables]
        bindings = await self._bindings(group, element, names) if names else None
        endpoint = self._constant.get(element)
        if isinstance(endpoint, AllowedEndpoint):
            return await self._answers(element, endpoint, *pushable(inner, names, bindings))
        if bindings is None:
            names = list(element.variables)
            bindings = await self._bindings(group, element, names)
        if bindings is None:
            raise self._refused(self._tokens[element.first], f"?{names[0]} has more than {PUSHED_ROWS:,} values here.")
        return await self._rows_of_each(element, names, bindings)

    async def _rows_of_each(self, element: Element, names: list[str], bindings: list[Row]) -> list[Row]:
        """The rows of every endpoint that the variable behind SERVICE has for a value, with that value."""
        [variable] = element.variables
        inner, columns = element.groups[0].visible, element.visible
        place = names.index(variable)
        rows: list[Row] = []
        endpoints = dict.fromkeys(row[place] for row in bindings)
        asked = {term: self._allowed(term or "", self._tokens[element.first]) for term in endpoints}
        for term, endpoint in asked.items():
            own = [row for row in bindings if row[place] == term]
            if isinstance(endpoint, Search):
                block = self._block(element)
                texts = [row[names.index(block.text)] for row in own] if block.text in names else []
                if block.text and not texts:
                    raise self._without_value(element, block.text)
                answers = await self._hits(element, block, [text for text in texts if text])
            else:
                answers = await self._answers(element, endpoint, *pushable(inner, names, own))
            for row in answers:
                found = {**dict(zip(inner, row, strict=True)), variable: term}
                rows.append(tuple(found.get(name) for name in columns))
        return rows

    async def _found(self, group: Group, element: Element, block: Block) -> list[Row]:
        """What the search has for *block*, whose text may have its values before *element*."""
        if not block.text:
            return await self._hits(element, block, [])
        self._refuse_what_has_no_value(group, element, (block.text,))
        bindings = await self._bindings(group, element, [block.text])
        if bindings is None:
            raise self._too_many_texts(element)
        return await self._hits(element, block, [row[0] for row in bindings if row[0]])

    async def _hits(self, element: Element, block: Block, texts: Sequence[str]) -> list[Row]:
        columns = element.groups[0].visible
        texts = list(dict.fromkeys(texts))
        self._texts -= len(texts) if block.text else 1
        if self._texts < 0:
            raise self._too_many_texts(element)
        self.revisions.add(self._search.revision)
        try:
            return await self._search.rows(block, texts, columns)
        except (Unsearchable, OSError) as error:
            if element.silent:
                return [(None,) * len(columns)]
            if isinstance(error, Unsearchable):
                raise self._refused(self._tokens[element.first], str(error)) from error
            raise RemoteFailed(
                f"The search <{self._search.address}> cannot be read. Ask again later, or go on without it: SERVICE "
                "SILENT.",
                RETRY_AFTER_S,
                endpoint=self._search.address,
            ) from error

    def _block(self, element: Element) -> Block:
        group = element.groups[0]
        prologue = self._query.text[: self._tokens[self._outer.form].start]
        try:
            return read_block(prologue, self._query.text, self._tokens[group.opens + 1 : group.closes], self._base)
        except Unsearchable as error:
            raise self._refused(self._tokens[element.first], str(error)) from error

    async def _answers(
        self, element: Element, endpoint: AllowedEndpoint, names: Sequence[str], restriction: list[Row] | None
    ) -> list[Row]:
        """
        What *endpoint* has for the group of *element*.

        Args:
            names: The variables of *restriction*.
            restriction: The values that matter; None where all do.
        """
        columns = element.groups[0].visible
        rows: list[Row] = []
        batches: list[list[Row] | None] = [None]
        if restriction is not None:
            batches = [restriction[start : start + _BATCH_ROWS] for start in range(0, len(restriction), _BATCH_ROWS)]
        try:
            for batch in batches:
                text = self._remote(element.groups[0], "" if batch is None else values(names, batch), names)
                rows += await self._calls.rows(endpoint, text, columns)
        except RemoteFailed:
            if not element.silent:
                raise
            return [(None,) * len(columns)]
        return rows

    def _remote(self, group: Group, restriction: str, names: Sequence[str]) -> str:
        """The query that goes out."""
        start = self._tokens[0].start
        prologue = self._query.text[start : self._tokens[self._outer.form].start]
        body = self._query.text[self._tokens[group.opens].start + 1 : self._tokens[group.closes].start]
        tokens = [*self._tokens[: self._outer.form], *self._tokens[group.opens : group.closes]]
        relative = any(token.kind == "iri" and not _ABSOLUTE.match(token.text) for token in tokens)
        base = f"BASE <{self._base}>\n" if relative else ""
        columns = " ".join(f"?{name}" for name in group.visible) or "*"
        # A filter inside must not see what it would not see alone; where all is bound in triples, it sees the same.
        own = {name for one in group.elements if one.kind == "triples" and one.binds for name in one.variables}
        if restriction and not (group.is_flat and own.issuperset(names)):
            body = f"{{{body}}}"
        return f"{base}{prologue}SELECT {columns} WHERE {{ {restriction} {body} }}"

    async def _bindings(self, group: Group, element: Element, names: list[str]) -> list[Row] | None:
        """
        The values that *names* have before *element*; None where there are more than can be sent, or one has none.

        A blank node is nobody else's: what it is bound to joins with no answer and is left out.
        """
        pattern = " ".join(self._pattern(one) for one in restricting(group, element, self._tokens))
        if group.graph:
            pattern = f"GRAPH {group.graph} {{ {pattern} }}"
        prologue = self._query.text[: self._tokens[self._outer.form].start]
        columns = " ".join(f"?{name}" for name in names)
        text = (
            f"{prologue}SELECT DISTINCT {columns} {self._outer.dataset} WHERE {{ {pattern} }} LIMIT {PUSHED_ROWS + 1}"
        )
        answer = await self._engine.query(replace(self._query, text=text, form="SELECT", media_type=_JSON))
        self.revisions.add(answer.revision)
        rows = rows_of(await answer.body(), names, _Blank())
        if len(rows) > PUSHED_ROWS or any(None in row for row in rows):
            return None
        return [row for row in rows if not any(term == _BLANK or TRAVELLING in (term or "") for term in row)]

    def _pattern(self, element: Element) -> str:
        text = self._written.get(element) or self._slice(element)
        return f"{text} ." if element.kind == "triples" and not text.endswith(".") else text

    def _slice(self, element: Element) -> str:
        last = self._tokens[element.last]
        return self._query.text[self._tokens[element.first].start : last.start + len(last.text)]

    def _with(self, written: dict[Element, str]) -> str:
        parts, end = [], 0
        for _, element in self._services:
            last = self._tokens[element.last]
            parts += [self._query.text[end : self._tokens[element.first].start], f" {written[element]} "]
            end = last.start + len(last.text)
        return "".join((*parts, self._query.text[end:]))

    def _endpoint(self, element: Element) -> AllowedEndpoint | Search:
        token = element.endpoint
        assert token is not None
        if token.kind == "iri":
            return self._allowed(token.text, token)
        prefix, _, local = token.text.partition(":")
        declared = list(zip(self._tokens, self._tokens[1:], self._tokens[2 : self._outer.form], strict=False))
        for word, name, iri in reversed(declared):
            if word.text.upper() == "PREFIX" and name.text == f"{prefix}:" and iri.kind == "iri":
                return self._allowed(iri.text[:-1] + re.sub(r"\\(.)", r"\1", local) + ">", token)
        raise self._refused(token, f"the prefix “{prefix}:” is not declared.")

    def _allowed(self, term: str, token: Token) -> AllowedEndpoint | Search:
        if self._is_search(term):
            return self._search
        endpoint = allowed(term[1:-1], self._settings.federation_allow) if term.startswith("<") else None
        if endpoint is None:
            own = f"<{self._search.address}>, which is its own search"
            listed = ", ".join(f"<{one.address}>" for one in self._settings.federation_allow)
            asks = f"It asks, as written here: {listed}, {own}." if listed else f"It asks no other endpoint than {own}."
            raise self._refused(
                token,
                f"this endpoint may not ask {term}. {asks} Whoever runs it can add another to "
                '[federation] in acervo.toml: [federation] allow = ["…"].',
            )
        return endpoint

    def _is_search(self, term: str) -> bool:
        """By its address, or by one that is relative to the archive's base."""
        prologue = self._tokens[: self._outer.form]
        has_base = any(token.kind == "word" and token.text.upper() == "BASE" for token in prologue)
        address = term[1:-1] if has_base else urljoin(self._base, term[1:-1])
        return term.startswith("<") and address == self._search.address

    def _refuse_what_has_no_value(
        self, group: Group, element: Element, names: Sequence[str], also: Iterable[str] = ()
    ) -> None:
        bound = {*bound_before(group, element), *also}
        for name in names:
            if name not in bound:
                raise self._without_value(element, name)

    def _without_value(self, element: Element, name: str) -> QueryRefused:
        return self._refused(
            self._tokens[element.first],
            f"?{name} must have a value before SERVICE asks it: bind it by VALUES or in a triple pattern, before "
            "SERVICE in the same group.",
        )

    def _too_many_texts(self, element: Element) -> QueryRefused:
        return self._refused(
            self._tokens[element.first], f"one query may search for {MAX_TEXTS} different texts, and this has more."
        )

    def _refuse_what_is_no_service(self) -> None:
        """Whatever the engine may read as SERVICE is one that was found here, or the query is refused."""
        found = {element.first for _, element in self._services}
        for number, token in enumerate(self._tokens):
            if may_be_service(self._tokens, number) and number not in found:
                inside = any(element.first < number <= element.last for _, element in self._services)
                reason = "SERVICE inside of SERVICE is not available: ask the two one after the other."
                other = "SERVICE cannot be read here. Write it as a word of its own: SERVICE <…> { … }."
                raise self._refused(token, reason if inside else other)

    def _refuse_what_is_open_to_two_readings(self) -> None:
        depth = 0
        for before, token in zip([None, *self._tokens], self._tokens, strict=False):
            depth += (token.text == "(") - (token.text == ")")
            if token.kind == "iri" and "'" in token.text and depth and before and not _may_precede_iri(before):
                raise self._refused(token, "this may be an IRI or a comparison. Write \\u0027 for the ' in the IRI.")

    def _refuse_blank_properties(self, element: Element, rows: list[Row]) -> None:
        """The engine takes a blank node of another endpoint for an IRI, and would make it the property of a triple."""
        columns = element.visible
        for token in self._properties:
            name = token.text[1:]
            if name in columns and any(TRAVELLING in (row[columns.index(name)] or "") for row in rows):
                raise self._refused(
                    token,
                    f"?{name} is a blank node of another endpoint, which no triple can have for its property. Leave "
                    f"such answers out: add FILTER(isIRI(?{name})) inside SERVICE.",
                )

    @property
    def _properties(self) -> list[Token]:
        """The variables in the template of CONSTRUCT that stand between subject and object."""
        end = self._outer.template_end
        triples = zip(self._tokens, self._tokens[1:], self._tokens[2:end], strict=False)
        return [
            token
            for before, token, after in triples
            if token.kind == "variable" and before.text not in ("{", ".", ",", "(") and after.text not in ".,;}])"
        ]

    def _unreadable(self, token: Token | None) -> MalformedQuery:
        text = self._query.text
        line, column = line_and_column(text, token.start if token else len(text))
        what = (
            "this cannot stand here, or stands too close to what is before it" if token else "the query ends too soon"
        )
        return MalformedQuery(f"line {line}, column {column}: {what}.", line=line, column=column)

    def _refused(self, token: Token, reason: str) -> QueryRefused:
        line, column = line_and_column(self._query.text, token.start)
        return QueryRefused(f"line {line}, column {column}: {reason}", line=line, column=column)


async def let_go(answer: Answer) -> None:
    """Nobody reads *answer*: its worker is free again."""
    if answer.whole is None:
        # A generator that has not begun runs nothing when it is closed.
        await anext(answer.chunks, b"")
        await answer.chunks.aclose()


class _Blank(dict[str, str]):
    def __missing__(self, label: str) -> str:
        return _BLANK


def _may_precede_iri(token: Token) -> bool:
    """Whether *token* is no left side of a comparison."""
    return token.text in ("(", ",", "=", "|", "/", "^", "&", "!", "+", "-", "*") or token.kind == "iri"
