"""Running: every guard, who is at fault, and what hooks give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine import invented as dog
from uwanose.engine.calculation import Results
from uwanose.engine.guards import RANGE, BadResult, OutOfRange, checked
from uwanose.engine.model import Array
from uwanose.engine.shadow import shadow_differences
from uwanose.errors import Finding, Refused

ROWS = {
    "household_id": np.array([1, 1, 2]),
    "keeper_birth": np.array([1990_04_01, 1990_04_02, 1990_04_03]),
    "dogs": np.array([1, 2, 3]),
    "income": np.array([5_000_000, 0, 1_500_000]),
}
HEAD = "import numpy as np\nfrom uwanose import customizes, RecordFinding\n"


def with_base(body: str) -> str:
    """Return the formulas with another body of ``base``."""
    return dog.FORMULAS.replace(
        "    return plain + np.where(size == LARGE, floor_yen(plain, large_rate), 0)", f"    return {body}"
    )


def fault(
    source: str, mode: str = "replace", point: str = "levy", rows: dict[str, Array] | None = None
) -> Finding:
    """Run under a customization that fails; return the one finding."""
    rules = dog.rules(layers=[dog.code(point, mode=mode)])
    program = dog.program(given=rules, plugins=dog.Modules(k_006=HEAD + source))
    with pytest.raises(Refused) as caught:
        program.bind(rules).run(rows or ROWS)
    (finding,) = caught.value.findings
    return finding


def customized(body: str, arguments: str = "base") -> str:
    """Return a customization's replacement of the levy."""
    return f'@customizes("K-006", "dog_levy.levy")\ndef levy({arguments}):\n    return {body}\n'


@pytest.mark.parametrize(
    ("body", "code", "part"),
    [
        ("base * 0.9", "E132", "float64"),
        ("base.astype(np.int32)", "E132", "int32"),
        ("base.sum()", "E132", "int64"),
        ("base[:2]", "E132", "shape"),
        ("base > 0", "E132", "bool"),
        ("['a', 'b', 'c']", "E132", "list"),
        ("base // (base - base)", "E131", "divide by zero"),
        ("base if base > 0 else 0", "E131", "truth value"),
        ("max(base, 0)", "E131", "truth value"),
        ("base.__setitem__(0, 5)", "E131", "read-only"),
        ("base + 10**13", "E133", "10^13"),
    ],
)
def test_what_a_customization_may_not_give_is_told_with_its_line(body: str, code: str, part: str) -> None:
    """The finding names item, customization and place; the town's run is refused, nothing is guessed."""
    finding = fault(customized(body))
    assert finding.code == code
    assert part in finding.en
    assert "K-006" in finding.ja
    assert str(finding.place).startswith("plugins/oi/uwanose_oi/k_006.py:3")
    assert finding.scope == "oi"


def test_the_hint_for_columns_in_conditions_is_given() -> None:
    """`a > 0 & b > 0` and `if` fail with the same words of numpy."""
    assert "np.where" in fault(customized("base if base > 0 else 0")).remedy_ja


def test_the_layer_that_gave_the_wrong_thing_is_named_not_the_one_on_top() -> None:
    """A wrap above a replacement that gives decimals is not at fault."""
    rules = dog.rules(layers=[dog.code("levy", "K-006"), dog.code("levy", "K-007", "wrap")])
    wrap = '@customizes("K-007", "dog_levy.levy", wrapper=True)\ndef levy():\n    beneath = yield\n    return beneath\n'
    plugins = dog.Modules(k_006=HEAD + customized("base * 0.5"), k_007=HEAD + wrap)
    with pytest.raises(Refused) as caught:
        dog.program(given=rules, plugins=plugins).run(ROWS, rules, ["levy"])
    assert str(caught.value.findings[0].place).startswith("plugins/oi/uwanose_oi/k_006.py")


def test_a_defect_of_a_national_formula_is_raised_as_it_is_with_a_note() -> None:
    """Our own mistakes show where they are."""
    with pytest.raises(BadResult) as caught:
        dog.program(with_base("plain * 0.5")).run(ROWS, dog.rules(), ["levy"])
    assert (
        "while calculating base, national: base (uwanose/business/dog_levy/levies.py"
        in caught.value.__notes__[0]
    )


