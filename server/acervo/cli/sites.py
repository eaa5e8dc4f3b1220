"""An edition and what stands around it, put together for the web."""

from __future__ import annotations

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.corpus.queries import kept_queries
from acervo.edition.keep import EditionOnDisk
from acervo.engine.interface import Engine
from acervo.web.serving.site import Site


def site_of_edition(archive: Archive, edition: EditionOnDisk, report: CheckReport, engine: Engine) -> Site:
    """
    The first site of a server.

    Raises:
        CuratorError: a kept query has no proper header.
        OSError: the index of its names cannot be read or written.
    """
    site = Site(
        archive=archive,
        edition=edition,
        engine=engine,
        report=report,
        page_queries={query.name: query for query in kept_queries(archive, "core/pages")},
        competency_queries=tuple(kept_queries(archive, "competency")),
    )
    site.open_index()
    return site
