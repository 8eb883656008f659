"""A register for each test: SQLite always, PostgreSQL where the `pgserver` wheel is installed (else a visible skip)."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from uwanose.records.store import Store, open_store

_NAMES = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Return the URL of a real PostgreSQL that lives as long as the tests; their disk need not outlive the machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where it looks for a runtime folder is its own affair
        pgserver = pytest.importorskip(
            "pgserver", reason="no pgserver wheel for this platform: PostgreSQL not tested"
        )
        folder = Path(tempfile.mkdtemp(prefix="uwanose-postgresql-"))
        server = pgserver.get_server(folder, cleanup_mode="stop")
    url: str = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    try:
        _execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _execute(url: str, *statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a place for a new register: a file, and a schema of its own in PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "register.sqlite3")
    url: str = request.getfixturevalue("postgresql")
    schema = f"register_{next(_NAMES)}"
    _execute(url, f"CREATE SCHEMA {schema}")
    return f"{url.replace('+psycopg', '')}&options=-csearch_path%3D{schema}"


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """Return a new register, in each database."""
    made = open_store(where, create=True)
    yield made
    made.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    """Return a new register in a file."""
    made = open_store(tmp_path / "register.sqlite3", create=True)
    yield made
    made.close()
