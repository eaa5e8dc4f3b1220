"""Federation: SERVICE asked of other endpoints by a client of our own, from a list of those that may be asked."""
