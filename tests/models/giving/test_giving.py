"""Giving a kudos: what each gift comes to, and what is stored with it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import giving
from models.delivery.outbox import Delivery, Purpose
from models.giving import Gift
from models.giving.drafts import Draft
from models.kudos import ChannelKind, Kudos, KudosReceiver, KudosValue
from models.people.members import Circle, Kind, Member
from models.storage.database import Database
from models.workspace import values
from tests.concurrency import at_once
from tests.models import rows
from tests.models.gifts import gift, give
from tests.people import Cast

MINUTE = timedelta(minutes=1)


def change(database: Database, member: Member, **fields: Any) -> None:
    def write(session: Session) -> None:
        row = session.get_one(Member, (member.workspace_id, member.id))
        for name, value in fields.items():
            setattr(row, name, value)

    database.write(write)


def posts(database: Database, purpose: Purpose) -> list[Delivery]:
    return rows.all_of(database, Delivery, Delivery.purpose == purpose)


def test_a_pat_is_stored_with_its_receivers_announcement_and_receipts(
    database: Database, cast: Cast, now: datetime
) -> None:
    outcome = give(database, cast, gift(cast.bo, cast.ana, cast.carol, decision="refunded €38"), now=now)
    [stored] = outcome["gifts"]
    assert (outcome["code"], outcome["left_out"], outcome["details"], outcome["vague"]) == ("given", [], [], False)
    assert stored == {
        "kudos": outcome["kudos"],
        "receivers": [cast.ana.slack_user_id, cast.carol.slack_user_id],
        "offline": [],
        "circle": "everyone",
        "announced": True,
        "thread": False,
        "source": "command",
    }
    kudos = rows.one(database, Kudos)
    assert (str(kudos.id), kudos.giver_id, kudos.given_at) == (outcome["kudos"], cast.bo.id, now)
    assert (kudos.message, kudos.decision) == ("Refunded the late parcel on the spot", "refunded €38")
    received = sorted(rows.all_of(database, KudosReceiver), key=lambda row: row.position)
    assert [(row.receiver_id, row.given_at, row.circle) for row in received] == [
        (cast.ana.id, now, "everyone"),
        (cast.carol.id, now, "everyone"),
    ]
    (announcement,) = posts(database, Purpose.ANNOUNCEMENT)
    assert (announcement.channel_id, announcement.subject_id, announcement.due_at) == ("C0SUPPORT0", kudos.id, now)
    (copy,) = posts(database, Purpose.COPY)
    assert (copy.channel_id, copy.subject_id) == ("C0PATS0000", kudos.id)
    receipts = posts(database, Purpose.RECEIPT)
    assert {row.channel_id for row in receipts} == {cast.ana.slack_user_id, cast.carol.slack_user_id}
    assert {row.receipt_id for row in received} == {row.id for row in receipts}


def test_five_copies_of_a_command_at_once_give_once(database: Database, cast: Cast, now: datetime) -> None:
    what = gift(cast.bo, cast.ana)
    outcomes = at_once(*[lambda: give(database, cast, what, key="command:1", now=now)] * 5)
    assert [outcome["code"] for outcome in outcomes] == ["given"] * 5
    assert outcomes == outcomes[:1] * 5
    assert rows.count(database, Kudos) == 1
    assert len(posts(database, Purpose.ANNOUNCEMENT)) == len(posts(database, Purpose.RECEIPT)) == 1


NOBODY: list[tuple[str, dict[str, Any], str]] = [
    ("receivers", {"receivers": ()}, "nobody"),
    ("message", {"message": None}, "no_message"),
    ("empty message", {"message": ""}, "no_message"),
    ("long message", {"message": "x" * (giving.LONGEST + 1)}, "too_long"),
    ("long outcome", {"outcome": "x" * (giving.LONGEST + 1)}, "too_long"),
]


@pytest.mark.parametrize(("changes", "code"), [pytest.param(*case[1:], id=case[0]) for case in NOBODY])
def test_an_incomplete_gift_is_refused_and_stores_nothing(
    database: Database, cast: Cast, now: datetime, changes: dict[str, Any], code: str
) -> None:
    assert give(database, cast, replace(gift(cast.bo, cast.ana), **changes), now=now)["code"] == code
    assert rows.count(database, Kudos) == rows.count(database, Delivery) == 0


def test_a_refusal_for_length_says_how_long_it_was(database: Database, cast: Cast, now: datetime) -> None:
    outcome = give(database, cast, gift(cast.bo, cast.ana, message="&amp;" * 3001), now=now)
    assert (outcome["code"], outcome["length"]) == ("too_long", 3001)


def test_words_of_the_longest_length_are_accepted_however_they_are_escaped(
    database: Database, cast: Cast, now: datetime
) -> None:
    outcome = give(database, cast, gift(cast.bo, cast.ana, message="&lt;" * giving.LONGEST), now=now)
    assert outcome["code"] == "given"


def test_a_decision_alone_is_enough(database: Database, cast: Cast, now: datetime) -> None:
    assert give(database, cast, gift(cast.bo, cast.ana, message=None, decision="refunded"), now=now)["code"] == "given"


def test_a_pat_on_ones_own_back_is_refused(database: Database, cast: Cast, now: datetime) -> None:
    outcome = give(database, cast, gift(cast.ana, cast.ana), now=now)
    assert (outcome["code"], outcome["left_out"]) == ("only_self", [[cast.ana.slack_user_id, "self"]])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"kind": Kind.BOT}, "bot"), ({"kind": Kind.EXTERNAL}, "external"), ({"active": False}, "deactivated")],
)
def test_who_cannot_receive_is_left_out_and_named(
    database: Database, cast: Cast, now: datetime, fields: dict[str, Any], reason: str
) -> None:
    change(database, cast.dave, **fields)
    alone = give(database, cast, gift(cast.bo, cast.dave), now=now)
    assert (alone["code"], alone["left_out"]) == ("nobody_left", [[cast.dave.slack_user_id, reason]])
    with_ana = give(database, cast, gift(cast.bo, cast.dave, cast.ana, cast.bo), now=now)
    assert (with_ana["code"], with_ana["receivers"]) == ("given", [cast.ana.slack_user_id])
    assert with_ana["left_out"] == [[cast.dave.slack_user_id, reason], [cast.bo.slack_user_id, "self"]]


def test_a_guest_can_receive(database: Database, cast: Cast, now: datetime) -> None:
    assert give(database, cast, gift(cast.bo, cast.eve), now=now)["code"] == "given"


def test_a_person_named_twice_receives_once(database: Database, cast: Cast, now: datetime) -> None:
    outcome = give(database, cast, gift(cast.bo, cast.ana, cast.ana), now=now)
    assert outcome["receivers"] == [cast.ana.slack_user_id]
    assert rows.count(database, KudosReceiver) == 1


def test_someone_unknown_receives_and_stays_unverified(database: Database, cast: Cast, now: datetime) -> None:
    outcome = give(database, cast, gift(cast.bo, "U0NEW00000"), now=now)
    assert outcome["receivers"] == ["U0NEW00000"]
    assert not rows.one(database, Member, Member.slack_user_id == "U0NEW00000").verified


def test_in_a_form_one_who_cannot_receive_refuses_the_whole(database: Database, cast: Cast, now: datetime) -> None:
    outcome = give(database, cast, gift(cast.bo, cast.bo, cast.ana), key="view:1", form=True, now=now)
    assert (outcome["code"], outcome["left_out"]) == ("some_left_out", [[cast.bo.slack_user_id, "self"]])
    assert rows.count(database, Kudos) == 0


def test_a_form_that_was_refused_is_mended_and_sent_again_under_its_key(
    database: Database, cast: Cast, now: datetime
) -> None:
    def send(what: Gift) -> str:
        return str(give(database, cast, what, key="view:1", form=True, now=now)["code"])

    assert send(gift(cast.bo, cast.bo)) == "only_self"
    assert [send(gift(cast.bo, cast.ana)) for _ in range(2)] == ["given", "given"]
    assert rows.count(database, Kudos) == 1


def test_a_command_that_was_refused_stays_refused(database: Database, cast: Cast, now: datetime) -> None:
    give(database, cast, gift(cast.bo, cast.bo), key="command:1", now=now)
    assert give(database, cast, gift(cast.bo, cast.ana), key="command:1", now=now)["code"] == "only_self"


def test_the_same_again_within_two_minutes_asks_and_keeps_a_draft(
    database: Database, cast: Cast, now: datetime
) -> None:
    give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)
    again = give(database, cast, gift(cast.bo, cast.carol, cast.ana), now=now + 2 * MINUTE - timedelta(seconds=1))
    assert again["code"] == "again"
    assert rows.count(database, Kudos) == 1
    draft = rows.one(database, Draft)
    assert (str(draft.id), draft.giver_id) == (again["draft"], cast.bo.id)


@pytest.mark.parametrize("difference", ["words", "receivers", "giver", "time"])
def test_what_differs_is_not_again(database: Database, cast: Cast, now: datetime, difference: str) -> None:
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    other = {
        "words": gift(cast.bo, cast.ana, message="Found the lost parcel"),
        "receivers": gift(cast.bo, cast.ana, cast.carol),
        "giver": gift(cast.dave, cast.ana),
        "time": gift(cast.bo, cast.ana),
    }[difference]
    later = now + (2 * MINUTE if difference == "time" else timedelta())
    assert give(database, cast, other, now=later)["code"] == "given"


def test_of_two_alike_at_once_one_asks(database: Database, cast: Cast, now: datetime) -> None:
    outcomes = at_once(*[lambda: give(database, cast, gift(cast.bo, cast.ana), now=now)] * 2)
    assert sorted(outcome["code"] for outcome in outcomes) == ["again", "given"]


def test_a_draft_confirmed_gives_once_and_then_is_the_same_outcome(
    database: Database, cast: Cast, now: datetime
) -> None:
    value = _value(database, cast, now)
    what = gift(cast.bo, cast.ana, value_ids=(str(value),))
    give(database, cast, what, now=now)
    draft = UUID(give(database, cast, what, now=now + MINUTE)["draft"])

    def confirm(giver: Member) -> str:
        outcome = database.write(
            giving.give_draft,
            workspace_id=cast.workspace_id,
            draft_id=draft,
            giver=str(giver.slack_user_id),
            now=now + MINUTE,
        )
        return str(outcome["code"])

    assert confirm(cast.carol) == "gone"
    assert at_once(*[lambda: confirm(cast.bo)] * 3) == ["given"] * 3
    assert rows.count(database, Kudos) == rows.count(database, KudosValue) == 2
    assert rows.count(database, Draft) == 0


@pytest.mark.parametrize(
    "changes", [{"channel_kind": ChannelKind.DIRECT}, {"channel_id": None}], ids=["direct message", "no channel"]
)
def test_what_was_said_in_no_channel_is_not_announced(
    database: Database, cast: Cast, now: datetime, changes: dict[str, Any]
) -> None:
    assert give(database, cast, gift(cast.bo, cast.ana, **changes), now=now)["announced"] is False
    assert posts(database, Purpose.ANNOUNCEMENT) == []
    assert len(posts(database, Purpose.RECEIPT)) == 1


@pytest.mark.parametrize("circle", [Circle.TEAM, Circle.LEAD])
def test_the_strictest_receiver_decides_who_sees_it(
    database: Database, cast: Cast, now: datetime, circle: Circle
) -> None:
    change(database, cast.ana, circle=circle)
    outcome = give(database, cast, gift(cast.bo, cast.carol, cast.ana), now=now)
    assert (outcome["circle"], outcome["announced"]) == (circle, False)
    assert posts(database, Purpose.ANNOUNCEMENT) == []


def test_a_value_of_another_workspace_cannot_be_used(database: Database, cast: Cast, now: datetime) -> None:
    database.write(values.set_values, workspace_id=cast.elsewhere.id, names=["Courage"], now=now)
    (value,) = database.query(values.current, cast.elsewhere.id)
    with pytest.raises(IntegrityError):
        give(database, cast, gift(cast.bo, cast.ana, value_ids=(str(value.id),)), now=now)
    assert rows.count(database, Kudos) == 0


def test_eighty_from_eight_threads_are_all_stored(database: Database, cast: Cast, now: datetime) -> None:
    def ten(giver: Member, receiver: Member) -> None:
        for n in range(10):
            give(database, cast, gift(giver, receiver, message=f"number {n}"), now=now)

    people = [cast.ana, cast.bo, cast.carol, cast.dave]
    at_once(*[lambda g=g, r=r: ten(g, r) for g in people for r in people if g is not r][:8])
    assert rows.count(database, Kudos) == 80
    assert len(posts(database, Purpose.ANNOUNCEMENT)) == 80


def _value(database: Database, cast: Cast, now: datetime) -> UUID:
    database.write(values.set_values, workspace_id=cast.workspace_id, names=["Courage"], now=now)
    return database.query(values.current, cast.workspace_id)[0].id
