"""Reactions and messages as they are stored: races, and how many statements they take."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from models.delivery.outbox import Delivery, Purpose
from models.giving import message_giving, reacting
from models.giving.message_giving import Heard
from models.giving.messages import MessageGift, Reaction
from models.giving.reacting import Reacted
from models.kudos import Boost, Kudos, Retraction, Source, cards, responding, retracting
from models.people.members import Member
from models.storage.database import Database
from models.storage.requests import Outcome
from models.workspace import policies
from models.workspace.policies import Policy
from tests.concurrency import at_once
from tests.models import rows
from tests.models.gifts import gift
from tests.people import Cast
from tests.statements import QueryCounter

TS = "1772618400.000100"


@pytest.fixture
def giving(database: Database, cast: Cast, now: datetime) -> None:
    policy = Policy(reactions_give=True)
    database.write(policies.save, workspace_id=cast.workspace_id, policy=policy, by_id=None, now=now)


def reacted(cast: Cast, member: Member, *, added: bool = True, at: int = 1) -> Reacted:
    """Somebody's clap on what Ana said."""
    return Reacted(str(member.slack_user_id), str(cast.ana.slack_user_id), "C0SUPPORT0", TS, "clap", added, at)


def react(database: Database, cast: Cast, what: Reacted, now: datetime) -> Outcome:
    return database.write(reacting.react, workspace_id=cast.workspace_id, reacted=what, now=now)


def said(cast: Cast, *receivers: Member, version: int = 1, **changes: object) -> Heard:
    """A message of Bo's that gives to these."""
    what = gift(cast.bo, *receivers, source=Source.MESSAGE, message_ts=TS, thread_ts=TS)
    heard = Heard(str(cast.bo.slack_user_id), "C0SUPPORT0", TS, version, (what,) if receivers else ())
    return replace(heard, **changes)  # type: ignore[arg-type]


def hear(database: Database, cast: Cast, heard: Heard, now: datetime) -> Outcome:
    return database.write(message_giving.hear, workspace_id=cast.workspace_id, heard=heard, now=now)


def test_five_copies_of_a_reaction_at_once_give_once(
    database: Database, cast: Cast, giving: None, now: datetime
) -> None:
    at_once(*[lambda: react(database, cast, reacted(cast, cast.bo), now)] * 5)
    assert rows.count(database, Kudos) == 1


def test_people_who_react_at_once_to_each_other_do_not_wait_for_each_other_for_ever(
    database: Database, cast: Cast, giving: None, now: datetime
) -> None:
    one = reacted(cast, cast.bo)
    other = replace(one, member=one.author or "", author=one.member, message_ts="1772618400.000200")
    at_once(lambda: react(database, cast, one, now), lambda: react(database, cast, other, now))
    assert rows.count(database, Kudos) == 2


def test_of_an_addition_and_a_removal_in_one_instant_the_removal_wins(
    database: Database, cast: Cast, giving: None, now: datetime
) -> None:
    react(database, cast, reacted(cast, cast.bo, added=False), now)
    react(database, cast, reacted(cast, cast.bo), now)
    assert rows.count(database, Kudos) == 0
    assert not rows.one(database, Reaction).added


def test_whoever_takes_theirs_back_while_others_react_leaves_one_announcement(
    database: Database, cast: Cast, giving: None, now: datetime
) -> None:
    react(database, cast, reacted(cast, cast.bo), now)
    at_once(
        lambda: react(database, cast, reacted(cast, cast.bo, added=False, at=2), now),
        lambda: react(database, cast, reacted(cast, cast.carol), now),
        lambda: react(database, cast, reacted(cast, cast.dave), now),
    )
    taken_back = {one.kudos_id for one in rows.all_of(database, Retraction)}
    posts = rows.all_of(database, Delivery, Delivery.purpose == Purpose.ANNOUNCEMENT, Delivery.kind == "post")
    assert len([post for post in posts if post.subject_id not in taken_back]) == 1


def test_many_who_gave_for_one_message_take_no_more_statements(
    database: Database, cast: Cast, giving: None, now: datetime
) -> None:
    react(database, cast, reacted(cast, cast.bo), now)
    first = rows.one(database, Kudos).id
    with QueryCounter(database) as one:
        database.query(cards.cards, cast.workspace_id, [first])
    for member in (cast.carol, cast.dave, cast.finn):
        react(database, cast, reacted(cast, member), now)
    with QueryCounter(database) as many:
        card = database.query(cards.cards, cast.workspace_id, [first])[first]
    assert [person.name for person in card.also_from] == ["Carol", "Dave", "Finn"]
    assert many.count == one.count


def test_five_copies_of_a_message_at_once_give_once(database: Database, cast: Cast, now: datetime) -> None:
    at_once(*[lambda: hear(database, cast, said(cast, cast.ana), now)] * 5)
    assert rows.count(database, Kudos) == 1
    assert rows.count(database, MessageGift) == 1


def test_a_message_and_its_deletion_at_once_leave_nothing(database: Database, cast: Cast, now: datetime) -> None:
    gone = {"workspace_id": cast.workspace_id, "channel_id": "C0SUPPORT0", "ts": TS, "version": 2, "now": now}
    at_once(
        lambda: hear(database, cast, said(cast, cast.ana), now),
        lambda: database.write(message_giving.take_back, **gone),  # type: ignore[arg-type]
    )
    assert rows.count(database, Kudos) == rows.count(database, Retraction)


def test_an_edit_and_an_undo_at_once_take_it_back_once(database: Database, cast: Cast, now: datetime) -> None:
    kudos = UUID(hear(database, cast, said(cast, cast.ana, cast.carol), now)["gifts"][0]["kudos"])
    undo = {"workspace_id": cast.workspace_id, "kudos_id": kudos, "giver": str(cast.bo.slack_user_id), "now": now}
    at_once(
        lambda: database.write(retracting.undo_one, **undo),  # type: ignore[arg-type]
        lambda: hear(database, cast, said(cast, version=2, edited=True), said_now()),
    )
    assert rows.count(database, Retraction) == 1


def said_now() -> datetime:
    """An hour after the message was said."""
    return message_giving.said_at(TS) + timedelta(hours=1)


def test_the_button_holds_a_pat_that_a_reaction_lets_go(database: Database, cast: Cast, now: datetime) -> None:
    kudos = UUID(hear(database, cast, said(cast, cast.ana), now)["gifts"][0]["kudos"])
    on_it = replace(reacted(cast, cast.carol), author=str(cast.bo.slack_user_id))
    react(database, cast, on_it, now)
    pressed = {"workspace_id": cast.workspace_id, "kudos_id": kudos, "member": on_it.member, "now": now}
    assert database.write(responding.boost, **pressed)["code"] == "already"  # type: ignore[arg-type]
    react(database, cast, replace(on_it, added=False, at=2), now)
    assert rows.count(database, Boost) == 1


def test_another_workspace_with_the_same_ids_is_another_message(database: Database, cast: Cast, now: datetime) -> None:
    hear(database, cast, said(cast, cast.ana), now)
    elsewhere = said(cast, cast.ana)
    database.write(message_giving.hear, workspace_id=cast.elsewhere.id, heard=elsewhere, now=now)
    gone = {"channel_id": "C0SUPPORT0", "ts": TS, "version": 2, "now": now}
    database.write(message_giving.take_back, workspace_id=cast.elsewhere.id, **gone)  # type: ignore[arg-type]
    assert [one.workspace_id for one in rows.all_of(database, Retraction)] == [cast.elsewhere.id]
