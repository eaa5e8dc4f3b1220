"""Turtle's grammar: from tokens to triples, with an explicit stack, so that no depth of nesting fails."""

from __future__ import annotations

from typing import Final

from acervo.namespaces import RDF
from acervo.turtle.building import Fault, TermBuilder, datatype_fault
from acervo.turtle.diagnosis import Expecting
from acervo.turtle.directives import read_directive
from acervo.turtle.gathering import NOWHERE, UNREADABLE, Gathering, Place
from acervo.turtle.mending import Step, mend
from acervo.turtle.stream import Stream
from acervo.turtle.terms import Blank, Iri, Literal
from acervo.turtle.tokens import NUMBERS, STRINGS, Kind

TYPE: Final = Iri(f"{RDF}type")
FIRST: Final = Iri(f"{RDF}first")
REST: Final = Iri(f"{RDF}rest")
NIL: Final = Iri(f"{RDF}nil")

# Looking a member up in its enumeration costs ten times what a global name does, and this is the inner loop.
_NAME: Final = Kind.NAME
_IRI: Final = Kind.IRI
_BLANK: Final = Kind.BLANK
_WORD: Final = Kind.WORD
_DOT: Final = Kind.DOT
_SEMICOLON: Final = Kind.SEMICOLON
_COMMA: Final = Kind.COMMA
_OPEN_BRACKET: Final = Kind.OPEN_BRACKET
_CLOSE_BRACKET: Final = Kind.CLOSE_BRACKET
_OPEN_LIST: Final = Kind.OPEN_LIST
_CLOSE_LIST: Final = Kind.CLOSE_LIST
_LANGUAGE: Final = Kind.LANGUAGE
_DATATYPE_MARK: Final = Kind.DATATYPE_MARK
_END: Final = Kind.END


class Frame:
    """A `[` or a `(` that is open, and what was being read when it opened."""

    __slots__ = ("after", "as_subject", "is_list", "node", "opening", "place")

    def __init__(self, node: Blank, opening: int, is_list: bool, as_subject: bool, place: Place, after: Step):
        self.node = node
        self.opening = opening
        self.is_list = is_list
        self.as_subject = as_subject
        self.place = place
        self.after = after


