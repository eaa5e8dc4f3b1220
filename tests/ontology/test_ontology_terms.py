"""Every word of the core is there, and explains itself in English and in Spanish."""

from __future__ import annotations

import pytest

MOV = "https://w3id.org/acervo/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def words(text):
    return text.split()


EVENTS = words(
    """
    Campaign Battle Occupation LearningActivity Appointment Dismissal Founding OwnershipChange ContextEvent
    LegalAct
    """
)
RECORDS = {
    "Count": "of counted value qualifier",
    "ProductionOutcome": "outcomeOf measure before after unit",
    "OrganizationOutcome": "outcomeOf created",
    "LearningOutcome": "outcomeOf taught",
    "SocialOutcome": "outcomeOf gist",
    "Participation": "event participant role headcount qualifier",
    "Tenure": "date duration startedBy endedBy",
    "Ownership": "owned owner kind date",
    "Control": "controlled controller date",
    "Recognition": "recogniser recognised office date",
    "View": "kind about gist",
    "Circumstance": "circumstanceOf gist",
    "EmptyField": "fieldOf field",
}
KEYS = {
    "Count": {"mov:of", "mov:counted"},
    "ProductionOutcome": {"mov:outcomeOf", "mov:measure"},
    "Participation": {"mov:event", "mov:participant", "mov:role"},
    "Tenure": {"org:member", "org:organization", "org:role"},
    "Ownership": {"mov:owned"},
    "Control": {"mov:controlled"},
    "Recognition": {"mov:recogniser", "mov:office"},
}
LISTS = {
    "Rank": "Preferred Normal Deprecated",
    "Modality": "Asserted Alleged Attributed Inferred",
    "Qualifier": "Exact About Over Some",
    "Measure": "ProductiveCapacity ProductionLevel PlantInOperation",
    "Unit": "Percent",
    "ViewKind": "Motive Cause Judgement Goal Demand Explanation Definition",
    "Role": """Volunteer Organizer Coordinator Host Inviter Donor President Worker Author Editor Interviewer Interviewee
        Submitter Sender Head""",
    "OwnershipKind": "StateOwned PrivatelyOwned CommunallyOwned",
    "OrganizationKind": """StateAgency StateEnterprise PrivateEnterprise Ministry Government University PoliticalParty
        Commune CommunalCouncil WorkersCouncil VolunteerNetwork MediaOutlet Publisher Foundation InternationalBody
        ResearchInstitute Enterprise Archives""",
    "FacilityKind": "FishProcessingPlant FoodMachineryPlant GasCylinderPlant FoodPlant OilRefinery AnodePlant Factory",
    "NothingDrawnReason": "Heading Question Repetition Rhetoric Navigation",
    "PlaceKind": "Country State City Region",
    "SourceType": """Book BookChapter JournalArticle NewsArticle WebPage Report LegalText Video MailMessage
        CatalogueEntry InterviewText BlogPost Journal Gazette Website MailingList""",
    "DisagreementKind": """ConflictAtSameTime DifferentAsOf DifferentMeasure PrecisionOnly SpellingOnly
        CopiesOfOneOrigin WithinOneSource NotCarriedByCitedSource PolarityConflict""",
}
SINGLE = words(
    """
    date duration atFacility ordinal birthDate birthPlace deathDate size
    """
)
CLAIM_ONLY = words(
    """
    atFacility place partOf ordinal operatedBy organizer coordinatedBy invitedBy appointedBy appointee produces
    repaired birthDate birthPlace worksAt memberOf locatedIn funder materialSupportFrom follows causedBy size
    memberKind knownMember describes usesMethod website founder successorOf sector linkLabel videoLabel
    carriedOutBy directedAt inResponseTo partner deathDate trade suppliesTo
    """
)
OTHERS = words(
    """
    Idea Programme nothingDrawn attributedTo
    Event Archive Case Facility Equipment Place Method Group Product Source Contribution Reference Footnote
    Section Passage Claim Disagreement passage holder asOf rank modality polarity reason position contribution
    agent role nameAsPrinted container sentAt volume issue pages publisher publisherPlace url doi accessDate
    sourceType copyOf textFile documents inSource number identifies section paragraph sentence start end sha256
    firstWords lastWords speaker cites fieldLabel translatedLabel possiblySame sameThingAs wikidata iso3166
    placeKind within earliest latest datePrecision malformedDate statedBy contested hadParticipant
    sentVolunteers headOf disagreementAbout disagreementOn disagreementKind hasClaim inDisagreement singleValued
    claimOnly comparisonKey comparedValue expected base
    """
)

