"""Owns reading ``profiles/<prefecture>/`` as a whole: every file, all findings in one run, one immutable profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from uwanose.errors import Finding, Place
from uwanose.layers.additions import Additions, extended
from uwanose.layers.model import Adoption, Consortium, Customization, Municipality, Profile, Rank, Setting
from uwanose.layers.points_by_name import PointsByName
from uwanose.layers.read_additions import read_additions
from uwanose.layers.read_consortium import no_consortium, read_consortium
from uwanose.layers.read_layer import read_adoptions, read_final, read_municipality, read_settings
from uwanose.layers.read_register import RegisterContext, identifier_of, read_customization
from uwanose.layers.reading import unknown_name
from uwanose.layers.scopes import scope_of_adoptions
from uwanose.points.model import Catalog
from uwanose.source.fields import Fields
from uwanose.source.files import SourceFolder
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.read import read_mapping

_PREFECTURE = "prefecture"


def load_profile(
    files: SourceFolder,
    catalog: Catalog,
    findings: list[Finding],
    assume: bool | bytes = False,
    assume_name: str = "",
) -> Profile:
    """Return the profile of the one prefecture in *files* (``profiles/<prefecture>/…``).

    ``assume`` is true for the profile's own ``assumptions.yaml``, or the bytes of another file (``assume_name``);
    otherwise there are no assumptions. Nothing is raised: what cannot be read is a finding.
    """
    return _ProfileReader(files, catalog, findings).profile(assume, assume_name)


class _ProfileReader:
    """Reads in the order in which names become known: towns, adoptions, additions, contents, settings."""

    def __init__(self, files: SourceFolder, catalog: Catalog, findings: list[Finding]) -> None:
        self._files, self._catalog, self._findings = files, catalog, findings
        self._root = _root(files)

    def profile(self, assume: bool | bytes, assume_name: str) -> Profile:
        towns = {identifier_of(name): self._open(name, identifier_of(name)) for name in self._names("towns/")}
        prefecture = self._open(f"{self._root}prefecture.yaml", _PREFECTURE, required=True)
        consortium_file = self._open(f"{self._root}consortium.yaml", _PREFECTURE, required=True)
        order = _published_order(consortium_file, towns)
        municipalities = self._municipalities(towns, order)
        consortium = self._consortium(consortium_file, municipalities)
        adoptions = tuple(self._adoptions(prefecture, towns, order))
        entries = {name: self._entry(name, adoptions) for name in self._names("customizations/")}
        additions = self._additions(entries)
        points = PointsByName(extended(self._catalog, additions.values()))
        context = RegisterContext(
            points=points,
            municipalities=municipalities,
            formulas=tuple(consortium.formulas),
            prefecture_formula=consortium.prefecture_formula,
        )
        profile = Profile(
            consortium=consortium,
            municipalities=municipalities,
            settings=tuple(self._settings(prefecture, towns, points, order)),
            adoptions=adoptions,
            customizations=self._customizations(entries, additions, context),
            final=read_final(prefecture, points) if prefecture else {},
            assumptions=tuple(self._assumptions(assume, assume_name, points, municipalities)),
            sha256=self._files.sha256,
            folder=self._root.removesuffix("/"),
            unread=tuple(town for town in order if towns.get(town) is None),
        )
        for fields in (prefecture, *towns.values()):
            if fields:
                fields.done()
        return profile

    def _names(self, folder: str) -> list[str]:
        return [name for name, _ in self._files if name.startswith(self._root + folder)]

    def _open(self, name: str, scope: str, *, required: bool = False) -> Fields | None:
        data = self._files.get(name)
        if data is None:
            if required:
                self._findings.append(_missing_file(name))
            return None
        node = read_mapping(data, name, self._findings, scope)
        return Fields(node, self._findings, scope) if node else None

    def _municipalities(
        self, towns: Mapping[str, Fields | None], order: list[str]
    ) -> dict[str, Municipality]:
        found: dict[str, Municipality] = {}
        for town in order:
            fields = towns.get(town)
            read = read_municipality(fields, town) if fields else None
            if town not in towns:
                self._findings.append(_missing_file(f"{self._root}towns/{town}.yaml"))
            found[town] = read or Municipality(
                id=town, code="", name_ja=town, name_en=town, place=Place(f"{self._root}towns/{town}.yaml")
            )
        return found

    def _consortium(self, fields: Fields | None, municipalities: Mapping[str, Municipality]) -> Consortium:
        if fields is None:
            return no_consortium(Place(f"{self._root}consortium.yaml"))
        return read_consortium(fields, municipalities, self._catalog.businesses)

    def _adoptions(
        self, prefecture: Fields | None, towns: Mapping[str, Fields | None], order: list[str]
    ) -> Iterator[Adoption]:
        if prefecture:
            yield from read_adoptions(prefecture, order, Rank.PREFECTURE)
        for town in order:
            fields = towns.get(town)
            if fields:
                yield from read_adoptions(fields, order, Rank.TOWN, town)

    def _entry(self, name: str, adoptions: tuple[Adoption, ...]) -> Fields | None:
        return self._open(name, scope_of_adoptions(adoptions, identifier_of(name)))

    def _additions(self, entries: Mapping[str, Fields | None]) -> dict[str, Additions]:
        return {
            name: read_additions(fields, identifier_of(name), self._catalog)
            for name, fields in entries.items()
            if fields
        }

    def _customizations(
        self,
        entries: Mapping[str, Fields | None],
        additions: Mapping[str, Additions],
        context: RegisterContext,
    ) -> dict[str, Customization]:
        found: dict[str, Customization] = {}
        for name, fields in entries.items():
            if fields:
                own = replace(context, additions=additions[name])
                entry = read_customization(fields, name, self._files.contents[name], own)
                if entry:
                    found[entry.id] = entry
        return dict(sorted(found.items()))

    def _settings(
        self,
        prefecture: Fields | None,
        towns: Mapping[str, Fields | None],
        points: PointsByName,
        order: list[str],
    ) -> Iterator[Setting]:
        if prefecture:
            yield from read_settings(prefecture, "settings", points, Rank.PREFECTURE)
        for town in order:
            fields = towns.get(town)
            if fields:
                yield from read_settings(fields, "settings", points, Rank.TOWN, town)

    def _assumptions(
        self,
        assume: bool | bytes,
        assume_name: str,
        points: PointsByName,
        municipalities: Mapping[str, Municipality],
    ) -> Iterator[Setting]:
        name = assume_name or f"{self._root}assumptions.yaml"
        data = assume if isinstance(assume, bytes) else self._files.get(name) if assume else None
        node = read_mapping(data, name, self._findings, _PREFECTURE) if data is not None else None
        if node is None:
            return
        fields = Fields(node, self._findings, _PREFECTURE, "仮定")
        fields.text("note")
        yield from read_settings(fields, "settings", points, Rank.ASSUMPTION)
        by_town = fields.nested("towns")
        for town in by_town.node if by_town else ():
            if by_town and town in municipalities:
                yield from read_settings(by_town, town, points, Rank.ASSUMPTION, town)
            elif by_town:
                unknown_name(by_town, by_town.place(town), town, municipalities, "町村", "municipality")
        fields.done()


def _root(files: SourceFolder) -> str:
    """Return the folder of the one prefecture, ``profiles/kanagawa/``."""
    folders = sorted(
        {"/".join(PurePosixPath(name).parts[:2]) + "/" for name, _ in files if name.count("/") >= 2}
    )
    return folders[0] if folders else "profiles/"


def _published_order(consortium: Fields | None, towns: Mapping[str, object]) -> list[str]:
    """Return the towns in the order in which the consortium names them, then any others."""
    named = consortium.mapping("participation") if consortium else None
    published = list(named) if isinstance(named, MappingNode) else []
    return [*published, *(town for town in towns if town not in published)]


def _missing_file(name: str) -> Finding:
    return Finding(
        code="L133",
        ja=f"{name} がありません。",
        en=f"{name} is missing.",
        remedy_ja="ファイルを戻すか、他の町村・県のファイルを手本にして作ってください。",
        remedy_en="Restore the file, or make one after the pattern of the others.",
        place=Place(name),
        scope=PurePosixPath(name).stem if "/towns/" in name else _PREFECTURE,
    )
