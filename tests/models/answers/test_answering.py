"""Answers: by the one who answers, once; what follows what; and what is told to whom."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from models.answers import Answer, Because, Kind, answering, assigning, guiding, talking, waiting
from models.answers.answering import Said
from models.answers.guidance import Guidance
from models.delivery.outbox import Delivery, Purpose
from models.kudos import ChannelKind, Kudos, KudosReceiver, Source
from models.people.members import Circle, Member
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.models.decisions import decided
from tests.people import Cast

HOUR = timedelta(hours=1)
SEALED = b"sealed"
PAT, TALK, THOUGHT = Said(Kind.PAT), Said(Kind.TALK), Said(Kind.THOUGHT, sealed=SEALED)


@pytest.fixture
def decision(database: Database, cast: Cast, now: datetime) -> UUID:
    """Ana's, which Carol answers."""
    signer = str(cast.finn.slack_user_id)
    database.write(decided.signed, workspace_id=cast.workspace_id, signer=signer, now=now)
    who = str(cast.ana.slack_user_id)
    outcome = database.write(decided.logs, workspace_id=cast.workspace_id, member=who, now=now)
    return UUID(outcome["decision"])


def answers(database: Database, cast: Cast, decision: UUID, by: Member, said: Said, now: datetime) -> Outcome:
    what: dict[str, Any] = {"decision_id": decision, "by": by.slack_user_id, "said": said, "now": now}
    return database.write(answering.answer, workspace_id=cast.workspace_id, **what)


def owed(database: Database, purpose: Purpose) -> list[Delivery]:
    return rows.all_of(database, Delivery, Delivery.purpose == purpose, Delivery.kind == "post")


def test_whoever_is_to_answer_is_asked_outside_of_their_quiet_hours(
    database: Database, cast: Cast, now: datetime
) -> None:
    signer, late = str(cast.finn.slack_user_id), now.replace(hour=22)
    database.write(decided.signed, workspace_id=cast.workspace_id, signer=signer, now=now)
    database.write(decided.logs, workspace_id=cast.workspace_id, member=str(cast.ana.slack_user_id), now=late)
    (asked,) = owed(database, Purpose.DECISION_ASKED)
    assert (asked.member_id, asked.due_at.hour) == (cast.carol.id, 8)