NAMES = sorted(
    {*EVENTS, *RECORDS, *LISTS, *SINGLE, *CLAIM_ONLY, *OTHERS}
    | {name for names in (*RECORDS.values(), *LISTS.values()) for name in names.split()}
    | {f"{name}Scheme" for name in LISTS}
)


def short(iri):
    return iri.replace(MOV, "mov:").replace("http://www.w3.org/ns/org#", "org:")


def test_every_name_of_the_design_is_defined(values):
    """Data, shapes and queries are written against these names; they are for ever."""
    assert [] == [name for name in NAMES if f"{SKOS}definition" not in values[MOV + name]]


def test_every_term_explains_itself_in_both_languages(values):
    """One label and one definition a language, an example, and the file it belongs to."""
    poor = {}
    for iri in sorted(values):
        if not iri.startswith((MOV, "https://w3id.org/acervo/shapes#")):
            continue
        facts = values[iri]
        for name in ("prefLabel", "definition"):
            if ["en", "es"] != sorted(o.language for o in facts[SKOS + name]):
                poor.setdefault(short(iri), []).append(name)
        if not facts[f"{SKOS}example"]:
            poor.setdefault(short(iri), []).append("example")
        if 1 != len(facts[f"{RDFS}isDefinedBy"]):
            poor.setdefault(short(iri), []).append("isDefinedBy")

    assert {} == poor


def test_every_term_is_defined_in_the_file_it_names(core_files):
    """The node in rdfs:isDefinedBy is the one that its own file opens with."""
    for name, triples in core_files.items():
        nodes = {s for s, p, o in triples if RDF_TYPE == p.value and o.value.endswith("owl#Ontology")}
        homes = {o for _, p, o in triples if p.value == f"{RDFS}isDefinedBy"}
        assert homes <= nodes, name


def test_definitions_are_one_sentence_and_differ(values):
    """A definition that two terms share excludes nothing."""
    seen = {}
    for iri, facts in values.items():
        for text in facts[f"{SKOS}definition"] if iri.startswith(MOV) else []:
            assert text.value.endswith("."), iri
            assert seen.setdefault((text.value, text.language), iri) == iri, iri


@pytest.mark.parametrize("kind", LISTS)
def test_a_closed_list_holds_its_members_in_order(values, kind):
    """Each member is of the class, a concept, and has its place in the scheme."""
    scheme = f"{MOV}{kind}Scheme"
    members = {iri for iri, facts in values.items() if scheme in {o.value for o in facts[f"{SKOS}inScheme"]}}

    assert {MOV + name for name in LISTS[kind].split()} == members
    for iri in members:
        assert {MOV + kind, f"{SKOS}Concept"} <= {o.value for o in values[iri][RDF_TYPE]}
    positions = sorted(int(o.value) for iri in members for o in values[iri][f"{MOV}position"])
    assert [*range(1, len(members) + 1)] == positions


@pytest.mark.parametrize("event", EVENTS)
def test_every_kind_of_event_is_an_event(values, event):
    """So that ?x a mov:Event finds it."""
    assert f"{MOV}Event" in {o.value for o in values[MOV + event][f"{RDFS}subClassOf"]}


@pytest.mark.parametrize("record", RECORDS)
def test_every_record_is_a_claim(values, record):
    """A record needs a passage as any other claim does."""
    assert f"{MOV}Claim" in {o.value for o in values[MOV + record][f"{RDFS}subClassOf"]}


def test_records_that_can_disagree_name_key_and_value(values):
    """The rule that finds disagreements reads these and knows no class by name."""
    keys = {name: {short(o.value) for o in values[MOV + name][f"{MOV}comparisonKey"]} for name in RECORDS}
    compared = {name for name in RECORDS if values[MOV + name][f"{MOV}comparedValue"]}

    assert KEYS == {name: key for name, key in keys.items() if key}
    assert set(KEYS) == compared


def test_single_valued_predicates_are_those_of_the_design(values):
    """Of any other predicate two values are no dispute."""
    marked = {iri for iri, facts in values.items() if "true" in {o.value for o in facts[f"{MOV}singleValued"]}}

    assert {MOV + name for name in SINGLE} == {iri for iri in marked if iri.startswith(MOV)}


def test_predicates_for_claims_only_are_marked(values):
    """mov:date and its like stay unmarked, because sources and records carry them directly."""
    marked = {iri for iri, facts in values.items() if "true" in {o.value for o in facts[f"{MOV}claimOnly"]}}

    assert {MOV + name for name in CLAIM_ONLY} == {iri for iri in marked if iri.startswith(MOV)}
