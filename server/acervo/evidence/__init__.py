"""Texts of sources ⇄ passages: addressable stretches that prove where a source says something, and never quote it."""
