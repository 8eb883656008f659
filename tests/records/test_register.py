"""Applying events: what is recorded, what is passed over, what is restored, in both databases."""

from __future__ import annotations

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
    practice,
    register,
    rows,
    standard,
)
from uwanose.records.judging import Judged
from uwanose.records.model import Handed, Record
from uwanose.records.outcome import Teller
from uwanose.records.store import Store
from uwanose.records.support import Discretion


def apply(store: Store, *handed: Handed, today: date = TODAY) -> list[Judged]:
    """Apply events on a day."""
    return [one for batch in register(store, today).apply(handed) for one in batch]


def moved_in(store: Store) -> list[str]:
    """Record the family of four and return its numbers: head, wife, two sons (the elder first)."""
    [judged] = apply(store, family())
    assert codes(judged) == []
    ordered = sorted(judged.outcome.records, key=lambda record: record.position)
    return [record.person_number for record in ordered]


def latest(store: Store, person: str) -> Record:
    """Return the current row of a person."""
    return rows(store, person)[-1]


def current(store: Store) -> dict[str, tuple[str, str, str, str, str]]:
    """Return what is recorded of everybody now, without what a row says about itself."""
    with store.reading(TOWN) as work:
        return {
            one.person_number: (one.state, one.relation, one.head_name, one.address, one.name)
            for one in work.current()
        }


def test_a_family_that_moves_in_is_a_new_household_in_the_order_of_the_standard(store: Store) -> None:
    """4.0.2, 5.2: head, wife, then the children by birth, although the younger was written first."""
    people = [latest(store, person) for person in moved_in(store)]
    assert [one.relation for one in people] == ["世帯主", "妻", "子", "子"]
    assert [one.birth_date for one in people[2:]] == ["2010-04-01", "2012-01-01"]
    assert {one.household_number for one in people} == {people[0].household_number}
    assert {one.head_name for one in people} == {"甲野太郎"}
    assert {(one.became_resident, one.address_since) for one in people} == {("2026-04-01", "2026-04-01")}
    assert {one.history_number for one in people} == {1}


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    """An event that is sent again is known by its id and content."""
    moved_in(store)
    before = current(store)
    [again] = apply(store, family())
    assert again.verdict == "known"
    assert current(store) == before


def test_another_content_under_the_same_id_is_refused(store: Store) -> None:
    """Nothing that is recorded is replaced by the way."""
    moved_in(store)
    [again] = apply(store, family(notified_on="2026-04-11"))
    assert (again.verdict, codes(again)) == ("rejected", ["J105"])


def test_bad_events_are_rejected_and_good_ones_in_the_same_file_go_through(store: Store) -> None:
    """One bad line does not keep a town from working."""
    bad = family("bad", event_date="2026-04-16")
    good = event(
        "good", "move_in", adult("乙川", juminhyo_code="10000000009"), event_date="2026-04-02", after="whole"
    )
    judged = apply(store, bad, good)
    assert [one.verdict for one in judged] == ["rejected", "recorded"]
    assert "J201" in codes(judged[0])


def test_a_move_within_gives_each_mover_one_new_row_and_leaves_the_old_one(store: Store) -> None:
    """1.2.1: a full row for each change; 異動前住所 is the address before it."""
    people = moved_in(store)
    relations = ["世帯主", "妻", "子", "子"]
    movers = [
        {"person_number": one, "relation": word, "address": "開成町吉田島1番地"}
        for one, word in zip(people, relations, strict=True)
    ]
    apply(
        store, event("move", "move_within", *movers, event_date="2026-04-12", after="whole", before="whole")
    )
    first, second = rows(store, people[0])
    assert (first.address, second.address) == ("開成町延沢773番地", "開成町吉田島1番地")
    assert second.previous_in_town == first.address
    assert second.address_since == "2026-04-12"
    assert second.became_resident == first.became_resident
    assert second.household_number != first.household_number
    assert second.history_number == 2


