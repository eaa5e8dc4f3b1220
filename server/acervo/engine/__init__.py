"""Queries answered. Nothing outside this layer and the build touches a store."""
