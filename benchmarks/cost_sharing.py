"""Owns the figures behind the design of shares: regenerates the tables on which formulas fail, what a cap costs, who objects.

    python benchmarks/cost_sharing.py [--draws 2000]

Only the total is a fact (47億 → 32億 over five years, fourteen populations of 31 March 2013); what each town would pay alone
is invented: a share φ of the total is equal (fixed), the rest by population, with or without noise of its own (log-normal, σ,
drawn by ``numpy.random.default_rng(7)`` and scaled to the total). Figures that need no drawing are held against those published
in the research (`published.py`); the exit status is 1 when one differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from published import Table, heading, percent, say

from uwanose.charging.shares import allocate
from uwanose.charging.sharing.burdens import Cost, share_cost
from uwanose.charging.sharing.capped import Infeasible, capped, caps_for, largest_saving
from uwanose.charging.sharing.coalitions import Coalitions
from uwanose.charging.sharing.nucleolus import agreement, largest_agreed_saving
from uwanose.charging.sharing.references import equal_saving, separable_costs_remaining_benefits
from uwanose.charging.sharing.study import STAND_ALONE
from uwanose.layers.model import SharingFormula, Term
from uwanose.workspace import Workspace

COST, ALONE = 3_200_000_000, 4_700_000_000
SEED = 7
Columns = NDArray[np.float64]
Yen = dict[str, int]


class Case:
    """The bundled study's towns and populations, and what shares them."""

    def __init__(self) -> None:
        study = Workspace.open(Path(__file__).resolve().parents[1]).studies[0]["first-phase"]
        self.people = dict(study.people())
        self.towns = tuple(self.people)
        self.formula = study.formula("kanagawa-2011")

    def alone(self, fixed: Fraction) -> Yen:
        """Return the stand-alone costs without noise, to the yen."""
        share = {
            town: fixed / len(self.towns) + (1 - fixed) * Fraction(count, sum(self.people.values()))
            for town, count in self.people.items()
        }
        return dict(allocate(ALONE, share, self.towns).yen)

    def noisy(self, noise: Columns, sigma: float, fixed: float = 0.5) -> Columns:
        """Return stand-alone costs with noise, one row for each row of *noise*, scaled to the total."""
        count = np.array(list(self.people.values()), dtype=np.float64)
        plain = ALONE * (fixed / len(count) + (1 - fixed) * count / count.sum())
        drawn = plain * np.exp(sigma * noise)
        scaled: Columns = drawn * (ALONE / drawn.sum(axis=-1, keepdims=True))
        return scaled

    def drawn(self) -> Yen:
        """Return the one draw the tables on caps and groups rest on (σ = 0.2), to the yen."""
        row = self.noisy(np.random.default_rng(SEED).standard_normal(len(self.towns)), 0.2)
        weights = {town: Fraction(float(part)) for town, part in zip(self.towns, row, strict=True)}
        return dict(allocate(ALONE, weights, self.towns).yen)

    def shares(self, *terms: Term) -> SharingFormula:
        """Return a formula of the given terms."""
        return replace(self.formula, terms=terms)

    def mix(self, equal: Fraction) -> SharingFormula:
        """Return a formula of an equal part, the rest by population."""
        return self.shares(Term(basis="equal", share=equal), Term(basis="population", share=1 - equal))

    def savings(self, alone: Yen, formula: SharingFormula) -> dict[str, Fraction]:
        """Return what each town saves under a formula."""
        cost = Cost(
            yen=COST,
            months=60,
            attributable={},
            figures={"population": self.people},
            stand_alone=alone,
            cap_on=alone,
        )
        paid = share_cost(cost, formula).yen
        return {town: 1 - Fraction(paid[town], alone[town]) for town in alone}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return 1 when a figure that needs no drawing is not the published one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--draws", type=int, default=2_000, help="how many draws of noise (default 2,000)")
    draws = parser.parse_args(arguments).draws
    case, table = Case(), Table()
    for part in (limits, formulas, ratios, caps, incentive, groups, agreements):
        part(case, table)
    noise(case, draws)
    estimates(case, draws)
    runtimes(case)
    return table.finish()


