"""Support measures: their periods and steps, and that no output but a released certificate holds a protected address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from tests.records.sample import (
    TODAY,
    TOWN,
    adult,
    catalog,
    codes,
    event,
    family,
    judge,
    practice,
    register,
    standard,
)
from tests.records.test_register import apply, latest, moved_in
from uwanose.errors import Refused
from uwanose.records.certificates import Asked
from uwanose.records.export import export, write_rejected
from uwanose.records.issuing import issue
from uwanose.records.model import ADDRESS_FIELDS, Handed, Record
from uwanose.records.outcome import Teller
from uwanose.records.register import discretion
from uwanose.records.store import Store
from uwanose.records.support import HIDDEN_EN, HIDDEN_JA, end_of_support, renewal_from, renewed


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-04-01", "2021-03-31"),
        ("2024-02-29", "2025-02-28"),
        ("2023-03-01", "2024-02-29"),
        ("2024-03-01", "2025-02-28"),
    ],
)
def test_a_measure_lasts_one_year_to_the_day_before(start: str, end: str) -> None:
    """標準仕様書 第1.0版 3.4, 民法第143条."""
    assert end_of_support(date.fromisoformat(start)) == date.fromisoformat(end)


def test_the_renewed_period_follows_the_old_one() -> None:
    """3.4: from the day after the old end, one year; asked for from one month before."""
    assert renewed(date(2021, 3, 31)) == (date(2021, 4, 1), date(2022, 3, 31))
    assert renewal_from(date(2021, 3, 31)) == date(2021, 2, 28)
    assert renewal_from(date(2021, 1, 15)) == date(2020, 12, 15)


def steps(store: Store, person: str, *, until: str = "support_start") -> None:
    """Record the request, and the start of a measure from 15 April 2026."""
    one = {"person_number": person}
    apply(store, event("s1", "support_request", one, requested_on="2026-04-14", support_group="dv"))
    if until == "support_start":
        apply(store, event("s2", "support_start", one, support_group="dv", support_start="2026-04-15"))


def blocking(store: Store) -> list[tuple[str, str, str, str]]:
    """Return person, status, start and end of the measures that block."""
    with store.reading(TOWN) as work:
        return [(one.person_number, one.status, one.start, one.end) for one in work.protections()]


def test_the_block_holds_from_the_request_on(store: Store) -> None:
    """仮支援措置: from the request until the need is confirmed."""
    person = moved_in(store)[1]
    steps(store, person, until="support_request")
    assert blocking(store) == [(person, "provisional", "", "")]
    apply(
        store,
        event(
            "s2", "support_start", {"person_number": person}, support_group="dv", support_start="2026-04-15"
        ),
    )
    assert blocking(store) == [(person, "active", "2026-04-15", "2027-04-14")]


def test_the_block_never_ends_by_itself(store: Store) -> None:
    """3.4: past the end there is an alert, and the block holds."""
    person = moved_in(store)[1]
    steps(store, person)
    fix = event(
        "fix", "minor_correction", {"person_number": person, "kana_given": "ハナコ"}, document="記録書"
    )
    [judged] = apply(store, fix, today=date(2027, 4, 15))
    assert codes(judged) == ["J250"]
    assert len(blocking(store)) == 1
    ended = event("e", "support_end", {"person_number": person}, end_ground="not_renewed", document="決定書")
    apply(store, ended, today=date(2027, 4, 15))
    assert blocking(store) == []


@pytest.mark.parametrize(("asked", "found"), [("2027-03-13", ["J238"]), ("2027-03-14", [])])
def test_a_renewal_is_accepted_from_one_month_before_the_end(
    store: Store, asked: str, found: list[str]
) -> None:
    """The end is 14 April 2027."""
    person = moved_in(store)[1]
    steps(store, person)
    again = event("r", "support_renewal", {"person_number": person}, requested_on=asked)
    [judged] = apply(store, again, today=date(2027, 4, 1))
    assert codes(judged) == found
    assert blocking(store)[0][3] == ("2027-04-14" if found else "2028-04-14")


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("support_renewal", {"requested_on": "2026-04-14"}),
        ("support_end", {"end_ground": "request", "document": "申出書"}),
    ],
)
def test_steps_come_in_their_order(store: Store, kind: str, extra: dict[str, str]) -> None:
    """Nothing is renewed or ended that has not begun."""
    person = moved_in(store)[1]
    [judged] = apply(store, event("x", kind, {"person_number": person}, **extra))
    assert (judged.verdict, codes(judged)) == ("rejected", ["J237"])


def test_the_first_day_is_written_or_set_by_the_town(store: Store) -> None:
    """Towns differ between the day of acceptance and that of confirmation: nothing is guessed."""
    person = moved_in(store)[1]
    bare = event(
        "s", "support_start", {"person_number": person}, support_group="dv", requested_on="2026-04-10"
    )
    [judged] = apply(store, bare)
    assert codes(judged) == ["J251"]
    [[by_setting]] = register(store, support_start_basis="accepted").apply([bare])
    assert by_setting.verdict == "recorded"
    assert blocking(store) == [(person, "active", "2026-04-10", "2027-04-09")]


SECRETS = {
    "address": "開成町秘密町一番地",
    "building": "秘密荘二〇一",
    "previous_address": "甲県前住所市九丁目",
    "last_registered": "甲県最終登録町八番",
}
MOVED_TO, PLANNED, ARRIVED = "開成町避難先五番地", "乙県避難先市七番", "乙県確定町三番"


@pytest.fixture
def protected(store: Store) -> Iterator[tuple[Store, str, str]]:
    """Record a protected mother who has lived at many addresses, with her child; return store and both numbers."""
    [judged] = apply(
        store,
        event(
            "in", "move_in", adult("甲野花子", sex="female", **SECRETS), adult("甲野一郎", "子", juminhyo_code="10000000002", **SECRETS),
            event_date="2026-04-01", notified_on="2026-04-10", after="whole", unreported="1",
        ),
    )  # fmt: skip
    mother, child = (record.person_number for record in judged.outcome.records)
    steps(store, mother)
    movers = [
        {"person_number": mother, "relation": "世帯主", "address": MOVED_TO},
        {"person_number": child, "relation": "子", "address": MOVED_TO},
    ]
    apply(store, event("mv", "move_within", *movers, event_date="2026-04-15", after="whole"))
    apply(
        store,
        event("out", "move_out", {"person_number": mother}, planned_on="2026-05-20", destination=PLANNED),
    )
    apply(
        store,
        event(
            "told", "arrival_notice", {"person_number": mother}, arrived_on="2026-05-21", destination=ARRIVED
        ),
        today=date(2026, 4, 16),
    )
    yield store, mother, child


ALL_SECRETS = (*SECRETS.values(), MOVED_TO, PLANNED, ARRIVED)


def test_every_field_of_a_row_that_tells_where_somebody_is_counts_as_an_address() -> None:
    """A new column must be sorted in here before it can leave the register."""
    telling = {
        entry.name
        for entry in fields(Record)
        if any(word in entry.name for word in ("address", "destination", "postal", "building"))
    }
    days = {"address_since"}
    assert telling - days <= set(ADDRESS_FIELDS)


def test_the_sample_holds_all_addresses_in_the_register(protected: tuple[Store, str, str]) -> None:
    """Otherwise the tests below would prove nothing."""
    store, mother, _ = protected
    with store.reading(TOWN) as work:
        text = repr(work.rows_of([mother]))
    assert [secret for secret in ALL_SECRETS if secret not in text] == []


def leaked(*texts: str) -> list[str]:
    """Return the protected addresses some texts hold."""
    return [secret for secret in ALL_SECRETS if any(secret in text for text in texts)]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_export_for_the_batches_holds_no_address(
    protected: tuple[Store, str, str], tmp_path: Path, suffix: str
) -> None:
    """Nobody's, and a protected person's least of all."""
    store, mother, _ = protected
    out = tmp_path / f"people{suffix}"
    done = export(store, [TOWN], TODAY, catalog().inputs["resident_tax"], out)
    write_rejected(tmp_path / "left.csv", done.rejected, "J255")
    written = out.read_bytes() + (tmp_path / "left.csv").read_bytes()
    assert done.written == {TOWN: 2}
    assert mother.encode() in written
    assert leaked(written.decode("utf-8", "replace")) == []


def bad_events(mother: str, child: str) -> list[Handed]:
    """Return events that are rejected for every sort of reason, with protected addresses everywhere they can be written."""
    everywhere = {**SECRETS, "address": MOVED_TO}
    person = {"person_number": mother, "relation": "孫", **everywhere}
    return [
        event("b1", "move_within", person, event_date="2026-06-30", after="whole", destination=PLANNED),
        event("b2", "household_change", {"person_number": child, "relation": "子", "address": MOVED_TO}, event_date="2026-04-15", joins="0000000027"),
        event("b3", "move_out", {"person_number": mother, "memo": SECRETS["address"]}, planned_on="2026-04-15", destination=ARRIVED, processed_on="2026-01-01"),
        event("b4", "birth", {"name": MOVED_TO, "birth_date": "2026-04-01", "sex": "male", "relation": "子の子の子の子の子", "previous_address": SECRETS["previous_address"], "juminhyo_code": SECRETS["building"]}, event_date="2026-04-01", joins="0000000019"),
        event("b5", "move_in", adult(SECRETS["address"], juminhyo_code=PLANNED, address_code=MOVED_TO, relation=ARRIVED), event_date="2026-04-01", after="whole"),
        event("b6", "cancel", cancels=MOVED_TO),
        event("b7", "arrival_notice", {"person_number": mother}, arrived_on="2026-04-15", destination="丙県新しい避難先", planned_leaving="x"),
    ]  # fmt: skip


def test_rejects_results_and_messages_hold_no_protected_address(
    protected: tuple[Store, str, str], tmp_path: Path
) -> None:
    """Not as a value, not inside another value, not in a sentence, in neither language."""
    store, mother, child = protected
    judged = apply(store, *bad_events(mother, child))
    with store.reading(TOWN) as work:
        gate = discretion(work)
    teller = Teller(standard(), judge().practice.levels, catalog().inputs["resident_records"], gate)
    assert teller.write_rejects(tmp_path / "rejects.csv", judged) > 8
    teller.write_results(tmp_path / "results.csv", judged)
    said = [text for one in judged for problem in one.problems for text in teller.sentences(one, problem)]
    rejects = (tmp_path / "rejects.csv").read_text("utf-8-sig")
    assert leaked(rejects, (tmp_path / "results.csv").read_text("utf-8-sig"), *said) == []
    assert HIDDEN_JA in rejects


def test_a_new_address_in_a_rejected_event_is_hidden_too(
    protected: tuple[Store, str, str], tmp_path: Path
) -> None:
    """The register does not know it yet; it is the very place nobody may learn of."""
    store, mother, _ = protected
    new = "開成町まだ登録のない新住所"
    person = {"person_number": mother, "relation": "世帯主", "address": new, "address_code": new}
    judged = apply(store, event("n", "move_within", person, event_date="2026-04-15", after="whole"))
    with store.reading(TOWN) as work:
        gate = discretion(work)
    teller = Teller(standard(), judge().practice.levels, catalog().inputs["resident_records"], gate)
    teller.write_rejects(tmp_path / "rejects.csv", judged)
    assert judged[0].verdict == "rejected"
    assert new not in (tmp_path / "rejects.csv").read_text("utf-8-sig")


def test_the_gate_hides_an_address_wherever_it_stands(protected: tuple[Store, str, str]) -> None:
    """The longest text first, so that no part of one is left."""
    store, _, _ = protected
    with store.reading(TOWN) as work:
        gate = discretion(work)
    for secret in ALL_SECRETS:
        assert gate.text(f"住所は{secret}です") == f"住所は{HIDDEN_JA}です"
        assert gate.text(f"at {secret}", "en") == f"at {HIDDEN_EN}"
    assert gate.text("開成町延沢773番地") == "開成町延沢773番地"


@pytest.mark.parametrize("whose", ["mother", "child"])
def test_a_certificate_is_an_error_until_it_is_released(
    protected: tuple[Store, str, str], whose: str
) -> None:
    """3.4: an error a responsible officer may release; for whoever lives in the household as well."""
    store, mother, child = protected
    person = mother if whose == "mother" else child
    declared = standard()
    asked = Asked(kind=declared.certificates["copy"], purpose=declared.purposes["own"], switches=frozenset())
    with pytest.raises(Refused) as refused:
        issue(store, asked, person, declared, practice(), town="開成町", today=TODAY)
    assert [finding.code for finding in refused.value.findings] == ["J308"]
    assert leaked(str(refused.value)) == []
    with store.reading(TOWN) as work:
        assert work.last_serial() == 0
    released = Asked(kind=asked.kind, purpose=asked.purpose, switches=frozenset(), released="福祉課決定第3号")
    made = issue(store, released, person, declared, practice(), town="開成町", today=TODAY)
    assert MOVED_TO in repr(made)


def test_other_peoples_certificates_are_issued_as_ever(protected: tuple[Store, str, str]) -> None:
    """The block covers the household, not the town."""
    store, _, _ = protected
    other = event(
        "o", "move_in", adult("乙川", juminhyo_code="10000000008"), event_date="2026-04-02", after="whole"
    )
    [judged] = apply(store, other)
    declared = standard()
    asked = Asked(kind=declared.certificates["copy"], purpose=declared.purposes["own"], switches=frozenset())
    made = issue(
        store,
        asked,
        judged.outcome.records[0].person_number,
        declared,
        practice(),
        town="開成町",
        today=TODAY,
    )
    assert "開成町延沢773番地" in repr(made)


def test_a_measure_covers_a_household_formed_later(protected: tuple[Store, str, str]) -> None:
    """The household is the one the protected person lives in now."""
    store, _, child = protected
    assert latest(store, child).address == MOVED_TO
    with store.reading(TOWN) as work:
        assert discretion(work).covers(child)


def test_a_family_without_a_measure_is_not_covered(store: Store) -> None:
    """Both sides of the border."""
    apply(store, family())
    with store.reading(TOWN) as work:
        gate = discretion(work)
    assert not gate.covers("0000000019")
    assert gate.text("開成町延沢773番地") == "開成町延沢773番地"


def test_no_business_has_a_column_for_an_address() -> None:
    """Batches, simulations and reports work on their inputs alone: what is not in them cannot come out."""
    for business, columns in catalog().inputs.items():
        if business != "resident_records":
            telling = [
                one.name for one in columns.values() if "address" in one.name or "住所" in one.label_ja
            ]
            assert telling == [], business
