"""What every page shares: names of things, claims as rows, links, templates and the reader they are made for."""
