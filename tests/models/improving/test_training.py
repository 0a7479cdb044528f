"""Training signals: a subject and a count in fives, once, a day late; never a name."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.answers.guidance import Guidance
from models.decisions import Decision
from models.delivery.outbox import Delivery, Purpose
from models.improving import training
from models.improving.training import TrainingSignal
from models.limits import categories
from models.people import members
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.concurrency import at_once
from tests.models import rows
from tests.people import Cast, profile

DAY = timedelta(days=1)


def subject(database: Database, cast: Cast, now: datetime, name: str = "Refunds") -> UUID:
    added = database.write(categories.add, workspace_id=cast.workspace_id, name=name, actor="U0FINN0000", now=now)
    return UUID(added["category"])


def hears(database: Database, cast: Cast, category_id: UUID | None, at: datetime, *names: str) -> None:
    """Carol gives each of these people guidance on a decision of theirs, about this subject."""

    def hear(session: Session) -> None:
        people = [profile(name) for name in names]
        known = members.by_slack_id(session, cast.workspace_id, [one.slack_user_id for one in people])
        new = [one for one in people if one.slack_user_id not in known]
        members.sync(session, workspace_id=cast.workspace_id, profiles=new, now=at)
        found = members.by_slack_id(session, cast.workspace_id, [one.slack_user_id for one in people])
        for one in people:
            of = {"workspace_id": cast.workspace_id, "id": uuid7(), "pledge_id": uuid7()}
            said = {"situation": "s", "choice": "c", "logged_at": at, "decided_on": at.date()}
            row = Decision(**of, **said, member_id=found[one.slack_user_id].id)
            session.add(row)
            session.flush()
            session.add(
                Guidance(
                    workspace_id=cast.workspace_id,
                    decision_id=row.id,
                    by_id=cast.carol.id,
                    to_id=row.member_id,
                    sealed=b"sealed",
                    category_id=category_id,
                    at=at,
                )
            )
        session.flush()

    database.write(hear)


def sweeps(database: Database, cast: Cast, at: datetime) -> int:
    return database.write(training.sweep, workspace_id=cast.workspace_id, now=at)


def said(database: Database) -> list[int]:
    return [row.people for row in rows.all_of(database, TrainingSignal)]


def people(most: int) -> list[str]:
    return [f"P{n}" for n in range(most)]


def test_five_people_are_said_to_every_lead_once_and_name_nobody(database: Database, cast: Cast, now: datetime) -> None:
    refunds = subject(database, cast, now)
    hears(database, cast, refunds, now, *people(5))
    assert sweeps(database, cast, now + DAY) == 2
    assert sweeps(database, cast, now + DAY) == 0
    told = rows.all_of(database, Delivery, Delivery.purpose == Purpose.TRAINING_SIGNAL)
    assert {row.member_id for row in told} == {cast.carol.id, cast.dave.id}
    assert {str(row.detail) for row in told} == {"{'people': 5}"}
    assert [(one.subject, one.people) for one in database.query(training.current, cast.workspace_id, now + DAY)] == [
        ("Refunds", 5)
    ]
    assert database.query(training.current, cast.elsewhere.id, now + DAY) == []


@pytest.mark.parametrize(("heard", "step"), [(4, []), (5, [5]), (9, [5]), (10, [10])])
def test_figures_go_in_steps_of_five(
    database: Database, cast: Cast, now: datetime, heard: int, step: list[int]
) -> None:
    hears(database, cast, subject(database, cast, now), now, *people(heard))
    sweeps(database, cast, now + DAY)
    assert said(database) == step


def test_the_same_person_five_times_is_one(database: Database, cast: Cast, now: datetime) -> None:
    refunds = subject(database, cast, now)
    for _ in range(6):
        hears(database, cast, refunds, now, *people(2))
    sweeps(database, cast, now + DAY)
    assert said(database) == []


def test_it_is_not_said_on_the_day_of_the_fifth(database: Database, cast: Cast, now: datetime) -> None:
    hears(database, cast, subject(database, cast, now), now, *people(5))
    assert not database.query(training.is_due, workspace_id=cast.workspace_id, now=now + timedelta(hours=1))
    assert sweeps(database, cast, now + timedelta(hours=1)) == 0
    assert said(database) == []
    assert database.query(training.is_due, workspace_id=cast.workspace_id, now=now + DAY)


def test_other_subjects_none_and_what_is_long_ago_count_for_themselves(
    database: Database, cast: Cast, now: datetime
) -> None:
    refunds, gifts = subject(database, cast, now), subject(database, cast, now, "Gifts")
    hears(database, cast, refunds, now, *people(4))
    hears(database, cast, gifts, now, "P8", "P9")
    hears(database, cast, None, now, *people(9))
    hears(database, cast, refunds, now - 91 * DAY, "P5", "P6")
    sweeps(database, cast, now + DAY)
    assert said(database) == []


def test_more_is_said_at_the_next_step_and_the_same_again_after_ninety_days(
    database: Database, cast: Cast, now: datetime
) -> None:
    refunds = subject(database, cast, now)
    hears(database, cast, refunds, now, *people(5))
    sweeps(database, cast, now + DAY)
    hears(database, cast, refunds, now + DAY, "P5", "P6")
    assert sweeps(database, cast, now + 2 * DAY) == 0
    hears(database, cast, refunds, now + 2 * DAY, "P7", "P8", "P9")
    assert sweeps(database, cast, now + 3 * DAY) == 2
    hears(database, cast, refunds, now + 99 * DAY, *people(5))
    assert sweeps(database, cast, now + 100 * DAY) == 2
    assert said(database) == [5, 5, 10]


def test_two_sweeps_at_once_say_it_once(database: Database, cast: Cast, now: datetime) -> None:
    hears(database, cast, subject(database, cast, now), now, *people(5))
    at_once(*(partial(sweeps, database, cast, now + DAY) for _ in range(3)))
    assert said(database) == [5]
    assert rows.count(database, Delivery) == 2


@pytest.mark.parametrize(
    ("who", "link", "code"),
    [
        ("U0FINN0000", "https://wiki.example.com/refunds?a=1&b=2", "attached"),
        ("U0FINN0000", None, "taken_away"),
        ("U0FINN0000", "javascript:alert(1)", "no_link"),
        ("U0FINN0000", "https://a b", "no_link"),
        ("U0FINN0000", "https://x|<!channel>", "no_link"),
        ("U0CAROL000", "https://wiki.example.com", "not_admin"),
    ],
)
def test_an_admin_attaches_a_link_of_the_web(
    database: Database, cast: Cast, now: datetime, who: str, link: str | None, code: str
) -> None:
    attach = partial(training.attach, workspace_id=cast.workspace_id, category_id=subject(database, cast, now))
    assert database.write(attach, member=who, link=link, now=now)["code"] == code
