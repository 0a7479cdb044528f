"""A root cause is taken, handed on, given back, made one with another, and closed with thanks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete

from models.decisions import Decision
from models.delivery.outbox import Delivery, Kind, Purpose
from models.improving import cause_cards, owning
from models.improving.cause_cards import CauseCard
from models.improving.causes import Cause
from models.people import members
from models.people.members import Member
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.models.decisions.logged import logs
from tests.people import Cast, profile

DAY = timedelta(days=1)
ACTS: dict[str, tuple[Callable[..., Outcome], dict[str, Any]]] = {
    "take": (owning.take, {}),
    "give back": (owning.give_back, {}),
    "hand on": (owning.change, {"name": "Late courier", "into": None, "to": "U0DAVE0000"}),
    "close": (owning.close, {"what_changed": "Another courier"}),
    "rename": (owning.change, {"name": "Slow courier", "into": None, "to": None}),
}


def acts(database: Database, cast: Cast, who: Member, act: str, cause: UUID, now: datetime, **other: Any) -> str:
    """The code of what became of it."""
    fn, arguments = ACTS[act]
    what = {"workspace_id": who.workspace_id, "cause_id": cause, "member": who.slack_user_id, "now": now}
    return str(database.write(fn, **{**what, **arguments, **other})["code"])


def merges(database: Database, who: Member, cause: UUID, into: UUID, now: datetime) -> Outcome:
    what: dict[str, Any] = {"workspace_id": who.workspace_id, "cause_id": cause, "name": "", "into": into, "to": None}
    return database.write(owning.change, **what, member=who.slack_user_id or "", now=now)


def listed(database: Database, cast: Cast, now: datetime) -> list[CauseCard]:
    return database.query(cause_cards.listed, cast.workspace_id, now)


def leaves(database: Database, who: Member, now: datetime) -> None:
    gone = profile(who.name, updated=9)
    gone = type(gone)(**{**{name: getattr(gone, name) for name in gone.__slots__}, "active": False})
    database.write(members.sync, workspace_id=who.workspace_id, profiles=[gone], now=now)


def test_any_lead_and_any_admin_may_take_one_and_nobody_else(database: Database, cast: Cast, now: datetime) -> None:
    for name in ("a", "b", "c"):
        logs(database, cast, cast.ana, now, name=name)
    a, b, c = (one.id for one in sorted(rows.all_of(database, Cause), key=lambda one: one.name))
    assert acts(database, cast, cast.carol, "take", a, now) == "taken"
    assert acts(database, cast, cast.dave, "take", b, now) == "taken"
    assert acts(database, cast, cast.finn, "take", c, now) == "taken"
    for who in (cast.ana, cast.bo, cast.eve):
        assert acts(database, cast, who, "take", a, now) == "not_lead"
    assert acts(database, cast, cast.zed, "take", a, now) == "not_lead"


def test_two_who_take_it_at_once_one_has_it(database: Database, cast: Cast, now: datetime) -> None:
    cause = logs(database, cast, cast.ana, now)
    codes = at_once(*(partial(acts, database, cast, who, "take", cause, now) for who in (cast.carol, cast.dave)))
    assert sorted(codes) == ["others", "taken"]
    assert acts(database, cast, cast.carol, "take", cause, now) in {"yours", "others"}


@pytest.mark.parametrize("act", ["give back", "hand on", "close", "rename"])
def test_what_somebody_has_taken_is_theirs_and_the_admins(
    database: Database, cast: Cast, now: datetime, act: str
) -> None:
    cause = logs(database, cast, cast.ana, now)
    acts(database, cast, cast.carol, "take", cause, now)
    for who in (cast.ana, cast.bo, cast.dave, cast.eve, cast.zed):
        assert acts(database, cast, who, act, cause, now) == "not_yours"
    assert acts(database, cast, cast.finn, act, cause, now) not in {"not_yours", "gone"}


@pytest.mark.parametrize("act", ["take", "give back", "hand on", "close", "rename"])
def test_what_there_is_not_and_what_is_closed_is_said_to_be_so(
    database: Database, cast: Cast, now: datetime, act: str
) -> None:
    cause = logs(database, cast, cast.ana, now)
    assert acts(database, cast, cast.finn, act, cast.ana.id, now) == "gone"
    acts(database, cast, cast.finn, "close", cause, now)
    assert acts(database, cast, cast.finn, act, cause, now) in {"closed", "already"}


def test_what_an_owner_leaves_behind_anybody_may_take(database: Database, cast: Cast, now: datetime) -> None:
    cause = logs(database, cast, cast.ana, now)
    acts(database, cast, cast.carol, "take", cause, now)
    leaves(database, cast.carol, now)
    assert listed(database, cast, now)[0].owner is None
    assert acts(database, cast, cast.dave, "take", cause, now) == "taken"


def test_an_owner_hands_it_to_a_lead_and_an_admin_to_anyone_here(database: Database, cast: Cast, now: datetime) -> None:
    cause = logs(database, cast, cast.ana, now)
    acts(database, cast, cast.carol, "take", cause, now)
    for nobody in ("U0EVE00000", "U0ZED00000", "U0NOBODY00"):
        assert acts(database, cast, cast.carol, "hand on", cause, now, to=nobody) == "cannot"
    assert acts(database, cast, cast.carol, "hand on", cause, now, to="U0BO000000") == "not_a_lead"
    assert acts(database, cast, cast.finn, "hand on", cause, now, to="U0BO000000") == "changed"
    assert acts(database, cast, cast.finn, "hand on", cause, now, to="U0BO000000") == "changed"
    assert database.query(owning.may_see, cast.bo)
    assert not database.query(owning.may_see, cast.ana)
    row = rows.one(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN, Delivery.kind == Kind.POST)
    assert (row.member_id, row.detail) == (cast.bo.id, {"why": "handed", "by": str(cast.finn.id)})
    assert acts(database, cast, cast.bo, "give back", cause, now) == "given_back"
    assert not database.query(owning.may_see, cast.bo)


def test_closing_says_what_changed_and_thanks_everyone_who_logged_one_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    for who in (cast.ana, cast.ana, cast.bo, cast.carol):
        cause = logs(database, cast, who, now.replace(hour=21))
    logs(database, cast, cast.eve, now, name="Another")
    for nothing in (None, ""):
        assert acts(database, cast, cast.carol, "close", cause, now, what_changed=nothing) == "no_words"
    assert acts(database, cast, cast.carol, "close", cause, now.replace(hour=22)) == "closed"
    assert acts(database, cast, cast.carol, "close", cause, now) == "already"
    thanked = rows.all_of(database, Delivery, Delivery.purpose == Purpose.CAUSE_CLOSED)
    assert {row.member_id for row in thanked} == {cast.ana.id, cast.bo.id}
    assert len(thanked) == 2
    assert {row.due_at.hour for row in thanked} == {8}
    assert [one.name for one in listed(database, cast, now)] == ["Another"]


def test_figures_count_what_is_stored_by_currency(database: Database, cast: Cast, now: datetime) -> None:
    logs(database, cast, cast.ana, now - 60 * DAY)
    for who, amount in ((cast.ana, 31_200), (cast.bo, 1000), (cast.bo, 2000)):
        logs(database, cast, who, now, amount=amount, currency="EUR")
        logs(database, cast, who, now, amount=4000, currency="USD")
    (card,) = listed(database, cast, now)
    assert [str(one) for one in card.recent.cost] == ["€342", "$120"]
    assert [str(one) for one in card.ever.cost] == ["€342", "$120"]
    assert (card.recent.times, card.ever.times, card.since) == (6, 7, now - 60 * DAY)


def test_no_sum_is_of_fewer_than_three_decisions_nor_tells_one_by_subtraction(
    database: Database, cast: Cast, now: datetime
) -> None:
    for amount in (31_200, 1000):
        logs(database, cast, cast.ana, now, amount=amount, currency="EUR")
    logs(database, cast, cast.bo, now, amount=4000, currency="USD")
    (card,) = listed(database, cast, now)
    assert (card.recent.times, card.recent.cost, card.ever.cost) == (3, (), ())
    logs(database, cast, cast.bo, now, amount=2000, currency="EUR")
    logs(database, cast, cast.bo, now - 60 * DAY, amount=10_000, currency="EUR")
    (card,) = listed(database, cast, now)
    assert ([str(one) for one in card.recent.cost], card.ever.cost) == (["€342"], ())
    for _ in range(2):
        logs(database, cast, cast.bo, now - 60 * DAY, amount=10_000, currency="EUR")
    (card,) = listed(database, cast, now)
    assert [str(one) for one in card.ever.cost] == ["€642"]


def test_what_comes_most_often_now_stands_first(database: Database, cast: Cast, now: datetime) -> None:
    for name, days in (("old", (40, 41, 42, 43)), ("new", (1, 2)), ("one", (1,))):
        for day in days:
            logs(database, cast, cast.ana, now - day * DAY, name=name)
    assert [one.name for one in listed(database, cast, now)] == ["new", "one", "old"]


def test_a_cause_that_comes_back_says_when_it_was_closed(database: Database, cast: Cast, now: datetime) -> None:
    first = logs(database, cast, cast.ana, now)
    acts(database, cast, cast.finn, "close", first, now)
    logs(database, cast, cast.ana, now + DAY, name="late COURIER")
    (card,) = listed(database, cast, now + DAY)
    assert card.closed_before == now


def test_two_causes_become_one_with_all_decisions_and_the_owner(database: Database, cast: Cast, now: datetime) -> None:
    late = logs(database, cast, cast.ana, now - DAY)
    logs(database, cast, cast.ana, now)
    other = logs(database, cast, cast.bo, now, name="Courier late")
    acts(database, cast, cast.carol, "take", late, now)
    assert acts(database, cast, cast.carol, "rename", late, now, name="courier  LATE") == "name_taken"
    assert merges(database, cast.dave, late, other, now)["code"] == "not_yours"
    assert merges(database, cast.carol, late, late, now)["code"] == "gone"
    assert merges(database, cast.carol, late, other, now) == {"code": "merged", "moved": 2}
    (card,) = listed(database, cast, now)
    assert (card.id, card.ever.times, card.owner and card.owner.name) == (other, 3, "Carol")
    assert rows.count(database, Decision, Decision.cause_id == other) == 3
    told = rows.one(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN)
    assert (told.subject_id, told.member_id) == (other, cast.carol.id)
    assert merges(database, cast.carol, late, other, now)["code"] in {"not_yours", "gone"}


def said(database: Database) -> set[UUID | None]:
    """Who is told of a cause that keeps coming back, each once."""
    found = rows.all_of(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN, Delivery.kind == Kind.POST)
    assert len({row.member_id for row in found}) == len(found)
    return {row.member_id for row in found}


def test_what_comes_to_five_by_becoming_one_is_said(database: Database, cast: Cast, now: datetime) -> None:
    for when in (now - 40 * DAY, now, now):
        late, slow = (logs(database, cast, cast.ana, when, name=name) for name in ("late", "slow"))
    assert said(database) == set()
    assert merges(database, cast.finn, late, slow, now)["code"] == "merged"
    assert said(database) == {cast.carol.id, cast.finn.id}


def test_what_had_calmed_down_and_comes_past_three_at_once_is_said_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    for when in (now - 50 * DAY, now - 50 * DAY, now - 50 * DAY, now, now):
        late = logs(database, cast, cast.ana, when, name="late")
    for _ in range(2):
        slow = logs(database, cast, cast.ana, now, name="slow")
    seen_before = rows.count(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN, Delivery.kind == Kind.POST)
    assert merges(database, cast.finn, slow, late, now)["code"] == "merged"
    seen = rows.count(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN, Delivery.kind == Kind.POST)
    assert (seen_before, seen) == (2, 4)


def test_whoever_takes_care_of_the_one_that_stays_hears_what_was_said_of_the_other(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(3):
        late = logs(database, cast, cast.ana, now, name="late")
    slow = logs(database, cast, cast.bo, now, name="slow")
    acts(database, cast, cast.dave, "take", slow, now)
    assert said(database) == {cast.carol.id, cast.finn.id}
    assert merges(database, cast.finn, late, slow, now + DAY)["code"] == "merged"
    assert said(database) == {cast.carol.id, cast.finn.id, cast.dave.id}
    logs(database, cast, cast.bo, now + 2 * DAY, name="slow")
    assert len(said(database)) == 3


def test_a_better_name_that_is_only_written_otherwise_is_no_other_cause(
    database: Database, cast: Cast, now: datetime
) -> None:
    cause = logs(database, cast, cast.ana, now)
    assert acts(database, cast, cast.finn, "rename", cause, now, name="late courier!") == "changed"
    assert acts(database, cast, cast.finn, "rename", cause, now, name="late courier!") == "changed"
    assert acts(database, cast, cast.finn, "rename", cause, now, name="  ") == "no_name"
    assert logs(database, cast, cast.bo, now) == cause


def test_a_name_goes_with_the_last_decision_unless_somebody_has_taken_it_or_it_was_closed(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(3):
        logs(database, cast, cast.ana, now, name="Gone")
    acts(database, cast, cast.carol, "take", logs(database, cast, cast.ana, now, name="Taken"), now)
    acts(database, cast, cast.finn, "close", logs(database, cast, cast.ana, now, name="Closed"), now)
    forget = partial(owning.forget, workspace_id=cast.workspace_id, now=now)
    assert database.write(forget) == 0
    everything = delete(Decision).where(Decision.workspace_id == cast.workspace_id)
    database.write(lambda session: session.execute(everything) and None)
    assert database.write(forget) == 1
    assert sorted(one.name for one in rows.all_of(database, Cause)) == ["Closed", "Taken"]
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN, Delivery.kind == Kind.STATE) == 2
