"""A proposal: entries held or given up, values set, over a register as it would be; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.layers.sample import Union, adopts, catalog, point, values
from uwanose.errors import Refused
from uwanose.governance.cells import CellChange, Cells
from uwanose.governance.proposal import Proposal, Proposed
from uwanose.layers.additions import with_additions
from uwanose.layers.model import Rank
from uwanose.layers.resolve import Resolver
from uwanose.points.model import MaySet, Table, Value

APRIL = date(2026, 4, 1)
COST = "costs: [{id: b, kind: one_off, quoted: 900_000, start: 2021-04}]"
STEPS = "{rows: [{from: 0, amount: 5}, {from: 1_000, amount: 7}]}"
FEE = f"content: {{tax.fee: 3_500}}\n{COST}"
DRAFT = {"approval": "", "order": "", "accepted": "", "live": "", "decision": ""}


def proposed(
    union: Union,
    *towns: str,
    start: date = APRIL,
    held: tuple[str, ...] = (),
    ended: tuple[str, ...] = (),
    put: Mapping[str, Value | Cells] | None = None,
) -> Proposed:
    """Work a proposal for the invented tax out."""
    profile = union.pinned().profile()
    every = with_additions(union.national, profile)
    proposal = Proposal(business="tax", towns=towns, start=start, held=held, ended=ended, values=put or {})
    return Proposed(proposal, profile, every, union.plugins, Resolver(profile, every, union.plugins))


def value(found: Proposed, union: Union, town: str, name: str, on: date = APRIL) -> object:
    """Return a value of a town by the proposal."""
    rules = found.rules_for(union.resolver().rules)(town, on)
    assert not rules.stopped, [finding.text() for finding in rules.stopped.values()]
    return rules.values[name].value


def codes(union: Union, *towns: str, **what: object) -> list[str]:
    """Return the codes for which a proposal is refused."""
    with pytest.raises(Refused) as refusal:
        proposed(union, *towns, **what)  # type: ignore[arg-type]
    return [finding.code for finding in refusal.value.findings]


def test_a_draft_nobody_has_decided_is_tried_as_if_it_were_held() -> None:
    """Neither decision nor approval nor consent is needed to try it; a town that was not asked for keeps the standard."""
    union = Union().entry("K-101", FEE, **DRAFT)
    found = proposed(union, "oi", held=("K-101",))
    assert value(found, union, "oi", "tax.fee") == 3_500
    assert value(found, union, "hayama", "tax.fee") == 3_000
    assert union.resolver().rules("oi", APRIL).values["tax.fee"].value == 3_000


def test_the_day_before_it_begins_a_proposal_changes_nothing() -> None:
    """Neither what is held nor what is set."""
    union, before = Union().entry("K-101", FEE, **DRAFT), date(2026, 3, 31)
    assert value(proposed(union, "oi", held=("K-101",)), union, "oi", "tax.fee", before) == 3_000
    assert value(proposed(union, "oi", put={"tax.base": 330_000}), union, "oi", "tax.base", before) == 320_000


def test_a_prefecture_entry_is_held_by_all_towns_that_take_part() -> None:
    """What was decided for the prefecture lies in its layer."""
    union = Union().entry(
        "K-101", FEE, approval="", order="", accepted="", live="",
        decision="decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}",
    )  # fmt: skip
    found = proposed(union, "oi", held=("K-101",))
    rules = found.rules_for(union.resolver().rules)("hayama", APRIL)
    assert (rules.values["tax.fee"].value, rules.values["tax.fee"].layer) == (3_500, Rank.PREFECTURE)


@pytest.mark.parametrize("since", ["2021-04-01", "2026-04-01", "2027-04-01"])
def test_what_is_given_up_is_held_no_more_whenever_it_began(since: str) -> None:
    """Adopted before, on the very day, or later."""
    union = (
        Union()
        .entry("K-101", FEE)
        .town("oi", "", adopts("K-101", since))
        .town("hayama", "", adopts("K-101", "2021-04-01"))
    )
    found = proposed(union, "oi", "hayama", ended=("K-101",))
    for town in ("oi", "hayama"):
        assert value(found, union, town, "tax.fee", date(2028, 4, 1)) == 3_000


def test_only_the_towns_asked_for_give_it_up() -> None:
    """葉山町 keeps paying and keeps the value."""
    union = Union().entry("K-101", FEE)
    union.town("oi", "", adopts("K-101", "2021-04-01")).town("hayama", "", adopts("K-101", "2021-04-01"))
    found = proposed(union, "oi", ended=("K-101",))
    assert (value(found, union, "oi", "tax.fee"), value(found, union, "hayama", "tax.fee")) == (3_000, 3_500)


def test_a_value_is_in_force_whatever_gives_one_now() -> None:
    """A setting of the town, a standard point, a value nobody has set."""
    union = Union().town("oi", "tax.base: {2021: 330_000}")
    found = proposed(union, "oi", put={"tax.base": 340_000, "tax.fee": 4_000, "tax.unset": 1})
    assert [value(found, union, "oi", name) for name in ("tax.base", "tax.fee", "tax.unset")] == [
        340_000,
        4_000,
        1,
    ]
    rules = union.resolver().rules
    assert found.rules_for(rules)("oi", APRIL).sha256 != rules("oi", APRIL).sha256


def test_what_the_law_fixes_cannot_be_proposed() -> None:
    """The finding cites the article, as for a setting in a file."""
    assert codes(Union(), "oi", put={"tax.rate": 7}) == ["L102"]


def test_a_value_beyond_a_national_ceiling_or_behind_a_lock_is_refused() -> None:
    """The ceiling of 260,000, and what the prefecture has made final."""
    assert codes(Union(), "oi", put={"tax.cap": 260_001}) == ["L107"]
    assert value(proposed(Union(), "oi", put={"tax.cap": 260_000}), Union(), "oi", "tax.cap") == 260_000
    assert codes(
        Union().prefecture("tax.choice: {2021: 2}", final="[tax.choice]"), "oi", put={"tax.choice": 3}
    ) == ["L108"]


def test_the_prefecture_s_own_value_can_be_proposed_for_towns() -> None:
    """A rate by a rule of the prefecture is no town's setting."""
    found = proposed(Union(), "oi", put={"tax.surcharge": 25})
    assert value(found, Union(), "oi", "tax.surcharge") == 25


