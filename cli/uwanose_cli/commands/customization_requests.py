"""Owns how an entry begins: a new request (what is there already is looked for first), a replacement, the decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose.errors import Refused
from uwanose_cli.acting import Act, Manner, carry_out, recorded, tried_act, typed
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import BUSINESS, DATE, POINT, TOWNS
from uwanose_cli.register_options import ENTRY, WEIGHTS_TYPED, not_blank, paper_option
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.model import Business, Point
    from uwanose_cli.drafting import Draft

DOORS = ("standard_option", "loose_coupling", "own_measure", "exception_8_2")
TITLE = option(
    "--title",
    required=True,
    callback=not_blank,
    shown_as=Text("題名", "TITLE"),
    text=Text("何を変えたいか（短く）", "what is wanted, in short"),
)
TITLE_EN = option(
    "--title-en", default="", shown_as=Text("題名", "TITLE"), text=Text("英語の題名", "the title in English")
)
TOWNS_ASKING = option(
    "--town",
    "towns",
    type=TOWNS,
    required=True,
    text=Text("要望する町村（, で区切る）", "who asks, with commas between"),
)
ON = option("--on", type=DATE, required=True, text=Text("要望の日", "the day of the request"))
FROM = option(
    "--from",
    "start",
    type=DATE,
    required=True,
    text=Text("使い始めたい日", "the day from which it is wished"),
)
REASON = option(
    "--reason",
    default="",
    shown_as=Text("文", "TEXT"),
    text=Text("なぜ標準や運用では足りないか", "why the standard and a work-around are not enough"),
)
SET = option(
    "--set",
    "values",
    multiple=True,
    shown_as=Text("項目=値", "POINT=VALUE"),
    text=Text("変えたい項目とその値（いくつでも）", "a point and the value wished; may be repeated"),
)


@click.command(
    "new",
    cls=Command,
    summary=Text(
        "要望を下書きとして登録します（先に、設定で足りないかを探します）。",
        "Register a request as a draft, after looking whether a setting suffices.",
    ),
    detail=Text(
        "題名の言葉と --point・--set の項目を探し、条例等の設定や標準オプションで足りるときは、その書き方を示して止まります（費用 0円）。"
        "それでも要るときは --anyway に理由を書くと、台帳に残ります。下書きには効力も負担もありません。",
        "Looks for the points named and the words of the title. When a setting or an option suffices it stops and shows how to "
        "set it, for nothing; --anyway REASON goes on and the reason stays in the register. A draft has no effect.",
    ),
    examples=(
        Example(
            "uwanose customization new --title 医療証の標題に町名を入れる --business 医療費助成 --town 大井町,松田町 --on R8.6.5 --document 要望令8-05 --from R9.4.1 --set 医療証の標題=足柄上郡医療証",
            Text("2町村の要望を登録する", "register the request of two towns"),
        ),
    ),
)
@TITLE
@TITLE_EN
@option("--business", type=BUSINESS, required=True, text=Text("業務", "the business"))
@TOWNS_ASKING
@ON
@paper_option(Text("要望書の番号", "the number of the request"))
@FROM
@option(
    "--point",
    "points",
    type=POINT,
    multiple=True,
    text=Text("変えたい項目（内容は後で書く）", "a point to be changed; its content comes later"),
)
@SET
@REASON
@option(
    "--basis",
    default="",
    shown_as=Text("条例", "TEXT"),
    text=Text("根拠の条例など", "the ordinance it rests on"),
)
@option(
    "--door",
    type=click.Choice(DOORS),
    default="own_measure",
    show_default=True,
    text=Text("標準化法上の入口", "by which door it may enter"),
)
@WEIGHTS_TYPED
@option(
    "--anyway",
    default="",
    shown_as=Text("理由", "REASON"),
    text=Text("設定やオプションでは足りない理由", "why a setting is not enough"),
)
@recorded
@click.pass_obj
def new(
    session: Session, title: str, title_en: str, business: Business, towns: tuple[Municipality, ...], on: date,
    document: str, start: date, points: tuple[Point, ...], values: tuple[str, ...], reason: str, basis: str, door: str,
    weights: str | None, anyway: str, manner: Manner,
) -> int:  # fmt: skip
    """Look, then register the draft."""
    from uwanose.dates import Month
    from uwanose.layers.requests import known_before, next_identifier, suffices
    from uwanose_cli.drafting import Draft
    from uwanose_cli.weighing import typed_weights

    workspace = session.workspace
    valued = _valued(session, values)
    asked = (*points, *(point for point, _ in valued))
    known = known_before(workspace.profile, workspace.catalog, business.id, title, asked)
    names = list(dict.fromkeys(town.id for town in towns))
    stops = [
        suffices(workspace.catalog, point, names, start.isoformat()) for point in (*known.fixed, *known.free)
    ]
    if known.fixed or (known.free and not anyway.strip()):
        raise Refused(stops)
    free = {point.id for point in known.free}
    agreed = typed_weights(session, weights, Month.of(start), on, document, tuple(names)) if weights else None
    draft = Draft(
        id=next_identifier(workspace.profile), title_ja=title, title_en=title_en, business=business.id, door=door,
        weights=agreed, towns=tuple(names), on=on, document=document, start=start, reason=reason, basis=basis, anyway=anyway.strip(),
        values={point.id: value for point, value in valued if point.id not in free},
        points=tuple(point for point in points if point.id not in free),
    )  # fmt: skip
    line = typed("new", title=title, title_en=title_en, business=business.id, town=",".join(names), on=on,
                 document=document, from_=start, point=tuple(point.id for point in points), set=values, reason=reason,
                 basis=basis, door=door, weights=weights, anyway=anyway)  # fmt: skip
    return _register(session, draft, line, manner, known.entries)


@click.command(
    "replace",
    cls=Command,
    summary=Text(
        "いまのカスタマイズに代わる新しい登録を、下書きとして作ります。",
        "Draft a new entry that takes the place of one in force.",
    ),
    detail=Text(
        "下の値が変わって改めるとき（merge）や、決裁済みの内容を改めるときに使います。前の内容を写し、replaces を書きます。新しい登録が採用された日に、"
        "前のものはその町村で終わります。プログラムは番号ごとなので、新しく書きます。",
        "For content that must be merged with what has changed beneath, or approved content that is to change. The content is "
        "copied; adopting the new entry ends the former one in that town.",
    ),
    examples=(
        Example(
            "uwanose customization replace K-005 --title 医療証の標題と制度名（改） --town 大磯町 --on R8.9.1 --document 要望令8-07 --from R9.4.1",
            Text("K-005 を改める", "replace K-005"),
        ),
    ),
)
@ENTRY
@TITLE
@TITLE_EN
@TOWNS_ASKING
@ON
@paper_option(Text("要望書の番号", "the number of the request"))
@FROM
@SET
@REASON
@recorded
@click.pass_obj
def replace(
    session: Session, customization: Customization, title: str, title_en: str, towns: tuple[Municipality, ...],
    on: date, document: str, start: date, values: tuple[str, ...], reason: str, manner: Manner,
) -> int:  # fmt: skip
    """Register the draft."""
    from uwanose.layers.requests import next_identifier
    from uwanose_cli.drafting import Draft, content_of

    workspace = session.workspace
    valued = {point.id: value for point, value in _valued(session, values)}
    text = (workspace.root / customization.place.file).read_text("utf-8-sig")
    copied, as_it_is = content_of(customization, text)
    kept = tuple(row for row in copied if not any(row.strip().startswith(f"{point}:") for point in valued))
    points = [workspace.catalog.points[override.point] for override in customization.content]
    mine = [point for point in points if point.owner != customization.id]
    draft = Draft(
        id=next_identifier(workspace.profile), title_ja=title, title_en=title_en, business=customization.business,
        door=customization.door, towns=tuple(dict.fromkeys(town.id for town in towns)), on=on, document=document, start=start,
        reason=reason, basis=customization.basis, replaces=customization.id, values=valued,
        points=() if as_it_is else tuple(point for point in mine if point.id not in valued),
        copied=kept if as_it_is else (),
    )  # fmt: skip
    line = typed("replace", customization.id, title=title, title_en=title_en, town=",".join(draft.towns), on=on,
                 document=document, from_=start, set=values, reason=reason)  # fmt: skip
    return _register(session, draft, line, manner, (customization,))


def _register(
    session: Session, draft: Draft, line: str, manner: Manner, alike: tuple[Customization, ...]
) -> int:
    from uwanose.layers.requests import place_of
    from uwanose.layers.weights import ratio_text
    from uwanose_cli.changes import Changes
    from uwanose_cli.drafting import draft_text

    workspace = session.workspace
    file = place_of(workspace.profile, draft.id).file
    changes = Changes(workspace)
    changes.create(file, draft_text(draft).encode())
    checked = tried_act(changes)
    names = session.town_names(draft.towns)
    sentences = [
        Text(
            f"{draft.id}「{draft.title_ja}」を下書きとして登録します。要望: {names}（{draft.on} {draft.document}）、希望: {draft.start} から。効力も負担もありません。",
            f"{draft.id} is registered as a draft, asked for by {names} ({draft.on} {draft.document}) from {draft.start} on. It has no effect.",
        )
    ]
    sentences += [
        Text(
            f"近いもの: {one.id}「{one.title_ja}」（共同で採用できるか見てください: uwanose customization show {one.id}）",
            f"Alike: {one.id} {one.title_en or one.title_ja} (could it be adopted together? uwanose customization show {one.id})",
        )
        for one in alike
        if one.id != draft.replaces
    ]
    if draft.weights:
        ratio = ratio_text(workspace.profile, draft.weights)
        sentences.append(
            Text(
                f"負担を分ける重み: {ratio}（{draft.weights.start} から）。",
                f"The cost is to be shared by the weights {ratio} from {draft.weights.start} on.",
            )
        )
    if draft.values or draft.copied:
        sentences.append(
            Text(
                f"記録した後の影響試算: uwanose impact {draft.business} 入力のファイル --town 町村 --with {draft.id}",
                f"Once recorded, its effect: uwanose impact {draft.business} INPUT --town TOWN --with {draft.id}",
            )
        )
    act = Act(
        customization=draft.id, sentences=tuple(sentences), changes=changes, line=line, on=draft.on,
        undo=Text(
            f"uwanose customization decide {draft.id} --outcome 取下げ --group WG --on 日付 --document 文書番号（番号は残ります）",
            f"uwanose customization decide {draft.id} --outcome withdrawn --group GROUP --on DATE --document NUMBER (the number stays)",
        ),
        told={"alike": [one.id for one in alike]},
    )  # fmt: skip
    return carry_out(session, act, manner, checked)


def _valued(session: Session, values: tuple[str, ...]) -> list[tuple[Point, str]]:
    """Read ``項目=値``: the point with its value as YAML. Raises UsageError, UnknownName, and Refused for a bad value."""
    from uwanose_cli.names import lookup
    from uwanose_cli.setting import in_yaml

    found: list[tuple[Point, str]] = []
    for one in values:
        name, equals, text = one.partition("=")
        if not equals:
            raise click.UsageError(
                session.text(
                    f"--set は「項目=値」の形で書きます（{one}）。", f"write --set POINT=VALUE, not {one}"
                )
            )
        point = lookup(session.workspace).point(name.strip())
        found.append((point, in_yaml(point, text)))
    return found