def limits(case: Case, table: Table) -> None:
    """The largest saving every town can be promised, for baselines that may be 0, 5, 10 and 20 % too high."""
    heading("The largest promise: baselines exact, and ±5, ±10, ±20 %")
    alone = case.alone(Fraction(1, 2))
    found = [
        largest_saving(COST, {town: int(yen * (1 - Fraction(band, 100))) for town, yen in alone.items()})
        for band in (0, 5, 10, 20)
    ]
    table.row("limit", " ".join(map(percent, found)))


def formulas(case: Case, table: Table) -> None:
    """Which simple formulas fail, half of the cost fixed."""
    heading("Simple formulas, φ = 0.5: worst saving, its town, towns below 10, 20, 30 %")
    alone = case.alone(Fraction(1, 2))
    for equal in (100, 50, 30, 20, 10):
        name = f"equal {equal} / population {100 - equal}" if equal < 100 else "equal 100"
        table.row(name, _worst(case.savings(alone, case.mix(Fraction(equal, 100)))))
    table.row("population 100", _worst(case.savings(alone, case.mix(Fraction(0)))))
    degressive = Term(basis="population", share=Fraction(1), doubling=Fraction(3, 2))
    table.row("twice the people, 1.5 times", _worst(case.savings(alone, case.shares(degressive))))
    by_cost = Term(basis=STAND_ALONE, share=Fraction(1))
    table.row("equal saving", _worst(case.savings(alone, case.shares(by_cost))))


def _worst(savings: dict[str, Fraction]) -> str:
    worst = min(savings, key=lambda town: savings[town])
    everybody = percent(max(savings.values())) == percent(savings[worst])
    below = (str(sum(saving < Fraction(limit, 10) for saving in savings.values())) for limit in (1, 2, 3))
    return f"{percent(savings[worst])} {'-' if everybody else worst} {' '.join(below)}"


def ratios(case: Case, table: Table) -> None:
    """No single equal share keeps 20 % for everybody whatever the fixed part is: the shares a from … to …, exactly."""
    heading("The equal shares a that keep 20 % for every town, from … to …")
    people = sum(case.people.values())
    for tenths in (3, 5, 7):
        alone = case.alone(Fraction(tenths, 10))
        least, most = Fraction(0), Fraction(1)
        for town, yen in alone.items():
            by_people, equal = Fraction(case.people[town], people), Fraction(1, len(alone))
            edge = (Fraction(8, 10) * yen / COST - by_people) / (
                equal - by_people
            )  # the saving is linear in a
            least, most = (least, min(most, edge)) if equal > by_people else (max(least, edge), most)
        table.row(f"φ 0.{tenths}", f"{float(least):.2f} {float(most):.2f}")


def caps(case: Case, table: Table) -> None:
    """What a floor costs, in the one draw."""
    heading(
        "20/80 in one draw (σ = 0.2): worst saving, towns below 20 and 30 %; floors: capped, 百万円 moved, % of the cost"
    )
    alone = case.drawn()
    savings = case.savings(alone, case.formula)
    below = (str(sum(saving < Fraction(limit, 10) for saving in savings.values())) for limit in (2, 3))
    table.row("the draw", f"{percent(min(savings.values()))} {' '.join(below)}")
    base = {town: (1 - savings[town]) * alone[town] for town in alone}
    for floor in (20, 25, 30, 32):
        limit = caps_for(alone, Fraction(floor, 100))
        began = time.perf_counter()
        try:
            found = capped(COST, base, limit)
        except Infeasible as reason:
            table.row(f"floor {floor}%", f"{reason.room:,} < {COST:,}")
            continue
        spent = (time.perf_counter() - began) * 1000
        moved = sum(max(base[town] - found.shares[town], Fraction(0)) for town in base)
        figures = f"{len(found.at_cap)} {float(moved) / 1e6:.1f} {percent(moved / COST)}"
        table.row(f"floor {floor}%", figures, f"{spent:.1f} ms")


