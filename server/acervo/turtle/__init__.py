"""Turtle as curators write it."""