def test_cancelling_a_move_of_a_whole_household_restores_it_in_a_new_household_at_the_old_address(
    store: Store,
) -> None:
    """4.6.0.1: the former household had left entirely."""
    people = moved_in(store)
    before = current(store)
    movers = [
        {"person_number": one, "relation": word, "address": "開成町吉田島1番地"}
        for one, word in zip(people, ["世帯主", "妻", "子", "子"], strict=True)
    ]
    apply(store, event("move", "move_within", *movers, event_date="2026-04-12", after="whole"))
    [undone] = apply(store, event("undo", "cancel", cancels="move"))
    assert undone.verdict == "recorded"
    assert current(store) == before
    first, moved, restored = rows(store, people[0])
    assert restored.household_number not in (first.household_number, moved.household_number)
    assert (restored.history_number, restored.event) == (3, "cancel")


def test_cancelling_the_move_of_one_member_puts_it_back_into_the_household(store: Store) -> None:
    """4.6.0.1: the former household still exists."""
    people = moved_in(store)
    before = current(store)
    mover = {"person_number": people[2], "relation": "世帯主", "address": "開成町吉田島1番地"}
    [moved] = apply(
        store, event("move", "move_within", mover, event_date="2026-04-12", after="whole", before="part")
    )
    assert moved.verdict == "recorded"
    apply(store, event("undo", "cancel", cancels="move"))
    assert current(store) == before
    assert latest(store, people[2]).household_number == latest(store, people[0]).household_number


def test_a_cancelled_move_in_is_a_new_row_that_removes(store: Store) -> None:
    """異動の取消し（減）: the first row stays what it was."""
    people = moved_in(store)
    apply(store, event("undo", "cancel", cancels="in"))
    first, second = rows(store, people[0])
    assert (first.state, second.state) == ("resident", "removed")
    assert second.removal_reason == "cancel"


@pytest.mark.parametrize(
    ("handed", "code"),
    [
        (event("c", "cancel", cancels="none"), "J230"),
        (event("c", "cancel"), "J103"),
        (event("c", "confirm", confirms="in"), "J232"),
    ],
)
def test_what_is_not_there_cannot_be_cancelled_or_confirmed(store: Store, handed: Handed, code: str) -> None:
    """The id must be that of a recorded event of the right sort."""
    moved_in(store)
    [judged] = apply(store, handed)
    assert (judged.verdict, codes(judged)) == ("rejected", [code])


def test_an_event_is_cancelled_once(store: Store) -> None:
    """Neither twice, nor is a cancellation cancelled."""
    moved_in(store)
    judged = apply(
        store,
        event("u1", "cancel", cancels="in"),
        event("u2", "cancel", cancels="in"),
        event("u3", "cancel", cancels="u1"),
    )
    assert [codes(one) for one in judged] == [[], ["J230"], ["J230"]]


def test_later_events_are_cancelled_first(store: Store) -> None:
    """Otherwise what they recorded would be lost."""
    people = moved_in(store)
    fix = event(
        "fix", "minor_correction", {"person_number": people[1], "name": "甲野華子"}, document="職権記録書1"
    )
    judged = apply(
        store,
        fix,
        event("u1", "cancel", cancels="in"),
        event("u2", "cancel", cancels="fix"),
        event("u3", "cancel", cancels="in"),
    )
    assert [codes(one) for one in judged] == [[], ["J231"], [], []]
    assert [row.name for row in rows(store, people[1])] == ["甲野花子", "甲野華子", "甲野花子", "甲野花子"]
    assert latest(store, people[1]).state == "removed"


def test_a_head_comes_back_only_when_nobody_has_taken_the_place(store: Store) -> None:
    """A household has one head at most: the change of head is cancelled first."""
    people = moved_in(store)
    judged = apply(
        store,
        event("dead", "death", {"person_number": people[0]}, event_date="2026-04-10", known_on="2026-04-10"),
        event(
            "head", "head_change", {"person_number": people[1], "relation": "世帯主"},
            {"person_number": people[2], "relation": "子"}, {"person_number": people[3], "relation": "子"},
            event_date="2026-04-10",
        ),
        event("u1", "cancel", cancels="dead"),
        event("u2", "cancel", cancels="head"),
        event("u3", "cancel", cancels="dead"),
    )  # fmt: skip
    assert [sorted(set(codes(one))) for one in judged] == [["J207"], [], ["J231"], [], []]
    assert current(store)[people[0]][:3] == ("resident", "世帯主", "甲野太郎")


