"""A decision and its cause while somebody else does something else with them, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.answers import Answer, Kind, answering, asking_another
from models.answers.answering import Said
from models.decisions import Decision, editing, offering
from models.decisions.offers import KEPT, DecisionOffer
from models.improving import answering_ideas, keeping, owning, voicing
from models.improving.causes import Cause
from models.limits import asking, granting
from models.limits.asking import Ask
from models.money import Money
from models.people.members import Kind as MemberKind
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import meanwhile
from tests.models import rows
from tests.models.answers.test_assigning import answerer, changes, logs, pledged
from tests.models.decisions import decided, deciding
from tests.models.gifts import gift, give
from tests.people import Cast

__all__ = ["pledged"]

Act = Callable[[Session], Outcome]
WEEK = timedelta(days=7)


@pytest.fixture
def acts(database: Database, pledged: Cast, now: datetime) -> dict[str, Act]:
    """What can be done with a decision of Ana’s that has waited for Carol for a week."""
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now + WEEK}
    of["decision_id"] = logs(database, pledged, now)
    ana, carol = str(pledged.ana.slack_user_id), str(pledged.carol.slack_user_id)
    return {
        "pat": partial(answering.answer, **of, by=carol, said=Said(Kind.PAT)),
        "talk": partial(answering.answer, **of, by=carol, said=Said(Kind.TALK)),
        "edit": partial(editing.edit, **of, member=ana, entry=decided.entry(choice="Half of it"), key="edit"),
        "delete": partial(editing.delete, **of, member=ana),
        "ask another": partial(asking_another.ask, **of, actor=ana, lead_id=pledged.dave.id),
    }


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("pat", "talk", ("answered", "already")),
        ("pat", "edit", ("answered", "edited")),
        ("edit", "pat", ("edited", "answered")),
        ("pat", "delete", ("answered", "deleted")),
        ("delete", "pat", ("deleted", "not_yours")),
        ("delete", "edit", ("deleted", "not_yours")),
        ("pat", "ask another", ("answered", "no")),
        ("ask another", "pat", ("asked", "not_yours")),
    ],
)
def test_of_two_at_once_the_second_finds_what_the_first_did(
    database: Database, acts: dict[str, Act], first: str, second: str, codes: tuple[str, str]
) -> None:
    done, then = meanwhile(database, acts[first], acts[second])
    assert (done["code"], then["code"]) == codes
    if (first, second) == ("pat", "edit"):
        assert rows.one(database, Answer).edited_since
    if "delete" in (first, second):
        assert rows.count(database, Answer) == rows.count(database, Decision) == 0


def test_just_a_thank_you_pressed_while_it_is_kept_leaves_it_kept(
    database: Database, pledged: Cast, now: datetime
) -> None:
    kudos = UUID(give(database, pledged, gift(pledged.bo, pledged.ana, on_their_own=True), now=now)["kudos"])
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "member": str(pledged.ana.slack_user_id), "now": now}
    keep, decline = partial(decided.logs, **of, kudos_id=kudos), partial(offering.decline, **of, kudos_id=kudos)
    kept, declined = meanwhile(database, keep, decline)
    assert (kept["code"], declined["code"]) == ("logged", "kept")
    assert rows.one(database, DecisionOffer).answer == KEPT


@pytest.fixture
def causes(database: Database, pledged: Cast, now: datetime) -> dict[str, UUID]:
    """Two, each of a decision of Ana’s, which Carol has taken."""
    for name in ("Late courier", "Courier is late"):
        logs(database, pledged, now, cause=name)
    found = {one.name: one.id for one in rows.all_of(database, Cause)}
    carol = str(pledged.carol.slack_user_id)
    for one in found.values():
        database.write(owning.take, workspace_id=pledged.workspace_id, cause_id=one, member=carol, now=now)
    return found


def merge(cast: Cast, causes: dict[str, UUID], now: datetime) -> Act:
    late, other = causes["Late courier"], causes["Courier is late"]
    what: dict[str, Any] = {"cause_id": late, "member": str(cast.carol.slack_user_id), "name": "", "into": other}
    return partial(owning.change, workspace_id=cast.workspace_id, **what, to=None, now=now)


def test_a_decision_is_logged_though_its_cause_is_made_one_with_another(
    database: Database, pledged: Cast, causes: dict[str, UUID], now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "member": str(pledged.bo.slack_user_id), "now": now}
    log = partial(decided.logs, **of, cause_id=causes["Late courier"])
    merged, logged = meanwhile(database, merge(pledged, causes, now), log)
    assert (merged["code"], logged["code"]) == ("merged", "logged")


def test_a_cause_that_is_closed_meanwhile_comes_again_as_a_new_one(
    database: Database, pledged: Cast, causes: dict[str, UUID], now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now}
    late: dict[str, Any] = {"cause_id": causes["Late courier"]}
    close = partial(owning.close, **of, **late, member=str(pledged.carol.slack_user_id), what_changed="Another courier")
    closed, logged = meanwhile(
        database, close, partial(decided.logs, **of, **late, member=str(pledged.bo.slack_user_id))
    )
    assert (closed["code"], logged["code"]) == ("closed", "logged")
    again = rows.by_id(database, Decision, UUID(logged["decision"])).cause_id
    its = next(one for one in rows.all_of(database, Cause) if one.id == again)
    assert (its.name, its.closed_at, its.id != causes["Late courier"]) == ("Late courier", None, True)


def test_an_edit_keeps_the_cause_that_its_own_became(
    database: Database, pledged: Cast, causes: dict[str, UUID], now: datetime
) -> None:
    late, other = causes["Late courier"], causes["Courier is late"]
    [mine] = rows.all_of(database, Decision, Decision.cause_id == late)
    database.write(merge(pledged, causes, now))
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "decision_id": mine.id, "now": now}
    entry = decided.entry(choice="Half of it", cause_id=late)  # as the form was opened before
    member = str(pledged.ana.slack_user_id)
    assert database.write(editing.edit, **of, member=member, entry=entry, key="edit")["code"] == "edited"
    assert rows.by_id(database, Decision, mine.id).cause_id == other


def test_who_was_asked_instead_has_it_while_the_first_answers(
    database: Database, pledged: Cast, acts: dict[str, Act]
) -> None:
    meanwhile(database, acts["ask another"], acts["pat"])
    assert answerer(database, pledged, rows.one(database, Decision).id) == ("Dave", "asked")


def test_whoever_became_a_guest_answers_nothing_that_has_not_moved_on_yet(
    database: Database, pledged: Cast, acts: dict[str, Act], now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": pledged.workspace_id, "now": now}
    ana, carol = str(pledged.ana.slack_user_id), str(pledged.carol.slack_user_id)
    about = database.write(deciding.category, pledged, now).id
    wanted = Ask(about, words="Half of them cost a little more")
    request = UUID(database.write(asking.ask, **of, wanted=wanted, actor=ana, key="ask")["request"])
    said: dict[str, Any] = {"words": "Two days at the depot", "confidential": False, "sure": True}
    idea = UUID(database.write(voicing.voice, **of, **said, author=ana, key="idea")["idea"])
    changes(database, pledged.carol, kind=MemberKind.GUEST)
    step: dict[str, Any] = {"step": "doing", "words": None, "seen": 1, "sure": True, "key": "step"}
    yes: dict[str, Any] = {"scope": f"member:{pledged.ana.id}", "amount": Money(9000, "EUR"), "conditions": None}
    tried = (
        acts["pat"],
        partial(granting.say_yes, **of, **yes, request_id=request, actor=carol),
        partial(granting.say_no, **of, request_id=request, reason="Not now", actor=carol),
        partial(answering_ideas.answer, **of, **step, idea_id=idea, keeper=carol),
        partial(keeping.hand_over, **of, idea_id=idea, actor=carol, to=str(pledged.dave.slack_user_id)),
    )
    assert [database.write(act)["code"] for act in tried] == ["not_yours"] * 5
