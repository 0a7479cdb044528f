"""A company of any size with any past, stored fast: rows go in past the domain, without foreign keys being checked.

The same arguments make the same rows: chance has a seed.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

import psycopg

from benchmarks.load import TEAM, user
from bot.sealing import Seal
from models.storage.database import Database
from models.workspace import workspaces

Row = tuple[str | int | None, ...]

MONDAY = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
"""A moment after the digests of the week before are due in London."""
INSTALLED = MONDAY - timedelta(days=730)
KEY = "benchmark secret key"
"""What seals the workspace's token."""
TEAM_OF = 10
AT_ONCE = 50_000
MEMBERS = "workspace_id, id, slack_user_id, name, handle, kind, active, verified, zone, is_slack_admin,"
MEMBERS += " is_primary_owner, is_named_admin, added_at, slack_updated, circle, receipts"
MEMBERSHIPS = "workspace_id, id, team_id, member_id, role, starts_at"
KUDOS = "workspace_id, id, giver_id, given_at, source, message, decision, customer_words, channel_id, channel_kind,"
KUDOS += " fingerprint"
RECEIVERS = "workspace_id, kudos_id, receiver_id, position, given_at, circle"


def found(database: Database, people: int, slack_team_id: str = TEAM) -> int:
    """A workspace with so many people. Returns its id."""
    workspace = database.write(
        workspaces.install,
        slack_team_id=slack_team_id,
        name="Bench",
        bot_user_id="U0BOT00000",
        bot_token=Seal(KEY).close("xoxb-1"),
        now=INSTALLED,
    )
    database.write(workspaces.configure, workspace_id=workspace.id, zone="Europe/London")
    at = _instant(INSTALLED)
    rest = ("person", 1, 1, "Europe/London", 0, 0, 0, at, 1, "everyone", 1)
    rows = ((workspace.id, member(n), user(n), f"Person {n}", f"p{n}", *rest) for n in range(people))
    _insert(database, "members", MEMBERS, rows)
    return workspace.id


def lead_lines(database: Database, workspace_id: int, pairs: Iterable[tuple[int, int]]) -> None:
    """Reporting lines: (member, lead)."""
    at = _instant(INSTALLED)
    rows = ((workspace_id, _id(2, n), member(who), member(lead), at) for n, (who, lead) in enumerate(pairs))
    _insert(database, "reporting_lines", "workspace_id, id, member_id, lead_id, starts_at", rows)


def divide(database: Database, workspace_id: int, people: int) -> None:
    """Everyone into teams of ten with a channel each; the first of a team leads it."""
    at = _instant(INSTALLED)
    teams = ((workspace_id, _id(3, n), f"Team {n}", f"C0TEAM{n:06}", at) for n in range(people // TEAM_OF))
    _insert(database, "teams", "workspace_id, id, name, channel_id, created_at", teams)
    members = (
        (workspace_id, _id(4, n), _id(3, n // TEAM_OF), member(n), "member" if n % TEAM_OF else "lead", at)
        for n in range(people)
    )
    _insert(database, "team_memberships", MEMBERSHIPS, members)


def remember(
    database: Database, workspace_id: int, *, people: int, kudos: int, start: datetime, end: datetime, seed: int
) -> None:
    """So many kudos of [start, end), evenly spread, among the first `people`; a tenth have two receivers."""
    chance = random.Random(seed)
    step = (end - start) / kudos
    for first in range(0, kudos, AT_ONCE):
        given: list[Row] = []
        received: list[Row] = []
        for n in range(first, min(first + AT_ONCE, kudos)):
            moment, id_ = start + n * step, _id(16 + seed, n)
            at = _instant(moment)
            giver, *receivers = chance.sample(range(people), 3 if n % 10 == 0 else 2)
            given.append(_kudos(workspace_id, id_, giver, at, n))
            received += [
                (workspace_id, id_, member(one), position, at, "everyone") for position, one in enumerate(receivers)
            ]
        _insert(database, "kudos", KUDOS, given)
        _insert(database, "kudos_receivers", RECEIVERS, received)


def settle(database: Database) -> None:
    """What PostgreSQL's autovacuum would have done by now; SQLite has nothing like it, and so gets nothing."""
    if database.is_sqlite:
        with sqlite3.connect(database.url.database or "") as lite:
            lite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with psycopg.connect(_plain(database), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def member(number: int) -> str:
    return _id(1, number)


def _kudos(workspace_id: int, id_: str, giver: int, at: str, number: int) -> Row:
    decision = "Replaced it without a return" if number % 5 == 0 else None
    customer = "You saved my week!" if number % 20 == 0 else None
    message = f"for staying late with the angry caller of case {number}, and calling back the day after"
    channel = f"C0BENCH{number % 500:03}"
    return workspace_id, id_, member(giver), at, "command", message, decision, customer, channel, "public", id_


def _id(kind: int, number: int) -> str:
    """A UUID that sorts by kind, then by number; in hexadecimal, as SQLite keeps it and PostgreSQL reads it."""
    return f"{kind << 80 | 0x7 << 76 | 0b10 << 62 | number:032x}"


def _instant(moment: datetime) -> str:
    """As SQLAlchemy keeps it in SQLite; PostgreSQL's session speaks UTC here."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _plain(database: Database) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _insert(database: Database, table: str, columns: str, rows: Iterable[Row]) -> None:
    if database.is_sqlite:
        _insert_sqlite(database, table, columns, rows)
        return
    with psycopg.connect(_plain(database), options="-c timezone=UTC -c session_replication_role=replica") as connection:
        copy_in = f"COPY {table} ({columns}) FROM STDIN".encode()
        with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
            for row in rows:
                copy.write_row(row)


def _insert_sqlite(database: Database, table: str, columns: str, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    lite = sqlite3.connect(database.url.database or "")
    try:
        for part in _parts(rows):
            lite.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", part)
            lite.commit()
    finally:
        lite.close()


def _parts(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    rest = iter(rows)
    while part := list(islice(rest, AT_ONCE)):
        yield part
