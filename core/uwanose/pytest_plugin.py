"""Owns what pytest offers plugin authors: a town under a customization, its case files, and what must stay as it is beneath.

pytest finds it by the entry point ``pytest11``. Nothing of uwanose is imported until a test asks for a fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from uwanose.workspace import Workspace
    from uwanose.workspace.trying import TriedTown

__all__ = ["assert_same_as_national_except", "uwanose_case", "uwanose_town", "uwanose_workspace"]


@pytest.fixture(scope="session")
def uwanose_workspace(pytestconfig: pytest.Config) -> Workspace:
    """The workspace of the tests: the nearest folder with ``profiles/`` above the root of the tests, else the sample."""
    from uwanose.workspace import Workspace

    root = pytestconfig.rootpath
    home = next((folder for folder in (root, *root.parents) if (folder / "profiles").is_dir()), None)
    return Workspace.open(home) if home else Workspace.open()


@pytest.fixture(scope="session")
def uwanose_town(uwanose_workspace: Workspace) -> Callable[[str, str], TriedTown]:
    """``uwanose_town("大井町", "K-006")``: a town that holds a customization with the code as it lies there."""
    from uwanose.workspace.trying import tried_town

    return lambda town, customization: tried_town(uwanose_workspace, town, customization)


@pytest.fixture(scope="session")
def uwanose_case(uwanose_workspace: Workspace) -> Callable[[str | Path, str], None]:
    """``uwanose_case(path, "K-006")``: every case of a file comes out to the yen, else it is told which does not."""
    from uwanose.workspace.trying import case_results

    def run(path: str | Path, customization: str) -> None:
        results = case_results(uwanose_workspace, Path(path), customization)
        assert results, f"{path}: 計算例がありません / no case"
        failed = [result for result in results if not result.passed]
        told = [
            f"{result.case.name} ({result.case.place}): "
            + "; ".join(
                [
                    *(one.text() for one in result.differences),
                    *(f"[{one.code}] {one.ja}（{one.place}）" for one in result.findings),
                ]
            )
            for result in failed
        ]
        assert not failed, "\n".join(told)

    return run


@pytest.fixture(scope="session")
def assert_same_as_national_except() -> Callable[..., None]:
    """See ``same_except``: a helper, as a fixture so that a test need not import it."""
    return same_except


def same_except(
    why: str,
    town: TriedTown,
    item: str,
    rows: Sequence[Mapping[str, object]],
    changed: Iterable[str],
    *,
    year: int | None = None,
) -> None:
    """Assert that a customization changes *item* for the rows *changed* (keys) and for nobody else.

    *why* says in words whom it is for (``"children under 18"``) and begins the message. Each of *changed* must differ from
    what lies beneath: a list that names too many is as wrong as one that names too few.
    """
    mine, beneath = town.values(item, rows, year=year), town.values_beneath(item, rows, year=year)
    wanted, found = set(changed), {row for row, value in mine.items() if value != beneath[row]}
    unknown = wanted - set(mine)
    assert not unknown, f"{why}: 行がありません / no such row: {sorted(unknown)}"
    told = [f"{row}: {beneath[row]:,} → {mine[row]:,}" for row in sorted(found ^ wanted)]
    assert found == wanted, f"{why}: {town.town} {item}（下の層 → {town.customization}）\n" + "\n".join(told)
