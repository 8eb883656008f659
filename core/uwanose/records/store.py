"""Owns the database of the register: where it is, whether it is ours, and that one writes at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from uwanose.errors import Finding, Place, Refused
from uwanose.records import tables
from uwanose.records.transactions import Reading, Writing

__all__ = ["Store", "open_store"]


class Store:
    """One register in one database, which several processes may read while one writes."""

    def __init__(self, engine: sa.Engine, shown: str) -> None:
        self._engine, self.shown = engine, shown

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    @contextmanager
    def reading(self, municipality: str) -> Iterator[Reading]:
        """Read one consistent state of a town's register."""
        with self._told(), self._engine.begin() as connection:
            yield Reading(connection, municipality)

    @contextmanager
    def writing(self, municipality: str) -> Iterator[Writing]:
        """Write in one transaction, as the only writer: all of it is recorded when the block ends, or nothing."""
        with self._told(), self._engine.execution_options(writes=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("LOCK TABLE event IN EXCLUSIVE MODE"))
            yield Writing(connection, municipality)

    @contextmanager
    def _told(self) -> Iterator[None]:
        driver = (
            self._engine.dialect.loaded_dbapi
        )  # what is copied in bypasses SQLAlchemy, and so do its errors
        try:
            yield
        except (SQLAlchemyError, driver.Error) as error:
            raise Refused([_unusable(self.shown, error)]) from error


def open_store(where: str | Path, *, create: bool = False) -> Store:
    """Open a register: a file of SQLite, or a URL of PostgreSQL. Raises Refused when there is none or it is foreign."""
    text = str(where)
    is_file = "://" not in text
    if is_file and not create and not Path(text).is_file():
        raise Refused([_no_register(text)])
    shown = text if is_file else text.split("@")[-1]
    engine = _engine(text, is_file)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            if not sa.inspect(connection).has_table("event"):
                if not create:
                    raise Refused([_no_register(shown)])
                tables.create(connection)
            found = connection.execute(sa.select(tables.format_table.c.format)).scalar()
    except SQLAlchemyError as error:
        engine.dispose()
        raise Refused([_unusable(shown, error)]) from error
    except Refused:
        engine.dispose()
        raise
    if found != tables.FORMAT:
        engine.dispose()
        raise Refused([_other_format(shown, found)])
    return Store(engine, shown)


def _engine(text: str, is_file: bool) -> sa.Engine:
    if not is_file:
        url = text.replace("postgresql://", "postgresql+psycopg://", 1)
        server = sa.create_engine(url)

        @sa.event.listens_for(server, "begin")
        def _plan_for_the_values(connection: sa.Connection) -> None:
            # a plan made once for any values would compare each row with each of five hundred of them
            connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")

        return server
    engine = sa.create_engine(sa.URL.create("sqlite", database=text), connect_args={"timeout": 60})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the transactions are ours, none is begun behind our back
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what is committed outlives a loss of power

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _no_register(shown: str) -> Finding:
    return Finding(
        code="J304",
        ja=f"登録簿 {shown} がありません。",
        en=f"there is no register {shown}.",
        remedy_ja="uwanose records apply で異動を登録すると作られます。場所は --register で指定します。",
        remedy_en="`uwanose records apply` makes it; --register names the place.",
        place=Place(shown),
        scope="register",
    )


def _other_format(shown: str, found: object) -> Finding:
    return Finding(
        code="J305",
        ja=f"登録簿 {shown} の形式は {found} で、このプログラムの {tables.FORMAT} と違います。",
        en=f"the register {shown} has format {found}; this program has {tables.FORMAT}.",
        remedy_ja="登録簿を作った版のプログラムを使ってください。",
        remedy_en="Use the version of the program that made it.",
        place=Place(shown),
        scope="register",
    )


def _unusable(shown: str, error: Exception) -> Finding:
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return Finding(
        code="J306",
        ja=f"登録簿 {shown} を使えません（{reason}）。書きかけのものは何も残っていません。",
        en=f"the register {shown} cannot be used ({reason}); nothing half-written is left.",
        remedy_ja="場所・権限・ほかの処理が使っていないかを確かめて、もう一度同じ命令を打ってください。",
        remedy_en="Look at the place, your rights and other programs, then type the same command again.",
        place=Place(shown),
        scope="register",
    )
