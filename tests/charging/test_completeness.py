"""Guards completeness both ways and the dates of a run: who holds something has a line, every line has its ground."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.sealing import link, sealed, unsealed
from uwanose.charging.verify import verify
from uwanose.charging.waiting import unrecorded_findings
from uwanose.layers.model import Profile

from .register import adopts, all_adopt, consortium, customization, profile, spread, upkeep

Q1, Q4 = Quarter(2026, 1), Quarter(2026, 4)
Json = dict[str, object]


def _register() -> Profile:
    return profile(
        customization("K-001", upkeep(1_200_000), shared=True),
        customization("K-006", spread(600_000), upkeep(120_000)),
        customization("K-007"),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
        adopts("oiso", "K-006", until="2026-04-30"),
        adopts("kaisei", "K-007"),
    )


def _close(folder: Path, quarter: Quarter = Q1, on: str = "2026-04-20", facts: Profile | None = None) -> Path:
    close(folder, facts or _register(), quarter, on=date.fromisoformat(on), document="第12号", rules="rules")
    return folder / f"{quarter}.jsonl"


def _rewrite(path: Path, change: Callable[[list[Json]], list[Json]]) -> None:
    """Change records, renumber them, mend the totals and make the chain anew: what a patient forger would do."""
    records = change([json.loads(unsealed(line)[0]) for line in path.read_text("utf-8").splitlines()])
    numbers = {record.get("number"): at for at, record in enumerate(records, start=1)}
    lines = [record for record in records if record["type"] == "line"]
    for at, record in enumerate(records, start=1):
        if "number" in record:
            record["number"] = at
        if record.get("cost"):
            record["cost"] = numbers[record["cost"]]
    charges: dict[object, int] = {}
    for line in lines:
        charges[line["municipality"]] = charges.get(line["municipality"], 0) + int(str(line["yen"]))
    records[-1] |= {"lines": len(lines), "yen": sum(charges.values()), "charges": charges}
    previous, written = str(records[0]["previous"]), []
    for record in records:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        previous = link(previous, text)
        written.append(f"{sealed(text, previous)}\n")
    path.write_text("".join(written), "utf-8", newline="\n")


def _codes(folder: Path) -> set[str]:
    return {finding.code for finding in verify(folder).breaks}


def test_the_header_says_who_held_what_in_which_months(tmp_path: Path) -> None:
    """Alike months together; a customization without any cost is there too."""
    _close(tmp_path)
    holdings = read_book(tmp_path).runs[0].header.holdings
    assert {name: [(str(one.first), str(one.last), len(one.municipalities)) for one in runs] for name, runs in holdings.items()} == {
        "K-001": [("2026-04", "2026-06", 14)],
        "K-006": [("2026-04", "2026-04", 2), ("2026-05", "2026-06", 1)],
        "K-007": [("2026-04", "2026-06", 1)],
    }  # fmt: skip
    assert verify(tmp_path).whole


@pytest.mark.parametrize("customization", ["K-006", "K-007"])
def test_an_adopter_left_out_of_a_month_is_found(tmp_path: Path, customization: str) -> None:
    """Even where sums and chain are made anew: a whole month of 開成町's reasoned zeros, of 大井町's upkeep."""
    path = _close(tmp_path)
    _rewrite(
        path,
        lambda records: [
            record
            for record in records
            if (record.get("customization"), record.get("month")) != (customization, "2026-05")
        ],
    )
    (finding,) = [finding for finding in verify(tmp_path).breaks if finding.code == "C128"]
    assert f"{customization} は 2026-05" in finding.ja


def test_upkeep_after_the_adoption_ended_is_found(tmp_path: Path) -> None:
    """大磯町 left in April: its one-off is owed to the end, upkeep in May has no ground."""
    path = _close(tmp_path)
    assert verify(tmp_path).whole  # the one-off in May and June is not yet paid off

    def forge(records: list[Json]) -> list[Json]:
        for record in records:
            if (record.get("customization"), record.get("cost_item"), record.get("month")) != (
                "K-006",
                "upkeep",
                "2026-05",
            ):
                continue
            if record["type"] == "cost":
                record["payers"] = ["oiso"]
            else:
                record["municipality"] = "oiso"
        return records

    _rewrite(path, forge)
    assert "C129" in _codes(tmp_path)


@pytest.mark.parametrize(
    ("due_dates", "on", "year"),
    [({4: "02-20"}, "2027-03-31", 2026), ({4: "02-20"}, "2027-04-10", 2027), ({}, "2027-03-31", 2026), ({}, "2027-04-01", 2027)],
)  # fmt: skip
def test_the_fiscal_year_of_a_run_is_proven_from_its_dates(
    tmp_path: Path, due_dates: dict[int, str], on: str, year: int
) -> None:
    """施行令142条: January to March notified in April is next year's, warned of; a header that says otherwise is a break."""
    path = _close(tmp_path, Q4, on, replace(_register(), consortium=consortium(due_dates=due_dates)))
    proof = verify(tmp_path)
    assert proof.whole and read_book(tmp_path).runs[0].header.revenue_year == year
    assert ("C113" in {finding.code for finding in proof.warnings}) is (year == 2027)

    def forge(records: list[Json]) -> list[Json]:
        records[0]["revenue_year"] = 4053 - year  # the other one of the two
        return records

    _rewrite(path, forge)
    assert _codes(tmp_path) == {"C127"}


def test_an_adoption_recorded_after_the_close_is_named_and_no_break(tmp_path: Path) -> None:
    """C133: the months stand without a line until the next close writes them."""
    _close(tmp_path)
    later = profile(
        *_register().customizations.values(), *_register().adoptions, adopts("hakone", "K-007", "2026-05-01")
    )
    proof = verify(tmp_path, later)
    assert proof.whole and proof.pending == ()
    (note,) = unrecorded_findings(later, proof.unrecorded)
    assert (note.code, "2026-05〜2026-06" in note.ja, "箱根町" in note.ja) == ("C133", True, True)
