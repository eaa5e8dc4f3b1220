"""What the page of a thing shows first and under which headings, by the class of the thing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from acervo.namespaces import MOV, PREFIXES, RDF, SKOS


def _iris(names: str) -> tuple[str, ...]:
    """The IRIs of *names*; one without a prefix is of the core."""
    split = (name.rpartition(":") for name in names.split())
    return tuple((PREFIXES[prefix] if prefix else MOV) + local for prefix, _, local in split)


@dataclass(frozen=True)
class Part:
    """
    One section of a page.

    Args:
        title: The word of the interface above it.
        matters: Properties and classes of records: the claims on these stand here.
        facts: Properties whose direct values stand here.
        incoming: Properties with which other things point here, told here rather than at the end.
        kind: What else the template writes here; "" for nothing.
        rest: Whether all claims stand here that have no other place.
        is_of_parts: Whether its title says of the events in it that they are parts of the thing.
    """

    title: str
    matters: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    incoming: tuple[str, ...] = ()
    kind: str = ""
    rest: bool = False
    is_of_parts: bool = False

    @property
    def id(self) -> str:
        """The fragment of the page's address that leads here."""
        return self.title.removeprefix("section_").replace("_", "-")


@dataclass(frozen=True)
class Layout:
    """The page of a thing of the class *of*: what is told at a glance, and the parts in order."""

    of: str
    glance: tuple[str, ...]
    parts: tuple[Part, ...]


_EVENTS: Final = Part("section_events", kind="events")
_NAMES: Final = Part(
    "section_names",
    _iris("skos:prefLabel skos:altLabel skos:hiddenLabel possiblySame sameThingAs successorOf"),
    incoming=_iris("possiblySame successorOf"),
)
_NUMBERS: Final = Part("section_numbers", _iris("Count size memberKind"))
_VIEWS: Final = Part("section_views", _iris("View"))
_OUTCOME: Final = Part(
    "section_outcome", _iris("repaired ProductionOutcome OrganizationOutcome LearningOutcome SocialOutcome")
)
_RUN: Final = Part("section_run", _iris("operatedBy Ownership Control"), incoming=_iris("operatedBy owned"))
_TOOK_PART: Final = Part("section_took_part", _iris("Participation"))
_REST: Final = Part("section_other", rest=True)
_STATEMENTS: Final = Part("section_statements", kind="statements")
_WHEN_WHERE: Final = Part("section_when_where", _iris("date sentAt duration atFacility place locatedIn"))
_WHO: Final = Part(
    "section_who",
    _iris(
        "organizer coordinatedBy invitedBy carriedOutBy appointee appointedBy office Participation partner directedAt"
        " funder materialSupportFrom"
    ),
)
_HOW: Final = Part("section_how", _iris("usesMethod Circumstance"))
_ONE_OF: Final = Part("section_one_of", _iris("kind ordinal partOf follows inResponseTo causedBy"))

