"""Queries and their answers as people read them: tables and drawings, kept queries, code for other tools."""