def test_a_provisional_event_shows_nowhere_until_it_is_confirmed(store: Store) -> None:
    """4.0.8: 仮登録 → 本登録."""
    [one] = apply(store, family(provisional="1"))
    assert one.verdict == "recorded"
    assert current(store) == {}
    [done] = apply(store, event("ok", "confirm", confirms="in"))
    assert done.verdict == "recorded"
    assert len(current(store)) == 4
    [twice] = apply(store, event("ok2", "confirm", confirms="in"))
    assert codes(twice) == ["J232"]


def test_a_provisional_event_may_be_cancelled_and_then_no_longer_confirmed(store: Store) -> None:
    """Nothing had taken effect, nothing is restored."""
    apply(store, family(provisional="1"))
    judged = apply(store, event("no", "cancel", cancels="in"), event("ok", "confirm", confirms="in"))
    assert [codes(one) for one in judged] == [[], ["J232"]]
    assert current(store) == {}


def test_a_confirmed_event_is_cancelled_by_its_first_id(store: Store) -> None:
    """The rows bear the id of the confirmation; the sender knows the first one."""
    apply(
        store,
        family(provisional="1"),
        event("ok", "confirm", confirms="in"),
        event("no", "cancel", cancels="in"),
    )
    assert {state for state, *_ in current(store).values()} == {"removed"}


LEAVING = {"destination": "乙県丙市丁町4番地", "planned_on": "2026-04-20", "notified_on": "2026-04-14"}


def test_somebody_about_to_move_out_is_a_resident_until_the_planned_day(store: Store) -> None:
    """1.1.5: the register removes on the day, before anything else is applied."""
    people = moved_in(store)
    apply(store, event("out", "move_out", {"person_number": people[2]}, **LEAVING), today=date(2026, 4, 14))
    row = latest(store, people[2])
    assert row.state == "resident"
    assert row.is_resident_on(date(2026, 4, 19))
    assert not row.is_resident_on(date(2026, 4, 20))
    assert apply(store, today=date(2026, 4, 19)) == []
    [removed] = apply(store, today=date(2026, 4, 20))
    assert removed.event.kind == "planned_day"
    row = latest(store, people[2])
    assert (row.state, row.removed_on, row.removal_reason) == ("moved_out", "2026-04-20", "move_out")


def test_the_arrival_removes_earlier_than_planned_and_stands_beside_the_plan(store: Store) -> None:
    """1.1.5, 4.1.3.1.1: whichever day is earlier; what was planned is not overwritten."""
    people = moved_in(store)
    apply(store, event("out", "move_out", {"person_number": people[2]}, **LEAVING), today=date(2026, 4, 14))
    notice = event(
        "told",
        "arrival_notice",
        {"person_number": people[2]},
        arrived_on="2026-04-16",
        destination="乙県丙市戊町9",
    )
    apply(store, notice, today=date(2026, 4, 17))
    row = latest(store, people[2])
    assert (row.state, row.removed_on) == ("moved_out", "2026-04-16")
    assert (row.destination, row.planned_on) == ("乙県丙市丁町4番地", "2026-04-20")
    assert (row.destination_confirmed, row.arrived_on) == ("乙県丙市戊町9", "2026-04-16")


def test_a_completed_move_out_is_cancelled_without_any_alert(store: Store) -> None:
    """4.6.0.1 (third box): no special alert; everybody is back as before."""
    people = moved_in(store)
    before = current(store)
    apply(store, event("out", "move_out", {"person_number": people[2]}, **LEAVING), today=date(2026, 4, 14))
    apply(store, today=date(2026, 4, 20))
    [undone] = apply(store, event("undo", "cancel", cancels="out"), today=date(2026, 4, 21))
    assert (undone.verdict, codes(undone)) == ("recorded", [])
    assert current(store) == before
    assert latest(store, people[2]).planned_on == ""
    assert apply(store, today=date(2026, 5, 1)) == []


def test_a_whole_household_that_leaves_and_cancels_gets_a_new_household(store: Store) -> None:
    """4.6.0.1, with the head among them and the day past."""
    people = moved_in(store)
    before = current(store)
    everybody = [{"person_number": one} for one in people]
    apply(store, event("out", "move_out", *everybody, **LEAVING), today=date(2026, 4, 14))
    assert len(apply(store, today=date(2026, 4, 20))) == 1
    apply(store, event("undo", "cancel", cancels="out"), today=date(2026, 4, 21))
    assert current(store) == before
    assert len({latest(store, one).household_number for one in people}) == 1


