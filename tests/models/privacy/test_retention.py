"""What is kept how long, with the clock moved."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot.jobs import chores
from models.answers import Answer, Answerer, Cover
from models.answers.absences import Absence
from models.answers.guidance import Guidance
from models.decisions import Decision
from models.decisions.versions import DecisionVersion
from models.delivery import dead_letters
from models.delivery.dead_letters import DeadLetter
from models.delivery.outbox import Delivery, Kind, Status
from models.delivery.settling import Failed, Sent
from models.giving.imports import Import
from models.giving.messages import MessageGift, Reaction
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep
from models.kudos import Boost, Kudos, KudosReceiver, Source, responding
from models.kudos.versions import KudosVersion
from models.limits import Limit
from models.limits.asking import RoomRequest
from models.pledge import BrokenPromise, Pledge
from models.privacy import retention
from models.privacy.retention import Months
from models.storage.database import Database
from tests.models import rows
from tests.models.decisions import deciding
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast

DAY = timedelta(days=1)
TWO_YEARS = timedelta(days=732)


def let_go(database: Database, cast: Cast, now: datetime, months: int = 24, decisions: int = 12) -> None:
    kept = Months(months, decisions)
    asyncio.run(chores.let_go(database, workspace_id=cast.workspace_id, months=kept, now=now))


def posted(database: Database, cast: Cast, now: datetime) -> None:
    sender = Sender(database, cast.workspace_id)
    for row in sender.claim(now).rows:
        sender.settle(row, Sent("C1", f"1.{row.id.hex[-6:]}"), now)


@pytest.fixture
def given(database: Database, cast: Cast, now: datetime) -> None:
    """A pat with everything that can hang on it."""
    kudos = give(database, cast, gift(cast.bo, cast.ana), now=now)["kudos"]
    posted(database, cast, now)

    def hang(session: Session) -> None:
        one = session.get_one(Kudos, (cast.workspace_id, UUID(kudos)))
        of = {"workspace_id": cast.workspace_id, "kudos_id": one.id}
        who = str(cast.carol.slack_user_id)
        responding.boost(session, workspace_id=cast.workspace_id, kudos_id=one.id, member=who, now=now)
        session.add(KudosVersion(**of, message="before", replaced_at=now))
        session.add(MessageGift(**of, channel_id="C1", message_ts="1.0", receiver_id=cast.ana.id, at=now))
        about = {"channel_id": "C1", "message_ts": "1.0", "added": True, "event_at": int(now.timestamp() * 1e6)}
        session.add(Reaction(**of, **about, member_id=cast.bo.id, emoji="clap"))
        session.add(Reaction(**{**of, "kudos_id": None}, **about, member_id=cast.dave.id, emoji="clap"))

    database.write(hang)


def test_a_pat_goes_with_all_that_hangs_on_it_when_its_time_is_over(
    database: Database, cast: Cast, given: None, now: datetime
) -> None:
    let_go(database, cast, now + TWO_YEARS - 2 * DAY)
    assert rows.count(database, Kudos) == 1
    let_go(database, cast, now + TWO_YEARS)
    for table in (Kudos, KudosReceiver, Boost, KudosVersion, MessageGift, Reaction, Delivery):
        assert rows.count(database, table) == 0, table


def test_for_ever_is_for_ever(database: Database, cast: Cast, given: None, now: datetime) -> None:
    let_go(database, cast, now + 10 * TWO_YEARS, months=0)
    assert (rows.count(database, Kudos), rows.count(database, Reaction)) == (1, 2)


def test_an_imported_pat_is_kept_from_its_import_on(database: Database, cast: Cast, now: datetime) -> None:
    def bring(session: Session) -> None:
        run = Import(workspace_id=cast.workspace_id, file_digest="0" * 64, started_at=now, people=0, kudos=1)
        session.add(run)
        session.flush()
        old = now - 5 * TWO_YEARS
        session.add(
            Kudos(
                workspace_id=cast.workspace_id, giver_id=cast.bo.id, given_at=old, source=Source.IMPORT, message="old",
                channel_kind="public", import_id=run.id, receivers=[], values=[],
            )
        )  # fmt: skip

    database.write(bring)
    let_go(database, cast, now + TWO_YEARS - 2 * DAY)
    assert rows.count(database, Kudos) == 1
    let_go(database, cast, now + TWO_YEARS)
    assert rows.count(database, Kudos) == 0


def test_after_90_days_failures_go_and_what_stands_in_slack_can_still_be_found(
    database: Database, cast: Cast, given: None, now: datetime
) -> None:
    give(database, cast, gift(cast.bo, cast.dave), now=now)
    sender = Sender(database, cast.workspace_id)
    sender.settle_all(sender.claim(now).rows, Failed("is_archived"), now)
    database.write(dead_letters.keep, workspace_id=cast.workspace_id, event_id="E", event_type="t", error="e", now=now)
    let_go(database, cast, now + 89 * DAY)
    assert rows.count(database, Delivery, Delivery.status == Status.FAILED) > 0
    let_go(database, cast, now + 91 * DAY)
    assert rows.count(database, DeadLetter) == 0
    left = rows.all_of(database, Delivery, Delivery.kind == Kind.POST)
    assert {row.status for row in left} == {Status.SENT, Status.DUE}
    assert all(row.message_ts for row in left if row.status == Status.SENT)
    told = rows.all_of(database, KudosReceiver, KudosReceiver.receiver_id == cast.ana.id)
    assert told[0].receipt_id


def test_another_workspace_keeps_its_own(database: Database, cast: Cast, given: None, now: datetime) -> None:
    asyncio.run(chores.let_go(database, workspace_id=cast.elsewhere.id, months=Months(), now=now + TWO_YEARS))
    assert rows.count(database, Kudos) == 1


HANGING = (DecisionVersion, Answerer, Answer, Guidance, Cover)
A_YEAR = timedelta(days=366)


def decided(database: Database, cast: Cast, now: datetime) -> None:
    """Everything that one can decide, propose and ask for; the one cause that is open is named by two decisions."""
    database.write(deciding.everything, cast, cast.ana, "fed the wren", now)


def test_a_decision_goes_with_all_that_hangs_on_it_after_a_year(database: Database, cast: Cast, now: datetime) -> None:
    decided(database, cast, now)
    let_go(database, cast, now + A_YEAR - 2 * DAY)
    assert rows.count(database, Decision) == 2
    let_go(database, cast, now + A_YEAR)
    for table in (Decision, *HANGING, BrokenPromise, Absence):
        assert rows.count(database, table) == 0, table
    assert [one.resolution for one in rows.all_of(database, RoomRequest)] == [None]


def test_ideas_and_closed_causes_are_kept_as_long_as_pats_and_limits_and_pledges_longer(
    database: Database, cast: Cast, now: datetime
) -> None:
    decided(database, cast, now)
    let_go(database, cast, now + TWO_YEARS - 2 * DAY)
    assert (rows.count(database, Idea), rows.count(database, Cause)) == (2, 2)
    let_go(database, cast, now + TWO_YEARS)
    assert rows.count(database, Idea) == rows.count(database, IdeaStep) == 0
    assert [one.closed_at for one in rows.all_of(database, Cause)] == [None]
    assert (rows.count(database, Limit), rows.count(database, Pledge)) == (1, 1)


def test_an_idea_that_went_on_lately_stays(database: Database, cast: Cast, now: datetime) -> None:
    idea = database.write(deciding.idea, cast, cast.ana, cast.carol, "fed the wren", now)
    step = {"idea_id": idea.id, "number": 2, "step": "doing", "at": now + TWO_YEARS}
    database.write(lambda session: session.add(IdeaStep(workspace_id=cast.workspace_id, **step)))
    let_go(database, cast, now + TWO_YEARS + DAY)
    assert rows.count(database, Idea) == 1


def test_decisions_are_kept_for_ever_where_an_admin_wants_that(database: Database, cast: Cast, now: datetime) -> None:
    decided(database, cast, now)
    let_go(database, cast, now + 10 * TWO_YEARS, decisions=0)
    assert rows.count(database, Decision) == 2
    closed = [one for one in rows.all_of(database, Cause) if one.closed_at]
    assert not closed


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-30", 1, "2024-02-29"),
        ("2026-01-15", 24, "2024-01-15"),
        ("2026-01-31", 2, "2025-11-30"),
        ("2026-12-31", 12, "2025-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, before: str) -> None:
    now, then = (datetime.fromisoformat(f"{one}T10:30+00:00") for one in (day, before))
    assert retention.months_before(now, months) == then
