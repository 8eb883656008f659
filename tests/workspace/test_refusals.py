"""On a copy of the bundled sample: what is tampered with is refused for the towns it touches, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.workspaces import copied
from uwanose.errors import Severity
from uwanose.layers.checks import refusals
from uwanose.workspace import Workspace

ROOT = Path(__file__).parents[2]
KANAGAWA = "profiles/kanagawa"
Tamper = Callable[[str, str, str], Workspace]


@pytest.fixture
def tamper(tmp_path: Path) -> Tamper:
    """Change one place of a copy of the sample and open it; the text to change must be there."""
    copied(tmp_path)

    def change(file: str, old: str, new: str) -> Workspace:
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return Workspace(tmp_path, writable=True, installed=False)

    return change


def line_of(file: str, word: str) -> str:
    """Return the line of a bundled file that begins with a word, its indentation included."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines(keepends=True)
    return next(line for line in lines if line.lstrip().startswith(word))


def refused(workspace: Workspace) -> dict[str, set[str]]:
    """Return the towns whose runs are refused, with the codes that refuse them."""
    found = {town: refusals(workspace.findings, town) for town in workspace.profile.municipalities}
    return {town: {finding.code for finding in errors} for town, errors in found.items() if errors}


def test_the_untouched_copy_refuses_nobody(tamper: Tamper) -> None:
    """The control of the refusals below."""
    assert refused(tamper(f"{KANAGAWA}/towns/oi.yaml", "# 大井町", "#大井町")) == {}


def test_an_approval_removed(tamper: Tamper) -> None:
    """K-004 is 清川村's alone: 清川村 is refused, thirteen towns run."""
    file = f"{KANAGAWA}/customizations/K-004.yaml"
    assert refused(tamper(file, line_of(file, "approval:"), "")) == {"kiyokawa": {"R103", "R116"}}


def test_a_consent_removed(tamper: Tamper) -> None:
    """Without 負担承諾 there is no effect."""
    file = f"{KANAGAWA}/towns/kiyokawa.yaml"
    workspace = tamper(file, line_of(file, "consent:"), "")
    assert refused(workspace) == {"kiyokawa": {"R105"}}
    assert "K-004" not in workspace.rules("kiyokawa", date(2026, 4, 1)).adopted


def test_an_agreement_removed(tamper: Tamper) -> None:
    """One of fourteen: there is no 県仕様, and every run is refused until it is settled."""
    file = f"{KANAGAWA}/prefecture.yaml"
    workspace = tamper(file, line_of(file, "kiyokawa: {on"), "")
    assert set(refused(workspace)) == set(workspace.profile.municipalities)
    assert refused(workspace)["hayama"] == {"R104"}


def test_an_override_outside_the_register(tamper: Tamper) -> None:
    """A standard point is not a setting."""
    setting = "settings:\n  medical_subsidy.payment.in_kind_outside_prefecture: {2025-10-01: はい}\n"
    workspace = tamper(f"{KANAGAWA}/towns/oi.yaml", "settings:\n", setting)
    assert refused(workspace) == {"oi": {"L103"}}


def test_two_customizations_on_one_point(tamper: Tamper) -> None:
    """湯河原町 adopts a copy of K-010 beside it: equal values, and yet nobody could tell whose cost it is."""
    adoption = "adopts:\n  - {id: K-090, from: 2025-10-01, consent: {on: 2025-05-19, document: 承諾, up_to: 350_000}}\n"
    workspace = tamper(f"{KANAGAWA}/towns/yugawara.yaml", "adopts:\n", adoption)
    register = workspace.root / KANAGAWA / "customizations"
    copied = (register / "K-010.yaml").read_text(encoding="utf-8").replace("K-010", "K-090")
    (register / "K-090.yaml").write_text(copied, encoding="utf-8")
    assert set(refused(workspace)) == {"yugawara"}
    found = next(finding for finding in workspace.findings if finding.code == "L104")
    assert "K-010" in found.ja
    assert "K-090" in found.ja
    assert {place.file for place in (found.place, *found.others) if place} >= {
        f"{KANAGAWA}/customizations/K-010.yaml", f"{KANAGAWA}/customizations/K-090.yaml",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [("holds_card & (", "holds_card | ("), ("_IN_KIND, _REFUND = 0, 1, 2", "_IN_KIND, _REFUND = 0, 1, 3")],
    ids=["logic", "constant"],
)
def test_approved_code_changed_by_one_character(tamper: Tamper, old: str, new: str) -> None:
    """The run of 清川村 is refused, the file is named."""
    file = "plugins/kiyokawa/uwanose_kiyokawa/k_004.py"
    workspace = tamper(file, old, new)
    assert refused(workspace) == {"kiyokawa": {"G101"}}
    assert [finding.place.file for finding in workspace.findings if finding.place] == [file]


def test_a_national_value_changed_under_an_adopted_override(tamper: Tamper) -> None:
    """From 1 April 2027 the package itself says yes: 湯河原町's K-010 stops from that day, told today already."""
    line = line_of(
        "rules/medical_subsidy/payment.yaml", "2011-10-01: {value: いいえ, source: 町村の案内に共通"
    )
    workspace = tamper(
        "rules/medical_subsidy/payment.yaml",
        line,
        f'{line}    2027-04-01: {{value: はい, known: "2026.04"}}\n',
    )
    point = "medical_subsidy.payment.in_kind_outside_prefecture"
    assert dict(workspace.rules("yugawara", date(2027, 3, 31)).stopped) == {}
    assert list(workspace.rules("yugawara", date(2027, 4, 1)).stopped) == [point]
    assert dict(workspace.rules("oi", date(2027, 4, 1)).stopped) == {}
    told = [finding for finding in workspace.findings if finding.code == "R122"]
    assert [(finding.severity, finding.scope) for finding in told] == [(Severity.WARNING, "yugawara")]
    assert refused(workspace) == {}
