"""Owns the page on the newest release: what it does to every override, who must decide what, and who pays for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from markupsafe import Markup, escape

from uwanose.documents import labels
from uwanose.documents.site.charts import Bar, bar_chart
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Writer
from uwanose.governance.upgrade import Upgrade
from uwanose.layers.upgrade.model import STATUS_LABELS, Status, Verdict

__all__ = ["MEANINGS", "upgrade_page"]

MEANINGS = {
    Status.BROKEN: ("項目がなくなったか、上書きが合わなくなった", "the point is gone, or the override no longer fits"),
    Status.FORBIDDEN: ("法令で決まる項目、または標準の項目になった", "now fixed by law, or part of the standard"),
    Status.MOVED: ("項目の名前が変わった", "the point has another name"),
    Status.FREED: ("カスタマイズでなく、無料の設定で足りるようになった", "a free setting is now enough"),
    Status.REVIEW: ("下にある値や計算式が変わった", "what lies beneath changed"),
    Status.RETIRE: ("下が変わって、上書きと同じになった", "what lies beneath came to equal it"),
    Status.REDUNDANT: ("前から下と同じで、何も変えていない", "it equals what lies beneath, as before"),
    Status.SHADOWED: ("どの町村も自分の上書きで隠している", "every town hides it by its own"),
    Status.PROMOTE: ("参加町村の3分の2以上が同じものを持っている", "two thirds of the towns hold the same"),
    Status.FOLLOWS: ("使う値や計算式が変わり、新しいものに従う", "formula or values it uses changed, and it follows"),
    Status.UNAFFECTED: ("影響はない", "nothing changes"),
}  # fmt: skip


def upgrade_page(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the page; none while there is no release to compare with."""
    found = model.upgrade
    if found is None:
        return
    writer = Writer(model, language, "upgrade.html")
    listed = [status for status in Status if status is not Status.UNAFFECTED and found.counts[status]]
    yield make_page(
        writer, "upgrade.html", "upgrade",
        writer.t(f"国の版 {found.after.id} の影響", f"What release {found.after.id} does"),
        summary=writer.t("新しい版で上書きがどうなるか、だれが決めるか", "what it does to every override, and who must decide"),
        found_by=" ".join(writer.point(name) for name in dict.fromkeys(one.overlay.point for one in found.verdicts if one.status in listed)),
        found=found,
        waits=len(found.waiting),
        chart=_chart(writer, found),
        counts=_counts(writer, found),
        groups=[(labels.of(STATUS_LABELS[status], language), labels.of(MEANINGS[status], language), _listed(writer, found, status)) for status in listed],
    )  # fmt: skip


def _chart(writer: Writer, found: Upgrade) -> Markup:
    title = writer.said(
        "上書き {all} のうち {quiet} には影響がありません",
        "{quiet} of {all} overrides are not affected",
        all=writer.count(len(found.verdicts), "upgrade:all", "件"),
        quiet=writer.count(found.counts[Status.UNAFFECTED], "upgrade:unaffected", "件"),
    )
    bars = [
        Bar(
            labels.of(STATUS_LABELS[status], writer.language),
            (number,),
            writer.count(number, f"upgrade:{status.value}", "件"),
        )
        for status, number in found.counts.items()
        if number
    ]
    return bar_chart(title, bars)


def _counts(writer: Writer, found: Upgrade) -> SiteTable:
    rows = []
    for status, number in found.counts.items():
        if not number:
            continue
        source = f"upgrade:{status.value}"
        entries = sum(bool(one.overlay.customization) for one in found.verdicts if one.status is status)
        rows.append(
            (
                labels.of(STATUS_LABELS[status], writer.language),
                writer.count(number - entries, f"{source}:settings", "件"),
                writer.count(entries, f"{source}:customizations", "件"),
                writer.count(number, source, "件"),
                labels.of(MEANINGS[status], writer.language),
            )
        )
    headings = writer.t("状態,設定,カスタマイズ,計,意味", "status,settings,customizations,all,what it means")
    return SiteTable(
        caption=writer.t("状態ごとの件数", "Overrides by status"),
        headings=headings.split(","),
        rows=rows,
        right=frozenset({1, 2, 3}),
    )


def _listed(writer: Writer, found: Upgrade, status: Status) -> SiteTable:
    groups: dict[Hashable, list[int]] = {}
    for index, one in enumerate(found.verdicts):
        if one.status is status:
            key = one.overlay.point, one.overlay.customization, one.since, found.texts(one, "ja"), one.why_ja
            groups.setdefault(key, []).append(index)
    headings = writer.t(
        "項目,だれの,いつから,下の層,この上書き,なぜ,決定,負担と年間保守料",
        "point,whose,from,beneath,this override,why,decided,paid by; upkeep a year",
    )
    return SiteTable(
        caption=writer.t(f"{STATUS_LABELS[status][0]}の上書き", f"Overrides: {STATUS_LABELS[status][1]}"),
        headings=headings.split(","),
        rows=[_row(writer, found, group) for group in groups.values()],
        kind="stack",
    )


def _row(writer: Writer, found: Upgrade, group: Sequence[int]) -> list[str | Markup]:
    first, one = group[0], found.verdicts[group[0]]
    point = found.point(one)
    return [
        Markup('{}<br><span class="id">{}</span>').format(writer.point(point), point.id),
        _whose(writer, found, [found.verdicts[index] for index in group]),
        writer.day(one.since),
        _beneath(writer, found, first),
        _text(writer, found, first, "own"),
        writer.value(writer.t(one.why_ja, one.why_en), f"verdict:{first}:why"),
        _decided(writer, one),
        _paid(writer, found, one),
    ]


def _whose(writer: Writer, found: Upgrade, group: Sequence[Verdict]) -> Markup:
    holders = [one.overlay.municipality for one in group]
    names = writer.towns(holders) if any(holders) else escape(writer.town(""))
    entry = group[0].overlay.customization
    if entry and entry in writer.model.rows:
        return writer.customization(entry, title=False) + Markup(" ") + names
    return names + escape(writer.t("の設定", ": setting"))


def _beneath(writer: Writer, found: Upgrade, index: int) -> Markup:
    was, now, _ = found.texts(found.verdicts[index], writer.language)
    shown = _text(writer, found, index, "now")
    return shown if was == now else _text(writer, found, index, "was") + Markup(" → ") + shown


def _text(writer: Writer, found: Upgrade, index: int, name: str) -> Markup:
    text = dict(zip(("was", "now", "own"), found.texts(found.verdicts[index], writer.language), strict=True))[
        name
    ]
    return (
        writer.folded(text, f"verdict:{index}:{name}")
        if text
        else escape(writer.t("（値なし）", "(no value)"))
    )


def _decided(writer: Writer, one: Verdict) -> Markup:
    if one.decided is None:
        return escape(writer.t("まだ", "not yet")) if one.waits else Markup("－")
    decided = escape(writer.t("決定済み", "decided"))
    on, by = one.decided.on, one.decided.by
    if on is None and not by:
        return decided
    return decided + Markup(" ") + writer.day(on) + Markup(" ") + writer.register(by)


def _paid(writer: Writer, found: Upgrade, one: Verdict) -> Markup:
    entry = one.overlay.customization
    if not entry or entry not in writer.model.rows:
        return escape(writer.t("無料", "free")) if not entry else Markup("－")
    yearly = sum(share.yearly for share in found.burdens(one).values())
    amount = writer.yen(yearly, f"upkeep:{entry}", *writer.price_marks(entry))
    return writer.towns(found.payers(one)) + Markup(" ") + amount
