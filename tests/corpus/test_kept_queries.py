"""Queries kept as data: the `#+` header is read as grlc reads it, and the text is left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.corpus.archive import ArchiveFile, open_archive
from acervo.corpus.queries import KeptQuery, kept_queries, read_query
from acervo.errors import QueryFileError

TEXT = """#+ summary: How many struck
#+ description: The number that each source gives,
#+   the highest first.
#+ tags: [count, source]
#+ stage: 3
# a comment of its own
SELECT * { ?s ?p '#+ not: a header' }
"""


@pytest.fixture
def read(tmp_path: Path):
    def query(text: str | bytes) -> KeptQuery:
        file = tmp_path / "how-many.rq"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_query(ArchiveFile("queries/competency/how-many.rq", file))

    return query


def test_a_header_is_read_with_its_continued_lines(read):
    """The header is documentation; the text runs on any engine as it stands."""
    query = read(TEXT)

    assert ("how-many", "How many struck") == (query.name, query.summary)
    assert "The number that each source gives, the highest first." == query.description
    assert (("count", "source"), 3, TEXT) == (query.tags, query.stage, query.text)


def test_only_the_summary_is_needed(read):
    """A question that is noted in haste is a question."""
    query = read("#+ summary: Is there anything\nASK {}")

    assert ("", (), 1) == (query.description, query.tags, query.stage)


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("ASK {}", "has no summary. Begin it with a line: #\\+ summary: what it asks", 1),
        ("#+ summary:\nASK {}", "has no summary", 1),
        ("#+ summary: a\n#+ Not a key\nASK {}", "has a header line that is no “#\\+ key: value”", 2),
        ("#+ summary: a\n#+ stage: soon\nASK {}", "has the stage “soon”, which is no number", 2),
        (b"#+ summary: \xf1\nASK {}", "is not UTF-8 text", 1),
    ],
)
def test_a_header_that_cannot_be_read_says_where(read, text, words, line):
    """A question nobody can list is lost."""
    with pytest.raises(QueryFileError, match=words) as raised:
        read(text)

    assert ("queries/competency/how-many.rq", line) == (raised.value.path, raised.value.line)


def test_the_core_s_own_queries_are_there_for_every_archive(tmp_path):
    """An archive of nothing has the pages and the rules."""
    (tmp_path / "acervo.toml").write_text("")
    archive = open_archive(tmp_path)

    assert "best-rank" in {query.name for query in kept_queries(archive, "core/derive")}
    assert len(list(kept_queries(archive, "core/pages"))) > 5
    assert [] == list(kept_queries(archive, "competency"))


def test_a_header_names_parameters_and_speaks_several_languages(read):
    text = (
        "#+ summary: Who came\n#+ summary@es: Quién vino\n#+ parameters:\n#+   - name: _event\n#+     type: iri\n"
        '#+     sample: ":strike"\n#+     description: the event\n#+       that is asked about\n'
        "#+     description@es: el hecho\n#+       por el que se pregunta\n"
        "#+   - name: _from\n#+     type: date\n#+     sample: 1980-08-14\n"
        "ASK { VALUES ?_event { :strike } ?_event ?p ?_from }\n"
    )
    query = read(text)

    assert [("event", "iri", ":strike", "the event that is asked about"), ("from", "date", "1980-08-14", "")] == [
        (one.name, one.type, one.sample, one.description) for one in query.parameters
    ]
    assert ("Quién vino", "es") == query.told("summary", "es")
    assert ("Who came", "en") == query.told("summary", "fr")
    assert ("", "en") == query.told("description", "es")
    assert [("el hecho por el que se pregunta", "es"), ("from", "en")] == [one.told("es") for one in query.parameters]
