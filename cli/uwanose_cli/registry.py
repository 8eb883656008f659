"""Owns opening the resident register for a typed line: the optional library, the place, the town's rules and hooks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from uwanose.errors import Finding, Refused, UnknownName
from uwanose.layers.checks import refusals
from uwanose.layers.members import takes_part
from uwanose.layers.towns import find_municipality
from uwanose_cli.session import Session

if TYPE_CHECKING:
    from uwanose.engine.program import Programs
    from uwanose.layers.effective import EffectiveRules
    from uwanose.layers.model import Municipality
    from uwanose.records.practice import Practice
    from uwanose.records.register import Register
    from uwanose.records.standard import Standard
    from uwanose.records.store import Store

__all__ = ["Registry"]

_BUSINESS = "resident_records"
_DEFAULT = Path(".uwanose") / "records.sqlite3"


class Registry:
    """What commands on the register share. Raises Refused where a town may not use it."""

    def __init__(self, session: Session, where: str | None, today: date) -> None:
        self.session, self.workspace, self.today = session, session.workspace, today
        self._where = where

    @property
    def where(self) -> str:
        """Where the register is: what was typed, else a file of the workspace."""
        if self._where:
            return self._where
        if not self.workspace.writable:
            raise Refused([_no_place()])
        return str(self.workspace.root / _DEFAULT)

    @cached_property
    def standard(self) -> Standard:
        """What the standard declares."""
        from uwanose.records.standard import load_standard

        return load_standard(self.workspace.rules_files, self.workspace.catalog)

    @cached_property
    def _programs(self) -> Programs:
        from uwanose.engine.program import Programs

        return Programs(self.workspace.catalog, self.workspace.plugins)

    @contextmanager
    def store(self, *, create: bool = False) -> Iterator[Store]:
        """Open the register and let it go again. Raises Refused without SQLAlchemy, or without a register."""
        try:
            from uwanose.records.store import open_store
        except ModuleNotFoundError as missing:
            raise Refused([_no_library(missing)]) from None
        where = self.where
        if create and "://" not in where:
            Path(where).parent.mkdir(parents=True, exist_ok=True)
        store = open_store(where, create=create)
        try:
            yield store
        finally:
            store.close()

    def practice(self, town: Municipality) -> Practice:
        """Return what the town's rules say about the register."""
        from uwanose.records.practice import practice_of

        return practice_of(self.rules(town), town.code, self.standard)

    def rules(self, town: Municipality) -> EffectiveRules:
        """Return the town's rules of today. Raises Refused where errors or the participation stand against them."""
        against = refusals(self.workspace.findings, town.id)
        if not takes_part(self.workspace.profile, _BUSINESS, town.id, self.today):
            against.append(_takes_no_part(town))
        if against:
            raise Refused(against)
        return self.workspace.rules(town.id, self.today)

    def register(self, store: Store, town: Municipality) -> Register:
        """Return the town's register with its hooks."""
        from uwanose.records.judging import Judge
        from uwanose.records.register import Register
        from uwanose.records.town_hooks import TownHooks

        rules = self.rules(town)
        program = self._programs.program(_BUSINESS, rules)
        hooks = TownHooks(program, rules, self.standard, self.today)
        return Register(store, Judge(self.standard, self.practice(town), self.today), hooks)

    def town_of(self, text: str) -> str | None:
        """Return the town a cell names, None when there is no such town."""
        try:
            return find_municipality(self.workspace.profile, text).id
        except UnknownName:
            return None


def _no_place() -> Finding:
    return Finding(
        code="J311",
        ja="同梱の見本には登録簿を作れません。",
        en="no register can be made in the bundled sample.",
        remedy_ja="--register に登録簿のファイルかデータベースを指定するか、uwanose init で作業フォルダを作ってください。",
        remedy_en="Name a file or a database with --register, or make a workspace with `uwanose init`.",
        scope="register",
    )


def _no_library(missing: ModuleNotFoundError) -> Finding:
    return Finding(
        code="J312",
        ja=f"登録簿を使うためのライブラリ（{missing.name}）がありません。",
        en=f"the library for the register ({missing.name}) is not installed.",
        remedy_ja="pip install 'uwanose[records]'（PostgreSQL なら 'uwanose[records-postgresql]'）を実行してください。",
        remedy_en="Run: pip install 'uwanose[records]' (for PostgreSQL 'uwanose[records-postgresql]').",
        scope="register",
    )


def _takes_no_part(town: Municipality) -> Finding:
    return Finding(
        code="J313",
        ja=f"{town.name_ja}は今日、住民記録のシステムに参加していません。",
        en=f"{town.name_en} takes no part in the system of the resident records today.",
        remedy_ja="consortium.yaml の participation を確かめてください。",
        remedy_en="See participation in consortium.yaml.",
        scope=town.id,
    )
