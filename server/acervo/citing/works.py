"""A work as bibliographies describe it, whatever format or style it is written in later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Role = Literal["author", "editor", "interviewer", "contributor"]
Kind = Literal[
    "article-journal",
    "article-newspaper",
    "book",
    "chapter",
    "document",
    "interview",
    "legislation",
    "motion_picture",
    "periodical",
    "post",
    "post-weblog",
    "report",
    "webpage",
]
"""Types of CSL 1.0.2. Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types"""


@dataclass(frozen=True)
class Contributor:
    """Somebody who had a part in a work."""

    role: Role
    name: str
    """As the work prints it."""
    is_person: bool = False
    family: str = ""
    """The family name, where something else than the work says it."""
    is_by_line: bool = False
    """Whether the work names them without a role and nobody as its author, so that they stand in the author's place."""

    @property
    def parts(self) -> tuple[str, str] | None:
        """
        Family and given name, where it is known which is which; else None, and the name is kept whole.

        >>> Contributor("author", "Pascual Marquina, Cira", is_person=True).parts
        ('Pascual Marquina', 'Cira')
        >>> Contributor("author", "Cira Pascual Marquina", is_person=True).parts
        >>> Contributor("author", "Cira Pascual Marquina", is_person=True, family="Pascual Marquina").parts
        ('Pascual Marquina', 'Cira')
        """
        family, comma, given = (part.strip() for part in self.name.partition(","))
        if not comma and self.name.endswith(f" {self.family}"):
            family, given = self.family, self.name.removesuffix(self.family).strip()
        return (family, given) if self.is_person and family and given and "," not in given else None


_ROLES: Final[dict[str, Role]] = {"Author": "author", "Editor": "editor", "Interviewer": "interviewer"}


def contributors_of(
    named: Iterable[tuple[str, str, bool]], families: Mapping[str, str] = MappingProxyType({})
) -> tuple[Contributor, ...]:
    """
    Who had a part in a work, each once, from role (the local name of a term of the core, or ""), name, and whether
    it is that of a person.

    An interview is by who answers, as styles have it, unless somebody is named as its author. Where nobody has a role
    that stands for authorship, whoever is named without any, as by-lines name them, stands in the place of the author.

    Args:
        families: Name → the family name in it, where that is known.
    """
    told = list(named)
    has_author = any(role == "Author" for role, _, _ in told)
    roles = _ROLES if has_author else {**_ROLES, "Interviewee": "author"}
    by_line = not any(role in roles for role, _, _ in told)
    found = (
        Contributor(
            "author" if by_line and not role else roles.get(role, "contributor"),
            name,
            is_person,
            families.get(name, ""),
            is_by_line=by_line and not role,
        )
        for role, name, is_person in told
        if name
    )
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Work:
    """One source, or one page of the archive; "" is what is not known."""

    key: str
    """Unlike that of any other work in the archive, and of letters that BibTeX allows."""
    kind: Kind
    title: str
    contributors: Sequence[Contributor] = ()
    container: str = ""
    container_editors: Sequence[Contributor] = ()
    date: str = ""
    """EDTF, as the archive has it."""
    accessed: str = ""
    """The same: when the address was looked at last."""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    url: str = ""
    language: str = ""
    version: str = ""
    """The edition of the archive that a page is of."""
    licence: str = ""

    def of_role(self, role: Role) -> list[Contributor]:
        """Those with *role*, in the order of the work; editors of the work in which this one appears come last."""
        return [one for one in (*self.contributors, *self.container_editors) if one.role == role]
