"""A decision is logged once, in the person's own words, and answered by somebody; what can't be is said."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answerer, Because
from models.decisions import Decision, editing, offering, opening, reading, rules
from models.decisions.reading import DecisionCard, Fit
from models.decisions.versions import DecisionVersion
from models.delivery.outbox import Delivery, Purpose
from models.improving import owning
from models.improving.causes import Cause
from models.limits import Category, Limit
from models.money import Money
from models.storage.database import Database
from models.storage.ids import uuid7
from models.storage.requests import Outcome
from tests.models import rows
from tests.models.decisions import decided
from tests.models.gifts import gift, give
from tests.people import Cast


@pytest.fixture(autouse=True)
def pledge(database: Database, cast: Cast, now: datetime) -> None:
    signer = str(cast.dave.slack_user_id)
    database.write(decided.signed, workspace_id=cast.workspace_id, signer=signer, now=now - timedelta(days=1))


def logs(database: Database, cast: Cast, now: datetime, who: str = "ana", **changes: Any) -> Outcome:
    member = str(getattr(cast, who).slack_user_id)
    return database.write(decided.logs, workspace_id=cast.workspace_id, member=member, now=now, **changes)


def test_a_logged_decision_is_stored_answered_by_the_lead_and_told_to_nobody_else(
    database: Database, cast: Cast, now: datetime
) -> None:
    outcome = logs(database, cast, now, amount=Money(3800, "EUR"))
    assert (outcome["code"], outcome["answerer"]) == ("logged", str(cast.carol.id))
    row = rows.one(database, Decision)
    assert (row.member_id, row.amount, row.currency) == (cast.ana.id, 3800, "EUR")
    assert row.decided_on == now.date()
    assert rows.one(database, Answerer).because == Because.LEAD
    receipt = rows.one(database, Delivery, Delivery.purpose == Purpose.DECISION_LOGGED)
    assert receipt.member_id == cast.ana.id


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"situation": " "}, "no_situation"),
        ({"choice": ""}, "no_choice"),
        ({"choice": "x" * 3001}, "too_long"),
        ({"fix": "blame"}, "no_fix"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_stores_nothing(
    database: Database, cast: Cast, now: datetime, changes: dict[str, Any], code: str
) -> None:
    assert logs(database, cast, now, **changes)["code"] == code
    assert rows.count(database, Decision) == 0


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-91, "too_old"), (0, "logged"), (-90, "logged")])
def test_the_day_is_today_or_one_of_the_last_ninety(
    database: Database, cast: Cast, now: datetime, days: int, code: str
) -> None:
    assert logs(database, cast, now, decided_on=(now + timedelta(days=days)).date())["code"] == code


def test_guests_are_refused_by_kind(database: Database, cast: Cast, now: datetime) -> None:
    assert logs(database, cast, now, "eve") == {"code": "kind", "kind": "guest"}
    assert rows.count(database, Decision) == 0


def limited(
    database: Database,
    cast: Cast,
    since: datetime,
    amount: int,
    until: datetime | None = None,
    currency: str = "EUR",
) -> UUID:
    """Everyone may decide refunds of so many cents."""

    def store(session: Session) -> UUID:
        of = {"workspace_id": cast.workspace_id}
        known = session.scalars(select(Category).where(Category.workspace_id == cast.workspace_id)).first()
        category = known or Category(**of, id=uuid7(), name="Refunds", position=1, created_at=since)
        session.add(category)
        session.flush()
        money = {"amount": amount, "currency": currency}
        limit = Limit(**of, id=uuid7(), category_id=category.id, scope="all", **money, starts_at=since, ends_at=until)
        session.add(limit)
        return category.id

    return database.write(store)


def card_of(database: Database, cast: Cast, outcome: Outcome) -> DecisionCard:
    found = database.query(reading.card, cast.workspace_id, UUID(outcome["decision"]))
    assert found
    return found


def test_it_is_read_against_the_limit_of_the_day_it_was_decided(database: Database, cast: Cast, now: datetime) -> None:
    lowered = now - timedelta(days=2)
    limited(database, cast, now - timedelta(days=30), 5000, until=lowered)
    category = limited(database, cast, lowered, 1000)
    what: dict[str, Any] = {"category_id": category, "amount": Money(3800, "EUR")}
    before = logs(database, cast, now, **what, decided_on=(now - timedelta(days=5)).date())
    after = logs(database, cast, now, **what)
    assert card_of(database, cast, before).fit == Fit.WITHIN
    assert card_of(database, cast, after).fit == Fit.ABOVE


def test_a_currency_that_the_limit_does_not_have_is_never_converted(
    database: Database, cast: Cast, now: datetime
) -> None:
    category = limited(database, cast, now - timedelta(days=30), 5000)
    outcome = logs(database, cast, now, category_id=category, amount=Money(3800, "GBP"))
    assert card_of(database, cast, outcome).fit == Fit.OTHER_CURRENCY


def test_an_amount_without_a_currency_is_in_that_of_the_limit_of_the_day(
    database: Database, cast: Cast, now: datetime
) -> None:
    changed = now - timedelta(days=10)
    category = limited(database, cast, now - timedelta(days=30), 5000, until=changed)
    limited(database, cast, changed, 5000, currency="USD")
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": str(cast.ana.slack_user_id), "now": now}

    def read(days: int | None, of_category: UUID | None = category) -> str:
        on = None if days is None else now.date() - timedelta(days=days)
        return database.query(opening.currency_of, **of, category_id=of_category, on=on)

    set_to: dict[str, Any] = {"rules": rules.Rules(currency="GBP"), "by_id": cast.finn.id, "now": now}
    database.write(rules.save, workspace_id=cast.workspace_id, **set_to)
    assert [read(None), read(0), read(9), read(11), read(40)] == ["USD", "USD", "USD", "EUR", "GBP"]
    assert read(0, None) == "GBP"


def test_a_limit_that_changed_while_the_form_was_open_is_said(database: Database, cast: Cast, now: datetime) -> None:
    category = limited(database, cast, now - timedelta(days=30), 5000)
    logs(database, cast, now, category_id=category, shown_limit_id=uuid7())
    receipt = rows.one(database, Delivery, Delivery.purpose == Purpose.DECISION_LOGGED)
    assert receipt.detail == {"limit_differs": True}


def test_whoever_has_nobody_to_answer_is_covered_all_the_same(database: Database, cast: Cast, now: datetime) -> None:
    outcome = logs(database, cast, now, "finn")
    assert (outcome["code"], outcome["answerer"]) == ("logged", None)
    assert card_of(database, cast, outcome).answerer is None


def test_another_workspaces_category_is_refused(database: Database, cast: Cast, now: datetime) -> None:
    category = limited(database, cast, now - timedelta(days=30), 5000)
    away = cast.elsewhere.id
    database.write(decided.signed, workspace_id=away, signer=str(cast.zed.slack_user_id), now=now)
    of: dict[str, Any] = {"workspace_id": away, "member": str(cast.zed.slack_user_id), "now": now}
    outcome = database.write(decided.logs, **of, category_id=category)
    assert outcome["code"] == "no_category"


def test_the_same_cause_is_one_however_it_is_written(database: Database, cast: Cast, now: datetime) -> None:
    for name in ("Late courier", "late  COURIER!"):
        logs(database, cast, now, cause=name)
    first, second = rows.all_of(database, Decision)
    assert first.cause_id == second.cause_id


def merges(database: Database, cast: Cast, now: datetime, cause: str, into: str) -> None:
    ids = {one.name: one.id for one in rows.all_of(database, Cause)}
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "cause_id": ids[cause], "into": ids[into], "now": now}
    outcome = database.write(owning.change, **of, member=str(cast.finn.slack_user_id), name="", to=None)
    assert outcome["code"] == "merged"


def test_a_cause_that_was_merged_while_the_form_was_open_is_the_one_that_it_became(
    database: Database, cast: Cast, now: datetime
) -> None:
    for name in ("late", "slow", "lost"):
        logs(database, cast, now, cause=name)
    ids = {one.name: one.id for one in rows.all_of(database, Cause)}
    merges(database, cast, now, "late", "slow")
    merges(database, cast, now, "slow", "lost")
    for chosen in ids.values():
        decision = UUID(logs(database, cast, now, cause_id=chosen)["decision"])
        assert rows.one(database, Decision, Decision.id == decision).cause_id == ids["lost"]
    close: dict[str, Any] = {"cause_id": ids["lost"], "member": str(cast.finn.slack_user_id), "what_changed": "A van"}
    database.write(owning.close, workspace_id=cast.workspace_id, **close, now=now)
    edited = decided.entry(cause_id=ids["late"], choice="Refunded half")
    mine: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": str(cast.ana.slack_user_id), "now": now}
    assert database.write(editing.edit, **mine, decision_id=decision, entry=edited, key="edit:1")["code"] == "edited"
    assert rows.one(database, Decision, Decision.id == decision).cause_id == ids["lost"]
    again = UUID(logs(database, cast, now, cause_id=ids["late"])["decision"])
    new = rows.one(database, Cause, Cause.open_key.is_not(None))
    assert (rows.one(database, Decision, Decision.id == again).cause_id, new.name) == (new.id, "lost")


def test_what_it_said_before_has_the_cause_as_it_was_called_what_became_of_it_and_the_day(
    database: Database, cast: Cast, now: datetime
) -> None:
    first, second = now.date() - timedelta(days=3), now.date() - timedelta(days=2)
    logged = UUID(logs(database, cast, now, cause="late", fix="symptom", decided_on=first)["decision"])
    logs(database, cast, now, cause="slow")
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": logged, "now": now}
    mine = str(cast.ana.slack_user_id)
    cause = rows.one(database, Cause, Cause.name == "late").id
    for number, (day, fix) in enumerate([(first, "one_off"), (second, "one_off")]):
        said = decided.entry(cause_id=cause, decided_on=day, fix=fix)
        assert database.write(editing.edit, **of, member=mine, entry=said, key=f"edit:{number}")["code"] == "edited"
    merges(database, cast, now, "late", "slow")
    said = decided.entry(decided_on=second)
    assert database.write(editing.edit, **of, member=mine, entry=said, key="edit:3")["code"] == "edited"
    found = database.query(editing.look_back, workspace_id=cast.workspace_id, decision_id=logged, member=mine)
    assert [(one.cause, one.fix, one.decided_on) for one in found or []] == [
        ("slow", "one_off", second),
        ("late", "one_off", first),
        ("late", "symptom", first),
    ]


def test_an_edit_keeps_what_it_said_and_the_limit_it_was_read_against(
    database: Database, cast: Cast, now: datetime
) -> None:
    category = limited(database, cast, now - timedelta(days=30), 5000)
    logged = logs(database, cast, now, category_id=category, amount=Money(3800, "EUR"))
    limit = rows.one(database, Decision).limit_id
    changed = decided.entry(category_id=category, choice="Refunded half", amount=Money(1900, "EUR"))
    mine: dict[str, Any] = {"decision_id": UUID(logged["decision"]), "member": str(cast.ana.slack_user_id)}
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, **mine, "entry": changed, "now": now + timedelta(days=200)}
    assert database.write(editing.edit, **of, key="edit:1")["code"] == "edited"
    assert database.write(editing.edit, **of, key="edit:2")["code"] == "unchanged"
    row = rows.one(database, Decision)
    assert (row.choice, row.amount, row.limit_id) == ("Refunded half", 1900, limit)
    assert rows.one(database, DecisionVersion).amount == 3800


def test_its_history_is_read_by_its_two_people_and_nobody_else(database: Database, cast: Cast, now: datetime) -> None:
    logged = UUID(logs(database, cast, now)["decision"])
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": logged}
    mine = str(cast.ana.slack_user_id)
    changed = decided.entry(choice="Refunded half")
    database.write(editing.edit, **of, member=mine, entry=changed, key="edit:1", now=now)
    for person, reads in ((cast.ana, True), (cast.carol, True), (cast.bo, False), (cast.finn, False)):
        who = str(person.slack_user_id)
        found = database.query(editing.look_back, **of, member=who)
        assert (found is not None) == reads


def test_two_forms_of_one_offer_keep_it_once(database: Database, cast: Cast, now: datetime) -> None:
    what = gift(cast.bo, cast.ana, on_their_own=True)
    kudos = UUID(give(database, cast, what, now=now)["kudos"])
    assert logs(database, cast, now, kudos_id=kudos)["code"] == "logged"
    assert logs(database, cast, now, kudos_id=kudos)["code"] == "kept"
    assert logs(database, cast, now, "bo", kudos_id=kudos)["code"] == "logged"
    assert [row.kudos_id for row in rows.all_of(database, Decision)] == [kudos, None]


def test_someone_elses_offer_is_nothing_to_decline(database: Database, cast: Cast, now: datetime) -> None:
    kudos = UUID(give(database, cast, gift(cast.bo, cast.ana, on_their_own=True), now=now)["kudos"])
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "kudos_id": kudos, "now": now}
    for person in (cast.bo, cast.carol):
        assert database.write(offering.decline, **of, member=str(person.slack_user_id)) == {"code": "no_offer"}
    assert database.write(offering.decline, **of, member=str(cast.ana.slack_user_id)) == {"code": "declined"}


def test_an_edit_that_says_that_the_cause_is_fixed_asks_whether_it_can_close(
    database: Database, cast: Cast, now: datetime
) -> None:
    decision = UUID(logs(database, cast, now, cause="Late courier")["decision"])
    fixed = decided.entry(cause_id=rows.one(database, Decision).cause_id, fix="root_cause")
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision, "now": now}
    database.write(editing.edit, **of, member=str(cast.ana.slack_user_id), entry=fixed, key="edit:1")
    said = rows.all_of(database, Delivery, Delivery.purpose == Purpose.CAUSE_SEEN)
    assert {(row.member_id, row.detail["why"]) for row in said} == {(cast.carol.id, "fixed"), (cast.finn.id, "fixed")}
