"""What model.md asks of the archive: one query for each form in which something is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from acervo.namespaces import PREFIXES
from reference_pages.markdown import fence, prose

#: Of shapes and of descriptions of services, which no question about things, claims and passages needs.
_NOT_COPIED: Final = ("movsh", "sh", "dcat", "void", "sd")

PREFIXES_BEFORE: Final = """
To be copied in front of a query; what begins with a bare colon is a thing of the archive.
"""
BEFORE: Final = """
One query for each form in which something is said: the first asks for a count, the others for a record, a view, a
disagreement and a passage.
`mov:attributedTo` is whose word a claim is; [Ask who says so](../how-to/ask-who-says-so.md) has more, with answers.
"""

COUNT: Final = """
SELECT ?value ?qualifier ?asOf ?who ?source
WHERE {
  ?count a mov:Count ;
    mov:of :productive-workers-battles ;
    mov:counted mov:Battle ;
    mov:value ?value ;
    mov:attributedTo ?who ;
    mov:passage/mov:inSource ?source .
  OPTIONAL { ?count mov:qualifier ?qualifier }
  OPTIONAL { ?count mov:asOf ?asOf }
}
ORDER BY ?value ?source ?who
"""
PARTICIPATION: Final = """
SELECT ?event ?participant ?headcount ?who ?source
WHERE {
  ?record a mov:Participation ;
    mov:event ?event ;
    mov:participant ?participant ;
    mov:role mov:Volunteer ;
    mov:attributedTo ?who ;
    mov:passage/mov:inSource ?source .
  OPTIONAL { ?record mov:headcount ?headcount }
  MINUS { ?record mov:polarity false }
}
ORDER BY ?event ?participant ?source ?who
"""
VIEW: Final = """
SELECT ?kind ?who ?gist
WHERE {
  ?view a mov:View ;
    mov:about :state-bureaucracy ;
    mov:kind ?kind ;
    mov:gist ?gist ;
    mov:attributedTo ?who .
  FILTER(LANG(?gist) = "en")
}
ORDER BY ?kind ?who ?gist
"""
DISAGREEMENT: Final = """
SELECT ?about ?on ?kind ?claim ?who
WHERE {
  ?disagreement a mov:Disagreement ;
    mov:disagreementAbout ?about ;
    mov:disagreementOn ?on ;
    mov:disagreementKind ?kind ;
    mov:hasClaim ?claim .
  ?claim mov:attributedTo ?who .
  FILTER(?kind != mov:SpellingOnly)
}
ORDER BY ?about ?on ?kind ?claim ?who
"""
PASSAGE: Final = """
SELECT ?source ?section ?paragraph ?sentence ?start ?end ?reference ?claim
WHERE {
  VALUES ?passage { :passage-case-7b70f38c }
  ?passage mov:inSource ?source ;
    mov:section/dcterms:title ?section ;
    mov:paragraph ?paragraph ;
    mov:sentence ?sentence ;
    mov:start ?start ;
    mov:end ?end .
  OPTIONAL { ?passage mov:cites ?reference }
  OPTIONAL { ?claim a mov:Claim ; mov:passage ?passage }
}
ORDER BY ?claim ?reference
"""
_ASKED: Final = (
    ("How many, according to whom", COUNT),
    ("Who came as a volunteer, according to whom", PARTICIPATION),
    ("What people think of something", VIEW),
    ("On what claims disagree, and how", DISAGREEMENT),
    ("Where a passage stands, what it cites and what is drawn from it", PASSAGE),
)


def copied_prefixes(base: str) -> str:
    """The lines to be put in front of a query of the archive at *base*."""
    return _lines({name: iri for name, iri in _known(base).items() if name not in _NOT_COPIED})


def asked(base: str) -> Iterable[str]:
    """The blocks of Markdown."""
    yield "## Questions for each form"
    yield prose(BEFORE)
    for what, query in _ASKED:
        used = {name: iri for name, iri in _known(base).items() if any(f"{before}{name}:" in query for before in " /(")}
        yield f"{what}:"
        yield "<!-- runs -->"
        yield fence(_lines(used) + query, "sparql")


def _known(base: str) -> dict[str, str]:
    return {"": f"{base}id/", **PREFIXES}


def _lines(prefixes: dict[str, str]) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
