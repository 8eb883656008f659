"""A result becomes a case: the inputs it needs, neutral ids, and the figures that came out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.engine import invented as dog
from tests.engine.test_cases import TOWNS, catalog, rules_for, runner
from uwanose.engine.case_files import read_cases
from uwanose.engine.case_writing import KeptCase, keep_case
from uwanose.engine.columns.table import InputTable
from uwanose.errors import Finding

TABLE = replace(
    InputTable.of(
        {
            "household_id": dog.numbers(1, 1, 2),
            "keeper_birth": dog.numbers(1990_04_01, 1990_04_02, 1990_04_03),
            "dogs": dog.numbers(1, 2, 3),
            "size": dog.numbers(0, 1, 1),
            "income": dog.numbers(900_000, 1_500_000, 5_000_000),
            "welfare": np.array([False, True, False]),
        },
        ["oi-r000007", "oi-r000008", "oi-r000009"],
        "household_id",
        "resident_id",
    ),
    texts={
        "resident_id": np.array(["oi-r000007", "oi-r000008", "oi-r000009"], dtype=object),
        "household_id": np.array(["oi-h1", "oi-h1", "oi-h2"], dtype=object),
    },
)  # fmt: skip


def kept(item: str = "household_dogs", key: str = "oi-r000008", *, neutral: bool = True) -> KeptCase:
    """Keep one result of the dog levy; the levy and the base are final amounts."""
    main = [replace(one, main=one.name in ("levy", "base")) for one in dog.ITEMS]
    program = dog.program(declared=dog.catalog(items=main))
    return keep_case(program, dog.rules(), TABLE, key, item, neutral=neutral)


def test_the_case_passes_at_once() -> None:
    """It reads back without a finding, and every figure comes out."""
    for key in ("oi-r000007", "oi-r000008", "oi-r000009"):
        for item in ("household_dogs", "levy", "exempt"):
            findings: list[Finding] = []
            text = kept(item, key).text("犬2頭: 免除", "大井町", "算定根拠")
            (case,) = read_cases(text.encode(), "kept.yaml", catalog(), findings, TOWNS.get)
            assert findings == []
            (result,) = runner().run([case])
            assert result.passed
            assert case.source == "算定根拠"


def test_the_whole_group_is_there_and_nobody_else() -> None:
    """Two keepers share the household; the third lives elsewhere."""
    case = kept()
    assert [key for key, _, _ in case.rows] == ["a", "b"]
    assert case.explained == "b"
    assert case.expected == {"a": {"household_dogs": 3}, "b": {"household_dogs": 3, "base": 6_150}}


def test_only_what_the_results_need_is_written() -> None:
    """The levy of this keeper needs income and welfare; without the levy neither column would be there."""
    _, _, numbers = kept("base", "oi-r000009").rows[0]
    assert set(numbers) == {"keeper_birth", "dogs", "size", "income"}  # welfare is no, its default
    program = dog.program()
    alone = keep_case(program, dog.rules(), TABLE, "oi-r000009", "base")
    assert set(alone.rows[0][2]) == {"keeper_birth", "dogs", "size", "income"}  # required columns stay


def test_ids_become_neutral_unless_they_are_asked_for() -> None:
    """Neither the resident's number nor the household's is in the file."""
    text = kept().text("犬", "大井町", "")
    assert "oi-" not in text.replace("town: oi", "")
    own = kept(neutral=False).text("犬", "大井町", "")
    assert "resident_id: oi-r000008  # 算定根拠を示した行" in own
    assert "household_id: oi-h1" in own


def test_every_figure_has_its_label_beside_it() -> None:
    """A clerk reads the file without the list of columns."""
    lines = kept().text("犬", "大井町", "").splitlines()
    assert "      size: large  # 大きさ 大型" in lines
    assert "      income: 1_500_000  # 所得" in lines
    assert "      household_dogs: 3  # 項目household_dogs" in lines
    assert "  town: oi  # 大井町" in lines
    assert rules_for("oi", dog.rules().legal_date).municipality == "oi"
