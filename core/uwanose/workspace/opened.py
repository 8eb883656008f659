"""Owns an opened workspace: reads its files once, when first needed, and hands out catalog, profile and rules."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from uwanose.errors import Finding, Refused, Severity, sort_findings
from uwanose.layers.additions import with_additions
from uwanose.layers.compiled import load_or_read_profile
from uwanose.layers.effective import CodeLayer, EffectiveRules
from uwanose.layers.model import Profile
from uwanose.layers.plugin_modules import PluginModule
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.resolve import Resolver
from uwanose.points.catalog import load_catalog
from uwanose.points.model import Catalog, Release
from uwanose.source.files import SourceFolder, write_atomically
from uwanose.workspace import journal, problems
from uwanose.workspace.folders import bundled, cache_folder, workspace_root
from uwanose.workspace.together import Busy, Unfinished, finish, write_together

if TYPE_CHECKING:
    from uwanose.charging.sharing.study import Study
    from uwanose.governance.polls.model import Poll


class Workspace:
    """A folder with ``rules/``, ``profiles/`` and ``plugins/``. What it hands out does not change while it is open."""

    def __init__(
        self, root: Path, *, writable: bool, assume: bool | Path = False, installed: bool = True
    ) -> None:
        """Take a folder; ``Workspace.open`` finds it. ``installed`` says whether installed plugins count."""
        self.root, self.writable = root, writable
        self._assume = assume
        self._installed = installed
        self._read_findings: list[Finding] = []

    @classmethod
    def open(cls, path: Path | str | None = None, assume: bool | Path = False) -> Workspace:
        """Open the given folder, else the nearest parent with ``profiles/``, else the bundled data (read-only).

        ``assume`` lays assumptions (仮定) beneath the towns: the profile's own, or those of a file. Raises Refused.
        """
        root, writable = workspace_root(Path(path) if path is not None else None)
        if writable:
            with suppress(OSError):  # a file is still held: the next command tries again
                finish(root)  # an act that was decided when the machine stopped
        return cls(root, writable=writable, assume=assume)

    @staticmethod
    def bundled(folder: str) -> Path:
        """Return a folder of the bundled data."""
        return bundled(folder)

    @property
    def cache(self) -> Path | None:
        """Where what can be made anew is kept, None where nothing can be."""
        return cache_folder(self.root, self.writable)

    @cached_property
    def national(self) -> Catalog:
        """The national package alone."""
        return load_catalog(self.rules_files, self.cache, self._read_findings)

    @cached_property
    def rules_files(self) -> SourceFolder:
        """The files of the national package: the workspace's own, else the bundled ones."""
        folder = self.root / "rules"
        own = folder if folder.is_dir() else bundled("rules")
        return SourceFolder.read(own, "rules", suffixes=(), findings=self._read_findings)

    @cached_property
    def profile(self) -> Profile:
        """Consortium, prefecture, towns and the register."""
        files = SourceFolder.read(self.root / "profiles", "profiles", findings=self._read_findings)
        assume: bool | bytes = (
            self._assume if isinstance(self._assume, bool) else self._assumptions(self._assume)
        )
        name = str(self._assume) if isinstance(self._assume, Path) else ""
        return load_or_read_profile(files, self.national, self.cache, self._read_findings, assume, name)

    @cached_property
    def catalog(self) -> Catalog:
        """The national package and everything the register adds (its ``owner`` names the customization)."""
        return with_additions(self.national, self.profile)

    @cached_property
    def plugins(self) -> PluginIndex:
        """The plugins of the workspace (without a folder of its own: the bundled ones) and, behind them, installed ones."""
        folder = self.root / "plugins"
        return PluginIndex(folder if folder.is_dir() else bundled("plugins"), installed=self._installed)

    @cached_property
    def resolver(self) -> Resolver:
        """Resolution, with everything towns and days have in common worked out once.

        Raises Refused when the national package has no release to resolve by.
        """
        if not self.national.releases:
            raise Refused(self._read_findings)
        return Resolver(self.profile, self.catalog, self.plugins)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all files and layers, sorted by place."""
        from uwanose.layers.checks import check  # only here: who looks one value up does not pay for it

        profile = self.profile  # read first: reading may find something, too
        checked: list[Finding] = []
        if self.national.releases:
            checked = check(profile, self.catalog, self.plugins, self.resolver.layering())
        studies = self.studies[1]
        return tuple(
            sort_findings(
                [
                    *self._read_findings,
                    *checked,
                    *self._forbidden_wishes(profile),
                    *studies,
                    *self.polls[1],
                    *self._archive_findings(),
                    *self._document_findings(),
                ]
            )
        )

    @cached_property
    def studies(self) -> tuple[dict[str, Study], tuple[Finding, ...]]:
        """The studies of cost sharing (``sharing/*.yaml``) with what is wrong in them; they touch no run and no charge."""
        from uwanose.charging.sharing.read_study import FOLDER, read_studies  # only for those who share

        found: list[Finding] = []
        folder = f"{self.prefecture}/{FOLDER}"
        files = SourceFolder.read(self.root / folder, folder, findings=found)
        return read_studies(files, self.profile, found), tuple(found)

    @cached_property
    def polls(self) -> tuple[dict[str, Poll], tuple[Finding, ...]]:
        """The polls (``polls/*.yaml``) with what is wrong in them; they touch no run and no charge."""
        from uwanose.governance.polls.reading import FOLDER, read_polls  # only for those who ask

        found: list[Finding] = []
        folder = f"{self.prefecture}/{FOLDER}"
        files = SourceFolder.read(self.root / folder, folder, findings=found)
        return read_polls(files, self.profile, found), tuple(found)

    def _archive_findings(self) -> list[Finding]:
        """Return what is wrong with the archives of frozen releases."""
        from uwanose.points.archive_file import load_archive  # only for those who check

        found: list[Finding] = []
        for release in self.national.releases:
            load_archive(self.rules_files, release, found)
        return found

    def _document_findings(self) -> list[Finding]:
        """Return what is wrong with documents: their declarations, their blocks, what each layer says in them."""
        if not self.national.documents:
            return []
        from uwanose.documents.notices.wording import all_documents  # only for those who check

        return all_documents(self.catalog, self.profile)[1]

    def _forbidden_wishes(self, profile: Profile) -> list[Finding]:
        """Return what customizations of the resident records ask for that the standard forbids by name."""
        if not any(entry.business == "resident_records" for entry in profile.customizations.values()):
            return []
        from uwanose.records.forbidden import forbidden_customizations  # only for those who have one
        from uwanose.records.standard import load_standard

        return list(
            forbidden_customizations(profile, load_standard(self.rules_files, self.catalog).forbidden)
        )

    @property
    def unread(self) -> tuple[Finding, ...]:
        """The errors for which a part of a profile's file could not be read: what stands there is missing everywhere.

        A single value that cannot be read is none of them: it is one town's, and says so where it is needed.
        """
        profile = self.profile
        return tuple(
            finding
            for finding in sort_findings(self._read_findings)
            if finding.severity is Severity.ERROR
            and finding.code[0] not in "PL"
            and finding.place is not None
            and finding.place.file.startswith(profile.folder)
        )

    @property
    def release(self) -> Release:
        """The newest release of the national package. Raises Refused when there is none."""
        return self.resolver.layering().release

    @property
    def prefecture(self) -> str:
        """The folder of the prefecture's profile, relative to the workspace."""
        return self.profile.folder

    def rules(self, municipality: str, on: date, release: str | None = None) -> EffectiveRules:
        """Return the rules of a town on a legal date, in the knowledge of a release (else the newest)."""
        return self.resolver.rules(municipality, on, release)

    def code(self, layer: CodeLayer) -> PluginModule:
        """Return the module of a code layer: the bytes that were hashed. Raises KeyError when they are gone."""
        module = self.plugins.module(layer.plugin, layer.module)
        if module is None or module.sha256 != layer.sha256:
            raise KeyError(layer.file)
        return module

    def write(
        self, path: str | Path, data: bytes, *, command: str, who: str = "", when: datetime | None = None
    ) -> Path:
        """Write a file of the workspace (``profiles/kanagawa/towns/oi.yaml``) and add a line to the journal.

        Raises Refused for bundled data and for a path outside the workspace. Open the workspace anew to see the change.
        """
        target = self.writable_path(path)
        before = journal.file_hash(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, data)
        except OSError as error:
            raise Refused([problems.cannot_write(str(path), error)]) from error
        self.note(target, before, command=command, who=who, when=when)
        return target

    def write_act(
        self,
        files: Mapping[str, tuple[bytes, bytes]],
        *,
        command: str,
        who: str = "",
        why: str = "",
        on: date | None = None,
    ) -> None:
        """Write the files of one act, all of them or none, with a line of the journal for each.

        *files* holds, for each name, the bytes the act was made from (none for a new file) and those it leads to. Raises
        Refused for bundled data, for a path outside the workspace, for a file somebody has changed meanwhile and when the
        disk refuses; nothing is written then. Open the workspace anew to see the change.
        """
        targets = {self.writable_path(name): both for name, both in files.items()}
        when, root = datetime.now(UTC).astimezone().isoformat(timespec="seconds"), self.root.resolve()
        entries = [
            journal.Entry(
                when=when,
                who=who or _user(),
                command=command,
                file=target.relative_to(root).as_posix(),
                before=hashlib.sha256(before).hexdigest() if before else "",
                after=hashlib.sha256(after).hexdigest(),
                on=on.isoformat() if on else "",
                why=why,
            )
            for target, (before, after) in targets.items()
        ]
        try:
            changed = write_together(root, targets, self.journal.resolve(), entries)
        except Busy as error:
            raise Refused([problems.busy(self.root)]) from error
        except Unfinished as error:
            raise Refused([problems.unfinished("、".join(files), error)]) from error
        except OSError as error:
            raise Refused([problems.cannot_write("、".join(files), error)]) from error
        if changed:
            raise Refused([problems.changed_meanwhile(path.relative_to(root).as_posix()) for path in changed])

    def writable_path(self, path: str | Path) -> Path:
        """Return where a file of the workspace lies. Raises Refused when it may not be written."""
        target = (self.root / path).resolve()
        if not self.writable or not target.is_relative_to(self.root.resolve()):
            raise Refused([problems.read_only(self.root, str(path), self.writable)])
        return target

    def note(
        self, target: Path, before: str, *, command: str, who: str = "", when: datetime | None = None
    ) -> None:
        """Add a line to the journal for a file that has been written; *before* is its former hash."""
        entry = journal.Entry(
            when=(when or datetime.now(UTC).astimezone()).isoformat(timespec="seconds"),
            who=who or _user(),
            command=command,
            file=target.relative_to(self.root.resolve()).as_posix(),
            before=before,
            after=journal.file_hash(target),
        )
        journal.append(self.journal, entry)

    @property
    def journal(self) -> Path:
        """The file of the journal (処理履歴)."""
        return self.root / self.prefecture / journal.NAME

    def _assumptions(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise Refused([problems.no_assumptions(path, error)]) from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name of the user is known to the system
        return ""
