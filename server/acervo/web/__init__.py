"""HTTP: the SPARQL endpoint, entities and pages."""
