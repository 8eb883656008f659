"""Owns an invented population: residents in households, and what each business needs of them, town by town.

Everybody is invented, no column holds a personal number (個人番号), and the same seed always gives the same people.
"""

from uwanose.engine.population.bills import bills
from uwanose.engine.population.child_allowance import children
from uwanose.engine.population.financial_accounting import documents
from uwanose.engine.population.late_elderly_premium import late_elderly
from uwanose.engine.population.long_term_care_premium import care_insured
from uwanose.engine.population.medical_subsidy_disability import disability_bills
from uwanose.engine.population.medical_subsidy_single_parent import single_parent_bills
from uwanose.engine.population.national_health_insurance import health_insured
from uwanose.engine.population.residents import residents
from uwanose.engine.population.retirement_tax import retirement_allowances
from uwanose.engine.population.write import write_inputs

__all__ = [
    "bills",
    "care_insured",
    "children",
    "disability_bills",
    "documents",
    "health_insured",
    "late_elderly",
    "residents",
    "retirement_allowances",
    "single_parent_bills",
    "write_inputs",
]
