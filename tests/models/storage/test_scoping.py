"""No workspace sees another. Besides these tests, `database` checks every statement of every test that uses it."""

from contextlib import closing
from dataclasses import astuple
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from models import giving
from models.delivery import claims
from models.delivery.claims import Lease
from models.delivery.outbox import Delivery
from models.giving import drafts
from models.kudos import around, histories, retracting
from models.kudos.cards import Card
from models.kudos.histories import Which
from models.people import members, reporting
from models.people.members import Member
from models.storage.database import Database
from models.storage.errors import NotFound
from models.workspace import values, workspaces
from tests import people, statements
from tests.models import rows
from tests.models.gifts import gift
from tests.people import Cast
from tests.statements import unscoped

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NAMES = ("Ana", "Bo", "Carol")


def move_in(database: Database, slack_team_id: str, now: datetime) -> int:
    """A workspace in which the people have the Slack ids that they have in every other."""
    here = database.write(
        workspaces.install, slack_team_id=slack_team_id, name=slack_team_id, bot_user_id="U0BACKPAT0", now=now
    )
    profiles = [people.profile(name) for name in NAMES]
    database.write(members.sync, workspace_id=here.id, profiles=profiles, now=now)
    database.write(values.set_values, workspace_id=here.id, names=["Courage"], now=now)
    ana, _, carol = [member_id(database, here.id, name) for name in NAMES]
    database.write(reporting.set_lead, workspace_id=here.id, member_id=ana, lead_id=carol, now=now)
    return here.id


def member_id(database: Database, workspace_id: int, name: str) -> UUID:
    member = database.query(members.by_slack_user, workspace_id, people.profile(name).slack_user_id)
    assert member is not None
    return member.id


def play(database: Database, *here: int, now: datetime) -> None:
    """The same requests, with the same keys, in each of these workspaces in turn."""
    ana, bo, carol = (people.profile(name).slack_user_id for name in NAMES)
    gifts = [gift(bo, ana), gift(bo, ana, carol, message="and again"), gift(carol, bo), gift(ana, ana), gift(bo, ana)]
    for n, what in enumerate(gifts):
        for workspace_id in here:
            giving_at = now + n * MINUTE / 4
            database.write(giving.give, workspace_id=workspace_id, gifts=[what], key=f"command:{n}", now=giving_at)
    for workspace_id in here:
        database.write(retracting.undo, workspace_id=workspace_id, giver=carol, key="undo", now=now + 2 * MINUTE)


def view(database: Database, workspace_id: int, now: datetime) -> list[object]:
    """Everything that can be seen in a workspace, with its ids numbered in the order in which they appear."""
    people_ids = [member_id(database, workspace_id, name) for name in NAMES]
    seen: list[Any] = [database.query(members.by_id, workspace_id, people_ids)]
    for person in people_ids:
        for which in Which:
            page = database.query(histories.history, workspace_id=workspace_id, member_id=person, which=which)
            seen.append([page.total, *map(_spoken, page.cards)])
        around_me = database.query(around.around, member=_member(database, person), most=9, offset=0, now=now + HOUR)
        seen.append([*map(_spoken, around_me.cards)])
        reports = database.query(reporting.reports_of, workspace_id=workspace_id, lead_id=person, at=now)
        seen.append([member.name for member in reports])
    lease = Lease("sender", now + MINUTE)
    claimed = database.write(
        claims.claim,
        workspace_id=workspace_id,
        lease=lease,
        limits_of=lambda _: [],
        now=now + 5 * MINUTE,
        real=now,
        most=100,
    )
    seen.append([_sent(row) for row in claimed.rows])
    return [len(seen[0]), *seen[1:]]


def _member(database: Database, id_: UUID) -> Member:
    return rows.by_id(database, Member, id_)


def _spoken(card: Card) -> tuple[object, ...]:
    numbers = count(1)
    known: dict[UUID, int] = {}

    def number(value: object) -> object:
        if isinstance(value, UUID):
            return known.setdefault(value, next(numbers))
        if isinstance(value, tuple | frozenset | list):
            return tuple(map(number, value))
        return value

    return tuple(map(number, astuple(card)))


def _sent(row: Delivery) -> tuple[object, ...]:
    return row.kind, row.purpose, row.channel_id, row.priority, row.due_at, row.version, row.attempts


def test_each_of_two_workspaces_with_the_same_ids_sees_what_it_sees_alone(database: Database, now: datetime) -> None:
    alone = move_in(database, "T0ALONE", now)
    play(database, alone, now=now)
    expected = view(database, alone, now)
    first, second = move_in(database, "T0FIRST", now), move_in(database, "T0SECOND", now)
    play(database, first, second, now=now)
    assert view(database, first, now) == expected
    assert view(database, second, now) == expected