def test_the_last_member_becomes_head_ex_officio(store: Store) -> None:
    """4.0.4: one member remains; its name is carried to its own row."""
    [judged] = apply(
        store,
        event(
            "in", "move_in", adult(), adult("甲野花子", "妻", sex="female", juminhyo_code="10000000002"),
            event_date="2026-04-01", notified_on="2026-04-10", after="whole",
        ),
    )  # fmt: skip
    head, wife = (record.person_number for record in judged.outcome.records)
    [dead] = apply(
        store, event("dead", "death", {"person_number": head}, event_date="2026-04-10", known_on="2026-04-10")
    )
    assert codes(dead) == []
    row = latest(store, wife)
    assert (row.relation, row.head_name) == ("世帯主", "甲野花子")
    assert latest(store, head).state == "dead"


def test_a_household_may_stay_without_a_head(store: Store) -> None:
    """1.1.10, 4.0.4: two or more remain: an alert, and the household exists without one."""
    people = moved_in(store)
    [dead] = apply(
        store,
        event("dead", "death", {"person_number": people[0]}, event_date="2026-04-10", known_on="2026-04-10"),
    )
    assert (dead.verdict, codes(dead)) == ("recorded", ["J207"])
    assert {latest(store, one).head_name for one in people[1:]} == {""}


def test_the_corrected_name_of_the_head_is_carried_to_every_row(store: Store) -> None:
    """4.2.3.1: household values are repeated on each person's row."""
    people = moved_in(store)
    apply(
        store,
        event(
            "fix",
            "clerical_correction",
            {"person_number": people[0], "name": "甲野太朗"},
            document="職権記録書2",
        ),
    )
    assert {latest(store, one).head_name for one in people} == {"甲野太朗"}
    assert {latest(store, one).history_number for one in people} == {2}


def test_naturalisation_closes_one_record_and_opens_the_other(store: Store) -> None:
    """4.5.3: 外国人住民となった日 becomes 住民となった日; number, address, code carry over."""
    foreigner = {
        "kind": "foreign", "name": "John Doe", "birth_date": "1990-01-01", "sex": "male", "relation": "世帯主",
        "address": "開成町延沢773番地", "juminhyo_code": "20000000001", "nationality": "甲国", "residence_class": "special_permanent",
    }  # fmt: skip
    [judged] = apply(store, event("in", "foreign_in", foreigner, event_date="2026-04-01", after="whole"))
    number = judged.outcome.records[0].person_number
    change = {"person_number": number, "name": "甲野丈", "honseki": "甲県乙市", "hittousha": "甲野丈"}
    apply(store, event("nat", "naturalized", change, event_date="2026-04-10", document="戸籍の通知"))
    first, closed, opened = rows(store, number)
    assert (closed.kind, closed.state) == ("foreign", "removed")
    assert (opened.kind, opened.state) == ("japanese", "resident")
    assert opened.became_resident == first.foreign_resident_since == "2026-04-01"
    assert (opened.nationality, opened.foreign_resident_since) == ("", "")
    assert (opened.address, opened.juminhyo_code) == (first.address, first.juminhyo_code)


def test_after_the_loss_of_nationality_the_later_day_counts(store: Store) -> None:
    """4.5.5: the later of the loss and of becoming a resident."""
    people = moved_in(store)
    change = {
        "person_number": people[1],
        "nationality": "甲国",
        "residence_class": "transit",
        "transit_ground": "nationality_lost",
    }
    apply(store, event("lost", "nationality_lost", change, event_date="2026-03-15", document="通知"))
    row = latest(store, people[1])
    assert (row.kind, row.foreign_resident_since) == ("foreign", "2026-04-01")
    assert (row.honseki, row.became_resident) == ("", "")


