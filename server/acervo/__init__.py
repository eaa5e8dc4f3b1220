"""Acervo publishes a folder of Turtle files as a knowledge graph."""

__version__ = "0.1.0"
