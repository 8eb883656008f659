from pathlib import Path

import numpy as np
import pytest

from uwanose.engine.columns.input_file import open_input
from uwanose.engine.naming import names_of
from uwanose.engine.population import bills, residents, write_inputs
from uwanose.engine.population.residents import Columns
from uwanose.errors import Refused
from uwanose.points.model import Catalog
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
TOWNS = {"oi": 120, "kiyokawa": 80}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Workspace.open(ROOT).national


def invented(business: str) -> dict[str, Columns]:
    if business == "resident_tax":
        return dict(residents(TOWNS, seed=1, income_year=2025))
    return dict(bills(TOWNS, seed=1, fiscal_year=2025))


@pytest.mark.parametrize("business", ["resident_tax", "medical_subsidy"])
@pytest.mark.parametrize("japanese", [False, True])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_what_is_written_is_read_back_by_the_run(
    tmp_path: Path, catalog: Catalog, suffix: str, japanese: bool, business: str
) -> None:
    path, made = tmp_path / f"people{suffix}", invented(business)
    written = write_inputs(path, made.items(), catalog.inputs[business], japanese=japanese)
    source = open_input(path, names_of(catalog, business, (), []), str)
    assert source.towns == ("oi", "kiyokawa")
    assert not source.findings
    assert written == sum(len(columns["municipality"]) for columns in made.values())
    for town, columns in made.items():
        table = source.table(town)
        assert not table.rejects
        for name, column in columns.items():
            found = table.texts.get(name, table.columns.get(name))
            if name not in ("municipality", table.group):
                assert found is not None and found.tolist() == column.tolist(), name


def test_an_unfinished_file_is_not_left_behind(tmp_path: Path, catalog: Catalog) -> None:
    """A table that breaks off leaves neither a half file nor an old one changed."""
    path = tmp_path / "people.csv"
    path.write_text("old")
    broken = {"oi": {**invented("resident_tax")["oi"], "resident_id": np.array(["one"])}}
    with pytest.raises(ValueError, match="longer"):
        write_inputs(path, broken.items(), catalog.inputs["resident_tax"])
    assert path.read_text() == "old"
    assert [path] == list(tmp_path.iterdir())


def test_progress_is_told_town_by_town(tmp_path: Path, catalog: Catalog) -> None:
    heard: list[tuple[str, int]] = []
    write_inputs(
        tmp_path / "people.parquet",
        residents(TOWNS, seed=1, income_year=2025),
        catalog.inputs["resident_tax"],
        progress=lambda town, rows: heard.append((town, rows)),
    )
    assert heard == list(TOWNS.items())


def test_another_kind_of_file_is_refused(tmp_path: Path, catalog: Catalog) -> None:
    with pytest.raises(Refused) as refused:
        write_inputs(tmp_path / "people.xlsx", [], catalog.inputs["resident_tax"])
    assert [finding.code for finding in refused.value.findings] == ["E184"]
