"""Owns the tables of the register and the triggers that let rows be added and nothing else, for SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import sqlalchemy as sa

from uwanose.records.model import Protection, Record

__all__ = [
    "FORMAT", "METADATA", "certificate", "create", "event", "format_table", "history", "issued", "protection",
]  # fmt: skip

FORMAT = 1
METADATA = sa.MetaData()
_INTEGERS = frozenset({"history_number", "position", "number"})


def _columns(shape: type, key: tuple[str, ...]) -> list[sa.Column[Any]]:
    """Return a column for each field of a row, text but for the few numbers."""
    return [
        sa.Column(
            entry.name,
            sa.Integer if entry.name in _INTEGERS else sa.Text,
            primary_key=entry.name in key,
            nullable=False,
            autoincrement=False,
        )
        for entry in fields(shape)
    ]


format_table = sa.Table(
    "register", METADATA, sa.Column("format", sa.Integer, primary_key=True, autoincrement=False)
)
event = sa.Table(
    "event",
    METADATA,
    sa.Column("municipality", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("event_date", sa.Text, nullable=False),
    sa.Column("recorded_on", sa.Text, nullable=False),
    sa.Column("provisional", sa.Integer, nullable=False),
    sa.Column("refers_to", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("alerts", sa.Text, nullable=False),
    sa.Column("extras", sa.Text, nullable=False),
    sa.UniqueConstraint("municipality", "sequence"),
    sa.Index("event_refers_to", "refers_to", "municipality"),
)
history = sa.Table(
    "history",
    METADATA,
    *_columns(Record, ("municipality", "person_number", "history_number")),
    # what tells rows apart stands first: a planner without statistics would go through a whole town by its name
    sa.Index("history_household", "household_number", "municipality"),
    sa.Index("history_code", "juminhyo_code", "municipality"),
    sa.Index("history_name", "name", "municipality"),
    sa.Index("history_event", "event_id", "municipality"),
    sa.Index("history_planned", "planned_on", "municipality"),
)
protection = sa.Table(
    "protection", METADATA, *_columns(Protection, ("municipality", "person_number", "number"))
)
issued = sa.Table(
    "issued",
    METADATA,
    sa.Column("municipality", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("body", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Text, nullable=False),
)
certificate = sa.Table(
    "certificate",
    METADATA,
    sa.Column("municipality", sa.Text, primary_key=True),
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("person_number", sa.Text, nullable=False),
    sa.Column("household_number", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("issued_on", sa.Text, nullable=False),
    sa.Column("released", sa.Text, nullable=False),
    sa.Column("leaving_event", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Index("certificate_person", "municipality", "person_number", "kind"),
)


def create(connection: sa.Connection) -> None:
    """Make the tables and their triggers in an empty database."""
    METADATA.create_all(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the register is append-only'; END $$"
        )
    for table in METADATA.tables:
        for statement in _triggers(table, connection.dialect.name):
            connection.exec_driver_sql(statement)
    connection.execute(format_table.insert().values(format=FORMAT))


def _triggers(table: str, dialect: str) -> list[str]:
    """Return what makes changing and deleting rows of a table an error."""
    if dialect == "postgresql":
        return [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        ]
    return [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
        for action in ("UPDATE", "DELETE")
    ]