def test_one_cell_of_a_table_is_proposed_and_the_other_rows_stay_the_town_s_own() -> None:
    """Each town keeps its rows; two cells of one table are laid on together."""
    union = (
        Union()
        .entry("K-101", f"content: {{tax.steps: {STEPS}}}\n{COST}")
        .town("oi", "", adopts("K-101", "2021-04-01"))
    )
    cells = Cells((CellChange(1_000, "amount", 8), CellChange(0, "amount", 6)))
    found = value(proposed(union, "oi", put={"tax.steps": cells}), union, "oi", "tax.steps")
    assert isinstance(found, Table)
    assert found.rows == ((0, 6), (1_000, 8))
    plain = proposed(union, "oi", put={"tax.steps": cells}).rules_for(union.resolver().rules)
    assert (
        plain("hayama", APRIL).values.get("tax.steps") is None
    )  # no table there: a run would name it as missing


def test_a_row_a_town_does_not_have_refuses_that_town() -> None:
    """The finding names the rows there are, and where they stand."""
    union = (
        Union()
        .entry("K-101", f"content: {{tax.steps: {STEPS}}}\n{COST}")
        .town("oi", "", adopts("K-101", "2021-04-01"))
    )
    rules = proposed(union, "oi", put={"tax.steps": Cells((CellChange(5, "amount", 8),))}).rules_for(
        union.resolver().rules
    )
    with pytest.raises(Refused) as refusal:
        rules("oi", APRIL)
    [finding] = refusal.value.findings
    assert (finding.code, finding.scope) == ("V107", "oi")
    assert "行: 0円、1,000円" in finding.ja


def test_a_cell_of_what_is_no_table_is_refused() -> None:
    """And so is a cell of a table the law fixes."""
    cells = Cells((CellChange(0, "amount", 8),))
    assert codes(Union(), "oi", put={"tax.base": cells}) == ["V105"]
    lawful = replace(catalog().points["tax.steps"], may_set=MaySet.LAW)
    assert codes(Union(national=catalog(lawful)), "oi", put={"tax.steps": cells}) == ["L102"]


def test_a_table_is_no_single_value() -> None:
    """It is tried as the content of a draft."""
    assert codes(Union(), "oi", put={"tax.steps": 1}) == ["V105"]


