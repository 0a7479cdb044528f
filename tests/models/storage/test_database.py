"""The door to the database: transactions, threads, and what concurrent writers may do to each other."""

import asyncio
import time
from datetime import UTC, datetime, timedelta, timezone
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Priority, Purpose
from models.people.members import Member
from models.storage import engines
from models.storage.database import Database
from models.storage.errors import BadDatabaseUrl, TooLate
from models.workspace import workspaces
from models.workspace.workspaces import Workspace
from tests.concurrency import at_once
from tests.models import rows
from tests.people import Cast


def increment(session: Session, workspace_id: int, member_id: UUID) -> None:
    member = session.get(Member, (workspace_id, member_id), with_for_update=True)
    assert member is not None
    member.slack_updated += 1


async def test_400_concurrent_increments_all_survive(database: Database, cast: Cast) -> None:
    await asyncio.gather(*(database.run(increment, cast.workspace_id, cast.ana.id) for _ in range(400)))
    ana = rows.by_id(database, Member, cast.ana.id)
    assert ana.slack_updated == cast.ana.slack_updated + 400


def test_increments_of_several_processes_all_survive(database: Database, cast: Cast, database_url: str) -> None:
    """Another `Database` on the same URL is what another process is."""
    other = Database(database_url)

    def fifty(door: Database) -> None:
        for _ in range(50):
            door.write(increment, cast.workspace_id, cast.ana.id)

    try:
        at_once(*[lambda door=door: fifty(door) for door in (database, other)])
    finally:
        other.close()
    ana = rows.by_id(database, Member, cast.ana.id)
    assert ana.slack_updated == cast.ana.slack_updated + 100


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_plan_of_a_day_when_tables_were_small_is_kept(database: Database) -> None:
    def plans(session: Session) -> str | None:
        mode: str | None = session.scalar(text("SHOW plan_cache_mode"))
        return mode

    assert database.write(plans) == database.query(plans) == "force_custom_plan"


def test_a_write_that_fails_keeps_nothing(database: Database, now: datetime) -> None:
    def fail(session: Session) -> None:
        workspaces.install(session, slack_team_id="T1", name="One", bot_user_id="U1", now=now)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(fail)
    assert rows.count(database, Workspace) == 0


async def test_writes_that_fail_take_no_other_with_them(database: Database, cast: Cast) -> None:
    def write(session: Session, number: int) -> int:
        increment(session, cast.workspace_id, cast.ana.id)
        session.flush()
        if number % 7 == 0:
            raise RuntimeError(number)
        return number

    outcomes = await asyncio.gather(*(database.run(write, n) for n in range(70)), return_exceptions=True)
    for number, outcome in enumerate(outcomes):
        assert str(outcome) == str(number)
        assert isinstance(outcome, RuntimeError) == (number % 7 == 0)
    assert rows.by_id(database, Member, cast.ana.id).slack_updated == cast.ana.slack_updated + 60


def test_a_reader_cannot_write(database: Database, cast: Cast) -> None:
    def rename(session: Session) -> None:
        session.execute(update(Member).values(name="Mallory"))

    with pytest.raises(DBAPIError):
        database.query(rename)
    assert rows.count(database, Member, Member.name == "Mallory") == 0


def test_a_reader_sees_one_snapshot(database: Database, cast: Cast) -> None:
    def counts(session: Session) -> tuple[int, int]:
        before = session.scalar(select(func.sum(Member.slack_updated)))
        database.write(increment, cast.workspace_id, cast.ana.id)
        return before or 0, session.scalar(select(func.sum(Member.slack_updated))) or 0

    before, after = database.query(counts)
    assert before == after


async def test_a_write_that_starts_too_late_is_refused_and_stores_nothing(database: Database, now: datetime) -> None:
    release = Event()
    busy = [asyncio.ensure_future(database.run(lambda _: release.wait(10))) for _ in range(4)]
    await asyncio.sleep(0.05)
    late = asyncio.ensure_future(
        database.run_before(
            time.monotonic(),
            lambda s: workspaces.install(s, slack_team_id="T1", name="One", bot_user_id="U1", now=now),
        )
    )
    await asyncio.sleep(0.05)
    release.set()
    with pytest.raises(TooLate):
        await late
    await asyncio.gather(*busy)
    assert rows.count(database, Workspace) == 0


