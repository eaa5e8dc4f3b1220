"""What reading has brought together so far, and the document that becomes of it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from typing import Literal as Choice

from acervo.turtle.building import Fault
from acervo.turtle.diagnosis import Diagnosis
from acervo.turtle.document import Bracket, Directive, Document, Statement
from acervo.turtle.invisible import describe
from acervo.turtle.positions import Span
from acervo.turtle.problems import TurtleProblem, quote
from acervo.turtle.stream import Stream
from acervo.turtle.terms import Blank, Iri, Term, Triple, label_stem
from acervo.turtle.tokens import Kind, Tokens

#: A file with more errors than this is no Turtle; reading it further would only tire.
MOST_PROBLEMS: Final = 100
#: Stands for a term that could not be read; no triple with it is kept.
UNREADABLE: Final = Iri("")
#: Where such a term stands.
NOWHERE: Final = (0, 0)
_ADDRESS: Final = re.compile(r"[^\s<>\"]*[^\s<>\".,;]")


class Place(NamedTuple):
    """The subject and the predicate that the next object belongs to."""

    subject: Iri | Blank
    predicate: Iri
    subject_span: Span
    predicate_span: Span


class Gathering:
    """Collects triples, brackets, directives, statements and problems of one file."""

    def __init__(self, stream: Stream):
        self._stream = stream
        self._triples: list[Triple] = []
        self._step = -1
        self._first_of_step = 0
        self._blanks: dict[str, Blank] = {}
        self._brackets: list[Bracket] = []
        self._directives: list[Directive] = []
        self._statements: list[Statement] = []
        self._problems: list[TurtleProblem] = []
        self._undeclared: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether there are so many problems that reading on helps nobody."""
        return len(self._problems) >= MOST_PROBLEMS

    @property
    def has_problems(self) -> bool:
        """Whether anything was wrong so far."""
        return bool(self._problems)

    # What is right

    def labelled_blank(self, text: str) -> Blank:
        """The blank node that the file calls *text*."""
        node = self._blanks.get(text)
        if node is None:
            node = self._blanks[text] = Blank()
        return node

    def add(self, step: int, place: Place, term: Term, span: Span) -> None:
        """
        One triple.

        Args:
            step: Index of the token at which pyoxigraph makes this triple. Of several made at one token it gives
                the last first; labels of blank nodes count in that order.
        """
        subject, predicate, subject_span, predicate_span = place
        triple = Triple(subject, predicate, term, subject_span, predicate_span, span)
        if step == self._step:
            self._triples.insert(self._first_of_step, triple)
        else:
            self._step = step
            self._first_of_step = len(self._triples)
            self._triples.append(triple)

    def add_bracket(self, kind: Choice["node", "list"], term: Blank | Iri, opening: int, closing: int) -> None:
        """A bracket that is closed."""
        self._brackets.append(Bracket(kind, term, self._stream.span(opening), self._stream.span(closing)))

    def add_directive(self, first: int, name: int | None, target: int, iri: str, *, dotted: bool) -> None:
        """A directive whose first token, name and IRI stand at these indexes."""
        stream = self._stream
        last = target + 1 if dotted and stream.kinds[target + 1] is Kind.DOT else target
        self._directives.append(
            Directive(
                kind="base" if name is None else "prefix",
                sparql=not dotted,
                name=None if name is None else stream.texts[name][:-1],
                iri=iri,
                span=(stream.starts[first], stream.end(last)),
                name_span=None if name is None else stream.span(name),
                iri_span=stream.span(target),
            )
        )

    def end_statement(self, kind: Choice["directive", "triples"], first: int, last: int) -> None:
        """The tokens from *first* to *last* are one statement."""
        stream = self._stream
        span = (stream.starts[first], stream.end(last))
        self._statements.append(Statement(kind, span, stream.indexes[first], stream.indexes[last]))

    # What is wrong

    def report(self, found: Diagnosis) -> None:
        """A token that does not belong where it stands."""
        if found.silent:
            return
        start, end = found.span
        facts = dict(found.facts)
        if found.related is not None:
            line, column = self._stream.lines.position(found.related[0])
            facts.update(line=str(line), column=str(column))
        self._problem(found.code, start, end, found.variant, facts, found.related, found.suggestion)

    def report_fault(self, index: int, fault: Fault) -> None:
        """The token at *index*, which has the right shape, is no term."""
        stream = self._stream
        start = stream.starts[index]
        end = stream.end(index)
        suggestion, variant = fault.suggestion, fault.variant
        facts = fault.facts
        if fault.code == "invisible-character":
            variant, facts, suggestion = describe(stream.text, start + (fault.start or 0), start + (fault.end or 0))
        elif fault.code == "undeclared-prefix":
            if facts["prefix"] in self._undeclared:
                return
            self._undeclared.add(facts["prefix"])
        elif fault.code == "bare-address":
            address = _ADDRESS.match(stream.text, start)
            end = address.end() if address else end
            quoted = stream.text[end : end + 1] == '"'
            suggestion = f'"{stream.text[start:end]}"' if quoted else f"<{stream.text[start:end]}>"
            end += quoted
            facts = {"found": stream.text[start:end]}
            if quoted:
                self._problem("missing-quote", start, end, "", {**facts, "quote": '"'}, None, suggestion)
                return
        if fault.start is not None and fault.end is not None:
            start, end = start + fault.start, start + fault.end
        self._problem(fault.code, start, end, variant, facts, None, suggestion)

    def _problem(
        self,
        code: str,
        start: int,
        end: int,
        variant: str,
        facts: dict[str, str],
        related: Span | None,
        suggestion: str | None,
    ) -> None:
        line, column = self._stream.lines.position(start)
        end_line, end_column = self._stream.lines.position(end)
        shown = {name: quote(value) for name, value in facts.items()}
        if suggestion is not None:
            shown["suggestion"] = quote(suggestion)
        self._problems.append(
            TurtleProblem(code, (start, end), line, column, end_line, end_column, variant, shown, related, suggestion)
        )

    # The whole

    def document(self, path: str, tokens: Tokens) -> Document:
        """The document that was read, its blank nodes labelled by *path* and ordinal."""
        triples = self._triples
        if self._problems:
            triples = [triple for triple in triples if not any(term is UNREADABLE for term in triple[:3])]
        _label(triples, label_stem(path))
        comment, starts = Kind.COMMENT, tokens.starts
        comments = [(starts[index], starts[index + 1]) for index, kind in enumerate(tokens.kinds) if kind is comment]
        return Document(
            path=path,
            text=self._stream.text,
            tokens=tokens,
            lines=self._stream.lines,
            directives=tuple(self._directives),
            statements=tuple(self._statements),
            triples=tuple(triples),
            brackets=tuple(self._brackets),
            comments=tuple(comments),
            errors=tuple(sorted(self._problems, key=lambda problem: problem.span)),
        )


def _label(triples: list[Triple], stem: str) -> None:
    """Label the blank nodes of *triples* by their order, which is pyoxigraph's."""
    count = 0
    for subject, _, term, *_ in triples:
        for node in (subject, term):
            if isinstance(node, Blank) and not node.label:
                node.label = f"{stem}{count}"
                count += 1