def test_the_same_slack_workspace_is_installed_once(database: Database, now: datetime) -> None:
    assert move_in(database, "T1", now) == move_in(database, "T1", now)
    assert len(database.query(workspaces.installations)) == 1


def test_a_workspace_that_does_not_exist_is_not_found(database: Database, cast: Cast) -> None:
    with pytest.raises(NotFound):
        database.query(workspaces.get, 999)


def test_a_removed_workspace_keeps_its_data_and_is_silent(database: Database, cast: Cast, now: datetime) -> None:
    database.write(workspaces.uninstall, workspace_id=cast.workspace_id, now=now)
    assert [i.workspace_id for i in database.query(workspaces.installations)] == [cast.elsewhere.id]
    assert database.query(workspaces.get, cast.workspace_id).uninstalled_at == now
    assert database.query(members.by_slack_user, cast.workspace_id, str(cast.ana.slack_user_id)) is not None


def test_a_draft_is_nobody_elses(database: Database, cast: Cast, now: datetime) -> None:
    def keep(at: datetime) -> UUID:
        fields = {"message": "words"}
        return database.write(drafts.keep, workspace_id=cast.workspace_id, giver_id=cast.bo.id, fields=fields, now=at)

    def look(workspace_id: int, draft: UUID, giver: UUID) -> dict[str, Any] | None:
        return database.query(drafts.look, workspace_id=workspace_id, draft_id=draft, giver_id=giver)

    forgotten, draft = keep(now - timedelta(days=2)), keep(now)
    assert look(cast.workspace_id, draft, cast.ana.id) is None
    assert look(cast.elsewhere.id, draft, cast.bo.id) is None
    assert look(cast.workspace_id, draft, cast.bo.id) == {"message": "words"}
    database.write(drafts.forget, workspace_id=cast.workspace_id, now=now)
    assert look(cast.workspace_id, forgotten, cast.bo.id) is None
    database.write(drafts.drop, workspace_id=cast.workspace_id, draft_id=draft, giver_id=cast.bo.id)
    assert look(cast.workspace_id, draft, cast.bo.id) is None


def test_values_keep_their_past_and_their_order(database: Database, cast: Cast, now: datetime) -> None:
    def names() -> list[str]:
        return [value.name for value in database.query(values.current, cast.workspace_id)]

    for wanted in (["Care", "Courage"], ["Courage", "Candour"], ["Care"]):
        database.write(values.set_values, workspace_id=cast.workspace_id, names=wanted, now=now)
        assert names() == wanted
    assert database.query(values.current, cast.elsewhere.id) == []


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT members.name FROM members", ["members"]),
        ("SELECT members.workspace_id, members.name FROM members WHERE members.id = ?", ["members"]),
        ("SELECT m.name FROM members AS m WHERE m.workspace_id = ?", []),
        ("SELECT 1 FROM kudos AS k JOIN members AS m ON m.id = k.giver_id WHERE k.workspace_id = ?", ["m"]),
        ("SELECT 1 FROM kudos JOIN members ON members.workspace_id = kudos.workspace_id", []),
        ("SELECT 1 FROM members, kudos WHERE members.workspace_id = ?", ["kudos"]),
        ("SELECT 1 FROM teams WHERE teams.workspace_id = ? AND EXISTS (SELECT 1 FROM kudos)", ["kudos"]),
        ("SELECT 1 FROM boosts WHERE (boosts.workspace_id, boosts.kudos_id) IN ((?, ?))", []),
        ("UPDATE outbox SET status=? WHERE outbox.id = ?", ["outbox"]),
        ("UPDATE outbox SET status=? WHERE outbox.workspace_id = ? AND outbox.id = ?", []),
        ("DELETE FROM requests WHERE requests.received_at < ?", ["requests"]),
        ("INSERT INTO requests (workspace_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING", []),
        ("INSERT INTO requests (key) SELECT workspace_id FROM workspaces", ["requests"]),
        ("SELECT workspaces.name FROM workspaces", []),
        ("CREATE TABLE imports (kudos INTEGER, members INTEGER)", []),
    ],
)
def test_the_check_finds_statements_that_look_across_workspaces(sql: str, tables: list[str]) -> None:
    assert list(unscoped(sql)) == tables


def test_the_check_fails_a_test_whose_code_looks_across_workspaces(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "_asker", lambda: "models.people.members.everyone")
    with closing(Database(database_url)) as database:  # noqa: SIM117
        with pytest.raises(pytest.fail.Exception, match=r"models\.people\.members\.everyone reads or writes members"):
            with statements.scoped(database):
                database.query(lambda session: session.scalars(text("SELECT name FROM members")).all())


def test_few_functions_may_look_across_workspaces() -> None:
    assert set() == statements.NOT_SCOPED
