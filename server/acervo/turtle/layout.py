"""A tree set in the house layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, TypeAlias

from acervo.turtle.claims import Part, part_of_claim
from acervo.turtle.tree import UNBREAKABLE, Predicate, Remark, Statement, Tree, Value, line_width

#: Columns that a line has where it could be broken.
WIDTH: Final = 120
_INDENT: Final = "    "
_CLAIM_WIDTH: Final = WIDTH - len(_INDENT) - len(" ;")
#: Deeper brackets are set no further to the right: a file nested ten thousand deep would be mostly space.
_DEEPEST: Final = 20

#: What is still to be set of a bracket: it yields the brackets within it, so that no depth of nesting fails.
_Setting: TypeAlias = Iterator["_Setting"]


def lay_out(tree: Tree, claims: Set[int], verbs: Mapping[int, str]) -> str:
    """
    The text of *tree*: its own tokens in its own order, only white space, `;` and the place of comments are new.

    Args:
        claims: Where the subjects of claims begin; claims are set compactly.
        verbs: The IRI of the predicate that begins at each place, needed for claims.
    """
    page = _Page(claims, verbs)
    above: Statement | None = None
    for statement in tree.statements:
        page.statement(statement, above)
        above = statement
    page.remarks(tree.rest, above is not None and ((tree.rest[:1] and tree.rest[0].spaced) or bool(above.below)))
    return "\n".join([*page.lines, ""]) if page.lines else ""


class _Page:
    def __init__(self, claims: Set[int], verbs: Mapping[int, str]):
        self.lines: list[str] = []
        self._claims = claims
        self._verbs = verbs

    def remarks(self, remarks: tuple[Remark, ...], spaced: bool) -> None:
        """Comments between statements; *spaced* says whether a blank line comes before the first."""
        for number, remark in enumerate(remarks):
            if remark.spaced if number else spaced:
                self.lines.append("")
            self.lines.append(remark.text)

    def statement(self, statement: Statement, above: Statement | None) -> None:
        """A statement with the comments around it."""
        first = statement.heading or statement.before
        spaced = first[0].spaced if first else statement.spaced
        spaced = above is not None and (spaced or bool(above.below) or not self._may_touch(statement, above))
        if statement.heading:
            self.remarks(statement.heading, spaced)
            spaced = statement.spaced
        self.remarks(statement.before, spaced)
        if spaced and not statement.before:
            self.lines.append("")
        if statement.directive:
            self._line(0, statement.directive, statement.after)
        elif self._is_claim(statement):
            self._claim(statement)
        else:
            self._thing(statement)
        self.remarks(statement.below, False)

    def _may_touch(self, statement: Statement, above: Statement) -> bool:
        if above.directive or statement.directive:
            return bool(above.directive and statement.directive)
        return self._is_claim(above) and self._is_claim(statement)

    def _is_claim(self, statement: Statement) -> bool:
        subject = statement.subject
        return subject is not None and subject.kind == "atom" and subject.start in self._claims

    def _thing(self, statement: Statement) -> None:
        assert statement.subject is not None
        if statement.predicates:
            self._value(statement.subject, 0, "", "")
            for predicate in statement.predicates:
                self._predicate(predicate, 1, " ;")
            self._own_lines(1, statement.closing)
            self._line(0, ".", statement.after)
        else:
            # A node may be a statement by itself.
            dot = "" if statement.closing or (statement.after and statement.subject.after) else " ."
            self._value(statement.subject, 0, "", dot, one_line=False)
            self._own_lines(1, statement.closing)
            if not dot:
                self._line(0, ".", statement.after)
            elif statement.after:
                self.lines[-1] += f"  {statement.after}"

    def _own_lines(self, depth: int, comments: tuple[str, ...]) -> None:
        for comment in comments:
            self._line(depth, comment)

    def _line(self, depth: int, text: str, comment: str = "") -> None:
        line = _INDENT * min(depth, _DEEPEST) + text
        self.lines.append(f"{line}  {comment}" if comment else line)

    # Predicates and values

    def _predicate(self, predicate: Predicate, depth: int, tail: str) -> None:
        _run(self._set_predicate(predicate, depth, tail))

    def _value(self, value: Value, depth: int, head: str, tail: str, one_line: bool = True) -> None:
        _run(self._set_value(value, depth, head, tail, one_line))

    def _set_predicate(self, predicate: Predicate, depth: int, tail: str) -> _Setting:
        self._own_lines(depth, predicate.before)
        first, *others = predicate.objects
        if not others and not predicate.after and not first.before:
            yield self._set_value(first, depth, f"{predicate.verb} ", tail)
            return
        self._line(depth, predicate.verb, predicate.after)
        for value in predicate.objects:
            self._own_lines(depth + 1, value.before)
            yield self._set_value(value, depth + 1, "", tail if value is predicate.objects[-1] else " ,")

    def _set_value(self, value: Value, depth: int, head: str, tail: str, one_line: bool = True) -> _Setting:
        room = WIDTH - len(_INDENT) * min(depth, _DEEPEST) - len(head) - len(tail)
        if value.kind == "atom" or not (value.predicates or value.items or value.opened or value.closing):
            self._line(depth, f"{head}{_flat(value)}{tail}", value.after)
            return
        if one_line and value.width <= room:
            self._line(depth, f"{head}{_flat(value)}{tail}", value.after)
            return
        opening, closing = "[]" if value.kind == "node" else "()"
        self._line(depth, f"{head}{opening}", value.opened)
        for predicate in value.predicates:
            yield self._set_predicate(predicate, depth + 1, " ;")
        for item in value.items:
            self._own_lines(depth + 1, item.before)
            yield self._set_value(item, depth + 1, "", "")
        self._own_lines(depth + 1, value.closing)
        self._line(depth, f"{closing}{tail}", value.after)

    # Claims

    def _claim(self, statement: Statement) -> None:
        subject, predicates = statement.subject, statement.predicates
        assert subject is not None
        # A comment that stood with the dot is about the claim, not about what is said last.
        dot_alone = bool(statement.closing or statement.after)
        lines = self._claim_lines(predicates)
        with_subject = not subject.after and len(lines[0]) == 1 and self._is_type_line(lines[0][0])
        if not with_subject:
            self._line(0, subject.text, subject.after)
        for number, line in enumerate(lines):
            tail = " ." if number == len(lines) - 1 and not dot_alone else " ;"
            if number == 0 and with_subject:
                self._line(0, f"{subject.text} {_flat_predicate(line[0])}{tail}", line[0].objects[-1].after)
            elif len(line) > 1 or line_width(line[0]) <= _CLAIM_WIDTH:
                self._own_lines(1, line[0].before)
                text = " ; ".join(map(_flat_predicate, line))
                self._line(1, text + tail, line[-1].objects[-1].after)
            else:
                self._predicate(line[0], 1, tail)
        self._own_lines(1, statement.closing)
        if dot_alone:
            self._line(0, ".", statement.after)

    def _is_type_line(self, predicate: Predicate) -> bool:
        is_type = part_of_claim(predicate, self._verbs)[0] is Part.TYPE
        return is_type and not predicate.before and line_width(predicate) < UNBREAKABLE

    def _claim_lines(self, predicates: Sequence[Predicate]) -> list[list[Predicate]]:
        """Which predicates of a claim share a line."""
        lines: list[list[Predicate]] = []
        part_before = Part.TYPE
        room = 0
        for predicate in predicates:
            part = part_of_claim(predicate, self._verbs)[0]
            width = line_width(predicate) + len(" ; ")
            if part is Part.TRIPLE and len(predicate.objects) == 1 and predicate.objects[0].kind == "atom":
                # The three terms of a triple are read as one, however long.
                width = 0 if width < UNBREAKABLE else width
            may_join = lines and part is part_before and part in (Part.TRIPLE, Part.RECORD) and not predicate.before
            if may_join and width <= room:
                lines[-1].append(predicate)
            else:
                lines.append([predicate])
                room = _CLAIM_WIDTH + len(" ; ")
            ends = predicate.objects[-1].after or width >= UNBREAKABLE
            room = -1 if ends else max(room - width, 0)
            part_before = part
        return lines


def _run(setting: _Setting) -> None:
    stack = [setting]
    while stack:
        within = next(stack[-1], None)
        if within is None:
            stack.pop()
        else:
            stack.append(within)


def _flat(value: Value) -> str:
    # No recursion limit is near: what is set on one line is at most as deep as the line is long.
    if value.kind == "atom":
        return value.text
    if value.kind == "node":
        inside = " ; ".join(map(_flat_predicate, value.predicates))
        return f"[ {inside} ]" if inside else "[]"
    inside = " ".join(map(_flat, value.items))
    return f"( {inside} )" if inside else "()"


def _flat_predicate(predicate: Predicate) -> str:
    return f"{predicate.verb} {' , '.join(map(_flat, predicate.objects))}"
