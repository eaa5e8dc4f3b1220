"""The reference pages of docs/reference/: each module writes one page from the thing it describes."""
