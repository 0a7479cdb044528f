"""Who else may see a kudos, on "Around you" and when it is shared with a lead."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Kind, Purpose
from models.kudos import ChannelKind, around, responding, retracting, sharing
from models.kudos.around import Around
from models.people import members, reporting, teams
from models.people.members import Circle, Member
from models.people.teams import Role
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast, profile
from tests.statements import QueryCounter

MINUTE = timedelta(minutes=1)


def choose(database: Database, cast: Cast, member: Member, circle: Circle, now: datetime) -> None:
    """For all pats to come."""

    def act(session: Session) -> None:
        found = members.by_id(session, cast.workspace_id, [member.id])
        found[member.id].circle = circle

    database.write(act)


def see(database: Database, member: Member, now: datetime, *, most: int = 5, offset: int = 0) -> Around:
    return database.query(around.around, member=member, most=most, offset=offset, now=now + MINUTE)


def seen_by(database: Database, cast: Cast, now: datetime) -> set[str]:
    """Names of those of the cast around whom something is to be seen."""
    everyone = (cast.ana, cast.bo, cast.carol, cast.dave, cast.eve, cast.finn)
    return {member.name for member in everyone if see(database, member, now).cards}


@pytest.fixture
def gita(database: Database, cast: Cast, now: datetime) -> Member:
    """Reports to Carol, as Ana and Bo do."""
    who = profile("Gita")
    database.write(members.sync, workspace_id=cast.workspace_id, profiles=[who], now=now)
    gita = rows.one(database, Member, Member.slack_user_id == who.slack_user_id)
    lead: dict[str, Any] = {"member_id": gita.id, "lead_id": cast.carol.id, "now": now}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **lead)
    return gita


@pytest.mark.parametrize(
    ("circle", "seen"),
    [
        (Circle.EVERYONE, {"Gita", "Carol", "Finn"}),
        (Circle.TEAM, {"Gita", "Carol"}),
        (Circle.LEAD, {"Carol"}),
    ],
)
def test_a_circle_lets_in_whom_it_says(
    database: Database, cast: Cast, gita: Member, now: datetime, circle: Circle, seen: set[str]
) -> None:
    """Finn is in no team: around him is what everyone may see. Dave leads another team, Eve is a guest in it."""
    choose(database, cast, cast.ana, circle, now)
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    assert {*seen_by(database, cast, now), *(["Gita"] if see(database, gita, now).cards else [])} == seen


def test_giver_and_receivers_find_theirs_in_their_history_instead(
    database: Database, cast: Cast, now: datetime
) -> None:
    give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)
    assert seen_by(database, cast, now) == {"Finn"}


def test_the_narrowest_of_several_circles_counts(database: Database, cast: Cast, gita: Member, now: datetime) -> None:
    choose(database, cast, cast.dave, Circle.LEAD, now)
    give(database, cast, gift(cast.bo, cast.ana, cast.dave), now=now)
    assert seen_by(database, cast, now) == set()
    assert not see(database, gita, now).cards


def test_people_in_a_team_see_each_others_and_their_leads(database: Database, cast: Cast, now: datetime) -> None:
    choose(database, cast, cast.finn, Circle.TEAM, now)
    roles = {cast.dave.id: Role.LEAD, cast.finn.id: Role.MEMBER, cast.bo.id: Role.MEMBER}
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "team_id": cast.returns_desk.id}
    database.write(teams.set_members, **of, roles=roles, now=now)
    give(database, cast, gift(cast.ana, cast.finn), now=now + MINUTE)
    assert seen_by(database, cast, now + MINUTE) == {"Dave", "Bo"}
    database.write(teams.set_members, **of, roles={cast.finn.id: Role.MEMBER}, now=now + MINUTE)
    assert seen_by(database, cast, now + 2 * MINUTE) == set()


def test_someone_who_moved_to_another_lead_takes_the_sight_of_their_circle_along(
    database: Database, cast: Cast, now: datetime
) -> None:
    choose(database, cast, cast.ana, Circle.LEAD, now)
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    move: dict[str, Any] = {"member_id": cast.ana.id, "lead_id": cast.dave.id, "now": now + MINUTE}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **move)
    assert seen_by(database, cast, now + 2 * MINUTE) == {"Dave"}


@pytest.mark.parametrize("kind", [ChannelKind.PRIVATE, ChannelKind.DIRECT])
@pytest.mark.parametrize("circle", Circle)
def test_words_said_in_private_are_around_nobody(
    database: Database, cast: Cast, now: datetime, kind: ChannelKind, circle: Circle
) -> None:
    choose(database, cast, cast.ana, circle, now)
    give(database, cast, gift(cast.bo, cast.ana, channel_kind=kind), now=now)
    assert seen_by(database, cast, now) == set()


def test_a_giver_who_lets_the_kudos_channel_have_them_lets_everyone_see_them(
    database: Database, cast: Cast, now: datetime
) -> None:
    give(database, cast, gift(cast.bo, cast.ana, channel_kind=ChannelKind.PRIVATE, copy=True), now=now)
    assert seen_by(database, cast, now) == {"Carol", "Finn"}


def test_what_was_taken_back_or_hidden_later_is_gone(database: Database, cast: Cast, now: datetime) -> None:
    kudos = UUID(give(database, cast, gift(cast.bo, cast.ana), now=now)["kudos"])
    ana: dict[str, Any] = {"kudos_id": kudos, "member": str(cast.ana.slack_user_id), "always": False, "now": now}
    database.write(responding.choose_circle, workspace_id=cast.workspace_id, **ana, circle=Circle.LEAD)
    assert seen_by(database, cast, now) == {"Carol"}
    bo: dict[str, Any] = {"kudos_id": kudos, "giver": str(cast.bo.slack_user_id), "now": now}
    database.write(retracting.undo_one, workspace_id=cast.workspace_id, **bo)
    assert seen_by(database, cast, now) == set()


def test_around_someone_turns_pages_and_forgets_after_90_days(database: Database, cast: Cast, now: datetime) -> None:
    for n in range(7):
        give(database, cast, gift(cast.bo, cast.ana, message=f"deed {n}"), now=now + n * MINUTE)
    later = now + 8 * MINUTE
    first, second = see(database, cast.carol, later), see(database, cast.carol, later, offset=5)
    assert [card.message for card in (*first.cards, *second.cards)] == [f"deed {n}" for n in reversed(range(7))]
    assert (first.more, second.more) == (True, False)
    assert not see(database, cast.carol, now + around.LATELY + 10 * MINUTE).cards


def test_it_takes_the_same_statements_however_many_there_are(database: Database, cast: Cast, now: datetime) -> None:
    def statements() -> int:
        with QueryCounter(database) as executed:
            assert see(database, cast.carol, now + 9 * MINUTE).cards
        return executed.count

    give(database, cast, gift(cast.bo, cast.ana), now=now)
    few = statements()
    for n in range(8):
        give(database, cast, gift(cast.dave, cast.ana, cast.bo, message=f"{n}"), now=now + n * MINUTE)
    assert statements() == few


def share(database: Database, cast: Cast, kudos: str, member: Member, now: datetime) -> Outcome:
    what: dict[str, Any] = {"kudos_id": UUID(kudos), "member": str(member.slack_user_id), "now": now}
    return database.write(sharing.share, workspace_id=cast.workspace_id, **what)


def test_a_receiver_shares_with_their_lead_once(database: Database, cast: Cast, now: datetime) -> None:
    kudos = give(database, cast, gift(cast.bo, cast.ana), now=now)["kudos"]
    outcomes = at_once(*[lambda: share(database, cast, kudos, cast.ana, now)] * 3)
    assert sorted(one["code"] for one in outcomes) == ["already", "already", "shared"]
    row = rows.one(database, Delivery, Delivery.purpose == Purpose.SHARED)
    assert (row.channel_id, row.member_id) == (cast.carol.slack_user_id, cast.carol.id)


def test_it_waits_for_the_end_of_the_leads_quiet_hours(database: Database, cast: Cast, now: datetime) -> None:
    evening = now.replace(hour=20)
    kudos = give(database, cast, gift(cast.bo, cast.ana), now=evening)["kudos"]
    share(database, cast, kudos, cast.ana, evening)
    row = rows.one(database, Delivery, Delivery.purpose == Purpose.SHARED)
    assert row.due_at == now.replace(hour=8) + timedelta(days=1)


def test_only_receivers_share_and_only_with_who_leads_them(database: Database, cast: Cast, now: datetime) -> None:
    kudos = give(database, cast, gift(cast.bo, cast.ana, cast.finn), now=now)["kudos"]
    assert share(database, cast, kudos, cast.bo, now) == {"code": "not_yours"}
    assert share(database, cast, kudos, cast.finn, now) == {"code": "no_lead"}
    from_lead = give(database, cast, gift(cast.carol, cast.ana), now=now)["kudos"]
    assert share(database, cast, from_lead, cast.ana, now)["code"] == "knows"
    in_a_team = give(database, cast, gift(cast.bo, cast.eve), now=now)["kudos"]
    assert share(database, cast, in_a_team, cast.eve, now)["leads"] == [cast.dave.slack_user_id]
    assert share(database, cast, str(UUID(int=1)), cast.ana, now) == {"code": "not_yours"}


def test_what_others_in_it_keep_to_themselves_or_was_said_in_private_is_not_shared(
    database: Database, cast: Cast, now: datetime
) -> None:
    choose(database, cast, cast.eve, Circle.LEAD, now)
    together = give(database, cast, gift(cast.bo, cast.ana, cast.eve), now=now)["kudos"]
    assert share(database, cast, together, cast.ana, now) == {"code": "private"}
    said = replace(gift(cast.bo, cast.ana), channel_kind=ChannelKind.PRIVATE)
    private = give(database, cast, said, now=now)["kudos"]
    assert share(database, cast, private, cast.ana, now) == {"code": "private"}


def test_what_was_shared_goes_when_it_is_taken_back(database: Database, cast: Cast, now: datetime) -> None:
    kudos = give(database, cast, gift(cast.bo, cast.ana), now=now)["kudos"]
    share(database, cast, kudos, cast.ana, now)
    shared = rows.one(database, Delivery, Delivery.purpose == Purpose.SHARED)
    assert database.query(sharing.still_shared, shared).name == "Ana"  # type: ignore[union-attr]
    assert shared.id in Sender(database, cast.workspace_id).claim_ids(now)
    bo: dict[str, Any] = {"kudos_id": UUID(kudos), "giver": str(cast.bo.slack_user_id), "now": now}
    database.write(retracting.undo_one, workspace_id=cast.workspace_id, **bo)
    assert rows.count(database, Delivery, Delivery.kind == Kind.STATE, Delivery.post_id == shared.id) == 1


def test_what_was_shared_is_no_longer_shown_once_another_receiver_hides_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    kudos = give(database, cast, gift(cast.bo, cast.ana, cast.eve), now=now)["kudos"]
    share(database, cast, kudos, cast.ana, now)
    shared = rows.one(database, Delivery, Delivery.purpose == Purpose.SHARED)
    eve: dict[str, Any] = {"kudos_id": UUID(kudos), "member": str(cast.eve.slack_user_id), "always": False, "now": now}
    database.write(responding.choose_circle, workspace_id=cast.workspace_id, **eve, circle=Circle.LEAD)
    assert database.query(sharing.still_shared, shared) is None
