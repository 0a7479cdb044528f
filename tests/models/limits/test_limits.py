"""Limits: who sets which, which holds on what day, a change meanwhile, those whom it concerns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.listeners.limits.limits import found_by
from models.delivery.outbox import Delivery, Purpose, Status
from models.limits import Category, Limit, announcing, categories, finding, reading, resolving, setting
from models.limits.resolving import Span
from models.limits.setting import Terms, Wanted
from models.money import Money
from models.people import members, reporting, teams
from models.people.members import Member
from models.people.teams import Role
from models.privacy import backlog
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.bot.roles import addressees
from tests.concurrency import at_once
from tests.models import rows
from tests.people import Cast
from tests.statements import QueryCounter

EUROS = Terms(Money(5000, "EUR"))


def sets(
    database: Database,
    by: Member,
    scope: str,
    terms: Terms = EUROS,
    *,
    now: datetime,
    seen: UUID | None = None,
    category: str = "Refunds",
    ask: str | None = None,
) -> Outcome:
    """Sets a limit as from a form of its own."""
    return database.write(
        setting.set_limit,
        workspace_id=by.workspace_id,
        wanted=Wanted(scope, None, terms, ask, category),
        seen=seen,
        actor=by.slack_user_id or "",
        key=f"view:{uuid4()}",
        now=now,
    )


def amount(euros: int) -> Terms:
    return Terms(Money(euros * 100, "EUR"))


def read(database: Database, member: Member, on: date, until: datetime) -> int | None:
    """What was theirs on a day, in whole units."""
    category = rows.all_of(database, Category)[0]
    found = database.query(
        lambda session: resolving.limit_of(
            session, workspace_id=member.workspace_id, member=member, category_id=category.id, on=on, until=until
        )
    )
    return None if found is None or found.amount is None else found.amount // 100


def tells(database: Database, workspace_id: int, now: datetime) -> None:
    """The work that goes on, until it is done."""

    def one_step(session: Session) -> bool:
        tasks = backlog.left(session, workspace_id=workspace_id)
        return any(announcing.go_on(session, workspace_id=workspace_id, task=task, now=now) for task in tasks)

    for _ in range(50):
        if not database.write(one_step):
            return


def told(database: Database) -> list[Delivery]:
    return rows.all_of(database, Delivery, Delivery.purpose == Purpose.LIMIT_CHANGED)


def test_an_admin_sets_for_all_and_a_lead_for_their_own_people_only(
    database: Database, cast: Cast, now: datetime
) -> None:
    mine = [f"lead:{cast.carol.id}", f"member:{cast.ana.id}"]
    not_hers = ["all", f"lead:{cast.dave.id}", f"member:{cast.eve.id}", f"team:{cast.returns_desk.id}"]
    not_hers += [
        f"member:{cast.carol.id}",
        f"member:{cast.zed.id}",
        f"lead:{cast.ana.id}",
        "member:",
        "team:x",
        "",
        "lead:",
    ]
    assert [sets(database, cast.carol, scope, now=now)["code"] for scope in mine] == ["saved"] * len(mine)
    assert {sets(database, cast.carol, scope, now=now)["code"] for scope in not_hers} == {"not_yours"}
    assert {sets(database, cast.ana, scope, now=now)["code"] for scope in [*mine, *not_hers]} == {"not_yours"}
    assert sets(database, cast.dave, f"team:{cast.returns_desk.id}", now=now)["code"] == "saved"
    assert sets(database, cast.dave, f"member:{cast.eve.id}", now=now)["code"] == "saved"
    assert [sets(database, cast.finn, scope, now=now)["code"] for scope in ("all", f"member:{cast.bo.id}")] == [
        "saved"
    ] * 2
    assert rows.count(database, Limit) == 6


def test_a_change_is_a_new_version_and_never_alters_how_an_older_decision_is_read(
    database: Database, cast: Cast, now: datetime
) -> None:
    first = sets(database, cast.carol, f"lead:{cast.carol.id}", amount(50), now=now)
    later = now + timedelta(days=3)
    second = sets(database, cast.carol, f"lead:{cast.carol.id}", amount(20), now=later, seen=UUID(first["limit"]))
    assert second["code"] == "saved"
    after = later + timedelta(days=1)
    assert read(database, cast.ana, now.date(), after) == 50
    assert read(database, cast.ana, later.date(), after) == 50, "on the day it changed the wider one counts"
    assert read(database, cast.ana, after.date(), after) == 20
    assert read(database, cast.ana, now.date() - timedelta(days=1), after) is None
    assert [one.author_id for one in rows.all_of(database, Limit)] == [cast.carol.id] * 2
    assert rows.by_id(database, Limit, UUID(first["limit"])).ends_at == later


def test_whoever_changes_what_changed_meanwhile_is_told_and_nothing_is_lost(
    database: Database, cast: Cast, now: datetime
) -> None:
    first = UUID(sets(database, cast.finn, "all", now=now)["limit"])
    second = sets(database, cast.finn, "all", amount(80), now=now, seen=first)
    stale = sets(database, cast.finn, "all", amount(60), now=now, seen=first)
    assert stale == {"code": "changed", "limit": second["limit"]}
    assert sets(database, cast.finn, "all", now=now)["code"] == "changed", "a second first one"
    assert sets(database, cast.finn, "all", amount(80), now=now, seen=UUID(second["limit"]))["code"] == "unchanged"
    assert rows.count(database, Limit) == 2


def test_of_two_who_change_at_once_one_saves(database: Database, cast: Cast, now: datetime) -> None:
    first = UUID(sets(database, cast.finn, "all", now=now)["limit"])
    at = now + timedelta(hours=1)
    found = at_once(
        *[lambda n=n: sets(database, cast.finn, "all", amount(60 + n), now=at, seen=first) for n in range(4)]
    )
    assert sorted(one["code"] for one in found) == ["changed"] * 3 + ["saved"]
    assert rows.count(database, Limit, Limit.ends_at.is_(None)) == 1


def test_of_two_who_set_the_first_at_once_one_saves(database: Database, cast: Cast, now: datetime) -> None:
    found = at_once(*[lambda n=n: sets(database, cast.finn, "all", amount(60 + n), now=now) for n in range(4)])
    assert sorted(one["code"] for one in found) == ["changed"] * 3 + ["saved"]
    assert rows.count(database, Category) == 1


@pytest.mark.parametrize(
    ("terms", "ask", "code"),
    [
        (Terms(Money(-300, "EUR")), None, "amount"),
        (replace(EUROS, training_url="javascript:alert(1)"), None, "link"),
        (replace(EUROS, training_url="https://"), None, "link"),
        (replace(EUROS, training_url="wiki/refunds"), None, "link"),
        (EUROS, "eve", "ask_unfit"),
        (EUROS, "zed", "ask_unfit"),
        (EUROS, "ana", "ask_self"),
        (replace(EUROS, ask_amount=Money(25000, "EUR")), None, "ask_whom"),
        (replace(EUROS, ask_amount=Money(4000, "EUR")), "dave", "ask_less"),
        (replace(EUROS, ask_amount=Money(25000, "USD")), "dave", "ask_currency"),
        (Terms(None, ask_amount=Money(25000, "USD")), "dave", "ask_unbounded"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_stored(
    database: Database, cast: Cast, now: datetime, terms: Terms, ask: str | None, code: str
) -> None:
    whom = getattr(cast, ask).slack_user_id if ask else None
    assert sets(database, cast.carol, f"member:{cast.ana.id}", terms, now=now, ask=whom)["code"] == code
    assert rows.count(database, Limit) == 0


def test_a_withdrawn_limit_ends_and_the_wider_one_holds(database: Database, cast: Cast, now: datetime) -> None:
    sets(database, cast.finn, "all", amount(30), now=now)
    own = UUID(sets(database, cast.carol, f"member:{cast.ana.id}", amount(80), now=now)["limit"])
    what: dict[str, Any] = {"workspace_id": cast.workspace_id, "limit_id": own}
    later = now + timedelta(days=2)
    assert (
        database.write(setting.withdraw, **what, actor=cast.ana.slack_user_id or "", now=later)["code"] == "not_yours"
    )
    assert (
        database.write(setting.withdraw, **what, actor=cast.carol.slack_user_id or "", now=later)["code"] == "withdrawn"
    )
    assert (
        database.write(setting.withdraw, **what, actor=cast.carol.slack_user_id or "", now=later)["code"] == "changed"
    )
    day = later + timedelta(days=1)
    assert (read(database, cast.ana, now.date(), day), read(database, cast.ana, day.date(), day)) == (80, 30)


def test_whoever_moves_is_read_against_their_lead_of_that_day(database: Database, cast: Cast, now: datetime) -> None:
    sets(database, cast.carol, f"lead:{cast.carol.id}", amount(50), now=now)
    sets(database, cast.finn, f"lead:{cast.dave.id}", amount(90), now=now)
    moved = now + timedelta(days=5)
    who: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": cast.ana.id}
    database.write(reporting.set_lead, **who, lead_id=cast.dave.id, now=moved)
    until = moved + timedelta(days=5)
    days = [moved + timedelta(days=n) for n in (-1, 0, 1)]
    assert [read(database, cast.ana, day.date(), until) for day in days] == [50, 90, 90]


def test_one_in_two_teams_has_the_wider_of_their_limits(database: Database, cast: Cast, now: datetime) -> None:
    def second_team(session: Session) -> UUID:
        team = teams.create(session, workspace_id=cast.workspace_id, name="Night shift", now=now)
        for one in (team.id, cast.returns_desk.id):
            roles = {cast.ana.id: Role.MEMBER}
            teams.add_members(session, workspace_id=cast.workspace_id, team_id=one, roles=roles, now=now)
        return team.id

    night = database.write(second_team)
    sets(database, cast.finn, f"team:{night}", amount(70), now=now)
    sets(database, cast.finn, f"team:{cast.returns_desk.id}", amount(40), now=now)
    sets(database, cast.finn, "all", amount(500), now=now)
    assert read(database, cast.ana, now.date(), now) == 70


instants = st.integers(0, 12).map(lambda n: datetime(2026, 3, 4, tzinfo=UTC) + timedelta(hours=n))
KINDS = ("all", "team:1", "team:2", "lead:1", "member:1")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    starts, ends = draw(instants), draw(st.none() | instants)
    scope = draw(st.sampled_from(KINDS))
    width = draw(st.none() | st.integers(0, 5))
    limit = Limit(id=uuid4(), scope=scope, amount=width, currency=None if width is None else "EUR", starts_at=starts)
    return Span(limit, starts, ends)


def width(limit: Limit | None) -> float:
    return -1 if limit is None else float("inf") if limit.amount is None else limit.amount


@given(st.lists(spans(), max_size=8), instants)
def test_at_an_instant_the_narrowest_scope_holds_and_of_several_the_widest(some: Sequence[Span], at: datetime) -> None:
    found = resolving.held(some, at, at)
    holding = [span.limit for span in some if span.holds(at)]
    if not holding:
        assert found is None
        return
    narrowest = min(resolving.rank(limit.scope) for limit in holding)
    alike = [limit for limit in holding if resolving.rank(limit.scope) == narrowest]
    assert found in alike
    assert width(found) == max(map(width, alike))


@given(st.lists(spans(), max_size=8), instants, instants)
def test_over_a_time_the_widest_of_what_held_at_its_instants_counts(
    some: Sequence[Span], one: datetime, other: datetime
) -> None:
    since, until = min(one, other), max(one, other)
    hours = int((until - since) / timedelta(hours=1))
    at = [since + timedelta(hours=n) for n in range(hours + 1)]
    assert width(resolving.held(some, since, until)) == max(width(resolving.held(some, i, i)) for i in at)


@given(st.lists(spans(), max_size=8), st.lists(spans(), max_size=4), instants)
def test_what_begins_later_changes_nothing_of_before(some: list[Span], more: list[Span], until: datetime) -> None:
    later = [span for span in more if span.starts_at > until]
    assert resolving.held([*some, *later], until - timedelta(hours=3), until) == resolving.held(
        some, until - timedelta(hours=3), until
    )


def test_those_whom_it_concerns_are_told_once_and_neither_its_author_nor_who_has_a_narrower_one(
    database: Database, cast: Cast, now: datetime
) -> None:
    sets(database, cast.carol, f"member:{cast.bo.id}", amount(90), now=now)
    tells(database, cast.workspace_id, now)
    assert [row.member_id for row in told(database)] == [cast.bo.id]
    later = now + timedelta(days=1)
    sets(database, cast.finn, "all", amount(50), now=later)
    tells(database, cast.workspace_id, later)
    tells(database, cast.workspace_id, later)
    new = {row.member_id for row in told(database)[1:]}
    assert new == {cast.ana.id, cast.carol.id, cast.dave.id, cast.eve.id}


def test_nobody_else_is_told_of_a_limit_of_some(database: Database, cast: Cast, now: datetime) -> None:
    sets(database, cast.carol, f"lead:{cast.carol.id}", amount(90), now=now)
    sets(database, cast.dave, f"member:{cast.eve.id}", now=now, category="Gifts")
    tells(database, cast.workspace_id, now)
    assert {row.member_id for row in told(database)} == {cast.ana.id, cast.bo.id, cast.eve.id}
    assert astray(database, cast) == []
    for other in (cast.carol, cast.dave, cast.finn):
        database.write(_hands_all_to, other=other)
        assert len(astray(database, cast)) == 3, "those that are astray are found"


def _hands_all_to(session: Session, *, other: Member) -> None:
    theirs = {"channel_id": other.slack_user_id, "member_id": other.id}
    session.execute(update(Delivery).where(Delivery.workspace_id == other.workspace_id).values(**theirs))


def astray(database: Database, cast: Cast) -> list[str]:
    return database.query(addressees.strays, cast.workspace_id)[0]


def test_several_changes_are_one_message_a_day_and_what_was_sent_is_followed_by_the_next_days(
    database: Database, cast: Cast, now: datetime
) -> None:
    for name in ("Refunds", "Gifts"):
        sets(database, cast.carol, f"member:{cast.ana.id}", now=now, category=name)
    tells(database, cast.workspace_id, now)
    (row,) = told(database)
    assert len(row.detail["categories"]) == 2
    assert row.due_at > now

    def sent(session: Session) -> None:
        found = session.get(Delivery, (cast.workspace_id, row.id))
        assert found is not None
        found.status = Status.SENT

    database.write(sent)
    for name in ("Discounts", "Deadlines"):
        sets(database, cast.carol, f"member:{cast.ana.id}", now=now + timedelta(hours=2), category=name)
        tells(database, cast.workspace_id, now + timedelta(hours=2))
    first, second = told(database)
    assert len(first.detail["categories"]) == len(second.detail["categories"]) == 2
    assert second.due_at.date() == now.date() + timedelta(days=1)


def test_a_change_at_night_waits_for_the_morning(database: Database, cast: Cast, now: datetime) -> None:
    night = now.replace(hour=22)
    sets(database, cast.carol, f"member:{cast.ana.id}", now=night)
    tells(database, cast.workspace_id, night)
    assert told(database)[0].due_at == datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def test_a_team_with_a_channel_is_told_there_and_nobody_alone(database: Database, cast: Cast, now: datetime) -> None:
    def with_channel(session: Session) -> None:
        name = {"name": "Returns desk", "channel_id": "C0RETURNS0"}
        teams.create(session, workspace_id=cast.workspace_id, **name, now=now)

    database.write(with_channel)
    for name in ("Refunds", "Gifts"):
        sets(database, cast.dave, f"team:{cast.returns_desk.id}", now=now, category=name)
    tells(database, cast.workspace_id, now)
    (row,) = told(database)
    assert (row.channel_id, row.member_id, len(row.detail["categories"])) == ("C0RETURNS0", None, 2)


def test_several_changes_of_one_author_at_once_are_all_told(database: Database, cast: Cast, now: datetime) -> None:
    names = ("Refunds", "Gifts", "Discounts", "Deadlines")
    at_once(*[lambda n=n: sets(database, cast.carol, f"member:{cast.ana.id}", now=now, category=n) for n in names])
    tells(database, cast.workspace_id, now)
    assert len(told(database)[0].detail["categories"]) == len(names)


def test_a_company_is_told_in_short_writes(database: Database, cast: Cast, now: datetime) -> None:
    many = 2 * announcing.AT_A_TIME + 7

    def hire(session: Session) -> None:
        ids = [f"U9{n:08}" for n in range(many)]
        members.resolve(session, workspace_id=cast.workspace_id, slack_ids=ids, now=now)

    database.write(hire)
    sets(database, cast.finn, "all", now=now)
    (task,) = database.query(lambda session: backlog.left(session, workspace_id=cast.workspace_id))
    database.write(announcing.go_on, workspace_id=cast.workspace_id, task=task, now=now)
    assert 0 < len(told(database)) <= announcing.AT_A_TIME
    tells(database, cast.workspace_id, now)
    assert len({row.member_id for row in told(database)}) == len(told(database)) == many + 5
    assert database.query(lambda session: backlog.left(session, workspace_id=cast.workspace_id)) == []


def test_what_is_theirs_is_read_in_a_constant_number_of_statements(
    database: Database, cast: Cast, now: datetime
) -> None:
    def count() -> int:
        with QueryCounter(database) as executed:
            database.query(
                lambda session: reading.theirs(session, workspace_id=cast.workspace_id, member=cast.ana, now=now)
            )
        return executed.count

    sets(database, cast.carol, f"lead:{cast.carol.id}", now=now, ask=cast.dave.slack_user_id)
    few = count()
    for n in range(12):
        sets(database, cast.finn, "all", now=now, category=f"Category {n}", ask=cast.dave.slack_user_id)
    assert count() == few <= 7


def test_the_answer_takes_a_constant_number_of_statements_found_or_not(
    database: Database, cast: Cast, now: datetime
) -> None:
    def count(typed: str) -> int:
        with QueryCounter(database) as executed:
            database.query(
                lambda session: found_by(session, cast.workspace_id, cast.ana.slack_user_id or "", typed, now)
            )
        return executed.count

    sets(database, cast.carol, f"lead:{cast.carol.id}", now=now, ask=cast.dave.slack_user_id)
    found, not_found = count("refunds"), count("helicopter")
    for n in range(12):
        sets(database, cast.finn, "all", now=now, category=f"Category {n}", ask=cast.dave.slack_user_id)
    assert count("refunds") == found <= 9
    assert count("helicopter") == not_found <= 14


def test_a_limit_is_found_by_its_category_and_then_by_what_it_says(
    database: Database, cast: Cast, now: datetime
) -> None:
    terms = replace(EUROS, conditions="The parcel is more than three days late", example="A courier lost it")
    sets(database, cast.finn, "all", terms, now=now, category="Refunds")
    sets(database, cast.finn, "all", now=now, category="Goodwill gifts")
    database.write(
        categories.add, workspace_id=cast.workspace_id, name="Discounts", actor=cast.finn.slack_user_id or "", now=now
    )
    theirs = database.query(
        lambda session: reading.theirs(session, workspace_id=cast.workspace_id, member=cast.ana, now=now)
    )

    def found(typed: str) -> list[str]:
        some = finding.find(theirs, typed)
        return [one.category for one in some.limits] + [f"no {one.name}" for one in some.unwritten]

    assert found("refund") == found("REFUNDS!") == found("can I refund the customer?") == ["Refunds"]
    assert found("gift") == ["Goodwill gifts"]
    assert found("late parcels") == found("couriers") == ["Refunds"]
    assert found("discount") == ["no Discounts"]
    assert found("") == ["Refunds", "Goodwill gifts", "no Discounts"]
    assert found("helicopter") == []


def test_a_limit_of_ones_own_is_read_by_oneself_and_ones_lead_alone(
    database: Database, cast: Cast, now: datetime
) -> None:
    own = UUID(sets(database, cast.carol, f"member:{cast.ana.id}", now=now)["limit"])

    def versions(reader: Member) -> int:
        who: dict[str, Any] = {"reader": reader.slack_user_id or "", "now": now}
        return len(
            database.query(
                lambda session: reading.history(session, workspace_id=cast.workspace_id, limit_id=own, **who)
            )
        )

    seen = {
        one.name: versions(one) for one in (cast.ana, cast.bo, cast.carol, cast.dave, cast.eve, cast.finn, cast.zed)
    }
    assert seen == {"Ana": 1, "Bo": 0, "Carol": 1, "Dave": 0, "Eve": 0, "Finn": 1, "Zed": 0}


def test_categories_are_named_once_and_renamed_by_an_admin_alone(database: Database, cast: Cast, now: datetime) -> None:
    where: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": now}

    def add(name: str, by: Member) -> Outcome:
        return database.write(categories.add, name=name, actor=by.slack_user_id or "", **where)

    first = add(" Refunds ", cast.carol)
    assert add("refunds", cast.finn) == first
    assert add("", cast.finn)["code"] == "no_name"
    assert add("x" * 76, cast.finn)["code"] == "long_name"
    assert add("Gifts", cast.ana)["code"] == "not_yours"
    new: dict[str, Any] = {"category_id": UUID(first["category"]), "training_url": None, "retired": False, **where}
    assert (
        database.write(categories.change, name="Money back", actor=cast.carol.slack_user_id or "", **new)["code"]
        == "not_admin"
    )
    assert (
        database.write(categories.change, name="Money back", actor=cast.finn.slack_user_id or "", **new)["code"]
        == "changed"
    )
    assert rows.one(database, Category).name == "Money back"
