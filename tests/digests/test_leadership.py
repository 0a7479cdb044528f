"""The leadership's digest: figures of five people or more, and of leads only where those may be kept."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from digests import charts
from digests.charts import CoverageChart
from digests.charts.figures import Week
from digests.collecting import LeadershipDigest, LeadershipReader, TeamReader, collect
from digests.figures.disclosure import isolates
from digests.figures.managers import NONE, Managers, Share
from digests.rendering import Rendered, tell
from digests.scheduling import running, snapshots
from digests.weeks import Period
from models.answers import Answer, Kind
from models.decisions import Decision, rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery, Purpose
from models.gaps import rules as gap_rules
from models.gaps.rules import GapRules
from models.improving.causes import Cause
from models.improving.ideas import Idea
from models.kudos import ChannelKind
from models.people import members, reporting, teams
from models.people.members import Member, Profile
from models.people.teams import Role, Team
from models.schedules import Run
from models.storage.database import Database
from models.storage.ids import uuid7
from models.zones import zone_of
from tests.digests.giving import pat
from tests.digests.test_improving import waits
from tests.models.improving.test_ideas import answered as idea_answered
from tests.models.improving.test_ideas import idea
from tests.people import Cast
from tests.statements import QueryCounter

WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
LONDON = zone_of("Europe/London")

Staff = dict[int, Member]


def hire(session: Session, cast: Cast, numbers: Iterable[int]) -> Staff:
    """People who were here when counting began."""
    ids = {n: f"U1STAFF{n:04}" for n in numbers}
    kind = members.Kind.PERSON
    profiles = [Profile(slack_id, f"Person {n}", f"person{n}", kind, active=True) for n, slack_id in ids.items()]
    members.sync(session, workspace_id=cast.workspace_id, profiles=profiles, now=cast.workspace.installed_at)
    found = members.by_slack_id(session, cast.workspace_id, ids.values())
    return {n: found[slack_id] for n, slack_id in ids.items()}


def team(session: Session, cast: Cast, name: str, people: Iterable[Member]) -> None:
    then = cast.workspace.installed_at
    made = teams.create(session, workspace_id=cast.workspace_id, name=name, now=then)
    roles = {one.id: Role.MEMBER for one in people}
    teams.set_members(session, workspace_id=cast.workspace_id, team_id=made.id, roles=roles, now=then)


@pytest.fixture
def staff(database: Database, cast: Cast) -> Staff:
    """Twenty people, 25 with the cast: 0-5 are the Depot, 6-11 the Shop, 12-14 the Yard; 15-18 lead one each."""

    def settle(session: Session) -> Staff:
        people = hire(session, cast, range(20))
        for name, numbers in (("Depot", range(6)), ("Shop", range(6, 12)), ("Yard", range(12, 15))):
            team(session, cast, name, [people[n] for n in numbers])
        for n in range(15, 19):
            line = {"member_id": people[n - 15].id, "lead_id": people[n].id}
            reporting.set_lead(session, workspace_id=cast.workspace_id, now=cast.workspace.installed_at, **line)
        return people

    return database.write(settle)


def leads(cast: Cast, staff: Staff) -> list[Member]:
    return [cast.carol, cast.dave, *(staff[n] for n in range(15, 19))]


def digest(database: Database, cast: Cast, reader: Member | None = None, period: Period = WEEK) -> LeadershipDigest:
    asked = LeadershipReader(period, LONDON, period.end, (reader or cast.finn).id)
    (made,) = database.query(collect, workspace_id=cast.workspace_id, readers=[asked])
    assert isinstance(made, LeadershipDigest)
    return made


def rendered(database: Database, cast: Cast, made: LeadershipDigest) -> Rendered:
    key = uuid7()
    found = database.query(tell, workspace_id=cast.workspace_id, digests={key: made})[key]
    assert found
    return found


def by_team(database: Database, cast: Cast, made: LeadershipDigest) -> list[tuple[str, Share]]:
    query = select(Team.id, Team.name).where(Team.workspace_id == cast.workspace_id)
    names = database.query(lambda session: dict(session.execute(query).all()))
    return [(names[one.team], one.reached) for one in made.teams]


def test_who_was_thanked_is_counted_across_the_company_and_by_team(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    for n in range(9):
        database.write(pat, cast.bo, staff[n], now)
    database.write(pat, cast.bo, staff[0], now, kind=ChannelKind.PRIVATE)
    database.write(pat, cast.bo, staff[10], now - timedelta(weeks=1))

    made = digest(database, cast)

    assert made.reached == Share(9, 25)
    assert by_team(database, cast, made) == [("Shop", Share(3, 6)), ("Depot", Share(6, 6))]
    assert made.trend[-2:] == (Share(1, 25), Share(9, 25))
    assert (made.teams_more, made.teams_withheld) == (0, 2)  # the Yard, and the Returns desk: Dave, and a guest


def test_of_a_week_before_anything_was_counted_nothing_is_called_quiet(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    made = digest(database, cast)
    assert "A quiet week" in rendered(database, cast, made).text
    later = replace(made, counting_since=WEEK.end.date())
    assert "Nothing was counted in that week: counting began on" in rendered(database, cast, later).text


def test_whoever_came_later_is_in_no_week_before(database: Database, cast: Cast, staff: Staff) -> None:
    mine = (Member.workspace_id == cast.workspace_id, Member.id == staff[0].id)
    database.write(lambda s: s.execute(update(Member).where(*mine).values(started_on=WEEK.start.date())))
    found = [share.all for share in digest(database, cast).trend if share]
    assert found == [24] * (len(found) - 1) + [25]


def test_where_no_team_has_a_figure_it_says_why(database: Database, cast: Cast, staff: Staff) -> None:
    made = replace(digest(database, cast), teams=(), teams_more=0, teams_withheld=2)
    assert "Two teams are left out: fewer than five people would show." in rendered(database, cast, made).text
    made = replace(made, teams_withheld=1)
    assert "One team is left out: fewer than five people would show." in rendered(database, cast, made).text


def test_nearly_everyone_is_nowhere_everyone_and_one_is_nowhere_nobody(
    database: Database, cast: Cast, staff: Staff
) -> None:
    """In figures, bars, words and pictures alike."""
    found = digest(database, cast)
    for share, said in ((Share(399, 400), "99 %"), (Share(1, 400), "1 %")):
        made = replace(found, reached=share, trend=(*found.trend[:-1], share))
        told = rendered(database, cast, made)
        assert f"{said} ({share.some} of 400)" in told.text
        assert f", {said}" in json.dumps(told.blocks, ensure_ascii=False)
        weeks = tuple(
            Week(str(n), one.some if one else None, one.all if one else 0) for n, one in enumerate(made.trend)
        )
        assert f"7: {said}, {share.some} of 400" in charts.alternative(CoverageChart("everyone", weeks))


def test_a_team_that_would_give_a_small_one_away_has_no_figure(database: Database, cast: Cast, staff: Staff) -> None:
    """All of 25 without the Rest are the three of the Yard."""

    def rest(session: Session) -> None:
        everyone = session.scalars(select(Member).where(Member.workspace_id == cast.workspace_id)).all()
        yard = {staff[n].id for n in range(12, 15)}
        team(session, cast, "Rest", [one for one in everyone if one.id not in yard])

    database.write(rest)

    assert [name for name, _ in by_team(database, cast, digest(database, cast))] != []
    assert "Rest" not in dict(by_team(database, cast, digest(database, cast)))


def test_a_reader_who_leads_five_of_a_team_of_six_reads_no_figure_of_that_team(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    """They know each of the five by name, so it would be about the sixth."""

    def lead(session: Session) -> None:
        for n in range(5):
            line = {"member_id": staff[n].id, "lead_id": cast.finn.id}
            reporting.set_lead(session, workspace_id=cast.workspace_id, now=now, **line)

    database.write(lead)
    assert "Depot" not in dict(by_team(database, cast, digest(database, cast)))
    assert "Depot" in dict(by_team(database, cast, digest(database, cast, cast.carol)))
    nameless: dict[str, Any] = {"rules": GapRules(names=False), "by_id": cast.finn.id, "now": now}
    database.write(gap_rules.save, workspace_id=cast.workspace_id, **nameless)
    assert "Depot" not in dict(by_team(database, cast, digest(database, cast)))


def test_no_two_figures_of_a_digest_differ_by_fewer_than_five(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    def overlap(session: Session) -> None:
        for n in range(1, 12):
            team(session, cast, f"Overlap {n}", [staff[m] for m in range(20) if m % n != 1])

    database.write(overlap)
    made = digest(database, cast)
    everyone = set(database.query(lambda s: s.scalars(select(Member.id).where(Member.workspace_id > 0)).all()))
    told = [everyone, *(in_team(database, cast, one.team) for one in made.teams)]
    assert len(told) > 2
    assert not any(isolates(one, other) for one, other in combinations(told, 2))


def in_team(database: Database, cast: Cast, team_id: UUID) -> set[UUID]:
    mine = (teams.TeamMembership.workspace_id == cast.workspace_id, teams.TeamMembership.team_id == team_id)
    return set(database.query(lambda s: s.scalars(select(teams.TeamMembership.member_id).where(*mine)).all()))


def test_managers_are_on_board_when_nothing_of_theirs_is_overdue(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    """Of six leads four answer, after one to four days; one is late; and one, asked on Friday, isn’t in it."""
    monday, friday = WEEK.start + timedelta(hours=10), WEEK.start + timedelta(days=4, hours=10)
    for n, lead in enumerate(leads(cast, staff)):
        one = database.write(waits, cast.ana, lead, friday if n == 5 else monday)
        if n < 4:
            answer(database, cast, one, lead, monday + timedelta(days=n + 1))
    answer(database, cast, database.write(waits, cast.ana, cast.finn, monday), cast.finn, monday)
    database.write(pat, cast.carol, staff[0], now)

    made = digest(database, cast, staff[19])

    assert made.managers == Managers(answered=Share(5, 6), days=2, giving=Share(1, 6))
    assert (made.logged, made.logged_answered) == (7, 5)
    text = rendered(database, cast, made).text
    assert (
        "5 of 6 managers answered the decisions that waited for them, half of the answers within 2 working days."
        in text
    )
    assert "1 of 6 managers gave a pat themselves." in text
    assert "7 decisions were logged, 5 of them answered by the end of the week." in text


def answer(database: Database, cast: Cast, decision_id: UUID, by: Member, at: datetime) -> None:
    said = Answer(workspace_id=cast.workspace_id, decision_id=decision_id, by_id=by.id, kind=Kind.PAT, at=at)
    database.write(lambda session: session.add(said))


def test_fewer_than_five_leads_have_no_figure(database: Database, cast: Cast, now: datetime) -> None:
    """Carol and Dave lead; each of four answers."""
    for lead in (cast.carol, cast.dave, cast.finn, cast.bo):
        answer(database, cast, database.write(waits, cast.ana, lead, now), lead, now)
    assert digest(database, cast).managers == NONE


def test_where_figures_about_leads_may_not_be_kept_there_are_none(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    for lead in leads(cast, staff):
        answer(database, cast, database.write(waits, cast.ana, lead, now), lead, now)
    off: dict[str, Any] = {"rules": Rules(clock=False), "by_id": cast.finn.id, "now": now}
    database.write(rules.save, workspace_id=cast.workspace_id, **off)
    made = digest(database, cast)
    assert (made.managers, made.logged, made.logged_answered) == (NONE, 6, None)
    text = rendered(database, cast, made).text
    assert "manager" not in text
    assert "6 decisions were logged." in text


def test_ideas_without_an_answer_are_counted_with_the_oldest(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    for weeks_ago in (5, 3, 1):
        one = idea(database, cast, cast.ana, now - timedelta(weeks=weeks_ago))
        if weeks_ago == 5:
            assert idea_answered(database, cast, one, cast.carol, "considering", now) == "answered"
    made = digest(database, cast)
    assert (made.ideas, made.oldest_idea) == (2, date(2026, 2, 11))
    assert "Two ideas have no answer yet, the oldest since 11 February." in rendered(database, cast, made).text


WEEK_BEFORE = Period(WEEK.start - timedelta(weeks=1), WEEK.start)


def test_ideas_of_a_past_week_are_those_that_had_no_answer_when_it_ended(
    database: Database, cast: Cast, staff: Staff
) -> None:
    """Shared in the week before: one is answered in this week, one withdrawn, and one is answered after it."""
    shared, inside = WEEK_BEFORE.start + timedelta(days=1), WEEK.start + timedelta(days=1)
    first, gone, last = (idea(database, cast, cast.ana, shared + timedelta(hours=n)) for n in range(3))
    assert idea_answered(database, cast, first, cast.carol, "considering", inside) == "answered"
    assert idea_answered(database, cast, last, cast.carol, "considering", WEEK.end + timedelta(days=1)) == "answered"

    def withdraw(session: Session) -> None:
        session.execute(
            update(Idea).where(Idea.workspace_id == cast.workspace_id, Idea.id == gone).values(withdrawn_at=inside)
        )

    database.write(withdraw)
    idea(database, cast, cast.bo, WEEK.end + timedelta(hours=1))
    two = database.query(
        collect,
        workspace_id=cast.workspace_id,
        readers=[LeadershipReader(one, LONDON, one.end, cast.finn.id) for one in (WEEK_BEFORE, WEEK)],
    )
    assert [one.ideas for one in two if isinstance(one, LeadershipDigest)] == [3, 1]
    assert digest(database, cast, period=WEEK_BEFORE).ideas == 3
    assert digest(database, cast).ideas == 1
    after = Period(WEEK.end, WEEK.end + timedelta(weeks=1))
    assert digest(database, cast, period=after).ideas == 1  # Bo's


def test_a_cause_of_a_past_week_was_open_then_and_whose_it_was_then(
    database: Database, cast: Cast, staff: Staff
) -> None:
    at = WEEK_BEFORE.start + timedelta(days=1)

    def settle(session: Session) -> None:
        cause = Cause(workspace_id=cast.workspace_id, id=uuid7(), name="Wrong label", created_at=at, closed_at=WEEK.end)
        cause.owner_id, cause.taken_at = cast.carol.id, WEEK.start + timedelta(days=1)
        session.add(cause)
        session.flush()
        mine = Decision.workspace_id == cast.workspace_id, Decision.id == waits(session, cast.ana, cast.bo, at)
        session.execute(update(Decision).where(*mine).values(cause_id=cause.id))

    database.write(settle)
    before = rendered(database, cast, digest(database, cast, period=WEEK_BEFORE)).text
    assert "Wrong label: once in 30 days; nobody has taken it yet" in before
    assert "Wrong label: once in 30 days; Carol has taken it" in rendered(database, cast, digest(database, cast)).text
    after = Period(WEEK.end, WEEK.end + timedelta(weeks=1))
    assert digest(database, cast, period=after).causes == ()


def test_an_answer_after_the_week_is_not_one_of_that_week(database: Database, cast: Cast, staff: Staff) -> None:
    logged = WEEK.start + timedelta(days=1)
    for answered_at in (WEEK.end - timedelta(minutes=1), WEEK.end):
        answer(database, cast, database.write(waits, cast.ana, cast.carol, logged), cast.carol, answered_at)
    made = digest(database, cast)
    assert (made.logged, made.logged_answered) == (2, 1)


def test_a_root_cause_is_told_with_what_it_cost_from_three_decisions_on(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    def often(session: Session) -> None:
        for name, times in (("Late <courier>", 3), ("Wrong label", 2)):
            cause = Cause(workspace_id=cast.workspace_id, id=uuid7(), name=name, created_at=now)
            cause.open_key = name
            session.add(cause)
            session.flush()
            for _ in range(times):
                mine = (
                    Decision.workspace_id == cast.workspace_id,
                    Decision.id == waits(session, cast.ana, cast.bo, now),
                )
                session.execute(update(Decision).where(*mine).values(cause_id=cause.id, amount=2500, currency="EUR"))

    database.write(often)
    made = digest(database, cast)
    told = rendered(database, cast, made)
    assert "  - Late <courier>: 3 times, €75 in 30 days; nobody has taken it yet\n" in told.text
    assert "  - Wrong label: twice in 30 days; nobody has taken it yet\n" in told.text
    assert "Late &lt;courier&gt;" in told.html


def test_a_page_shows_the_trend_once_as_a_picture_where_it_has_one(
    database: Database, cast: Cast, staff: Staff
) -> None:
    told = rendered(database, cast, digest(database, cast))
    assert "week by week</h2>" in told.html
    drawn = replace(told, charts=(CoverageChart("everyone", (Week("2 November", 3, 20),)),)).html
    assert "week by week</h2>" not in drawn
    assert "bp-coverage" in drawn


def test_nobody_is_named_but_in_the_story_that_may_be_told_in_a_channel(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    database.write(pat, cast.bo, staff[3], now, kind=ChannelKind.PRIVATE, message="in private")
    private = rendered(database, cast, digest(database, cast)).text
    assert "Person" not in private
    assert "in private" not in private
    database.write(pat, cast.bo, staff[4], now, message="in the open")
    assert "Person 4" in rendered(database, cast, digest(database, cast)).text


def test_a_company_of_four_is_told_nothing(database: Database, cast: Cast, now: datetime) -> None:
    database.write(
        lambda session: session.execute(
            update(Member)
            .where(Member.workspace_id == cast.workspace_id, Member.id == cast.ana.id)
            .values(active=False)
        )
    )
    database.write(pat, cast.bo, cast.carol, now)
    made = digest(database, cast)
    assert (made.reached, made.has_something) == (None, False)


def named(session: Session, reader: Member) -> None:
    session.get_one(Member, (reader.workspace_id, reader.id)).reads_leadership = True


def tick(database: Database, cast: Cast, now: datetime) -> list[Run]:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    mine = (Delivery.workspace_id == cast.workspace_id, Delivery.purpose == Purpose.LEADERSHIP_DIGEST)
    told = select(Run).where(
        Run.workspace_id == cast.workspace_id, Run.id.in_(select(Delivery.subject_id).where(*mine))
    )
    return database.query(lambda session: list(session.scalars(told.order_by(Run.period_start))))


def test_a_week_is_told_the_same_twice_whoever_left_in_between(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    """Counted anew without the one who left, the two figures would tell of that one."""
    database.write(named, cast.finn)
    tick(database, cast, now)
    database.write(pat, cast.bo, staff[3], now)
    tick(database, cast, MONDAY)
    database.write(
        lambda session: session.execute(
            update(Member)
            .where(Member.workspace_id == cast.workspace_id, Member.id == staff[3].id)
            .values(active=False)
        )
    )
    first, second = tick(database, cast, MONDAY + timedelta(weeks=1))
    assert first.snapshot["reached"] == {"some": 1, "all": 25}
    assert second.snapshot["reached"] == {"some": 0, "all": 24}
    assert second.snapshot["trend"][:-1] == first.snapshot["trend"][1:]


def test_a_snapshot_holds_ids_and_figures_and_comes_back(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    database.write(pat, cast.bo, staff[0], now, message="zebra")
    for lead in leads(cast, staff):
        answer(database, cast, database.write(waits, cast.ana, lead, now), lead, now)
    idea(database, cast, cast.ana, now)
    made = digest(database, cast)
    stored = json.loads(json.dumps(snapshots.dump(made)))
    assert snapshots.load(stored, WEEK) == made
    assert "zebra" not in str(stored)
    assert "Person" not in str(stored)


def test_ten_teams_and_two_hundred_take_the_same_statements_and_nobody_reading_takes_none(
    database: Database, cast: Cast, staff: Staff
) -> None:
    counts = []
    for first, last in ((0, 10), (10, 200)):
        for n in range(first, last):
            database.write(team, cast, f"Team {n}", [staff[m] for m in range(n % 10, 20)])
        with QueryCounter(database) as with_reader:
            made = digest(database, cast)
        rendered(database, cast, made)
        counts.append(with_reader.count)
    with QueryCounter(database) as without:
        everyone = TeamReader(WEEK, LONDON, WEEK.end)
        database.query(collect, workspace_id=cast.workspace_id, readers=[everyone])
    assert counts[0] == counts[1] == without.count + 7


def test_of_a_company_in_which_the_reader_knows_all_but_four_by_name_nothing_is_told(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    """What their own people heard they read in `/pat gaps`; the rest of the figure would be about the others."""
    database.write(pat, cast.bo, staff[0], now)
    before = digest(database, cast)
    assert (before.reached, before.trend[-2]) == (Share(1, 25), Share(0, 25))

    def lead(session: Session) -> None:
        for one in staff.values():
            line = {"member_id": one.id, "lead_id": cast.finn.id}
            reporting.set_lead(session, workspace_id=cast.workspace_id, now=cast.workspace.installed_at, **line)

    database.write(lead)
    made = digest(database, cast)
    assert (made.reached, made.has_something, set(made.trend)) == (None, False, {None})
    key = uuid7()
    assert database.query(tell, workspace_id=cast.workspace_id, digests={key: made})[key] is None


def test_a_lead_among_five_reads_no_figure_of_the_other_four(
    database: Database, cast: Cast, staff: Staff, now: datetime
) -> None:
    """Of six leads five answered: Carol, who knows what she did, and four others."""
    for lead in leads(cast, staff)[:5]:
        answer(database, cast, database.write(waits, cast.ana, lead, now), lead, now)
    of_the_five = digest(database, cast).managers
    assert (of_the_five.answered, of_the_five.days) == (Share(5, 5), 0)
    hers = digest(database, cast, cast.carol).managers
    assert (hers.answered, hers.days, hers.giving) == (None, None, Share(0, 6))
