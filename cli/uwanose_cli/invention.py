"""Owns asking for an invented population with the base figures of the workspace, with progress."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from uwanose.engine.population import (
    bills,
    care_insured,
    children,
    disability_bills,
    documents,
    health_insured,
    late_elderly,
    residents,
    retirement_allowances,
    single_parent_bills,
    write_inputs,
)
from uwanose.engine.population.residents import Columns
from uwanose.errors import Finding, Refused
from uwanose.layers.model import Municipality
from uwanose.workspace import Workspace
from uwanose_cli.progress import progress
from uwanose_cli.session import Session

__all__ = ["INVENTED", "Invention"]


class Inventor(Protocol):
    """Invents the input of a business for a fiscal year, town by town."""

    def __call__(
        self, towns: Mapping[str, int], *, seed: int, fiscal_year: int
    ) -> Iterable[tuple[str, Columns]]: ...


INVENTED: Mapping[str, Inventor] = {
    "medical_subsidy": bills,
    "retirement_tax": retirement_allowances,
    "national_health_insurance": health_insured,
    "long_term_care_premium": care_insured,
    "late_elderly_premium": late_elderly,
    "child_allowance": children,
    "medical_subsidy_single_parent": single_parent_bills,
    "medical_subsidy_disability": disability_bills,
    "financial_accounting": documents,
}


@dataclass(frozen=True, slots=True)
class Invention:
    """Some towns with their numbers of people, and a seed."""

    workspace: Workspace
    persons: Mapping[str, int]
    seed: int

    @classmethod
    def of(cls, workspace: Workspace, towns: Sequence[Municipality] | None, seed: int) -> Invention:
        """Take as many people as the base figures (基礎数値) say. Raises Refused for a town that has none."""
        driver = workspace.profile.consortium.drivers.get("population")
        known = driver.values if driver else {}
        wanted = towns or tuple(workspace.profile.municipalities.values())
        missing = [town for town in wanted if town.id not in known]
        if missing or not wanted:
            raise Refused([_no_figures(workspace, missing)])
        return cls(workspace, {town.id: known[town.id] for town in wanted}, seed)

    def residents(
        self, levy_year: int, path: Path, session: Session, only: Collection[str] | None = None
    ) -> int:
        """Write the residents of a levy year, or *only* some of their columns, and return how many there are."""
        invented = residents(self.persons, seed=self.seed, income_year=levy_year - 1)
        return self._write("resident_tax", invented, path, session, only)

    def inputs(self, business: str, year: int, path: Path, session: Session) -> int:
        """Write the input of one of ``INVENTED`` for a fiscal year and return how many rows there are."""
        invented = INVENTED[business](self.persons, seed=self.seed, fiscal_year=year)
        return self._write(business, invented, path, session)

    def _write(
        self,
        business: str,
        invented: Iterable[tuple[str, Columns]],
        path: Path,
        session: Session,
        only: Collection[str] | None = None,
    ) -> int:
        """Write the tables of all towns as input of a business, with progress."""
        declared = self.workspace.catalog.inputs[business]
        if only is not None:
            declared = {name: column for name, column in declared.items() if name in only}
        label = self.workspace.catalog.businesses[business].label_ja
        with progress(session, f"{label}の入力を作成", f"inventing {business}", len(self.persons)) as step:
            return write_inputs(
                path,
                invented,
                declared,
                japanese=session.language == "ja",
                progress=lambda town, _: step(town),
            )


def _no_figures(workspace: Workspace, towns: Sequence[Municipality]) -> Finding:
    names = "、".join(town.name_ja for town in towns)
    return Finding(
        code="U110",
        place=workspace.profile.consortium.place,
        scope="register",
        ja=f"基礎数値に人口（population）がない町村があり、架空の住民を作れません: {names or '町村なし'}",
        en=f"No population stands among the base figures of {', '.join(town.id for town in towns) or 'any town'}.",
        remedy_ja="consortium.yaml の drivers の population に、町村ごとの人口を書いてください。",
        remedy_en="Write each town's population in consortium.yaml below drivers, population.",
    )
