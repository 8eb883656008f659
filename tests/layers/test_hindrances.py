"""No entry, no decision, no approval, no consent, no agreement: no effect, and an error that says so."""

from __future__ import annotations

from datetime import date

import pytest

from tests.layers.sample import TOWNS, Union, adopts, agreed
from uwanose.layers.checks import check, refusals

DAY = date(2022, 4, 1)
BODY = "content: {tax.fee: 3_500}\ncosts:\n  - {id: build, kind: one_off, quoted: 900_000, actual: 910_000, start: 2021-04}\n"
BODY += "  - {id: upkeep, kind: recurring, yearly: 30_000, start: 2021-04}"
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"


def adopted(**consent: str) -> Union:
    """Return a union in which 大井町 has adopted K-101."""
    return Union().entry("K-101", BODY).town("oi", "", adopts("K-101", "2021-04-01", **consent))


def fee(union: Union, town: str = "oi") -> object:
    """Return the fee in force in a town."""
    return union.resolver().stack(town, "tax.fee", DAY)[0].value


def test_with_all_papers_it_holds() -> None:
    """The control of the refusals below."""
    assert adopted().codes() == []
    assert fee(adopted()) == 3_500


def test_an_approval_removed_takes_the_effect_and_is_an_error_of_the_adopter() -> None:
    """決裁 decides; the run of 大井町 is refused, the others are not."""
    union = adopted().pinned()
    line = next(line for line in union.files["customizations/K-101.yaml"].splitlines() if "approval" in line)
    union.replace("customizations/K-101.yaml", line + "\n", "")
    assert fee(union) == 3_000
    assert union.codes() == ["R103", "R116"]
    found = check(union.profile(), union.national, union.plugins)
    assert {finding.code for finding in refusals(found, "oi")} == {"R103", "R116"}
    assert refusals(found, "hayama") == []
    assert "customization approve K-101" in next(f for f in found if f.code == "R103").remedy_ja


def test_a_consent_removed_takes_the_effect() -> None:
    """負担承諾: no consent, no effect, no charge."""
    union = adopted(paper="note: なし")
    assert fee(union) == 3_000
    assert union.finding("R105").scope == "oi"
    assert union.resolver().membership.adopters("K-101", DAY) == ()


def test_a_consent_one_yen_too_small_takes_the_effect() -> None:
    """The share of the actual cost, 910,000 yen for the only payer, is held against the consent."""
    assert fee(adopted(up_to="910_000")) == 3_500
    small = adopted(up_to="909_999")
    assert fee(small) == 3_000
    found = small.finding("R106")
    assert "910,000円" in found.ja
    assert "909,999円" in found.ja


def test_the_yearly_consent_is_held_against_the_yearly_cost() -> None:
    """Upkeep is consented to by the year; without a yearly limit only the one-off is compared."""

    def consent(yearly: str) -> Union:
        return adopted(paper=f"consent: {{on: 2019-12-20, document: 承諾1, up_to: 1_000_000{yearly}}}")

    assert consent("").codes() == []
    assert consent(", yearly_up_to: 30_000").codes() == []
    assert "年間保守料" in consent(", yearly_up_to: 29_999").finding("R106").ja


def test_two_payers_share_what_each_must_consent_to() -> None:
    """Equal shares of 910,000 yen: 455,000 each, an odd yen rounded up against the consent."""
    union = adopted(up_to="455_000").town("hayama", "", adopts("K-101", "2021-04-01", up_to="455_000"))
    assert union.codes() == []
    union.town("hayama", "", adopts("K-101", "2021-04-01", up_to="454_999"))
    assert union.finding("R106").scope == "hayama"
    union.replace("customizations/K-101.yaml", "actual: 910_000", "actual: 910_001")
    assert [finding.scope for finding in union.all_findings()] == ["hayama", "oi"]


def test_shares_by_population_need_a_consent_by_population() -> None:
    """33,742 and 17,501 people: 大井町 bears 17501/51243 of 910,000 yen, 310,792 rounded up."""
    union = adopted(up_to="310_792").town("hayama", "", adopts("K-101", "2021-04-01", up_to="700_000"))
    union.entry("K-101", f"{BODY}\nsharing: {{method: population}}")
    assert union.codes() == []
    union.town("oi", "", adopts("K-101", "2021-04-01", up_to="310_791"))
    assert "310,792円" in union.finding("R106").ja


