"""Things of an edition found by what they are called and what is said of them."""