def test_amounts_beyond_the_safe_range_are_refused_as_data() -> None:
    """The national formula is right; the input is not."""
    with pytest.raises(Refused) as caught:
        dog.program(with_base("plain * 10_000_000_000")).run(ROWS, dog.rules(), ["base"])
    assert caught.value.findings[0].code == "E133"
    assert caught.value.findings[0].scope == "oi"


def test_inputs_cannot_be_changed_in_place() -> None:
    """A formula that writes into its input would change what others see."""
    with pytest.raises(ValueError, match="read-only"):
        dog.program(with_base("dogs.fill(0)")).run(ROWS, dog.rules(), ["base"])


def test_an_absent_column_takes_its_default_and_a_needed_one_is_asked_for() -> None:
    """size defaults to small; income has no default."""
    without = {name: column for name, column in ROWS.items() if name != "income"}
    assert dog.program().run(without, dog.rules(), ["base"])["base"].tolist() == [3_000, 6_000, 9_000]
    with pytest.raises(Refused) as caught:
        dog.program().run(without, dog.rules(), ["levy"])
    assert caught.value.findings[0].code == "E134"
    assert "所得 (income)" in caught.value.findings[0].ja


def test_without_the_group_nothing_is_computed() -> None:
    """Households are part of every business."""
    with pytest.raises(Refused) as caught:
        dog.program().run({"dogs": np.array([1])}, dog.rules(), ["base"])
    assert "household_id" in caught.value.findings[0].ja


def test_a_column_of_decimals_or_gaps_is_refused() -> None:
    """int64 cannot hold a gap; what arrives as float has lost it."""
    with pytest.raises(BadResult, match="float64"):
        dog.program().run({**ROWS, "dogs": np.array([1.0, np.nan, 2.0])}, dog.rules(), ["base"])


def test_tables_without_rows_are_computed() -> None:
    """A town with nobody in it gives empty columns."""
    empty = {name: column[:0] for name, column in ROWS.items()}
    results = dog.program().run(empty, dog.rules())
    assert {len(values) for values in results.values()} == {0}
    assert results["exempt"].dtype == np.bool_
    assert results["levy"].dtype == np.int64


def test_observers_see_every_item_with_what_was_at_hand() -> None:
    """The engine keeps no state of its own between rows or threads."""
    seen: list[str] = []
    dog.program().run(ROWS, dog.rules(), ["relief"], lambda name, values, result: seen.append(name))
    assert seen == ["relief"]


def test_what_nobody_reads_any_more_is_let_go() -> None:
    """A town needs the memory of the items that are still read, not of all."""
    program = dog.program()
    held: dict[str, set[str]] = {}
    calculation = program.bind(dog.rules(), ["levy"])
    result = calculation.run(
        ROWS, observe=lambda name, values, _: held.setdefault(name, set()).update(values)
    )
    items = set(program.items)
    for name in calculation.order:
        assert {name, *program.direct_needs(name).items} <= held[name]
    last = calculation.order[-1]
    assert held[last] & items == {last, *program.direct_needs(last).items, "levy"}
    assert list(result.items) == ["levy"]


def test_a_finding_of_a_hook_names_the_rows() -> None:
    """Collected in the order of the layers, never conflicting."""
    source = {
        name: f'{HEAD}@customizes("{customization}", "dog_levy.record_findings")\n'
        f'def record_findings(levy):\n    return RecordFinding(levy > {limit}, "{name}より高い", "more")\n'
        for name, customization, limit in (("k_006", "K-006", 3_000), ("k_007", "K-007", 0))
    }
    layers = [dog.code("record_findings", one, "collect") for one in ("K-006", "K-007")]
    rules = dog.rules(layers=layers)
    program = dog.program(given=rules, plugins=dog.Modules(**source))
    found = program.bind(rules).run(ROWS).findings
    assert [(one.customization, one.rows.tolist(), one.ja) for one in found] == [
        ("K-006", [1, 2], "k_006より高い"),
        ("K-007", [0, 1, 2], "k_007より高い"),
    ]
    assert program.run(ROWS, rules, ["relief"])["relief"].tolist() == [0, 2_000, 500]


def hook(name: str, arguments: str, body: str) -> Results:
    """Run with one hook of K-006."""
    source = f'{HEAD}@customizes("K-006", "dog_levy.{name}")\ndef {name}({arguments}):\n    return {body}\n'
    rules = dog.rules(layers=[dog.code(name, mode="collect")])
    return dog.program(given=rules, plugins=dog.Modules(k_006=source)).bind(rules).run(ROWS)


