"""Sharing a pat for a decision: theirs alone, a copy, and gone when it is shared no longer."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from digests import telling
from digests.facts.pats import read
from digests.weeks import Period
from models import wording
from models.answers import Answer, Kind, answering, sharing
from models.answers.answering import Said
from models.decisions import Decision, editing
from models.delivery.outbox import Delivery, Purpose
from models.kudos import ChannelKind, Kudos, Retraction, histories, retracting
from models.kudos.histories import Which
from models.people.members import Circle, Member
from models.storage.database import Database
from models.workspace import policies
from models.workspace.policies import Policy
from tests.models import rows
from tests.models.decisions import decided
from tests.people import Cast

HOUR = timedelta(hours=1)
CHANNEL = "C0SUPPORT1"


@pytest.fixture
def decision(database: Database, cast: Cast, now: datetime) -> UUID:
    """Ana's, for which Carol gave a pat with a line."""
    signer = str(cast.finn.slack_user_id)
    database.write(decided.signed, workspace_id=cast.workspace_id, signer=signer, now=now)
    who: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": str(cast.ana.slack_user_id)}
    logged = database.write(lambda session: decided.logs(session, **who, now=now, outcome="They stayed"))
    decision = UUID(logged["decision"])
    said = Said(Kind.PAT, "Well judged")
    what: dict[str, Any] = {"decision_id": decision, "by": cast.carol.slack_user_id, "said": said}
    database.write(answering.answer, workspace_id=cast.workspace_id, **what, now=now)
    return decision


def shares(
    database: Database,
    cast: Cast,
    decision: UUID,
    by: Member,
    now: datetime,
    *,
    circle: Circle = Circle.EVERYONE,
    channel: str | None = CHANNEL,
) -> str:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision, "member": by.slack_user_id}
    return str(database.write(sharing.share, **of, circle=circle, channel_id=channel, now=now)["code"])


def unshares(database: Database, cast: Cast, decision: UUID, by: Member, now: datetime) -> str:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision, "member": by.slack_user_id}
    return str(database.write(sharing.unshare, **of, now=now)["code"])


def told(database: Database, cast: Cast, now: datetime) -> list[UUID]:
    """What a digest for a channel would tell."""
    span = Period(now - timedelta(days=7), now + timedelta(days=1))
    pats = database.query(read, workspace_id=cast.workspace_id, span=span)
    return [pat.id for pat in pats.all if pat.open]


