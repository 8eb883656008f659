"""Owns the sentences said before an act is written: who holds what from when, what it costs whom, what a last day saves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from uwanose.charging.prospects import Burden, Ending, adopted, burdens
from uwanose.dates import Month
from uwanose.layers.model import Customization, Outcome, Profile
from uwanose.layers.weights import agreed_texts, agreed_texts_en
from uwanose.money import format_yen
from uwanose_cli.output import Table, yen
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = [
    "adoption_sentences",
    "burden_sentences",
    "ending_table",
    "expected",
    "joining_table",
    "month_text",
]


def month_text(day: date) -> Text:
    """Return a day as people say it: its month when it is the first, else the day."""
    if day.day == 1:
        return Text(f"{day.year}年{day.month}月", f"{day.year}-{day.month:02}")
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def town_text(profile: Profile, town: str) -> Text:
    """Return the name of a town, or of the prefecture for an empty one."""
    known = profile.municipalities.get(town)
    return Text(known.name_ja, known.name_en) if known else Text("県", "the prefecture")


def expected(profile: Profile, entry: Customization, towns: Mapping[str, date]) -> Mapping[str, Burden]:
    """Return what each town would bear if these towns (``""``: the prefecture) held the entry from their days on.

    What was decided for the prefecture falls on all its towns, whoever wishes it.
    """
    if not towns:
        return {}
    days = {"": min(towns.values())} if entry.outcome is Outcome.PREFECTURE else towns
    return burdens(adopted(profile, entry, days), entry.id, Month.of(max(days.values())))


def adoption_sentences(
    profile: Profile, entry: Customization, towns: Mapping[str, date], shares: Mapping[str, Burden]
) -> Iterator[Text]:
    """Yield who adopts from when, and what it costs whom."""
    for start in dict.fromkeys(towns.values()):
        those = [town for town, day in towns.items() if day == start]
        when = month_text(start)
        who_ja = "と".join(
            town_text(profile, town).ja if town else "県仕様として全参加町村" for town in those
        )
        who_en = " and ".join(
            town_text(profile, town).en if town else "the prefecture, for all towns that take part,"
            for town in those
        )
        yield Text(
            f"{entry.id}「{entry.title_ja}」を{who_ja}が{when.ja}から採用します。",
            f"{entry.id} ({entry.title_en or entry.title_ja}) is adopted by {who_en} from {when.en}.",
        )
    yield from burden_sentences(profile, entry, shares)


def burden_sentences(profile: Profile, entry: Customization, shares: Mapping[str, Burden]) -> Iterator[Text]:
    """Yield what it costs in all and each payer."""
    if not entry.costs:
        yield Text("費用は台帳にまだありません。", "The register holds no cost yet.")
        return
    once = sum(share.one_off for share in shares.values())
    yearly = sum(share.yearly for share in shares.values())
    each_ja = "、".join(
        f"{town_text(profile, town).ja} 初期{format_yen(share.one_off)}・年{format_yen(share.yearly)}"
        for town, share in shares.items()
    )
    each_en = ", ".join(
        f"{town_text(profile, town).en} {share.one_off:,} yen once and {share.yearly:,} yen a year"
        for town, share in shares.items()
    )
    by = sharing_text(profile, entry)
    yield Text(
        f"初期費用 {format_yen(once)}、毎年 {format_yen(yearly)}。負担（{by.ja}）は {each_ja}。",
        f"It costs {once:,} yen once and {yearly:,} yen a year. Shared {by.en}: {each_en}.",
    )


def sharing_text(profile: Profile, entry: Customization) -> Text:
    """Return how the payers share, in words."""
    if entry.sharing.weights:
        ja, en = agreed_texts(profile, entry.sharing), agreed_texts_en(profile, entry.sharing)
        return Text(f"重み {'、'.join(ja)}", f"by the weights {', '.join(en)}")
    formula = profile.consortium.formulas.get(entry.sharing.formula)
    if formula:
        return Text(formula.label_ja, f"by {formula.id}")
    known = {"equal": Text("均等", "equally"), "population": Text("人口割", "by population")}
    return known.get(entry.sharing.formula, Text("均等", "equally"))


def joining_table(
    session: Session, profile: Profile, now: Mapping[str, Burden], then: Mapping[str, Burden]
) -> Table:
    """Return what a join changes: each town's upkeep before and after, and what it pays or gets back once."""
    headings = session.text(
        "町村,いまの年額,加わった後の年額,一時の精算", "town,a year now,a year then,settled once"
    ).split(",")
    none = Burden()
    rows = [
        (
            town_text(profile, town).of(session.language),
            yen(now.get(town, none).yearly, session.language),
            yen(share.yearly, session.language),
            _signed(share.one_off - now.get(town, none).one_off, session),
        )
        for town, share in then.items()
    ]
    return Table(tuple(headings), rows, frozenset({1, 2, 3}))


def ending_table(session: Session, profile: Profile, endings: Mapping[str, Ending]) -> Table:
    """Return what a last day means, town by town: saved a year, still owed, until when."""
    headings = session.text(
        "町村,毎年減る額,まだ残る初期費用,残る負担の最後の月", "town,saved a year,still owed,until"
    ).split(",")
    rows = [
        (
            town_text(profile, town).of(session.language),
            yen(found.saved, session.language),
            yen(found.owed, session.language),
            str(found.owed_until or "-"),
        )
        for town, found in endings.items()
    ]
    total = (
        session.text("計", "total"),
        yen(sum(found.saved for found in endings.values()), session.language),
        yen(sum(found.owed for found in endings.values()), session.language),
        "",
    )
    return Table(tuple(headings), rows, frozenset({1, 2}), total)


def _signed(amount: int, session: Session) -> str:
    shown = yen(abs(amount), session.language)
    if amount == 0:
        return shown
    return session.text(
        f"{'支払' if amount > 0 else '還付'} {shown}", f"{'pays' if amount > 0 else 'gets back'} {shown}"
    )
