"""The answer clock: the one who answers is reminded at two working days, who decided is covered at five."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.answers import (
    Answer,
    Answerer,
    Cover,
    Kind,
    asking_another,
    counting,
    covering,
    leaving,
    reminding,
    waiting,
)
from models.decisions import editing, rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery, Purpose
from models.people import reporting
from models.storage.database import Database
from models.workdays import SUNDAY_TO_THURSDAY, Calendar
from tests.concurrency import at_once
from tests.models import rows
from tests.models.answers.test_assigning import BACK, answerer, changes, logs, pledged
from tests.models.workspace.test_calendars import works
from tests.people import Cast
from tests.statements import QueryCounter

__all__ = ["pledged"]

DAY = timedelta(days=1)


def reminds(database: Database, cast: Cast, now: datetime) -> int:
    found = database.query(reminding.late, cast.workspace_id, now)
    return database.write(reminding.remind, workspace_id=cast.workspace_id, found=found, now=now) if found else 0


def covers(database: Database, cast: Cast, now: datetime) -> int:
    found = database.query(covering.due, cast.workspace_id, now)
    return database.write(covering.cover, workspace_id=cast.workspace_id, found=found, now=now) if found else 0


def counts(database: Database, cast: Cast, now: datetime) -> int:
    found = database.query(counting.above, cast.workspace_id, now)
    return database.write(counting.tell, workspace_id=cast.workspace_id, found=found, now=now) if found else 0


def sent(database: Database, purpose: Purpose) -> list[Delivery]:
    return sorted(rows.all_of(database, Delivery, Delivery.purpose == purpose), key=lambda row: row.created_at)


def answers(database: Database, cast: Cast, decision: UUID, now: datetime) -> None:
    def act(session: Session) -> None:
        key: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision}
        session.add(Answer(**key, by_id=cast.carol.id, kind=Kind.PAT, at=now))

    database.write(act)


def sets(database: Database, cast: Cast, wanted: Rules, now: datetime) -> None:
    database.write(rules.save, workspace_id=cast.workspace_id, rules=wanted, by_id=cast.finn.id, now=now)


def test_the_lead_is_reminded_after_two_working_days_once_and_of_all_that_waits(
    database: Database, pledged: Cast, now: datetime
) -> None:
    """It is logged on a Wednesday."""
    first = logs(database, pledged, now)
    second = logs(database, pledged, now + timedelta(hours=1), pledged.bo)
    assert reminds(database, pledged, now + DAY) == 0
    friday = (now + 2 * DAY).replace(hour=8)
    assert reminds(database, pledged, friday - timedelta(minutes=1)) == 0  # quiet hours
    assert reminds(database, pledged, friday) == 1
    assert reminds(database, pledged, friday + timedelta(minutes=1)) == 0
    [row] = sent(database, Purpose.DECISION_REMINDER)
    assert row.detail == {"decisions": [str(first), str(second)]}
    assert (row.channel_id, row.due_at) == (pledged.carol.slack_user_id, friday)
    assert reminds(database, pledged, now + 9 * DAY) == 0


def test_a_weekend_is_no_time_to_answer(database: Database, pledged: Cast, now: datetime) -> None:
    """It is logged on a Friday."""
    friday = now + 2 * DAY
    logs(database, pledged, friday)
    for days in (1, 2, 3):
        assert reminds(database, pledged, friday + days * DAY) == 0
    assert reminds(database, pledged, friday + 4 * DAY) == 1


def test_from_sunday_to_thursday_the_weekend_is_friday_and_saturday(
    database: Database, pledged: Cast, now: datetime
) -> None:
    """It is logged on a Wednesday: two working days later it is Sunday."""
    database.write(works, pledged, Calendar(SUNDAY_TO_THURSDAY), lead=pledged.carol.id)
    logs(database, pledged, now)
    for days in (1, 2, 3):
        assert reminds(database, pledged, now + days * DAY) == 0
    assert reminds(database, pledged, now + 4 * DAY) == 1
    assert covers(database, pledged, now + 6 * DAY) == 0
    assert covers(database, pledged, now + 7 * DAY) == 1
    assert counts(database, pledged, now + 9 * DAY) == 1  # Dave, to whom Carol reports, works on Fridays


def test_a_holiday_is_no_time_to_answer(database: Database, pledged: Cast, now: datetime) -> None:
    """Good Friday is 3 April 2026; it is logged on the Wednesday before."""
    database.write(works, pledged, Calendar(country="GB", subdivision="ENG"))
    wednesday = now + 28 * DAY
    logs(database, pledged, wednesday)
    for days in (1, 2, 5):  # the Monday is one too
        assert reminds(database, pledged, wednesday + days * DAY) == 0
    assert reminds(database, pledged, wednesday + 6 * DAY) == 1


def test_after_days_of_downtime_there_is_one_message_and_it_comes_on_a_working_day(
    database: Database, pledged: Cast, now: datetime
) -> None:
    for day in range(3):
        logs(database, pledged, now + day * DAY)
    saturday = now + 10 * DAY
    assert reminds(database, pledged, saturday) == 0
    assert reminds(database, pledged, saturday + 2 * DAY) == 1
    assert covers(database, pledged, saturday) == 0
    assert covers(database, pledged, saturday + 2 * DAY) == 1
    assert [len(row.detail["decisions"]) for row in sent(database, Purpose.DECISION_COVERED)] == [3]


def test_who_was_handed_it_has_two_working_days_of_their_own(database: Database, pledged: Cast, now: datetime) -> None:
    logs(database, pledged, now)
    thursday = now + DAY
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "actor": pledged.carol.slack_user_id}
    database.write(leaving.go, **of, back_on=BACK, stand_in=pledged.finn.slack_user_id, now=thursday)
    assert reminds(database, pledged, now + 2 * DAY) == 0
    assert reminds(database, pledged, thursday + 4 * DAY) == 1
    assert sent(database, Purpose.DECISION_REMINDER)[0].member_id == pledged.finn.id


def test_what_is_answered_reminds_covers_and_counts_nobody(database: Database, pledged: Cast, now: datetime) -> None:
    answers(database, pledged, logs(database, pledged, now), now)
    later = now + 14 * DAY
    assert [act(database, pledged, later) for act in (reminds, covers, counts)] == [0, 0, 0]


def test_at_five_working_days_the_person_is_covered_once(database: Database, pledged: Cast, now: datetime) -> None:
    decision = logs(database, pledged, now)
    assert covers(database, pledged, now + 6 * DAY) == 0  # Tuesday
    assert covers(database, pledged, now + 7 * DAY) == 1
    assert covers(database, pledged, now + 8 * DAY) == 0
    assert rows.one(database, Cover).decision_id == decision
    [row] = sent(database, Purpose.DECISION_COVERED)
    assert row.channel_id == pledged.ana.slack_user_id


def test_the_leads_own_lead_hears_a_count_at_most_once_a_week(database: Database, pledged: Cast, now: datetime) -> None:
    for _ in range(3):
        logs(database, pledged, now)
    assert counts(database, pledged, now + 6 * DAY) == 0
    wednesday = now + 7 * DAY
    assert counts(database, pledged, wednesday) == 1
    for later in (1, 2):
        assert counts(database, pledged, wednesday + later * DAY) == 0
    [row] = sent(database, Purpose.DECISIONS_WAITING)
    assert (row.member_id, row.detail) == (pledged.dave.id, {})
    found = database.query(counting.under, pledged.workspace_id, pledged.dave.id, row.created_at)
    assert [(one.lead.name, one.waiting) for one in found] == [("Carol", 3)]
    assert counts(database, pledged, now + 12 * DAY) == 1


def test_with_the_clock_off_leads_are_neither_reminded_nor_counted_and_the_person_is_covered(
    database: Database, pledged: Cast, now: datetime
) -> None:
    logs(database, pledged, now)
    sets(database, pledged, Rules(clock=False), now)
    later = now + 7 * DAY
    assert [act(database, pledged, later) for act in (reminds, counts, covers)] == [0, 0, 1]


@pytest.mark.parametrize("sweep", [(reminding.late, reminding.remind), (covering.due, covering.cover)])
def test_two_sweeps_at_once_tell_each_once(
    database: Database, pledged: Cast, now: datetime, sweep: tuple[Callable[..., Any], Callable[..., int]]
) -> None:
    for _ in range(5):
        logs(database, pledged, now)
    look, act = sweep
    later = now + 7 * DAY
    found = database.query(look, pledged.workspace_id, later)
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "found": found, "now": later}
    told = at_once(*[lambda: database.write(act, **of)] * 3)
    assert sorted(told) == [0, 0, 1]
    [row] = sent(database, Purpose.DECISION_REMINDER) + sent(database, Purpose.DECISION_COVERED)
    assert len(row.detail["decisions"]) == 5


def test_a_sweep_takes_as_many_statements_for_one_decision_as_for_many(
    database: Database, pledged: Cast, now: datetime
) -> None:
    later, counted = now + 7 * DAY, []
    for round_, number in enumerate((1, 40)):
        for _ in range(number):
            logs(database, pledged, now)
        with QueryCounter(database) as executed:
            at = later + round_ * 7 * DAY
            assert [act(database, pledged, at) for act in (reminds, covers, counts)] == [1, 1, 1]
        counted.append(executed.count)
    assert counted[0] == counted[1] <= 20


def asks(database: Database, cast: Cast, decision: UUID, lead_id: UUID, now: datetime, by: str = "U0ANA00000") -> str:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "actor": by, "decision_id": decision, "now": now}
    return str(database.write(asking_another.ask, **of, lead_id=lead_id)["code"])


def test_after_five_working_days_another_lead_may_be_asked_and_nobody_else(
    database: Database, pledged: Cast, now: datetime
) -> None:
    decision, later = logs(database, pledged, now), now + 7 * DAY
    assert asks(database, pledged, decision, pledged.dave.id, now + 6 * DAY) == "no"
    assert asks(database, pledged, decision, pledged.bo.id, later) == "not_a_lead"
    assert asks(database, pledged, decision, pledged.ana.id, later) == "not_a_lead"
    assert asks(database, pledged, decision, pledged.carol.id, later) == "not_a_lead"  # who has it
    assert asks(database, pledged, decision, pledged.dave.id, later, by="U0BO000000") == "no"
    assert answerer(database, pledged, decision) == ("Carol", "lead")
    assert asks(database, pledged, decision, pledged.dave.id, later) == "asked"
    assert asks(database, pledged, decision, pledged.dave.id, later) == "already"
    assert answerer(database, pledged, decision) == ("Dave", "asked")
    assert rows.count(database, Answerer) == 2
    answers(database, pledged, decision, later)
    assert asks(database, pledged, decision, pledged.carol.id, later) == "no"


def test_who_moved_to_another_lead_may_ask_them_at_once(database: Database, pledged: Cast, now: datetime) -> None:
    decision = logs(database, pledged, now)
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now}
    database.write(reporting.set_lead, member_id=pledged.ana.id, lead_id=pledged.dave.id, **of)
    assert asks(database, pledged, decision, pledged.dave.id, now) == "asked"


def test_nobody_is_told_who_is_not_here(database: Database, pledged: Cast, now: datetime) -> None:
    logs(database, pledged, now)
    for one in (pledged.ana, pledged.carol, pledged.dave):
        changes(database, one, active=False)
    later = now + 7 * DAY
    assert [act(database, pledged, later) for act in (reminds, covers, counts)] == [0, 0, 0]


def test_what_the_clock_said_follows_a_decision_that_is_deleted(
    database: Database, pledged: Cast, now: datetime
) -> None:
    decision = logs(database, pledged, now)
    logs(database, pledged, now)
    reminds(database, pledged, now + 2 * DAY)
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "decision_id": decision, "now": now + 2 * DAY}
    database.write(editing.delete, **of, member=str(pledged.ana.slack_user_id))
    assert [row.kind for row in sent(database, Purpose.DECISION_REMINDER)] == ["post", "state"]


def test_who_left_waits_for_nothing(database: Database, pledged: Cast, now: datetime) -> None:
    logs(database, pledged, now)
    changes(database, pledged.ana, active=False)
    assert reminds(database, pledged, now + 2 * DAY) == counts(database, pledged, now + 8 * DAY) == 0
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "member_id": pledged.carol.id}
    assert database.query(lambda session: waiting.waiting_for(session, **of, most=2)) == ([], 0)
