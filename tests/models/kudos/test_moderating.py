"""Reports, and what admins do about them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.delivery.outbox import Delivery, Kind, Purpose
from models.kudos import Kudos, Retraction, Source, editing, moderating, reports, responding, retracting
from models.kudos.reports import KudosReport
from models.kudos.versions import Texts
from models.people import members
from models.people.members import Circle, Member
from models.storage.database import Database
from models.storage.requests import Outcome
from models.workspace import policies, workspaces
from models.workspace.policies import Guests
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast

WHY = "It names a customer"


@pytest.fixture
def given(database: Database, cast: Cast, now: datetime) -> UUID:
    """Bo has given Ana a pat."""
    return UUID(give(database, cast, gift(cast.bo, cast.ana), now=now)["kudos"])


def report(database: Database, cast: Cast, kudos: UUID, by: Member, now: datetime, **changes: Any) -> str:
    fields: dict[str, Any] = {"workspace_id": cast.workspace_id, "kudos_id": kudos, "words": "Not nice", "now": now}
    fields |= {"member": str(by.slack_user_id)}
    return str(database.write(moderating.report, **{**fields, **changes})["code"])


def leave(database: Database, cast: Cast, kudos: UUID, by: Member, now: datetime) -> Outcome:
    who: dict[str, Any] = {"kudos_id": kudos, "admin": str(by.slack_user_id)}
    return database.write(moderating.leave, workspace_id=cast.workspace_id, **who, now=now)


def remove(database: Database, cast: Cast, kudos: UUID, by: Member, now: datetime, **changes: Any) -> str:
    fields: dict[str, Any] = {"workspace_id": cast.workspace_id, "kudos_id": kudos, "note": WHY, "now": now}
    fields |= {"admin": str(by.slack_user_id)}
    return str(database.write(moderating.remove, **{**fields, **changes})["code"])


def told(database: Database, purpose: Purpose) -> list[str]:
    """To whom such messages are owed."""
    return [row.channel_id for row in rows.all_of(database, Delivery, Delivery.purpose == purpose)]


def waiting(database: Database, cast: Cast, admin: Member) -> int:
    return len(database.query(reports.waiting, workspace_id=cast.workspace_id, admin_id=admin.id))


def close_circle(database: Database, cast: Cast, kudos: UUID, now: datetime) -> None:
    how: dict[str, Any] = {"member": str(cast.ana.slack_user_id), "circle": Circle.LEAD, "always": False}
    database.write(responding.choose_circle, workspace_id=cast.workspace_id, kudos_id=kudos, **how, now=now)


def change(database: Database, cast: Cast, who: Member, **fields: Any) -> None:
    def act(session: Any) -> None:
        member = members.by_id(session, cast.workspace_id, [who.id])[who.id]
        for name, value in fields.items():
            setattr(member, name, value)

    database.write(act)


def test_a_report_is_stored_once_and_the_installer_is_told_once(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    codes = at_once(*[lambda: report(database, cast, given, cast.dave, now)] * 5)
    assert sorted(codes) == ["already"] * 4 + ["reported"]
    assert report(database, cast, given, cast.carol, now) == "reported"
    assert rows.count(database, KudosReport) == 2
    assert told(database, Purpose.REPORTED) == [cast.finn.slack_user_id] * 2
    assert waiting(database, cast, cast.finn) == 1


def test_the_giver_the_uninvolved_and_strangers_cannot_report(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    assert report(database, cast, given, cast.bo, now) == "own"
    assert report(database, cast, uuid4(), cast.dave, now) == "gone"
    assert report(database, cast, given, cast.zed, now, workspace_id=cast.elsewhere.id) == "gone"
    policy = replace(policies.DEFAULT, guests=Guests.NONE)
    database.write(policies.save, workspace_id=cast.workspace_id, policy=policy, by_id=cast.finn.id, now=now)
    assert report(database, cast, given, cast.eve, now) == "cannot"
    close_circle(database, cast, given, now)
    assert report(database, cast, given, cast.dave, now) == "gone"
    assert report(database, cast, given, cast.ana, now) == "reported"


def test_what_was_taken_back_is_not_reported(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    undo(database, cast, given, now)
    assert report(database, cast, given, cast.dave, now) == "gone"


def undo(database: Database, cast: Cast, kudos: UUID, now: datetime) -> str:
    who: dict[str, Any] = {"kudos_id": kudos, "giver": str(cast.bo.slack_user_id)}
    return str(database.write(retracting.undo_one, workspace_id=cast.workspace_id, **who, now=now)["code"])


@pytest.mark.parametrize(
    ("gone", "dave", "carol", "whom"),
    [
        (False, {"is_primary_owner": True, "is_slack_admin": True}, {"is_named_admin": True}, ["finn"]),
        (True, {"is_primary_owner": True, "is_slack_admin": True}, {"is_named_admin": True}, ["dave"]),
        (True, {"is_slack_admin": True}, {"is_named_admin": True}, ["carol"]),
        (True, {"is_slack_admin": True}, {"is_slack_admin": True}, ["carol", "dave"]),
        (True, {}, {}, []),
    ],
)
def test_few_admins_are_told(
    database: Database,
    cast: Cast,
    given: UUID,
    now: datetime,
    gone: bool,
    dave: dict[str, bool],
    carol: dict[str, bool],
    whom: list[str],
) -> None:
    change(database, cast, cast.dave, **dave)
    change(database, cast, cast.carol, **carol)
    change(database, cast, cast.finn, active=not gone)
    assert report(database, cast, given, cast.ana, now) == ("reported" if whom else "nobody")
    assert sorted(told(database, Purpose.REPORTED)) == sorted(getattr(cast, name).slack_user_id for name in whom)


def test_an_admin_neither_reads_nor_settles_a_report_of_what_they_gave(
    database: Database, cast: Cast, now: datetime
) -> None:
    kudos = UUID(give(database, cast, gift(cast.finn, cast.ana), now=now)["kudos"])
    assert report(database, cast, kudos, cast.ana, now) == "nobody"
    change(database, cast, cast.dave, is_named_admin=True)
    assert report(database, cast, kudos, cast.ana, now) == "reported"
    assert told(database, Purpose.REPORTED) == [cast.dave.slack_user_id]
    assert (waiting(database, cast, cast.finn), waiting(database, cast, cast.dave)) == (0, 1)
    assert leave(database, cast, kudos, cast.finn, now)["code"] == "own"
    assert leave(database, cast, kudos, cast.dave, now)["code"] == "left"


def test_what_is_left_is_settled_for_all_who_reported_it_once(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    for person in (cast.ana, cast.carol):
        report(database, cast, given, person, now)
    assert leave(database, cast, given, cast.dave, now)["code"] == "not_admin"
    outcomes = at_once(*[lambda: leave(database, cast, given, cast.finn, now)] * 3)
    assert sorted(outcome["code"] for outcome in outcomes) == ["gone", "gone", "left"]
    assert {row.resolution for row in rows.all_of(database, KudosReport)} == {"left"}
    assert sorted(told(database, Purpose.REPORT_CLOSED)) == sorted(
        str(person.slack_user_id) for person in (cast.ana, cast.carol)
    )
    assert rows.count(database, Retraction) == 0


def test_a_removal_says_why_and_takes_every_message_away(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    posted = Sender(database, cast.workspace_id).claim_ids(now)
    assert remove(database, cast, given, cast.finn, now, note=None) == "no_reason"
    codes = at_once(*[lambda: remove(database, cast, given, cast.finn, now)] * 3)
    assert sorted(codes) == ["gone", "gone", "removed"]
    retraction = rows.one(database, Retraction)
    assert (retraction.by_id, retraction.reason, retraction.note) == (cast.finn.id, "removed", WHY)
    states = rows.all_of(database, Delivery, Delivery.kind == Kind.STATE)
    assert {state.post_id for state in states} == set(posted)
    assert told(database, Purpose.REMOVED) == [cast.bo.slack_user_id]
    assert undo(database, cast, given, now) == "already"


def test_nobody_else_removes_anything(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    assert remove(database, cast, given, cast.carol, now) == "not_admin"
    assert remove(database, cast, given, cast.zed, now) == "not_admin"
    assert remove(database, cast, given, cast.finn, now, workspace_id=cast.elsewhere.id) == "not_admin"
    change(database, cast, cast.finn, active=False)
    assert remove(database, cast, given, cast.finn, now) == "not_admin"
    assert rows.count(database, Retraction) == 0


def test_an_admin_of_another_workspace_removes_nothing_here(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    database.write(
        lambda session: setattr(
            workspaces.get(session, cast.elsewhere.id), "installer_slack_id", str(cast.zed.slack_user_id)
        )
    )
    assert remove(database, cast, given, cast.zed, now, workspace_id=cast.elsewhere.id) == "gone"
    assert rows.count(database, Retraction) == 0


def test_what_is_not_for_everyone_is_the_admins_business_once_it_was_reported(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    close_circle(database, cast, given, now)
    assert remove(database, cast, given, cast.finn, now) == "gone"
    look: dict[str, Any] = {"kudos_id": given, "member": str(cast.finn.slack_user_id)}
    assert database.query(editing.look_back, workspace_id=cast.workspace_id, **look) is None
    report(database, cast, given, cast.ana, now)
    assert database.query(editing.look_back, workspace_id=cast.workspace_id, **look) == []
    assert remove(database, cast, given, cast.finn, now) == "removed"


@pytest.mark.parametrize(("how", "resolution"), [("undo", "taken_back"), ("remove", "removed")])
def test_a_report_ends_with_the_pat(
    database: Database, cast: Cast, given: UUID, now: datetime, how: str, resolution: str
) -> None:
    report(database, cast, given, cast.dave, now)
    undo(database, cast, given, now) if how == "undo" else remove(database, cast, given, cast.finn, now)
    assert rows.one(database, KudosReport).resolution == resolution
    closed = rows.one(database, Delivery, Delivery.purpose == Purpose.REPORT_CLOSED)
    assert (closed.channel_id, closed.detail) == (cast.dave.slack_user_id, {"resolution": resolution})
    assert waiting(database, cast, cast.finn) == 0
    refreshed = rows.one(database, Delivery, Delivery.kind == Kind.STATE, Delivery.purpose == Purpose.REPORTED)
    assert refreshed.channel_id == cast.finn.slack_user_id


def test_edit_undo_and_removal_at_once_take_it_back_once(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    said: dict[str, Any] = {"kudos_id": given, "giver": str(cast.bo.slack_user_id), "key": "view:V1"}
    said |= {"typed": Texts(message="Better"), "value_ids": None}
    edited, undone, removed = at_once(
        lambda: database.write(editing.edit, workspace_id=cast.workspace_id, **said, now=now)["code"],
        lambda: undo(database, cast, given, now),
        lambda: remove(database, cast, given, cast.finn, now),
    )
    assert (undone, removed) in {("undone", "gone"), ("already", "removed")}
    assert edited in {"edited", "taken_back" if undone == "undone" else "removed"}
    reason = "undo" if undone == "undone" else "removed"
    assert rows.one(database, Retraction).reason == reason
    assert (rows.one(database, Kudos).edited_at is not None) == (edited == "edited")


def test_an_imported_pat_is_removed_without_a_message_to_its_giver(
    database: Database, cast: Cast, now: datetime
) -> None:
    kudos = UUID(give(database, cast, gift(cast.bo, cast.ana, source=Source.IMPORT), now=now)["kudos"])
    assert remove(database, cast, kudos, cast.finn, now + timedelta(days=400)) == "removed"
    assert told(database, Purpose.REMOVED) == []


def test_what_reactions_gave_for_one_message_goes_together(database: Database, cast: Cast, now: datetime) -> None:
    def react(giver: Member) -> UUID:
        reaction = gift(giver, cast.ana, source=Source.REACTION, message=None, message_ts="1.1", thread_ts="1.1")
        return UUID(give(database, cast, reaction, now=now)["kudos"])

    first, _ = react(cast.bo), react(cast.carol)
    assert remove(database, cast, first, cast.finn, now) == "removed"
    assert rows.count(database, Retraction) == 2
    assert sorted(told(database, Purpose.REMOVED)) == sorted(str(one.slack_user_id) for one in (cast.bo, cast.carol))
