"""Layers carried by pluggy: who replaces whom, and each way in which bare pluggy would have misled us."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from tests.engine import invented as dog
from uwanose.engine.program import Program
from uwanose.errors import Finding, Refused
from uwanose.layers.effective import CodeLayer, EffectiveRules
from uwanose.layers.model import Rank
from uwanose.points.model import Kind

ROWS = {
    "household_id": np.array([1, 1, 2]),
    "keeper_birth": np.array([1990_04_01, 1990_04_02, 1990_04_03]),
    "dogs": np.array([1, 2, 3]),
    "income": np.array([5_000_000, 5_000_000, 5_000_000]),
}
NATIONAL = [3_000, 6_000, 9_000]  # levies of ROWS: small dogs, no relief
HEAD = "import numpy as np\nfrom uwanose import customizes, RecordFinding\n"


def replacing(customization: str, body: str, point: str = "levy", arguments: str = "base") -> str:
    """Return a module that replaces an item."""
    return f'{HEAD}@customizes("{customization}", "dog_levy.{point}")\ndef {point}({arguments}):\n    return {body}\n'


def wrapping(customization: str, body: str, point: str = "levy", arguments: str = "") -> str:
    """Return a module that wraps an item."""
    return (
        f'{HEAD}@customizes("{customization}", "dog_levy.{point}", wrapper=True)\n'
        f"def {point}({arguments}):\n    beneath = yield\n    return {body}\n"
    )


def town(customization: str, mode: str = "replace", point: str = "levy") -> CodeLayer:
    """Return a town's layer."""
    return dog.code(point, customization, mode)


def prefecture(customization: str, mode: str = "replace", point: str = "levy") -> CodeLayer:
    """Return a layer of the prefecture."""
    return dog.code(point, customization, mode, layer=Rank.PREFECTURE)


def program(layers: list[CodeLayer], **sources: str) -> tuple[Program, EffectiveRules]:
    """Return the dog levy under some layers, with its rules."""
    rules = dog.rules(layers=layers)
    return dog.program(given=rules, plugins=dog.Modules(**sources)), rules


def levies(layers: list[CodeLayer], **sources: str) -> list[int]:
    """Return the levies under some layers, lowest first."""
    made, rules = program(layers, **sources)
    numbers: list[int] = made.run(ROWS, rules, ["levy"])["levy"].tolist()
    return numbers


def refused(layers: list[CodeLayer], **sources: str) -> list[str]:
    """Compile what cannot stand; return code and English of each finding."""
    with pytest.raises(Refused) as caught:
        program(layers, **sources)
    return [f"{finding.code} {finding.scope} {finding.en}" for finding in caught.value.findings]


def test_without_customizations_the_national_formula_stands() -> None:
    """The first plugin is the national package."""
    assert levies([]) == NATIONAL


def test_a_plain_function_takes_the_place_of_what_lies_beneath() -> None:
    """Of every layer beneath."""
    assert levies([town("K-006")], k_006=replacing("K-006", "base * 0 + 7")) == [7, 7, 7]


def test_a_wrap_gets_what_lies_beneath() -> None:
    """It may ask for an item that the national formula does not use."""
    body = "np.where(dogs >= 3, 0, beneath)"
    assert levies([town("K-006", "wrap")], k_006=wrapping("K-006", body, arguments="dogs")) == [
        3_000,
        6_000,
        0,
    ]


def test_a_towns_replacement_hides_the_wrap_of_the_prefecture() -> None:
    """Bare pluggy would run the prefecture's wrap around the town's replacement."""
    layers = [prefecture("K-001", "wrap"), town("K-006")]
    sources = {"k_001": wrapping("K-001", "beneath + 1"), "k_006": replacing("K-006", "base * 0 + 7")}
    assert levies(layers, **sources) == [7, 7, 7]
    made, _ = program(layers, **sources)
    assert [one.layer for one in made.hidden["levy"]] == ["national", "K-001"]


