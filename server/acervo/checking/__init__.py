"""Syntax, the files against each other, and SHACL: one list of findings."""
