"""Owns what a certificate shows: whose record, which items by purpose and switches, in the stored order; data only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from uwanose.errors import Finding, Refused
from uwanose.records.forbidden import forbidden_finding, named_in
from uwanose.records.model import RESIDENT, Record
from uwanose.records.practice import Practice
from uwanose.records.record_dates import era_day, western_day
from uwanose.records.standard import CertificateKind, Purpose, Standard
from uwanose.records.support import Discretion

__all__ = ["Asked", "Certificate", "Line", "Section", "compose", "unknown_words"]

_ERA_ITEMS = frozenset(
    {"birth_date", "became_resident", "foreign_resident_since", "address_since", "notified_on", "removed_on",
     "planned_on", "arrived_on", "remade_on"}
)  # fmt: skip
_WESTERN_FOR_FOREIGN = frozenset(
    {"birth_date", "residence_expiry"}
)  # 1.1.9: western only, the rest in the era only
_SEX = {"male": "男", "female": "女"}
_KANA_HALVES = {"kana_surname": "【氏空欄】", "kana_given": "【名空欄】"}
_CLASSES = {
    "mid_long_term": "中長期在留者", "special_permanent": "特別永住者", "temporary_refuge": "一時庇護許可者",
    "provisional_stay": "仮滞在許可者", "transit": "経過滞在者",
}  # fmt: skip
_FOREIGN_SWITCHES = (
    "nationality", "residence_class", "residence_status", "residence_period", "residence_expiry", "alias_history",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: the certificate, the purpose, the switches, why; ``released`` lifts a block after examination."""

    kind: CertificateKind
    purpose: Purpose
    switches: frozenset[str]
    reason: str = ""
    released: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it is printed."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one person."""

    person_number: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate ready to be printed. It names no place of issue (5.5) and no western date beside a Japanese one."""

    title: str
    town: str
    issued_on: str
    serial: int
    reissued: bool
    sections: tuple[Section, ...]
    remarks: tuple[str, ...] = ()


def unknown_words(kind: str, switches: Iterable[str], standard: Standard) -> list[Finding]:
    """Return what is asked for that no certificate has; what the standard forbids by name is told with its item."""
    found = []
    wrong = [("certificate", kind)] if kind not in standard.certificates else []
    wrong += [("switch", one) for one in switches if one not in standard.switches]
    for sort, word in wrong:
        named = named_in(word, standard.forbidden)
        if named:
            found.append(forbidden_finding(named, "証明書", word))
        elif word in standard.not_held:
            found.append(
                _not_possible(f"この登録簿は{word}を持ちません。", f"This register holds no {word}.")
            )
        else:
            known = standard.certificates if sort == "certificate" else standard.switches
            found.append(
                _not_possible(
                    f"「{word}」という{'証明書' if sort == 'certificate' else '切替え'}はありません（{'、'.join(known)}）。",
                    f"there is no {sort} {word!r} ({', '.join(known)}).",
                )
            )
    return found


def compose(
    asked: Asked,
    people: Sequence[Record],
    histories: Sequence[Record],
    discretion: Discretion,
    standard: Standard,
    practice: Practice,
    *,
    town: str,
    today: date,
    serial: int,
    by_card: bool = False,
) -> Certificate:
    """Return a certificate of some people in their stored order. Raises Refused with everything that stands against it.

    *histories* are all rows of the people, for the switches that show what was before; *by_card* tells that the move-out was
    notified by the special procedure (住民基本台帳法第24条の2).
    """
    findings = [*_against(asked, people, standard, today), *_protected(asked, people, discretion)]
    if findings:
        raise Refused(findings)
    shown = _shown(asked, practice)
    return Certificate(
        title=asked.kind.label.ja,
        town=town,
        issued_on=era_day(today.isoformat()),
        serial=serial,
        reissued=False,
        sections=tuple(
            Section(one.person_number, tuple(_lines(one, histories, shown, practice, today)))
            for one in people
        ),
        remarks=tuple(_remarks(asked, people, by_card=by_card)),
    )


def _shown(asked: Asked, practice: Practice) -> frozenset[str]:
    """Return the switches that are on: what was asked for, and what the town shows unasked; never what the law omits."""
    unasked = practice.shown_unasked if asked.purpose.id == "own" else frozenset()
    always = {"head_relation", "honseki", "code"} - asked.purpose.omitted - asked.purpose.never
    if asked.kind.state == "leaving":
        always |= {
            "head_relation",
            "honseki",
            "code",
            *_FOREIGN_SWITCHES,
        }  # what the next town needs (施行令第23条)
    return (asked.switches | unasked | always) - asked.purpose.never


def _against(asked: Asked, people: Sequence[Record], standard: Standard, today: date) -> Iterator[Finding]:
    for switch in sorted(asked.switches & asked.purpose.never):
        yield _not_possible(
            f"{asked.purpose.label.ja}への証明書に{standard.switches[switch].label.ja}は載せられません（{asked.purpose.label.basis}）。",
            f"{standard.switches[switch].label.en} is never shown to: {asked.purpose.label.en}.",
        )
    for switch in sorted(asked.switches & asked.purpose.with_reason):
        if not asked.reason:
            yield _not_possible(
                f"{asked.purpose.label.ja}への証明書に{standard.switches[switch].label.ja}を載せるには、理由が要ります（住民基本台帳法第12条の3第7項）。",
                f"{standard.switches[switch].label.en} needs a reason for: {asked.purpose.label.en}.",
            )
    for one in people:
        if not _fits(asked.kind, one, today):
            yield _not_possible(
                f"宛名番号 {one.person_number} は、いま「{asked.kind.label.ja}」を出せる状態ではありません。",
                f"a {asked.kind.label.en} is not possible for person {one.person_number} now.",
            )


def _fits(kind: CertificateKind, record: Record, today: date) -> bool:
    """Tell whether a certificate is for the state a record is in."""
    if kind.id == "move_out_substitute":
        return record.state != RESIDENT and record.removal_reason == "ex_officio_removal"
    if kind.state == "leaving":
        return bool(record.planned_on) and record.removal_reason == "move_out"
    return record.is_resident_on(today) is (kind.state == "resident")


def _protected(asked: Asked, people: Sequence[Record], discretion: Discretion) -> Iterator[Finding]:
    """Yield the error for whoever is protected or lives with somebody who is (3.4); an officer may release it."""
    if asked.released:
        return
    for one in people:
        if discretion.covers(one.person_number):
            yield Finding(
                code="J308",
                scope="register",
                ja=f"宛名番号 {one.person_number} の証明書は、支援措置により出せません（エラー）。",
                en=f"no certificate of person {one.person_number}: a support measure blocks it (an error).",
                remedy_ja="請求の内容を審査し、責任者が解除したときだけ --release に決定の文書を付けてください（標準仕様書 第1.0版 3.4）。",
                remedy_en="Examine the request; only when the officer in charge releases it, give the document with --release.",
            )


def _not_possible(ja: str, en: str) -> Finding:
    return Finding(
        code="J309",
        scope="register",
        ja=ja,
        en=en,
        remedy_ja="証明書の種類・請求者・切替えを確かめてください。",
        remedy_en="Look at the kind of certificate, the purpose and the switches.",
    )


def _remarks(asked: Asked, people: Sequence[Record], *, by_card: bool) -> Iterator[str]:
    if asked.kind.state == "leaving" and by_card:
        yield "転出届の特例（住民基本台帳法第24条の2）により届け出た転出です。"
    if asked.kind.id == "move_out_substitute":
        yield "転入届に添付するための証明書です。"
    if asked.kind.id == "removed_copy" and any(one.removal_reason == "ex_officio_removal" for one in people):
        yield "転入届に添付する書類となります。"


def _lines(
    record: Record, histories: Sequence[Record], shown: frozenset[str], practice: Practice, today: date
) -> Iterator[Line]:
    """Yield the items of one person in the order of 住民基本台帳法第7条."""
    foreign = record.kind == "foreign"
    yield Line("name", "氏名", record.name)
    if not foreign:
        yield Line("kana", "氏名の振り仮名", _kana(record, practice))
    if record.old_surname:
        yield Line("old_surname", "旧氏", f"{record.old_surname}（{record.old_surname_kana}）")
    if record.alias:
        yield Line("alias", "通称", record.alias)
    yield _day(record, "birth_date", "生年月日")
    yield Line("sex", "性別", _SEX.get(record.sex, ""))
    if "head_relation" in shown:
        yield Line("head_name", "世帯主", record.head_name)
        yield Line("relation", "続柄", record.relation)
    if "honseki" in shown and not foreign:
        yield Line("honseki", "本籍", record.honseki)
        yield Line("hittousha", "筆頭者", record.hittousha)
    yield _day(
        record,
        "foreign_resident_since" if foreign else "became_resident",
        "外国人住民となった年月日" if foreign else "住民となった年月日",
    )
    yield Line("address", "住所", " ".join(filter(None, (record.address, record.building))))
    yield _day(record, "address_since", "住所を定めた年月日")
    yield _day(record, "notified_on", "届出の年月日")
    yield Line("previous_address", "転入前住所", record.previous_address)
    if record.previous_in_town:
        yield Line("previous_in_town", "異動前住所", record.previous_in_town)
    if "code" in shown:
        yield Line("juminhyo_code", "住民票コード", record.juminhyo_code)
    if foreign:
        yield from _foreign_lines(record, histories, shown)
    yield from _leaving_lines(record, today)
    if "history" in shown:
        yield from _history_lines(record, histories)


def _day(record: Record, field: str, label: str) -> Line:
    text = getattr(record, field)
    western = record.kind == "foreign" and field in _WESTERN_FOR_FOREIGN
    return Line(field, label, (western_day(text) if western else era_day(text)) if text else "")


def _kana(record: Record, practice: Practice) -> str:
    """Return the reading; half of it may be there, and what is printed where both lack is the town's choice."""
    halves = {name: getattr(record, name) for name in _KANA_HALVES}
    if not any(halves.values()):
        return "＊＊＊" if practice.kana_missing == "asterisks" else ""
    return " ".join(halves[name] or _KANA_HALVES[name] for name in _KANA_HALVES)


