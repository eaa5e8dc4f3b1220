"""N-Triples: one triple a line, every IRI whole."""

from __future__ import annotations

from typing import Final

from acervo.namespaces import XSD
from acervo.turtle.building import Fault, TermBuilder, datatype_fault
from acervo.turtle.diagnosis import Diagnosis
from acervo.turtle.gathering import UNREADABLE, Gathering, Place
from acervo.turtle.positions import Span
from acervo.turtle.stream import Stream
from acervo.turtle.terms import Blank, Iri, Literal, Term
from acervo.turtle.tokens import Kind

_SHORTHAND: Final = {
    Kind.NAME: "name",
    Kind.LONG_STRING: "long-string",
    Kind.INTEGER: "number",
    Kind.DECIMAL: "number",
    Kind.DOUBLE: "number",
    Kind.WORD: "word",
    Kind.OPEN_BRACKET: "bracket",
    Kind.OPEN_LIST: "bracket",
    Kind.SEMICOLON: "separator",
    Kind.COMMA: "separator",
    Kind.LANGUAGE: "directive",
}


class NTriples:
    """
    Reads one stream of tokens as N-Triples; the result is in its `gathering`.

    Source: https://www.w3.org/TR/n-triples/#n-triples-grammar
    """

    def __init__(self, stream: Stream, builder: TermBuilder, gathering: Gathering):
        self.stream = stream
        self.builder = builder
        self.gathering = gathering
        self.at = 0

    def read(self) -> None:
        """Read every line; errors are gathered, none is raised."""
        while self.stream.kinds[self.at] is not Kind.END and not self.gathering.is_full:
            first = self.at
            if not self._triple():
                self._to_next_line(first)
            self.gathering.end_statement("triples", first, self.at - 1)

    def _to_next_line(self, first: int) -> None:
        stream = self.stream
        # The token that was not understood may be the first of a line that is sound.
        self.at = max(self.at, first + 1)
        while stream.kinds[self.at] is not Kind.END and not stream.begins_line(self.at):
            self.at += 1

    def _triple(self) -> bool:
        stream, first = self.stream, self.at
        subject = self._resource("subject")
        if subject is None:
            return False
        place = Place(subject, UNREADABLE, stream.span(first), stream.span(first))
        predicate_at = self.at
        if stream.kinds[predicate_at] is Kind.BLANK:
            return self._report("blank-node-as-predicate")
        predicate = self._resource("predicate", same_line=True)
        if not isinstance(predicate, Iri):
            return False
        place = Place(subject, predicate, place.subject_span, stream.span(predicate_at))
        start = self.at
        value = self._object()
        if value is None:
            return False
        self.gathering.add(self.at, place, value, (stream.starts[start], stream.end(self.at - 1)))
        if stream.kinds[self.at] is not Kind.DOT or stream.begins_line(self.at):
            in_line = stream.kinds[self.at] is not Kind.END and not stream.begins_line(self.at)
            span = stream.span(self.at) if in_line else self._next_line()
            return self._report("missing-dot", "line", span)
        self.at += 1
        if stream.kinds[self.at] is not Kind.END and not stream.begins_line(self.at):
            return self._report("not-n-triples", "two-on-a-line")
        return True

    def _resource(self, role: str, same_line: bool = False) -> Iri | Blank | None:
        stream, at = self.stream, self.at
        kind = stream.kinds[at]
        if same_line and (kind is Kind.END or stream.begins_line(at)):
            self._line_ended()
            return None
        if kind is Kind.IRI:
            self.at += 1
            return self._iri(at)
        if kind is Kind.BLANK and role == "subject":
            self.at += 1
            return self.gathering.labelled_blank(stream.texts[at])
        if kind is Kind.STRING:
            self._report(f"literal-as-{role}")
        else:
            self._report_shorthand(role)
        return None

    def _iri(self, at: int) -> Iri:
        iri = self.builder.iri(self.stream.texts[at])
        if isinstance(iri, Fault):
            self.gathering.report_fault(at, iri)
            return UNREADABLE
        return iri

    def _object(self) -> Term | None:
        stream, at = self.stream, self.at
        kind = stream.kinds[at]
        if kind is Kind.END or stream.begins_line(at):
            self._line_ended()
            return None
        if kind is Kind.BLANK:
            self.at += 1
            return self.gathering.labelled_blank(stream.texts[at])
        if kind is Kind.STRING and stream.texts[at].startswith("'"):
            self._report("not-n-triples", "single-quotes")
            return None
        if kind is not Kind.STRING:
            return self._resource("object")
        value = self.builder.string(stream.texts[at], kind)
        if isinstance(value, Fault):
            self.gathering.report_fault(at, value)
        self.at += 1
        return self._with_suffix(None if isinstance(value, Fault) else value)

    def _with_suffix(self, value: str | None) -> Iri | Literal | None:
        stream, at = self.stream, self.at
        datatype = Iri(f"{XSD}string")
        language: str | None = None
        fault: Fault | None = None
        if stream.begins_line(at) or stream.kinds[at] not in (Kind.LANGUAGE, Kind.DATATYPE_MARK):
            return UNREADABLE if value is None else Literal(value)
        self.at += 1
        if stream.kinds[at] is Kind.LANGUAGE:
            language = stream.texts[at][1:]
            fault = self.builder.language_fault(stream.texts[at])
        elif stream.kinds[self.at] is not Kind.IRI or stream.begins_line(self.at):
            self._report("missing-datatype")
            return None
        else:
            datatype = self._iri(self.at)
            fault = datatype_fault(datatype)
            self.at += 1
        if fault is not None:
            self.gathering.report_fault(self.at - 1, fault)
        if fault is not None or value is None or datatype is UNREADABLE:
            return UNREADABLE
        return Literal(value, language=language) if language is not None else Literal(value, datatype.value)

    # Errors

    def _line_ended(self) -> None:
        self._report("not-n-triples", "line-ends", self._next_line())

    def _next_line(self) -> Span:
        # The engine, too, says that the next line comes too early.
        start = self.stream.lines.start(self.stream.line(self.at - 1) + 1)
        return start, start

    def _report_shorthand(self, role: str) -> None:
        kind, text = self.stream.kinds[self.at], self.stream.texts[self.at]
        if kind is Kind.TURTLE_12:
            self._report("turtle-1-2")
        elif kind is Kind.WORD and text.lower() == "version":
            self._report("turtle-1-2", "version")
        elif kind in (Kind.UNCLOSED_IRI, Kind.UNCLOSED_STRING, Kind.UNCLOSED_LONG_STRING):
            self._report(kind.name.lower().replace("_", "-"))
        elif kind in _SHORTHAND:
            self._report("not-n-triples", _SHORTHAND[kind])
        elif kind is Kind.STRAY:
            self._report("stray-character")
        else:
            self._report("unexpected-token", role)

    def _report(self, code: str, variant: str = "", span: Span | None = None) -> bool:
        stream, at = self.stream, self.at
        text = stream.texts[at]
        facts = {"found": text, "quote": text[:1], "subject": "", "predicate": ""}
        related = stream.span(at - 1) if at > 0 else None
        self.gathering.report(Diagnosis(code, span or stream.span(at), variant=variant, facts=facts, related=related))
        return False
