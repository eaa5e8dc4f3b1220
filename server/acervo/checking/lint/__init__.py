"""Lint: faults that no shape can name, because they lie in the writing or between the files."""