def _foreign_lines(record: Record, histories: Sequence[Record], shown: frozenset[str]) -> Iterator[Line]:
    if "nationality" in shown:
        yield Line("nationality", "国籍・地域", record.nationality)
    if "residence_class" in shown:
        yield Line("residence_class", "法第30条の45の区分", _CLASSES.get(record.residence_class, ""))
    if "residence_status" in shown:
        yield Line("residence_status", "在留資格", record.residence_status)
    if "residence_period" in shown:
        yield Line("residence_period", "在留期間等", record.residence_period)
    if "residence_expiry" in shown:
        yield _day(record, "residence_expiry", "在留期間の満了の日")
    if "alias_history" in shown:
        rows = [row for row in histories if row.person_number == record.person_number]
        for before, after in zip([None, *rows], rows, strict=False):
            former = before.alias if before else ""
            if after.alias != former:
                done = "記載" if after.alias else "削除"
                yield Line(
                    "alias_history",
                    f"通称の{done}",
                    f"{after.alias or former}（{era_day(after.effective_on)}）",
                )


def _leaving_lines(record: Record, today: date) -> Iterator[Line]:
    """Yield what a move-out has recorded; nothing of it is printed before the planned day but on its own certificate."""
    if record.is_resident_on(today):
        return
    if record.removed_on or record.planned_on:
        yield Line("removed_on", "除かれた年月日", era_day(record.removed_on or record.leaves_on))
    if record.destination:
        yield Line("destination", "転出先（予定）", record.destination)
        yield Line("planned_on", "転出予定年月日", era_day(record.planned_on))
    if record.destination_confirmed:
        yield Line("destination_confirmed", "転出先（確定）", record.destination_confirmed)
        yield Line("arrived_on", "転入通知による転入年月日", era_day(record.arrived_on))


def _history_lines(record: Record, histories: Sequence[Record]) -> Iterator[Line]:
    """Yield former addresses and names since the record was last made afresh; the memo is never among them (1.1.15)."""
    rows = [
        row
        for row in histories
        if row.person_number == record.person_number and row.recorded_on >= record.remade_on
    ]
    for before, after in pairwise(rows):
        for field, label in (("address", "住所"), ("name", "氏名"), ("old_surname", "旧氏")):
            former = getattr(before, field)
            if former and former != getattr(after, field):
                yield Line(
                    f"history_{field}", f"前の{label}", f"{former}（{era_day(after.effective_on)}まで）"
                )
