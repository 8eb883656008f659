"""Why this amount: every step with what it was made from, through every layer."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.engine import invented as dog
from uwanose.engine.columns.table import InputTable
from uwanose.engine.explain import explain
from uwanose.engine.explanation import Explanation
from uwanose.errors import Refused, UnknownName
from uwanose.layers.model import Rank
from uwanose.points.model import Confidence

HEAD = "import numpy as np\nfrom uwanose import customizes\n"
TABLE = InputTable.of(
    {
        "household_id": dog.numbers(1, 1, 2),
        "keeper_birth": dog.numbers(1990_04_01, 1990_04_02, 1990_04_03),
        "dogs": dog.numbers(1, 2, 3),
        "size": dog.numbers(0, 1, 1),
        "income": dog.numbers(900_000, 1_500_000, 5_000_000),
        "welfare": np.array([False, False, False]),
    },
    ["a", "b", "c"],
    "household_id",
    "resident_id",
)
RULES = dog.rules(
    {"per_dog": dog.origin("per_dog", 3_000, layer=Rank.ASSUMPTION, confidence=Confidence.UNVERIFIED)},
    [dog.code("levy", "K-001", "replace", layer=Rank.PREFECTURE), dog.code("levy", "K-006", "wrap")],
)
SOURCES = {
    "k_001": f'{HEAD}@customizes("K-001", "dog_levy.levy")\ndef levy(base, relief):\n'
    '    """県仕様の税額"""\n    return np.maximum(base - relief, 0)\n',
    "k_006": f'{HEAD}@customizes("K-006", "dog_levy.levy", wrapper=True)\ndef levy(dogs):\n'
    "    beneath = yield\n    return np.where(dogs >= 2, beneath // 2, beneath)\n",
}


def explained(item: str = "levy", key: str = "b") -> Explanation:
    """Explain an item of one row."""
    return explain(dog.program(given=RULES, plugins=dog.Modules(**SOURCES)), RULES, TABLE, key, item)


def test_steps_come_in_the_order_of_calculation_and_only_those_that_matter() -> None:
    """levy rests on base and relief; nobody asked for household_dogs."""
    assert [step.name for step in explained().steps] == ["base", "relief", "levy"]
    assert explained().value == 2_825
    assert explained().shown_ja == "2,825円"
    assert explained().item == "dog_levy.levy"


def test_a_step_names_its_inputs_values_formula_and_article() -> None:
    """Two large dogs: 2 × 3,000, and 2.5 % of it."""
    step = explained().step("base")
    assert [(used.name, used.kind, used.value, used.shown_ja) for used in step.inputs] == [
        ("dogs", "input", 2, "2"),
        ("size", "input", 1, "大型"),
    ]
    assert [(value.point, value.shown_ja, value.layer, value.source) for value in step.values] == [
        ("dog_levy.per_dog", "3,000円", "assumption", "犬税条例集"),
        ("dog_levy.large_rate", "2.5%", "national", "犬税条例集"),
    ]
    assert (step.value, step.basis, step.function) == (6_150, "犬税条例 base", "base")
    assert step.place == "uwanose/business/dog_levy/levies.py:14:1"
    assert step.rounding == ("floor_yen",)


def test_the_row_of_a_table_that_was_used_is_shown() -> None:
    """1,500,000 yen falls into the row up to 2,000,000."""
    (value,) = explained().step("relief").values
    (row,) = value.rows
    assert row.key == 1_500_000
    assert row.cells == (("所得（以下）", "2,000,000円"), ("軽減額", "500円"))
    assert explained("relief", "c").step("relief").values[0].rows[0].cells[0] == ("所得（以下）", "上限なし")


def test_every_layer_shows_what_it_would_give() -> None:
    """The prefecture's replacement hides the national formula; the town's wrap halves it."""
    step = explained().step("levy")
    assert [(layer.layer, layer.rank_ja, layer.wraps, layer.value) for layer in step.layers] == [
        ("K-001", "県", False, 5_650),
        ("K-006", "町村", True, 2_825),
    ]
    assert step.place.startswith("plugins/oi/uwanose_oi/k_006.py")
    assert [used.name for used in step.inputs] == ["base", "relief", "dogs"]


def test_customizations_and_uncertain_values_are_named() -> None:
    """A clerk sees at once what is not settled."""
    explanation = explained()
    assert explanation.customizations == ("K-001", "K-006")
    assert explanation.assumed == ("dog_levy.per_dog",)
    assert explanation.unverified == ("dog_levy.per_dog",)


def test_the_household_is_computed_as_in_a_batch() -> None:
    """Its members, and nobody else."""
    assert explained("household_dogs").value == 3
    assert explained("household_dogs", "c").value == 3
    assert explained("household_dogs", "a").value == 3


def test_every_row_is_explained_with_the_value_a_batch_gives() -> None:
    """The same program on the same columns."""
    program = dog.program(given=RULES, plugins=dog.Modules(**SOURCES))
    results = program.run(TABLE.columns, RULES)
    for item, values in results.items():
        for row, key in enumerate(TABLE.keys.tolist()):
            assert explain(program, RULES, TABLE, key, item).value == int(values[row])


def test_what_would_fail_in_a_batch_fails_here_too() -> None:
    """A column of one row would let ``if`` pass; a dummy row stands beside it."""
    text = dog.FORMULAS.replace(
        "    plain = dogs * per_dog", "    plain = dogs * per_dog if dogs > 0 else dogs"
    )
    alone = TABLE.take(np.array([2]))
    with pytest.raises(ValueError, match="truth value"):
        explain(dog.program(text), dog.rules(), alone, "c", "base")


def test_an_explanation_is_plain_data() -> None:
    """Ready for JSON, and equal when made again."""
    text = json.dumps(explained().as_dict(), ensure_ascii=False)
    assert json.loads(text)["steps"][-1]["value"] == 2_825
    assert explained() == explained()


def test_unknown_rows_and_items_are_told_with_the_nearest() -> None:
    """Did you mean levy?"""
    with pytest.raises(UnknownName, match="levy"):
        explained("levi")
    with pytest.raises(UnknownName):
        explained(key="zzz")


def test_a_missing_value_refuses_an_explanation_as_it_refuses_a_run() -> None:
    """No step is shown with a value nobody has given."""
    with pytest.raises(Refused):
        explain(dog.program(), dog.rules({"per_dog": None}), TABLE, "a", "levy")
    assert explain(dog.program(), dog.rules({"per_dog": None}), TABLE, "a", "relief").value == 2_000


def test_reads_are_followed_where_the_other_results_are_at_hand() -> None:
    """The explanation of the guardian's income stands beside that of the bill."""
    from tests.engine.test_whole import kennel

    program = kennel()[1].program("kennel", dog.rules())
    table = replace(
        InputTable.of(
            {"household_id": dog.numbers(1), "owner_levy": dog.numbers(5_600)},
            ["x"],
            "household_id",
            "resident_id",
        ),
        texts={"resident_id": np.array(["x"], dtype=object), "owner_id": np.array(["b"], dtype=object)},
    )
    asked: list[tuple[str, str]] = []

    def follow(read: str, key: str) -> Explanation | None:
        asked.append((read, key))
        return explained("base")

    explanation = explain(program, dog.rules(), table, "x", "fee", follow=follow)
    assert asked == [("owner_levy", "b")]
    assert explanation.follows["owner_levy"].item == "dog_levy.base"
    (used,) = explanation.step("fee").inputs
    assert (used.kind, used.label_ja, used.shown_ja) == ("read", "項目levy（前年度）", "5,600円")
    assert explain(program, dog.rules(), table, "x", "fee").follows == {}


def test_a_selection_of_rows_shows_the_row_of_the_person_explained() -> None:
    """A formula may look a table up for some rows only; the third of a household is not the second of the selection."""
    text = dog.FORMULAS.replace(
        '    return relief_table.pick("amount", income)',
        "    held = income > 1_000_000\n    found = np.zeros(len(income), dtype=np.int64)\n"
        '    found[held] = relief_table.pick("amount", income[held])\n    return found',
    )
    household = InputTable.of(
        {**TABLE.columns, "household_id": dog.numbers(1, 1, 1)},
        ["a", "b", "c"],
        "household_id",
        "resident_id",
    )
    program = dog.program(text)
    shown = {
        key: explain(program, dog.rules(), household, key, "relief").step("relief").values[0].rows
        for key in "abc"
    }
    assert shown["a"] == ()
    assert [row.key for row in shown["b"]] == [1_500_000]
    assert [row.key for row in shown["c"]] == [5_000_000]