async def test_a_write_before_its_deadline_is_stored(database: Database, now: datetime) -> None:
    await database.run_before(
        time.monotonic() + 10,
        lambda s: workspaces.install(s, slack_team_id="T1", name="One", bot_user_id="U1", now=now),
    )
    assert rows.count(database, Workspace) == 1


def test_writers_that_lock_in_opposite_order_both_succeed(database: Database, cast: Cast) -> None:
    def both(first: UUID, second: UUID) -> None:
        def act(session: Session) -> None:
            increment(session, cast.workspace_id, first)
            session.flush()
            time.sleep(0.1)
            increment(session, cast.workspace_id, second)

        database.write(act)

    at_once(lambda: both(cast.ana.id, cast.bo.id), lambda: both(cast.bo.id, cast.ana.id))
    assert [rows.by_id(database, Member, m.id).slack_updated for m in (cast.ana, cast.bo)] == [3, 3]


def test_a_commit_that_owes_a_message_wakes_the_sender_and_no_other_does(
    database: Database, cast: Cast, now: datetime
) -> None:
    woken: list[int] = []
    database.on_outbox = lambda: woken.append(rows.count(database, Delivery))

    def owe(session: Session) -> None:
        outbox.post(
            session,
            workspace_id=cast.workspace_id,
            purpose=Purpose.ANNOUNCEMENT,
            key="k",
            channel_id="C1",
            priority=Priority.ANNOUNCEMENT,
            now=now,
        )

    def owe_and_fail(session: Session) -> None:
        owe(session)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(owe_and_fail)
    database.write(increment, cast.workspace_id, cast.ana.id)
    assert woken == []
    database.write(owe)
    assert woken == [1]


def test_errors_never_print_what_people_wrote(database: Database, cast: Cast, now: datetime) -> None:
    def twice(session: Session) -> None:
        session.add(
            Member(
                workspace_id=cast.workspace_id,
                slack_user_id=cast.ana.slack_user_id,
                name="very secret words",
                handle="",
                kind="person",
                active=True,
                verified=True,
                added_at=now,
            )
        )
        session.flush()

    with pytest.raises(DBAPIError) as error:
        database.write(twice)
    assert "secret" not in str(error.value)


def test_an_instant_comes_back_in_utc_whatever_zone_it_had(database: Database, cast: Cast, now: datetime) -> None:
    elsewhere = now.astimezone(timezone(timedelta(hours=13, minutes=45)))

    def store(session: Session) -> None:
        workspaces.get(session, cast.workspace_id).installed_at = elsewhere

    database.write(store)
    stored = rows.one(database, Workspace, Workspace.id == cast.workspace_id).installed_at
    assert stored == now
    assert stored.tzinfo == UTC


def test_an_instant_without_a_zone_is_refused(database: Database, cast: Cast) -> None:
    def store(session: Session) -> None:
        workspaces.get(session, cast.workspace_id).installed_at = datetime(2026, 3, 4)  # noqa: DTZ001

    with pytest.raises(StatementError, match="zone"):
        database.write(store)


@pytest.mark.parametrize("url", ["mysql://root:hunter2@db/backpat", "nonsense", ""])
def test_a_url_of_another_kind_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadDatabaseUrl) as error:
        engines.parse(url)
    assert "hunter2" not in error.value.url


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_gets_the_one_driver(scheme: str) -> None:
    assert engines.parse(f"{scheme}://db/backpat").drivername == "postgresql+psycopg"


async def test_connections_that_the_server_closed_are_opened_again(database: Database) -> None:
    """As after a restart of PostgreSQL."""
    if database.is_sqlite:
        return
    everyone = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
    await asyncio.gather(*(database.run(lambda session: session.scalar(text("SELECT 1"))) for _ in range(8)))
    await asyncio.gather(*(database.read(lambda session: session.scalar(text("SELECT 1"))) for _ in range(8)))
    other = engines.writer(database.url, connections=1)
    with other.connect() as connection:
        connection.execute(text(everyone + " AND pid <> pg_backend_pid()"))
    other.dispose()
    assert await database.run(lambda session: session.scalar(text("SELECT 2"))) == 2
    assert await database.read(lambda session: session.scalar(text("SELECT 3"))) == 3
