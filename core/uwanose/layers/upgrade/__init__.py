"""Owns what a new release of the national package does to every override: one status for each, in one run."""
