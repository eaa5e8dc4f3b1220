"""SPARQL as text: its tokens, its groups, and what an engine must be asked in other words."""