def test_extra_fields_become_columns() -> None:
    """Named after their customization, so that they never clash."""
    extras = hook(
        "extra_fields", "levy, dogs", '{"k_006_per_dog": levy // dogs, "k_006_many": dogs > 2}'
    ).extras
    assert {name: values.tolist() for name, values in extras.items()} == {
        "k_006_per_dog": [3_000, 2_000, 2_833],
        "k_006_many": [False, False, True],
    }


@pytest.mark.parametrize(
    ("name", "arguments", "body"),
    [
        ("extra_fields", "levy", '{"per_dog": levy}'),
        ("extra_fields", "levy", '{"k_006_half": levy / 2}'),
        ("extra_fields", "levy", "levy"),
        ("record_findings", "levy", "levy > 0"),
        ("record_findings", "levy", 'RecordFinding(levy, "a", "b")'),
        ("record_findings", "levy", 'RecordFinding((levy > 0)[:1], "a", "b")'),
        ("record_findings", "levy", "1 // 0"),
    ],
)
def test_what_a_hook_may_not_give_is_told(name: str, arguments: str, body: str) -> None:
    """A field without its prefix, decimals, something else altogether, a mask of the wrong kind."""
    with pytest.raises(Refused) as caught:
        hook(name, arguments, body)
    assert caught.value.findings[0].code in ("E131", "E132")
    assert "K-006" in caught.value.findings[0].en


def test_a_hook_with_nothing_to_say_says_nothing() -> None:
    """None, an empty list, or a mask without rows."""
    for body in ("None", "[]", 'RecordFinding(levy < 0, "a", "b")'):
        assert hook("record_findings", "levy", body).findings == ()


def test_hooks_on_inputs_come_before_anything_is_computed() -> None:
    """They may look at inputs and values only."""
    found = hook(
        "input_findings", "dogs, per_dog", 'RecordFinding(dogs * per_dog > 8_000, "多い", "many")'
    ).findings
    assert [(one.hook, one.rows.tolist()) for one in found] == [("input_findings", [2])]
    with pytest.raises(Refused) as caught:
        hook("input_findings", "levy", 'RecordFinding(levy > 0, "a", "b")')
    assert caught.value.findings[0].code == "E104"


def test_the_range_is_looked_at_on_both_sides() -> None:
    """±10^13, the bound itself still in."""
    assert checked(np.array([RANGE, -RANGE]), 2, flag=False).tolist() == [RANGE, -RANGE]
    for beyond in (RANGE + 1, -RANGE - 1):
        with pytest.raises(OutOfRange):
            checked(np.array([beyond]), 1, flag=False)


def test_one_number_stands_for_every_row() -> None:
    """A formula may give a constant."""
    assert checked(5, 3, flag=False).tolist() == [5, 5, 5]
    assert checked(True, 2, flag=True).tolist() == [True, True]
    with pytest.raises(BadResult):
        checked(True, 2, flag=False)
    with pytest.raises(BadResult):
        checked(1, 2, flag=True)


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 1), st.integers(0, 10**9), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_the_shadow_run_agrees(rows: list[tuple[int, int, int, bool]]) -> None:
    """The same text on Python integers, which cannot overflow."""
    columns = {
        "household_id": np.arange(len(rows)) // 2,
        "keeper_birth": np.full(len(rows), 1956_04_02),
        "dogs": np.array([row[0] for row in rows]),
        "size": np.array([row[1] for row in rows]),
        "income": np.array([row[2] for row in rows]),
        "welfare": np.array([row[3] for row in rows]),
    }
    assert shadow_differences(dog.program(), dog.rules(), columns) == ()


def test_the_shadow_run_finds_a_product_that_wraps() -> None:
    """2^40 × 2^24 is nothing at all in int64; the fields of the difference say so."""
    wrapping = with_base("(plain * 0 + 2**40) * 2**24 // 2**60")
    rows = {name: column[:1] for name, column in ROWS.items()}
    (difference,) = shadow_differences(dog.program(wrapping), dog.rules(), rows, ["base"])
    assert (difference.item, difference.column, difference.integer) == ("base", 0, 16)
