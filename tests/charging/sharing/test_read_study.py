"""Guards reading studies: what is wrong is a finding with its place, and touches neither a run nor a charge."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.charging.register import POPULATIONS, TOWNS, consortium, profile, takes_part
from uwanose.charging.sharing.burdens import share_cost
from uwanose.charging.sharing.design import cost_of
from uwanose.charging.sharing.moves import moved, moves_finding
from uwanose.charging.sharing.read_figures import read_figures
from uwanose.errors import Refused, Severity
from uwanose.workspace import Workspace

from .sample import HEAD, read, study

ROOT = Path(__file__).resolve().parents[3]
FIGURES = "町村,人口\n" + "".join(f"{town},{figure}\n" for town, figure in POPULATIONS.items())


def test_the_bundled_study_reads_without_findings_and_calls_its_estimates_estimates() -> None:
    """Every assumption says how it was made."""
    studies, findings = Workspace.open(ROOT).studies
    assert findings == ()
    bundled = studies["first-phase"]
    assert (bundled.cost, bundled.months) == (3_200_000_000, 60)
    for baseline in bundled.baselines.values():
        assert sum(baseline.values.values()) == 4_700_000_000
        assert not baseline.settled and baseline.standing_ja == "試算" and baseline.made
    assert all(assumption.made for assumption in bundled.group_costs.values())


def test_an_estimate_is_divided_to_the_yen_with_its_band() -> None:
    """Half equal, half by population; ten per cent lower and higher, both outwards to the yen."""
    baseline = study().chosen_baseline()
    assert sum(baseline.values.values()) == 940_000_000
    for town in TOWNS:
        assert baseline.low[town] <= Fraction(9, 10) * baseline.values[town] < baseline.low[town] + 1
        assert baseline.high[town] - 1 < Fraction(11, 10) * baseline.values[town] <= baseline.high[town]


def test_settled_figures_are_given_town_by_town() -> None:
    """決算の額."""
    values = ", ".join(f"{town}: {index + 1}_000_000" for index, town in enumerate(TOWNS))
    found = study(head=HEAD.replace("    total: 940_000_000\n    terms: [{basis: equal, share: 50%}, {basis: population, share: 50%}]\n",
                                    f"    standing: settled\n    values: {{{values}}}\n"))  # fmt: skip
    baseline = found.chosen_baseline()
    assert baseline.settled and baseline.standing_ja == "決算"
    assert baseline.values["samukawa"] == 2_000_000


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("made: 半分を均等に", "", "S121"), ("yen: 640_000_000", "yen: 0", "S"), ("now: kanagawa", "now: kanagawaa", "S124"),
     ("total: 940_000_000", "values: {oi: 1}", "C140"), ("until: 2027-03-31", "until: 2026-03-31", "L123"),
     ("now: kanagawa", "attributable: {oii: 1}", "L120"), ("basis: equal", "basis: cases", "S124"),
     ("now: kanagawa", "pormised: 20%", "S120"), ("baselines:", "baseline:", "S121")],
)  # fmt: skip
def test_a_slip_is_a_finding_at_its_place(old: str, new: str, code: str) -> None:
    """In the scope of the register: nobody's run is stopped."""
    assert old in HEAD
    _, findings = read(HEAD.replace(old, new, 1))
    assert any(finding.code.startswith(code) for finding in findings), [
        finding.text() for finding in findings
    ]
    assert all(finding.scope == "register" and finding.place and finding.place.line for finding in findings)


def test_costs_of_groups_are_given_for_every_size() -> None:
    """Fourteen towns, fourteen figures."""
    _, findings = read(
        HEAD
        + "group_costs: {g: {label: 組, made: 仮, own: {total: 1, terms: [{basis: equal, share: 1}]}, fixed: [1, 2]}}\n"
    )
    assert [finding.code for finding in findings] == ["C140"]


def test_costs_of_groups_need_both_what_each_pays_and_what_is_shared() -> None:
    """Without own costs the figures by size say nothing."""
    sizes = ", ".join(["1"] * 14)
    _, findings = read(HEAD + f"group_costs: {{g: {{label: 組, made: 仮, fixed: [{sizes}]}}}}\n")
    assert [finding.code for finding in findings] == ["C140"]


