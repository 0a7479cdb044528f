"""What there is to tell, and to whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.collecting import LeadDigest, LeadReader, Reader, TeamDigest, TeamReader, collect
from digests.weeks import Period
from models.gaps import rules as gap_rules
from models.gaps.rules import GapRules
from models.kudos import ChannelKind, KudosReceiver, Retraction, Source
from models.people import reporting, teams
from models.people.members import Circle
from models.people.teams import Role
from models.storage.database import Database
from models.workspace import values
from models.zones import zone_of
from tests.digests.giving import pat
from tests.people import Cast
from tests.statements import QueryCounter

WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
LONDON = zone_of("Europe/London")
EVERYONE = TeamReader(WEEK, LONDON, WEEK.end)


def team(database: Database, cast: Cast, reader: TeamReader = EVERYONE) -> TeamDigest:
    (digest,) = database.query(collect, workspace_id=cast.workspace_id, readers=[reader])
    assert isinstance(digest, TeamDigest)
    return digest


def lead(database: Database, cast: Cast, member_id: UUID | None = None, period: Period = WEEK) -> LeadDigest:
    reader = LeadReader(period, LONDON, period.end, member_id or cast.carol.id)
    (digest,) = database.query(collect, workspace_id=cast.workspace_id, readers=[reader])
    assert isinstance(digest, LeadDigest)
    return digest


def retract(session: Session, cast: Cast, kudos_id: UUID, now: datetime) -> None:
    session.add(Retraction(workspace_id=cast.workspace_id, kudos_id=kudos_id, by_id=None, reason="undo", at=now))


def test_a_team_digest_counts_people_and_colleagues_once(database: Database, cast: Cast, now: datetime) -> None:
    for giver in (cast.bo, cast.bo, cast.carol):
        database.write(pat, giver, [cast.ana, cast.dave], now)
    digest = team(database, cast)
    assert (digest.pats, digest.thanked, digest.thankers, digest.everyone) == (3, 2, 2, False)


def test_what_may_not_be_told_in_a_channel_leaves_no_trace_in_it(database: Database, cast: Cast, now: datetime) -> None:
    before = team(database, cast)
    database.write(pat, cast.bo, cast.ana, now, kind=ChannelKind.PRIVATE)
    database.write(pat, cast.bo, cast.ana, now, kind=ChannelKind.DIRECT, channel_id=None)
    for circle in (Circle.TEAM, Circle.LEAD):
        database.write(pat, cast.bo, cast.ana, now, circle=circle)
    database.write(pat, cast.bo, cast.ana, now, void="deactivated")
    taken_back = database.write(pat, cast.bo, cast.ana, now)
    database.write(retract, cast, taken_back, now)
    assert team(database, cast) == before
    assert not before.has_something


def test_a_kudos_takes_its_strictest_receivers_circle(database: Database, cast: Cast, now: datetime) -> None:
    def give(session: Session) -> None:
        pat(session, cast.bo, [cast.ana, cast.dave], now)
        mine = (KudosReceiver.workspace_id == cast.workspace_id, KudosReceiver.receiver_id == cast.dave.id)
        session.scalars(select(KudosReceiver).where(*mine)).one().circle = Circle.LEAD

    database.write(give)
    assert team(database, cast).pats == 0


def test_only_the_periods_kudos_are_told(database: Database, cast: Cast) -> None:
    second = timedelta(seconds=1)
    for at in (WEEK.start - second, WEEK.start, WEEK.end - second, WEEK.end):
        database.write(pat, cast.bo, cast.ana, at)
    assert team(database, cast).pats == 2


def test_the_size_of_a_team_is_told_only_when_everyone_is_in(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, [cast.ana, cast.carol, cast.dave], now)
    database.write(pat, cast.ana, cast.bo, now)
    assert not team(database, cast).everyone
    database.write(pat, cast.ana, cast.finn, now)
    assert team(database, cast).everyone  # Eve is a guest


def test_one_person_is_never_everyone_in_a_team(database: Database, cast: Cast, now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id}
    alone = database.write(teams.create, **of, name="Alone", now=WEEK.start)
    roles = {cast.ana.id: Role.MEMBER}
    database.write(teams.set_members, **of, team_id=alone.id, roles=roles, now=WEEK.start)
    database.write(pat, cast.bo, cast.ana, now)
    told = team(database, cast, TeamReader(WEEK, LONDON, WEEK.end, alone.id))
    assert (told.thanked, told.everyone) == (1, False)


def test_a_lead_hears_of_their_own_people_alone(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, [cast.ana, cast.dave, cast.finn], now)
    told = lead(database, cast)
    assert (told.thanked, told.people) == (1, 2)


def test_without_names_a_snapshot_holds_no_figure_of_fewer_than_five(
    database: Database, cast: Cast, now: datetime
) -> None:
    off: dict[str, Any] = {"rules": GapRules(names=False), "by_id": None, "now": now}
    database.write(gap_rules.save, workspace_id=cast.workspace_id, **off)
    database.write(pat, cast.bo, cast.ana, now)
    told = lead(database, cast)
    assert (told.thanked, told.look_out, told.look_out_more) == (None, (), 0)


def test_imported_kudos_are_told_too(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, source=Source.IMPORT)
    assert team(database, cast).pats == 1


def test_the_values_seen_are_those_of_what_is_told(database: Database, cast: Cast, now: datetime) -> None:
    database.write(values.set_values, workspace_id=cast.workspace_id, names=["Care", "Courage"], now=now)
    care, courage = database.query(values.current, cast.workspace_id)
    database.write(pat, cast.bo, cast.ana, now, values=[care.id])
    database.write(pat, cast.bo, cast.ana, now, values=[courage.id], circle=Circle.LEAD)
    assert team(database, cast).values == (care.id,)


def test_a_lead_hears_how_many_were_reached_wherever_it_was_said(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, kind=ChannelKind.DIRECT, circle=Circle.LEAD)
    digest = lead(database, cast)
    assert (digest.people, digest.thanked, digest.story) == (2, 1, None)


def test_a_leads_own_giving_is_counted(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.carol, [cast.ana, cast.bo], now)
    database.write(pat, cast.carol, cast.dave, now)
    digest = lead(database, cast)
    assert (digest.given, digest.given_to_own) == (2, 1)


def test_a_story_worth_sharing_is_a_colleagues(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.carol, cast.ana, now, decision="Refunded it")
    assert lead(database, cast).story is None
    told = database.write(pat, cast.bo, cast.ana, now)
    assert lead(database, cast).story == told


def test_people_to_look_out_for_come_with_the_longest_first(database: Database, cast: Cast) -> None:
    database.write(pat, cast.bo, cast.ana, WEEK.end - timedelta(days=20))
    digest = lead(database, cast)
    assert [(out.member, out.days) for out in digest.look_out] == [(cast.bo.id, 43), (cast.ana.id, 14)]


def test_at_most_three_are_named(database: Database, cast: Cast, now: datetime) -> None:
    for member in (cast.dave, cast.finn):
        since = now - timedelta(weeks=4)
        database.write(
            reporting.set_lead, workspace_id=cast.workspace_id, member_id=member.id, lead_id=cast.carol.id, now=since
        )
    digest = lead(database, cast)
    assert (len(digest.look_out), digest.look_out_more) == (3, 1)


def test_last_weeks_figures_use_last_weeks_team(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now)
    after = WEEK.end + timedelta(hours=1)
    database.write(
        reporting.set_lead, workspace_id=cast.workspace_id, member_id=cast.ana.id, lead_id=cast.dave.id, now=after
    )
    assert lead(database, cast).people == 2
    assert lead(database, cast, cast.dave.id).people == 0
    next_week = Period(WEEK.end, WEEK.end + timedelta(days=7))
    assert lead(database, cast, period=next_week).people == 1
    assert lead(database, cast, cast.dave.id, period=next_week).people == 1


def test_an_imported_history_begins_the_counting(database: Database, cast: Cast) -> None:
    database.write(pat, cast.bo, cast.ana, datetime(2025, 3, 3, 12, tzinfo=UTC), source=Source.IMPORT)
    assert lead(database, cast).counting_since == datetime(2025, 3, 3, tzinfo=UTC).date()


def test_readers_together_get_what_each_gets_alone(database: Database, cast: Cast, now: datetime) -> None:
    for days in range(-20, 10):
        giver, receiver = (cast.ana, cast.bo) if days % 2 else (cast.carol, cast.dave)
        database.write(pat, giver, receiver, now + timedelta(days=days))
    short = Period(WEEK.start + timedelta(hours=9), WEEK.end - timedelta(days=1))
    readers: list[Reader] = [
        EVERYONE,
        replace(EVERYONE, period=short, people_at=short.end),
        replace(EVERYONE, team_id=cast.returns_desk.id, channel_id="C0RETURNS0"),
        LeadReader(WEEK, LONDON, WEEK.end, cast.carol.id),
        LeadReader(short, LONDON, short.end, cast.dave.id),
    ]
    together = database.query(collect, workspace_id=cast.workspace_id, readers=readers)
    alone = [database.query(collect, workspace_id=cast.workspace_id, readers=[reader])[0] for reader in readers]
    assert together == alone


def test_a_workspace_sees_nothing_of_another(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.zed, cast.zed, now)
    assert team(database, cast).pats == 0
    (theirs,) = database.query(collect, workspace_id=cast.elsewhere.id, readers=[EVERYONE])
    assert isinstance(theirs, TeamDigest)
    assert theirs.pats == 1


def test_one_reader_and_many_take_the_same_statements(database: Database, cast: Cast, now: datetime) -> None:
    counts = set()
    for many in (1, 200):
        both: list[Reader] = [EVERYONE, LeadReader(WEEK, LONDON, WEEK.end, cast.carol.id)]
        with QueryCounter(database) as executed:
            database.query(collect, workspace_id=cast.workspace_id, readers=both * many)
        counts.add(executed.count)
    assert counts == {8}
