"""Owns an invented population: residents in households, and their children's insured bills, town by town.

Everybody is invented, no column holds a personal number (個人番号), and the same seed always gives the same people.
"""

from uwanose.engine.population.bills import bills
from uwanose.engine.population.residents import residents
from uwanose.engine.population.write import write_inputs

__all__ = ["bills", "residents", "write_inputs"]