def test_only_towns_that_take_part_share() -> None:
    """Participation decides, never "the fourteen"; who is out has no stand-alone cost here."""
    union = consortium(participation=[takes_part(town, "2011-10-01") for town in TOWNS if town != "kiyokawa"])
    found, findings = read(HEAD + "system: welfare\n", profile(union=union))
    assert findings == [] and found is not None
    assert "kiyokawa" not in found.towns and len(found.towns) == 13
    burdens = share_cost(cost_of(found, found.chosen_baseline()), found.formula("kanagawa"))
    assert "kiyokawa" not in burdens.yen and sum(burdens.yen.values()) == 640_000_000
    _, findings = read(HEAD + "system: welfare\nattributable: {kiyokawa: 1}\n", profile(union=union))
    assert [finding.code for finding in findings] == ["C140"]


def test_a_system_nobody_takes_part_in_is_told() -> None:
    union = consortium(participation=[takes_part("oi", "2030-04-01")])
    _, findings = read(HEAD + "system: welfare\n", profile(union=union))
    assert [finding.code for finding in findings] == ["C140"]


def test_a_figure_that_moved_by_more_than_five_per_cent_is_asked_about() -> None:
    """Five per cent exactly is not; the towns and both figures are told."""
    facts = profile()
    old = facts.consortium.drivers["population"]
    text = FIGURES.replace("kiyokawa,3162", "kiyokawa,31620").replace("manazuru,8101", "manazuru,7696")
    new = read_figures(
        text.encode("cp932"), "人口.csv", old, facts, reference_date=date(2025, 10, 1), source="国勢調査"
    )
    moves = moved(old, new)
    assert [move.municipality for move in moves] == ["kiyokawa"]
    finding = moves_finding(old, new, moves, facts)
    assert finding.severity is Severity.WARNING
    for text in ("清川村 3,162→31,620（+900.0%）", "2013-03-31 → 2025-10-01"):
        assert text in finding.ja


@pytest.mark.parametrize(
    ("text", "told"),
    [(FIGURES.replace("oi,17501\n", ""), "大井町"), (FIGURES.replace("oi,17501", "oi,17501.5"), "17501.5"),
     (FIGURES + "oi,17501\n", "2度"), (FIGURES + "川崎市,1\n", "川崎市")],
)  # fmt: skip
def test_a_file_of_figures_that_is_not_whole_is_refused(text: str, told: str) -> None:
    """A town missing, a number that is not whole, a town twice, a town that is no member."""
    facts = profile()
    with pytest.raises(Refused) as refused:
        read_figures(
            text.encode(),
            "f.csv",
            facts.consortium.drivers["population"],
            facts,
            reference_date=date(2025, 10, 1),
            source="",
        )
    assert [finding.code for finding in refused.value.findings] == ["C144"]
    assert told in refused.value.findings[0].ja


def test_a_file_as_a_spreadsheet_writes_it_is_read() -> None:
    """With a byte-order mark, Japanese names, separators, a heading and a total."""
    facts = profile()
    names = {town.id: town.name_ja for town in facts.municipalities.values()}
    rows = "".join(f'{names[town]},"{figure:,}"\r\n' for town, figure in POPULATIONS.items())
    data = ("町村,人口\r\n" + rows + '合計,"305,252"\r\n').encode("utf-8-sig")
    found = read_figures(
        data,
        "f.csv",
        facts.consortium.drivers["population"],
        facts,
        reference_date=date(2025, 10, 1),
        source="",
    )
    assert dict(found.values) == POPULATIONS


@pytest.mark.parametrize("terms", ["[{basis: population, share: 0}]", "[{basis: usage, share: 1}]", "[]"])
def test_own_costs_of_a_group_that_rest_on_no_figures_are_a_finding(terms: str) -> None:
    """A share of nothing, or a basis nobody has figures of, ended in a traceback once."""
    more = f"group_costs:\n  joint:\n    label: 組\n    made: 推計\n    own: {{total: 1_000, terms: {terms}}}\n    fixed: [1, 2]\n"
    _, findings = read(HEAD + more)
    assert findings
    assert all(finding.ja and finding.en and finding.place for finding in findings)
