"""Certificates: what is omitted unless asked, what is never shown, in which calendar, in which order, and issued again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from tests.records.sample import TODAY, TOWN, adult, event, practice, standard
from tests.records.test_register import LEAVING, apply, latest, moved_in
from uwanose.errors import Refused
from uwanose.records.certificate_text import as_html, as_text
from uwanose.records.certificates import Asked, Certificate, unknown_words
from uwanose.records.issuing import issue
from uwanose.records.store import Store


def made(
    store: Store,
    person: str,
    kind: str = "copy",
    purpose: str = "own",
    show: Iterable[str] = (),
    *,
    reason: str = "",
    today: date = TODAY,
    **settings: object,
) -> Certificate:
    """Issue a certificate."""
    declared = standard()
    asked = Asked(
        kind=declared.certificates[kind],
        purpose=declared.purposes[purpose],
        switches=frozenset(show),
        reason=reason,
    )
    return issue(store, asked, person, declared, practice((), **settings), town="開成町", today=today)


def fields(certificate: Certificate) -> set[str]:
    """Return the items a certificate shows."""
    return {line.field for section in certificate.sections for line in section.lines}


def value(certificate: Certificate, field: str) -> str:
    """Return one item of the first person."""
    return next(line.value for line in certificate.sections[0].lines if line.field == field)


BASIC = {
    "name", "kana", "birth_date", "sex", "became_resident", "address", "address_since", "notified_on", "previous_address",
}  # fmt: skip


def test_a_plain_copy_shows_the_basic_items_only(sqlite: Store) -> None:
    """住民基本台帳法第12条第5項: head, relation, family register and code are omitted unless asked for."""
    assert fields(made(sqlite, moved_in(sqlite)[0])) == BASIC


@pytest.mark.parametrize(
    ("switch", "shown"),
    [
        ("head_relation", {"head_name", "relation"}),
        ("honseki", {"honseki", "hittousha"}),
        ("code", {"juminhyo_code"}),
    ],
)
def test_what_is_asked_for_is_shown(sqlite: Store, switch: str, shown: set[str]) -> None:
    """5.1: each switch of its own."""
    assert fields(made(sqlite, moved_in(sqlite)[0], show=[switch])) == BASIC | shown


def test_a_town_may_show_items_unasked(sqlite: Store) -> None:
    """The law says may omit: which ones is a setting."""
    found = made(sqlite, moved_in(sqlite)[0], shown_unasked=frozenset({"head_relation"}))
    assert fields(found) == BASIC | {"head_name", "relation"}


@pytest.mark.parametrize(
    ("purpose", "switch", "reason"),
    [
        ("third_party", "code", "債権"),
        ("third_party", "honseki", ""),
        ("third_party", "nationality", ""),
        ("third_party", "residence_status", ""),
        ("third_party", "alias_history", ""),
        ("wide_area", "honseki", ""),
        ("wide_area", "history", ""),
    ],
)
def test_some_items_are_never_shown_or_need_a_reason(
    sqlite: Store, purpose: str, switch: str, reason: str
) -> None:
    """第12条の3, 第12条の4: refused, and no issue is recorded."""
    person = moved_in(sqlite)[0]
    with pytest.raises(Refused, match="J309"):
        made(sqlite, person, purpose=purpose, show=[switch], reason=reason)
    with sqlite.reading(TOWN) as work:
        assert work.last_serial() == 0


def test_a_third_party_with_a_reason_sees_the_family_register(sqlite: Store) -> None:
    """第12条の3第7項."""
    found = made(sqlite, moved_in(sqlite)[0], purpose="third_party", show=["honseki"], reason="相続の手続")
    assert fields(found) == BASIC | {"honseki", "hittousha"}


def test_a_removed_record_prints_an_unknown_day_in_its_words(sqlite: Store) -> None:
    """1.1.8: 年月日不詳 is printed as it stands."""
    people = moved_in(sqlite)
    apply(
        sqlite,
        event("d", "death", {"person_number": people[3]}, event_date="令和8年4月頃", known_on="2026-04-13"),
    )
    assert value(made(sqlite, people[3], "removed_copy"), "removed_on") == "令和8年4月頃"


def test_a_household_copy_keeps_the_stored_order(sqlite: Store) -> None:
    """5.2, without removed members."""
    people = moved_in(sqlite)
    gone = event("d", "death", {"person_number": people[3]}, event_date="2026-04-10", known_on="2026-04-10")
    apply(sqlite, gone)
    found = made(sqlite, people[1], "household_copy", show=["head_relation"])
    assert [section.person_number for section in found.sections] == people[:3]


def test_nothing_of_a_planned_move_out_is_printed_before_the_day(sqlite: Store) -> None:
    """never_before_planned_move_out: the copy looks as before; the removed record tells it afterwards."""
    people = moved_in(sqlite)
    apply(sqlite, event("out", "move_out", {"person_number": people[2]}, **LEAVING), today=date(2026, 4, 14))
    early = made(sqlite, people[2], today=date(2026, 4, 19))
    assert fields(early) == BASIC
    with pytest.raises(Refused, match="J309"):
        made(sqlite, people[2], today=date(2026, 4, 20))
    late = made(sqlite, people[2], "removed_copy", today=date(2026, 4, 20))
    assert value(late, "destination") == "乙県丙市丁町4番地"
    assert value(late, "removed_on") == "令和8年4月20日"


def test_a_move_out_certificate_is_issued_again_as_it_was_first(sqlite: Store) -> None:
    """4.1.3.0.3: marked 再交付, in the state of the first issue, never the newest."""
    people = moved_in(sqlite)
    apply(sqlite, event("out", "move_out", {"person_number": people[2]}, **LEAVING), today=date(2026, 4, 14))
    first = made(sqlite, people[2], "move_out", today=date(2026, 4, 14))
    correct = event(
        "c", "clerical_correction", {"person_number": people[2], "name": "甲野市郎"}, document="記録書"
    )
    apply(sqlite, correct, today=date(2026, 4, 15))
    again = made(sqlite, people[2], "move_out", today=date(2026, 4, 15))
    assert latest(sqlite, people[2]).name == "甲野市郎"
    assert again.sections == first.sections
    assert (first.reissued, again.reissued) == (False, True)
    assert "転出証明書（再交付）" in as_text(again)
    assert {"juminhyo_code", "relation", "honseki"} <= fields(first)


@pytest.mark.parametrize(("procedure", "said"), [("card", True), ("", False)])
@pytest.mark.parametrize("provisional", [True, False])
def test_a_move_out_by_card_is_said_on_the_certificate(
    sqlite: Store, procedure: str, said: bool, provisional: bool
) -> None:
    """4.1.3.0.4: asked for on demand, it says that the special procedure was used; also when the event was confirmed later."""
    people = moved_in(sqlite)
    today = date(2026, 4, 14)
    leaving = {**LEAVING, "procedure": procedure, "provisional": "1" if provisional else ""}
    apply(sqlite, event("out", "move_out", {"person_number": people[2]}, **leaving), today=today)
    if provisional:
        apply(sqlite, event("yes", "confirm", confirms="out"), today=today)
    remarks = made(sqlite, people[2], "move_out", today=today).remarks
    assert (remarks == ("転出届の特例（住民基本台帳法第24条の2）により届け出た転出です。",)) is said


def test_there_is_no_move_out_certificate_for_an_ex_officio_removal(sqlite: Store) -> None:
    """4.1.3.0.3: a substitute one, marked as an attachment."""
    people = moved_in(sqlite)
    gone = event(
        "r",
        "ex_officio_removal",
        {"person_number": people[2]},
        event_date="2026-04-10",
        document="記録書",
        inquiry_document="調査1",
    )
    apply(sqlite, gone)
    with pytest.raises(Refused, match="J309"):
        made(sqlite, people[2], "move_out")
    assert made(sqlite, people[2], "move_out_substitute").remarks == ("転入届に添付するための証明書です。",)


FOREIGN = {
    "kind": "foreign", "name": "John Doe", "birth_date": "1990-01-02", "sex": "male", "relation": "世帯主", "alias": "甲野",
    "address": "開成町延沢773番地", "juminhyo_code": "20000000001", "nationality": "甲国", "residence_class": "mid_long_term",
    "residence_status": "技術", "residence_period": "3年", "residence_expiry": "2028-03-31",
}  # fmt: skip


def test_foreign_residents_have_western_births_and_everything_else_in_the_era(sqlite: Store) -> None:
    """1.1.9: one calendar each, and never side by side."""
    [judged] = apply(sqlite, event("in", "foreign_in", FOREIGN, event_date="2026-04-01", after="whole"))
    person = judged.outcome.records[0].person_number
    found = made(sqlite, person, show=["residence_expiry", "nationality", "alias_history"])
    assert value(found, "birth_date") == "1990年1月2日"
    assert value(found, "residence_expiry") == "2028年3月31日"
    assert value(found, "foreign_resident_since") == "令和8年4月1日"
    assert value(found, "alias_history") == "甲野（令和8年4月1日）"
    assert "kana" not in fields(found)
    assert fields(made(sqlite, person)) & {"nationality", "residence_status", "residence_expiry"} == set()


@pytest.mark.parametrize(
    ("surname", "given", "shown"),
    [
        ("コウノ", "タロウ", "コウノ タロウ"),
        ("コウノ", "", "コウノ 【名空欄】"),
        ("", "タロウ", "【氏空欄】 タロウ"),
        ("", "", ""),
    ],
)
def test_half_a_reading_is_marked(sqlite: Store, surname: str, given: str, shown: str) -> None:
    """第7条第1号の2: surname and given name are filled separately; with neither the town decides."""
    person = adult(kana_surname=surname, kana_given=given)
    [judged] = apply(sqlite, event("in", "move_in", person, event_date="2026-04-01", after="whole"))
    number = judged.outcome.records[0].person_number
    assert value(made(sqlite, number), "kana") == shown
    starred = made(sqlite, number, kana_missing="asterisks")
    assert value(starred, "kana") == (shown or "＊＊＊")


def test_history_since_the_record_was_made_afresh(sqlite: Store) -> None:
    """1.1.4: a remade record begins anew; before that former addresses are shown on request."""
    people = moved_in(sqlite)
    mover = {"person_number": people[2], "relation": "世帯主", "address": "開成町吉田島1番地"}
    apply(sqlite, event("m", "move_within", mover, event_date="2026-04-12", after="whole"))
    found = made(sqlite, people[2], show=["history"])
    assert value(found, "history_address") == "開成町延沢773番地（令和8年4月12日まで）"
    assert value(found, "previous_in_town") == "開成町延沢773番地"
    apply(sqlite, event("re", "remake", {"person_number": people[2]}), today=date(2026, 4, 16))
    assert "history_address" not in fields(made(sqlite, people[2], show=["history"], today=date(2026, 4, 16)))


def test_a_memo_and_a_place_of_issue_are_on_no_certificate(sqlite: Store) -> None:
    """1.1.15, 5.5."""
    [judged] = apply(
        sqlite, event("in", "move_in", adult(memo="折衝の経緯"), event_date="2026-04-01", after="whole")
    )
    everything = ["head_relation", "honseki", "code", "history"]
    found = made(sqlite, judged.outcome.records[0].person_number, "household_copy", show=everything)
    for text in (as_text(found), as_html(found)):
        assert "折衝" not in text
        assert "窓口" not in text


def test_html_is_one_page_and_names_stand_in_it_as_they_are(sqlite: Store) -> None:
    """Escaped where HTML needs it, otherwise untouched: surrogates, variation selectors."""
    name = "𠮷野<葛\U000e0100>&子"
    [judged] = apply(sqlite, event("in", "move_in", adult(name), event_date="2026-04-01", after="whole"))
    page = as_html(made(sqlite, judged.outcome.records[0].person_number))
    assert "𠮷野&lt;葛\U000e0100&gt;&amp;子" in page
    assert "http" not in page


def test_certificates_are_counted(sqlite: Store) -> None:
    """The issue number; the row cannot be deleted (see test_store)."""
    person = moved_in(sqlite)[0]
    assert [made(sqlite, person).serial for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("kind", "switches", "code"),
    [
        ("copy", ["発行場所"], "J307"),
        ("copy", ["西暦表示"], "J307"),
        ("copy", ["個人番号"], "J309"),
        ("copy", ["住所"], "J309"),
        ("成年被後見人一覧", [], "J307"),
        ("写し", [], "J309"),
    ],
)
def test_what_no_certificate_has_is_a_sentence(kind: str, switches: list[str], code: str) -> None:
    """What the standard forbids by name is told with its item."""
    assert [finding.code for finding in unknown_words(kind, switches, standard())] == [code]


def test_nobody_of_the_number_is_a_sentence(sqlite: Store) -> None:
    """No traceback."""
    moved_in(sqlite)
    with pytest.raises(Refused, match="J310"):
        made(sqlite, "9999990")
