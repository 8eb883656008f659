"""Many rows: cut between groups, computed in one thread or several, the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine import invented as dog
from uwanose.engine.batch import chunk_bounds, merge_findings, run_batch
from uwanose.engine.model import Array


def people(rows: int, per_group: int = 3) -> dict[str, Array]:
    """Return some rows."""
    number = np.arange(rows)
    return {
        "household_id": number // per_group,
        "keeper_birth": np.full(rows, 1990_04_01),
        "dogs": number % 7,
        "size": number % 2,
        "income": number * 1_000 % 3_000_000,
        "welfare": number % 5 == 0,
    }


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(1, 20))
def test_no_group_is_cut_and_no_row_is_lost(sizes: list[int], chunk: int) -> None:
    """Bounds rise from 0 to the number of rows, each at the beginning of a group."""
    groups = np.repeat(np.arange(len(sizes)), sizes)
    bounds = chunk_bounds(groups, chunk)
    assert bounds[0] == 0
    assert bounds[-1] == len(groups)
    assert bounds == sorted(set(bounds))
    for bound in bounds[1:-1]:
        assert groups[bound] != groups[bound - 1]


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("chunk", [1, 10, 64, 1_000])
def test_chunks_and_threads_change_nothing(chunk: int, threads: int) -> None:
    """Sums over households are those of whole households."""
    calculation = dog.program().bind(dog.rules())
    rows = people(500)
    whole = calculation.run(rows).items
    parts = run_batch(calculation, rows, chunk=chunk, threads=threads).items
    assert list(parts) == list(whole)
    for name, values in whole.items():
        assert parts[name].tolist() == values.tolist()
        assert parts[name].dtype == values.dtype


def test_progress_hears_every_row_once() -> None:
    """A bar that ends at the end."""
    heard: list[int] = []
    run_batch(dog.program().bind(dog.rules()), people(100), chunk=30, progress=heard.append)
    assert sum(heard) == 100
    assert len(heard) > 1


def test_no_rows_are_a_batch_as_well() -> None:
    """Empty columns of the right kind."""
    items = run_batch(dog.program().bind(dog.rules()), people(0)).items
    assert items["exempt"].dtype == np.bool_
    assert items["levy"].tolist() == []


def test_what_hooks_find_names_rows_of_the_whole_table() -> None:
    """Not of the chunk; the same words about several chunks are joined."""
    source = (
        "import numpy as np\nfrom uwanose import customizes, RecordFinding\n"
        '@customizes("K-006", "dog_levy.record_findings")\n'
        'def record_findings(dogs):\n    return RecordFinding(dogs == 6, "多い", "many")\n'
        '@customizes("K-006", "dog_levy.extra_fields")\n'
        'def extra_fields(dogs):\n    return {"k_006_twice": dogs * 2}\n'
    )
    rules = dog.rules(
        layers=[dog.code("record_findings", mode="collect"), dog.code("extra_fields", mode="collect")]
    )
    calculation = dog.program(given=rules, plugins=dog.Modules(k_006=source)).bind(rules)
    rows = people(60)
    results = run_batch(calculation, rows, chunk=10)
    (found,) = merge_findings(results.findings)
    assert found.rows.tolist() == np.flatnonzero(rows["dogs"] == 6).tolist()
    assert results.extras["k_006_twice"].tolist() == (rows["dogs"] * 2).tolist()
