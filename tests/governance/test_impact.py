"""The impact of a proposal, worked by hand on the invented dog levy: heads, yen, quantiles, examples and the way to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.engine import invented as dog
from uwanose.engine.columns.input_file import InputFile, open_input
from uwanose.engine.naming import names_of
from uwanose.errors import Finding, Refused
from uwanose.governance.figures import Changed, Impact, Moved, Question, nearest_rank
from uwanose.governance.impact import impact_on
from uwanose.governance.path import path_of
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import Stake, Table, Value

ON = date(2026, 4, 1)
PAY = Stake(item="levy", residents="pay")
HEADINGS = "町村,住民コード,世帯コード,飼い主の生年月日,犬の数,所得,生活保護\n"
ROWS = """oi,a,h1,1990-04-01,1,5000000,いいえ
oi,b,h1,1990-04-01,1,800000,いいえ
oi,c,h2,1990-04-01,1,800000,はい
oi,d,h3,1990-04-01,2,5000000,いいえ
nakai,e,h4,1990-04-01,1,5000000,いいえ
"""
NOW = {
    "a": 3_000,
    "b": 1_000,
    "c": 0,
    "d": 6_000,
    "e": 3_000,
}  # 3,000 yen a dog; 2,000 less up to 1,000,000 yen
RELIEVED = Table(("upto", "amount"), ((1_000_000, 1_000), (None, 700)))


def source(folder: Path, rows: str = ROWS) -> InputFile:
    """Write the rows and open them."""
    path = folder / "in.csv"
    path.write_text(HEADINGS + rows, "utf-8")
    return open_input(path, names_of(dog.catalog(), "dog_levy", (), []), {"oi": "oi", "nakai": "nakai"}.get)


def question(*towns: str, stake: Stake | None = PAY, also: tuple[str, ...] = ()) -> Question:
    """Ask about the levy."""
    items = dog.catalog().items
    return Question(
        business=dog.BUSINESS, item=items["dog_levy.levy"], stake=stake, towns=towns or ("oi", "nakai"), on=ON,
        also=tuple(items[f"dog_levy.{name}"] for name in also),
    )  # fmt: skip


def rules_with(values: Mapping[str, Value] | None = None) -> object:
    """Return what gives every town rules with some values."""
    return lambda town, on: dog.rules(values, town=town, on=on)


def impact(
    folder: Path, values: Mapping[str, Value], asked: Question | None = None, rows: str = ROWS
) -> Impact:
    """Compute the impact of some values."""
    return impact_on(
        dog.programs(), asked or question(), source(folder, rows),
        rules_with(), rules_with(values),  # type: ignore[arg-type]
    )  # fmt: skip


def test_heads_and_yen_are_exact_town_by_town_and_together(tmp_path: Path) -> None:
    """3,500 yen a dog: +500 for one dog, +1,000 for two; who is exempt stays at nothing."""
    found = impact(tmp_path, {"per_dog": 3_500})
    oi, nakai = found.towns
    assert (oi.heads, oi.before, oi.after, oi.rises, oi.falls) == (
        4,
        10_000,
        12_000,
        Moved(3, 2_000),
        Moved(),
    )
    assert (nakai.heads, nakai.before, nakai.after, nakai.rises) == (1, 3_000, 3_500, Moved(1, 500))
    total = found.total
    assert (total.heads, total.before, total.after, total.changed) == (5, 13_000, 15_500, 4)
    assert (found.helped, found.burdened) == (Moved(), Moved(4, 2_500))


def test_rises_and_falls_are_not_set_off_against_each_other(tmp_path: Path) -> None:
    """b pays 1,000 more; a, d and e pay 700 less each."""
    found = impact(tmp_path, {"relief_table": RELIEVED})
    assert (found.total.rises, found.total.falls) == (Moved(1, 1_000), Moved(3, -2_100))
    assert (found.helped, found.burdened) == (Moved(3, -2_100), Moved(1, 1_000))


def test_what_residents_receive_is_a_gain_where_it_rises(tmp_path: Path) -> None:
    """The same figures, read the other way."""
    found = impact(tmp_path, {"per_dog": 3_500}, question(stake=Stake(item="levy", residents="receive")))
    assert (found.helped, found.burdened) == (Moved(4, 2_500), Moved())


def test_nobody_is_better_or_worse_off_where_nobody_knows_who_pays(tmp_path: Path) -> None:
    """Rises and falls are told all the same."""
    found = impact(tmp_path, {"per_dog": 3_500}, question(stake=None))
    assert (found.helped, found.burdened, found.total.rises) == (Moved(), Moved(), Moved(4, 2_500))


def test_rows_of_a_group_are_one_head_where_the_business_says_so(tmp_path: Path) -> None:
    """h1 has two rows: its change is the sum of both, and it is named by the first of equal rows."""
    found = impact(
        tmp_path, {"per_dog": 3_500}, question("oi", stake=Stake(item="levy", residents="pay", heads="group"))
    )
    assert (found.total.heads, found.total.rises) == (3, Moved(2, 2_000))
    assert found.examples == (Changed("oi", "a", 4_000, 5_000),)


def test_a_group_is_named_by_the_row_that_moves_most(tmp_path: Path) -> None:
    """b of h1 pays 1,000 yen more, a pays 700 less: whoever asks why is shown b."""
    found = impact(
        tmp_path,
        {"relief_table": RELIEVED},
        question("oi", stake=Stake(item="levy", residents="pay", heads="group")),
    )
    assert Changed("oi", "b", 4_000, 4_300) in found.examples


def test_a_group_whose_changes_cancel_does_not_change(tmp_path: Path) -> None:
    """b pays 1,000 more, a 1,000 less: the household pays what it paid."""
    level = Table(("upto", "amount"), ((1_000_000, 1_000), (None, 1_000)))
    found = impact(
        tmp_path,
        {"relief_table": level},
        question("oi", stake=Stake(item="levy", residents="pay", heads="group")),
    )
    assert found.total.changed == 1  # only h3
    assert impact(tmp_path, {"relief_table": level}, question("oi")).total.changed == 3


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(0, -40), (10, -40), (20, -40), (21, -30), (50, 10), (60, 10), (61, 20), (99, 90), (100, 90)],
)
def test_a_quantile_is_the_change_of_the_nearest_rank(percent: int, expected: int) -> None:
    """Of five changes the 20th per cent is the first, the 21st the second: never a value between two."""
    assert nearest_rank(np.array([90, -40, 10, 20, -30]), percent) == expected


def test_examples_are_the_least_the_middle_and_the_greatest_change(tmp_path: Path) -> None:
    """Each head once, by its row."""
    found = impact(tmp_path, {"per_dog": 3_500})
    assert found.examples == (Changed("oi", "a", 3_000, 3_500), Changed("oi", "d", 6_000, 7_000))


def test_the_way_of_an_example_names_what_differs_in_the_order_it_is_computed(tmp_path: Path) -> None:
    """The base and the levy differ; relief and exemption do not."""
    file, now, then = source(tmp_path), rules_with(), rules_with({"per_dog": 3_500})
    example = Changed("oi", "d", 6_000, 7_000)
    path = path_of(example, dog.programs(), question(), file, now, then)  # type: ignore[arg-type]
    assert [(turn.item.name, turn.before, turn.after) for turn in path] == [
        ("base", 6_000, 7_000),
        ("levy", 6_000, 7_000),
    ]


def test_sums_numbers_of_yes_and_other_results_are_told_beside_the_amount(tmp_path: Path) -> None:
    """From 30 years of age on nobody pays; the number of dogs does not change."""
    found = impact(
        tmp_path, {"senior_limit": replace(dog.VALUES["senior_limit"], years=30)},  # type: ignore[type-var]
        question(also=("exempt", "base", "household_dogs")),
    )  # fmt: skip
    assert found.total.results == {"exempt": (1, 5), "base": (18_000, 18_000)}
    assert found.total.recoded == {"household_dogs": 0}
    assert found.total.falls == Moved(4, -13_000)


def test_a_proposal_that_changes_nothing_has_no_example_and_no_quantile(tmp_path: Path) -> None:
    """And is not computed twice."""
    found = impact(tmp_path, {"per_dog": 3_000})
    assert (found.total.changed, found.examples, len(found.total.changes)) == (0, (), 0)
    assert found.total.before == sum(NOW.values())


def test_a_town_that_is_refused_refuses_no_other(tmp_path: Path) -> None:
    """Its figures are in no sum; the reason is told."""

    def in_force(town: str, on: date) -> EffectiveRules:
        if town == "oi":
            raise Refused([Finding(code="L104", ja="重なり", en="overlap", scope="oi")])
        return dog.rules(town=town, on=on)

    found = impact_on(
        dog.programs(),
        question(),
        source(tmp_path),
        in_force,
        rules_with({"per_dog": 3_500}),  # type: ignore[arg-type]
    )
    assert [town.town for town in found.refused] == ["oi"]
    assert [finding.code for finding in found.towns[0].findings] == ["L104"]
    assert (found.total.heads, found.total.rises) == (1, Moved(1, 500))


def test_a_value_the_proposal_lacks_refuses_the_town(tmp_path: Path) -> None:
    """A run would name the value that is missing, and so does this."""
    found = impact(tmp_path, {"per_dog": None})  # type: ignore[dict-item]
    assert all(town.refused and "E121" in [one.code for one in town.findings] for town in found.towns)


def test_rows_that_cannot_be_read_are_counted_and_left_out(tmp_path: Path) -> None:
    """One row too many dogs."""
    found = impact(tmp_path, {"per_dog": 3_500}, rows=ROWS + "oi,f,h5,1990-04-01,99,0,いいえ\n")
    assert (found.total.rejected, found.total.heads) == (1, 5)


def test_the_order_of_the_rows_changes_nothing(tmp_path: Path) -> None:
    """Heads, yen and quantiles are the same from the last row to the first."""
    backwards = "\n".join(reversed(ROWS.splitlines())) + "\n"
    one, other = (impact(tmp_path, {"relief_table": RELIEVED}, rows=rows) for rows in (ROWS, backwards))
    assert one.total.rises == other.total.rises
    assert one.total.falls == other.total.falls
    assert [nearest_rank(one.total.changes, p) for p in (0, 50, 100)] == [
        nearest_rank(other.total.changes, p) for p in (0, 50, 100)
    ]
