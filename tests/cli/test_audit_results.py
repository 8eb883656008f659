"""`uwanose audit --results`: were these results computed by approved rules alone, and are they still what was computed?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied

CARS = "vehicle_id,owner_id,municipality,kind,first_inspected_on\na,o1,oi,moped_50,2020-04-01\n"
RESIDENTS = (
    "resident_id,household_id,municipality,birth_date,business_income\na,h1,nakai,1980-05-01,4200000\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the results of a run in it."""
    own = copied(tmp_path_factory.mktemp("audit"))
    (own / "cars.csv").write_text(CARS, "utf-8")
    assert run(own, "軽自動車税", "cars.csv", "tax.csv", "--town", "大井町").status == 0
    return own


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(made, tmp_path / "own")
    return tmp_path / "own"


def run(own: Path, business: str, rows: str, out: str, *more: str) -> Said:
    """Compute a file."""
    return typed("run", business, own / rows, "--year", "R8", "-o", own / out, *more, "--workspace", own)


def asked(own: Path, *files: str) -> Said:
    """Audit results."""
    line = [word for file in files for word in ("--results", own / file)]
    return typed("audit", *line, "--json", "--workspace", own)


def codes(said: Said) -> list[str]:
    """Return what speaks against the results."""
    return [one["code"] for one in said.data[-1]["against"]]


def test_results_of_approved_rules_are_a_yes(own: Path) -> None:
    """One more question beside the others, with what was looked at."""
    said = asked(own, "tax.csv")
    assert (said.status, codes(said)) == (0, [])
    assert said.data[-1]["looked_at"] == "結果1ファイル・1行・規則1組"
    assert len(said.data) == len(typed("audit", "--json", "--workspace", own).data) + 1


def test_a_changed_yen_is_found(own: Path) -> None:
    """The record holds the hash of what the run wrote."""
    tax = own / "tax.csv"
    tax.write_text(tax.read_text("utf-8-sig").replace("2000", "1999"), encoding="utf-8-sig")
    said = asked(own, "tax.csv")
    assert (said.status, codes(said)) == (1, ["I116"])


def test_results_of_rules_nobody_approved_are_found(own: Path) -> None:
    """Computed with a setting that has been taken away since: the rules of today are others."""
    town = own / "profiles/kanagawa/towns/oi.yaml"
    kept = town.read_bytes()
    set_line = (
        "set",
        "resident_tax.exemption.per_capita_base",
        "330_000",
        "--town",
        "大井町",
        "--from",
        "2026",
    )
    assert typed(*set_line, "--yes", "--workspace", own).status == 0
    assert run(own, "軽自動車税", "cars.csv", "other.csv", "--town", "大井町").status == 0
    assert codes(asked(own, "other.csv")) == []
    town.write_bytes(kept)
    said = asked(own, "other.csv", "tax.csv")
    assert (said.status, codes(said)) == (1, ["I118"])
    assert "大井町の 2026-04-01 からの行は" in said.data[-1]["against"][0]["ja"]


def test_assumptions_are_named(own: Path) -> None:
    """中井町's ordinance amounts are not known: the result rests on 仮定."""
    (own / "people.csv").write_text(RESIDENTS, "utf-8")
    ran = run(own, "個人住民税", "people.csv", "levy.csv", "--town", "中井町", "--assume")
    assert ran.status == 0, ran.err
    said = asked(own, "levy.csv")
    assert (said.status, codes(said)) == (1, ["I117"])
    assert "resident_tax.exemption.per_capita_base" in said.data[-1]["against"][0]["ja"]


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", json.dumps({"towns": [{"town": "oi", "rules": [{}]}]}), None]
)
def test_a_record_that_says_nothing_is_no_proof(own: Path, text: str | None) -> None:
    """Missing, empty, or of another kind."""
    record = own / "tax.json"
    record.unlink() if text is None else record.write_text(text, "utf-8")
    assert codes(asked(own, "tax.csv")) == ["I119"]


def test_a_release_or_a_town_nobody_knows_is_not_approved(own: Path) -> None:
    """A record written by hand does not become true."""
    record = own / "tax.json"
    told = json.loads(record.read_text("utf-8"))
    told["towns"][0]["rules"][0]["release"] = "2031.04"
    record.write_text(json.dumps(told), "utf-8")
    assert codes(asked(own, "tax.csv")) == ["I118"]
