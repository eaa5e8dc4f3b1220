"""One module per kind of address."""
