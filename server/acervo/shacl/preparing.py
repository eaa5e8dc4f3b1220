"""A shapes graph made ready: what is well-formed in it, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph
from rdflib.term import Node

from acervo.errors import ShapesError
from acervo.shacl.faults import Fault, told
from acervo.shacl.refusals import ill_written, load, queries_of, tainted, unloadable
from acervo.shacl.shapes import SEES_CLAIMS, Shapes, first_line, is_true, named, rule_name, targeted_shapes


def prepare(shapes: Graph, checked: Graph | None = None) -> Shapes:
    """
    Check *shapes* and part them in two: those over the files, and those that see claimed triples as well.

    Args:
        checked: The part of *shapes*, blank nodes included, that is known to conform to shacl-shacl. The core is (our
            tests see to it), and asking anew costs seconds.

    Raises:
        ShapesError: *shapes* is ill-formed (by shacl-shacl, by pySHACL's own reading, or a query does not parse), asks
            for what is not run, or marks a shape without target `movsh:seesClaims`, which would change nothing.

    Source: https://www.w3.org/TR/shacl/#shacl-shacl
    """
    ready = prepare_sound(shapes, checked)
    if ready.faults:
        faulty = [fault.shape for fault in ready.faults if fault.shape is not None]
        texts = (_prefixed(shapes, fault) for fault in ready.faults)
        raise ShapesError(
            " ".join(texts), tuple(dict.fromkeys(name for node in faulty for name in named(shapes, node)))
        )
    return ready


def prepare_sound(shapes: Graph, checked: Graph | None = None) -> Shapes:
    """
    As `prepare`, but what is ill-formed is told in `Shapes.faults`, and left out with every shape that mentions it.

    What is left asks the same as it would among the others. Where nobody can say which shape is at fault, all are left
    out but those of *checked*.
    """
    own = set() if checked is shapes else _beside(shapes, checked or Graph())
    faults = list(ill_written(shapes, checked))
    faults += queries_of(shapes, _left_out(shapes, faults))
    while True:
        lost = any(fault.shape is None for fault in faults)
        sound = (checked or Graph()) if lost else _without(shapes, faults)
        try:
            loaded, queries, more = load(sound, () if lost else own)
        except ReportableRuntimeError as error:
            reason = first_line(error).rstrip(".")
            if lost:
                raise ShapesError(told("unreadable", reason=reason)["en"]) from error
            more = [*unloadable(sound, own.intersection(sound.subjects()))] or [
                Fault(None, told("unreadable", reason=reason))
            ]
        if not more:
            break
        faults += more
    targeted = targeted_shapes(sound)
    marked = {shape for shape, value in sound.subject_objects(SEES_CLAIMS) if is_true(value)}
    return Shapes(
        graph=sound,
        of_files=tuple(shape for shape in targeted if shape not in marked),
        of_claims=tuple(shape for shape in targeted if shape in marked),
        queries=queries,
        loaded=loaded,
        faults=tuple(_with_what_they_stop(shapes, faults)),
    )


def _beside(shapes: Graph, checked: Graph) -> set[Node]:
    return {triple[0] for triple in shapes if triple not in checked}


def _without(shapes: Graph, faults: Iterable[Fault]) -> Graph:
    left_out = _left_out(shapes, faults)
    if not left_out:
        return shapes
    sound = Graph()
    for prefix, namespace in shapes.namespaces():
        sound.bind(prefix, namespace, override=True, replace=True)
    for triple in shapes:
        if triple[0] not in left_out:
            sound.add(triple)
    return sound


def _left_out(shapes: Graph, faults: Iterable[Fault]) -> set[Node]:
    return tainted(shapes, (fault.shape for fault in faults if fault.shape is not None))


def _with_what_they_stop(shapes: Graph, faults: Iterable[Fault]) -> Iterable[Fault]:
    """*faults*, each once, with the names of the shapes that are not asked for it."""
    targeted = targeted_shapes(shapes) if faults else []
    seen: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        stopped = None if fault.shape is None else tainted(shapes, [fault.shape])
        names = sorted({rule_name(shapes, shape) for shape in targeted if stopped is not None and shape in stopped})
        until = told("until", shapes=", ".join(names)) if names else {}
        messages = {language: text + until.get(language, "") for language, text in fault.messages.items()}
        name = next(iter(() if fault.shape is None else named(shapes, fault.shape)), None)
        known = (fault.shape, fault.predicate, fault.value, messages["en"])
        seen.setdefault(known, replace(fault, messages=messages, name=name))
    return seen.values()


def _prefixed(shapes: Graph, fault: Fault) -> str:
    name = "" if fault.shape is None else f"{rule_name(shapes, fault.shape)}: "
    return name + fault.messages["en"]
