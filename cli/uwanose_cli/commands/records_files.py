"""Owns what `uwanose records` hands to the batches: the population, and whom their papers go to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, Function, option
from uwanose_cli.names import DATE, TOWNS
from uwanose_cli.registry import Registry
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Municipality

__all__ = ["REGISTER", "addressees", "export"]

_TOWNS = option(
    "--town", "towns", type=TOWNS, required=True, text=Text("町村（all で全町村）", "the towns (all for all)")
)
_ON = option(
    "--on", type=DATE, text=Text("いつの住民か（省略時は今日）", "the residents of which day (else today)")
)
REGISTER = option(
    "--register",
    "where",
    shown_as=Text("場所", "PLACE"),
    text=Text(
        "登録簿のファイル、または postgresql://…（省略時は作業フォルダの中）",
        "the register: a file, or postgresql://… (else inside the workspace)",
    ),
)


def _out(text: Text) -> Callable[[Function], Function]:
    return option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        required=True,
        shown_as=Text("ファイル", "FILE"),
        text=text,
    )


@click.command(
    "export",
    cls=Command,
    summary=Text("業務の一括計算に渡す人口を書き出します。", "Write the population for the batches."),
    detail=Text(
        "個人住民税の入力列のうち、登録簿が知っているもの（住民コード、世帯コード、町村、生年月日）です。住所は誰のものも出ません。"
        "生年月日が不詳の人は、みなし生年月日を作らないため書き出さず、別のファイルに示します。",
        "The input columns of resident tax the register knows: resident, household, town, date of birth. Nobody's address is in "
        "it. Whoever's date of birth is unknown is left out and listed, since none is made up.",
    ),
    examples=(
        Example(
            "uwanose records export --town 開成町 --on R8.1.1 -o 住民.csv",
            Text("賦課期日の住民", "the residents of 1 January"),
        ),
    ),
)
@_TOWNS
@_ON
@_out(Text("書くファイル（.csv か .parquet）", "the file to write (.csv or .parquet)"))
@REGISTER
@click.pass_obj
def export(
    session: Session, towns: tuple[Municipality, ...], on: date | None, out: Path, where: str | None
) -> int:
    """Write the residents of a day."""
    registry = Registry(session, where, session.today)
    with registry.store() as store:
        from uwanose.records.export import export as write
        from uwanose.records.export import write_rejected

        for town in towns:
            registry.rules(town)
        declared = session.workspace.catalog.inputs["resident_tax"]
        done = write(store, [town.id for town in towns], on or session.today, declared, out)
    left_out = out.with_name(f"{out.name}.rejects.csv")
    left_out.unlink(missing_ok=True)
    rule = registry.standard.rules["J255"]
    if done.rejected:
        write_rejected(left_out, done.rejected, f"J255 {rule.message.ja}")
    count = sum(done.written.values())
    session.say(
        f"{count:,}人を {out} に書きました。"
        + (f"書けない人 {len(done.rejected):,}人: {left_out}" if done.rejected else ""),
        f"Wrote {count:,} residents to {out}."
        + (f" Left out {len(done.rejected):,}: {left_out}" if done.rejected else ""),
    )
    session.put({"residents": dict(done.written), "left_out": len(done.rejected), "file": str(out)})
    return int(bool(done.rejected))


@click.command(
    "addressees",
    cls=Command,
    summary=Text(
        "住民あての文書の宛名（氏名・郵便番号・住所）を書き出します。",
        "Write the addressees of papers to residents: name, postal code, address.",
    ),
    detail=Text(
        "uwanose document print --addressees に渡すCSVです。支援措置の対象者と、その人と同じ世帯の人は、住所も郵便番号も書かず「住所を印字しない」を「はい」にします。"
        "その人たちの文書は、発送一覧の印を見て別に送ります。",
        "The CSV for uwanose document print --addressees. Whoever a support measure protects, and whoever lives with them, comes without "
        "address and postal code, marked; their papers are sent by hand.",
    ),
    examples=(
        Example(
            "uwanose records addressees --town 開成町 --on R8.6.1 -o 宛名.csv",
            Text("6月1日の住民の宛名", "the residents of 1 June"),
        ),
    ),
)
@_TOWNS
@_ON
@_out(Text("書くファイル（.csv）", "the file to write (.csv)"))
@REGISTER
@click.pass_obj
def addressees(
    session: Session, towns: tuple[Municipality, ...], on: date | None, out: Path, where: str | None
) -> int:
    """Write who lives where, as far as it may be told."""
    from uwanose.documents.notices.addressees import Addressee, addressees_file
    from uwanose.source.files import write_atomically

    registry = Registry(session, where, session.today)
    with registry.store() as store:
        from uwanose.records.addressees import residents_on

        for town in towns:
            registry.rules(town)
        found = list(residents_on(store, [town.id for town in towns], on or session.today))
    rows = [
        (one.municipality, one.person_number, Addressee(one.name, one.postal_code, one.address, one.withheld))
        for one in found
    ]
    write_atomically(out, addressees_file(rows))
    withheld = sum(one.withheld for one in found)
    session.say(
        f"{len(found):,}人の宛名を {out} に書きました。うち住所を印字しない人 {withheld:,}人。",
        f"Wrote {len(found):,} addressees to {out}, {withheld:,} of them without an address.",
    )
    session.put({"residents": len(found), "withheld": withheld, "file": str(out)})
    return 0
