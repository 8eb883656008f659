"""Owns reading ``sharing/*.yaml``: studies of cost sharing with their baselines, formulas and years."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil
from pathlib import PurePosixPath

from uwanose.charging.formulas import SharingProblem, weights
from uwanose.charging.shares import allocate
from uwanose.charging.sharing.study import STAND_ALONE, Baseline, Frozen, GroupCost, Study, YearPlan
from uwanose.dates import Interval
from uwanose.errors import Finding
from uwanose.layers.members import participants
from uwanose.layers.model import Driver, Profile, SharingFormula, Term
from uwanose.layers.read_consortium import read_drivers, read_formulas, read_ratio, read_terms
from uwanose.layers.reading import dates_in_order, read_act, unknown_name
from uwanose.source.fields import Fields
from uwanose.source.files import SourceFolder
from uwanose.source.read import read_mapping

__all__ = ["FOLDER", "read_studies"]

FOLDER = "sharing"
_SCOPE = "register"  # a study touches nobody's run and nobody's charge


def read_studies(files: SourceFolder, profile: Profile, findings: list[Finding]) -> dict[str, Study]:
    """Return the studies of a profile by their identifiers, the names of their files; what is wrong is a finding."""
    found = {}
    for name, data in files.below(f"{profile.folder}/{FOLDER}/"):
        mine: list[Finding] = []
        node = read_mapping(data, name, mine, _SCOPE)
        if node is not None:
            study = _Reader(Fields(node, mine, _SCOPE), profile, PurePosixPath(name).stem).study()
            if study:
                found[study.id] = study
        findings.extend(mine)
    return found


class _Reader:
    """Reads one study in the order in which names become known: base figures, baselines, formulas, years."""

    def __init__(self, fields: Fields, profile: Profile, identifier: str) -> None:
        self._fields, self._profile, self._id = fields, profile, identifier
        self._members = tuple(profile.municipalities)
        self._towns = self._taking_part()
        own = {driver.id: driver for driver in read_drivers(fields, self._members)}
        self._drivers: dict[str, Driver] = {**profile.consortium.drivers, **own}

    def _taking_part(self) -> tuple[str, ...]:
        """Return the towns that take part in the study's system on its first day; without a system, all members."""
        system = self._fields.word("system", list(self._profile.consortium.systems))
        start = self._fields.date("from")
        if not system or start is None:
            return self._members
        towns = participants(self._profile, system, start)
        if not towns:
            self._fields.report(
                "C140",
                self._fields.place("system"),
                f"{start} にシステム {system} に参加している町村がありません。",
                f"Nobody takes part in {system} on {start}.",
                "system か from、または consortium.yaml の participation を直してください。",
                "Correct system or from, or participation in consortium.yaml.",
            )
        return towns or self._members

    def study(self) -> Study | None:
        """Return the study, None when what it rests on cannot be read."""
        fields = self._fields
        label, _ = fields.label()
        start, until = fields.required_date("from"), fields.required_date("until")
        cost = fields.nested("cost", required=True)
        yen = cost.yen("yen", least=1) if cost else None
        source = cost.required_text("source") if cost else ""
        if cost:
            cost.done()
        baselines = {baseline.id: baseline for baseline in self._baselines()}
        formulas = self._formulas()
        population = fields.word("population", list(self._drivers), "population")
        now = fields.word("now", list(formulas), self._profile.consortium.prefecture_formula)
        chosen = fields.word("baseline", list(baselines), next(iter(baselines), ""))
        previous = fields.nested("previous")
        attributable = self._yen_by_town(fields, "attributable")
        promised = read_ratio(fields, "promised") if fields.has("promised") else None
        previous_label = previous.label()[0] if previous else ""
        previous_yen = self._yen_by_town(previous, "values") if previous else {}
        if previous:
            previous.done()
        group_costs = {one.id: one for one in self._group_costs()}
        years = {year.fiscal_year: year for year in self._years(formulas, now)}
        illustrative = fields.text("illustrative")
        fields.done()
        for key, missing in (("baselines", not baselines), ("drivers", population not in self._drivers)):
            if missing:
                fields.missing(key)
        if start is None or until is None or yen is None or not dates_in_order(fields, start, until):
            return None
        if not baselines or population not in self._drivers or now not in formulas:
            return None
        return Study(
            id=self._id, label_ja=label, interval=Interval.of(start, until), cost=yen, source=source, towns=self._towns,
            formulas=formulas, now=now, drivers=self._drivers, population=population, baselines=baselines,
            baseline=chosen, group_costs=group_costs, years=years, illustrative=illustrative, place=fields.node.place,
            attributable=attributable, promised=promised, previous_label=previous_label, previous=previous_yen,
        )  # fmt: skip

    def _formulas(self) -> dict[str, SharingFormula]:
        bases = [*self._drivers, STAND_ALONE]
        own = read_formulas(self._fields, "formulas", self._members, bases)
        return {**self._profile.consortium.formulas, **{formula.id: formula for formula in own}}

    def _baselines(self) -> Iterator[Baseline]:
        for name, fields in self._fields.named("baselines"):
            label, _ = fields.label()
            values = self._stand_alone(fields)
            band = read_ratio(fields, "band") if fields.has("band") else Fraction(0)
            low, high = self._yen_by_town(fields, "low"), self._yen_by_town(fields, "high")
            yield Baseline(
                id=name,
                label_ja=label,
                settled=fields.word("standing", ("assumption", "settled"), "assumption") == "settled",
                made=fields.required_text("made"),
                values=values,
                low={town: low.get(town, max(int(yen * (1 - band)), 1)) for town, yen in values.items()},
                high={town: high.get(town, ceil(yen * (1 + band))) for town, yen in values.items()},
                frozen=self._frozen(fields),
                place=fields.node.place,
            )
            fields.done()

    def _stand_alone(self, fields: Fields) -> Mapping[str, int]:
        if fields.has("values"):
            values = self._yen_by_town(fields, "values")
            missing = [town for town in self._towns if values.get(town, 0) <= 0]
            if missing:
                fields.report(
                    "C140",
                    fields.place("values"),
                    f"単独導入の費用に {'、'.join(missing)} の額（1円以上）がありません。削減率を計算できません。",
                    f"The stand-alone costs lack {', '.join(missing)}; savings cannot be worked out.",
                    "すべての構成町村の額を書いてください。分からない町村は、推計した額と作り方（made）を書きます。",
                    "Write a figure for every member; where it is not known, an estimate, and how it was made.",
                )
            return {town: values.get(town, 0) or 1 for town in self._towns}
        total, terms = fields.yen("total", least=1), read_terms(fields, list(self._drivers))
        if total is None:
            fields.missing("total")
            return dict.fromkeys(self._towns, 1)
        return self._shared(total, terms) or dict.fromkeys(self._towns, 1)

    def _shared(self, total: int, terms: Sequence[Term]) -> Mapping[str, int]:
        """Return a sum divided by some terms; empty where their figures are missing or all nothing."""
        try:
            share = weights(terms, self._towns, {one.id: one.values for one in self._drivers.values()})
        except SharingProblem:  # its finding stands at the driver
            return {}
        return allocate(total, share, self._towns).yen if sum(share.values()) else {}

    def _frozen(self, fields: Fields) -> Frozen | None:
        approval = fields.nested("frozen")
        if approval is None:
            return None
        content = approval.text("content")
        return Frozen(act=read_act(approval, "content"), content=content)

    def _group_costs(self) -> Iterator[GroupCost]:
        for name, fields in self._fields.named("group_costs"):
            label, _ = fields.label()
            own = fields.nested("own")
            share: Mapping[str, int] = {}
            if own:
                total = own.yen("total", 0, least=0)
                terms = read_terms(own, list(self._drivers))
                own.done()
                share = self._shared(total, terms) if terms else {}
            fixed = tuple(int(text.replace("_", "").replace(",", "")) for text in self._numbers(fields))
            yield GroupCost(
                id=name,
                label_ja=label,
                made=fields.required_text("made"),
                members=fields.integer("members", len(self._towns), least=2),
                own=share,
                fixed=fixed,
                place=fields.node.place,
            )
            if (own or fixed) and (len(fixed) != len(self._towns) or not share):
                fields.report(
                    "C140",
                    fields.place("fixed"),
                    f"fixed には、1町村から{len(self._towns)}町村までの組の額を順に、own には各町村の額を書きます（fixed は{len(fixed)}個あります）。",
                    f"fixed needs a figure for groups of 1 to {len(self._towns)} towns (there are {len(fixed)}), and own each town's cost.",
                    "すべての大きさの額（円、整数）と own を書いてください。",
                    "Write a whole figure for each size, and own.",
                )
            fields.done()

    def _numbers(self, fields: Fields) -> list[str]:
        texts = list(fields.texts("fixed"))
        return texts if all(text.replace("_", "").replace(",", "").isdecimal() for text in texts) else []

    def _years(self, formulas: Collection[str], now: str) -> Iterator[YearPlan]:
        for name, fields in self._fields.named("years"):
            figures = {driver.id: driver for driver in read_drivers(fields, self._members, "figures")}
            year = YearPlan(
                fiscal_year=int(name) if name.isascii() and name.isdecimal() else 0,
                formula=fields.word("formula", formulas, now),
                planned=fields.yen("planned", 0, least=0),
                actual=fields.yen("actual", least=0),
                attributable=self._yen_by_town(fields, "attributable"),
                figures=figures,
                illustrative=fields.flag("illustrative"),
                note=fields.text("note"),
                place=fields.node.place,
            )
            fields.done()
            if len(str(year.fiscal_year)) == 4:
                yield year
            else:
                fields.report(
                    "C140", fields.node.place, f"「{name}」は年度ではありません。", f"{name!r} is no fiscal year.",
                    "2012 のように、4桁の西暦で書いてください。", "Write four digits, such as 2012.",
                )  # fmt: skip

    def _yen_by_town(self, fields: Fields, key: str) -> dict[str, int]:
        inner = fields.nested(key)
        if inner is None:
            return {}
        known: Collection[str] = self._towns
        found = {}
        for town in inner.node.entries:
            if town in self._members and town not in known:
                inner.report(
                    "C140",
                    inner.place(town),
                    f"{town} は、この検討のシステムに参加していません。",
                    f"{town} takes no part in the system of this study.",
                    "その町村の額を消すか、system を直してください。",
                    "Remove its figure, or correct system.",
                )
                inner.raw(town)
            elif town not in known:
                unknown_name(inner, inner.place(town), town, known, "町村", "municipality")
                inner.raw(town)
            else:
                found[town] = inner.yen(town, 0, least=0)
        inner.done()
        return found
