"""What did not arrive, shown and sent again; and receivers who turn out to be nobody who can receive."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from models.delivery import doubts
from models.delivery.outbox import Delivery, Purpose, Status
from models.delivery.settling import Doubtful, Failed, Result
from models.kudos import Boost, ChannelKind, Retraction, cards, histories, responding, verifying
from models.kudos.histories import Which
from models.people.members import Kind, Member, Profile
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender, delivery, post
from tests.models.gifts import gift, give
from tests.people import Cast

LATER = timedelta(minutes=5)
ROBOT = Profile("U0ROBOT000", "Robot", "robot", Kind.BOT, active=True, updated=1)


def in_trouble(database: Database, cast: Cast, now: datetime, result: Result) -> UUID:
    owed = post(database, cast.workspace_id, now=now)
    sender = Sender(database, cast.workspace_id)
    sender.settle_all(sender.claim(now).rows, result, now)
    return owed


def send_again(database: Database, workspace_id: int, row: UUID, admin: Member, now: datetime) -> str:
    name = str(admin.slack_user_id)
    outcome = database.write(doubts.send_again, workspace_id=workspace_id, delivery_id=row, admin=name, now=now)
    return str(outcome["code"])


@pytest.mark.parametrize("result", [Failed("is_archived"), Doubtful("timeout")])
def test_what_is_in_trouble_is_shown_and_sent_again_once(
    database: Database, cast: Cast, now: datetime, result: Result
) -> None:
    def troubled(workspace_id: int) -> list[UUID]:
        return [row.id for row in database.query(doubts.troubled, workspace_id=workspace_id)]

    owed = in_trouble(database, cast, now, result)
    assert (troubled(cast.workspace_id), troubled(cast.elsewhere.id)) == ([owed], [])
    presses = at_once(*[lambda: send_again(database, cast.workspace_id, owed, cast.finn, now + LATER)] * 2)
    assert sorted(presses) == ["gone", "sent_again"]
    row = delivery(database, owed)
    assert (row.status, row.due_at, row.attempts, row.failure) == (Status.DUE, now + LATER, 0, None)
    assert troubled(cast.workspace_id) == []


def test_only_an_admin_of_the_workspace_sends_again(database: Database, cast: Cast, now: datetime) -> None:
    owed = in_trouble(database, cast, now, Doubtful("timeout"))
    assert send_again(database, cast.workspace_id, owed, cast.carol, now) == "not_admin"
    assert send_again(database, cast.workspace_id, owed, cast.zed, now) == "not_admin"
    assert send_again(database, cast.elsewhere.id, owed, cast.finn, now) == "not_admin"
    assert delivery(database, owed).status == Status.IN_DOUBT


def announce_again(database: Database, cast: Cast, kudos: UUID, giver: Member, now: datetime) -> Outcome:
    return database.write(
        doubts.announce_again,
        workspace_id=cast.workspace_id,
        kudos_id=kudos,
        giver=str(giver.slack_user_id),
        in_kudos_channel=True,
        now=now,
    )


def test_a_giver_has_a_pat_that_could_not_be_announced_posted_in_the_kudos_channel_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    what = gift(cast.bo, cast.ana, channel_kind=ChannelKind.PRIVATE)
    kudos = UUID(give(database, cast, what, now=now)["kudos"])
    assert announce_again(database, cast, kudos, cast.bo, now) == {"code": "gone"}
    sender = Sender(database, cast.workspace_id)
    sender.settle_all(sender.claim(now).rows, Failed("not_in_channel"), now)
    assert announce_again(database, cast, kudos, cast.ana, now) == {"code": "not_yours"}
    assert announce_again(database, cast, kudos, cast.bo, now) == {"code": "announced_again", "channel": "C0PATS0000"}
    assert announce_again(database, cast, kudos, cast.bo, now) == {"code": "gone"}
    row = rows.one(database, Delivery, Delivery.purpose == Purpose.ANNOUNCEMENT)
    assert (row.status, row.channel_id) == (Status.DUE, "C0PATS0000")


def test_whoever_wrote_a_pat_down_for_somebody_without_slack_is_told_and_posts_it_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    lee = Member(
        workspace_id=cast.workspace_id, name="Lee", handle="lee", kind=Kind.OFFLINE, active=True, verified=True,
        added_at=now,
    )  # fmt: skip
    database.write(lambda session: session.add(lee))
    kudos = UUID(give(database, cast, gift(cast.bo, cast.ana, on_behalf_of=str(lee.id)), now=now)["kudos"])
    sender = Sender(database, cast.workspace_id)
    sender.settle_all(sender.claim(now).rows, Failed("not_in_channel"), now)
    told = rows.one(database, Delivery, Delivery.purpose == Purpose.NOT_POSTED)
    assert (told.channel_id, told.subject_id) == (cast.bo.slack_user_id, kudos)
    assert announce_again(database, cast, kudos, cast.ana, now) == {"code": "not_yours"}
    assert announce_again(database, cast, kudos, cast.bo, now)["code"] == "announced_again"


def verify(database: Database, cast: Cast, kudos: UUID, profiles: list[Profile], now: datetime) -> None:
    unverified = database.query(verifying.unverified, workspace_id=cast.workspace_id, kudos_ids=[kudos])
    assert unverified == {kudos: [profile.slack_user_id for profile in profiles]}
    database.write(verifying.verify, workspace_id=cast.workspace_id, profiles=profiles, kudos_ids=[kudos], now=now)


def test_a_receiver_who_turns_out_to_be_a_bot_is_left_out_and_the_giver_is_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    kudos = UUID(give(database, cast, gift(cast.bo, ROBOT.slack_user_id, cast.ana), now=now)["kudos"])
    verify(database, cast, kudos, [ROBOT], now)
    card = database.query(cards.cards, cast.workspace_id, [kudos])[kudos]
    assert [person.name for person in card.receivers] == ["Ana"]
    assert [(person.name, reason) for person, reason in card.not_received] == [("Robot", "bot")]
    assert not card.retracted
    told = rows.one(database, Delivery, Delivery.purpose == Purpose.NOT_RECEIVED)
    assert (told.channel_id, told.subject_id) == (cast.bo.slack_user_id, kudos)
    its, of = _robot(database), cast.workspace_id
    received = database.query(histories.history, workspace_id=of, member_id=its, which=Which.RECEIVED)
    assert received.total == 0


def test_a_kudos_that_nobody_could_receive_is_taken_back(database: Database, cast: Cast, now: datetime) -> None:
    kudos = UUID(give(database, cast, gift(cast.bo, ROBOT.slack_user_id), now=now)["kudos"])
    verify(database, cast, kudos, [ROBOT], now)
    assert rows.one(database, Retraction).reason == "nobody_received"


def test_a_receiver_who_turns_out_to_be_a_person_receives(database: Database, cast: Cast, now: datetime) -> None:
    new = Profile("U0NEW00000", "Noor", "noor", Kind.PERSON, active=True)
    kudos = UUID(give(database, cast, gift(cast.bo, new.slack_user_id), now=now)["kudos"])
    verify(database, cast, kudos, [new], now)
    assert [p.name for p in database.query(cards.cards, cast.workspace_id, [kudos])[kudos].receivers] == ["Noor"]
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.NOT_RECEIVED) == 0


OLGA = Profile("U0OLGA0000", "Olga", "olga", Kind.EXTERNAL, active=True, updated=1)


def test_whoever_turns_out_to_be_a_stranger_is_left_out_of_all_that_waits(
    database: Database, cast: Cast, now: datetime
) -> None:
    """The second is not asked about any more: its giver is known by then."""
    gifts = [gift(OLGA.slack_user_id, to) for to in (cast.ana, cast.bo)]
    first, second = [UUID(give(database, cast, one, now=now)["kudos"]) for one in gifts]
    verify(database, cast, first, [OLGA], now)
    assert database.query(verifying.unverified, workspace_id=cast.workspace_id, kudos_ids=[second]) == {}
    found = database.query(cards.cards, cast.workspace_id, [first, second])
    assert [found[one].retracted for one in (first, second)] == [True, True]


def test_whoever_joined_in_twice_before_anybody_asked_is_left_out_of_both(
    database: Database, cast: Cast, now: datetime
) -> None:
    both = [UUID(give(database, cast, gift(cast.bo, to), now=now)["kudos"]) for to in (cast.ana, cast.carol)]
    for kudos in both:
        who: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": OLGA.slack_user_id, "now": now}
        database.write(responding.boost, kudos_id=kudos, **who)
    for kudos in both:
        verify(database, cast, kudos, [OLGA], now)
    assert rows.count(database, Boost) == 0


def _robot(database: Database) -> UUID:
    return rows.one(database, Member, Member.slack_user_id == ROBOT.slack_user_id).id