def test_a_returner_keeps_the_old_number(store: Store) -> None:
    """4.1.1.2: the rows go on under the same 宛名番号."""
    people = moved_in(store)
    apply(
        store,
        event("out", "move_out", {"person_number": people[2]}, **{**LEAVING, "planned_on": "2026-04-15"}),
    )
    assert latest(store, people[2]).state == "moved_out"
    back = adult("甲野一郎", birth_date="2010-04-01", juminhyo_code="10000000004", person_number=people[2])
    [judged] = apply(
        store, event("back", "move_in", back, event_date="2026-05-20", after="whole"), today=date(2026, 5, 20)
    )
    assert judged.verdict == "recorded"
    row = latest(store, people[2])
    assert (row.state, row.became_resident, row.removed_on, row.planned_on) == (
        "resident",
        "2026-05-20",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("leaving", "coming", "verdict"),
    [
        ("move_out_abroad", "move_in_abroad", "recorded"),
        ("move_out", "move_in_abroad", "rejected"),
        ("move_out_abroad", "move_in", "rejected"),
    ],
)
def test_an_old_surname_is_taken_over_on_the_return_from_abroad_alone(
    store: Store, leaving: str, coming: str, verdict: str
) -> None:
    """1.1.7: who left for abroad and comes back from abroad, first to the same town."""
    people = moved_in(store)
    name = {"person_number": people[1], "old_surname": "乙", "old_surname_kana": "オツ"}
    gone = {**LEAVING, "planned_on": "2026-04-15"}
    apply(store, event("old", "old_surname_entry", name))
    apply(store, event("out", leaving, {"person_number": people[1]}, **gone))
    back = adult(
        "甲野花子",
        sex="female",
        birth_date="1982-06-02",
        juminhyo_code="10000000002",
        person_number=people[1],
    )
    entry = event(
        "back", coming, back, event_date="2026-05-20", after="whole", attached="旅券", take_over_names="1"
    )
    [judged] = apply(store, entry, today=date(2026, 5, 20))
    assert judged.verdict == verdict
    assert (codes(judged) == ["J256"]) is (verdict == "rejected")
    if verdict == "recorded":
        assert latest(store, people[1]).old_surname == "乙"


def test_a_death_on_an_unknown_day_keeps_its_words_and_counts_from_when_it_was_known(store: Store) -> None:
    """1.1.8: no day is made up; until the death was known the person counts as a resident, and a cancellation restores."""
    people = moved_in(store)
    words = "令和8年4月1日から4月10日までの間"
    death = event("d", "death", {"person_number": people[3]}, event_date=words, known_on="2026-04-13")
    [judged] = apply(store, death)
    assert (judged.verdict, codes(judged)) == ("recorded", [])
    row = latest(store, people[3])
    assert (row.state, row.removed_on, row.effective_on) == ("dead", words, "2026-04-13")
    with store.reading(TOWN) as work:
        before = {one.person_number: one.state for one in work.as_of(date(2026, 4, 12))}
        after = {one.person_number: one.state for one in work.as_of(date(2026, 4, 13))}
    assert (before[people[3]], after[people[3]]) == ("resident", "dead")
    apply(store, event("undo", "cancel", cancels="d"))
    row = latest(store, people[3])
    assert (row.state, row.removed_on, row.effective_on) == ("resident", "", "2026-04-13")


def test_a_newborn_of_an_unknown_day_becomes_a_resident_on_that_day(store: Store) -> None:
    """1.1.8, 4.2.1.2: a foundling; the day of becoming a resident bears the same words."""
    people = moved_in(store)
    household = latest(store, people[0]).household_number
    child = {
        "name": "甲野四郎", "birth_date": "令和8年4月上旬", "sex": "male", "relation": "子", "honseki": "甲", "hittousha": "甲野太郎",
        "juminhyo_code": "10000000077",
    }  # fmt: skip
    [judged] = apply(store, event("b", "birth", child, event_date="令和8年4月上旬", joins=household))
    [row] = judged.outcome.records
    assert (row.became_resident, row.birth_date, row.effective_on) == (
        "令和8年4月上旬",
        "令和8年4月上旬",
        "2026-04-15",
    )


@pytest.mark.parametrize(("notifier", "told"), [("other", True), ("own", False), ("", False)])
def test_a_notification_by_somebody_else_sends_a_notice_of_acceptance(
    sqlite: Store, tmp_path: Path, notifier: str, told: bool
) -> None:
    """標準仕様書 第1.0版 4.1.0.3: to the former address, where the notifier is not one of those who move."""
    judged = apply(sqlite, family(notifier=notifier))
    teller = Teller(standard(), practice().levels, catalog().inputs["resident_records"], Discretion())
    teller.write_results(tmp_path / "results.csv", judged)
    text = (tmp_path / "results.csv").read_text("utf-8-sig")
    assert ("住民異動届受理通知" in text) is told
    assert "転入通知" in text


