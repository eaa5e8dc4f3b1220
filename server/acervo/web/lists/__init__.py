"""Pages that list: sources, disagreements, search hits, the vocabulary, latest changes."""
