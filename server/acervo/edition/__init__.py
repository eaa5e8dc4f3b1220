"""Editions: a dataset made ready to serve, built from one state of the files and never changed afterwards."""