def test_a_towns_wrap_runs_around_the_replacement_of_the_prefecture() -> None:
    """Layer by layer, from below."""
    layers = [prefecture("K-001"), prefecture("K-002", "wrap"), town("K-006", "wrap")]
    sources = {
        "k_001": replacing("K-001", "base * 0 + 100"),
        "k_002": wrapping("K-002", "beneath * 2"),
        "k_006": wrapping("K-006", "beneath + 1"),
    }
    assert levies(layers, **sources) == [201, 201, 201]


def test_the_order_of_wraps_is_that_of_the_layers_not_of_their_numbers() -> None:
    """``after:`` in the register decides: K-009 first, then K-002 around it."""
    layers = [town("K-009", "wrap"), town("K-002", "wrap")]
    sources = {"k_009": wrapping("K-009", "beneath + 1"), "k_002": wrapping("K-002", "beneath * 2")}
    assert levies(layers, **sources) == [6_002, 12_002, 18_002]


def test_wraps_in_opposite_orders_on_two_items_are_refused() -> None:
    """One pluggy manager has one order."""
    layers = [
        town("K-009", "wrap"), town("K-002", "wrap"), town("K-002", "wrap", "base"), town("K-009", "wrap", "base"),
    ]  # fmt: skip
    both = {
        "k_009": wrapping("K-009", "beneath") + wrapping("K-009", "beneath", "base"),
        "k_002": wrapping("K-002", "beneath") + wrapping("K-002", "beneath", "base"),
    }
    assert refused(layers, **both)[0].startswith("E112")


def test_only_what_is_in_force_fires() -> None:
    """A module may hold the code of several customizations; adoption alone decides."""
    source = replacing("K-006", "base * 0 + 7") + replacing("K-007", "base * 0 + 8", "base", "dogs")
    assert levies([town("K-006")], k_006=source) == [7, 7, 7]
    assert levies([], k_006=source) == NATIONAL


def test_each_customization_is_a_plugin_named_by_its_id() -> None:
    """The national package first, then in the order of the layers."""
    layers = [prefecture("K-010", "wrap"), town("K-002", "wrap", "base")]
    sources = {"k_010": wrapping("K-010", "beneath"), "k_002": wrapping("K-002", "beneath", "base")}
    assert program(layers, **sources)[0].layers.plugins == ("national", "K-010", "K-002")


def test_a_plain_function_without_a_result_is_an_error_not_a_fall_through() -> None:
    """Bare pluggy would go on to the layer beneath: half an override by accident."""
    made, rules = program([town("K-006")], k_006=replacing("K-006", "None"))
    with pytest.raises(Refused) as caught:
        made.run(ROWS, rules, ["levy"])
    assert caught.value.findings[0].code == "E132"
    assert "NoneType" in caught.value.findings[0].en


def test_a_wrap_that_forgets_its_result_is_an_error() -> None:
    """It would give None."""
    source = wrapping("K-006", "beneath").replace("    return beneath\n", "")
    made, rules = program([town("K-006", "wrap")], k_006=source)
    with pytest.raises(Refused) as caught:
        made.run(ROWS, rules, ["levy"])
    assert caught.value.findings[0].code == "E132"


def test_a_wrap_that_yields_twice_is_an_error() -> None:
    """There is one result beneath."""
    source = wrapping("K-006", "beneath").replace("    return", "    yield\n    return")
    made, rules = program([town("K-006", "wrap")], k_006=source)
    with pytest.raises(Refused) as caught:
        made.run(ROWS, rules, ["levy"])
    assert caught.value.findings[0].code == "E131"


