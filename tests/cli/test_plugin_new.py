"""A developer's way from a request in the register to code that passes: plugin new → failing case → code → check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied

POINT = "medical_subsidy.payment_way"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace in which 開成町 has asked for another way of payment."""
    folder = copied(tmp_path)
    said = typed(
        "customization", "new", "--title", "県外もすべて償還払い", "--title-en", "Refund only", "--business", "medical_subsidy",
        "--town", "開成町", "--on", "R8.6.5", "--document", "要望令8-90", "--from", "R9.4.1", "--point", POINT, "--anyway",
        "プログラムが要る", "--yes", "--workspace", folder,
    )  # fmt: skip
    assert said.status == 0, said.out + said.err
    return folder


def begun(own: Path, kind: str, *more: str) -> Said:
    identifier = sorted((own / "profiles/kanagawa/customizations").glob("K-*.yaml"))[-1].stem
    return typed(
        "plugin",
        "new",
        "kaisei",
        "--customization",
        identifier,
        "--kind",
        kind,
        "--point",
        POINT,
        *more,
        "--workspace",
        own,
    )


def code_of(own: Path) -> Path:
    return max((own / "plugins/kaisei/uwanose_kaisei").glob("k_*.py"))


def test_the_case_fails_until_the_code_is_written_and_passes_then(own: Path) -> None:
    """The signature is the point's, the failure names the line that is not written, the eight lines pass."""
    assert begun(own, "replace").status == 0
    code = code_of(own)
    identifier = code.stem.upper().replace("_", "-")
    text = code.read_text("utf-8")
    assert (
        "def payment_way(\n" in text
        or "def payment_way(eligible: Flags, inside_prefecture: Flags, "
        "payment_in_kind_outside_prefecture: bool) -> Column:"
        in text
    )
    assert "eligible: 助成対象（はい・いいえ）、真偽の列（行数）" in text
    before = typed("plugin", "check", identifier, "--json", "--workspace", own)
    [found] = before.data
    assert (before.status, found["passed"], found["approval"]) == (1, False, "draft")
    [case] = found["cases"]
    assert case["findings"] == ["E131"]
    case_file = own / f"plugins/kaisei/tests/cases/{code.stem}.yaml"
    case_file.write_text(
        """- name: 県内の通院も償還払い
  business: medical_subsidy
  town: kaisei
  source: 見本
  rows:
    - {bill_id: a, resident_id: a, birth_date: 2020-05-10, treated_on: 2027-06-01, care: outpatient, insured_share: 3_000, guardian_total_income_same: 0, guardian_total_income_previous: 0, guardian_total_income_before_previous: 0}
  expect:
    a: {payment_way: refund}
""",
        "utf-8",
    )
    code.write_text(
        text.replace('raise NotImplementedError("ここに計算を書いてください")', "return eligible * 2"),
        "utf-8",
    )
    after = typed("plugin", "check", identifier, "--json", "--workspace", own)
    [found] = after.data
    assert (after.status, found["passed"], found["tried"]) == (0, True, ["payment_way"])
    assert typed("check", "--workspace", own).status == 0


def test_a_wrap_gets_what_lies_beneath(own: Path) -> None:
    """wrapper=True and beneath = yield stand in it already, and the register says mode: wrap."""
    assert begun(own, "wrap").status == 0
    text = code_of(own).read_text("utf-8")
    assert "wrapper=True" in text and "beneath = yield" in text and "Generator[None, Column, Column]" in text
    entry = max((own / "profiles/kanagawa/customizations").glob("K-*.yaml")).read_text("utf-8")
    assert f"{POINT}: {{plugin: kaisei, mode: wrap}}" in entry


def test_a_second_time_keeps_what_is_the_same_and_refuses_what_is_not(own: Path) -> None:
    """All or nothing: nothing half-written beside a developer's own lines."""
    assert begun(own, "replace").status == 0
    again = begun(own, "replace", "--json")
    assert (again.status, again.data["written"]) == (0, [])
    code = code_of(own)
    code.write_text(code.read_text("utf-8") + "\n# mine\n", "utf-8")
    (own / f"plugins/kaisei/tests/cases/{code.stem}.yaml").unlink()
    refused = begun(own, "replace")
    assert refused.status == 1
    assert "[U160]" in refused.err and str(code.relative_to(own)) in refused.err
    assert not (own / f"plugins/kaisei/tests/cases/{code.stem}.yaml").exists()


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [("hook", (), "U161"), ("block", (), "U162")],
)
def test_a_kind_that_does_not_fit_is_refused(own: Path, kind: str, more: tuple[str, ...], code: str) -> None:
    """A formula takes no hook; a block of a document is no code."""
    said = begun(own, kind, *more)
    assert said.status == 1
    assert f"[{code}]" in said.err
    assert not list((own / "plugins/kaisei/uwanose_kaisei").glob("k_02[4-9].py"))
