"""Random queries with SERVICE answer what the engine's own SERVICE answers."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from acervo.engine.evaluation import answer
from acervo.engine.interface import Query
from federation.conftest import BASE

NAMES = ("?a", "?b", "?c", "?d")
NODES = (":a", ":b", ":c", ":k", "'x'", "1", "2")
PROPERTIES = (":p", ":n", ":k", "?e")


class Writer:
    """Writes patterns; those inside of SERVICE have none."""

    def __init__(self, pick: random.Random):
        self._pick = pick

    def query(self) -> str:
        return f"PREFIX : <{BASE}> SELECT * {{ {self._group(3)} }}"

    def _group(self, depth: int, service: bool = True) -> str:
        parts = [self._part(depth, service) for _ in range(self._pick.randint(1, 3))]
        if service and self._pick.random() < 0.6:
            parts.insert(self._pick.randint(0, len(parts)), self._service(depth))
        return " ".join(parts)

    def _service(self, depth: int) -> str:
        return f"SERVICE {self._pick.choice(('', 'SILENT '))}THERE {{ {self._group(depth - 1, False)} }}"

    def _part(self, depth: int, service: bool) -> str:
        pick = self._pick
        kind = pick.choice(
            ("triple",) * 4 + ("values", "filter", "optional", "union", "group", "select", "minus", "exists")
        )
        if depth <= 0 and kind not in ("values", "filter"):
            kind = "triple"
        if kind == "triple":
            subject = pick.choice((*NAMES, *NAMES, ":a", ":b"))
            return f"{subject} {pick.choice(PROPERTIES)} {pick.choice((*NAMES, *NAMES, *NODES))} ."
        if kind == "values":
            rows = " ".join(pick.choice((*NODES, "UNDEF")) for _ in range(pick.randint(1, 3)))
            return f"VALUES {pick.choice(NAMES)} {{ {rows} }}"
        if kind == "filter":
            one, other = pick.choice(NAMES), pick.choice((*NAMES, *NODES))
            return f"FILTER({pick.choice((f'{one} = {other}', f'BOUND({one})', f'!BOUND({one})', f'isIRI({one})'))})"
        inner = self._group(depth - 1, service)
        return {
            "optional": f"OPTIONAL {{ {inner} }}",
            "union": f"{{ {inner} }} UNION {{ {self._group(depth - 1, service)} }}",
            "group": f"{{ {inner} }}",
            "select": f"{{ SELECT DISTINCT {' '.join(pick.sample((*NAMES, '?x'), 2))} {{ {inner} }} }}",
            "minus": f"MINUS {{ {inner} }}",
            "exists": f"FILTER {pick.choice(('', 'NOT '))}EXISTS {{ {inner} }}",
        }[kind]


@pytest.mark.parametrize("seed", range(25))
def test_random_queries_answer_the_same(seed, archive, endpoint):
    """However groups are nested, and whatever is bound where."""
    writer = Writer(random.Random(seed))
    for store in (archive.engine.store, endpoint.store):
        # Their labels are of no store but their own.
        store.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }")
    for _ in range(12):
        text = writer.query().replace("THERE", f"<{endpoint.address}>")
        native = json.loads(
            answer(archive.engine.store, BASE, Query(text, "SELECT", "application/sparql-results+json"))
        )
        expected = Counter(json.dumps(row, sort_keys=True) for row in native["results"]["bindings"])
        ours = json.loads(archive.body(text))
        assert expected == Counter(json.dumps(row, sort_keys=True) for row in ours["results"]["bindings"]), text
