"""Run the derive rules: queries kept as data, each writing one named graph of what no file says in so many words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.corpus.queries import KeptQuery, kept_queries
from acervo.edition.loading import is_merged
from acervo.errors import QueryFileError


def derive_rules(archive: Archive) -> list[KeptQuery]:
    """The core's rules and the archive's own (`queries/derive/`), by stage, then by name."""
    rules = (*kept_queries(archive, "core/derive"), *kept_queries(archive, "derive"))
    names: dict[str, str] = {}
    for rule in rules:
        if rule.name in names:
            raise QueryFileError(f"has the name of the rule {names[rule.name]}. Rename it.", path=rule.path)
        names[rule.name] = rule.path
    return sorted(rules, key=lambda rule: (rule.stage, rule.name))


def derive(
    store: ox.Store, archive: Archive, rules: Iterable[KeptQuery], progress: Callable[[str], None] = lambda rule: None
) -> dict[str, int]:
    """
    Add to *store* what each rule constructs, leaving out what stands in any graph already: the union stays exact.

    Where the default graph of *store* holds the merge of its graphs, the rules read it there, and add to it.

    Returns:
        How many triples each rule added.

    Raises:
        QueryFileError: a rule does not parse, is no CONSTRUCT, or makes what is no triple of a named graph.
    """
    added: dict[str, int] = {}
    merged = is_merged(store)
    for rule in rules:
        progress(rule.name)
        try:
            result = store.query(rule.text, use_default_graph_as_union=not merged)
            if not isinstance(result, ox.QueryTriples):
                raise QueryFileError("is no CONSTRUCT query, as a derive rule must be.", path=rule.path)
            constructed = dict.fromkeys(result)
        except (SyntaxError, RuntimeError) as error:
            raise QueryFileError(f"does not run: {error}.", path=rule.path) from error
        fresh = [triple for triple in constructed if not _stands(store, triple)]
        graph = ox.NamedNode(archive.derived_graph_iri(rule.name))
        for name in (graph, ox.DefaultGraph()) if merged else (graph,):
            store.extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in fresh)
        added[rule.name] = len(fresh)
    return added


def _stands(store: ox.Store, triple: ox.Triple) -> bool:
    return next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is not None
