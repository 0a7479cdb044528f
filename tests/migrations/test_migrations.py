"""Migrations on both databases: one head, no drift, there and back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, column, insert, inspect, select, table, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import Table

from models.people.members import Kind, Member
from models.privacy import backlog
from models.privacy.backlog import Task, Work
from models.storage import requests, schema
from models.storage.database import Database
from models.storage.errors import BehindMigrations
from models.storage.ids import uuid7
from models.storage.tables import metadata
from models.workspace import notes
from tests.people import Cast


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    with closing(Database(empty_database_url)) as database:
        yield database


@contextmanager
def alembic(database: Database) -> Iterator[Config]:
    """Alembic's configuration, connected as `schema.migrate` does it."""
    settings = schema.config()
    with database.writer.connect() as connection:
        settings.attributes["connection"] = connection
        yield settings
        connection.commit()


def tables(database: Database) -> set[str]:
    return set(inspect(database.writer).get_table_names()) - {"alembic_version"}


def reflected(database: Database) -> dict[str, Table]:
    found = MetaData()
    found.reflect(database.writer)
    return dict(found.tables)


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(schema.config()).get_heads()) == 1


def test_migrating_makes_every_table(empty: Database) -> None:
    assert schema.migrate(empty) == schema.newest()
    assert tables(empty) == set(metadata.tables)


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    schema.migrate(empty)
    schema.migrate(empty)
    assert schema.current(empty) == schema.newest()


def test_models_and_migrations_agree(database: Database) -> None:
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_go_down_to_nothing_and_up_again_to_the_same(database: Database) -> None:
    before = reflected(database)
    with alembic(database) as settings:
        command.downgrade(settings, "base")
    assert tables(database) == set()
    schema.migrate(database)
    after = reflected(database)
    assert {name: _shape(table) for name, table in after.items()} == {name: _shape(t) for name, t in before.items()}


def test_each_migration_can_be_taken_back_alone(database: Database) -> None:
    steps = len(list(ScriptDirectory.from_config(schema.config()).walk_revisions()))
    for _ in range(steps):
        with alembic(database) as settings:
            command.downgrade(settings, "-1")
            command.upgrade(settings, "+1")
            command.downgrade(settings, "-1")
    assert tables(database) == set()


def test_a_migrated_database_passes_the_check(database: Database) -> None:
    schema.check(database)


def test_an_empty_database_is_behind(empty: Database) -> None:
    with pytest.raises(BehindMigrations) as behind:
        schema.check(empty)
    assert (behind.value.current, behind.value.newest) == (None, schema.newest())


def test_an_old_database_is_behind(database: Database) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(BehindMigrations) as behind:
        schema.check(database)
    assert behind.value.current == "0000"


def test_checking_writes_nothing(empty: Database) -> None:
    with pytest.raises(BehindMigrations):
        schema.check(empty)
    assert not inspect(empty.writer).get_table_names()


def test_workspace_id_leads_every_key_and_index() -> None:
    """So that no query crosses a workspace, and rows can be distributed by it."""
    owned = [table for table in metadata.tables.values() if table.name != "workspaces"]
    keys = {f"{index.name}": next(iter(index.columns)).name for table in owned for index in table.indexes}
    keys |= {f"{table.primary_key.name}": next(iter(table.primary_key)).name for table in owned}
    assert [name for name, first in keys.items() if first != "workspace_id"] == []


def test_notes_and_unfinished_work_move_out_of_the_requests_and_back(database: Database, cast: Cast) -> None:
    """They stood there until 0003, where they were forgotten after 90 days."""
    task = Task(Work.NARROW, cast.ana.id, {"circle": "team"})
    when = datetime(2026, 3, 2, 9, tzinfo=UTC)
    here: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": when}
    database.write(notes.write, **here, key="granted", content={"scopes": ["commands"]})
    database.write(backlog.add, **here, task=task)
    database.write(requests.claim, **here, key="command:1")
    with alembic(database) as settings:
        command.downgrade(settings, "0002")
    assert set(database.query(_keys)) == {"note:granted", "backlog", "command:1"}
    schema.migrate(database)
    assert set(database.query(_keys)) == {"command:1"}
    assert database.query(notes.read, cast.workspace_id, "granted") == {"scopes": ["commands"]}
    assert database.query(backlog.left, workspace_id=cast.workspace_id) == [task]


def test_people_without_slack_who_are_typed_the_same_are_told_apart(database: Database, cast: Cast) -> None:
    with alembic(database) as settings:
        command.downgrade(settings, "0002")
    then = reflected(database)["members"].c.keys()
    members = table("members", *(column(one.name, one.type) for one in Member.__table__.c if one.name in then))
    ana = {one.key: getattr(cast.ana, one.key) for one in members.c}

    def hire(session: Session) -> None:
        for handle in ("lee", "lee", "lee-2", "lee"):
            lee = {"id": uuid7(), "slack_user_id": None, "handle": handle, "kind": Kind.OFFLINE}
            session.execute(insert(members).values(ana | lee))

    database.write(hire)
    schema.migrate(database)
    offline = select(Member.handle).where(Member.workspace_id == cast.workspace_id, Member.kind == Kind.OFFLINE)
    assert sorted(database.query(lambda session: list(session.scalars(offline)))) == ["lee", "lee-2", "lee-3", "lee-4"]


def _keys(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT key FROM requests")))


def _shape(table: Table) -> object:
    """Of a reflected table: what a migration could forget."""
    columns = {(column.name, str(column.type), column.nullable) for column in table.columns}
    indexes = {(index.name, index.unique, tuple(index.columns.keys())) for index in table.indexes}
    foreign = {(key.name, key.ondelete, tuple(key.column_keys)) for key in table.foreign_key_constraints}
    return columns, indexes, foreign, tuple(table.primary_key.columns.keys())