def test_an_unknown_entry_cannot_be_adopted() -> None:
    """An override exists only in the register; the nearest number is told."""
    union = adopted().town("oi", "", adopts("K-110", "2021-04-01"))
    found = union.finding("R101")
    assert "K-101" in found.remedy_ja
    assert fee(union) == 3_000


@pytest.mark.parametrize(
    "outcome", ["standard", "prefecture", "work_around", "amend_ordinance", "refused", "withdrawn"]
)
def test_what_was_decided_otherwise_cannot_be_adopted_by_a_town(outcome: str) -> None:
    """見送り and 取下げ stay in the register, without effect."""
    decision = f"decision: {{working_group: 税, on: 2019-08-20, outcome: {outcome}}}"
    union = adopted().entry("K-101", BODY, decision=decision)
    assert fee(union) == 3_000
    assert union.finding("R102").scope == "oi"
    assert outcome not in union.finding("R102").ja


def test_what_a_town_shall_pay_cannot_be_adopted_by_the_prefecture() -> None:
    """県仕様 is decided by all; a town's customization is not made one by writing it elsewhere."""
    union = Union().entry("K-101", BODY).prefecture("{}", agreed("K-101", "2021-04-01"))
    assert fee(union) == 3_000
    assert union.finding("R102").scope == "prefecture"


def test_a_draft_has_no_effect() -> None:
    """Nothing that was not approved ever holds."""
    union = adopted().entry("K-101", BODY, approval="", decision="", order="", accepted="", live="")
    assert fee(union) == 3_000
    assert union.codes() == ["R102", "R103"]


def test_the_prefecture_needs_the_agreement_of_every_town_that_takes_part_on_that_day() -> None:
    """One of three missing: no 県仕様; the missing town is named."""
    union = Union().entry("K-101", BODY, decision=PREFECTURE).prefecture("{}", agreed("K-101", "2021-04-01"))
    assert union.codes() == []
    assert [fee(union, town) for town in TOWNS] == [3_500, 3_500, 3_500]
    union.prefecture("{}", agreed("K-101", "2021-04-01", towns=("hayama", "oi")))
    assert [fee(union, town) for town in TOWNS] == [3_000, 3_000, 3_000]
    found = union.finding("R104")
    assert "清川村" in found.ja
    assert (found.scope, "hayama" in found.ja) == ("prefecture", False)


def test_a_town_that_joins_later_accepts_what_is_in_force() -> None:
    """清川村 joins a day after the adoption: its agreement is not needed, and it is bound."""
    union = Union().entry("K-101", BODY, decision=PREFECTURE)
    union.prefecture("{}", agreed("K-101", "2021-04-01", towns=("hayama", "oi")))
    union.replace(
        "consortium.yaml",
        "kiyokawa: {resident: [{from: 2011-10-01}]}",
        "kiyokawa: {resident: [{from: 2021-04-02}]}",
    )
    assert union.codes() == []
    assert fee(union, "kiyokawa") == 3_500


def test_an_agreement_needs_its_date_and_document() -> None:
    """An empty act is no act."""
    union = Union().entry("K-101", BODY, decision=PREFECTURE).prefecture("{}", agreed("K-101", "2021-04-01"))
    union.replace(
        "prefecture.yaml", "kiyokawa: {on: 2019-11-05, document: 同意}", "kiyokawa: {on: 2019-11-05}"
    )
    assert union.codes() == ["R104"]


def test_a_town_file_that_cannot_be_read_is_the_only_error_it_causes() -> None:
    """Nobody knows what 大井町 has adopted: 葉山町's share stays within its consent, and no requester is missed."""
    union = (
        adopted(up_to="460_000")
        .town("hayama", "", adopts("K-101", "2022-04-01", up_to="460_000"))
        .pinned()
        .replace("towns/oi.yaml", "adopts:", "\tadopts:")
    )
    profile = union.profile()
    assert profile.unread == ("oi",)
    assert {finding.code[0] for finding in union.all_findings()} == {"S"}
    assert refusals(union.all_findings(), "hayama") == []
    assert fee(union, "hayama") == 3_500