def test_hidden_functions_get_nothing_and_warn_of_nothing() -> None:
    """pluggy warns when an argument is left out of a call."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layers = [prefecture("K-001", "wrap"), town("K-006")]
        source = {
            "k_001": wrapping("K-001", "beneath + income", arguments="income"),
            "k_006": replacing("K-006", "base"),
        }
        assert levies(layers, **source) == NATIONAL
    made, _ = program(layers, **source)
    assert "income" not in made.needs("levy").inputs


@pytest.mark.parametrize(
    ("source", "code", "part"),
    [
        (replacing("K-006", "base", arguments="base, bonus=None"), "E103", "default values"),
        (replacing("K-006", "base", arguments="base, *, dogs"), "E103", "keyword-only"),
        (replacing("K-006", "base") + "def helper(x):\n    return x\n", "E102", "no @customizes mark"),
        (replacing("K-006", "base") + replacing("K-006", "base"), "E102", "twice"),
        (replacing("K-006", "bass", arguments="bass"), "E104", "bass"),
        (wrapping("K-006", "beneath"), "E110", "wrapper=True"),
        (replacing("K-007", "base"), "E110", "0 functions"),
        (replacing("K-006", "base", point="leevy"), "E110", "0 functions"),
        (f"{HEAD}import no_such_module\n", "E109", "no_such_module"),
        (f"{HEAD}from . import helpers\n", "E109", "ImportError"),
        (f"{HEAD}def levy(:\n", "E109", "SyntaxError"),
    ],
)
def test_mistakes_in_a_customization_are_found_when_it_is_wired(source: str, code: str, part: str) -> None:
    """Each is told with the customization, and touches only the runs of the town that adopts it."""
    found = refused([town("K-006")], k_006=source)
    assert found[0].startswith(f"{code} oi ")
    assert part in found[0]


def test_the_marks_of_pluggy_are_refused() -> None:
    """tryfirst in a lower layer would beat a higher one."""
    source = (
        f"{HEAD}import pluggy\n_first = pluggy.HookimplMarker('x')(tryfirst=True)\n"
        '@_first\n@customizes("K-006", "dog_levy.levy")\ndef levy(base):\n    return base\n'
    )
    assert refused([town("K-006")], k_006=source)[0].startswith("E113")


def test_a_mistake_of_the_prefectures_code_touches_every_town() -> None:
    """Scope follows the layer that adopted it."""
    assert refused([prefecture("K-001")], k_001=f"{HEAD}\n")[0].startswith("E110 prefecture")


def test_code_that_is_not_the_approved_one_is_refused() -> None:
    """The hash of what is found must be the hash in the rules."""
    layer = dog.code("levy", sha256="another hash")
    assert refused([layer], k_006=replacing("K-006", "base"))[0].startswith("E109")
    assert refused([town("K-006")])[0].startswith("E109")


def test_an_override_of_an_item_nobody_declares_is_refused() -> None:
    """With the nearest name."""
    with pytest.raises(Refused) as caught:
        program([town("K-006", point="levi")], k_006=replacing("K-006", "base", "levi"))
    assert caught.value.findings[0].code == "E107"
    assert "levy" in caught.value.findings[0].remedy_en


def test_a_customization_may_add_an_item() -> None:
    """It is there where the customization is adopted, and nowhere else."""
    added = dog.item("k_006_half", owner="K-006")
    source = replacing("K-006", "levy // 2", "k_006_half", "levy")
    declared = dog.catalog(items=(*dog.ITEMS, added))
    rules = dog.rules(layers=[dog.code("k_006_half")])
    made = dog.program(declared=declared, given=rules, plugins=dog.Modules(k_006=source))
    assert made.run(ROWS, rules, ["k_006_half"])["k_006_half"].tolist() == [1_500, 3_000, 4_500]
    assert "k_006_half" not in dog.program(declared=declared).items


def test_a_wrap_of_an_item_nobody_computes_is_refused() -> None:
    """Nothing lies beneath."""
    rules = dog.rules(layers=[dog.code("k_006_half", mode="wrap")])
    with pytest.raises(Refused) as caught:
        dog.program(
            declared=dog.catalog(items=(*dog.ITEMS, dog.item("k_006_half", owner="K-006"))),
            given=rules,
            plugins=dog.Modules(k_006=wrapping("K-006", "beneath", "k_006_half")),
        )
    assert caught.value.findings[0].code == "E111"


def test_the_bytes_that_were_hashed_are_executed_under_a_private_name() -> None:
    """The package around the module is never imported; its line numbers are those of the file."""
    source = (
        f'{HEAD}\n@customizes("K-006", "dog_levy.levy")\ndef levy(base):\n    raise ValueError(__name__)\n'
    )
    made, rules = program([town("K-006")], k_006=source)
    with pytest.raises(Refused) as caught:
        made.run(ROWS, rules, ["levy"])
    (finding,) = caught.value.findings
    assert finding.code == "E131"
    assert "ValueError: _uwanose_" in finding.en
    assert str(finding.place) == "plugins/oi/uwanose_oi/k_006.py:4:1"


STOP = Finding(code="R107", ja="承認後に変わりました", en="changed after approval", scope="oi")


def stopped(point: str, source: str, **fields: str) -> tuple[Program, EffectiveRules]:
    """Compile with one point stopped."""
    rules = dog.rules(layers=[dog.code(point, **fields)], stopped={f"dog_levy.{point}": STOP})
    return dog.program(given=rules, plugins=dog.Modules(k_006=source)), rules


@pytest.mark.parametrize("mode", ["replace", "wrap"])
def test_code_on_a_stopped_point_is_not_even_executed(mode: str) -> None:
    """It may not be what was approved. What rests on it is refused, the rest is computed."""
    made, rules = stopped("levy", "raise SystemExit('executed')", mode=mode)
    assert made.run(ROWS, rules, ["base"])["base"].tolist() == NATIONAL
    with pytest.raises(Refused) as caught:
        made.run(ROWS, rules, ["levy"])
    assert STOP in caught.value.findings


def test_a_stopped_hook_is_not_called() -> None:
    """Its findings would come from code nobody approved."""
    made, rules = stopped("record_findings", "raise SystemExit('executed')", mode="collect")
    assert [finding.code for finding in made.missing(rules, ["record_findings"])] == ["R107", "E123"]
    assert made.missing(rules) == ()


def test_an_added_item_whose_code_is_gone_stops_alone() -> None:
    """The register knows it, the plugin is not there: the town's other results are computed."""
    declared = dog.catalog(items=(*dog.ITEMS, dog.item("k_006_half", owner="K-006")))
    rules = dog.rules(adopted=("K-006",), stopped={"dog_levy.k_006_half": STOP})
    made = dog.program(declared=declared, given=rules)
    assert made.run(ROWS, rules, ["levy"])["levy"].tolist() == NATIONAL
    with pytest.raises(Refused):
        made.run(ROWS, rules, ["k_006_half"])


