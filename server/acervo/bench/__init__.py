"""Seeded archives, and how fast this software and others answer the same questions on them."""
