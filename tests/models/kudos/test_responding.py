"""What others do with a kudos."""

from datetime import datetime
from uuid import UUID

import pytest

from models.delivery.outbox import Delivery, Kind, Purpose
from models.kudos import Boost, cards, responding, retracting
from models.kudos.cards import Card
from models.people.members import Circle, Member
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast
from tests.statements import QueryCounter


@pytest.fixture
def given(database: Database, cast: Cast, now: datetime) -> UUID:
    """Bo has given Ana a pat."""
    return UUID(give(database, cast, gift(cast.bo, cast.ana), now=now)["kudos"])


def boost(database: Database, cast: Cast, kudos: UUID, member: Member, now: datetime) -> str:
    outcome = database.write(
        responding.boost,
        workspace_id=cast.workspace_id,
        kudos_id=kudos,
        member=str(member.slack_user_id),
        now=now,
    )
    return str(outcome["code"])


def choose(database: Database, cast: Cast, kudos: UUID, circle: Circle, now: datetime, *, always: bool) -> Outcome:
    return database.write(
        responding.choose_circle,
        workspace_id=cast.workspace_id,
        kudos_id=kudos,
        member=str(cast.ana.slack_user_id),
        circle=circle,
        always=always,
        now=now,
    )


def card(database: Database, cast: Cast, kudos: UUID) -> Card:
    return database.query(cards.cards, cast.workspace_id, [kudos])[kudos]


def test_someone_joins_in_once_however_often_they_press(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    codes = at_once(*[lambda: boost(database, cast, given, cast.carol, now)] * 3)
    assert sorted(codes) == ["already", "already", "boosted"]
    assert [booster.name for booster in card(database, cast, given).boosters] == ["Carol"]


def test_giver_and_receiver_do_not_join_in(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    assert boost(database, cast, given, cast.bo, now) == "own"
    assert boost(database, cast, given, cast.ana, now) == "receiver"
    assert rows.count(database, Boost) == 0


def test_nobody_joins_in_with_what_was_taken_back_or_hidden(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    choose(database, cast, given, Circle.TEAM, now, always=False)
    assert boost(database, cast, given, cast.carol, now) == "gone"
    choose(database, cast, given, Circle.EVERYONE, now, always=False)
    giver = str(cast.bo.slack_user_id)
    database.write(retracting.undo_one, workspace_id=cast.workspace_id, kudos_id=given, giver=giver, now=now)
    assert boost(database, cast, given, cast.carol, now) == "gone"


def test_a_receiver_says_thanks_once(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    def thank(member: Member) -> str:
        slack_id = str(member.slack_user_id)
        outcome = database.write(
            responding.say_thanks, workspace_id=cast.workspace_id, kudos_id=given, member=slack_id, now=now
        )
        return str(outcome["code"])

    assert thank(cast.carol) == "not_yours"
    assert at_once(*[lambda: thank(cast.ana)] * 3) == ["thanked"] * 3
    thanks = rows.one(database, Delivery, Delivery.purpose == Purpose.THANKS)
    assert (thanks.channel_id, thanks.subject_id) == (cast.bo.slack_user_id, given)


def test_a_receiver_keeps_it(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    slack_id = str(cast.ana.slack_user_id)
    database.write(responding.keep, workspace_id=cast.workspace_id, kudos_id=given, member=slack_id, now=now)
    assert card(database, cast, given).kept_by == {cast.ana.id}


def test_a_narrower_circle_brings_what_is_out_in_step(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    out = len(Sender(database, cast.workspace_id).claim_ids(now))
    outcome = choose(database, cast, given, Circle.LEAD, now, always=False)
    assert outcome == {"code": "circle", "circle": "lead", "messages": out}
    assert card(database, cast, given).circle == Circle.LEAD
    assert rows.count(database, Delivery, Delivery.kind == Kind.STATE) == out == 3


@pytest.mark.parametrize("always", [True, False])
def test_a_circle_counts_for_later_kudos_only_when_asked(
    database: Database, cast: Cast, given: UUID, now: datetime, always: bool
) -> None:
    choose(database, cast, given, Circle.TEAM, now, always=always)
    later = give(database, cast, gift(cast.carol, cast.ana), now=now)
    assert later["circle"] == ("team" if always else "everyone")


def test_the_form_reads_who_sees_it(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    """A read: PostgreSQL refuses locks in one."""

    def circle(member: Member) -> Circle | None:
        slack_id = str(member.slack_user_id)
        return database.query(responding.circle_of, workspace_id=cast.workspace_id, kudos_id=given, member=slack_id)

    assert circle(cast.ana) == Circle.EVERYONE
    assert circle(cast.carol) is None


def test_cards_take_the_same_statements_however_many_there_are(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    ids = [given] + [
        UUID(give(database, cast, gift(cast.bo, cast.ana, cast.carol, message=f"{n}"), now=now)["kudos"])
        for n in range(5)
    ]

    def statements(some: list[UUID]) -> int:
        with QueryCounter(database) as executed:
            assert len(database.query(cards.cards, cast.workspace_id, some)) == len(some)
        return executed.count

    assert statements(ids) == statements(ids[:1])
