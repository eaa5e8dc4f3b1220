"""A query as code for the tools that people work with: to be copied, run, and built upon."""

from __future__ import annotations

from collections.abc import Iterator

from acervo.engine.interface import QueryForm

_SOLUTIONS = """\
from SPARQLWrapper import JSON, SPARQLWrapper

endpoint = SPARQLWrapper({endpoint})
endpoint.setReturnFormat(JSON)
endpoint.setQuery({query})
for row in endpoint.queryAndConvert()["results"]["bindings"]:
    print({{name: term["value"] for name, term in row.items()}})
"""
_TRUTH = """\
from SPARQLWrapper import JSON, SPARQLWrapper

endpoint = SPARQLWrapper({endpoint})
endpoint.setReturnFormat(JSON)
endpoint.setQuery({query})
print(endpoint.queryAndConvert()["boolean"])
"""
_GRAPH = """\
from SPARQLWrapper import TURTLE, SPARQLWrapper

endpoint = SPARQLWrapper({endpoint})
endpoint.setReturnFormat(TURTLE)
endpoint.setQuery({query})
print(endpoint.queryAndConvert().decode())
"""
_PANDAS = """\
from urllib.parse import urlencode

import pandas as pd

query = {query}
answer = pd.read_csv({endpoint} + "?" + urlencode({{"query": query, "format": "csv"}}))
print(answer)
"""
_R = """\
query <- {query}
answer <- read.csv(paste0({endpoint}, "?format=csv&query=", URLencode(query, reserved = TRUE)))
print(answer)
"""
_ACCEPTED = {"SELECT": "text/csv", "ASK": "application/sparql-results+json"}
_PYTHON = {"SELECT": _SOLUTIONS, "ASK": _TRUTH}


def client_code(text: str, form: QueryForm, endpoint: str) -> Iterator[tuple[str, str]]:
    """The query *text* for each tool that can use the answer to one of its *form*: the tool's name, and the code."""
    media_type = _ACCEPTED.get(form, "text/turtle")
    command = f"curl -s -H 'Accept: {media_type}' --data-urlencode {_shell('query=' + text)} {_shell(endpoint)}\n"
    yield "curl", command
    quoted = {"query": _python(text), "endpoint": _python(endpoint)}
    yield "Python, SPARQLWrapper", _PYTHON.get(form, _GRAPH).format(**quoted)
    if form == "SELECT":
        yield "Python, pandas", _PANDAS.format(**quoted)
        yield "R", _R.format(query=_r(text), endpoint=_r(endpoint))


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _python(text: str) -> str:
    """
    *text* as a literal of Python, over several lines where it has several.

    >>> _python('a')
    '"a"'
    """
    escaped = text.replace("\\", "\\\\").replace("\r", "\\r").replace('"', '\\"')
    return f'"""{escaped}"""' if "\n" in text else f'"{escaped}"'


def _r(text: str) -> str:
    """
    *text* as a literal of R 4: raw, with as many dashes as keep it whole.

    >>> _r('a)"b')
    'r"-(a)"b)-"'
    """
    dashes = ""
    while f'){dashes}"' in text:
        dashes += "-"
    return f'r"{dashes}({text}){dashes}"'
