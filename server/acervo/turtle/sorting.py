"""A tree put in order: directives, statements, predicates and objects, each with its comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Final, TypeAlias

from acervo.turtle.claims import TYPE, part_of_claim
from acervo.turtle.tree import Predicate, Remark, Statement, Tree, Value

_DIGITS: Final = re.compile(r"([0-9]+)")

_Key: TypeAlias = tuple[object, ...]


def sort_tree(tree: Tree, claims: Set[int], verbs: Mapping[int, str]) -> None:
    """
    Sort *tree* in place.

    Directives go by prefix and to the top, where that changes no meaning; statements by subject, what stands
    between `<` and `>` first, numbers by their value; predicates type first and then by name, those of a claim as
    claims are read; objects by language and text, bracketed ones last. The items of a list stay as they are. A
    statement about a blank node stays with the one before it. A comment with a blank line under it is a heading:
    statements are sorted below it, not across it.

    Args:
        claims: Where the subjects of claims begin.
        verbs: The IRI of the predicate that begins at each place.
    """
    headed = tree.statements[0].spaced if tree.statements else False
    leading, others = _directives_first(tree.statements)
    statements = [statement for chunk in _chunks(leading) for statement in _sorted_section(chunk, _by_prefix)]
    section: list[Statement] = []
    for statement in others:
        if statement.heading or statement.directive:
            statements += _sorted_section(section, _by_subject)
            section = []
        if statement.directive:
            statements += _sorted_section([statement], _by_prefix)
        else:
            section.append(statement)
    statements += _sorted_section(section, _by_subject)
    if statements and statements[0].heading:
        # A file's first comment may stand right above its directives.
        statements[0].spaced = headed or bool(statements[0].before)
    tree.statements = statements
    tree.rest = _apart(tree.rest) if statements else tree.rest
    for statement in statements:
        _sort_within(statement, claims, verbs)


def _apart(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    return (Remark(remarks[0].text, True), *remarks[1:]) if remarks else ()


# Directives and statements


def _directives_first(statements: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The directives with which the file begins, the later ones too where they may; and the rest."""
    count = next((number for number, each in enumerate(statements) if not each.directive), len(statements))
    leading, others = list(statements[:count]), list(statements[count:])
    late = [statement for statement in others if statement.directive]
    prefixes = [statement.prefix for statement in (*leading, *late) if statement.prefix]
    movable = all(statement.prefix and not statement.heading for statement in late)
    if leading and movable and len(set(prefixes)) == len(prefixes):
        return leading + late, [statement for statement in others if not statement.directive]
    return leading, others


def _chunks(directives: Sequence[Statement]) -> list[list[Statement]]:
    """Runs within which the order means nothing: a base changes what follows it."""
    chunks: list[list[Statement]] = []
    for directive in directives:
        if not chunks or directive.heading or not directive.prefix or not chunks[-1][-1].prefix:
            chunks.append([])
        chunks[-1].append(directive)
    return chunks


def _by_prefix(statement: Statement) -> _Key:
    return (statement.prefix or "",)


def _by_subject(statement: Statement) -> _Key:
    assert statement.subject is not None
    text = statement.subject.text
    return (not text.startswith("<"), _natural(text))


def _is_about_blank_node(statement: Statement) -> bool:
    subject = statement.subject
    return subject is not None and (subject.kind != "atom" or subject.text.startswith("_:"))


def _sorted_section(section: Sequence[Statement], key: Callable[[Statement], _Key]) -> list[Statement]:
    """*section* in order, its heading on top; blank lines within it go."""
    if not section:
        return []
    heading = section[0].heading
    groups: list[list[Statement]] = []
    for statement in section:
        if not groups or not _is_about_blank_node(statement):
            groups.append([])
        groups[-1].append(statement)
        statement.heading = ()
        statement.spaced = False
        if statement.before:
            statement.before = (Remark(statement.before[0].text, False), *statement.before[1:])
    first = groups[:1] if _is_about_blank_node(groups[0][0]) else []
    groups = first + sorted(groups[len(first) :], key=lambda group: key(group[0]))
    ordered = [statement for group in groups for statement in group]
    ordered[0].heading = _apart(heading)
    ordered[0].spaced = bool(heading)
    return ordered


# Predicates and objects


def _sort_within(statement: Statement, claims: Set[int], verbs: Mapping[int, str]) -> None:
    subject = statement.subject
    if subject is None:
        return

    def in_claim(predicate: Predicate) -> _Key:
        return (*part_of_claim(predicate, verbs), _natural(predicate.verb))

    def in_thing(predicate: Predicate) -> _Key:
        return (verbs.get(predicate.start) != TYPE, _natural(predicate.verb))

    statement.predicates = sorted(statement.predicates, key=in_claim if subject.start in claims else in_thing)
    for part in statement.parts:
        if isinstance(part, Predicate):
            if len(part.objects) > 1:
                part.objects.sort(key=_by_value)
        elif part.predicates:
            part.predicates = sorted(part.predicates, key=in_thing)


def _by_value(value: Value) -> _Key:
    if value.kind != "atom":
        return (2,)
    return (1, value.language, _natural(value.text)) if value.text[0] in "\"'" else (0, _natural(value.text))


def _natural(text: str) -> _Key:
    """A key by which `date-2` comes before `date-10`."""
    # Digits are compared by their number and then one by one: making an int of thousands of them takes long.
    return tuple(
        (len(part.lstrip("0")), part.lstrip("0"), part) if number % 2 else part
        for number, part in enumerate(_DIGITS.split(text))
    )