def test_a_pat_is_recognition_without_words_that_nobody_else_sees(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    outcome = answers(database, cast, decision, cast.carol, PAT, now + HOUR)
    assert (outcome["code"], outcome["parts"], outcome["to"]) == ("answered", ["pat"], cast.ana.slack_user_id)
    kudos, received = rows.one(database, Kudos), rows.one(database, KudosReceiver)
    assert (kudos.source, kudos.giver_id, kudos.given_at) == (Source.DECISION, cast.carol.id, now + HOUR)
    assert (kudos.message, kudos.decision, kudos.channel_id, kudos.channel_kind) == (
        None,
        None,
        None,
        ChannelKind.DIRECT,
    )
    assert (received.receiver_id, received.circle, received.receipt_id) == (cast.ana.id, Circle.LEAD, None)
    assert rows.one(database, Answer).kudos_id == kudos.id
    assert [row.member_id for row in owed(database, Purpose.DECISION_ANSWERED)] == [cast.ana.id]
    assert owed(database, Purpose.ANNOUNCEMENT) == owed(database, Purpose.RECEIPT) == []


@pytest.mark.parametrize("said", [PAT, THOUGHT, TALK])
def test_the_same_answer_again_changes_nothing(
    database: Database, cast: Cast, decision: UUID, now: datetime, said: Said
) -> None:
    assert answers(database, cast, decision, cast.carol, said, now)["code"] == "answered"
    again = answers(database, cast, decision, cast.carol, said, now + HOUR)
    assert again == {"code": "already", "kind": said.kind, "shared": False}
    assert rows.one(database, Answer).at == now
    assert len(owed(database, Purpose.DECISION_ANSWERED)) == 1


@pytest.mark.parametrize("said", [PAT, THOUGHT, TALK])
def test_two_presses_at_once_answer_once(
    database: Database, cast: Cast, decision: UUID, now: datetime, said: Said
) -> None:
    press = partial(answers, database, cast, decision, cast.carol, said, now)
    assert sorted(one["code"] for one in at_once(press, press)) == ["already", "answered"]
    assert rows.count(database, Kudos) == (0 if said == TALK else 1)


def test_a_pat_may_follow_a_talk_and_a_line_and_a_thought_a_pat(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    answers(database, cast, decision, cast.carol, Said(Kind.TALK, talk_at=now + HOUR), now)
    assert answers(database, cast, decision, cast.carol, PAT, now + HOUR)["parts"] == ["pat"]
    both = Said(Kind.THOUGHT, "Well judged", SEALED)
    assert answers(database, cast, decision, cast.carol, both, now + 2 * HOUR)["parts"] == ["thought", "line"]
    answer = rows.one(database, Answer)
    assert (answer.kind, answer.at, answer.patted_at, answer.words) == (Kind.TALK, now, now + HOUR, "Well judged")
    assert rows.one(database, Guidance).to_id == cast.ana.id
    parts = [row.detail["part"] for row in owed(database, Purpose.DECISION_ANSWERED)]
    assert sorted(parts) == ["pat", "talk", "thought"]
    assert rows.count(database, Kudos) == 1


def test_a_talk_does_not_follow_a_pat(database: Database, cast: Cast, decision: UUID, now: datetime) -> None:
    answers(database, cast, decision, cast.carol, PAT, now)
    assert answers(database, cast, decision, cast.carol, TALK, now)["code"] == "already"


def test_a_time_that_has_passed_is_no_time_to_talk(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    assert answers(database, cast, decision, cast.carol, Said(Kind.TALK, talk_at=now), now) == {"code": "past"}
    assert rows.count(database, Answer) == 0


@pytest.mark.parametrize("name", ["ana", "bo", "dave", "eve", "finn", "zed"])
def test_nobody_else_answers_it(database: Database, cast: Cast, decision: UUID, now: datetime, name: str) -> None:
    for said in (PAT, THOUGHT, TALK):
        assert answers(database, cast, decision, getattr(cast, name), said, now) == {"code": "not_yours"}
    assert rows.count(database, Answer) == rows.count(database, Kudos) == rows.count(database, Guidance) == 0


def test_nobody_answers_from_another_workspace(database: Database, cast: Cast, decision: UUID, now: datetime) -> None:
    what: dict[str, Any] = {"decision_id": decision, "by": cast.zed.slack_user_id, "said": PAT, "now": now}
    assert database.write(answering.answer, workspace_id=cast.elsewhere.id, **what) == {"code": "not_yours"}


def hands_over(database: Database, cast: Cast, decision: UUID, to: Member, now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision}
    database.write(assigning.hand_to, **of, member=to, because=Because.HANDED_OVER, now=now)


def test_once_handed_over_only_the_other_answers_and_is_asked(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    hands_over(database, cast, decision, cast.dave, now + HOUR)
    assert answers(database, cast, decision, cast.carol, PAT, now + HOUR) == {"code": "not_yours"}
    assert [row.member_id for row in owed(database, Purpose.DECISION_ASKED)] == [cast.carol.id, cast.dave.id]
    assert answers(database, cast, decision, cast.dave, PAT, now + HOUR)["code"] == "answered"


def test_two_hand_overs_at_once_leave_one_answerer(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    at_once(*(partial(hands_over, database, cast, decision, to, now + HOUR) for to in (cast.dave, cast.finn)))
    asked = [row.member_id for row in owed(database, Purpose.DECISION_ASKED)]
    assert sorted(asked, key=str) == sorted((cast.carol.id, cast.dave.id, cast.finn.id), key=str)


def test_who_decided_says_whether_the_time_suits_and_may_think_again(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    answers(database, cast, decision, cast.carol, Said(Kind.TALK, talk_at=now + HOUR), now)

    def replies(by: Member, suits: bool) -> str:
        what: dict[str, Any] = {"decision_id": decision, "member": by.slack_user_id, "suits": suits, "now": now}
        return str(database.write(talking.reply, workspace_id=cast.workspace_id, **what)["code"])

    assert [replies(cast.carol, True), replies(cast.bo, True), replies(cast.zed, True)] == ["not_yours"] * 3
    assert [replies(cast.ana, True), replies(cast.ana, True), replies(cast.ana, False)] == ["told", "already", "told"]
    assert {row.member_id for row in owed(database, Purpose.TALK_ANSWERED)} == {cast.carol.id}


def test_guidance_is_opened_by_its_two_people_alone_and_replied_to_once(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    answers(database, cast, decision, cast.carol, THOUGHT, now)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision, "now": now}

    def opens(who: Member) -> guiding.Thought | None:
        found: dict[str, Any] = {
            "workspace_id": cast.workspace_id,
            "decision_id": decision,
            "member": str(who.slack_user_id),
        }
        database.write(guiding.mark_read, **found, now=now)
        return database.query(lambda session: guiding.thought_of(session, **found))

    def replies(who: Member, sealed: bytes = b"reply") -> str:
        return str(database.write(guiding.reply, **of, member=str(who.slack_user_id), sealed=sealed)["code"])

    for other in (cast.bo, cast.dave, cast.eve, cast.finn, cast.zed):
        assert opens(other) is None
        assert replies(other) == "not_yours"
    mine, theirs = opens(cast.carol), opens(cast.ana)
    assert mine is not None
    assert theirs is not None
    assert (mine.mine, theirs.mine, theirs.sealed) == (True, False, SEALED)
    assert replies(cast.carol) == "not_yours"
    assert [replies(cast.ana), replies(cast.ana, b"other")] == ["replied", "already"]
    assert opens(cast.carol)
    row = rows.one(database, Guidance)
    assert (row.read_at, row.reply, row.reply_read_at) == (now, b"reply", now)
    assert [one.member_id for one in owed(database, Purpose.GUIDANCE_ANSWERED)] == [cast.carol.id]


def test_what_waits_is_listed_oldest_first_until_it_is_answered(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    who = str(cast.bo.slack_user_id)
    later = database.write(decided.logs, workspace_id=cast.workspace_id, member=who, now=now + HOUR)
    mine = partial(waiting.waiting_for, workspace_id=cast.workspace_id, member_id=cast.carol.id)
    assert database.query(partial(mine, most=1)) == ([decision], 2)
    answers(database, cast, decision, cast.carol, TALK, now)
    assert database.query(partial(mine, most=1)) == ([UUID(later["decision"])], 1)
