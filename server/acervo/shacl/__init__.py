"""SHACL: pySHACL as the reference, and what gives its answers sooner."""
