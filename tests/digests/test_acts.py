"""Something real to act on, for somebody whom recognition does not reach."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.facts import acts
from digests.facts.acts import Pair
from digests.gaps.report import Act, Ground
from models.decisions import Decision
from models.kudos import ChannelKind, Kudos, Retraction, Source
from models.people import teams
from models.people.members import Circle, Member
from models.people.teams import Role
from models.storage.database import Database
from tests.digests.giving import pat
from tests.models import rows
from tests.models.decisions.logged import logs
from tests.people import Cast
from tests.statements import QueryCounter

DAY = timedelta(days=1)


def found(database: Database, cast: Cast, now: datetime, lead: Member, *others: Member) -> dict[Pair, Act]:
    return database.query(acts.find, cast.workspace_id, [(lead.id, one.id) for one in others], now)


def subject(database: Database, cast: Cast, now: datetime, lead: Member, member: Member) -> UUID | None:
    act = found(database, cast, now, lead, member).get((lead.id, member.id))
    return act.subject if act else None


def test_it_is_the_newest_thanks_of_a_colleague(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now - 2 * DAY)
    newest = database.write(pat, cast.finn, cast.ana, now - DAY)
    database.write(pat, cast.carol, cast.ana, now)
    act = found(database, cast, now, cast.carol, cast.ana)[cast.carol.id, cast.ana.id]
    assert act == Act(Ground.KUDOS, newest, (now - DAY).date(), cast.finn.id)


def test_a_decision_that_waits_for_that_lead_comes_first(database: Database, cast: Cast, now: datetime) -> None:
    for age in (2, 1):
        logs(database, cast, cast.ana, now - age * DAY)
    database.write(pat, cast.bo, cast.ana, now)
    oldest = min(rows.all_of(database, Decision), key=lambda one: one.logged_at)
    act = found(database, cast, now, cast.carol, cast.ana)[cast.carol.id, cast.ana.id]
    assert act == Act(Ground.DECISION, oldest.id, (now - 2 * DAY).date())
    assert found(database, cast, now, cast.dave, cast.ana)[cast.dave.id, cast.ana.id].ground == Ground.KUDOS


def test_there_may_be_nothing(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now - 43 * DAY)
    assert found(database, cast, now, cast.carol, cast.ana, cast.bo) == {}
    assert database.query(acts.find, cast.workspace_id, [], now) == {}


@pytest.mark.parametrize(
    "unfit",
    [
        {"kind": ChannelKind.PRIVATE},
        {"kind": ChannelKind.DIRECT},
        {"channel_id": None},
        {"message": None},
        {"message": None, "source": Source.REACTION},
        {"void": "deactivated"},
    ],
)
def test_what_was_said_in_private_has_no_words_or_reached_nobody_is_none(
    database: Database, cast: Cast, now: datetime, unfit: dict[str, Any]
) -> None:
    database.write(pat, cast.bo, cast.ana, now, **unfit)
    assert subject(database, cast, now, cast.carol, cast.ana) is None


def test_what_was_taken_back_is_none(database: Database, cast: Cast, now: datetime) -> None:
    gone = database.write(pat, cast.bo, cast.ana, now)

    def retract(session: Session) -> None:
        session.add(Retraction(workspace_id=cast.workspace_id, kudos_id=gone, by_id=None, reason="undo", at=now))

    database.write(retract)
    assert subject(database, cast, now, cast.carol, cast.ana) is None


def test_what_the_lead_wrote_down_for_somebody_is_none(database: Database, cast: Cast, now: datetime) -> None:
    given = database.write(pat, cast.bo, cast.ana, now)

    def enter(session: Session) -> None:
        query = select(Kudos).where(Kudos.workspace_id == cast.workspace_id, Kudos.id == given)
        session.scalars(query).one().entered_by_id = cast.carol.id

    database.write(enter)
    assert subject(database, cast, now, cast.carol, cast.ana) is None


@pytest.mark.parametrize("circle", [Circle.TEAM, Circle.LEAD])
def test_a_narrower_circle_lets_the_lead_of_each_receiver_read(
    database: Database, cast: Cast, now: datetime, circle: Circle
) -> None:
    given = database.write(pat, cast.finn, [cast.ana, cast.bo], now, circle=circle)
    assert subject(database, cast, now, cast.carol, cast.ana) == given
    assert subject(database, cast, now, cast.dave, cast.ana) is None
    database.write(pat, cast.finn, [cast.ana, cast.dave], now + DAY, circle=circle)
    assert subject(database, cast, now + DAY, cast.carol, cast.ana) == given


def test_what_one_lead_may_read_is_not_read_by_another_who_asks_at_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    given = database.write(pat, cast.finn, cast.ana, now, circle=Circle.LEAD)
    asked = [(lead.id, cast.ana.id) for lead in (cast.carol, cast.dave, cast.eve)]
    acted = database.query(acts.find, cast.workspace_id, asked, now)
    assert {pair: act.subject for pair, act in acted.items()} == {asked[0]: given}
    database.write(pat, cast.finn, cast.ana, now + DAY)
    acted = database.query(acts.find, cast.workspace_id, asked, now + DAY)
    assert acted.keys() == set(asked[:2])


def test_leading_a_team_is_leading(database: Database, cast: Cast, now: datetime) -> None:
    roles = {cast.dave.id: Role.LEAD, cast.ana.id: Role.MEMBER}
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "team_id": cast.returns_desk.id}
    database.write(teams.set_members, **of, roles=roles, now=now - DAY)
    given = database.write(pat, cast.bo, cast.ana, now, circle=Circle.LEAD)
    assert subject(database, cast, now, cast.dave, cast.ana) == given


def test_a_guest_who_leads_reads_no_public_channel(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now)
    assert subject(database, cast, now, cast.eve, cast.ana) is None


def test_any_number_of_pairs_takes_two_statements(database: Database, cast: Cast, now: datetime) -> None:
    everyone = (cast.ana, cast.bo, cast.carol, cast.dave, cast.finn)
    given = {one.id: database.write(pat, cast.eve, one, now) for one in everyone}
    with QueryCounter(database) as executed:
        pairs = [(lead.id, member.id) for lead in everyone for member in everyone]
        acted = database.query(acts.find, cast.workspace_id, pairs, now)
    assert executed.count == 2
    assert {pair: act.subject for pair, act in acted.items()} == {
        (lead, member): given[member] for lead, member in pairs
    }


def test_when_each_lead_last_thanked_them(database: Database, cast: Cast, now: datetime) -> None:
    for age in (1, 3, 9):
        database.write(pat, cast.carol, [cast.ana, cast.bo], now - age * DAY)
    database.write(pat, cast.dave, cast.ana, now)
    pairs = [(cast.carol.id, cast.ana.id), (cast.dave.id, cast.bo.id)]
    last = database.query(acts.last_from_leads, cast.workspace_id, pairs, now - 5 * DAY)
    assert last == {(cast.carol.id, cast.ana.id): now - DAY}
    before = database.query(acts.last_from_leads, cast.workspace_id, pairs, now - 5 * DAY, now - 2 * DAY)
    assert before == {(cast.carol.id, cast.ana.id): now - 3 * DAY}
