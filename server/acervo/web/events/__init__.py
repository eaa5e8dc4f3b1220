"""Events as lists, along a line of time and on a map."""
