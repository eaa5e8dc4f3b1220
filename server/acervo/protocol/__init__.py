"""SPARQL Protocol and content negotiation, without a web framework."""
