"""Notices to residents: a framework of named blocks, their wording layer by layer, figures of the engine alone."""
