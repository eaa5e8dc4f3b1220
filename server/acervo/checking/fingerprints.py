"""What stays of a finding when lines move: enough to know it again, not where it stands."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from acervo.checking.findings import Finding

#: Blank nodes are labelled by their order in the file, and messages of syntax name lines.
_UNSTABLE: Final = re.compile(r"_:\w+|\b(?:line|column) \d+")


def fingerprint(finding: Finding) -> str:
    """
    16 hexadecimal digits, the same as long as the statement at fault, its file and its rule are.

    Equal faults of one file (two curly quotes, two nodes without names) share a fingerprint: count them.
    """
    parts = [finding.group, finding.rule, finding.path or "", finding.focus or "", finding.predicate or ""]
    parts.append(finding.value or "")
    if not finding.focus:
        parts.append(finding.message("en"))
    text = "\n".join(_UNSTABLE.sub("_", part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
