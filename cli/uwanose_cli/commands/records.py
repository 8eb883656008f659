"""Owns `uwanose records`: events into the resident register, certificates out of it, and the population for the batches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Refused
from uwanose_cli.commands import records_files
from uwanose_cli.commands.records_files import REGISTER
from uwanose_cli.frame import Example, Group, argument, option
from uwanose_cli.names import TOWN
from uwanose_cli.printing import FONT, Printer
from uwanose_cli.registry import Registry
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Municipality

_PURPOSES = {"own": "own", "third-party": "third_party", "wide-area": "wide_area"}


@click.group(
    "records",
    cls=Group,
    summary=Text(
        "住民記録: 異動の登録、証明書、業務への人口の書出し。",
        "The resident register: events, certificates, the population for the batches.",
    ),
    detail=Text(
        "標準仕様書 第1.0版の事実によります。その後の版とは照合していません。登録簿は追記だけで、取消しも新しい行です。",
        "By the facts of version 1.0 of the standard; later versions have not been compared. Rows are only ever added.",
    ),
)
def command() -> None:
    """Commands for the register."""


@command.command(
    "apply",
    summary=Text("異動ファイルを点検し、登録簿に登録します。", "Check a file of events and record it."),
    detail=Text(
        "CSV（1行が1人、同じ異動番号が1つの異動）か、1行に1つの異動のJSON（.jsonl）です。エラーのある異動は登録せず、理由とともに却下ファイルに書きます。"
        "途中で止まっても、登録は異動ごとに全部か無しかです。もう一度同じファイルを打てば、残りだけが登録されます。処理日は必ず今日です。",
        "A CSV (a line is one person; one id is one event) or JSON Lines. An event with an error is not recorded and goes to "
        "the rejects with the reasons. Stopped anywhere, each event is recorded whole or not at all; type it again and the "
        "rest is recorded. The day of processing is always today.",
    ),
    examples=(
        Example(
            "uwanose records apply --town 開成町 異動.csv", Text("異動を登録する", "record a file of events")
        ),
        Example(
            "uwanose records apply --town 開成町 --check 異動.csv",
            Text("登録せずに点検だけする", "only check it"),
        ),
    ),
)
@argument(
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("異動ファイル", "FILE"),
    text=Text("CSV か JSON（.jsonl）", "CSV or JSON Lines"),
)
@option("--town", type=TOWN, required=True, text=Text("町村", "the town"))
@REGISTER
@option(
    "--check",
    "only_check",
    is_flag=True,
    text=Text("点検だけして、何も登録しません", "check only; record nothing"),
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "異動ごとの結果（番号、アラート、出る通知）を書くCSV",
        "a CSV of what became of each event: numbers, alerts, notices",
    ),
)
@option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text("却下ファイル（省略時は 異動ファイル名.rejects.csv）", "the rejects (else FILE.rejects.csv)"),
)
@click.pass_obj
def apply(
    session: Session,
    file: Path,
    town: Municipality,
    where: str | None,
    only_check: bool,
    out: Path | None,
    rejects: Path | None,
) -> int:
    """Record events, and tell what became of them."""
    from uwanose.records.outcome import Teller
    from uwanose.records.reading import EventFields, read_events
    from uwanose_cli.applied import heard, of_town, say_what_became

    registry = Registry(session, where, session.today)
    registry.rules(town)
    fields = EventFields(session.workspace.catalog, registry.standard, registry.town_of)
    handed = of_town(read_events(file, fields, town.id), town.id)
    rejects = rejects or file.with_name(f"{file.name}.rejects.csv")
    with registry.store(create=True) as store:
        register = registry.register(store, town)
        batches = register.check(handed) if only_check else register.apply(handed)
        judged = list(heard(session, batches))
        gate = register.discretion()
    teller = Teller(registry.standard, register.judge.practice.levels, fields.declared, gate)
    rejects.unlink(missing_ok=True)
    teller.write_rejects(rejects, judged)
    if out:
        teller.write_results(out, judged)
    session.findings(register.judge.practice.findings)
    return say_what_became(session, judged, registry.standard, rejects, only_check=only_check)


@command.command(
    "certificate",
    summary=Text("証明書（住民票の写しなど）を作ります。", "Make a certificate."),
    detail=Text(
        "世帯主・続柄、本籍、住民票コードなどは、求めたときだけ載ります。支援措置のある人と同じ世帯の人の証明書はエラーです。"
        "審査のうえ責任者が解除したときだけ、--release に決定の文書を付けます。",
        "Head, relation, family register and code are shown only when asked for. A support measure makes the certificate of "
        "whoever lives in the household an error, which only the officer in charge may release after examination (--release).",
    ),
    examples=(
        Example(
            "uwanose records certificate --town 開成町 --person 0000000019",
            Text("住民票の写し", "a copy of a resident record"),
        ),
        Example(
            "uwanose records certificate --town 開成町 --person 0000000019 --kind household_copy --show head_relation -o 写し.pdf",
            Text("世帯全員、続柄入りをPDFで", "the household with relations, as PDF"),
        ),
    ),
)
@option("--town", type=TOWN, required=True, text=Text("町村", "the town"))
@option(
    "--person", required=True, shown_as=Text("宛名番号", "NUMBER"), text=Text("宛名番号", "the person number")
)
@option(
    "--kind",
    default="copy",
    show_default=True,
    shown_as=Text("種類", "KIND"),
    text=Text(
        "copy 写し、household_copy 世帯連記式、statement 記載事項証明書、removed_copy 除票、removed_statement、move_out 転出証明書、move_out_substitute",
        "copy, household_copy, statement, removed_copy, removed_statement, move_out, move_out_substitute",
    ),
)
@option(
    "--for",
    "purpose",
    type=click.Choice(list(_PURPOSES)),
    default="own",
    show_default=True,
    text=Text("請求者: own 本人・同一世帯、third-party 第三者、wide-area 広域交付", "who asks"),
)
@option(
    "--show",
    "switches",
    multiple=True,
    shown_as=Text("切替え", "SWITCH"),
    text=Text(
        "載せるもの: head_relation 世帯主・続柄、honseki 本籍、code 住民票コード、history 履歴 など（何度でも）",
        "what to show: head_relation, honseki, code, history …; may be given several times",
    ),
)
@option(
    "--reason",
    default="",
    shown_as=Text("理由", "TEXT"),
    text=Text("第三者の請求の理由", "the reason of a third party"),
)
@option(
    "--release",
    "released",
    default="",
    shown_as=Text("文書", "DOCUMENT"),
    text=Text("支援措置の解除を決めた文書", "the document that releases the block of a support measure"),
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "書くファイル（.html か .pdf。ほかは文字だけ）。省略時は画面",
        "the file to write (.html or .pdf, else plain text); else the screen",
    ),
)
@FONT
@REGISTER
@click.pass_obj
def certificate(
    session: Session,
    town: Municipality,
    person: str,
    kind: str,
    purpose: str,
    switches: tuple[str, ...],
    reason: str,
    released: str,
    out: Path | None,
    font: Path | None,
    where: str | None,
) -> int:
    """Issue a certificate and record the issue; one that cannot be printed, or written where it was asked for, is not issued."""
    from dataclasses import asdict

    from uwanose.records.certificate_text import as_html, as_text
    from uwanose.records.certificates import Asked, Certificate, unknown_words
    from uwanose.source.files import write_atomically

    registry = Registry(session, where, session.today)
    standard = registry.standard
    findings = unknown_words(kind, switches, standard)
    if findings:
        raise Refused(findings)
    asked = Asked(
        kind=standard.certificates[kind],
        purpose=standard.purposes[_PURPOSES[purpose]],
        switches=frozenset(switches),
        reason=reason,
        released=released,
    )

    def print_it(certificate: Certificate) -> None:
        if out is None:
            return
        form = out.suffix.lower()
        if form == ".pdf":
            paper = Printer(font).pdf((as_html(certificate), f"{town.name_ja} {person}"))
        else:
            paper = (as_html if form in (".html", ".htm") else as_text)(certificate).encode()
        write_atomically(out, paper)

    with registry.store() as store:
        from uwanose.records.issuing import issue

        made = issue(
            store, asked, person, standard, registry.practice(town), town=town.name_ja, today=session.today,
            printed=print_it,
        )  # fmt: skip
    if out:
        session.say(
            f"{made.title}を {out} に書きました（発行番号 {made.serial}）。",
            f"Wrote {out} (serial {made.serial}).",
        )
    else:
        session.lines(as_text(made).splitlines())
    session.put(asdict(made))
    return 0


for exporting in (records_files.export, records_files.addressees):
    command.add_command(exporting)
