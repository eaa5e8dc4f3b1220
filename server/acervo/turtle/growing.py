"""From a document to its tree: which comment belongs to what."""

from __future__ import annotations

import re
from typing import Final

from acervo.turtle.document import Document
from acervo.turtle.document import Statement as Stretch
from acervo.turtle.tokens import Kind, Tokens
from acervo.turtle.tree import UNBREAKABLE, Predicate, Remark, Statement, Tree, Value, measure

_LINE_END: Final = re.compile(r"\r\n?|\n")


def grow_tree(document: Document) -> Tree:
    """
    The tree of *document*, which has no errors; takes time in proportion to its size.

    A comment that shares a line with what stands before it belongs to that; any other to what comes next, or to the
    statement above when it is right under that and a blank line follows. Where several comments would share a line,
    the first does, and the others come next.
    """
    tokens = document.tokens
    statements: list[Statement] = []
    line_end: Value | None = None
    end = 0
    for stretch in document.statements:
        gap = _Gap(tokens, end, stretch.first_token)
        if statements:
            gap.give_up(statements[-1], line_end, is_last=False)
        if stretch.kind == "directive":
            statement, line_end = _directive(tokens, stretch), None
            gap.give_down(statement, opens_file=not statements)
        else:
            triples = _Triples(tokens, stretch)
            statement, line_end = triples.statement, triples.line_end
            gap.give_down(statement, opens_file=False)
        statements.append(statement)
        end = stretch.last_token + 1
    gap = _Gap(tokens, end, len(tokens))
    if statements:
        gap.give_up(statements[-1], line_end, is_last=True)
    return Tree(statements, tuple(gap.remarks))


class _Gap:
    """What stands between two statements."""

    def __init__(self, tokens: Tokens, first: int, end: int):
        self.trailing = ""
        self.remarks: list[Remark] = []
        breaks = 0
        for index in range(first, end):
            kind, text = tokens.kinds[index], tokens.texts[index]
            if kind is Kind.SPACE:
                breaks = len(_LINE_END.findall(text))
            elif kind is Kind.COMMENT:
                if breaks == 0 and first > 0:
                    self.trailing = _trimmed(text)
                else:
                    self.remarks.append(Remark(_trimmed(text), breaks > 1))
                breaks = 0
        self.spaced = breaks > 1
        """Whether a blank line ends it."""

    def give_up(self, above: Statement, line_end: Value | None, is_last: bool) -> None:
        """Let the statement above, and the value that shares a line with its dot, have what is theirs."""
        if self.trailing and line_end is not None:
            line_end.after = self.trailing
        elif self.trailing and above.after:
            self.remarks.insert(0, Remark(self.trailing, False))
        else:
            above.after = above.after or self.trailing
        if above.directive or not self.remarks or self.remarks[0].spaced:
            return
        spaced = [remark.spaced for remark in self.remarks[1:]] + [self.spaced or is_last]
        if True in spaced:
            own = spaced.index(True) + 1
            above.below = tuple(self.remarks[:own])
            self.remarks = self.remarks[own:]

    def give_down(self, below: Statement, opens_file: bool) -> None:
        """
        Let the statement below have the rest.

        Args:
            opens_file: Whether it is a directive and the first statement: what stands above is about the file.
        """
        spaced = [remark.spaced for remark in self.remarks[1:]] + [self.spaced]
        if self.remarks and True in spaced:
            own = len(spaced) - spaced[::-1].index(True)
            below.heading, below.before = tuple(self.remarks[:own]), (*self.remarks[own:], *below.before)
            below.spaced = True
        elif opens_file:
            below.heading, below.before = (*self.remarks, *below.before), ()
        else:
            below.before = (*self.remarks, *below.before)
            below.spaced = self.remarks[0].spaced if self.remarks else self.spaced


def _trimmed(comment: str) -> str:
    return comment.rstrip(" \t")


def _directive(tokens: Tokens, stretch: Stretch) -> Statement:
    texts: list[str] = []
    prefix = None
    comments: list[str] = []
    for index in range(stretch.first_token, stretch.last_token + 1):
        kind, text = tokens.kinds[index], tokens.texts[index]
        if kind is Kind.COMMENT:
            comments.append(_trimmed(text))
        elif kind is not Kind.SPACE:
            texts.append(text)
            if kind is Kind.NAME:
                prefix = text
    statement = Statement(stretch.span[0], " ".join(texts), prefix)
    if comments:
        # No comment can stand within a directive that is one line: the last comes behind it, the others above.
        *above, statement.after = comments
        statement.before = tuple(Remark(text, False) for text in above)
    return statement


