"""How many pats a giver may give: counted by their own calendar, and kept by everybody at once."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.giving.allowances import period
from models.kudos import Kudos, KudosReceiver, Source, editing, responding, retracting
from models.kudos.versions import Texts
from models.people.members import Kind, Member
from models.people.user_groups import UserGroup
from models.storage.database import Database
from models.storage.requests import Outcome
from models.workspace import policies, workspaces
from models.workspace.policies import Period, Policy
from tests import databases
from tests.concurrency import at_once
from tests.models import rows
from tests.models.gifts import gift, give
from tests.people import Cast, settle_in

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def allow(database: Database, cast: Cast, most: int | None, now: datetime, **more: Any) -> None:
    policy = Policy(allowance=most, **more)
    database.write(policies.save, workspace_id=cast.workspace_id, policy=policy, by_id=cast.finn.id, now=now)


def change(database: Database, member: Member, **fields: Any) -> None:
    def write(session: Any) -> None:
        row = session.get_one(Member, (member.workspace_id, member.id))
        for name, value in fields.items():
            setattr(row, name, value)

    database.write(write)


def a_group(database: Database, cast: Cast, people: int) -> None:
    ids = [f"U0GROUP{n:03}" for n in range(people)]
    fields = {"handle": "night", "name": "Night", "active": True, "updated": 1, "slack_users": ids}
    group = UserGroup(workspace_id=cast.workspace_id, slack_id="S0NIGHT000", **fields)
    database.write(lambda session: session.add(group))


def left(outcome: Outcome) -> int:
    """What a giver is told that is left of it, once it is given."""
    assert outcome["code"] == "given"
    return int(outcome["allowance"]["left"])


def test_without_a_policy_everybody_gives_as_many_as_they_like(database: Database, cast: Cast, now: datetime) -> None:
    for n in range(10):
        assert "allowance" not in give(database, cast, gift(cast.bo, cast.ana, message=f"Call {n}"), now=now)


def test_each_receiver_counts_one_and_the_giver_is_told_what_is_left(
    database: Database, cast: Cast, now: datetime
) -> None:
    allow(database, cast, 5, now)
    outcome = give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)
    assert outcome["allowance"] == {"left": 3, "most": 5, "period": "week"}
    refused = give(database, cast, gift(cast.bo, cast.ana, cast.carol, cast.dave, cast.eve, message="All"), now=now)
    monday = int(datetime(2026, 3, 9, tzinfo=UTC).timestamp())
    figures = {"needs": 4, "left": 3, "most": 5, "period": "week", "resets_at": monday}
    assert refused == {"code": "allowance", "left_out": [], **figures}
    assert rows.count(database, Kudos) == 1


def test_of_two_gives_at_once_when_one_is_left_exactly_one_succeeds(
    database: Database, cast: Cast, now: datetime
) -> None:
    allow(database, cast, 1, now)
    gifts = [gift(cast.bo, cast.ana), gift(cast.bo, cast.carol)]
    outcomes = at_once(*[lambda what=what: give(database, cast, what, now=now) for what in gifts])
    assert sorted(outcome["code"] for outcome in outcomes) == ["allowance", "given"]
    assert rows.count(database, KudosReceiver) == 1


def test_ten_at_once_from_ten_threads_give_no_more_than_allowed(database: Database, cast: Cast, now: datetime) -> None:
    allow(database, cast, 7, now)
    gifts = [gift(cast.bo, cast.ana, cast.carol, message=f"Call {n}") for n in range(10)]
    outcomes = at_once(*[lambda what=what: give(database, cast, what, now=now) for what in gifts])
    assert sorted(outcome["code"] for outcome in outcomes).count("given") == 3
    assert rows.count(database, KudosReceiver) == 6


def test_of_a_group_of_six_with_five_left_nobody_is_given_one(database: Database, cast: Cast, now: datetime) -> None:
    a_group(database, cast, 6)
    allow(database, cast, 5, now)
    refused = give(database, cast, gift(cast.bo, groups=("S0NIGHT000",)), now=now)
    assert (refused["code"], refused["needs"], refused["left"]) == ("allowance", 6, 5)
    assert rows.count(database, Kudos) == 0
    allow(database, cast, 6, now)
    assert left(give(database, cast, gift(cast.bo, groups=("S0NIGHT000",)), now=now)) == 0


def test_what_is_taken_back_is_given_back_and_edits_and_boosts_cost_nothing(
    database: Database, cast: Cast, now: datetime
) -> None:
    allow(database, cast, 2, now)
    first = give(database, cast, gift(cast.bo, cast.ana), now=now)
    others = give(database, cast, gift(cast.dave, cast.ana), now=now)
    ours: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": now}
    who = str(cast.bo.slack_user_id)
    database.write(responding.boost, kudos_id=UUID(others["kudos"]), member=who, **ours)
    typed = Texts(message="Refunded it, and rang to say so")
    edited: dict[str, Any] = {"kudos_id": UUID(first["kudos"]), "typed": typed, "value_ids": None}
    assert database.write(editing.edit, giver=who, key="edit:1", **edited, **ours)["code"] == "edited"
    assert left(give(database, cast, gift(cast.bo, cast.carol), now=now)) == 0
    database.write(retracting.undo_one, kudos_id=UUID(first["kudos"]), giver=who, **ours)
    assert left(give(database, cast, gift(cast.bo, cast.eve), now=now)) == 0
    assert give(database, cast, gift(cast.bo, cast.dave), now=now)["code"] == "allowance"


def test_a_receiver_who_turned_out_not_to_be_one_costs_nothing(database: Database, cast: Cast, now: datetime) -> None:
    allow(database, cast, 2, now)
    given = give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)

    def leave_out(session: Any) -> None:
        key = (cast.workspace_id, UUID(given["kudos"]), cast.ana.id)
        session.get_one(KudosReceiver, key).void_reason = "bot"

    database.write(leave_out)
    assert left(give(database, cast, gift(cast.bo, cast.dave), now=now)) == 0


def test_whoever_is_exempt_has_none_and_others_have(database: Database, cast: Cast, now: datetime) -> None:
    allow(database, cast, 1, now, exempt=(cast.carol.id,))
    for receiver in (cast.ana, cast.bo, cast.dave):
        assert give(database, cast, gift(cast.carol, receiver), now=now)["code"] == "given"
    assert left(give(database, cast, gift(cast.bo, cast.ana), now=now)) == 0


def test_on_behalf_of_somebody_counts_for_whoever_wrote_it_down(database: Database, cast: Cast, now: datetime) -> None:
    lee = Member(
        workspace_id=cast.workspace_id, name="Lee", handle="lee", kind=Kind.OFFLINE, active=True, verified=True,
        added_at=now,
    )  # fmt: skip
    database.write(lambda session: session.add(lee))
    allow(database, cast, 1, now)
    given = give(database, cast, gift(cast.bo, cast.ana, on_behalf_of=str(lee.id)), now=now)
    assert rows.one(database, Kudos).giver_id == lee.id
    assert left(given) == 0
    assert give(database, cast, gift(cast.bo, cast.ana), now=now)["code"] == "allowance"


def test_what_was_imported_does_not_count(database: Database, cast: Cast, now: datetime) -> None:
    allow(database, cast, 1, now)
    give(database, cast, gift(cast.bo, cast.ana), now=now)

    def import_it(session: Any) -> None:
        session.get_one(Kudos, (cast.workspace_id, kudos.id)).source = Source.IMPORT

    kudos = rows.one(database, Kudos)
    database.write(import_it)
    assert left(give(database, cast, gift(cast.bo, cast.carol), now=now)) == 0


def test_lowered_below_what_was_given_leaves_none_and_never_less(database: Database, cast: Cast, now: datetime) -> None:
    allow(database, cast, 5, now)
    give(database, cast, gift(cast.bo, cast.ana, cast.carol, cast.dave), now=now)
    allow(database, cast, 1, now)
    refused = give(database, cast, gift(cast.bo, cast.eve), now=now)
    assert (refused["code"], refused["left"], refused["most"]) == ("allowance", 0, 1)


def test_a_draft_confirmed_later_is_counted_then(database: Database, cast: Cast, now: datetime) -> None:
    allow(database, cast, 1, now)
    what = gift(cast.bo, cast.ana)
    give(database, cast, what, now=now)
    again = give(database, cast, what, now=now + MINUTE)
    assert again["code"] == "allowance"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("length", "first"),
    [(Period.DAY, date(2026, 3, 29)), (Period.WEEK, date(2026, 3, 30)), (Period.MONTH, date(2026, 4, 1))],
)
def test_it_begins_anew_at_the_givers_own_midnight(
    database: Database, cast: Cast, now: datetime, length: Period, first: date, zone: str
) -> None:
    change(database, cast.bo, zone=zone)
    allow(database, cast, 1, now, period=length)
    after = datetime.combine(first, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    before = after - MINUTE
    assert give(database, cast, gift(cast.bo, cast.ana), now=before)["code"] == "given"
    refused = give(database, cast, gift(cast.bo, cast.carol), now=before)
    assert (refused["code"], refused["resets_at"]) == ("allowance", int(after.timestamp()))
    assert give(database, cast, gift(cast.bo, cast.carol), now=after)["code"] == "given"


def test_whose_zone_is_unknown_has_the_workspaces(database: Database, cast: Cast, now: datetime) -> None:
    change(database, cast.bo, zone=None)
    configure: dict[str, Any] = {"workspace_id": cast.workspace_id, "zone": "Asia/Tokyo"}
    database.write(workspaces.configure, **configure)
    allow(database, cast, 1, now, period=Period.DAY)
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    refused = give(database, cast, gift(cast.bo, cast.carol), now=now)
    assert refused["resets_at"] == int(datetime(2026, 3, 5, tzinfo=ZoneInfo("Asia/Tokyo")).timestamp())


ZONES = (
    *("Europe/London", "Asia/Manila", "America/Los_Angeles", "Australia/Lord_Howe", "Pacific/Kiritimati"),
    *("Africa/Cairo", "America/Havana", "America/Sao_Paulo", "Asia/Beirut", "America/Asuncion"),
)
"""The second line changes its clocks at midnight: a day begins at one, or one hour comes twice."""

CALENDAR: dict[Period, Callable[[date], object]] = {
    Period.DAY: lambda day: day,
    Period.WEEK: lambda day: day.isocalendar()[:2],
    Period.MONTH: lambda day: (day.year, day.month),
}
"""What two days of one period have in common: a calendar, and no arithmetic."""


def page(length: Period, zone: str, instant: datetime) -> object:
    return CALENDAR[length](instant.astimezone(ZoneInfo(zone)).date())


@given(
    length=st.sampled_from(Period),
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 23 * 366 * 24 * 60),
)
@settings(max_examples=500, deadline=None)
def test_a_period_is_one_page_of_the_givers_calendar(length: Period, zone: str, minutes: int) -> None:
    now = datetime(2012, 1, 1, tzinfo=UTC) + minutes * MINUTE
    start, end = period(length, zone, now)
    assert start <= now < end
    moment = timedelta(microseconds=1)
    assert page(length, zone, start) == page(length, zone, now) == page(length, zone, end - moment)
    assert page(length, zone, start - moment) != page(length, zone, now) != page(length, zone, end)


STEPS = st.one_of(
    st.tuples(st.just("give"), st.integers(1, 4)),
    st.tuples(st.just("wait"), st.integers(1, 60)),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("move"), st.sampled_from(ZONES)),
    st.tuples(st.just("allow"), st.integers(1, 6)),
)


@given(length=st.sampled_from(Period), steps=st.lists(STEPS, min_size=4, max_size=14), begin=st.integers(0, 400))
@settings(max_examples=25, deadline=None)
def test_nobody_ever_gives_more_in_a_period_than_they_may(
    run_folder: Path, worker: str, length: Period, steps: list[tuple[str, Any]], begin: int
) -> None:
    """Against a list of what was given, and a calendar."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + begin * DAY
    with databases.sqlite(run_folder, worker) as url, closing(Database(url)) as database:
        cast = database.write(settle_in, now=now)
        others = [cast.ana, cast.carol, cast.dave, cast.eve]
        zone, most, given_so_far = "Europe/London", 4, list[tuple[datetime, int]]()
        allow(database, cast, most, now, period=length)
        for number, (step, value) in enumerate(steps):
            if step == "wait":
                now += value * HOUR
            elif step == "move":
                zone = value
                change(database, cast.bo, zone=zone)
            elif step == "allow":
                most = value
                allow(database, cast, most, now, period=length)
            elif step == "undo":
                ours: dict[str, Any] = {"workspace_id": cast.workspace_id, "giver": str(cast.bo.slack_user_id)}
                done = database.write(retracting.undo, key=f"undo:{number}", now=now, **ours)
                if done["code"] == "undone":
                    given_so_far.pop()
            else:
                today = page(length, zone, now)
                spent = sum(pats for at, pats in given_so_far if page(length, zone, at) == today)
                outcome = give(database, cast, gift(cast.bo, *others[:value], message=f"Call {number}"), now=now)
                if value <= max(0, most - spent):
                    given_so_far.append((now, value))
                    assert left(outcome) == most - spent - value
                else:
                    assert (outcome["code"], outcome["left"]) == ("allowance", max(0, most - spent))