def test_hooks_of_papers_are_not_for_the_engine() -> None:
    """document_variables is called where papers are made."""
    point = dog.point("document_variables", kind=Kind.HOOK, type=None)
    source = f'{HEAD}@customizes("K-006", "dog_levy.document_variables")\ndef document_variables(base):\n    return {{}}\n'
    rules = dog.rules(layers=[dog.code("document_variables", mode="collect")])
    made = dog.program(
        declared=dog.catalog(points=(*dog.POINTS, point)), given=rules, plugins=dog.Modules(k_006=source)
    )
    assert made.run(ROWS, rules, ["levy"])["levy"].tolist() == NATIONAL


def test_a_hook_may_stand_below_a_topic() -> None:
    """The last part of its id says what it collects."""
    point = dog.point("collection.record_findings", kind=Kind.HOOK, type=None)
    source = (
        f'{HEAD}@customizes("K-006", "dog_levy.collection.record_findings")\n'
        'def look(dogs):\n    return RecordFinding(dogs > 2, "多い", "many")\n'
    )
    layer = dog.code("collection.record_findings", mode="collect")
    rules = dog.rules(layers=[layer])
    made = dog.program(
        declared=dog.catalog(points=(*dog.POINTS, point)), given=rules, plugins=dog.Modules(k_006=source)
    )
    (found,) = made.bind(rules).run(ROWS).findings
    assert (found.hook, found.rows.tolist()) == ("record_findings", [2])


def test_a_dataclass_in_a_module_finds_its_module() -> None:
    """Python looks a class's module up by its name."""
    source = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "from uwanose import customizes\n"
        "@dataclass\nclass Pair:\n    half: int\n"
        '@customizes("K-006", "dog_levy.levy")\ndef levy(base):\n    return base // Pair(2).half\n'
    )
    assert levies([town("K-006")], k_006=source) == [1_500, 3_000, 4_500]
