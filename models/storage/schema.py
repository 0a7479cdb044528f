"""The schema's migrations: bring a database up to date, or say that it is behind."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import models.storage.tables  # noqa: F401  (every table, for the migrations that compare with them)
from models.storage.database import Database
from models.storage.errors import BehindMigrations

SCRIPTS = Path(__file__).resolve().parents[2] / "alembic"


def config() -> Config:
    """Alembic's configuration, without a file."""
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return settings


def migrate(database: Database) -> str:
    """Run every migration that is missing. Returns the newest revision."""
    settings = config()
    with database.writer.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        connection.commit()
    return newest()


@cache
def newest() -> str:
    """The revision that this code was written for. Asked once: alembic reads and runs every migration's file."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    assert head is not None, "there is no migration"
    return head


def current(database: Database) -> str | None:
    """The database's revision; None for an empty database."""
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check(database: Database) -> None:
    """Raises `BehindMigrations` unless the database is at the newest revision."""
    revision = current(database)
    if revision != newest():
        raise BehindMigrations(revision, newest())
