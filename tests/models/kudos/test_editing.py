"""Saying it better: who may, for how long, what is kept of it and what follows."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.delivery.outbox import Delivery, Kind, Purpose, Status
from models.kudos import Kudos, Source, cards, editing, retracting, versions
from models.kudos.editing import Editable
from models.kudos.versions import KudosVersion, Texts
from models.people.members import Member
from models.storage.database import Database
from models.storage.requests import Outcome
from models.workspace import policies, values
from models.workspace.policies import Asks
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BETTER = Texts(message="Refunded the late parcel, and rang them up")


@pytest.fixture
def given(database: Database, cast: Cast, now: datetime) -> UUID:
    """Bo has given Ana a pat, with Carol in its words."""
    message = f"Refunded the parcel that <@{cast.carol.slack_user_id}> asked about"
    return UUID(give(database, cast, gift(cast.bo, cast.ana, message=message), now=now)["kudos"])


def edit(
    database: Database, cast: Cast, kudos: UUID, by: Member, typed: Texts, now: datetime, **changes: Any
) -> Outcome:
    said = {"kudos_id": kudos, "giver": str(by.slack_user_id), "typed": typed, "value_ids": None}
    fields: dict[str, Any] = {"workspace_id": cast.workspace_id, "key": f"view:{uuid4()}", "now": now}
    return database.write(editing.edit, **{**said, **fields, **changes})


def opened(database: Database, cast: Cast, kudos: UUID, by: Member, now: datetime) -> Editable | str:
    who: dict[str, Any] = {"kudos_id": kudos, "giver": str(by.slack_user_id)}
    return database.query(editing.opened, workspace_id=cast.workspace_id, **who, now=now)


def undo(database: Database, cast: Cast, kudos: UUID, now: datetime) -> Outcome:
    who: dict[str, Any] = {"kudos_id": kudos, "giver": str(cast.bo.slack_user_id)}
    return database.write(retracting.undo_one, workspace_id=cast.workspace_id, **who, now=now)


def require(database: Database, cast: Cast, now: datetime, **rules: Any) -> None:
    policy = replace(policies.DEFAULT, **rules)
    database.write(policies.save, workspace_id=cast.workspace_id, policy=policy, by_id=cast.finn.id, now=now)


def test_an_edit_stores_the_new_words_and_keeps_the_old(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    was = rows.one(database, Kudos).message
    outcome = edit(database, cast, given, cast.bo, Texts(message="Better", outcome="They stayed"), now + MINUTE)
    assert (outcome["code"], outcome["kudos"]) == ("edited", str(given))
    kudos = rows.one(database, Kudos)
    assert (kudos.message, kudos.outcome, kudos.edited_at) == ("Better", "They stayed", now + MINUTE)
    history = database.query(versions.history, workspace_id=cast.workspace_id, kudos_id=given)
    assert history == [(Texts(message=was), now + MINUTE)]
    assert rows.one(database, KudosVersion).by_id == cast.bo.id


def test_whoever_was_mentioned_still_is(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    form = opened(database, cast, given, cast.bo, now)
    assert isinstance(form, Editable)
    assert form.texts.message == "Refunded the parcel that @Carol asked about"
    edit(database, cast, given, cast.bo, Texts(message="Quickly refunded the parcel that @Carol asked about"), now)
    carol = cast.carol.slack_user_id
    assert rows.one(database, Kudos).message == f"Quickly refunded the parcel that <@{carol}> asked about"


def test_a_form_sent_as_it_was_opened_writes_nothing(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    form = opened(database, cast, given, cast.bo, now)
    assert isinstance(form, Editable)
    assert edit(database, cast, given, cast.bo, form.texts, now)["code"] == "unchanged"
    assert rows.one(database, Kudos).edited_at is None
    assert rows.count(database, KudosVersion) == 0
    assert rows.count(database, Delivery, Delivery.kind == Kind.STATE) == 0


def test_five_copies_of_a_form_edit_once(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    outcomes = at_once(*[lambda: edit(database, cast, given, cast.bo, BETTER, now, key="view:V1")] * 5)
    assert [outcome["code"] for outcome in outcomes] == ["edited"] * 5
    assert rows.count(database, KudosVersion) == 1


@pytest.mark.parametrize(("age", "code"), [(DAY, "edited"), (DAY + MINUTE, "too_old")])
def test_an_edit_reaches_back_a_day(
    database: Database, cast: Cast, given: UUID, now: datetime, age: timedelta, code: str
) -> None:
    assert edit(database, cast, given, cast.bo, BETTER, now + age)["code"] == code


def test_nobody_edits_what_is_not_theirs(database: Database, cast: Cast, given: UUID, now: datetime) -> None:
    for other in (cast.ana, cast.carol, cast.finn):
        assert edit(database, cast, given, other, BETTER, now)["code"] == "not_yours"
        assert opened(database, cast, given, other, now) == "not_yours"
    there = edit(database, cast, given, cast.bo, BETTER, now, workspace_id=cast.elsewhere.id)
    assert there["code"] == "not_yours"
    assert edit(database, cast, uuid4(), cast.bo, BETTER, now)["code"] == "not_yours"
    assert rows.one(database, Kudos).edited_at is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (Texts(), "no_message"),
        (Texts(outcome="They stayed"), "no_message"),
        (Texts(message="x" * 3001), "too_long"),
        (Texts(message="great job"), "what"),
        (Texts(message="Refunded it at once"), "value"),
    ],
)
def test_the_rules_of_giving_hold_for_an_edit(
    database: Database, cast: Cast, given: UUID, now: datetime, typed: Texts, code: str
) -> None:
    require(database, cast, now, asks=Asks.REQUIRE, values_required=True)
    assert edit(database, cast, given, cast.bo, typed, now)["code"] == code
    assert rows.count(database, KudosVersion) == 0


def test_a_refused_form_is_mended_under_the_same_key(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    assert edit(database, cast, given, cast.bo, Texts(), now, key="view:V1")["code"] == "no_message"
    assert edit(database, cast, given, cast.bo, BETTER, now, key="view:V1")["code"] == "edited"


def test_a_customers_details_are_asked_about_first_and_confirmed_once(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    outcome = edit(database, cast, given, cast.bo, Texts(message="Wrote to kim@shop.example at once"), now)
    assert (outcome["code"], outcome["details"]) == ("sensitive", ["email"])
    assert rows.one(database, Kudos).edited_at is None

    def confirm(who: Member) -> str:
        mine: dict[str, Any] = {"draft_id": UUID(outcome["draft"]), "giver": str(who.slack_user_id)}
        return str(database.write(editing.edit_draft, workspace_id=cast.workspace_id, **mine, now=now)["code"])

    assert confirm(cast.ana) == "gone"
    assert at_once(*[lambda: confirm(cast.bo)] * 3) == ["edited"] * 3
    assert rows.one(database, Kudos).message == "Wrote to kim@shop.example at once"
    assert rows.count(database, KudosVersion) == 1


def test_values_are_changed_to_those_of_the_company_only(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    database.write(values.set_values, workspace_id=cast.workspace_id, names=["Calm", "Brave"], now=now)
    form = opened(database, cast, given, cast.bo, now)
    assert isinstance(form, Editable)
    calm, _ = form.values
    forged = [calm[0], str(uuid4()), "garbage"]
    assert edit(database, cast, given, cast.bo, form.texts, now, value_ids=forged)["code"] == "edited"
    card = database.query(cards.cards, cast.workspace_id, [given])[given]
    assert (card.values, card.edited) == (("Calm",), True)
    assert rows.count(database, KudosVersion) == 0
    database.write(values.set_values, workspace_id=cast.workspace_id, names=["Brave"], now=now)
    later = opened(database, cast, given, cast.bo, now)
    assert isinstance(later, Editable)
    assert ([name for _, name in later.values], later.chosen) == (["Brave", "Calm"], (calm[0],))
    assert edit(database, cast, given, cast.bo, form.texts, now, value_ids=[])["code"] == "edited"


def test_what_was_posted_follows_and_what_was_not_is_posted_with_the_new_words(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    edit(database, cast, given, cast.bo, BETTER, now)
    states = rows.all_of(database, Delivery, Delivery.kind == Kind.STATE)
    assert {state.status for state in states} == {Status.WAITING}
    posted = Sender(database, cast.workspace_id).claim_ids(now)
    outcome = edit(database, cast, given, cast.bo, Texts(message="Even better"), now)
    assert outcome["messages"] == len(posted) == 3
    states = rows.all_of(database, Delivery, Delivery.kind == Kind.STATE)
    assert {state.purpose for state in states} == {Purpose.ANNOUNCEMENT, Purpose.COPY, Purpose.RECEIPT}


def test_an_edit_and_an_undo_at_once_leave_it_taken_back(
    database: Database, cast: Cast, given: UUID, now: datetime
) -> None:
    edited, undone = at_once(
        lambda: edit(database, cast, given, cast.bo, BETTER, now)["code"],
        lambda: undo(database, cast, given, now)["code"],
    )
    assert (edited in {"edited", "taken_back"}, undone) == (True, "undone")
    assert rows.count(database, KudosVersion) == (edited == "edited")
    assert opened(database, cast, given, cast.bo, now) == "taken_back"


@pytest.mark.parametrize("source", [Source.MESSAGE, Source.REACTION])
def test_what_stands_beside_a_message_is_edited_there(
    database: Database, cast: Cast, now: datetime, source: Source
) -> None:
    kudos = UUID(give(database, cast, gift(cast.bo, cast.ana, source=source), now=now)["kudos"])
    assert edit(database, cast, kudos, cast.bo, BETTER, now)["code"] == "beside"


def test_after_an_edit_the_first_words_can_be_given_anew_without_being_asked(
    database: Database, cast: Cast, now: datetime
) -> None:
    first = gift(cast.bo, cast.ana)
    kudos = UUID(give(database, cast, first, now=now)["kudos"])
    edit(database, cast, kudos, cast.bo, BETTER, now)
    assert give(database, cast, first, now=now)["code"] == "given"
