"""Previews of adoptions and retirements count the residents affected where rows are at hand, and say so where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_impact import INSURED
from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT

RETIRE = ("retire", "K-020", "--on", "R8.3.31", "--preview")
ADOPT = ("adopt", "K-020", "--town", "開成町", "--from", "R7.4.1", "--preview")


@pytest.fixture
def insured(tmp_path: Path) -> Path:
    """A household of 中井町 with three children, and one with one."""
    path = tmp_path / "insured.csv"
    path.write_text(INSURED, "utf-8")
    return path


def _typed(*words: str | Path) -> Said:
    return typed("customization", *words, "--workspace", ROOT)


def test_a_retirement_counts_who_would_pay_more_as_impact_does(insured: Path) -> None:
    """K-020 of 中井町: one of six pays 31,600 yen more, by the rules of the year in which it ends."""
    told = _typed(*RETIRE, "--input", insured)
    assert told.status == 0, told.err
    assert (
        f"影響する人数（{insured}、令和7年4月1日の規則で計算）: 6人のうち 1人（有利 0人、不利 1人）"
        in told.out
    )
    assert "+31,600円" in told.out
    assert "まだ残る初期費用" in told.out
    data = _typed(*RETIRE, "--input", insured, "--json").data["residents"]
    assert (data["counted"], data["worse_off"], data["towns"]) == (
        True,
        1,
        {"nakai": {"heads": 6, "affected": 1, "yen": 31_600}},
    )


def test_a_join_counts_who_would_pay_less_with_assumptions_where_a_value_is_not_known(insured: Path) -> None:
    """The same people as if they lived in 開成町, which has laid down no age for K-020: then one would pay less."""
    insured.write_text(INSURED.replace("nakai", "kaisei"), "utf-8")
    values = insured.with_name("values.yaml")
    values.write_text("settings:\n  national_health_insurance.k_020.age_limit: {2020: 18歳年度末}\n", "utf-8")
    refused = _typed(*ADOPT, "--input", insured)
    assert (refused.status, "[E121]" in refused.out) == (0, True), refused.err
    told = _typed(*ADOPT, "--input", insured, "--assume", values)
    assert (told.status, "6人のうち 1人（有利 1人、不利 0人）" in told.out) == (0, True), told.out + told.err
    assert "仮定の値を使っています（1項目）" in told.out


@pytest.mark.parametrize("act", [RETIRE, ADOPT])
def test_without_rows_the_preview_says_that_nobody_was_counted(act: tuple[str, ...]) -> None:
    """It never stops: the yen are told, and the line that counts."""
    told = _typed(*act)
    assert (told.status, "影響する人数は数えていません（住民の入力がありません）" in told.out) == (0, True), (
        told.err
    )
    assert "uwanose impact national_health_insurance 入力" in told.out
    assert "試算です。何も書いていません。" in told.out
    assert _typed(*act, "--json").data["residents"]["counted"] is False


def test_rows_that_cannot_be_computed_do_not_stop_it_either(insured: Path) -> None:
    """A file that lacks columns, or is not there: the reason stands below the yen."""
    insured.write_text("resident_id\na\n", "utf-8")
    for source, code in ((insured, "I101"), (insured.with_name("none.csv"), "I100")):
        told = _typed(*RETIRE, "--input", source)
        assert (told.status, f"[{code}]" in told.out, "毎年減る額" in told.out) == (0, True, True), told.err
    english = typed("--lang", "en", "customization", *RETIRE, "--input", insured, "--workspace", ROOT)
    assert "Residents affected are not counted: this input cannot be computed." in english.out


def test_rows_are_for_a_preview_only(insured: Path) -> None:
    """Nothing is counted when an act is recorded."""
    for words in (
        ("retire", "K-020", "--on", "R8.3.31", "--document", "決裁", "--input", insured),
        (*RETIRE, "--assume"),
    ):
        wrong = _typed(*words)
        assert (wrong.status, "--input は --preview と" in wrong.err) == (2, True), wrong.out