def incentive(case: Case, table: Table) -> None:
    """What a town gains by telling a stand-alone cost ten per cent too low (equal saving, mean of the towns)."""
    heading("Telling 10 % less lowers one's own share by (%, equal saving, mean)")
    alone = case.drawn()
    honest = equal_saving(COST, alone)
    gains = []
    for town in alone:
        told = {**alone, town: alone[town] * 9 // 10}
        gains.append(1 - equal_saving(COST, told)[town] / honest[town])
    table.row("incentive", percent(sum(gains) / len(gains)))


def groups(case: Case, table: Table) -> None:
    """Who objects: how many groups to equal saving and to 20/80, and Shapley's worst saving; the largest gains beside it.

    A: own variable cost and a fixed one that grows with the group's size to the power 0.615 (no noise). B, C, D: a discount
    that reaches the full saving at 5, 10, 14 towns, straight from none at one town, in the one draw.
    """
    heading(
        "Groups that object to equal saving, to 20/80; worst saving of the Shapley value (largest gains, the dam rule)"
    )
    for name, alone, cost in _models(case):
        game = Coalitions(case.towns, cost)
        base = {
            town: (1 - saving) * alone[town] for town, saving in case.savings(alone, case.formula).items()
        }
        counts, gains = [], []
        for shares in (equal_saving(COST, alone), base):
            count, gain = game.objecting(shares, beyond=2 * len(alone))  # whole yen are no objection
            counts.append(str(count))
            gains.append(f"{float(gain) / 1e6:.1f}")
        shapley = game.shapley()
        worst = min(1 - shapley[town] / alone[town] for town in alone)
        dams = separable_costs_remaining_benefits(game.total, game.stand_alone, game.without)
        by_dams = min(1 - dams[town] / alone[town] for town in alone)
        note = f"{' / '.join(gains)} 百万円, 分離費用身替り妥当支出法 {percent(by_dams)}"
        table.row(name, f"{' '.join(counts)} {percent(worst)}", note)


def agreements(case: Case, table: Table) -> None:
    """The largest saving all can have while no group objects, and the least saving at the nucleolus.

    A′ is A with the stand-alone costs of the one draw.
    """
    heading("The largest saving no group objects to; worst saving at the nucleolus (seconds)")
    fixed_each = Fraction(ALONE, 2) / len(case.towns)
    drawn, sizes = case.drawn(), _fixed_by_size(case)
    noisy = Coalitions(
        case.towns, lambda group: sum((drawn[town] - fixed_each for town in group), sizes[len(group)])
    )
    games = {name: (Coalitions(case.towns, cost), alone) for name, alone, cost in _models(case)}
    for name, game in (("A", games["A"][0]), ("A′", noisy), ("B", games["B"][0]), ("D", games["D"][0])):
        found = largest_agreed_saving(game)
        table.row(f"largest agreed {name}", percent(found[0]) if found else "none")
    for name, (game, alone) in games.items():
        began = time.process_time()
        shares = agreement(game).shares
        worst = min(1 - shares[town] / alone[town] for town in alone)
        table.row(f"nucleolus {name}", percent(worst), f"{time.process_time() - began:.1f} s")


def _models(case: Case) -> Iterator[tuple[str, Yen, Callable[[tuple[str, ...]], Fraction]]]:
    people = sum(case.people.values())
    variable = {town: Fraction(ALONE, 2) * number / people for town, number in case.people.items()}
    sizes = _fixed_by_size(case)
    yield (
        "A",
        case.alone(Fraction(1, 2)),
        lambda group: sum((variable[town] for town in group), sizes[len(group)]),
    )
    alone = case.drawn()
    full = largest_saving(COST, alone)
    for name, most in (("B", 5), ("C", 10), ("D", 14)):

        def discounted(group: tuple[str, ...], most: int = most) -> Fraction:
            reached = Fraction(min(len(group), most) - 1, most - 1)
            return sum(alone[town] for town in group) * (1 - full * reached)

        yield name, alone, discounted


def _fixed_by_size(case: Case) -> list[Fraction]:
    """Return the fixed cost of groups of 0, 1, … towns: each town's own at one, what is left of the cost at all."""
    count = len(case.towns)
    each, together = Fraction(ALONE, 2) / count, COST - Fraction(ALONE, 2)
    power = float(np.log(float(together / each)) / np.log(count))
    return [Fraction(0), *(Fraction(round(float(each) * size**power)) for size in range(1, count + 1))]


def noise(case: Case, draws: int) -> None:
    """Towns differ: 20/80 and the best equal share under noise. The published figures are medians of another sequence of draws."""
    heading(
        f"Noise of the towns, φ = 0.5, {draws:,} draws: 20/80 median worst, mean towns <10/<20/<30 %; best mix: median, P(all ≥ 20 %)"
    )
    equal = np.full(len(case.towns), 1 / len(case.towns))
    count = np.array(list(case.people.values()), dtype=np.float64)
    people = count / count.sum()
    steps = np.arange(0, 101)[:, None] / 100
    mixes = COST * (steps * equal + (1 - steps) * people)
    for sigma in (0.1, 0.2, 0.3):
        alone = case.noisy(np.random.default_rng(SEED).standard_normal((draws, len(case.towns))), sigma)
        savings = 1 - mixes[20] / alone
        below = " / ".join(f"{(savings < limit / 10).sum(axis=1).mean():.1f}" for limit in (1, 2, 3))
        best = np.max([(1 - mix / alone).min(axis=1) for mix in mixes], axis=0)
        say(
            f"| σ = {sigma} | {np.median(savings.min(axis=1)) * 100:.1f} %; {below} | "
            f"{np.median(best) * 100:.1f} %; {(best >= 0.2).mean():.2f} |"
        )


def estimates(case: Case, draws: int) -> None:
    """A promise of 20 % on estimates that are wrong: what is truly saved, when each is off by a log-normal 10 %."""
    heading(
        "A promise of 20 % on stand-alone costs that are wrong by 10 % (σ): median worst true saving, mean towns below 20 %"
    )
    rng = np.random.default_rng(SEED)
    base = np.array([float((1 - saving) * yen) for saving, yen in zip(*_base(case), strict=True)])
    worst, missed = [], []
    for _ in range(draws):
        true = case.noisy(rng.standard_normal(len(case.towns)), 0.2)
        limit = 0.8 * true * np.exp(0.1 * rng.standard_normal(len(case.towns)))
        if limit.sum() < COST:
            continue
        ratio = limit / base
        factor = max((COST - limit[ratio < one].sum()) / base[ratio >= one].sum() for one in ratio)
        savings = 1 - np.minimum(limit, factor * base) / true
        worst.append(savings.min())
        missed.append((savings < 0.2 - 1e-12).sum())
    say(f"| {np.median(worst) * 100:.1f} % | {np.mean(missed):.1f} towns |")


def _base(case: Case) -> tuple[list[Fraction], list[int]]:
    alone = case.alone(Fraction(1, 2))
    savings = case.savings(alone, case.formula)
    return [savings[town] for town in alone], [alone[town] for town in alone]


def runtimes(case: Case) -> None:
    """How long the exact answers take in plain Python."""
    heading("Runtimes, plain Python, CPU seconds")
    alone = case.drawn()
    began = time.process_time()
    game = Coalitions(case.towns, lambda group: sum(alone[town] for town in group))
    say(f"| costs of 16,383 groups | {time.process_time() - began:.3f} |")
    for name, work in (
        ("Shapley value of 14 towns", game.shapley),
        ("objections", lambda: game.objecting(alone)),
    ):
        began = time.process_time()
        work()
        say(f"| {name} | {time.process_time() - began:.3f} |")


if __name__ == "__main__":
    sys.exit(main())
