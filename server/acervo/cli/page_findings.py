"""What `acervo check` says of the pages: the files that an operator adds in `pages/`, and the settings they go with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acervo.corpus.core import PAGES

if TYPE_CHECKING:
    from acervo.checking.findings import CheckReport, Finding
    from acervo.corpus.archive import Archive
    from acervo.errors import SettingsError


def with_pages(report: CheckReport, archive: Archive) -> CheckReport:
    """*report*, which is of the data, with what is wrong with the pages: they are no part of an edition."""
    settings = archive.settings
    if not ((archive.root / PAGES).is_dir() or settings.accent or settings.logo):
        # What makes pages takes a moment to load.
        return report
    from acervo.checking.run import order
    from acervo.web.wording.appearance import faults_of

    found = (_finding(fault) for fault in faults_of(archive))
    return replace(report, findings=tuple(sorted((*report.findings, *found), key=order)))


def _finding(fault: SettingsError) -> Finding:
    from acervo.checking.findings import Finding
    from acervo.checking.names import PAGE_FILE
    from acervo.web.wording.page_faults import PageFault

    if isinstance(fault, PageFault):
        return Finding("syntax", PAGE_FILE, fault.severity, fault.messages, fault.path, fault.line)
    return Finding("syntax", PAGE_FILE, "violation", {"en": fault.message}, fault.path, fault.line)
