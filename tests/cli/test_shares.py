"""shares design and compare: formulas side by side, the promise and why not, what a change does; nothing is a traceback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.charging.register import HERE, NAMES, POPULATIONS, START, adopts, customization, one_off, profile
from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied
from uwanose.charging.sharing.duplicates import proposals
from uwanose.layers.model import Override
from uwanose.points.model import DatedValue
from uwanose_cli import duplication

STUDY = "profiles/kanagawa/sharing/first-phase.yaml"


def test_all_formulas_stand_side_by_side_and_the_estimate_is_called_one() -> None:
    """Worst saving with its town, and every town's saving under every formula."""
    said = typed("shares", "design", "--workspace", ROOT)
    assert said.status == 0
    for text in ("【試算】", "31.9%", "式9", "寒川町", "△19.0%", "清川村", "例示"):
        assert text in said.out


def test_one_formula_is_shown_town_by_town() -> None:
    """Yen, per resident and year, saving with its band, change, cap."""
    said = typed(
        "shares", "design", "--formula", "kanagawa-2011", "--least-saving", "20%", "--workspace", ROOT
    )
    assert said.status == 0
    line = next(line for line in said.out.splitlines() if line.startswith("寒川町") and "（上限）" in line)
    assert line.split()[1:] == [
        "429,571,576円",
        "1,792",
        "536,964,471円",
        "20.0%",
        "11.1%〜27.2%",
        "△18,234,097円",
        "429,571,576円（上限）",
    ]


def test_a_promise_nobody_can_keep_is_refused_with_the_most_that_can() -> None:
    """Exit status 1; the formulas that work are shown all the same."""
    said = typed(
        "shares", "design", "--formula", "kanagawa-2011", "--least-saving", "32%", "--workspace", ROOT
    )
    assert said.status == 1
    assert "[C141]" in said.err and "最大 31.915%" in said.err
    assert "447,805,673円" in said.out


def test_json_holds_exact_fractions_and_every_formula() -> None:
    """For programs: what was shown, and what was refused."""
    data = typed(
        "shares", "design", "--groups", "five-towns", "--without", "清川村", "--json", "--workspace", ROOT
    ).data
    assert [one["id"] for one in data["formulas"]][:2] == ["kanagawa-2011", "equal"]
    samukawa = data["formulas"][0]["towns"]["samukawa"]
    assert (samukawa["yen"], data["largest_saving"]) == (447_805_673, "15/47")
    assert data["groups"]["objecting"]["kanagawa-2011"]["groups"] == 7_513
    assert data["departures"][0]["leaving"] == ["kiyokawa"]


def test_the_nucleolus_and_the_largest_agreed_saving_are_told_when_asked_for() -> None:
    """Own variable cost and one joint fixed cost: 24.2 % is the most no group objects to."""
    said = typed(
        "shares",
        "design",
        "--formula",
        "kanagawa-2011",
        "--groups",
        "joint-fixed",
        "--nucleolus",
        "--workspace",
        ROOT,
    )
    assert said.status == 0
    assert "最大 24.2%" in said.out and "仁" in said.out
    said = typed("shares", "design", "--groups", "joint-fixed", "--nucleolus", "--json", "--workspace", ROOT)
    groups = said.data["groups"]
    assert groups["nucleolus"] == groups["shapley"] == groups["separable_costs"]


def test_workbook_and_chart_are_written(tmp_path: Path) -> None:
    """Into folders that do not exist yet."""
    xlsx, chart = tmp_path / "a" / "b.xlsx", tmp_path / "c" / "d.svg"
    said = typed("shares", "design", "--xlsx", xlsx, "--chart", chart, "--workspace", ROOT)
    assert said.status == 0
    assert xlsx.read_bytes()[:2] == b"PK" and chart.read_text("utf-8").startswith("<svg")


def test_another_formula_moves_burdens_that_add_up_to_nothing() -> None:
    """Who pays more and who less, and what the change takes."""
    said = typed("shares", "compare", "--to", "均等割50%・人口割50%", "--json", "--workspace", ROOT)
    assert sum(one["yen"] for one in said.data["towns"].values()) == 0
    said = typed("shares", "compare", "--to", "half-half", "--workspace", ROOT)
    assert "増える町村 8、減る町村 6" in said.out and "案" in said.out


