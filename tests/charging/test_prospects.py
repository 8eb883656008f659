"""What would be due if: the same yen that are charged once it is so, and nothing of the register changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from uwanose.charging.basis import Basis
from uwanose.charging.due import calculate
from uwanose.charging.prospects import Burden, adopted, burdens, ended, ending
from uwanose.dates import Month
from uwanose.layers.burden import burden
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
PROFILE = Workspace(ROOT, writable=False).profile
JULY = date(2026, 7, 1)


def test_a_join_is_foretold_as_the_register_would_charge_it() -> None:
    """K-005 of 大磯町 and 開成町: what the third town pays are the refunds of the two, to the yen."""
    entry = PROFILE.customizations["K-005"]
    now = burdens(PROFILE, "K-005", Month(2026, 7))
    joined = adopted(PROFILE, entry, {"ninomiya": JULY})
    then = burdens(joined, "K-005", Month(2026, 7))
    assert sum(one.one_off for one in then.values()) == sum(one.one_off for one in now.values())
    assert sum(one.yearly for one in then.values()) == sum(one.yearly for one in now.values())
    lines = calculate(Basis(joined), [Month(2026, 7)]).lines
    charged = sum(
        line.yen
        for line in lines
        if (line.customization, line.municipality) == ("K-005", "ninomiya")
        and line.cost
        and line.cost.cost_kind == "one_off"
    )
    owed_later = sum(
        line.yen
        for line in calculate(Basis(joined), [Month(2026, 8) + index for index in range(60)]).lines
        if (line.customization, line.municipality) == ("K-005", "ninomiya")
        and line.cost
        and line.cost.cost_kind == "one_off"
    )
    assert then["ninomiya"].one_off == charged + owed_later


def test_an_entry_under_way_is_foretold_as_if_everything_were_signed() -> None:
    """K-018 has neither approval nor consent nor acceptance."""
    entry = PROFILE.customizations["K-018"]
    told = burdens(adopted(PROFILE, entry, dict(entry.wishes)), "K-018", Month(2027, 4))
    assert told == {"hakone": Burden(660_000, 66_000)}
    assert burdens(PROFILE, "K-018", Month(2027, 4)) == {}


def test_the_prefecture_shares_among_all_that_take_part() -> None:
    """The same entry for fourteen towns."""
    entry = PROFILE.customizations["K-018"]
    told = burdens(adopted(PROFILE, entry, {"": date(2027, 4, 1)}), "K-018", Month(2027, 4))
    assert list(told) == list(PROFILE.municipalities)
    assert sum(one.one_off for one in told.values()) == 660_000


def test_an_end_saves_the_upkeep_and_leaves_the_spread_one_off() -> None:
    """K-003 is spread over 60 months from April 2024: from October 2026 on 30 of them are left."""
    last = date(2026, 9, 30)
    told = ending(PROFILE, ended(PROFILE, "K-003", last), "K-003", last)
    assert sum(one.saved for one in told.values()) == 198_000
    assert sum(one.owed for one in told.values()) == 3_780_000 * 30 // 60
    assert {one.owed_until for one in told.values()} == {Month(2029, 3)}


def test_when_one_town_leaves_the_other_bears_the_upkeep() -> None:
    """K-005: what 開成町 saves 大磯町 bears; the one-off stays shared by both."""
    last = date(2026, 9, 30)
    told = ending(PROFILE, ended(PROFILE, "K-005", last, ["kaisei"]), "K-005", last)
    assert told["kaisei"].saved == -told["oiso"].saved > 0


def test_a_late_joiner_consents_to_the_months_that_are_left() -> None:
    """The layers' own figure for a consent is that of the charge where a one-off was charged at payment."""
    entry = PROFILE.customizations["K-004"]
    joined = adopted(PROFILE, entry, {"ninomiya": date(2026, 4, 1)})
    adoption = next(
        one for one in joined.adoptions if one.customization == "K-004" and one.municipality == "ninomiya"
    )
    told = burdens(joined, "K-004", Month(2026, 4))["ninomiya"]
    assert (
        burden(joined, joined.customizations["K-004"], adoption)[0] == told.one_off == 858_000 * 6 // 60 // 2
    )
