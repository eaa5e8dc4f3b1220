"""What both clients are asked of the small archive, and the forms an answer takes."""

from __future__ import annotations

SELECTS = {
    "languages": "SELECT ?name { :gdansk skos:prefLabel ?name }",
    "numbers": "SELECT ?n ?of { ?count mov:value ?n ; mov:of ?of }",
    "unbound": "SELECT ?thing ?date { ?thing mov:statedBy ?source OPTIONAL { ?thing mov:date ?date } }",
    "blank nodes": "SELECT ?restriction ?p { ?class rdfs:subClassOf ?restriction . ?restriction ?p ?o "
    "FILTER(isBlank(?restriction)) }",
    "an aggregate": "SELECT ?class (COUNT(?thing) AS ?things) { ?thing a ?class } GROUP BY ?class",
    "a path": "SELECT ?class { mov:Battle rdfs:subClassOf+ ?class }",
    "a named graph": "SELECT ?g ?n { GRAPH ?g { :gdansk skos:prefLabel ?n } }",
    "characters": "SELECT ?text { VALUES ?text { 'a\\n\"\\\\b\\t' '<&>' 'żółć' '' 'x'@es-VE } }",
    "nothing": "SELECT ?x { ?x a mov:NothingAtAll }",
    "a dataset": "SELECT ?p ?o FROM <https://example.org/gdansk/graph/data/places/gdansk> { :gdansk ?p ?o }",
    "long": "SELECT ?s ?name { ?s skos:prefLabel ?name }",
}
ASKS = {"yes": ("ASK { :gdansk a mov:Place }", True), "no": ("ASK { :gdansk a mov:Battle }", False)}
CONSTRUCTS = {
    "a thing": "CONSTRUCT { :gdansk ?p ?o } WHERE { :gdansk ?p ?o }",
    "blank nodes": "CONSTRUCT { [] rdfs:label ?name } WHERE { :gdansk skos:prefLabel ?name }",
    "nothing": "CONSTRUCT WHERE { ?x a mov:NothingAtAll }",
}
