"""Owns `uwanose hooks`: the places that take code, with arguments, units, who uses them and an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

import click

from uwanose.errors import UnknownName
from uwanose_cli import cells
from uwanose_cli.frame import Command, Example, argument
from uwanose_cli.names import lookup
from uwanose_cli.output import Table
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.words import KINDS, word

if TYPE_CHECKING:
    from uwanose.points.model import Point
    from uwanose_cli.signatures import Signature


@click.command(
    "hooks",
    cls=Command,
    summary=Text(
        "プログラムを差し込める項目を、引数・単位・使う側・例とともに示します。",
        "List the places that take code: arguments, units, who uses them, an example.",
    ),
    detail=Text(
        "業務を書くと一覧、項目を書くとその詳細。法令で決まる計算は差し替えられないため出ません。",
        "A business gives the list, a point its details. Formulas fixed by law take no code and are not listed.",
    ),
    examples=(
        Example("uwanose hooks 医療費助成", Text("差し込める項目の一覧", "the places of a business")),
        Example(
            "uwanose hooks medical_subsidy.eligible",
            Text("一つの項目の詳細と書き出しの例", "one place, and how to begin"),
        ),
    ),
)
@argument(
    "name",
    required=False,
    shown_as=Text("業務または項目", "BUSINESS|POINT"),
    text=Text("省略すると全業務", "all businesses when left out"),
)
@click.pass_obj
def command(session: Session, name: str | None) -> None:
    """Show the list of a business, or one place."""
    from uwanose_cli.signatures import Signature, open_points

    catalog = session.workspace.catalog
    business, point = _named(session, name) if name else (None, None)
    points = [point] if point else list(open_points(catalog, business))
    signatures = [Signature.of(catalog, found, session.language) for found in points]
    if session.as_json:
        session.put(
            [
                {**_data(signature, session.language), "overridden_by": _overriders(session, signature.point)}
                for signature in signatures
            ]
        )
    if point:
        session.lines(_page(session, signatures[0]))
        return
    session.table(_list(signatures, session.language))
    session.say("詳しくは: uwanose hooks 項目", "Details: uwanose hooks POINT")


def _named(session: Session, name: str) -> tuple[str | None, Point | None]:
    words = lookup(session.workspace)
    try:
        return words.business(name).id, None
    except UnknownName:
        return None, words.point(name)


def _list(signatures: list[Signature], language: str) -> Table:
    headings = Text("項目,識別名,種類,単位,引数", "place,identifier,kind,unit,arguments").of(language)
    return Table(
        tuple(headings.split(",")),
        [
            (
                signature.point.label_ja if language == "ja" else signature.point.label_en,
                signature.point.id,
                word(KINDS, signature.point.kind, language),
                signature.unit,
                cells.cut(", ".join(argument.name for argument in signature.arguments), 60),
            )
            for signature in signatures
        ],
    )


def _page(session: Session, signature: Signature) -> Iterator[str]:
    from uwanose_cli.signatures import when_called

    point, language = signature.point, session.language
    yield f"{point.label_ja if language == 'ja' else point.label_en}（{point.id}）　{point.basis}"
    if point.may_set == "law":
        yield session.text("  法令で決まるため、差し替えられません。", "  Fixed by law: it takes no code.")
    yield f"  {signature.description(language)}"
    yield session.text("  呼ばれるとき: ", "  called: ") + when_called(point, language)
    if signature.formula:
        yield (
            session.text("  国の計算: ", "  national formula: ")
            + f"{signature.formula.file}:{signature.formula.line}"
        )
    choices = session.text("、", ", ").join(signature.choices)
    unit = " ".join(filter(None, (signature.unit or "-", choices)))
    yield session.text(f"  結果の単位: {unit}", f"  unit of the result: {unit}")
    if signature.used_by:
        users = "、".join(
            f"{item.label_ja if language == 'ja' else item.label_en}" for item in signature.used_by
        )
        yield session.text("  この値を使う計算: ", "  used by: ") + users
    for one in _overriders(session, point):
        towns = session.town_names(one["towns"])
        yield session.text(
            f"  上書き: {one['customization']}（{one['mode']}、{one['plugin']}）今日使う町村: {towns}",
            f"  overridden by {one['customization']} ({one['mode']}, {one['plugin']}), today in: {towns}",
        )
    if signature.arguments:
        yield session.text("  引数（国の計算と同じでなくてもよい）:", "  arguments (yours may differ):")
        rows = [(f"    {one.name}", one.label, one.unit, one.identifier) for one in signature.arguments]
        yield from cells.columns(rows)
    yield session.text(
        "  例（plugins/町村/uwanose_町村/k_000.py）:", "  example (plugins/TOWN/uwanose_TOWN/k_000.py):"
    )
    yield from (f"    {line}".rstrip() for line in signature.example("K-000", language).splitlines())


class _Overrider(TypedDict):
    """A customization with code on a point: how, and the adoptions on record with their days."""

    customization: str
    mode: str
    plugin: str
    towns: list[str]
    adoptions: list[dict[str, str]]


def _overriders(session: Session, point: Point) -> list[_Overrider]:
    """Return every entry of the register with code on a point; drafts are among them, in use by nobody."""
    workspace = session.workspace
    adopters = workspace.resolver.membership.adopters
    return [
        {
            "customization": entry.id,
            "mode": override.mode or "hook",
            "plugin": override.plugin,
            "towns": list(adopters(entry.id, session.today)),
            "adoptions": [
                {"by": one.municipality or "prefecture", "period": str(one.interval)}
                for one in workspace.profile.adoptions
                if one.customization == entry.id
            ],
        }
        for entry in workspace.profile.customizations.values()
        for override in entry.content
        if override.point == point.id and override.plugin
    ]


def _data(signature: Signature, language: str) -> dict[str, object]:
    from uwanose_cli.signatures import when_called

    return {
        "point": signature.point.id,
        "label_ja": signature.point.label_ja,
        "kind": signature.point.kind,
        "may_set": signature.point.may_set,
        "basis": signature.point.basis,
        "unit": signature.unit,
        "choices": signature.choices,
        "description": signature.description(language),
        "called": when_called(signature.point, language),
        "arguments": signature.arguments,
        "used_by": [item.id for item in signature.used_by],
        "formula": f"{signature.formula.file}:{signature.formula.line}" if signature.formula else None,
        "example": signature.example("K-000", language),
    }
