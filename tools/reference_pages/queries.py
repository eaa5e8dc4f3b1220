"""docs/reference/queries.md: the queries that this archive and the core keep."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from acervo.corpus.archive import Archive
from acervo.corpus.queries import KeptQuery, kept_queries
from reference_pages.markdown import code, page, prose, table

_INTRODUCTION: Final = """
Queries are kept as data, one question a file, each with a header of lines that begin with `#+`.
They run on any SPARQL 1.1 engine whose default graph is the union of all graphs.
`acervo query NAME` asks one of the first kind; `acervo query` lists them.
"""
_HEADER: Final = """
```text
#+ summary: Who came to a battle
#+ summary@es: Quién acudió a una batalla
#+ description: What the summary leaves out,
#+   over as many lines as it needs.
#+ tags: [event, participant]
#+ parameters:
#+   - name: _event
#+     type: iri
#+     sample: ":battle-la-gaviota-2016"
#+     description: the battle
#+     description@es: la batalla
```

Only the summary must be there.
Summary and description, of the query and of its parameters, may be given in further languages, `@` and the code \
behind the key; pages show what the reader reads, else the English.
Pages gather questions by what their tags say they are about: `person`, `participant`, `office` and `contributor` \
under “People”, for instance.
A tag that Acervo has no word for is a subject of the archive's own, shown as it is written; \
tags that say how a query is made, such as `join` or `path`, are not shown.
A parameter stands in the query as `?_event`, with its sample in a `VALUES`; \
its type is `iri`, `string`, `integer` or `date`.
"""
_KINDS: Final = (
    ("competency", "Questions this archive exists to answer", "Each has its expected answer in `tests/queries/`."),
    ("derive", "What the build writes for this archive", "Rules of this archive, beside those of the core."),
    (
        "core/derive",
        "What the build writes",
        "Each writes one named graph `{base}graph/derived/{name}`, stage by stage.",
    ),
    ("core/lint", "What lint looks for", ""),
    ("core/coverage", "What `acervo coverage` counts", ""),
    ("core/pages", "What pages show", "A parameter is written `?_name`; the server fills it in."),
)


def queries_page(archive: Archive) -> str:
    """The page."""
    blocks: list[str] = []
    for folder, title, remark in _KINDS:
        queries = sorted(kept_queries(archive, folder), key=lambda query: (query.stage, query.name))
        if queries:
            blocks += [f"## {title}", f"`queries/{folder}/`. {remark}".strip()]
            blocks.append(
                table(("name", "what it asks", "more"), [_row(query) for query in queries])
                if not folder.endswith("derive")
                else table(
                    ("name", "stage", "what it writes", "more"),
                    [(name, str(query.stage), asks, more) for query in queries for name, asks, more in [_row(query)]],
                )
            )
    return page("Kept queries", prose(_INTRODUCTION), "## The header", _HEADER.strip(), *blocks)


def _row(query: KeptQuery) -> tuple[str, str, str]:
    link = f"[{code(query.name)}]({Path('../..', query.path).as_posix()})"
    return link, prose(query.summary), prose(query.description).replace("\n", " ")
