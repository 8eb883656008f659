"""Owns the releases of the national package: reading rules/releases.yaml, and which values each of them knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from uwanose.errors import Finding, Place, UnknownName, nearest
from uwanose.points.model import Catalog, Point, Release, known_by
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Sequence

FILE = "rules/releases.yaml"


def read_releases(node: Sequence, findings: list[Finding]) -> tuple[Release, ...]:
    """Return the releases in their order, oldest first."""
    releases: list[Release] = []
    for item in node.items:
        if not isinstance(item, Mapping):
            findings.append(_not_a_release(item.place))
            continue
        release = _release(Fields(item, findings))
        if release is None:
            continue
        if releases:
            _check_order(releases[-1], release, findings)
        releases.append(release)
    return tuple(releases)


def release_named(catalog: Catalog, text: str | None) -> Release:
    """Return a release by its id, the newest for None. Raises UnknownName with the nearest ids."""
    if text is None:
        return catalog.latest
    for release in catalog.releases:
        if text in (release.id, release.label_ja):
            return release
    known = [release.id for release in catalog.releases]
    raise UnknownName("版", "release", text, nearest(text, known, 3) or known[-3:])


def as_known(catalog: Catalog, release: Release) -> Catalog:
    """Return the catalog as it was in a release: values known by then and not yet withdrawn."""
    points = {
        identifier: _point_as_known(point, release, catalog) for identifier, point in catalog.points.items()
    }
    return replace(catalog, points=points)


def _point_as_known(point: Point, release: Release, catalog: Catalog) -> Point:
    values = tuple(value for value in point.values if known_by(value, release, catalog.releases))
    return point if len(values) == len(point.values) else replace(point, values=values)


def _release(fields: Fields) -> Release | None:
    identifier = fields.required_text("id")
    label = fields.label()[0]
    published, applies = fields.required_date("published"), fields.required_date("applies_from")
    sha256 = fields.text("sha256")
    fields.done()
    if not identifier or published is None or applies is None:
        return None
    return Release(
        id=identifier,
        label_ja=label,
        published=published,
        applies_from=applies,
        place=fields.node.place,
        sha256=sha256,
    )


def _check_order(before: Release, release: Release, findings: list[Finding]) -> None:
    def key(entry: Release) -> tuple[date, date]:
        return entry.published, entry.applies_from

    if release.id == before.id or key(release) <= key(before):
        findings.append(
            Finding(
                code="P151",
                place=release.place,
                others=(before.place,),
                ja=f"版 {release.id}（{release.published}）が、前の版 {before.id}（{before.published}）より新しくありません。",
                en=f"Release {release.id} ({release.published}) is not newer than {before.id} ({before.published}).",
                remedy_ja="版は公表日の古い順に、id を変えて並べてください。",
                remedy_en="List releases from the oldest to the newest, each with its own id.",
            )
        )


def _not_a_release(place: Place) -> Finding:
    return Finding(
        code="P151",
        place=place,
        ja="版の書き方が正しくありません。",
        en="This is no release.",
        remedy_ja='「- {id: "2026.04", label: {ja: …}, published: 日付, applies_from: 日付}」と書いてください。',
        remedy_en="Write '- {id: \"2026.04\", label: {ja: …}, published: date, applies_from: date}'.",
    )
