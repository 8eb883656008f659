"""Owns files that are tried without being put into the workspace: a layer's file or a draft, read as if it lay in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.source.fields import Fields
from uwanose.source.read import read_mapping
from uwanose_cli.names import CUSTOMIZATION
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Profile
    from uwanose.layers.resolve import Resolver
    from uwanose.points.model import Catalog
    from uwanose.workspace import Workspace

__all__ = ["ENTRY_OR_FILE", "Laid", "laid"]

_ENDINGS = (".yaml", ".yml")


class EntryOrFile(click.ParamType[Any]):
    """An entry of the register, or a YAML file that is not in the workspace yet."""

    name = "entry or file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and value.endswith(_ENDINGS):
            return Path(value)
        return CUSTOMIZATION.convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return CUSTOMIZATION.get_metavar(param, ctx) + "|.yaml"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        found = CUSTOMIZATION.shell_complete(ctx, param, incomplete)
        return found or [CompletionItem(incomplete, type="file")]


ENTRY_OR_FILE = EntryOrFile()


@dataclass(frozen=True, kw_only=True)
class Laid:
    """The workspace as it would be with some files in their places; nothing is written.

    ``entries`` are the register's entries among them, ``layers`` the files of layers: place in the workspace → the file as
    it was typed. ``towns`` are the towns whose own files are among them.
    """

    profile: Profile
    catalog: Catalog
    resolver: Resolver
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    typed: Mapping[str, Path]
    entries: tuple[str, ...]
    layers: tuple[str, ...]
    towns: tuple[str, ...]

    def texts(self) -> Iterator[tuple[Path, bytes, bytes]]:
        """Yield each layer's file as typed, with its bytes in the workspace and those that would be."""
        for place in self.layers:
            yield self.typed[place], self.before[place], self.after[place]


def laid(workspace: Workspace, files: tuple[Path, ...]) -> Laid:
    """Read files as if they lay in the workspace. Raises Refused with what is wrong in them, at their own lines."""
    from uwanose.layers.additions import with_additions
    from uwanose.layers.resolve import Resolver
    from uwanose_cli.editing import new_among, tried_together

    found: list[Finding] = []
    places = {
        _place(workspace, path, data, found): (path, data) for path in files for data in [_read(path, found)]
    }
    if found:
        raise Refused(found)
    after = {place: data for place, (_, data) in places.items()}
    typed = {place: path for place, (path, _) in places.items()}
    tried, findings = tried_together(workspace, after)
    errors = [one for one in new_among(workspace, findings) if one.severity is Severity.ERROR]
    if errors:
        raise Refused([_at_its_file(one, typed) for one in errors])
    folder = workspace.prefecture
    profile = replace(tried.layering().profile, assumptions=workspace.profile.assumptions)
    catalog = with_additions(workspace.national, profile)
    return Laid(
        profile=profile,
        catalog=catalog,
        resolver=Resolver(profile, catalog, workspace.plugins),
        before={place: path.read_bytes() if (path := workspace.root / place).is_file() else b"" for place in after},
        after=after,
        typed=typed,
        entries=tuple(Path(place).stem for place in after if place.startswith(f"{folder}/customizations/")),
        layers=tuple(place for place in after if not place.startswith(f"{folder}/customizations/")),
        towns=tuple(Path(place).stem for place in after if place.startswith(f"{folder}/towns/")),
    )  # fmt: skip


def _read(path: Path, found: list[Finding]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found.append(_unreadable(path, error))
        return b""


def _place(workspace: Workspace, path: Path, data: bytes, found: list[Finding]) -> str:
    """Return where in the workspace a file belongs, by what it says of itself."""
    folder, findings = workspace.prefecture, list[Finding]()
    node = read_mapping(data, str(path), findings, "register") if data else None
    if node is None:
        found.extend(findings)
        return str(path)
    fields = Fields(node, [])
    if fields.has("id"):
        return f"{folder}/customizations/{fields.text('id')}.yaml"
    town = fields.nested("municipality")
    code = town.text("code") if town else ""
    for known in workspace.profile.municipalities.values():
        if town and known.code == code:
            return f"{folder}/towns/{known.id}.yaml"
    if not town and any(fields.has(name) for name in ("settings", "adopts", "final")):
        return f"{folder}/prefecture.yaml"
    found.append(_no_layer(path, code))
    return str(path)


def _at_its_file(finding: Finding, typed: Mapping[str, Path]) -> Finding:
    """Let a finding point to the file that was typed."""

    def moved(place: Place) -> Place:
        return Place(str(typed[place.file]), place.line, place.column) if place.file in typed else place

    return replace(
        finding,
        place=moved(finding.place) if finding.place else None,
        others=tuple(moved(place) for place in finding.others),
    )


def _unreadable(path: Path, error: OSError) -> Finding:
    return Finding(
        code="U134",
        place=Place(str(path)),
        scope="register",
        ja=f"{path} を読めません（{error.strerror}）。",
        en=f"{path} cannot be read ({error.strerror}).",
        remedy_ja="ファイルの場所を確かめてください。台帳のカスタマイズなら番号（K-018）を書きます。",
        remedy_en="See where the file is; an entry of the register is named by its id (K-018).",
    )


def _no_layer(path: Path, code: str) -> Finding:
    said = Text(f"団体コード「{code}」の町村はありません", f"there is no town of code {code!r}") if code else Text("町村（municipality）、県の設定（settings・adopts）、カスタマイズ（id）のどれも書かれていません", "it names no town (municipality), no settings of the prefecture and no entry (id)")  # fmt: skip
    return Finding(
        code="U135",
        place=Place(str(path), 1, 1),
        scope="register",
        ja=f"{path} がどの層のファイルか分かりません。{said.ja}。",
        en=f"Which layer {path} belongs to cannot be told: {said.en}.",
        remedy_ja="profiles の町村のファイルか prefecture.yaml、customizations のファイルを写して変えたものを書いてください。",
        remedy_en="Name a changed copy of a town's file, of prefecture.yaml or of an entry below customizations.",
    )
