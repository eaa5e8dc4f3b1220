"""Sources as scholars name them within a text: who wrote them, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from acervo.citing.dates import certain_year
from acervo.citing.works import Contributor, Role, Work

#: Whose names stand for the work: the first of these that it has.
_NAMED: Final[tuple[tuple[Role, ...], ...]] = (("author", "interviewer"), ("editor",), ("contributor",))
_ALL_NAMED: Final = 3
"""Of more than so many names only the first stands."""
_TWO: Final = 2
"""A name of so many words ends with the family name; of one with more it is not known where that begins."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def short_names(works: Mapping[str, Work], conjunction: str, others: str) -> dict[str, str]:
    """
    A name for each of *works*, by its key: “Moldovan 2021”, “Requena and Pascual Marquina 2018a”.

    A work by nobody who is known is called by its title; all others differ. A year that is in doubt is left out.

    Args:
        conjunction: What stands between two names: “and”.
        others: What stands for the names that are left out: “et al.”.

    Source: The Chicago Manual of Style, 18th edition, 13.102–13.128 (author-date citations in the text)
    """
    families = _families(one for work in works.values() for one in (*work.contributors, *work.container_editors))
    named = {key: _who(work, families, conjunction, others) for key, work in works.items()}
    alike: dict[tuple[str, str], list[str]] = {}
    for key in sorted(works, key=lambda key: (works[key].date, works[key].title, key)):
        alike.setdefault((named[key], str(certain_year(works[key].date) or "")), []).append(key)
    found: dict[str, str] = {}
    for (who, year), keys in alike.items():
        for number, key in enumerate(keys):
            if not who:
                found[key] = works[key].title
            elif len(keys) == 1:
                found[key] = f"{who} {year}".rstrip()
            else:
                found[key] = f"{who} {year}{_letter(number)}"
    return found


def _who(work: Work, families: Mapping[str, str], conjunction: str, others: str) -> str:
    for roles in _NAMED:
        names = list(dict.fromkeys(_family(one, families) for role in roles for one in _of_work(work, role)))
        if len(names) > _ALL_NAMED:
            return f"{names[0]} {others}"
        if names:
            *first, last = names
            return f"{', '.join(first)} {conjunction} {last}" if first else last
    return ""


def _of_work(work: Work, role: Role) -> list[Contributor]:
    return [one for one in work.contributors if one.role == role]


def _family(one: Contributor, families: Mapping[str, str]) -> str:
    if not one.is_person:
        return one.name
    words = one.name.split()
    return families.get(one.name) or (words[1] if len(words) == _TWO else one.name)


def _families(contributors: Iterable[Contributor]) -> dict[str, str]:
    """
    The family names of people who are printed with a comma, by each way of writing their names.

    Who is printed as “Pascual Marquina, Cira” in one work is the “Cira Pascual Marquina” of another.
    """
    found: dict[str, str] = {}
    for one in contributors:
        if one.parts:
            family, given = one.parts
            found |= {one.name: family, f"{given} {family}": family}
    return found


def _letter(number: int) -> str:
    """The letter of the year: a … z, aa, ab …"""
    rest, place = divmod(number, len(_LETTERS))
    return (_letter(rest - 1) if rest else "") + _LETTERS[place]
