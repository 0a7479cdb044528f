"""Nudges: seldom, with something real, in working hours, and never twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.gaps import nudging as finding
from digests.gaps.nudging import Told
from models.answers import leaving
from models.delivery.outbox import Delivery, Purpose
from models.gaps import nudging, rules
from models.gaps.nudges import Nudge, Reason
from models.gaps.rules import GapRules
from models.kudos import Retraction, retracting
from models.people import members, reporting
from models.people.members import Member
from models.storage.database import Database
from models.workdays import Calendar
from tests.concurrency import at_once
from tests.digests.giving import pat
from tests.models import rows
from tests.models.answers.test_assigning import logs, pledged
from tests.models.workspace.test_calendars import works
from tests.people import Cast, profile
from tests.statements import QueryCounter

__all__ = ["pledged"]

DAY = timedelta(days=1)
FEBRUARY = datetime(2026, 2, 11, 12, tzinfo=UTC)
"""A Wednesday: 15 working days later it is Wednesday, 4 March, when everything here begins."""


def switch(database: Database, cast: Cast, now: datetime, **wanted: bool) -> None:
    set_to = GapRules(**{"names": True, "nudging": True} | wanted)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=set_to, by_id=cast.finn.id, now=now)


@pytest.fixture
def on(database: Database, cast: Cast, now: datetime) -> Cast:
    """Nudges are on, and Bo thanked Ana fifteen working days ago."""
    switch(database, cast, now)
    database.write(pat, cast.bo, cast.ana, FEBRUARY)
    return cast


def sweep(database: Database, cast: Cast, now: datetime) -> list[tuple[UUID, UUID, Reason]]:
    """Who is told about whom, and why, of what is new."""
    found = database.query(finding.due, cast.workspace_id, now)
    assert database.write(nudging.send, workspace_id=cast.workspace_id, found=found, now=now) == len(found)
    return [(one.lead_id, one.member_id, one.reason) for one in found]


def changes(database: Database, member: Member, **values: Any) -> None:
    def act(session: Session) -> None:
        for name, value in values.items():
            setattr(session.get_one(Member, (member.workspace_id, member.id)), name, value)

    database.write(act)


def told(database: Database, cast: Cast, *, late: bool = False) -> Told | None:
    nudge = rows.one(database, Nudge)
    return database.query(lambda session: finding.told(session, cast.workspace_id, nudge.id, nudge.sent_at, late=late))


def test_until_an_admin_switches_it_on_nobody_is_nudged_in_one_statement(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(pat, cast.bo, cast.ana, FEBRUARY)
    with QueryCounter(database) as executed:
        assert sweep_finds(database, cast, now) == 0
    assert executed.count == 1


def sweep_finds(database: Database, cast: Cast, now: datetime) -> int:
    return len(database.query(finding.due, cast.workspace_id, now))


def test_at_fifteen_working_days_the_lead_hears_of_it_with_what_a_colleague_said(
    database: Database, on: Cast, now: datetime
) -> None:
    assert sweep(database, on, now - DAY) == []
    assert sweep(database, on, now) == [(on.carol.id, on.ana.id, Reason.UNSEEN)]
    row = rows.one(database, Delivery, Delivery.purpose == Purpose.NUDGE)
    assert (row.channel_id, row.due_at) == (on.carol.slack_user_id, now)
    said = told(database, on)
    assert said
    assert said.act
    assert (said.person.name, said.age.days, said.act.subject) == ("Ana", 15, row.subject_id)


def test_with_nothing_real_to_thank_for_nobody_is_nudged(database: Database, cast: Cast, now: datetime) -> None:
    switch(database, cast, now)
    assert sweep(database, cast, now) == []


def test_a_decision_that_waits_is_something_real(database: Database, pledged: Cast, now: datetime) -> None:
    switch(database, pledged, now)
    decision = logs(database, pledged, now)
    assert [(one, why) for _, one, why in sweep(database, pledged, now)] == [(pledged.ana.id, Reason.UNSEEN)]
    assert rows.one(database, Nudge).subject_id == decision


def test_never_again_about_the_same_person_for_the_same_reason(database: Database, on: Cast, now: datetime) -> None:
    assert len(sweep(database, on, now)) == 1
    for later in (timedelta(seconds=1), DAY, 8 * DAY, 15 * DAY):
        assert sweep(database, on, now + later) == []


def test_a_lead_hears_of_one_a_day(database: Database, on: Cast, now: datetime) -> None:
    database.write(pat, on.ana, on.bo, FEBRUARY - DAY)
    assert [one for _, one, _ in sweep(database, on, now)] == [on.bo.id]  # who waited longest
    assert sweep(database, on, now + timedelta(hours=3)) == []
    assert [one for _, one, _ in sweep(database, on, now + DAY)] == [on.ana.id]


def test_three_processes_at_once_nudge_once(database: Database, on: Cast, now: datetime) -> None:
    database.write(pat, on.ana, on.bo, FEBRUARY - DAY)
    found = database.query(finding.due, on.workspace_id, now)
    sent = at_once(*[lambda: database.write(nudging.send, workspace_id=on.workspace_id, found=found, now=now)] * 3)
    assert sorted(sent) == [0, 0, 1]
    assert rows.count(database, Nudge) == rows.count(database, Delivery, Delivery.purpose == Purpose.NUDGE) == 1


@pytest.mark.parametrize("hours", [-5, 10, 3 * 24, 4 * 24])
def test_at_night_and_on_the_weekend_no_lead_is_nudged(database: Database, on: Cast, now: datetime, hours: int) -> None:
    assert sweep(database, on, now + timedelta(hours=hours)) == []


def test_a_lead_who_works_from_sunday_to_wednesday_is_nudged_then(database: Database, on: Cast, now: datetime) -> None:
    database.write(works, on, Calendar((6, 0, 1, 2)), lead=on.carol.id)
    thursday, sunday = now + 8 * DAY, now + 11 * DAY
    assert sweep(database, on, thursday) == []
    assert len(sweep(database, on, sunday)) == 1


def goes(database: Database, person: Member, now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": person.workspace_id, "actor": person.slack_user_id}
    database.write(leaving.go, **of, back_on=date(2026, 3, 9), stand_in=None, now=now)


@pytest.mark.parametrize("who", ["ana", "carol"])
def test_while_the_lead_or_the_person_is_away_nobody_is_nudged(
    database: Database, on: Cast, now: datetime, who: str
) -> None:
    goes(database, getattr(on, who), now - DAY)
    assert sweep(database, on, now) == []
    assert len(sweep(database, on, now + 5 * DAY)) == 1


@pytest.mark.parametrize("off", [{"nudging": False}, {"names": False}])
def test_switched_off_nobody_is_nudged_and_what_was_owed_is_not_sent(
    database: Database, on: Cast, now: datetime, off: dict[str, bool]
) -> None:
    sweep(database, on, now)
    assert told(database, on) is not None
    switch(database, on, now, **off)
    assert told(database, on) is None
    database.write(pat, on.ana, on.bo, FEBRUARY)
    assert sweep(database, on, now + DAY) == []


def thanks(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now + timedelta(minutes=1))


def leaves(database: Database, cast: Cast, _now: datetime) -> None:
    changes(database, cast.ana, active=False)


def wants_none(database: Database, cast: Cast, now: datetime) -> None:
    who = str(cast.carol.slack_user_id)
    assert database.write(nudging.choose, workspace_id=cast.workspace_id, member=who, wanted=False, now=now)
    assert not database.write(nudging.choose, workspace_id=cast.workspace_id, member=who, wanted=False, now=now)


def moves(database: Database, cast: Cast, now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": cast.ana.id, "lead_id": cast.dave.id}
    database.write(reporting.set_lead, **of, now=now)


@pytest.mark.parametrize("meanwhile", [thanks, leaves, wants_none, moves])
def test_a_nudge_that_came_to_nothing_meanwhile_is_not_sent(
    database: Database, on: Cast, now: datetime, meanwhile: Callable[[Database, Cast, datetime], None]
) -> None:
    sweep(database, on, now)
    assert told(database, on) is not None
    meanwhile(database, on, now)
    assert told(database, on) is None


def test_thanks_that_were_taken_back_or_not_received_meanwhile_are_none(
    database: Database, on: Cast, now: datetime
) -> None:
    sweep(database, on, now)
    database.write(pat, on.bo, on.ana, now + timedelta(minutes=1), void="deactivated")
    back = database.write(pat, on.bo, on.ana, now + timedelta(minutes=1))
    assert told(database, on) is None
    gone = Retraction(workspace_id=on.workspace_id, kudos_id=back, by_id=on.bo.id, reason="undo", at=now)
    database.write(lambda session: session.add(gone))
    assert told(database, on) is not None


def test_one_that_was_sent_stays_when_somebody_thanked_them(database: Database, on: Cast, now: datetime) -> None:
    sweep(database, on, now)
    thanks(database, on, now)
    assert told(database, on, late=True) is not None


def test_whoever_is_set_down_as_their_own_lead_is_not_nudged_about_themselves(
    database: Database, on: Cast, now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": on.workspace_id, "member_id": on.dave.id, "lead_id": on.dave.id}
    database.write(reporting.set_lead, **of, now=on.workspace.installed_at)
    database.write(pat, on.bo, on.dave, FEBRUARY)
    assert sweep(database, on, now) == [(on.carol.id, on.ana.id, Reason.UNSEEN)]


def test_a_lead_who_switched_nudges_off_is_owed_none(database: Database, on: Cast, now: datetime) -> None:
    changes(database, on.carol, may_be_nudged=False)
    assert sweep(database, on, now) == []
    changes(database, on.carol, may_be_nudged=True)
    assert sweep(database, on, now) == [(on.carol.id, on.ana.id, Reason.UNSEEN)]


def test_a_newcomer_whom_nobody_thanked_is_named_on_day_21_to_their_lead(
    database: Database, cast: Cast, now: datetime
) -> None:
    """With nothing to quote: that nobody did is what there is."""
    switch(database, cast, now)

    def joins(session: Session) -> UUID:
        members.sync(session, workspace_id=cast.workspace_id, profiles=[profile("Hugo")], now=now - 20 * DAY)
        [hugo] = members.by_slack_id(session, cast.workspace_id, [profile("Hugo").slack_user_id]).values()
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": cast.carol.id}
        reporting.set_lead(session, **of, member_id=hugo.id, now=now - 20 * DAY)
        return hugo.id

    hugo = database.write(joins)
    assert sweep(database, cast, now) == []
    assert sweep(database, cast, now + DAY) == [(cast.carol.id, hugo, Reason.NEWCOMER)]
    assert sweep(database, cast, now + 2 * DAY) == []
    said = told(database, cast)
    assert said
    assert (said.person.name, said.act) == ("Hugo", None)


def hired(database: Database, cast: Cast, since: datetime) -> UUID:
    """Hugo, who reports to Carol since then."""

    def join(session: Session) -> UUID:
        members.sync(session, workspace_id=cast.workspace_id, profiles=[profile("Hugo")], now=since)
        [hugo] = members.by_slack_id(session, cast.workspace_id, [profile("Hugo").slack_user_id]).values()
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": cast.carol.id}
        reporting.set_lead(session, **of, member_id=hugo.id, now=since)
        hugo.started_on = since.date()
        return hugo.id

    return database.write(join)


@pytest.mark.parametrize(("days", "expected"), [(20, False), (21, True), (45, True), (90, True), (91, False)])
def test_whoever_came_while_nudges_were_off_is_named_once_they_are_on_as_long_as_they_are_new(
    database: Database, cast: Cast, now: datetime, days: int, expected: bool
) -> None:
    """91 days on they are no newcomer any more; without anything real to thank for, nothing is said of them."""
    old = now - (days + 30) * DAY
    database.write(pat, cast.bo, cast.dave, old)  # counting began before Hugo came
    hugo = hired(database, cast, now - days * DAY)
    assert sweep(database, cast, now) == []
    switch(database, cast, now)
    found = [one for one in sweep(database, cast, now) if one[1] == hugo]
    assert found == ([(cast.carol.id, hugo, Reason.NEWCOMER)] if expected else [])
    assert [one for one in sweep(database, cast, now + DAY) if one[1] == hugo and expected] == []


def test_a_new_lead_hears_of_it_and_the_one_before_no_more(database: Database, on: Cast, now: datetime) -> None:
    moves(database, on, now - DAY)
    assert sweep(database, on, now) == [(on.dave.id, on.ana.id, Reason.UNSEEN)]


def test_what_one_lead_was_told_is_not_told_to_the_next(database: Database, on: Cast, now: datetime) -> None:
    assert sweep(database, on, now) == [(on.carol.id, on.ana.id, Reason.UNSEEN)]
    moves(database, on, now)
    assert sweep(database, on, now + DAY) == []


def test_a_lead_who_left_is_told_nothing_nor_is_anybody_else_until_somebody_leads_them(
    database: Database, on: Cast, now: datetime
) -> None:
    changes(database, on.carol, active=False)
    assert sweep(database, on, now) == []
    moves(database, on, now)
    assert sweep(database, on, now + DAY) == [(on.dave.id, on.ana.id, Reason.UNSEEN)]


def test_a_lead_who_left_with_one_owed_is_not_sent_it(database: Database, on: Cast, now: datetime) -> None:
    sweep(database, on, now)
    changes(database, on.carol, active=False)
    assert told(database, on) is None


def test_on_a_public_holiday_of_the_leads_nobody_is_nudged_and_the_next_day_is_soon_enough(
    database: Database, on: Cast, now: datetime
) -> None:
    """Good Friday, 3 April 2026, and Easter Monday, in England."""
    database.write(works, on, Calendar(country="GB", subdivision="ENG"))
    friday = now + 30 * DAY
    assert friday.date() == date(2026, 4, 3)
    database.write(pat, on.bo, on.ana, friday - 23 * DAY)
    assert sweep_finds(database, on, friday - DAY) == 1
    assert sweep_finds(database, on, friday) == 0
    assert sweep_finds(database, on, friday + 3 * DAY) == 0
    assert sweep_finds(database, on, friday + 4 * DAY) == 1


def test_another_workspace_has_nudges_of_its_own(database: Database, on: Cast, now: datetime) -> None:
    assert database.query(finding.due, on.elsewhere.id, now) == []
    sweep(database, on, now)
    query = select(Nudge).where(Nudge.workspace_id == on.elsewhere.id)
    assert database.query(lambda session: session.scalars(query).all()) == []


def test_a_sweep_takes_as_many_statements_for_one_lead_as_for_many(database: Database, on: Cast, now: datetime) -> None:
    counted = [_statements(database, on, now)]

    def more(session: Session) -> None:
        for member, lead in ((on.carol, on.finn), (on.dave, on.finn), (on.finn, on.bo)):
            of: dict[str, Any] = {"workspace_id": on.workspace_id, "member_id": member.id, "lead_id": lead.id}
            reporting.set_lead(session, **of, now=now - DAY)
            pat(session, on.ana, member, FEBRUARY)

    database.write(more)
    counted.append(_statements(database, on, now))
    assert sweep_finds(database, on, now) == 3
    assert counted[0] == counted[1] <= 12


def _statements(database: Database, cast: Cast, now: datetime) -> int:
    with QueryCounter(database) as executed:
        sweep_finds(database, cast, now)
    return executed.count


def test_what_would_come_in_the_place_of_what_a_nudge_quoted_is_not_quoted(
    database: Database, on: Cast, now: datetime
) -> None:
    """Nobody would find it again, to take it out."""
    older = database.write(pat, on.bo, on.ana, FEBRUARY - DAY, message="the older story")
    [(lead, member, _)] = sweep(database, on, now)
    nudge = rows.one(database, Nudge)
    assert (lead, member, older == nudge.subject_id) == (on.carol.id, on.ana.id, False)

    def told() -> Told | None:
        return database.query(finding.told, on.workspace_id, nudge.id, now, late=True)

    before = told()
    assert before
    assert before.act
    assert before.act.subject == nudge.subject_id

    def take_back(session: Session) -> None:
        kudos = retracting.load(session, on.workspace_id, nudge.subject_id) if nudge.subject_id else None
        assert kudos
        retracting.retract(session, kudos, by_id=None, reason="undo", now=now)

    database.write(take_back)
    after = told()
    assert after
    assert after.act is None
