"""Formulas wired by parameter name, layered through pluggy; batch, explain, cases."""
