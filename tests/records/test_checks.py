"""The rules events are checked by: one wrong thing at a time, with the rule that says so; both sides of each border."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.records.sample import TODAY, adult, codes, event, family, judge, standard
from uwanose.records.judging import Judged
from uwanose.records.model import Handed
from uwanose.records.roll import Roll
from uwanose.records.standard import Level

HEAD, WIFE, ELDER, YOUNGER = "0000000019", "0000000027", "0000000043", "0000000035"
HOUSEHOLD = "0000000019"


def judged(*handed: Handed, raised: tuple[str, ...] = (), today: date = TODAY, **changes: object) -> Judged:
    """Judge events after the family has moved in; return what becomes of the last one."""
    return judge(today, raised, **changes).batch([family(), *handed], Roll({}), {})[-1]


def entry(*persons: Mapping[str, str], **fields: str) -> Handed:
    """Return a move-in of a lone adult, changed."""
    plain = {"event_date": "2026-04-02", "notified_on": "2026-04-10", "after": "whole"}
    return event("x", "move_in", *(persons or (other(),)), **{**plain, **fields})


def other(**fields: str) -> dict[str, str]:
    """Return somebody the family does not know."""
    return adult(**{"name": "乙川月子", "sex": "female", "juminhyo_code": "10000000099", **fields})


FOREIGN = {
    "kind": "foreign", "name": "Jane Doe", "birth_date": "1990-01-01", "sex": "female", "relation": "世帯主",
    "address": "開成町延沢773番地", "juminhyo_code": "20000000001", "nationality": "甲国",
}  # fmt: skip
ONE = {"person_number": ELDER}
WRONG = [
    # days
    (entry(event_date="2026-04-16"), "J201"),
    (entry(notified_on="2026-04-16"), "J202"),
    (entry(processed_on="2026-04-14"), "J203"),
    (entry(notified_on="2026-04-01"), "J204"),
    (entry(other(birth_date="2026-04-03")), "J246"),
    (entry(event_date="令和8年3月頃"), "J102"),
    (entry(event_date="2026-02-29"), "J102"),
    (event("x", "split", {**ONE, "relation": "世帯主"}, event_date="年月日不詳"), "J102"),
    (entry(other(became_resident="2026-04-01")), "J246"),
    (event("x", "death", ONE, event_date="2026-03-31", known_on="2026-04-14"), "J246"),
    (event("x", "ex_officio_removal", ONE, event_date="2026-03-31", document="記録書", inquiry_document="実態調査1"), "J246"),
    (event("x", "split", {**ONE, "relation": "世帯主"}, event_date="2026-03-31"), "J246"),
    # what must be there
    (entry(event_date=""), "J103"),
    (entry(other(previous_address="")), "J103"),
    (entry(other(juminhyo_code="")), "J103"),
    (entry(other(honseki="")), "J243"),
    (entry(other(hittousha="")), "J243"),
    (entry(other(address="")), "J243"),
    (event("x", "ex_officio_entry", other(), event_date="2026-04-02", after="whole", document="記録書"), "J243"),
    (event("x", "ex_officio_removal", ONE, event_date="2026-04-02"), "J103"),
    (event("x", "foreign_in", FOREIGN, event_date="2026-04-02", after="whole"), "J243"),
    (event("x", "foreign_in", {**FOREIGN, "residence_class": "mid_long_term"}, event_date="2026-04-02", after="whole"), "J243"),
    (entry(unreported="1"), "J209"),
    (entry(take_over_names="1"), "J256"),
    # who
    (event("x", "move_in", event_date="2026-04-02", after="whole"), "J247"),
    (event("x", "death", ONE, ONE, event_date="2026-04-02", known_on="2026-04-02"), "J247"),
    (event("x", "death", {"person_number": "9999990"}, event_date="2026-04-02", known_on="2026-04-02"), "J214"),
    (entry(other(person_number="9999990")), "J214"),
    (entry(other(person_number=ELDER)), "J215"),
    (entry(other(juminhyo_code="10000000001")), "J210"),
    (entry(other(), other(name="乙川火子", relation="子")), "J210"),
    (event("x", "alias_entry", {**ONE, "alias": "甲"}), "J244"),
    (event("x", "naturalized", {**ONE, "name": "甲", "honseki": "乙", "hittousha": "甲"}, event_date="2026-04-02", document="通知"), "J244"),
    (event("x", "foreign_in", other(), event_date="2026-04-02", after="whole"), "J244"),
    (entry(other(nationality="甲国")), "J245"),
    (event("x", "foreign_in", {**FOREIGN, "residence_class": "special_permanent", "honseki": "甲県"}, event_date="2026-04-02", after="whole"), "J245"),
    # numbers and codes
    (entry(other(juminhyo_code="1234567890")), "J241"),
    (entry(other(juminhyo_code="1234567890a")), "J241"),
    (entry(other(address_code="14362000000")), "J242"),
    (entry(other(person_number="0000000018")), "J240"),
    # 続柄
    (entry(other(), other(relation="孫", juminhyo_code="10000000098")), "J220"),
    (entry(other(), other(relation="子の子の子の子の子", juminhyo_code="10000000098")), "J221"),
    (entry(other(), other(relation="いとこ", juminhyo_code="10000000098")), "J222"),
    # households
    (entry(other(relation="子")), "J212"),
    (entry(other(), other(juminhyo_code="10000000098")), "J218"),
    (entry(after="part"), "J103"),
    (entry(after="part", joins="0000000078"), "J213"),
    (entry(after="part", joins=HOUSEHOLD), "J212"),
    (entry(other(relation="同居人", address="開成町別の所"), after="part", joins=HOUSEHOLD), "J254"),
    (event("x", "move_within", {**ONE, "relation": "世帯主", "address": "開成町吉田島"}, event_date="2026-04-02", after="whole", before="whole"), "J208"),
    (event("x", "split", {**ONE, "relation": "世帯主", "address": "開成町吉田島"}, event_date="2026-04-02"), "J217"),
    (event("x", "head_change", {"person_number": WIFE, "relation": "世帯主"}, event_date="2026-04-02"), "J219"),
    (event("x", "relation_change", {"person_number": WIFE, "relation": "世帯主"}, event_date="2026-04-02"), "J218"),
    (event("x", "clerical_correction", {"person_number": WIFE, "relation": "世帯主"}, document="記録書"), "J218"),
    (event("x", "birth", {"name": "甲野四郎", "birth_date": "2026-04-05", "sex": "male", "relation": "子", "honseki": "甲", "hittousha": "甲野太郎", "juminhyo_code": "10000000077", "previous_address": "甲県"}, event_date="2026-04-05", joins=HOUSEHOLD), "J225"),
    (event("x", "planned_day", ONE, event_date="2026-04-02"), "J106"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("handed", "code"), WRONG, ids=[f"{code}-{at}" for at, (_, code) in enumerate(WRONG)]
)
def test_each_wrong_thing_is_found_by_its_rule(handed: Handed, code: str) -> None:
    """An error keeps the event from being recorded; the rule names its item or article."""
    found = judged(handed)
    assert code in codes(found)
    assert found.verdict == "rejected"
    assert standard().rules[code].basis


RIGHT = [
    entry(),
    entry(event_date="2026-04-15", notified_on="2026-04-15"),
    entry(notified_on="2026-04-02"),
    entry(other(previous_address="不明")),
    entry(other(honseki="なし", hittousha="不明")),
    entry(other(birth_date="昭和20年頃")),
    entry(other(relation="同居人"), after="part", joins=HOUSEHOLD),
    entry(other(), other(name="乙川火子", relation="子の子の子の子", juminhyo_code="10000000098")),
    entry(other(address_code="14366000000")),
    entry(other(last_registered="丙県"), unreported="1"),
    event("x", "foreign_in", {**FOREIGN, "residence_class": "special_permanent"}, event_date="2026-04-02", after="whole"),
    event("x", "move_within", {**ONE, "relation": "世帯主", "address": "開成町吉田島"}, event_date="2026-04-02", after="whole", before="part"),
    event("x", "move_out", ONE, planned_on="2027-01-01", destination="乙県", event_date="2027-01-01"),
    event("x", "death", ONE, event_date="2026-04-01", known_on="2026-04-14"),
    event("x", "death", ONE, event_date="令和8年4月1日から4月10日までの間", known_on="2026-04-14"),
    event("x", "ex_officio_removal", ONE, event_date="年月日不詳", document="失踪の通知", inquiry_document="実態調査1"),
]  # fmt: skip


@pytest.mark.parametrize("handed", RIGHT)
def test_what_is_right_is_recorded(handed: Handed) -> None:
    """The other side of the borders above; only a move-out may lie ahead."""
    found = judged(handed)
    assert [code for code in codes(found) if standard().rules[code].level is Level.ERROR] == []
    assert found.verdict == "recorded"


ALERTS = [
    (event("x", "death", {"person_number": HEAD}, event_date="2026-04-02", known_on="2026-04-14"), "J207"),
    (entry(other(name="甲野太郎", sex="male")), "J211"),
    (entry(event_date="2026-03-01", notified_on="2026-04-01"), "J205"),
    (event("x", "ex_officio_removal", ONE, event_date="2026-04-02", document="記録書"), "J229"),
    (event("x", "split", {"person_number": WIFE, "relation": "世帯主"}, event_date="2026-04-02"), "J235"),
    (event("x", "split", {"person_number": YOUNGER, "relation": "世帯主"}, event_date="2026-04-02"), "J236"),
    (entry(other(), other(name="乙川火子", relation="妻（未届）", juminhyo_code="10000000098")), "J248"),
    (
        event("x", "nationality_lost", {**ONE, "nationality": "甲国", "residence_class": "transit", "transit_ground": "nationality_lost"}, event_date="2026-02-13", document="通知"),
        "J257",
    ),
    (
        entry(
            other(), other(name="一", relation="子", juminhyo_code="10000000091"), other(name="二", relation="子", juminhyo_code="10000000092"),
            other(name="三", relation="子の妻", juminhyo_code="10000000093"),
        ),
        "J249",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("handed", "code"), ALERTS, ids=[code for _, code in ALERTS])
def test_an_alert_is_shown_and_recorded_unless_the_town_has_raised_it(handed: Handed, code: str) -> None:
    """11.1: exactly two levels. J249 comes with the effect: the event stands, the order is for somebody to say."""
    found = judged(handed)
    assert (found.verdict, codes(found)) == ("recorded", [code])
    if code != "J249":
        assert judged(handed, raised=(code,)).verdict == "rejected"


@pytest.mark.parametrize(("lost", "found"), [("2026-02-14", []), ("2026-02-13", ["J257"])])
def test_a_stay_without_status_lasts_60_days(lost: str, found: list[str]) -> None:
    """入管法第22条の2: lost on 14 February 2026, the 60th day after it is 15 April, today."""
    change = {
        **ONE,
        "nationality": "甲国",
        "residence_class": "transit",
        "transit_ground": "nationality_lost",
    }
    assert codes(judged(event("x", "nationality_lost", change, event_date=lost, document="通知"))) == found


@pytest.mark.parametrize(("born", "found"), [("2011-04-03", []), ("2011-04-04", ["J236"])])
def test_a_head_is_15_from_the_day_before_the_birthday(born: str, found: list[str]) -> None:
    """年齢計算ニ関スル法律: moved in on 2 April 2026."""
    assert codes(judged(entry(other(birth_date=born)))) == found


def test_same_sex_partners_are_no_alert_where_the_town_says_so() -> None:
    """1.1.11: the words stay within the standard; their use is a setting of the town."""
    couple = entry(other(), other(name="乙川火子", relation="妻（未届）", juminhyo_code="10000000098"))
    assert codes(judged(couple, same_sex_partner=True)) == []


def test_the_split_of_a_grown_child_is_no_split_of_spouses() -> None:
    """The other side: spouses stay together."""
    assert codes(judged(event("x", "split", {**ONE, "relation": "世帯主"}, event_date="2026-04-02"))) == []


def test_every_rule_of_the_register_is_tried_here_or_where_it_belongs() -> None:
    """Nobody adds a rule without a test of it."""
    from pathlib import Path

    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [code for code in standard().rules if code not in tests] == []
