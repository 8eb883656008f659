"""Owns how an impact is told: what is proposed, heads and yen, town by town, the spread, examples, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uwanose.documents.impact_page import ImpactPaper, PaperTable
from uwanose.governance.cells import CellChange, Cells
from uwanose.governance.figures import PERCENTS, Changed, Impact, Moved, TownImpact, nearest_rank
from uwanose.governance.path import Turn
from uwanose.governance.proposal import Proposal
from uwanose.points.cells import format_result
from uwanose.points.model import Catalog, Item, MaySet, Point
from uwanose.points.model import Table as Rows
from uwanose.points.typed import format_value
from uwanose_cli.approving import if_held
from uwanose_cli.counted import heads_word, rows_word
from uwanose_cli.editing import difference
from uwanose_cli.impact_data import explained
from uwanose_cli.impact_worth import worth_lines
from uwanose_cli.output import Table, yen
from uwanose_cli.proposing import Found
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["paper", "signed", "tell", "towns_table"]


def tell(session: Session, found: Found) -> None:
    """Show everything on the screen."""
    session.lines(_proposed(session, found))
    if not found.impact.told:
        session.say("計算できた町村がありません。", "No town could be computed.")
        return
    session.lines(_summary(session, found))
    session.table(towns_table(session, found.impact))
    for table in (_parts(session, found), _results(session, found), _spread(session, found)):
        if table.rows:
            session.table(table)
    for one, path in found.paths.items():
        session.lines([_example(session, found, one), *(f"  {line}" for line in _path(session, path))])
        session.lines([f"  {explained(found, one)}"])
    session.lines(worth_lines(session, found.worth, heads_word(found.impact.question)))
    session.lines(_doubts(session, found))


def paper(session: Session, found: Found) -> ImpactPaper:
    """Return the same for the page: sentences and tables."""
    return ImpactPaper(
        language=session.language,
        title=session.text("影響試算", "Impact"),
        proposed=tuple(_proposed(session, found)),
        summary=tuple(_summary(session, found)),
        tables=tuple(
            PaperTable(
                title, table.headings, tuple(map(tuple, table.rows)), table.right, tuple(table.total or ())
            )
            for title, table in (
                (session.text("町村別", "By town"), towns_table(session, found.impact)),
                (session.text("変更ごとの額", "What each change adds"), _parts(session, found)),
                (session.text("ほかの結果", "Other results"), _results(session, found)),
                (
                    _spread_title(found).of(session.language),
                    _spread(session, found),
                ),
            )
            if table.rows
        ),
        examples=tuple(
            (_example(session, found, one), tuple(_path(session, path)), explained(found, one))
            for one, path in found.paths.items()
        ),
        worth=tuple(worth_lines(session, found.worth, heads_word(found.impact.question))),
        doubts=tuple(_doubts(session, found)),
        refused=tuple(
            line for finding in found.findings for line in finding.text(session.language).splitlines()
        ),
    )


def _proposed(session: Session, found: Found) -> Iterator[str]:
    catalog, register = found.catalog, found.profile.customizations
    business = found.business
    label = session.text(business.label_ja, business.label_en)
    day = found.proposal.start
    yield session.text(
        f"{label}　{day} からの提案（何も書き込んでいません）",
        f"{label}, proposed from {day} (nothing is written)",
    )
    if found.release:
        newest = catalog.latest
        yield session.text(
            f"  国の標準の値が版 {found.release.id} のとおりだった場合（いまは {newest.id}）。計算式と町村の設定はいまのままです",
            f"  if the national values were those of release {found.release.id} (now {newest.id}); formulas and the towns' settings stay",
        )
    for path, before, after in found.laid.texts() if found.laid else ():
        yield session.text(
            f"  {path}: このファイルのとおりにした場合", f"  {path}: if the layer's file were this one"
        )
        yield from (f"    {line}" for line in difference(before, after))
    for name, what in (
        *((name, if_held(register[name]).of(session.language)) for name in found.proposal.held),
        *((name, session.text("やめた場合", "if given up")) for name in found.proposal.ended),
    ):
        entry = register[name]
        title = session.text(entry.title_ja, entry.title_en or entry.title_ja)
        yield f"  {name} {title}: {what}"
    for identifier, value in found.proposal.values.items():
        point = catalog.points[identifier]
        name = session.text(point.label_ja, point.label_en)
        charged = session.text("（変えるにはカスタマイズ・有料）", " (a customization, charged)")
        mark = charged if point.may_set is MaySet.STANDARD else ""
        if isinstance(value, Cells):
            yield from (f"  {name} {_cell(point, one, session.language)}{mark}" for one in value.changes)
        else:
            yield f"  {name} = {format_value(point, value, session.language)}{mark}"


def _cell(point: Point, change: CellChange, language: str) -> str:
    """Say one proposed cell: its row, and what would stand in its column."""
    first = next(iter(point.table.columns)) if point.table else ""
    return format_value(point, Rows((first, change.column), ((change.key, change.value),)), language)


def _summary(session: Session, found: Found) -> Iterator[str]:
    impact = found.impact
    if not impact.told:
        return
    total, item = impact.total, impact.question.item
    label = session.text(item.label_ja, item.label_en)
    word = heads_word(impact.question)
    yield session.text(
        f"{label}: {total.heads:,}{word.ja}のうち {total.changed:,}{word.ja}が変わります。計 {signed(session, total.after - total.before)}"
        f"（{yen(total.before, 'ja')} → {yen(total.after, 'ja')}）",
        f"{label}: {total.changed:,} of {total.heads:,} {word.en} change, {signed(session, total.after - total.before)} in all "
        f"({yen(total.before, 'en')} to {yen(total.after, 'en')})",
    )
    moves = (
        (Text("有利になる", "better off"), impact.helped),
        (Text("不利になる", "worse off"), impact.burdened),
    )
    if impact.question.stake is None:
        moves = ((Text("増える", "rises for"), total.rises), (Text("減る", "falls for"), total.falls))
    for name, moved in moves:
        said = session.text(f"{name.ja}{word.ja} {moved.heads:,}{word.ja}", f"{name.en} {moved.heads:,}")
        yield f"  {said} {signed(session, moved.yen)}"
    if total.lost or total.gained:
        yield session.text(
            f"  提案で計算できなくなる行 {total.lost:,}、計算できるようになる行 {total.gained:,}（どの数にも入っていません）",
            f"  {total.lost:,} rows can no longer be computed, {total.gained:,} newly can (they are in no figure)",
        )
    if found.stray:
        yield session.text(
            f"  どの町村にも入らない行 {found.stray:,}", f"  {found.stray:,} rows belong to no town"
        )
    if total.rejected:
        yield session.text(
            f"  受け付けられない行 {total.rejected:,}", f"  {total.rejected:,} rows are rejected"
        )


def towns_table(session: Session, impact: Impact) -> Table:
    """Return what moves in each town, and together."""
    known = session.workspace.profile.municipalities
    word = heads_word(impact.question)
    headings = session.text(
        f"町村,{word.ja},増える{word.ja},増える額,減る{word.ja},減る額,差引き",
        f"town,{word.en},rises,by,falls,by,in all",
    )

    def line(name: str, town: TownImpact) -> tuple[str, ...]:
        rises, falls = (_pair(session, moved) for moved in (town.rises, town.falls))
        return name, f"{town.heads:,}", *rises, *falls, signed(session, town.after - town.before)

    rows: list[Sequence[str]] = []
    for town in impact.towns:
        name = session.text(known[town.town].name_ja, known[town.town].name_en)
        rows.append(
            (name, session.text("計算せず", "refused"), "", "", "", "", "")
            if town.refused
            else line(name, town)
        )
    total = line(session.text("計", "total"), impact.total) if len(impact.towns) > 1 else None
    return Table(tuple(headings.split(",")), rows, frozenset(range(1, 7)), total)


def _parts(session: Session, found: Found) -> Table:
    """Return what each of several changes adds, in their order, alone and last."""
    headings = session.text(
        "変更ごとの額,順に加えたとき,単独なら,最後なら,", "each change adds,in this order,alone,as the last,"
    )

    def shown(amount: int | None) -> str:
        return "－" if amount is None else signed(session, amount)

    rows = [
        (_change(session, part.change, found.catalog), shown(part.in_order), shown(part.alone), shown(part.last),
         session.text("順序で変わる", "depends on the order") if part.depends_on_order else "")
        for part in found.parts
    ]  # fmt: skip
    return Table(tuple(headings.split(",")), rows, frozenset({1, 2, 3}))


def _change(session: Session, change: Proposal, catalog: Catalog) -> str:
    """Name one change: an entry held or given up, or a value."""
    given = [f"--with {name}" for name in change.held] + [f"--without {name}" for name in change.ended]
    points = (catalog.points[name] for name in change.values)
    return " ".join(given) or " ".join(session.text(point.label_ja, point.label_en) for point in points)


def _results(session: Session, found: Found) -> Table:
    items = {item.name: item for item in found.impact.question.also}
    word = rows_word(found.impact.question)
    rows = [
        (session.text(items[name].label_ja, items[name].label_en), _count(session, items[name], before, word),
         _count(session, items[name], after, word), _difference(session, items[name], after - before, word))
        for name, (before, after) in found.impact.total.results.items()
        if before != after
    ] + [
        (session.text(items[name].label_ja, items[name].label_en), "", "",
         session.text(f"{rows:,}行が変わる", f"{rows:,} rows differ"))
        for name, rows in found.impact.total.recoded.items()
        if rows
    ]  # fmt: skip
    headings = session.text("ほかの結果,いま,提案,差引き", "other results,now,proposed,difference")
    return Table(tuple(headings.split(",")), rows, frozenset({1, 2, 3}))


def _spread_title(found: Found) -> Text:
    word = heads_word(found.impact.question).ja
    return Text(
        f"増減額の分布（最近順位。変わる{word}の増減額を小さい順に並べ、n{word}のp%は n×p/100（切上げ）番目の額）",
        "Spread of the changes (nearest rank: of n changes in ascending order, the p-th per cent is the one of rank n*p/100, "
        "rounded up)",
    )


def _spread(session: Session, found: Found) -> Table:
    changes = found.impact.total.changes
    words = {
        0: session.text("最小", "least"),
        50: session.text("中央 50%", "middle 50%"),
        100: session.text("最大", "greatest"),
    }
    rows = [
        (words.get(percent, f"{percent}%"), signed(session, nearest_rank(changes, percent)))
        for percent in (PERCENTS if len(changes) else ())
    ]
    headings = session.text("増減額の分布,額", "spread of the changes,yen")
    return Table(tuple(headings.split(",")), rows, frozenset({1}))


def _example(session: Session, found: Found, one: Changed) -> str:
    town = session.workspace.profile.municipalities[one.town]
    item = found.impact.question.item
    name, label = session.text(town.name_ja, town.name_en), session.text(item.label_ja, item.label_en)
    by_group = found.impact.question.by_group
    rows_ja, rows_en = (" の人（全行の計）", " (all rows of the person)") if by_group else ("", "")
    return session.text(
        f"例: {name} {one.key}{rows_ja}　{label} {yen(one.before, 'ja')} → {yen(one.after, 'ja')}（{signed(session, one.yen)}）",
        f"Example: {name} {one.key}{rows_en}, {label}: {yen(one.before, 'en')} to {yen(one.after, 'en')} ({signed(session, one.yen)})",
    )


def _path(session: Session, path: Sequence[Turn]) -> Iterator[str]:
    """Yield the results on the way that differ, each on one line."""
    for turn in path:
        label = session.text(turn.item.label_ja, turn.item.label_en)
        sides = [_shown(session, turn.item, value) for value in (turn.before, turn.after)]
        yield f"{label}: {sides[0]} → {sides[1]}"


def _shown(session: Session, item: Item, value: int | None) -> str:
    return session.text("なし", "none") if value is None else format_result(item, value, session.language)


def _doubts(session: Session, found: Found) -> Iterator[str]:
    total, catalog = found.impact.total, found.catalog
    for points, ja, en in (
        (total.assumed, "仮定の値", "assumed values"),
        (total.unverified, "未確認の値", "unverified values"),
    ):
        others = [name for name in points if name not in found.proposal.values]
        if others:
            yield session.text(
                f"もとになった{ja} {len(others)}件: ", f"{len(others)} {en} behind it: "
            ) + _labels(session, catalog, others)


def _labels(session: Session, catalog: Catalog, names: Sequence[str]) -> str:
    points = (catalog.points[name] for name in names)
    return session.text("、", ", ").join(session.text(point.label_ja, point.label_en) for point in points)


def _pair(session: Session, moved: Moved) -> tuple[str, str]:
    return f"{moved.heads:,}", signed(session, moved.yen)


def _count(session: Session, item: Item, value: int, word: Text) -> str:
    return yen(value, session.language) if item.unit == "yen" else f"{value:,}" + session.text(word.ja, "")


def _difference(session: Session, item: Item, value: int, word: Text) -> str:
    return signed(session, value) if item.unit == "yen" else f"{value:+,}" + session.text(word.ja, "")


def signed(session: Session, amount: int) -> str:
    """Return a change in yen with its sign."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + yen(abs(amount), session.language)