def test_until_it_is_shared_nothing_tells_of_it_and_it_counts(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    span = Period(now - HOUR, now + HOUR)
    pats = database.query(read, workspace_id=cast.workspace_id, span=span)
    assert pats.last_received(cast.ana.id, now + HOUR) == now
    assert told(database, cast, now) == []
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": cast.ana.id}
    (card,) = database.query(lambda session: histories.history(session, **of, which=Which.RECEIVED)).cards
    assert (card.said, card.circle, card.channel_kind) == ("", Circle.LEAD, ChannelKind.DIRECT)


def test_shared_it_says_what_was_decided_and_the_line_and_no_more(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    assert shares(database, cast, decision, cast.ana, now) == "shared"
    kudos = rows.one(database, Kudos)
    assert (kudos.message, kudos.decision, kudos.outcome) == ("Well judged", "Refunded it on the spot", "They stayed")
    assert (kudos.channel_id, kudos.channel_kind) == (CHANNEL, ChannelKind.PUBLIC)
    assert told(database, cast, now) == [kudos.id]
    announced = rows.all_of(database, Delivery, Delivery.purpose.in_((Purpose.ANNOUNCEMENT, Purpose.COPY)))
    assert sorted(row.channel_id for row in announced) == ["C0PATS0000", CHANNEL]


@pytest.mark.parametrize("name", ["bo", "carol", "dave", "eve", "finn", "zed"])
def test_nobody_else_shares_it_or_stops_sharing_it(
    database: Database, cast: Cast, decision: UUID, now: datetime, name: str
) -> None:
    assert shares(database, cast, decision, getattr(cast, name), now) == "not_yours"
    shares(database, cast, decision, cast.ana, now)
    assert unshares(database, cast, decision, getattr(cast, name), now) == "not_yours"
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision}
    other = str(getattr(cast, name).slack_user_id)
    assert database.query(lambda session: sharing.preview(session, **of, member=other)) is None


def test_an_edit_leaves_what_was_shared_until_it_is_shared_as_it_is_now(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    shares(database, cast, decision, cast.ana, now)
    who: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": str(cast.ana.slack_user_id)}
    better = decided.entry(choice="Refunded it, and rang them")
    database.write(editing.edit, **who, decision_id=decision, entry=better, key="edit", now=now + HOUR)
    assert rows.one(database, Answer).edited_since == now + HOUR
    assert rows.one(database, Kudos).decision == "Refunded it on the spot"
    assert shares(database, cast, decision, cast.ana, now + HOUR, circle=Circle.LEAD, channel=None) == "shared"
    kudos = rows.one(database, Kudos)
    assert (kudos.decision, kudos.channel_id) == ("Refunded it, and rang them", CHANNEL)


def test_shared_no_longer_its_words_are_stored_nowhere_and_the_pat_stays(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    shares(database, cast, decision, cast.ana, now)
    assert unshares(database, cast, decision, cast.ana, now + HOUR) == "unshared"
    assert unshares(database, cast, decision, cast.ana, now + HOUR) == "not_shared"
    kudos = rows.one(database, Kudos)
    assert (kudos.message, kudos.decision, kudos.outcome, kudos.channel_id) == (None, None, None, None)
    assert told(database, cast, now) == []
    assert rows.count(database, Retraction) == 0
    assert shares(database, cast, decision, cast.ana, now + 2 * HOUR) == "shared"
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.ANNOUNCEMENT, Delivery.kind == "post") == 1


def test_below_everyone_no_channel_hears_of_it(database: Database, cast: Cast, decision: UUID, now: datetime) -> None:
    assert shares(database, cast, decision, cast.ana, now, circle=Circle.TEAM) == "shared"
    assert rows.one(database, Kudos).channel_id is None
    assert told(database, cast, now) == []
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.ANNOUNCEMENT) == 0


def test_everyone_needs_a_channel_where_pats_are_given(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    assert shares(database, cast, decision, cast.ana, now, channel=None) == "no_channel"
    policy = Policy(channels=("C0PATS0000",))
    database.write(policies.save, workspace_id=cast.workspace_id, policy=policy, by_id=None, now=now)
    assert shares(database, cast, decision, cast.ana, now) == "channel"
    assert shares(database, cast, decision, cast.ana, now, channel="C0PATS0000") == "shared"


def test_what_an_admin_removed_is_not_shared_again(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    def remove(session: Any) -> None:
        kudos = retracting.load(session, cast.workspace_id, rows_kudos)
        assert kudos
        retracting.retract(session, kudos, by_id=cast.finn.id, reason=retracting.REMOVED, now=now)

    rows_kudos = rows.one(database, Kudos).id
    database.write(remove)
    assert shares(database, cast, decision, cast.ana, now) == "removed"


@pytest.mark.parametrize("shared", [False, True])
def test_a_deleted_decision_takes_its_pat_along_unless_it_was_shared(
    database: Database, cast: Cast, decision: UUID, now: datetime, shared: bool
) -> None:
    if shared:
        shares(database, cast, decision, cast.ana, now)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision}
    database.write(editing.delete, **of, member=str(cast.ana.slack_user_id), now=now + HOUR)
    assert rows.count(database, Decision) == rows.count(database, Answer) == 0
    assert rows.count(database, Retraction) == (0 if shared else 1)
    assert told(database, cast, now) == ([rows.one(database, Kudos).id] if shared else [])


def test_whoever_gave_it_neither_edits_nor_takes_back_what_is_not_theirs_to_tell(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    shares(database, cast, decision, cast.ana, now)
    who: dict[str, Any] = {"workspace_id": cast.workspace_id, "giver": str(cast.carol.slack_user_id), "now": now}
    assert database.write(retracting.undo, **who, key="undo") == {"code": "nothing_to_undo"}
    assert database.write(retracting.undo_one, **who, kudos_id=rows.one(database, Kudos).id) == {"code": "not_yours"}


def test_digests_tell_nothing_of_what_has_no_words(
    database: Database, cast: Cast, decision: UUID, now: datetime
) -> None:
    ids = [rows.one(database, Kudos).id]
    assert database.query(telling._told, cast.workspace_id, ids) == {}


@pytest.mark.parametrize("text", ["gave €38 back", "50 EUR", "$ 5", "38,50 €", "twenty dollars, well 20 dollars", "£1"])
def test_an_amount_in_the_words_is_found(text: str) -> None:
    assert wording.amounts(text)


@pytest.mark.parametrize("text", ["refunded 3 parcels", "order 50 in euro pallets", "the $ sign", "at 14:00", "6 days"])
def test_a_number_alone_is_no_amount(text: str) -> None:
    assert not wording.amounts(text)
