"""pySHACL without our repairs, in a process of its own: cases from stdin, what it says of each to stdout, as JSON."""

from __future__ import annotations

import json
import logging
import sys

import pyshacl
from rdflib import SH, Graph


def told(report: Graph) -> list[str]:
    """Focus node, value and messages of each result."""
    parts = (SH.focusNode, SH.value, SH.resultMessage)
    return sorted(
        " ".join(term.n3() for part in parts for term in sorted(report.objects(node, part)))
        for node in report.objects(None, SH.result)
    )


def main() -> None:
    """Each case is a data graph and a shapes graph; a case that ends in an error tells the name of the error."""
    logging.disable(logging.CRITICAL)
    answers = {}
    for name, (data, shapes) in json.load(sys.stdin).items():
        try:
            _, report, _ = pyshacl.validate(
                Graph().parse(data=data, format="turtle"), shacl_graph=Graph().parse(data=shapes, format="turtle")
            )
            answers[name] = told(report)
        except Exception as error:
            answers[name] = [type(error).__name__]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
