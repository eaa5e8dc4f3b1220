"""Checks made of other shapes: `sh:property`, `sh:node`, `sh:and`, `sh:or`, `sh:not`, `sh:xone`, qualified counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from acervo.shacl.checks import EveryFocus, Plan, Terms, Values
from acervo.shacl.lookup import Lookup


@dataclass(frozen=True)
class _OfPlans:
    plans: tuple[Plan, ...]

    @property
    def exact(self) -> bool:
        """Whether every plan is."""
        return all(plan.exact for plan in self.plans)


@dataclass(frozen=True)
class All(_OfPlans):
    """`sh:property`, `sh:node`, `sh:and`: a value conforms to every one."""

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those that may break one."""
        found: Terms = set()
        for plan in self.plans:
            found |= plan.suspects(values, lookup)
        return found


@dataclass(frozen=True)
class Any(_OfPlans):
    """`sh:or`: a value conforms to one at least."""

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those that may break all."""
        found = values
        for plan in self.plans:
            if found:
                found = plan.suspects(found, lookup)
        return found


@dataclass(frozen=True)
class NoneOf(_OfPlans):
    """`sh:not`: a value conforms to none."""

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those that may conform to one."""
        found: Terms = set()
        for plan in self.plans:
            found |= conforming(plan, values, lookup) if plan.exact else values
        return found


@dataclass(frozen=True)
class ExactlyOne(_OfPlans):
    """`sh:xone`."""

    def bad(self, values: Terms, lookup: Lookup) -> Terms:
        """Those that conform to none or to several."""
        if not self.exact:
            return values
        once: Terms = set()
        again: Terms = set()
        for plan in self.plans:
            these = conforming(plan, values, lookup)
            again |= these & once
            once |= these
        return (values - once) | again


@dataclass(frozen=True)
class Qualified:
    """`sh:qualifiedValueShape` with its counts; what conforms to a sibling does not count."""

    plan: Plan
    siblings: tuple[Plan, ...]
    least: int | None
    most: int | None

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every shape that it refers to."""
        return (self.plan, *self.siblings)

    @property
    def exact(self) -> bool:
        """Whether every plan is."""
        return all(plan.exact for plan in self.plans)

    def bad(self, values: Values, lookup: Lookup) -> Terms:
        """Those with too few or too many values that count."""
        if not self.exact:
            return set(values)
        every = {value for several in values.values() for value in several}
        counts = conforming(self.plan, every, lookup)
        for sibling in self.siblings:
            counts -= conforming(sibling, counts, lookup)
        found: Terms = set()
        for node, several in values.items():
            number = sum(value in counts for value in several)
            too_few = self.least is not None and number < self.least
            if too_few or (self.most is not None and number > self.most):
                found.add(node)
        return found


def conforming(plan: Plan, values: Terms, lookup: Lookup) -> Terms:
    """Those of *values* that conform to an exact *plan*."""
    return values - plan.suspects(values, lookup)


def reasons(plan: Plan) -> Iterator[str]:
    """Why pySHACL is asked about every node of *plan*, or of a shape that it refers to."""
    for check in (*plan.of_focus, *plan.of_values):
        if isinstance(check, EveryFocus):
            yield check.reason
        for inner in getattr(check, "plans", ()):
            yield from reasons(inner)
