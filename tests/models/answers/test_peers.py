"""Peer leads: more than half of a team name a colleague, who may answer its decisions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.answers import peers
from models.people import members, reporting
from models.people.members import Kind, Member, Profile
from models.storage.database import Database
from tests.people import Cast


@pytest.fixture
def team(database: Database, cast: Cast, now: datetime) -> list[Member]:
    """Ana, Bo, Gita and Hugo report to Carol."""

    def hire(session: Session) -> list[Member]:
        names = ("Gita", "Hugo")
        people = [Profile(f"U0{name.upper():0<8}", name, name.lower(), Kind.PERSON, True) for name in names]
        members.sync(session, workspace_id=cast.workspace_id, profiles=people, now=now)
        found = members.by_slack_id(session, cast.workspace_id, [one.slack_user_id for one in people])
        for one in found.values():
            of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": one.id, "lead_id": cast.carol.id}
            reporting.set_lead(session, **of, now=now)
        return [cast.ana, cast.bo, *sorted(found.values(), key=lambda one: one.name)]

    return database.write(hire)


def votes(database: Database, cast: Cast, by: Member, for_: Member | None, now: datetime) -> str:
    peer_id = for_.id if for_ else None
    act: dict[str, Any] = {"workspace_id": cast.workspace_id, "actor": by.slack_user_id, "peer_id": peer_id, "now": now}
    return str(database.write(peers.vote, **act)["code"])


def chosen(database: Database, cast: Cast, member_id: UUID, now: datetime) -> Sequence[str]:
    return [one.name for one in database.query(peers.chosen, cast.workspace_id, member_id, now)]


def test_more_than_half_choose_a_peer_lead_who_is_never_their_own(
    database: Database, cast: Cast, team: list[Member], now: datetime
) -> None:
    ana, bo, gita, hugo = team
    for voter in (ana, bo):
        assert votes(database, cast, voter, gita, now) == "named"
    assert chosen(database, cast, ana.id, now) == []
    votes(database, cast, hugo, gita, now)
    assert chosen(database, cast, ana.id, now) == ["Gita"]
    assert chosen(database, cast, gita.id, now) == []
    assert chosen(database, cast, cast.dave.id, now) == []


def test_a_vote_can_be_changed_and_taken_back(
    database: Database, cast: Cast, team: list[Member], now: datetime
) -> None:
    ana, bo, gita, hugo = team
    for voter in (ana, bo, hugo):
        votes(database, cast, voter, gita, now)
    assert votes(database, cast, hugo, ana, now) == "named"
    assert chosen(database, cast, ana.id, now) == []
    votes(database, cast, hugo, gita, now)
    assert chosen(database, cast, ana.id, now) == ["Gita"]
    assert votes(database, cast, bo, None, now) == "nobody"
    assert chosen(database, cast, ana.id, now) == []


def test_nobody_names_themselves_their_lead_or_another_teams_person(
    database: Database, cast: Cast, team: list[Member], now: datetime
) -> None:
    for by, for_ in ((cast.ana, cast.ana), (cast.ana, cast.carol), (cast.ana, cast.dave), (cast.dave, cast.ana)):
        assert votes(database, cast, by, for_, now) == "not_a_colleague"
    assert database.query(peers.wants, cast.workspace_id, cast.ana.id) is None


def test_votes_of_who_left_the_team_do_not_count_and_neither_do_votes_for_them(
    database: Database, cast: Cast, team: list[Member], now: datetime
) -> None:
    ana, bo, gita, hugo = team
    for voter in (ana, bo, hugo):
        votes(database, cast, voter, gita, now)
    later = now + timedelta(days=1)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": later}
    database.write(reporting.set_lead, member_id=hugo.id, lead_id=cast.dave.id, **of)
    assert chosen(database, cast, ana.id, later) == ["Gita"]  # two of three
    database.write(reporting.set_lead, member_id=gita.id, lead_id=cast.dave.id, **of)
    assert chosen(database, cast, ana.id, later) == []
    assert chosen(database, cast, hugo.id, later) == []