_EVENT_GLANCE: Final = _iris(
    "date duration place atFacility partOf organizer carriedOutBy appointee office appointedBy hadParticipant"
    " directedAt follows"
)
#: The first whose class a thing has; classes above the stated one count, so the special stand before the general.
LAYOUTS: Final = (
    Layout(MOV + "Passage", (), (Part("section_position", kind="passage"), Part("section_drawn", rest=True))),
    Layout(MOV + "Disagreement", (), (Part("section_compared", rest=True), _STATEMENTS)),
    Layout(MOV + "Claim", (), (Part("section_claim", kind="claim"), Part("section_same_matter", rest=True))),
    Layout(
        MOV + "Campaign",
        _EVENT_GLANCE,
        (
            _WHEN_WHERE,
            Part("section_its_events", kind="events", is_of_parts=True),
            _WHO,
            _OUTCOME,
            _HOW,
            _ONE_OF,
            _NUMBERS,
            _VIEWS,
        ),
    ),
    Layout(MOV + "Event", _EVENT_GLANCE, (_WHEN_WHERE, _WHO, _OUTCOME, _HOW, _ONE_OF, _EVENTS, _NUMBERS, _VIEWS)),
    Layout(
        MOV + "Facility",
        _iris("kind locatedIn operatedBy produces suppliesTo partOf"),
        (
            _RUN,
            Part("section_events_here", kind="events"),
            Part("section_what", _iris("kind sector locatedIn partOf"), incoming=_iris("partOf locatedIn")),
            Part("section_makes", _iris("produces suppliesTo")),
            Part("section_people", _iris("memberOf worksAt"), incoming=_iris("worksAt memberOf")),
            _TOOK_PART,
            _NUMBERS,
            _VIEWS,
        ),
    ),
    Layout(
        PREFIXES["org"] + "Organization",
        _iris("kind sector locatedIn partOf founder headOf website"),
        (
            Part("section_what", _iris("kind sector trade locatedIn partOf founder website date")),
            Part(
                "section_people",
                _iris("Tenure memberOf Recognition"),
                incoming=_iris("org:organization memberOf worksAt headOf org:postIn"),
            ),
            _RUN,
            Part("section_makes", _iris("produces"), incoming=_iris("publisher")),
            _TOOK_PART,
            _EVENTS,
            _NUMBERS,
            Part("section_said", kind="spoken", incoming=_iris("speaker holder")),
            Part("section_works", kind="works"),
            _VIEWS,
        ),
    ),
    Layout(
        PREFIXES["foaf"] + "Person",
        _iris("headOf memberOf worksAt birthDate birthPlace deathDate trade"),
        (
            Part(
                "section_offices",
                _iris("Tenure Recognition memberOf worksAt trade"),
                incoming=_iris("founder knownMember"),
            ),
            _TOOK_PART,
            _EVENTS,
            Part("section_said", kind="spoken", incoming=_iris("speaker holder")),
            Part("section_works", kind="works"),
            Part("section_life", _iris("birthDate birthPlace deathDate")),
            _VIEWS,
        ),
    ),
    Layout(
        MOV + "Place",
        _iris("placeKind within"),
        (
            Part(
                "section_lies",
                _iris("locatedIn"),
                facts=_iris("placeKind within"),
                incoming=_iris("within locatedIn birthPlace"),
            ),
            Part("section_events_here", kind="events"),
            _TOOK_PART,
            _NUMBERS,
            _VIEWS,
        ),
    ),
    Layout(
        MOV + "Group",
        _iris("memberKind size partOf memberOf locatedIn date trade"),
        (
            Part(
                "section_members",
                _iris("size memberKind knownMember Count trade sector"),
                incoming=_iris("memberOf partOf"),
            ),
            Part("section_belongs", _iris("partOf memberOf locatedIn atFacility worksAt date")),
            _TOOK_PART,
            _EVENTS,
            Part("section_said", kind="spoken", incoming=_iris("speaker holder")),
            _VIEWS,
        ),
    ),
    Layout(
        MOV + "Source",
        (),
        (
            Part("section_bibliography", kind="bibliography"),
            Part("section_sections", kind="sections"),
            Part("section_references", kind="references"),
            Part("section_footnotes", kind="footnotes"),
            Part("section_cited_by", incoming=_iris("identifies copyOf prov:wasDerivedFrom container")),
            Part("section_said_of_it", rest=True),
        ),
    ),
    Layout(
        MOV + "Reference",
        (),
        (
            Part("section_identifies", facts=_iris("identifies inSource number position passage")),
            Part("section_cited_by", incoming=_iris("cites")),
        ),
    ),
    Layout(
        MOV + "Footnote",
        (),
        (
            Part("section_what", facts=_iris("inSource number passage")),
            Part("section_cited_by", incoming=_iris("cites")),
        ),
    ),
    Layout(
        MOV + "Section",
        (),
        (Part("section_what", facts=_iris("inSource speaker position")), Part("section_passages", kind="passages")),
    ),
    Layout(
        MOV + "Case",
        _iris("describes place funder"),
        (Part("section_describes", _iris("describes"), incoming=_iris("documents")), _OUTCOME, _NUMBERS, _VIEWS),
    ),
    Layout(
        SKOS + "Concept",
        (),
        (
            Part(
                "section_place_in_list",
                facts=_iris("skos:inScheme skos:topConceptOf skos:broader skos:narrower skos:related"),
                incoming=_iris("skos:broader skos:narrower skos:related"),
            ),
            _EVENTS,
            Part("section_used", kind="incoming"),
        ),
    ),
    Layout(
        SKOS + "ConceptScheme",
        (),
        (
            Part(
                "section_concepts",
                facts=_iris("skos:hasTopConcept"),
                incoming=_iris("skos:topConceptOf skos:inScheme"),
            ),
            Part("section_used", kind="incoming"),
        ),
    ),
)
_ANY: Final = Layout("", _iris("kind date place locatedIn partOf"), (_REST, _EVENTS, _NUMBERS, _VIEWS))
#: What all pages end with.
_LAST: Final = (
    _REST,
    _NAMES,
    _STATEMENTS,
    Part("section_incoming", kind="incoming"),
    Part("section_sources", kind="sources"),
    Part("section_computed", kind="computed"),
)


def layout_of(classes: Set[str]) -> Layout:
    """The layout of a thing of *classes*, with what all pages end with."""
    found = next((one for one in LAYOUTS if one.of in classes), _ANY)
    kinds = {part.kind for part in found.parts} - {""}
    has_rest = any(part.rest for part in found.parts)
    # A bibliography is what the files say of a source.
    kinds |= {"statements"} if "bibliography" in kinds else set()
    missing = tuple(part for part in (_EVENTS, *_LAST) if part.kind not in kinds and not (part.rest and has_rest))
    return Layout(found.of, found.glance, (*found.parts, *missing))


#: What stands above all parts.
LEAD: Final = (SKOS + "definition", *_iris("dcterms:description skos:note"))
NOTES: Final = (SKOS + "scopeNote", SKOS + "editorialNote")
TYPE: Final = RDF + "type"
