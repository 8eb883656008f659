"""Owns `uwanose diff`: layers, towns, dates, releases or commits side by side, what changed since an approval, and the fit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from uwanose.layers.model import Rank
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import BUSINESS, CUSTOMIZATION, DATE, RELEASE, TOWN
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.comparison import Difference, Side
    from uwanose.layers.fit import Fit
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.model import Business, Release
    from uwanose_cli.sides import Named, Past

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
_SIDE = Text(
    "国・県・町村・日付・版・git:コミット", "national, prefecture, a town, a date, a release or git:COMMIT"
)
_APPROVALS = ("決裁:", "approval:")


@click.command(
    "diff",
    cls=Command,
    summary=Text(
        "国・県・町村、2つの日、2つの版、過去のコミットの規則の違いを比べます。",
        "Compare layers, towns, dates, releases or commits, point by point.",
    ),
    detail=Text(
        "値、表の行、計算式（置き換え・追加したカスタマイズ、引数、根拠）、文面の違いを並べます。- が左、+ が右です。"
        "@ でつなぐこともできます（開成町@R3.4.1）。左右に書かないものは --town・--on・--as-known で決まり、それもなければ国標準、今日、最新の版です。"
        "右を書かなければ、今の作業フォルダの同じものと比べます（git:HEAD~1 は前のコミットの rules・profiles・plugins。国の計算式は今のプログラムです）。"
        "確定した版は保存ファイルの値・計算式・文面で比べます。左に 決裁:K-006 と書くと、決裁の後に変わったところを示します。"
        "右に all と書くと、全町村を比べた件数と適合率を示します。適合率は、国標準の項目（値・表・計算式・文面）のうち、"
        "カスタマイズが変えていないものの割合です（0.1%未満は切捨て。無料の設定は変えたことになりません）。",
        "Values, rows of tables, formulas (which customization replaces or wraps, arguments, legal basis) and texts; - is the left "
        "side, + the right one. Parts may be joined: kaisei@2021-04-01. What a side leaves out comes from --town, --on and --as-known, "
        "else it is the national standard, today, the newest release. Without a right side the left one is compared with the "
        "workspace of today (git:HEAD~1: rules, profiles and plugins of that commit; the national formulas are today's program). A "
        "frozen release is what its archive holds. approval:K-006 as the left side tells what changed since it was approved. With all as the right side: counts and fit of every town. "
        "The fit is the share of the package's values, tables, formulas and texts that no customization changes, cut to a tenth of a "
        "per cent; a free setting changes nothing of the package.",
    ),
    examples=(
        Example(
            "uwanose diff 国 大磯町 --business 医療費助成", Text("国標準と大磯町", "the standard and a town")
        ),
        Example("uwanose diff 大井町 中井町 --on R8.4.1", Text("2つの町", "two towns")),
        Example("uwanose diff R5.4.1 R8.4.1 --town 開成町", Text("開成町の2つの日", "one town on two days")),
        Example("uwanose diff 2025.04 2026.04", Text("国標準の2つの版", "two releases of the package")),
        Example(
            "uwanose diff git:HEAD~1 --town 大井町",
            Text("前のコミットから大井町で変わったもの", "what changed in a town since the last commit"),
        ),
        Example("uwanose diff 決裁:K-006", Text("決裁の後に変わったもの", "what changed since an approval")),
        Example("uwanose diff 国 all --xlsx 適合率.xlsx", Text("全町村の適合率", "the fit of every town")),
    ),
)
@argument("left", shown_as=Text("左", "LEFT"), text=_SIDE)
@argument(
    "right",
    required=False,
    default="",
    shown_as=Text("右", "RIGHT"),
    text=Text(_SIDE.ja + "（all で全町村、省略時は今）", _SIDE.en + ", or all (else as it is now)"),
)
@option(
    "--town", type=TOWN, text=Text("左右に町村も層も書かないときの町村", "the town of a side that names none")
)
@option(
    "--on",
    type=DATE,
    text=Text(
        "左右に日付を書かないときの適用日（省略時は今日）", "the day of a side that names none (else today)"
    ),
)
@option(
    "--as-known",
    "release",
    type=RELEASE,
    text=Text("左右に版を書かないときの版", "the release of a side that names none"),
)
@option("--business", type=BUSINESS, text=Text("この業務だけ", "this business only"))
@option(
    "--may-set",
    type=click.Choice(["law", "ordinance", "option", "standard"]),
    text=Text(
        "だれが決める項目か（法令・条例等・標準オプション・国標準）", "only points that may be set this way"
    ),
)
@option(
    "--xlsx",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("Excelのブックを書きます", "write a workbook"),
)
@option(
    "--csv",
    type=FOLDER,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("表ごとのCSVを書きます", "write a CSV file for each table"),
)
@click.pass_obj
def command(
    session: Session,
    left: str,
    right: str,
    town: Municipality | None,
    on: date | None,
    release: Release | None,
    business: Business | None,
    may_set: str | None,
    xlsx: Path | None,
    csv: Path | None,
) -> None:
    """Compare, show, and write what was asked for."""
    from uwanose_cli.sides import Named, Past

    if left.startswith(_APPROVALS):
        _since_approval(session, left, right)
        return
    common = Named(Rank.TOWN if town else None, (town,) if town else (), on, release)
    with Past(session) as past:
        _compare(session, past, (left, right), common, (business, may_set), (xlsx, csv))


def _since_approval(session: Session, left: str, right: str) -> None:
    """Tell what changed in an entry since each of its approvals."""
    from uwanose_cli.since_approval import since_approval, since_data, since_lines

    if right:
        raise click.UsageError(
            session.text("決裁: は今のものと比べます。右は書けません。", "approval: compares with now; leave out the right side")
        )  # fmt: skip
    entry = cast("Customization", CUSTOMIZATION.find(session.workspace, left.partition(":")[2]))
    found = list(since_approval(session.workspace, entry))
    for one in found:
        session.lines(since_lines(entry, one, session.language))
    if not found:
        session.say(
            f"{entry.id} {entry.title_ja} は、まだ決裁されていません。", f"{entry.id} was never approved."
        )
    session.put({"customization": entry.id, "approvals": [since_data(one) for one in found]})


def _compare(
    session: Session, past: Past, typed: tuple[str, str], common: Named, only: tuple[Business | None, str | None],
    files: tuple[Path | None, Path | None],
) -> None:  # fmt: skip
    """Compare two sides, or one with every town."""
    from uwanose.layers.comparison import differences
    from uwanose_cli import differing
    from uwanose_cli.sides import Named, named_side, side_of

    one = named_side(session, typed[0])
    if len(one.towns) > 1:
        raise click.UsageError(session.text("all は右にだけ書けます。", "all may stand on the right only"))
    if not (typed[1] or one.on or one.release or one.commit):
        raise click.UsageError(
            session.text("右に、比べるものを書いてください。", "name a right side to compare with")
        )
    others = _each(named_side(session, typed[1])) if typed[1] else [Named(one.layer, one.towns)]
    base = side_of(session, one, common, past)
    sides = [side_of(session, other, common, past) for other in others]
    session.findings(past.unread, aside=True)
    found = {
        _who(past, side): list(
            differences(base, side, lambda point: _wanted(point.business, point.may_set, *only))
        )
        for side in sides
    }
    fits = {
        _who(past, side): _fits(session, side, only[0])
        for side in (sides if len(sides) > 1 else [base, *sides])
    }
    names = {_who(past, side): past.words(side, session.language) for side in [base, *sides]}
    catalog, language = session.workspace.catalog, session.language
    session.say(
        f"{past.words(base, 'ja')} ⇔ {_right(session, past, sides)}",
        f"{past.words(base, 'en')} ⇔ {_right(session, past, sides)}",
    )
    if len(sides) == 1:
        [changes] = found.values()
        session.lines(differing.difference_lines(catalog, changes, language))
        session.lines([differing.count_line(changes, language)])
    else:
        session.lines(
            f"{names[who]}: {differing.count_line(changes, language)}" for who, changes in found.items()
        )
    session.table(differing.fit_table(catalog, fits, names, language))
    _write(session, base, found, fits, names, *files)
    session.put(
        {
            "left": past.words(base, "en"),
            "right": {_who(past, side): past.words(side, "en") for side in sides},
            "differences": {who: differing.difference_data(changes) for who, changes in found.items()},
            "fit": differing.fit_data(fits),
        }
    )


def _each(named: Named) -> list[Named]:
    from dataclasses import replace

    return [replace(named, towns=(town,)) for town in named.towns] if len(named.towns) > 1 else [named]


def _wanted(point_business: str, point_may_set: str, business: Business | None, may_set: str | None) -> bool:
    return (business is None or point_business == business.id) and may_set in (None, point_may_set)


def _who(past: Past, side: Side) -> str:
    whose = side.municipality or side.layer.name.lower()
    return f"{whose}@{side.on}@{side.layering.release.id}{past.mark(side)}"


def _right(session: Session, past: Past, sides: list[Side]) -> str:
    return past.words(sides[0], session.language) if len(sides) == 1 else session.text("全町村", "every town")


def _fits(session: Session, side: Side, business: Business | None) -> dict[str, Fit]:
    from uwanose.layers.fit import fit

    wanted = [business.id] if business else session.workspace.catalog.businesses
    return {one: found for one in wanted if (found := fit(side, one))}


def _write(
    session: Session,
    base: Side,
    found: dict[str, list[Difference]],
    fits: dict[str, dict[str, Fit]],
    names: dict[str, str],
    xlsx: Path | None,
    csv: Path | None,
) -> None:
    if not (xlsx or csv):
        return
    from uwanose_cli.differing_sheets import write_sheets

    written = write_sheets(session.workspace.catalog, base, found, fits, names, xlsx, csv)
    files = "、".join(map(str, written))
    session.say(f"書きました: {files}", f"Wrote {files}")
