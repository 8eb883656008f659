"""Owns the releases of the national package: reading them, what each of them knows, and freezing one.

A release is a filter: the values known by then and not yet withdrawn. Its hash covers what can change a result and
nothing else, so that a corrected citation leaves a frozen release as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from uwanose.errors import Finding, Place, UnknownName, nearest
from uwanose.points.artefact import values_hash
from uwanose.points.model import Catalog, Point, Release, known_by
from uwanose.points.package_files import RELEASES
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Sequence


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


def release_hash(catalog: Catalog, release: Release) -> str:
    """Return the hash of every value a release knows, with what decides its meaning."""
    known = as_known(catalog, release)
    return values_hash(point for point in known.points.values() if point.values)


def freeze(data: bytes, catalog: Catalog, release: Release, archive: str = "") -> bytes:
    """Return rules/releases.yaml (*data*) with the hashes of a release; every other byte stays. Raises Refused.

    *archive* is the hash of the archive that is written with it.
    """
    from uwanose.source.edit import set_value  # only here: it brings the YAML parser

    at = [known.id for known in catalog.releases].index(release.id)
    hashes = {"sha256": release_hash(catalog, release)} | ({"archive": archive} if archive else {})
    for name, found in hashes.items():
        data = set_value(data, [at, name], found, name=RELEASES)
    return data


def changed_releases(catalog: Catalog) -> Iterator[Finding]:
    """Yield a finding for each frozen release whose values are no longer those of its freezing."""
    for release in catalog.releases:
        if release.sha256 and release.sha256 != release_hash(catalog, release):
            yield Finding(
                code="P152",
                place=release.place,
                ja=f"確定した版 {release.id}（{release.label_ja}）の値が、確定した後に変わっています。",
                en=f"The values of the frozen release {release.id} have changed since it was frozen.",
                remedy_ja="元の値に戻し、新しい値は known: を付けて次の版に書いてください。"
                "消す値には withdrawn: を付けます。",
                remedy_en="Restore the values; write new ones with 'known:' and mark old ones with 'withdrawn:'.",
            )


def _point_as_known(point: Point, release: Release, catalog: Catalog) -> Point:
    values = tuple(value for value in point.values if known_by(value, release, catalog.releases))
    return point if len(values) == len(point.values) else replace(point, values=values)


def _release(fields: Fields) -> Release | None:
    identifier = fields.required_text("id")
    label = fields.label()[0]
    published, applies = fields.required_date("published"), fields.required_date("applies_from")
    sha256, archive = fields.text("sha256"), fields.text("archive")
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
        archive=archive,
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
