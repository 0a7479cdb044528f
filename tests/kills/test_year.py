"""A year of digests: three processes on PostgreSQL, one killed now and then, zones that move, a rule that changes."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.scheduling import timing
from models.delivery.outbox import Delivery, Kind
from models.people import reporting, teams
from models.people.members import Member
from models.schedules import Audience, Run, RunStatus, Schedule
from models.storage.database import Database
from models.workdays import SUNDAY_TO_THURSDAY, Calendar
from tests.digests.giving import pat
from tests.kills.ticking import tick, tickers
from tests.models.workspace.test_calendars import works
from tests.people import Cast

pytestmark = pytest.mark.long

DAY = timedelta(days=1)
YEAR = 370 * DAY
STEP = 12 * 60
"""Minutes between two ticks on average."""
KILLS = 25
DOWN = (datetime(2026, 6, 20, tzinfo=UTC), datetime(2026, 7, 5, tzinfo=UTC))
"""No process runs: two Mondays pass, and the end of a month."""
Change = Callable[[Session], None]


def settle(session: Session, cast: Cast, now: datetime) -> None:
    """Schedules of every audience, on five continents; somebody is thanked each week."""
    for member, zone, wishes in (
        (cast.carol, "America/Los_Angeles", {}),
        (cast.dave, "Asia/Tokyo", {}),
        (cast.finn, "Australia/Lord_Howe", {"reads_leadership": True, "monthly_digest": True}),
        (cast.ana, "Pacific/Apia", {"monthly_digest": True}),
        (cast.bo, "Africa/Casablanca", {"monthly_digest": True, "reads_leadership": True}),
    ):
        row = session.get_one(Member, (cast.workspace_id, member.id))
        row.zone = zone
        for name, wish in wishes.items():
            setattr(row, name, wish)
    works(session, cast, Calendar(SUNDAY_TO_THURSDAY, "AE"), lead=cast.carol.id)
    reporting.set_lead(session, workspace_id=cast.workspace_id, member_id=cast.finn.id, lead_id=cast.dave.id, now=now)
    for name, place in (("Chile", "America/Santiago"), ("Kathmandu", "Asia/Kathmandu"), ("London", None)):
        channel = f"C0{name.upper():0<8}"[:10]
        teams.create(session, workspace_id=cast.workspace_id, name=name, channel_id=channel, zone=place, now=now)
    for week in range(54):
        pat(session, cast.bo, cast.ana, now + week * 7 * DAY)


def zone(cast: Cast, name: str) -> Change:
    def act(session: Session) -> None:
        session.get_one(Member, (cast.workspace_id, cast.dave.id)).zone = name

    return act


def rule(cast: Cast, now: datetime) -> Change:
    return lambda session: timing.choose(session, workspace_id=cast.workspace_id, now=now, weekday=3, hour=16)


def happenings(cast: Cast) -> dict[datetime, Change]:
    """Dave moves to Los Angeles and back, each time in the middle of the night between two weeks."""
    april, may = datetime(2026, 4, 12, 20, tzinfo=UTC), datetime(2026, 5, 11, 3, tzinfo=UTC)
    september = datetime(2026, 9, 2, tzinfo=UTC)
    return {
        april: zone(cast, "America/Los_Angeles"),
        may: zone(cast, "Asia/Tokyo"),
        september: rule(cast, september),
        datetime(2026, 10, 31, 16, tzinfo=UTC): zone(cast, "America/Los_Angeles"),
        datetime(2026, 12, 31, 16, tzinfo=UTC): zone(cast, "Asia/Tokyo"),
    }


def instants(start: datetime, chance: random.Random) -> Iterator[datetime]:
    now = start
    while now < start + YEAR:
        now += timedelta(minutes=chance.uniform(1, 2 * STEP))
        if not DOWN[0] <= now < DOWN[1]:
            yield now


def stored(session: Session, cast: Cast) -> tuple[list[Schedule], list[Run], list[Delivery]]:
    runs = select(Run).where(Run.workspace_id == cast.workspace_id).order_by(Run.schedule_id, Run.period_start)
    posts = select(Delivery).where(Delivery.workspace_id == cast.workspace_id, Delivery.kind == Kind.POST)
    schedules = select(Schedule).where(Schedule.workspace_id == cast.workspace_id)
    return list(session.scalars(schedules)), list(session.scalars(runs)), list(session.scalars(posts))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_every_period_of_every_schedule_comes_once_whoever_dies(database: Database, cast: Cast, now: datetime) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    database.write(settle, cast, now)
    steps = list(instants(now, chance))
    dying = set(chance.sample(steps, KILLS // 2)) | set(chance.sample(after_midnights(steps), KILLS // 2))
    left = sorted(happenings(cast).items())
    url = database.url.render_as_string(hide_password=False)
    with tickers(3, url, cast.workspace_id) as some:
        for step in steps:
            while left and left[0][0] <= step:
                database.write(left.pop(0)[1])
            tick(some, step, victim=some[chance.randrange(3)] if step in dying else None, chance=chance)
    check(*database.query(stored, cast), end=steps[-1], changes=sorted(happenings(cast)))


def after_midnights(steps: list[datetime]) -> list[datetime]:
    """Of each Monday and first of a month the steps at which a digest is likely to be due."""
    return [step for step in steps if step.weekday() in (0, 3) or step.day == 1]


def check(
    schedules: list[Schedule], runs: list[Run], posts: list[Delivery], *, end: datetime, changes: list[datetime]
) -> None:
    """With a new zone or time, what is due may have been due for hours: it is late from the change on."""
    by_schedule: dict[UUID, list[Run]] = defaultdict(list)
    for run in runs:
        by_schedule[run.schedule_id].append(run)
    audiences = Counter(schedule.audience for schedule in schedules)
    assert audiences == {"team": 4, "lead": 2, "leadership": 2, "personal": 3}
    messages = Counter(post.subject_id for post in posts)
    for schedule in schedules:
        mine, monthly = by_schedule[schedule.id], schedule.audience == Audience.PERSONAL
        assert mine[0].period_start == schedule.counts_from
        assert all(one.period_end == after.period_start for one, after in pairwise(mine))
        assert len(mine) in ((12, 13) if monthly else range(51, 54)), len(mine)
        assert mine[-1].period_end > end - (40 if monthly else 12) * DAY
        assert schedule.next_due_at > end
        for run in mine:
            assert run.created_at >= run.due_at >= run.period_end
            down = run.due_at < DOWN[1] and run.created_at >= DOWN[0] and run.due_at > DOWN[0] - 2 * DAY
            late_from = max([run.due_at, *(at for at in changes if at <= run.created_at)])
            assert down or run.created_at - late_from < timedelta(minutes=2 * STEP)
            assert down or run.status != RunStatus.MISSED
            assert messages[run.id] == (run.status == RunStatus.OWED)
        missed = [run for run in mine if run.status == RunStatus.MISSED]
        assert len(missed) == (0 if monthly else 1)
    assert sum(messages.values()) == sum(run.status == RunStatus.OWED for run in runs) > 100
