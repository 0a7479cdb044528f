"""Ideas: heard, answered step by step, joined, withdrawn; whose a confidential one is, nobody learns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.decisions import rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery, Kind, Purpose
from models.improving import answering_ideas, idea_cards, keeping, voicing
from models.improving.idea_cards import IdeaCard
from models.improving.ideas import Idea, IdeaStep, IdeaSupport, Step
from models.people import members
from models.people.members import Member
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.people import Cast, profile

WORDS = "Let parcels wait two days at the depot"
WHY = "The depot has no room before May"


def voiced(database: Database, cast: Cast, by: Member, now: datetime, **changes: Any) -> Outcome:
    fields: dict[str, Any] = {"words": WORDS, "confidential": False, "sure": False, "key": f"view:{uuid4()}"}
    fields |= {"workspace_id": cast.workspace_id, "author": by.slack_user_id, "now": now}
    return database.write(voicing.voice, **fields | changes)


def idea(database: Database, cast: Cast, by: Member, now: datetime, **changes: Any) -> UUID:
    return UUID(voiced(database, cast, by, now, **changes)["idea"])


def answered(
    database: Database, cast: Cast, idea_id: UUID, by: Member, step: str, now: datetime, **changes: Any
) -> str:
    fields: dict[str, Any] = {"words": None, "seen": 1, "sure": False, "key": f"view:{uuid4()}", "step": step}
    fields |= {"workspace_id": cast.workspace_id, "idea_id": idea_id, "keeper": by.slack_user_id, "now": now}
    return str(database.write(answering_ideas.answer, **fields | changes)["code"])


def clicked(database: Database, what: Any, cast: Cast, idea_id: UUID, by: Member, now: datetime) -> str:
    who = "author" if what is voicing.withdraw else "member"
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "idea_id": idea_id, who: by.slack_user_id, "now": now}
    return str(database.write(what, **of)["code"])


def handed(database: Database, cast: Cast, idea_id: UUID, by: Member, to: Member, now: datetime) -> str:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "idea_id": idea_id, "now": now}
    of |= {"actor": by.slack_user_id, "to": to.slack_user_id}
    return str(database.write(keeping.hand_over, **of)["code"])


def card(database: Database, cast: Cast, idea_id: UUID, viewer: Member) -> IdeaCard:
    def read(session: Any) -> IdeaCard | None:
        return idea_cards.card(session, cast.workspace_id, idea_id, viewer.id)

    found = database.query(read)
    assert found
    return found


def owed(database: Database, purpose: Purpose, to: Member) -> list[Delivery]:
    return rows.all_of(
        database, Delivery, Delivery.purpose == purpose, Delivery.kind == Kind.POST, Delivery.member_id == to.id
    )


def test_an_idea_is_heard_at_once_by_its_authors_lead(database: Database, cast: Cast, now: datetime) -> None:
    said = voiced(database, cast, cast.ana, now)
    assert said["code"] == "heard"
    assert said["keeper"] == cast.carol.slack_user_id
    [row] = owed(database, Purpose.IDEA_TOLD, cast.carol)
    assert row.detail == {}
    shown = card(database, cast, UUID(said["idea"]), cast.bo)
    assert (shown.step, shown.author and shown.author.id, shown.keeper and shown.keeper.id) == (
        Step.HEARD,
        cast.ana.id,
        cast.carol.id,
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": None}, "no_words"),
        ({"words": "x" * 2001}, "too_long"),
        ({"words": "Call jo@customers.example back"}, "sensitive"),
        ({"words": "Call jo@customers.example back", "sure": True}, "heard"),
        ({"decision_id": uuid4()}, "not_yours"),
    ],
)
def test_what_is_refused_stores_nothing_and_may_be_mended(
    database: Database, cast: Cast, now: datetime, changes: dict[str, Any], code: str
) -> None:
    assert voiced(database, cast, cast.ana, now, **changes, key="view:1")["code"] == code
    assert rows.count(database, Idea) == (code == "heard")
    assert voiced(database, cast, cast.ana, now, key="view:1")["code"] == "heard"
    assert rows.count(database, Idea) == 1


def test_a_form_that_arrives_twice_is_one_idea(database: Database, cast: Cast, now: datetime) -> None:
    first = voiced(database, cast, cast.ana, now, key="view:1")
    assert voiced(database, cast, cast.ana, now, key="view:1") == first
    assert rows.count(database, Idea) == 1


def test_guests_and_people_of_elsewhere_have_no_ideas_here(database: Database, cast: Cast, now: datetime) -> None:
    assert voiced(database, cast, cast.eve, now)["code"] == "cannot"


def test_a_confidential_idea_goes_past_the_lead_and_nobody_reads_whose_it_is(
    database: Database, cast: Cast, now: datetime
) -> None:
    mine = idea(database, cast, cast.ana, now, confidential=True)
    assert owed(database, Purpose.IDEA_TOLD, cast.carol) == []
    assert len(owed(database, Purpose.IDEA_TOLD, cast.finn)) == 1
    for viewer in (cast.finn, cast.carol, cast.bo):
        shown = card(database, cast, mine, viewer)
        assert (shown.author, shown.mine) == (None, False)
        assert str(cast.ana.id) not in repr(shown)
        assert "Ana" not in repr(shown)
    assert card(database, cast, mine, cast.ana).mine


def test_the_last_resort_answers_confidential_ideas_but_never_their_own(
    database: Database, cast: Cast, now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "by_id": cast.finn.id, "now": now}
    database.write(rules.save, **of, rules=Rules(last_resort=cast.dave.id))
    assert voiced(database, cast, cast.ana, now, confidential=True)["keeper"] == cast.dave.slack_user_id
    assert voiced(database, cast, cast.dave, now, confidential=True)["keeper"] == cast.finn.slack_user_id


def test_the_only_admin_is_told_that_nobody_could_answer_in_confidence(
    database: Database, cast: Cast, now: datetime
) -> None:
    assert voiced(database, cast, cast.finn, now, confidential=True)["code"] == "nobody"
    assert rows.count(database, Idea) == 0
    open_one = voiced(database, cast, cast.finn, now)
    assert (open_one["code"], open_one["keeper"]) == ("heard", None)


def test_a_no_and_a_done_say_why_and_what(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    for step in ("no", "done"):
        assert answered(database, cast, one, cast.carol, step, now) == "no_reason"
    assert rows.count(database, IdeaStep) == 1
    assert answered(database, cast, one, cast.carol, "no", now, words=WHY) == "answered"
    shown = card(database, cast, one, cast.ana)
    assert (shown.step, shown.said, shown.number) == (Step.NO, WHY, 2)
    [told] = owed(database, Purpose.IDEA_STEP, cast.ana)
    assert told.detail == {"number": 2}


def test_what_was_refused_can_be_taken_up_again(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    assert answered(database, cast, one, cast.carol, "no", now, words=WHY) == "answered"
    assert answered(database, cast, one, cast.carol, "no", now, words=WHY, seen=2) == "same"
    assert answered(database, cast, one, cast.carol, "considering", now, seen=2) == "answered"
    assert answered(database, cast, one, cast.carol, "heard", now, seen=3) == "unknown"


def test_only_the_keeper_answers(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    for other in (cast.ana, cast.bo, cast.dave, cast.finn, cast.zed):
        assert answered(database, cast, one, other, "doing", now) == "not_yours"
    assert rows.count(database, IdeaStep) == 1


def test_of_two_answers_at_once_one_is_taken_and_the_other_is_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    one = idea(database, cast, cast.ana, now)
    codes = at_once(
        lambda: answered(database, cast, one, cast.carol, "doing", now),
        lambda: answered(database, cast, one, cast.carol, "considering", now),
    )
    assert sorted(codes) == ["answered", "meanwhile"]
    assert rows.count(database, IdeaStep) == 2


def test_an_idea_is_handed_to_another_lead_who_is_told(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    assert handed(database, cast, one, cast.bo, cast.dave, now) == "not_yours"
    assert handed(database, cast, one, cast.carol, cast.bo, now) == "not_lead"
    assert handed(database, cast, one, cast.carol, cast.zed, now) == "not_lead"
    assert handed(database, cast, one, cast.carol, cast.carol, now) == "same"
    assert handed(database, cast, one, cast.carol, cast.dave, now) == "handed"
    assert len(owed(database, Purpose.IDEA_TOLD, cast.dave)) == 1
    assert answered(database, cast, one, cast.carol, "doing", now) == "not_yours"
    assert handed(database, cast, one, cast.finn, cast.carol, now + timedelta(minutes=1)) == "handed"
    assert len(owed(database, Purpose.IDEA_TOLD, cast.carol)) == 2


def test_handing_it_over_tells_nobody_whose_a_confidential_idea_is(
    database: Database, cast: Cast, now: datetime
) -> None:
    """A named one is refused to its author; of a confidential one, a refusal would say who that is."""
    named = idea(database, cast, cast.dave, now)
    assert handed(database, cast, named, cast.finn, cast.dave, now) == "author"
    hidden = idea(database, cast, cast.dave, now, confidential=True)
    assert handed(database, cast, hidden, cast.finn, cast.dave, now) == "handed"


def test_an_idea_moves_on_when_its_keeper_leaves(database: Database, cast: Cast, now: datetime) -> None:
    one, settled = idea(database, cast, cast.ana, now), idea(database, cast, cast.bo, now)
    answered(database, cast, settled, cast.carol, "no", now, words=WHY)
    assert database.write(keeping.move_on, workspace_id=cast.workspace_id, now=now) == 0

    def leaves(session: Any) -> None:
        session.get(Member, (cast.workspace_id, cast.carol.id)).active = False

    database.write(leaves)
    assert database.query(keeping.left_behind, workspace_id=cast.workspace_id) == [one]
    assert database.write(keeping.move_on, workspace_id=cast.workspace_id, now=now) == 1
    assert len(owed(database, Purpose.IDEA_TOLD, cast.finn)) == 1
    assert database.write(keeping.move_on, workspace_id=cast.workspace_id, now=now) == 0


def test_others_join_once_and_hear_how_it_ended(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    assert clicked(database, voicing.me_too, cast, one, cast.ana, now) == "own"
    assert clicked(database, voicing.me_too, cast, one, cast.eve, now) == "cannot"
    for code in ("added", "already"):
        assert clicked(database, voicing.me_too, cast, one, cast.bo, now) == code
    clicked(database, voicing.me_too, cast, one, cast.dave, now)
    assert clicked(database, voicing.not_me_too, cast, one, cast.dave, now) == "taken_back"
    assert clicked(database, voicing.not_me_too, cast, one, cast.dave, now) == "gone"
    shown = card(database, cast, one, cast.bo)
    assert (shown.supports, shown.joined) == (1, True)
    answered(database, cast, one, cast.carol, "doing", now)
    assert owed(database, Purpose.IDEA_STEP, cast.bo) == []
    answered(database, cast, one, cast.carol, "done", now, words="They wait now", seen=2)
    assert len(owed(database, Purpose.IDEA_STEP, cast.bo)) == 1
    assert len(owed(database, Purpose.IDEA_STEP, cast.ana)) == 2
    assert owed(database, Purpose.IDEA_STEP, cast.dave) == []


def test_one_click_in_two_windows_at_once_is_one_vote_whichever_way(
    database: Database, cast: Cast, now: datetime
) -> None:
    one = idea(database, cast, cast.ana, now)
    click = partial(clicked, database)
    twice = [partial(click, voicing.me_too, cast, one, cast.bo, now) for _ in range(3)]
    assert sorted(at_once(*twice)) == ["added", "already", "already"]
    assert rows.count(database, IdeaSupport) == 1
    back = [partial(click, voicing.not_me_too, cast, one, cast.bo, now) for _ in range(3)]
    assert sorted(at_once(*back)) == ["gone", "gone", "taken_back"]
    assert rows.count(database, IdeaSupport) == 0


def test_a_vote_for_what_is_settled_counts_and_is_told_only_what_comes_after_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    one = idea(database, cast, cast.ana, now)
    answered(database, cast, one, cast.carol, "no", now, words=WHY)
    assert clicked(database, voicing.me_too, cast, one, cast.bo, now) == "added"
    assert card(database, cast, one, cast.dave).supports == 1
    assert owed(database, Purpose.IDEA_STEP, cast.bo) == []
    later = now + timedelta(days=1)
    assert answered(database, cast, one, cast.carol, "done", later, words="They wait now", seen=2) == "answered"
    assert len(owed(database, Purpose.IDEA_STEP, cast.bo)) == 1
    assert clicked(database, voicing.me_too, cast, one, cast.dave, later) == "added"
    assert owed(database, Purpose.IDEA_STEP, cast.dave) == []


def test_nobody_of_elsewhere_votes_nor_whoever_has_left(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    of: dict[str, Any] = {"idea_id": one, "now": now}
    zed: dict[str, Any] = {"workspace_id": cast.elsewhere.id, "member": cast.zed.slack_user_id}
    assert database.write(voicing.me_too, **of, **zed) == {"code": "gone"}
    assert clicked(database, voicing.not_me_too, cast, one, cast.zed, now) == "gone"
    gone = replace(profile("Bo", updated=9), active=False)
    database.write(members.sync, workspace_id=cast.workspace_id, profiles=[gone], now=now)
    assert clicked(database, voicing.me_too, cast, one, cast.bo, now) == "cannot"
    assert rows.count(database, IdeaSupport) == 0


def test_who_joined_several_hears_of_them_once_a_day_in_their_hours(database: Database, cast: Cast) -> None:
    evening = datetime(2026, 3, 3, 20, tzinfo=UTC)
    for _ in range(3):
        one = idea(database, cast, cast.ana, evening)
        clicked(database, voicing.me_too, cast, one, cast.bo, evening)
        answered(database, cast, one, cast.carol, "no", evening, words=WHY)
    due = sorted(row.due_at for row in owed(database, Purpose.IDEA_STEP, cast.bo))
    assert due == [datetime(2026, 3, 4 + day, 8, tzinfo=UTC) for day in range(3)]


def test_the_author_withdraws_it_and_the_words_go(database: Database, cast: Cast, now: datetime) -> None:
    one = idea(database, cast, cast.ana, now)
    answered(database, cast, one, cast.carol, "no", now, words=WHY)
    assert clicked(database, voicing.withdraw, cast, one, cast.carol, now) == "not_yours"
    assert clicked(database, voicing.withdraw, cast, one, cast.ana, now) == "withdrawn"
    assert clicked(database, voicing.withdraw, cast, one, cast.ana, now) == "gone"
    assert rows.one(database, Idea).words == ""
    assert {step.words for step in rows.all_of(database, IdeaStep)} == {None}
    assert rows.count(database, Delivery, Delivery.kind == Kind.STATE) == 2
    assert clicked(database, voicing.me_too, cast, one, cast.bo, now) == "gone"
    assert rows.count(database, IdeaSupport) == 0


def test_keepers_see_what_waits_longest_first_and_the_list_the_newest(
    database: Database, cast: Cast, now: datetime
) -> None:
    ideas = [idea(database, cast, cast.ana, now + timedelta(minutes=minute)) for minute in range(3)]
    answered(database, cast, ideas[0], cast.carol, "doing", now)
    hidden = idea(database, cast, cast.bo, now + timedelta(hours=1), confidential=True)

    def read(session: Any) -> tuple[list[UUID], list[UUID], list[UUID], bool]:
        kept = idea_cards.kept_by(session, cast.workspace_id, cast.carol.id)
        page = idea_cards.page(session, cast.workspace_id, cast.carol.id, most=2)
        mine = idea_cards.voiced_by(session, cast.workspace_id, cast.bo.id, most=3)
        return [one.id for one in kept], [one.id for one in page.cards], [one.id for one in mine], page.more

    kept, newest, mine, more = database.query(read)
    assert kept == [ideas[1], ideas[2], ideas[0]]
    assert newest == [hidden, ideas[2]]
    assert mine == [hidden]
    assert more
