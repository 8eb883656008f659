"""Owns what every calculation on one profile rests on, worked out once: effects, payers and divisions."""

from __future__ import annotations

from uwanose.charging.division import Division, divide
from uwanose.charging.formulas import formula_for
from uwanose.charging.monthly_cost import MonthlyCost
from uwanose.charging.payers import Payers, payers_of
from uwanose.dates import Month
from uwanose.layers.members import Membership
from uwanose.layers.model import Customization, Profile, Rank, SharingFormula
from uwanose.layers.weights import WEIGHTS, drivers_of

__all__ = ["Basis"]


class Basis:
    """One profile with its adoptions in force; remembers payers, formulas and divisions, which never change."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.membership = Membership(profile)
        self.drivers = drivers_of(profile)
        self.agreed = (
            self.drivers.keys() - profile.consortium.drivers.keys()
        )  # weights, and formulas named alike
        self.figures = {name: driver.values for name, driver in self.drivers.items()}
        self._payers: dict[str, Payers] = {}
        self._formulas: dict[
            tuple[str, Rank, Month], SharingFormula
        ] = {}  # by the method a customization names; by the customization when it has weights of its own
        self._divisions: dict[tuple[object, ...], Division] = {}

    def payers(self, customization: str) -> Payers:
        """Return who pays for a customization in which months."""
        if customization not in self._payers:
            self._payers[customization] = payers_of(self.profile, self.membership, customization)
        return self._payers[customization]

    def formula(self, customization: Customization, layer: Rank, month: Month) -> SharingFormula:
        """Return the formula by which the payers of a customization share in a month. Raises SharingProblem."""
        method = customization.sharing.formula
        key = (customization.id if method == WEIGHTS else method, layer, month)
        if key not in self._formulas:
            self._formulas[key] = formula_for(self.profile, customization, layer, month)
        return self._formulas[key]

    def divide(self, cost: MonthlyCost) -> Division:
        """Return the division of a monthly cost. Raises SharingProblem when its formula gives no weights."""
        formula, total = cost.formula, cost.amount.yen
        earlier = cost.before_formula or formula
        key = (total, formula.id, cost.payers, cost.before, cost.only, earlier.id)
        if key not in self._divisions:
            self._divisions[key] = divide(
                total,
                formula.terms,
                formula.remainder,
                formula.tie_order,
                self.figures,
                cost.payers,
                cost.before,
                cost.only,
                earlier.terms,
            )
        return self._divisions[key]
