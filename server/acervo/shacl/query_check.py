"""The check of a SPARQL constraint: the engine names the suspects, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import pyoxigraph as ox
from rdflib import BNode
from rdflib.plugins.sparql.sparql import Query

from acervo.corpus.terms import Term
from acervo.shacl.checks import EveryFocus, Terms, Values
from acervo.shacl.lookup import Lookup
from acervo.shacl.query_reads import QueryReads
from acervo.shacl.query_text import QueryText, Untranslatable
from acervo.shacl.store import CheckStore, View

_AT_A_TIME: Final = 5_000


@dataclass(frozen=True)
class Queried:
    """`sh:sparql`, where it can be asked for many nodes at once."""

    text: QueryText
    reads: QueryReads
    exact: bool = False

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """The nodes that may have a solution."""
        if lookup.bulk and self.text.whole is not None:
            return _asked(self.text.whole, lookup).intersection(values)
        named = [node for node in values if isinstance(node, ox.NamedNode)]
        # What has no name cannot be asked for.
        found = set(values).difference(named)
        for start in range(0, len(named), _AT_A_TIME):
            found |= _asked(self.text.only(named[start : start + _AT_A_TIME]), lookup)
        return found


def _asked(text: str, lookup: Lookup) -> Terms:
    return {cast(Term, solution[0]) for solution in lookup.view.query(text)}


def query_check(helper: Any, queries: Mapping[str, Query], store: CheckStore, view: View) -> Queried | EveryFocus:
    """
    The check of one constraint.

    Args:
        helper: pySHACL's query of the constraint.
        queries: Parsed queries by their text.
    """
    try:
        _, text = helper.pre_bind_variables(BNode())
        parsed = queries[helper.apply_prefixes(text)]
        query = QueryText(parsed, store.held, merged=view.is_merged)
    except Untranslatable as error:
        return EveryFocus(f"its query cannot be asked for all nodes at once: {error}")
    if query.sensitive and store.escaped:
        return EveryFocus("its query asks for the form of literals, and some are held in another one")
    return Queried(query, QueryReads(parsed, store.held))
