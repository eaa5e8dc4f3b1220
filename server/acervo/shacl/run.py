"""Every shape over a whole graph: the suspects are found in bulk, and pySHACL says what is wrong with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from acervo.shacl.lookup import Lookup
from acervo.shacl.report import Report, Result, reported
from acervo.shacl.roots import roots
from acervo.shacl.shapes import Shapes
from acervo.shacl.store import CheckStore, View


def validate(
    files: Iterable[ox.Triple],
    claimed: Iterable[ox.Triple],
    shapes: Shapes,
    progress: Callable[[str], None] = lambda step: None,
) -> Report:
    """
    Check every focus node against *shapes*; nothing is inferred.

    The results are those of `acervo.shacl.reference.validate`, which asks pySHACL about every node.

    Args:
        files: `data/`, `ontology/` and the date bounds, literals as written.
        claimed: The triple of every triple claim. Only shapes marked `movsh:seesClaims true` see them, beside *files*.
        progress: Called with the name of each shape before it is asked.

    Raises:
        ShapesError: a shape cannot be run.

    Source: https://www.w3.org/TR/shacl/#validation-definition
    """
    return validate_store(CheckStore(files, claimed), shapes, progress)


def validate_store(store: CheckStore, shapes: Shapes, progress: Callable[[str], None] = lambda step: None) -> Report:
    """As `validate`, over triples that are loaded already."""
    counts: Counter[str] = Counter()
    judged: dict[str, str] = {}
    results: list[Result] = []
    lookups: dict[View, Lookup] = {}
    total = len(shapes.of_files) + len(shapes.of_claims)
    for number, root in enumerate(roots(shapes, store), 1):
        progress(f"shape {number} of {total}, {root.name}")
        lookup = lookups.setdefault(root.view, Lookup(root.view, bulk=True))
        focus = root.target.all_in(lookup)
        counts[root.name] += len(focus)
        if root.left_to_the_judge:
            judged[root.name] = root.left_to_the_judge
        results.extend(root.judged(root.plan.suspects(focus, lookup)))
    return reported(results, counts, judged)