class _Triples:
    """Reads the tokens of one statement that is no directive."""

    def __init__(self, tokens: Tokens, stretch: Stretch):
        self.statement = Statement(stretch.span[0])
        self.line_end: Value | None = None
        """The value that shares a line with the dot and has no comment there yet."""
        self._open: list[tuple[Value, list[Predicate], list[Value]]] = []
        """The brackets that are open, and what was being filled when each opened."""
        self._predicates: list[Predicate] = []
        """Of the innermost node; first of the statement."""
        self.statement.predicates = self._predicates
        self._values: list[Value] = []
        """Where the next value goes: the objects of a predicate, or the items of a list."""
        self._verb_is_next = False
        self._glue = False
        self._last: Value | Predicate | None = None
        """What a comment on this line belongs to."""
        self._opening = False
        """Whether that is an opening bracket."""
        self._pending: list[str] = []
        same_line = True
        for index in range(stretch.first_token, stretch.last_token + 1):
            kind, text = tokens.kinds[index], tokens.texts[index]
            if kind is Kind.SPACE:
                same_line = same_line and "\n" not in text and "\r" not in text
            elif kind is Kind.COMMENT:
                self._comment(_trimmed(text), same_line)
            else:
                if kind is Kind.DOT:
                    self._end(same_line)
                else:
                    self._token(kind, text, tokens.starts[index])
                same_line = True

    def _comment(self, text: str, same_line: bool) -> None:
        last = self._last
        if not same_line or self._pending or last is None:
            self._pending.append(text)
        elif self._opening and isinstance(last, Value) and not last.opened:
            last.opened = text
        elif not self._opening and not last.after:
            last.after = text
        else:
            self._pending.append(text)

    def _flush(self) -> tuple[str, ...]:
        pending = tuple(self._pending)
        self._pending.clear()
        return pending

    def _end(self, same_line: bool) -> None:
        self.statement.closing = self._flush()
        last = self._last
        if same_line and not self.statement.closing and isinstance(last, Value) and not last.after:
            self.line_end = last

    def _token(self, kind: Kind, text: str, start: int) -> None:
        if kind is Kind.SEMICOLON:
            self._verb_is_next = True
        elif kind is Kind.CLOSE_BRACKET or kind is Kind.CLOSE_LIST:
            self._close(start)
        elif kind is Kind.LANGUAGE or kind is Kind.DATATYPE_MARK or self._glue:
            self._extend(kind, text)
        elif self._verb_is_next:
            self._verb_is_next = False
            self._values = []
            predicate = Predicate(text, start, self._values, before=self._flush())
            self._predicates.append(predicate)
            self._last, self._opening = predicate, False
        elif kind is not Kind.COMMA:
            self._value(kind, text, start)

    def _extend(self, kind: Kind, text: str) -> None:
        value = self._last
        assert isinstance(value, Value)  # a string: nothing else takes a language or a datatype
        value.text += text
        value.width += len(text)
        if kind is Kind.LANGUAGE:
            value.language = text
        self._glue = kind is Kind.DATATYPE_MARK

    def _value(self, kind: Kind, text: str, start: int) -> None:
        opens = kind is Kind.OPEN_BRACKET or kind is Kind.OPEN_LIST
        before = self._flush() if self._pending else ()
        if opens:
            value = Value("node" if kind is Kind.OPEN_BRACKET else "list", "", start, start, before=before)
        else:
            several = kind is Kind.LONG_STRING and ("\n" in text or "\r" in text)
            value = Value("atom", text, start, start, before=before, width=UNBREAKABLE if several else len(text))
        self._values.append(value)
        self._last, self._opening = value, opens
        if self.statement.subject is None:
            self.statement.subject = value
            self._verb_is_next = True
        if opens:
            self._open.append((value, self._predicates, self._values))
            self._predicates, self._values = [], []
            self._verb_is_next = kind is Kind.OPEN_BRACKET
            value.predicates, value.items = self._predicates, self._values

    def _close(self, start: int) -> None:
        value, self._predicates, self._values = self._open.pop()
        value.end = start
        value.closing = self._flush()
        measure(value)
        self._last, self._opening = value, False
        self._verb_is_next = value is self.statement.subject
