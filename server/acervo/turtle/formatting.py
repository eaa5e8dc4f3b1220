"""The house layout of a file, and the proof that only the layout changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set
from typing import Final

from acervo.errors import AcervoError
from acervo.turtle.claims import CLAIM_CLASSES, find_claims, find_verbs
from acervo.turtle.document import Document
from acervo.turtle.growing import grow_tree
from acervo.turtle.layout import lay_out
from acervo.turtle.reader import read_turtle
from acervo.turtle.sorting import sort_tree
from acervo.turtle.terms import Blank, Term, Triple
from acervo.turtle.tokens import TRIVIA, Kind
from acervo.turtle.tree import Predicate, Statement, Tree, Value

_SEPARATORS: Final = frozenset({Kind.SEMICOLON, Kind.COMMA, Kind.DOT})


class FormattingRefused(AcervoError):
    """The text that was made says something else than the file, so that it must not be used: a fault of ours."""


def format_document(
    document: Document, base_iri: str, *, sort: bool = False, claim_classes: Set[str] = CLAIM_CLASSES
) -> str:
    """
    The text of *document* in the house layout, which has `\\n` at the end of each line and no byte order mark.

    Terms stay as they are written, line ends within strings included; every comment stays. Without *sort* nothing
    changes places. Takes time in proportion to the text, besides sorting.

    Args:
        document: Turtle without errors.
        base_iri: The one with which *document* was read.
        claim_classes: IRIs of the classes whose instances are set as claims.

    Raises:
        FormattingRefused: the new text has another graph, other terms or other comments.
        ValueError: *document* has errors, or is not Turtle.
    """
    if document.errors or document.path.endswith(".nt"):
        raise ValueError(document.path)
    claims, verbs = find_claims(document, claim_classes), find_verbs(document)
    tree = grow_tree(document)
    if sort:
        sort_tree(tree, claims, verbs)
    text = lay_out(tree, claims, verbs)
    if text != document.text:
        prove_same(document, tree, text, base_iri, sort=sort)
    return text


def prove_same(document: Document, tree: Tree, text: str, base_iri: str, *, sort: bool) -> None:
    """
    Read *text* anew and compare: the graph, the terms as written, the comments with their statements.

    Args:
        tree: What *text* was made from. When sorted, it says which part of *document* went where; that the graphs are
            equal is proven whether or not it tells the truth.
        sort: Whether things may have changed places.

    Raises:
        FormattingRefused: something differs.
    """
    again = read_turtle(text, document.path, base_iri)
    if again.errors:
        raise FormattingRefused(f"it would no longer be Turtle ({again.errors[0]}).")
    terms, new_terms = _terms(document), _terms(again)
    comments, new_comments = _comments(document), _comments(again)
    if sort:
        new_tree = grow_tree(again)
        same_terms = Counter(terms.values()) == Counter(new_terms.values())
        same_comments = Counter(comments) == Counter(new_comments)
        same_comments = same_comments and _comments_stay(grow_tree(document), tree, new_tree)
        moves = _moves(tree, new_tree)
    else:
        same_terms = [*terms.values()] == [*new_terms.values()]
        same_comments = comments == new_comments
        moves = dict(zip(terms, new_terms, strict=False))
    if not same_terms:
        raise FormattingRefused("a term would be written otherwise.")
    if not same_comments:
        raise FormattingRefused("a comment would be lost or changed, or leave its place.")
    if not _is_isomorphic(document, again, moves):
        raise FormattingRefused("its graph would be another one.")


def _terms(document: Document) -> dict[int, str]:
    """Where each token begins that is more than a separator, and its text."""
    tokens = document.tokens
    return {
        start: text
        for kind, start, text in zip(tokens.kinds, tokens.starts, tokens.texts, strict=False)
        if kind not in TRIVIA and kind not in _SEPARATORS
    }


def _comments(document: Document) -> list[str]:
    return [document.text[start:end].rstrip(" \t") for start, end in document.comments]


def _comments_stay(before: Tree, sorted_tree: Tree, after: Tree) -> bool:
    """Whether each statement, and what is no statement's, has the comments that it had."""
    if not len(before.statements) == len(sorted_tree.statements) == len(after.statements):
        return False
    had = {statement.start: _own_comments(statement) for statement in before.statements}
    return _common_comments(before) == _common_comments(after) and all(
        had[moved.start] == _own_comments(statement)
        for moved, statement in zip(sorted_tree.statements, after.statements, strict=True)
    )


def _own_comments(statement: Statement) -> list[str]:
    above = [] if statement.directive else [remark.text for remark in statement.before]
    return sorted([*statement.comments, *above])


def _common_comments(tree: Tree) -> list[str]:
    # What stands above a directive that becomes the first can no longer be told from what is about the file.
    above = [remark for statement in tree.statements if statement.directive for remark in statement.before]
    headings = [remark for statement in tree.statements for remark in statement.heading]
    return sorted(remark.text for remark in (*above, *headings, *tree.rest))


def _moves(tree: Tree, new_tree: Tree) -> dict[int, int]:
    """Where each part of *tree* begins in its own text → where it begins in that of *new_tree*."""
    moves: dict[int, int] = {}
    for statement, new_statement in zip(tree.statements, new_tree.statements, strict=False):
        for part, new_part in zip(statement.parts, new_statement.parts, strict=False):
            moves[part.start] = new_part.start
            if isinstance(part, Value) and isinstance(new_part, Value):
                moves[part.end] = new_part.end
            elif not (isinstance(part, Predicate) and isinstance(new_part, Predicate)):
                return {}
    return moves


def _is_isomorphic(document: Document, again: Document, moves: dict[int, int]) -> bool:
    """
    Whether the two graphs are equal up to the labels of blank nodes, told in linear time.

    Triples are paired by where *moves* says that they went, since their order is not kept: pyoxigraph knows that a
    string ends only from what follows it. The pairs must be all triples of both and turn one set of blank nodes into
    the other one to one, which only isomorphic graphs can do; wrong moves prove nothing.
    """
    if len(document.triples) != len(again.triples):
        return False
    there: defaultdict[tuple[int, ...], list[Triple]] = defaultdict(list)
    for triple in again.triples:
        there[tuple(span[0] for span in triple[3:])].append(triple)
    forth: dict[Term, Term] = {}
    back: dict[Term, Term] = {}
    for triple in document.triples:
        twins = there.get(tuple(moves.get(span[0], -1) for span in triple[3:]))
        if not twins:
            return False
        twin = twins.pop()
        if twin.predicate != triple.predicate:
            return False
        for term, other in ((triple.subject, twin.subject), (triple.object, twin.object)):
            if isinstance(term, Blank) != isinstance(other, Blank):
                return False
            if not isinstance(term, Blank):
                if term != other:
                    return False
            elif forth.setdefault(term, other) != other or back.setdefault(other, term) != term:
                return False
    return True
