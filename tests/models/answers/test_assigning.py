"""Who answers a decision, and how it moves on when they can't: nobody is without an answerer while there is one."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answerer, assigning, leaving, moving, peers
from models.decisions import rules
from models.decisions.rules import Rules
from models.people import members, reporting
from models.people.members import Kind, Member
from models.storage.database import Database
from tests.concurrency import at_once
from tests.models import rows
from tests.models.decisions import decided
from tests.people import Cast

BACK = date(2026, 3, 16)


@pytest.fixture
def pledged(database: Database, cast: Cast, now: datetime) -> Cast:
    """The cast, with a pledge that holds; Carol reports to Dave."""

    def prepare(session: Session) -> None:
        decided.signed(session, workspace_id=cast.workspace_id, signer="U0FINN0000", now=now)
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": cast.dave.id}
        reporting.set_lead(session, **of, member_id=cast.carol.id, now=now)

    database.write(prepare)
    return cast


def logs(database: Database, cast: Cast, now: datetime, member: Member | None = None, **changes: Any) -> UUID:
    """The decision that Ana, or another, logs."""
    who = (member or cast.ana).slack_user_id or ""

    def act(session: Session) -> UUID:
        outcome = decided.logs(session, workspace_id=cast.workspace_id, member=who, now=now, **changes)
        return UUID(outcome["decision"])

    return database.write(act)


def answerer(database: Database, cast: Cast, decision: UUID) -> tuple[str, str] | None:
    """Who answers it now, by name, and why."""

    def read(session: Session) -> tuple[str, str] | None:
        query = (
            select(Member.name, Answerer.because)
            .join(Answerer, (Answerer.workspace_id == Member.workspace_id) & (Answerer.member_id == Member.id))
            .where(Answerer.decision_id == decision, Answerer.ends_at.is_(None))
        )
        found = session.execute(query).one_or_none()
        return (found[0], found[1]) if found else None

    return database.query(read)


def goes(database: Database, cast: Cast, who: Member, now: datetime, stand_in: Member | None = None) -> dict[str, Any]:
    other = stand_in.slack_user_id if stand_in else None
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "actor": who.slack_user_id, "now": now}
    return database.write(leaving.go, **of, back_on=BACK, stand_in=other)


def changes(database: Database, member: Member, **fields: Any) -> None:
    def act(session: Session) -> None:
        row = members.by_id(session, member.workspace_id, [member.id])[member.id]
        for name, value in fields.items():
            setattr(row, name, value)

    database.write(act)


def sweep(database: Database, cast: Cast, now: datetime) -> int:
    found = database.query(moving.moves, cast.workspace_id, now)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": now}
    return database.write(moving.move_on, decision_ids=found, **of) if found else 0


def test_the_lead_answers_and_for_a_lead_the_lead_above(database: Database, pledged: Cast, now: datetime) -> None:
    assert answerer(database, pledged, logs(database, pledged, now)) == ("Carol", "lead")
    assert answerer(database, pledged, logs(database, pledged, now, pledged.carol)) == ("Dave", "lead")


def test_without_a_lead_the_last_resort_answers_else_an_admin(database: Database, pledged: Cast, now: datetime) -> None:
    assert answerer(database, pledged, logs(database, pledged, now, pledged.dave)) == ("Finn", "last_resort")
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "by_id": pledged.finn.id, "now": now}
    database.write(rules.save, rules=Rules(last_resort=pledged.bo.id), **of)
    assert answerer(database, pledged, logs(database, pledged, now, pledged.dave)) == ("Bo", "last_resort")
    assert answerer(database, pledged, logs(database, pledged, now, pledged.finn)) == ("Bo", "last_resort")


def test_nobody_answers_their_own_whoever_they_are(database: Database, pledged: Cast, now: datetime) -> None:
    own = logs(database, pledged, now, pledged.finn)
    assert answerer(database, pledged, own) is None
    assert sweep(database, pledged, now) == 0
    changes(database, pledged.dave, is_named_admin=True)
    assert sweep(database, pledged, now) == 1
    assert answerer(database, pledged, own) == ("Dave", "last_resort")


def test_a_peer_lead_answers_who_was_chosen_and_nobody_who_was_not(
    database: Database, pledged: Cast, now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now}
    refused = database.write(lambda one: decided.logs(one, **of, member="U0ANA00000", peer_id=pledged.bo.id))
    assert refused["code"] == "no_peer"
    ids: dict[str, Any] = {"decision_id": logs(database, pledged, now), "member_id": pledged.ana.id}
    with pytest.raises(assigning.NotAPeerLead):
        database.write(assigning.assign, **of, **ids, peer_id=pledged.bo.id)
    database.write(reporting.set_lead, member_id=pledged.finn.id, lead_id=pledged.carol.id, **of)
    for voter in (pledged.ana, pledged.finn):
        database.write(peers.vote, actor=voter.slack_user_id or "", peer_id=pledged.bo.id, **of)
    assert answerer(database, pledged, logs(database, pledged, now, peer_id=pledged.bo.id)) == ("Bo", "peer")
    goes(database, pledged, pledged.bo, now, pledged.dave)
    assert answerer(database, pledged, logs(database, pledged, now, peer_id=pledged.bo.id)) == ("Carol", "lead")


def test_an_away_lead_hands_over_what_waits_and_what_comes(database: Database, pledged: Cast, now: datetime) -> None:
    before = logs(database, pledged, now)
    assert goes(database, pledged, pledged.carol, now, pledged.bo) == {"code": "away", "moved": 1}
    assert answerer(database, pledged, before) == ("Bo", "stands_in")
    assert answerer(database, pledged, logs(database, pledged, now)) == ("Bo", "stands_in")
    bos_own = logs(database, pledged, now, pledged.bo)
    assert answerer(database, pledged, bos_own) == ("Dave", "lead_above")
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "actor": pledged.carol.slack_user_id}
    assert database.write(leaving.come_back, now=now, **of)["code"] == "back"
    assert database.write(leaving.come_back, now=now, **of)["code"] == "not_away"
    assert sweep(database, pledged, now + timedelta(minutes=1)) == 0
    assert answerer(database, pledged, before) == ("Bo", "stands_in")
    assert answerer(database, pledged, logs(database, pledged, now + timedelta(minutes=1))) == ("Carol", "lead")


def test_the_absence_ends_by_itself_when_the_day_begins_for_them(
    database: Database, pledged: Cast, now: datetime
) -> None:
    goes(database, pledged, pledged.carol, now, pledged.bo)
    changes(database, pledged.carol, zone="America/New_York")
    midnight = datetime(2026, 3, 16, 4, 0, tzinfo=now.tzinfo)
    early = logs(database, pledged, midnight - timedelta(minutes=1))
    assert answerer(database, pledged, early) == ("Bo", "stands_in")
    assert answerer(database, pledged, logs(database, pledged, midnight)) == ("Carol", "lead")


def test_a_stand_in_who_goes_away_leaves_it_to_the_lead_above(database: Database, pledged: Cast, now: datetime) -> None:
    goes(database, pledged, pledged.carol, now, pledged.bo)
    waits = logs(database, pledged, now)
    assert goes(database, pledged, pledged.bo, now, pledged.finn)["moved"] == 1
    assert answerer(database, pledged, waits) == ("Dave", "lead_above")
    assert goes(database, pledged, pledged.dave, now)["moved"] == 1
    assert answerer(database, pledged, waits) == ("Finn", "last_resort")
    assert goes(database, pledged, pledged.finn, now)["moved"] == 1
    assert answerer(database, pledged, waits) == ("Carol", "lead")  # everyone is away: late is better than nobody
    assert sweep(database, pledged, now) == 0


@pytest.mark.parametrize("change", [{"active": False}, {"kind": Kind.GUEST}, {"slack_user_id": None}])
def test_it_moves_on_once_when_the_lead_leaves_or_becomes_a_guest(
    database: Database, pledged: Cast, now: datetime, change: dict[str, Any]
) -> None:
    waits = logs(database, pledged, now)
    changes(database, pledged.carol, **change)
    assert sweep(database, pledged, now) == 1
    assert answerer(database, pledged, waits) == ("Dave", "lead_above")
    assert sweep(database, pledged, now) == 0
    assert [row.ends_at is None for row in rows.all_of(database, Answerer)] == [False, True]


def test_a_person_who_gets_another_lead_keeps_the_answerer_they_had(
    database: Database, pledged: Cast, now: datetime
) -> None:
    waits = logs(database, pledged, now)
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now}
    database.write(reporting.set_lead, member_id=pledged.ana.id, lead_id=pledged.finn.id, **of)
    assert sweep(database, pledged, now) == 0
    assert answerer(database, pledged, waits) == ("Carol", "lead")


def test_whoever_left_loses_it_even_when_there_is_nobody_else(database: Database, pledged: Cast, now: datetime) -> None:
    waits = logs(database, pledged, now)
    for one in (pledged.carol, pledged.dave, pledged.finn):
        changes(database, one, active=False)
    assert sweep(database, pledged, now) == 1
    assert answerer(database, pledged, waits) is None
    assert sweep(database, pledged, now) == 0
    changes(database, pledged.dave, active=True)
    assert sweep(database, pledged, now) == 1
    assert answerer(database, pledged, waits) == ("Dave", "lead_above")


def test_two_sweeps_at_once_move_each_once(database: Database, pledged: Cast, now: datetime) -> None:
    for _ in range(5):
        logs(database, pledged, now)
    changes(database, pledged.carol, active=False)
    found = database.query(moving.moves, pledged.workspace_id, now)
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now, "decision_ids": found}
    moved = at_once(*[lambda: database.write(moving.move_on, **of)] * 3)
    assert sorted(moved) == [0, 0, 5]
    assert rows.count(database, Answerer, Answerer.ends_at.is_(None)) == 5


@pytest.mark.parametrize(
    ("stand_in", "back_on", "code"),
    [
        ("U0CAROL000", BACK, "self"),
        ("U0EVE00000", BACK, "stand_in_unfit"),
        ("U0ZED00000", BACK, "stand_in_unfit"),
        ("U0BO000000", date(2026, 3, 4), "past"),
        ("U0BO000000", date(2028, 3, 4), "too_far"),
        (None, BACK, "away"),
    ],
)
def test_who_stands_in_is_another_of_this_company_and_the_day_is_ahead(
    database: Database, pledged: Cast, now: datetime, stand_in: str | None, back_on: date, code: str
) -> None:
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "actor": "U0CAROL000", "now": now}
    assert database.write(leaving.go, back_on=back_on, stand_in=stand_in, **of)["code"] == code


def test_nobody_who_is_away_stands_in(database: Database, pledged: Cast, now: datetime) -> None:
    goes(database, pledged, pledged.bo, now)
    assert goes(database, pledged, pledged.carol, now, pledged.bo) == {"code": "stand_in_away"}
