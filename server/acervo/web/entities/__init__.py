"""The page of one thing, laid out by its class, and how it is cited."""