def test_an_entry_without_content_held_already_or_not_held_is_refused_with_what_to_type() -> None:
    """All of them in one go."""
    union = (
        Union()
        .entry("K-101", FEE)
        .entry("K-102", "", **DRAFT)
        .entry("K-103", FEE.replace("fee: 3_500", "notice: 別"), **DRAFT)
    )
    union.town("oi", "", adopts("K-101", "2021-04-01"))
    assert codes(union, "oi", held=("K-101", "K-102"), ended=("K-103",)) == ["V102", "V101", "V103"]
    assert codes(union, "oi", held=("K-101",)) == ["V102"]
    assert value(proposed(union, "oi", "hayama", held=("K-101",)), union, "hayama", "tax.fee") == 3_500


def test_an_entry_of_another_business_is_refused() -> None:
    """It would touch nothing of the rows looked at."""
    union = Union().entry("K-101", f"content: {{care.age: 18}}\n{COST}", business="business: care", **DRAFT)
    assert codes(union, "oi", held=("K-101",)) == ["V106"]


def test_an_entry_that_meets_another_on_one_point_is_refused_as_check_would() -> None:
    """Two values of one layer on one point: L104 with both places."""
    union = Union().entry("K-101", FEE).entry("K-102", FEE.replace("3_500", "3_600"), **DRAFT)
    union.town("oi", "", adopts("K-101", "2021-04-01"))
    assert codes(union, "oi", held=("K-102",)) == ["L104"]
    found = proposed(union, "oi", held=("K-102",), ended=("K-101",))
    assert value(found, union, "oi", "tax.fee") == 3_600


def test_an_entry_of_a_system_in_which_a_town_takes_no_part_is_refused() -> None:
    """清川村 has left the resident system."""
    union = Union().entry("K-101", FEE, **DRAFT).replace(
        "consortium.yaml", "kiyokawa: {resident: [{from: 2011-10-01}]}",
        "kiyokawa: {resident: [{from: 2011-10-01, until: 2022-03-31}]}",
    )  # fmt: skip
    assert codes(union, "oi", "kiyokawa", held=("K-101",)) == ["V104"]


def test_a_changed_base_stops_nothing_in_a_proposal() -> None:
    """What lies beneath is seen on the day it is tried: a draft is judged by today's base."""
    union = Union(
        national=catalog(point("tax.fee", may_set="standard", values=values({2020: 3_000, 2024: 3_200})))
    )
    union.entry("K-101", FEE, **DRAFT)
    found = proposed(union, "oi", start=date(2023, 4, 1), held=("K-101",))
    assert value(found, union, "oi", "tax.fee", APRIL) == 3_500


def test_code_of_a_draft_is_tried_as_it_stands_today(tmp_path: Path) -> None:
    """Nobody has approved it, so it runs in a proposal only."""
    module = tmp_path / "oi" / "uwanose_oi" / "k_101.py"
    module.parent.mkdir(parents=True)
    (module.parent / "__init__.py").write_text("", "utf-8")
    module.write_text(
        'from uwanose import customizes\n\n@customizes("K-101", "tax.levy")\ndef levy(income):\n    return income\n',
        "utf-8",
    )
    union = Union(tmp_path).entry(
        "K-101", f"content: {{tax.levy: {{plugin: oi, mode: replace}}}}\n{COST}", **DRAFT
    )
    rules = proposed(union, "oi", held=("K-101",)).rules_for(union.resolver().rules)("oi", APRIL)
    assert [layer.customization for layer in rules.code["tax.levy"]] == ["K-101"]
    assert not union.resolver().rules("oi", APRIL).code


def test_values_of_an_entry_s_own_points_belong_to_its_trial() -> None:
    """So its cost is told beside the effect; any other value makes it a proposal of several things."""
    added = "adds: {tax.k_101.limit: {kind: parameter, label: {ja: 限度}, type: yen, may_set: ordinance, by: town}}"
    union = Union().entry("K-101", f"{FEE}\n{added}", **DRAFT)
    assert proposed(union, "oi", held=("K-101",), put={"tax.k_101.limit": 5}).entry == "K-101"
    assert proposed(union, "oi", held=("K-101",), put={"tax.base": 330_000}).entry == ""