class Grammar:
    """
    Reads one stream of tokens; the result is in its `gathering`.

    Triples are made in the order in which pyoxigraph makes them, which is neither that of their subjects nor that of
    their ends: see `Gathering.add`.

    Source: https://www.w3.org/TR/turtle/#sec-grammar-grammar
    """

    def __init__(self, stream: Stream, builder: TermBuilder, gathering: Gathering):
        self.stream = stream
        self.builder = builder
        self.gathering = gathering
        self.at = 0
        self.frames: list[Frame] = []
        self.place = Place(UNREADABLE, UNREADABLE, NOWHERE, NOWHERE)
        self.separator = -1
        """Index of the last `;` or `,` of the statement, of its first token before there is one."""
        self.predicate_at = -1
        self.first = 0
        """Index of the statement's first token."""
        self.broken = False
        """Whether the statement has an error already: what follows from it is not told."""
        self.after: Step = self.after_object

    def read(self) -> None:
        """Read every statement; errors are gathered, none is raised."""
        kinds = self.stream.kinds
        while kinds[self.at] is not _END and not self.gathering.is_full:
            self.first = self.separator = self.at
            self.broken = False
            self.frames.clear()
            self.after = self.after_object
            is_directive = self.stream.is_directive(self.at)
            step = read_directive(self) if is_directive else self.statement()
            while step is not None:
                step = step()
            # Whatever happened, no token is read as a statement's first twice.
            self.at = max(self.at, self.first + 1)
            self.gathering.end_statement("directive" if is_directive else "triples", self.first, self.at - 1)

    # Triples

    def statement(self) -> Step | None:
        """A subject."""
        at = self.at
        kind = self.stream.kinds[at]
        if kind is _NAME or kind is _IRI or kind is _BLANK:
            self.place = Place(self.resource(at), UNREADABLE, self.stream.span(at), NOWHERE)
            self.at = at + 1
            return self.predicate
        if kind is _OPEN_BRACKET:
            return self.open_bracket(as_subject=True)
        if kind is _OPEN_LIST:
            return self.open_list(as_subject=True)
        return self.unexpected(Expecting.SUBJECT)

    def predicate(self) -> Step | None:
        """A predicate, or `a`."""
        at = self.predicate_at = self.at
        kind = self.stream.kinds[at]
        if kind is _NAME or kind is _IRI:
            predicate = self.iri(at)
        elif kind is _WORD and self.stream.texts[at] == "a":
            predicate = TYPE
        else:
            return self.unexpected(Expecting.PREDICATE)
        place = self.place
        self.place = Place(place.subject, predicate, place.subject_span, self.stream.span(at))
        self.at = at + 1
        return self.object

    def object(self) -> Step | None:
        """An object, or an item of a list."""
        at = self.at
        kind = self.stream.kinds[at]
        if kind is _NAME or kind is _IRI or kind is _BLANK:
            self.gathering.add(at, self.place, self.resource(at), self.stream.span(at))
            self.at = at + 1
            return self.after
        if kind in STRINGS:
            return self.string()
        if kind is _OPEN_BRACKET:
            return self.open_bracket(as_subject=False)
        if kind is _OPEN_LIST:
            return self.open_list(as_subject=False)
        if kind in NUMBERS or (kind is _WORD and self.stream.texts[at] in ("true", "false")):
            value = self.builder.value(self.stream.texts[at], kind)
            self.gathering.add(at, self.place, value, self.stream.span(at))
            self.at = at + 1
            return self.after
        return self.unexpected(Expecting.ITEM if self.in_list else Expecting.OBJECT)

    def string(self) -> Step | None:
        """A string with its language or datatype."""
        stream, builder, first = self.stream, self.builder, self.at
        made = builder.string(stream.texts[first], stream.kinds[first])
        value = None if isinstance(made, Fault) else made
        suffix = stream.kinds[first + 1]
        term: Iri | Literal = UNREADABLE
        last = first
        if isinstance(made, Fault):
            self.gathering.report_fault(first, made)
        if suffix is _LANGUAGE:
            last = first + 1
            fault = builder.language_fault(stream.texts[last])
            if fault is not None:
                self.gathering.report_fault(last, fault)
            elif value is not None:
                term = Literal(value, language=stream.texts[last][1:])
        elif suffix is _DATATYPE_MARK:
            last = first + 2
            if stream.kinds[last] is not _IRI and stream.kinds[last] is not _NAME:
                self.at = last
                return self.unexpected(Expecting.DATATYPE)
            datatype = self.iri(last)
            fault = datatype_fault(datatype)
            if fault is not None:
                self.gathering.report_fault(last, fault)
            elif value is not None and datatype is not UNREADABLE:
                term = Literal(value, datatype.value)
        elif value is not None:
            term = Literal(value)
        # The engine knows that a string has no suffix only when it sees the next token.
        step = last + 1 if last == first else last
        self.gathering.add(step, self.place, term, (stream.starts[first], stream.end(last)))
        self.at = last + 1
        return self.after

    def after_object(self) -> Step | None:
        """`,` or `;`, or the end of the statement or of the bracket."""
        kinds, at = self.stream.kinds, self.at
        if kinds[at] is _COMMA:
            self.separator = at
            self.at = at + 1
            return self.object
        if kinds[at] is _SEMICOLON:
            while kinds[at] is _SEMICOLON:
                self.separator = at
                at += 1
            self.at = at
            if kinds[at] is not _DOT and kinds[at] is not _CLOSE_BRACKET:
                return self.predicate
        if kinds[at] is _DOT and not self.frames:
            self.at = at + 1
            return None
        if kinds[at] is _CLOSE_BRACKET and self.frames:
            return self.close_bracket()
        return self.unexpected(Expecting.END)

    # Blank nodes and lists

    @property
    def in_list(self) -> bool:
        """Whether the innermost bracket is a `(`."""
        return bool(self.frames) and self.frames[-1].is_list

    def open_bracket(self, as_subject: bool) -> Step | None:
        """`[ ]`, or the beginning of `[ … ]`."""
        at, stream = self.at, self.stream
        if stream.kinds[at + 1] is _CLOSE_BRACKET:
            node = Blank()
            span = (stream.starts[at], stream.end(at + 1))
            self.gathering.add_bracket("node", node, at, at + 1)
            self.at = at + 2
            if as_subject:
                self.place = Place(node, UNREADABLE, span, NOWHERE)
                return self.predicate
            self.gathering.add(at + 1, self.place, node, span)
            return self.after
        frame = self.push(is_list=False, as_subject=as_subject)
        self.place = Place(frame.node, UNREADABLE, stream.span(at), NOWHERE)
        return self.predicate

    def close_bracket(self) -> Step | None:
        """`]`."""
        frame, at = self.pop(), self.at
        span = (self.stream.starts[frame.opening], self.stream.end(at))
        self.gathering.add_bracket("node", frame.node, frame.opening, at)
        self.at = at + 1
        if frame.as_subject:
            self.place = Place(frame.node, UNREADABLE, span, NOWHERE)
            return self.after_subject_bracket
        self.gathering.add(at, self.place, frame.node, span)
        return self.after

    def after_subject_bracket(self) -> Step | None:
        """`[ … ]` may be a whole statement."""
        if self.stream.kinds[self.at] is _DOT:
            self.at += 1
            return None
        return self.predicate

    def open_list(self, as_subject: bool) -> Step | None:
        """`( )`, or the beginning of a list."""
        at, stream = self.at, self.stream
        if stream.kinds[at + 1] is _CLOSE_LIST:
            span = (stream.starts[at], stream.end(at + 1))
            self.gathering.add_bracket("list", NIL, at, at + 1)
            self.at = at + 2
            if as_subject:
                self.place = Place(NIL, UNREADABLE, span, NOWHERE)
                return self.predicate
            self.gathering.add(at + 1, self.place, NIL, span)
            return self.after
        outer = self.place
        frame = self.push(is_list=True, as_subject=as_subject)
        if not as_subject:
            # This triple is made before the list is read; where the list ends, the brackets tell.
            whole = (stream.starts[at], stream.end(stream.closings.get(at, at)))
            self.gathering.add(at + 1, outer, frame.node, whole)
        return self.cell(frame.node)

    def cell(self, node: Blank) -> Step | None:
        """The item that *node* holds."""
        span = self.stream.span(self.at)
        self.place = Place(node, FIRST, span, span)
        # Answered, not called: a call would nest as deep as the lists do.
        return self.object

    def item(self) -> Step | None:
        """The next item of a list, or its end."""
        at, stream = self.at, self.stream
        last = self.place
        rest = Place(last.subject, REST, last.subject_span, last.subject_span)
        if stream.kinds[at] is _CLOSE_LIST:
            self.gathering.add(at, rest, NIL, stream.span(at))
            return self.close_list()
        if not stream.is_term(at):
            return self.unexpected(Expecting.ITEM)
        node = Blank()
        self.gathering.add(at, rest, node, stream.span(at))
        return self.cell(node)

    def close_list(self) -> Step | None:
        """`)`."""
        frame, at = self.pop(), self.at
        self.gathering.add_bracket("list", frame.node, frame.opening, at)
        self.at = at + 1
        if frame.as_subject:
            span = (self.stream.starts[frame.opening], self.stream.end(at))
            self.place = Place(frame.node, UNREADABLE, span, NOWHERE)
            return self.predicate
        return self.after

    def push(self, is_list: bool, as_subject: bool) -> Frame:
        """Enter the bracket at this place."""
        frame = Frame(Blank(), self.at, is_list, as_subject, self.place, self.after)
        self.frames.append(frame)
        self.after = self.item if is_list else self.after_object
        self.at += 1
        return frame

    def pop(self) -> Frame:
        """Leave the innermost bracket."""
        frame = self.frames.pop()
        self.place = frame.place
        self.after = frame.after
        return frame

    # Terms and errors

    def resource(self, at: int) -> Iri | Blank:
        """The IRI or blank node of the token at *at*."""
        if self.stream.kinds[at] is _BLANK:
            return self.gathering.labelled_blank(self.stream.texts[at])
        return self.iri(at)

    def iri(self, at: int) -> Iri:
        """The IRI of the token at *at*; what cannot be one is reported."""
        iri = self.builder.resource(self.stream.texts[at], self.stream.kinds[at])
        if isinstance(iri, Fault):
            self.gathering.report_fault(at, iri)
            return UNREADABLE
        return iri

    def unexpected(self, expecting: Expecting) -> Step | None:
        """Report the token at this place, unless its statement is broken already, and find where to read on."""
        return mend(self, expecting)