def test_the_loss_of_nationality_counts_where_nobody_knows_when_residence_began(store: Store) -> None:
    """4.5.5: the later day; an unknown one lies before the loss."""
    old = adult(
        person_number="0000000019", household_number="0000000019", became_resident="昭和20年頃", address_since="昭和20年頃"
    )  # fmt: skip
    apply(store, event("old", "takeover", old, document="移行1"))
    change = {
        "person_number": "0000000019", "nationality": "甲国", "residence_class": "transit", "transit_ground": "nationality_lost",
    }  # fmt: skip
    apply(store, event("lost", "nationality_lost", change, event_date="2026-03-15", document="通知"))
    assert latest(store, "0000000019").foreign_resident_since == "2026-03-15"


def test_old_records_are_taken_over_with_their_numbers_and_never_reissued(store: Store) -> None:
    """1.1.13: existing numbers are accepted, 0 for the undefined digit too; new ones are issued beyond them."""
    old = adult(
        person_number="9999990",
        household_number="19",
        became_resident="年月日不詳",
        address_since="2001-02-03",
    )
    [judged] = apply(store, event("old", "takeover", old, document="移行計画書"))
    assert judged.verdict == "recorded"
    [row] = rows(store, "9999990")
    assert (row.became_resident, row.household_number) == ("年月日不詳", "19")
    other = adult("乙川", juminhyo_code="10000000008")
    [new] = apply(store, event("new", "move_in", other, event_date="2026-04-02", after="whole"))
    assert int(new.outcome.records[0].person_number) > 9_999_990


def test_people_at_one_address_in_two_households_stay_apart(store: Store) -> None:
    """同一住所別世帯 is normal: no rule joins or splits households by address."""
    moved_in(store)
    other = event(
        "o", "move_in", adult("乙川", juminhyo_code="10000000008"), event_date="2026-04-02", after="whole"
    )
    [judged] = apply(store, other)
    assert codes(judged) == []
    with store.reading(TOWN) as work:
        assert len({one.household_number for one in work.current()}) == 2


def test_whoever_joins_a_household_stands_last_until_somebody_reorders(store: Store) -> None:
    """5.2: the order is stored, never a sort at printing."""
    people = moved_in(store)
    household = latest(store, people[0]).household_number
    baby = adult("甲野三子", "子", sex="female", birth_date="2000-01-01", juminhyo_code="10000000008")
    [judged] = apply(
        store, event("join", "move_in", baby, event_date="2026-04-02", after="part", joins=household)
    )
    joined = judged.outcome.records[0].person_number
    assert latest(store, joined).position == 5
    apply(
        store,
        event(
            "order",
            "reorder",
            {"person_number": people[0]},
            {"person_number": people[1]},
            {"person_number": joined},
        ),
    )
    with store.reading(TOWN) as work:
        assert [one.person_number for one in work.members(household)] == [
            people[0],
            people[1],
            joined,
            *people[2:],
        ]
    assert latest(store, joined).address == latest(store, people[0]).address


def test_batches_of_any_size_give_the_same_register(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Events rest on each other inside a batch exactly as across batches."""
    from uwanose.records.store import open_store

    handed = [
        family(),
        event("b", "birth", {"name": "甲野四郎", "birth_date": "2026-04-05", "sex": "male", "relation": "子", "honseki": "甲県乙市", "hittousha": "甲野太郎", "juminhyo_code": "10000000077"}, event_date="2026-04-05", joins="0000000019"),
        event("u", "cancel", cancels="b"),
        event("d", "death", {"person_number": "0000000019"}, event_date="2026-04-11", known_on="2026-04-11"),
    ]  # fmt: skip
    list(register(store).apply(handed, at_once=100))
    other = open_store(tmp_path_factory.mktemp("other") / "r.sqlite3", create=True)
    list(register(other).apply(handed, at_once=1))
    with store.reading(TOWN) as one, other.reading(TOWN) as two:
        everybody = [record.person_number for record in one.current()]
        assert one.rows_of(everybody) == two.rows_of(everybody)
        assert len(everybody) == 5
    other.close()
