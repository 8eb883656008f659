"""Owns one measurement of openfisca-core with its country template; runs in the peer's own interpreter.

usage: PEER_PYTHON peer_openfisca.py PEOPLE.npz VARIABLE

PEOPLE.npz holds the people of our own run: ``household`` (0, 1, …), ``place`` in the household, ``birth`` (days since
1970) and ``pay`` of the year. The template is far smaller than a resident tax: one tax is a single multiplication.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Any

import numpy as np
from measure import Laps, emit

MONTH = "2024-06"


def simulation(system: Any, people: Any) -> Any:
    """Build a simulation of everybody in their households, with a month's pay and the days of birth."""
    builder = import_module("openfisca_core.simulations").SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(people["household"])))
    homes = builder.declare_entity("household", np.arange(people["household"][-1] + 1))
    builder.join_with_persons(homes, people["household"], np.where(people["place"] < 2, "adult", "child"))
    made = builder.build(system)
    made.set_input("salary", MONTH, (people["pay"] / 12).astype("float32"))
    made.set_input("birth", MONTH, people["birth"].astype("datetime64[D]"))
    return made


def main(file: str, variable: str) -> None:
    """Measure loading, a first and a second calculation of one variable for everybody."""
    logging.disable(logging.CRITICAL)
    laps = Laps()
    with laps.lap("load"):
        system = import_module("openfisca_country_template").CountryTaxBenefitSystem()
    with laps.lap("read"):
        people = dict(np.load(file))
    with laps.lap("first"):
        simulation(system, people).calculate(variable, MONTH)
    with laps.lap("run"):
        simulation(system, people).calculate(variable, MONTH)
    emit(laps.figures | {"persons": len(people["household"])})


if __name__ == "__main__":
    if sys.argv[1:] == ["--versions"]:
        sys.stdout.write(f"openfisca-core {version('openfisca-core')}, ")
        sys.stdout.write(f"openfisca-country-template {version('openfisca-country-template')}\n")
    else:
        main(*sys.argv[1:])
