"""A new archive: what is in it, and how it comes to stand where it was asked for."""
