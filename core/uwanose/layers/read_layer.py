"""Owns reading ``prefecture.yaml``, ``towns/*.yaml`` and ``assumptions.yaml``: settings, adoptions, locks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from uwanose.dates import Interval
from uwanose.errors import Place
from uwanose.layers.model import Act, Adoption, Consent, Municipality, Rank, Seen, Setting
from uwanose.layers.points_by_name import PointsByName
from uwanose.layers.read_values import ValueReader
from uwanose.layers.reading import dates_in_order, read_act, unknown_name
from uwanose.layers.towns import is_municipality_code
from uwanose.source.fields import Fields
from uwanose.source.nodes import Scalar


def read_municipality(fields: Fields, identifier: str) -> Municipality | None:
    """Return the town a file is about; its code must carry the right check digit."""
    found = fields.nested("municipality", required=True)
    if found is None:
        return None
    code = found.required_text("code")
    name_ja, name_en = found.label("name")
    found.done()
    if code and not is_municipality_code(code):
        found.report(
            "L132",
            found.place("code"),
            f"{name_ja} の団体コード「{code}」は検査数字が合いません（6桁、最後の1桁が検査数字）。",
            f"The code {code!r} of {identifier} has a wrong check digit.",
            "全国地方公共団体コードを確かめ、先頭の0も含めて引用符で囲んで書いてください。",
            "Look up the code and write all six digits in quotes.",
        )
    return Municipality(
        id=identifier,
        code=code,
        name_ja=name_ja or identifier,
        name_en=name_en or identifier,
        place=found.node.place,
    )


def read_settings(
    fields: Fields, key: str, points: PointsByName, layer: Rank, municipality: str = ""
) -> Iterator[Setting]:
    """Yield the settings of a layer; names nobody has declared are findings, nearest name included."""
    reader = ValueReader(points.catalog, fields.findings, fields.scope)
    for name, node in fields.entries(key):
        point = points.find(name.text, name.place, fields.findings, fields.scope)
        if point is not None and points.takes_values(point, name.place, fields.findings, fields.scope):
            yield Setting(
                point=point.id,
                layer=layer,
                municipality=municipality,
                values=reader.dated(point, node),
                place=name.place,
            )


def read_adoptions(
    fields: Fields, municipalities: Collection[str], layer: Rank, municipality: str = ""
) -> Iterator[Adoption]:
    """Yield the customizations a layer has adopted; agreements are those of *municipalities*."""
    for row in fields.rows("adopts"):
        identifier, start, until = row.required_text("id"), row.required_date("from"), row.date("until")
        consent = read_consent(row) if layer is Rank.TOWN else None
        agreements = read_agreements(row, municipalities) if layer is Rank.PREFECTURE else {}
        seen = tuple(_seen(row))
        row.text("note")
        row.text("document")
        row.done()
        if identifier and start and dates_in_order(row, start, until):
            yield Adoption(
                customization=identifier,
                layer=layer,
                municipality=municipality,
                interval=Interval.of(start, until),
                consent=consent,
                agreements=agreements,
                seen=seen,
                place=row.node.place,
            )


def read_consent(row: Fields) -> Consent | None:
    """Return the consent of a town to pay, None when it is not written."""
    found = row.nested("consent")
    if found is None:
        return None
    on, document = found.required_date("on"), found.required_text("document")
    if not found.has("up_to"):
        found.missing("up_to")
    consent = Consent(
        on=on or date.max,
        document=document,
        up_to=found.yen("up_to", 0, least=0),
        yearly_up_to=found.yen("yearly_up_to", least=0),
        place=found.node.place,
    )
    found.done()
    return consent if on and document else None


def read_agreements(row: Fields, municipalities: Collection[str]) -> Mapping[str, Act]:
    """Return the agreement of each town."""
    found: dict[str, Act] = {}
    for town, act in row.named("agreements"):
        read = read_act(act)
        if town not in municipalities:
            unknown_name(row, act.node.place, town, municipalities, "町村", "municipality")
        if read.on and read.document:
            found[town] = read
    return found


def _seen(row: Fields) -> Iterator[Seen]:
    for entry in row.rows("seen"):
        start = entry.required_date("from")
        found = Seen(
            point=entry.required_text("point"),
            start=start or date.min,
            beneath=entry.required_text("beneath"),
            shows=entry.text("shows"),
            release=entry.text("release"),
            decision=entry.word("decision", ("keep",)),
            by=entry.text("by"),
            on=entry.date("on"),
            place=entry.node.place,
        )
        for key in ("by", "on") if found.decision else ():
            if not entry.has(key):
                entry.missing(key)
        entry.done()
        if start and found.point and found.beneath:
            yield found


def read_final(fields: Fields, points: PointsByName) -> Mapping[str, Place]:
    """Return the points towns may not override."""
    found: dict[str, Place] = {}
    for item in fields.sequence("final"):
        text = item.text if isinstance(item, Scalar) else ""
        point = points.find(text, item.place, fields.findings, fields.scope)
        if point is not None:
            found[point.id] = item.place
    return found