def test_newer_populations_are_shared_by_and_asked_about(tmp_path: Path) -> None:
    """A warning, and an exit status of 1 only under --strict."""
    file = tmp_path / "人口.csv"
    rows = {**POPULATIONS, "kiyokawa": 2_900}
    file.write_text("".join(f"{NAMES[town]},{figure}\n" for town, figure in rows.items()), "utf-8-sig")
    line = (
        "shares",
        "compare",
        "--figures",
        f"population={file}",
        "--reference-date",
        "R7.10.1",
        "--workspace",
        ROOT,
    )
    said = typed(*line)
    assert said.status == 0 and "[C143]" in said.err and "清川村 3,162→2,900" in said.err
    assert typed(*line, "--strict").status == 1


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [(("design", "nothing"), 2, "first-phase"), (("design", "--formula", "kanagawa"), 2, "kanagawa-2011"),
     (("design", "--baseline", "half"), 2, "half-fixed"), (("design", "--groups", "x"), 2, "five-towns"),
     (("design", "--nucleolus"), 2, "five-towns"), (("design", "--without", "清川村"), 2, "--groups"), (("design", "--least-saving", "0.2"), 2, "20%"),
     (("design", "--groups", "five-towns", "--without", "all"), 2, "全町村"),
     (("compare",), 2, "--to"), (("compare", "--figures", "population"), 2, "数値=ファイル"),
     (("compare", "--figures", "people=x.csv"), 2, "population"), (("compare", "--figures", "population=x.csv"), 2, "基準日"),
     (("compare", "--figures", "population=x.csv", "--reference-date", "R7.10.1"), 1, "x.csv"),
     (("compare", "--from", "guaranteed", "--to", "equal", "--baseline", "third"), 2, "third-fixed")],
)  # fmt: skip
def test_a_mistake_is_told_in_a_sentence(line: tuple[str, ...], status: int, told: str) -> None:
    """Never a traceback; the nearest or all possible names."""
    said = typed("shares", *line, "--workspace", ROOT)
    assert (said.status, told in said.err) == (status, True), said.err


def test_a_study_that_cannot_be_read_is_refused_and_stops_nothing_else(tmp_path: Path) -> None:
    """check tells it; a quarter is drafted all the same, since a study charges nobody."""
    own = copied(tmp_path / "own")
    text = (own / STUDY).read_text("utf-8")
    (own / STUDY).write_text(text.replace("yen: 3_200_000_000", "yen: 多い"), "utf-8")
    said = typed("shares", "design", "--workspace", own)
    assert said.status == 1 and f"{STUDY}:" in said.err
    assert f"{STUDY}:" in typed("check", "--workspace", own).out
    assert typed("charge", "draft", "R8-1", "--workspace", own).status == 0


def test_without_a_study_it_says_where_to_write_one(tmp_path: Path) -> None:
    own = copied(tmp_path / "own")
    (own / STUDY).unlink()
    said = typed("shares", "design", "--workspace", own)
    assert said.status == 1 and "[C142]" in said.err


def test_customizations_that_change_the_same_point_are_told() -> None:
    """K-006 and K-020 change the same relief by programs: the WG is to look, and no price is invented."""
    said = typed("shares", "duplicates", "--on", "R8.10.1", "--workspace", ROOT)
    assert said.status == 0
    assert "K-006" in said.out and "K-020" in said.out and "WGで検討" in said.out
    data = typed("shares", "duplicates", "--on", "R8.10.1", "--json", "--workspace", ROOT).data
    assert [one["likeness"] for one in data] == ["related"]


def test_a_proposal_is_shown_with_both_bills() -> None:
    """What each pays today, what it would pay, and the difference, in both languages."""
    wish = Override(
        point="medical_subsidy.title", mode="values", values=(DatedValue(start=START, value="医療証", place=HERE),), place=HERE
    )  # fmt: skip
    entries = [replace(customization(name, one_off(900)), content=(wish,)) for name in ("K-001", "K-002")]
    facts = profile(*entries, adopts("oi", "K-001"), adopts("hayama", "K-002"))
    (one,) = proposals(facts, date(2026, 10, 1))
    lines = duplication.heading_lines(one, NAMES, "ja")
    assert "同じ内容です" in lines[0] and lines[1] == "  K-001 K-001の件名（大井町）"
    table = duplication.bills_table(one, NAMES, "ja")
    assert table.rows[0] == ("葉山町", "900円", "450円", "△450円", "0円", "0円", "0円")
    assert table.total == ("合計", "1,800円", "900円", "△900円", "0円", "0円", "0円")
    assert "the same" in duplication.heading_lines(one, NAMES, "en")[0]
