"""The resident register (住民記録): append-only, event-sourced; the facts are those of the standard's version 1.0."""
