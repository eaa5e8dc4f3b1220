"""What model.md shows before its tables: a drawing, a claim in Turtle and a query for it."""

from __future__ import annotations

from typing import Final

DIAGRAM: Final = """
classDiagram
    class Source["mov:Source"] {
        dcterms:title, mov:date, mov:textFile …
    }
    class Contribution["mov:Contribution"] {
        mov:agent, mov:role, mov:position
    }
    class Section["mov:Section"] {
        dcterms:title, mov:position
    }
    class Passage["mov:Passage"] {
        mov:paragraph, mov:sentence
        mov:start, mov:end, mov:sha256
    }
    class Entry["mov:Reference, mov:Footnote"] {
        mov:number
    }
    class Claim["mov:Claim"] {
        mov:holder, mov:asOf, mov:rank
        mov:modality, mov:polarity, mov:reason
    }
    class Record["records: mov:Count, mov:Participation …"] {
        properties of their own
    }
    class Thing["things: mov:Event, mov:Facility …"] {
        skos:prefLabel
        direct triples, derived
    }
    class Disagreement["mov:Disagreement (derived)"] {
        mov:disagreementKind
    }
    Source --> "0..n" Contribution : contribution
    Section --> "1" Source : inSource
    Passage --> "1" Source : inSource
    Passage --> "0..1" Section : section
    Passage --> "0..n" Entry : cites
    Entry --> "1" Source : inSource, identifies
    Claim --> "1..n" Passage : passage
    Record --|> Claim
    Claim --> "1" Thing : subject, object
    Record --> "1..n" Thing : of, event, participant …
    Disagreement --> "2..n" Claim : hasClaim
    Disagreement --> "1" Thing : disagreementAbout
    Thing --> "0..n" Source : statedBy (derived)
"""

DIAGRAM_IN_WORDS: Final = """
A source has sections and passages.
A claim names the passages in which it is made, and what it says about a thing: either one triple, or the properties
of a record.
From all claims the build derives direct triples on things, and a disagreement where claims that are compared give more
than one value.
"""

CLAIM_BEFORE: Final = """
A claim about one triple names its subject, predicate and object, and the passage that says so.
This one stands in `data/sources/case/claims-la-gaviota-2016.ttl`:
"""

CLAIM: Final = """
:battle-la-gaviota-2016-date-1 a mov:Claim ;
    rdf:subject :battle-la-gaviota-2016 ; rdf:predicate mov:date ; rdf:object "2016-02-12/2016-02-16"^^edtf:EDTF ;
    mov:passage :passage-case-e92b65f6 .
"""

RECORD_BEFORE: Final = """
A record says several things at once, so that it needs no subject, predicate and object.
This one stands in `data/sources/case/claims-recruitment.ttl`:
"""

RECORD: Final = """
:industries-sending-volunteers-enterprises-1 a mov:Count ;
    mov:of :industries-sending-volunteers ; mov:counted mov:Enterprise ; mov:value 30 ; mov:qualifier mov:Over ;
    mov:passage :passage-case-0e7fa113 .
"""

CLAIM_AFTER: Final = """
What a claim leaves out has a default: `mov:rank` is `mov:Normal`, `mov:modality` is `mov:Asserted`, `mov:polarity` is
true, and the holder is whoever speaks in the passage.
From the first claim the build writes the direct triple `:battle-la-gaviota-2016 mov:date "2016-02-12/2016-02-16"`, the
bounds `mov:earliest` and `mov:latest`, and `:battle-la-gaviota-2016 mov:statedBy :source-case`.
"""

QUERY_BEFORE: Final = """
The direct triple is one pattern away; who says so, and where, is three more:
"""

QUERY: Final = """
PREFIX : <https://w3id.org/acervo/epo/id/>
PREFIX mov: <https://w3id.org/acervo/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>

SELECT ?date ?source ?section ?paragraph ?sentence
WHERE {
  :battle-la-gaviota-2016 mov:date ?date .
  ?claim rdf:subject :battle-la-gaviota-2016 ;
    rdf:predicate mov:date ;
    rdf:object ?date ;
    mov:passage ?passage .
  ?passage mov:inSource/dcterms:title ?source ;
    mov:section/dcterms:title ?section ;
    mov:paragraph ?paragraph ;
    mov:sentence ?sentence .
}
ORDER BY ?date ?source ?section ?paragraph ?sentence
"""
