"""One's own month: what was said about somebody, for them alone."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.collecting import PersonalDigest, PersonalReader, collect
from digests.facts import own_pats
from digests.facts.own_pats import OwnPats
from digests.rendering import Rendered, render, tell
from digests.scheduling import running, snapshots
from digests.weeks import Period
from models.answers import Answer, Kind
from models.delivery.outbox import Delivery, Purpose
from models.delivery.outbox import Kind as Row
from models.kudos import ChannelKind, Retraction, retracting
from models.people.members import Circle, Member
from models.privacy import preferences
from models.privacy.preferences import Preferences
from models.storage.database import Database
from models.storage.ids import uuid7
from models.workspace import values
from models.zones import zone_of
from tests.digests.giving import pat
from tests.digests.test_improving import waits
from tests.people import Cast
from tests.statements import QueryCounter

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, 23, tzinfo=UTC))
LONDON = zone_of("Europe/London")
FIRST = datetime(2026, 4, 1, 8, tzinfo=UTC)


def digest(database: Database, cast: Cast, member: Member, period: Period = MARCH) -> PersonalDigest:
    reader = PersonalReader(period, LONDON, member.id)
    (made,) = database.query(collect, workspace_id=cast.workspace_id, readers=[reader])
    assert isinstance(made, PersonalDigest)
    return made


def rendered(database: Database, cast: Cast, *digests: PersonalDigest) -> list[Rendered]:
    keys = {uuid7(): one for one in digests}
    found = database.query(tell, workspace_id=cast.workspace_id, digests=keys)
    return [one for key in keys if (one := found[key])]


def forms(one: Rendered) -> tuple[str, str, str]:
    return one.text, one.html, json.dumps(one.blocks, ensure_ascii=False)


def test_everything_that_was_said_to_somebody_is_theirs_said_in_private_too(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(pat, cast.bo, cast.ana, now, message="said in the open")
    database.write(pat, cast.carol, cast.ana, now, message="said in a group", kind=ChannelKind.PRIVATE)
    database.write(pat, cast.dave, cast.ana, now, message="said to her", kind=ChannelKind.DIRECT, channel_id=None)
    database.write(pat, cast.bo, cast.ana, now, message="for her lead", circle=Circle.LEAD)
    made = digest(database, cast, cast.ana)
    assert (made.all, made.thankers, len(made.pats)) == (4, 3, 4)
    (one,) = rendered(database, cast, made)
    for form in forms(one):
        assert all(said in form for said in ("said in the open", "said in a group", "said to her", "for her lead"))
    assert one.text.startswith("Said about you, March 2026\n\nFour pats on the back, from three colleagues.\n")
    assert "Carol, 4 March, in a private channel:\n    said in a group\n" in one.text
    assert "Dave, 4 March, in a direct message:\n" in one.text
    assert "<#C0SUPPORT0>" in json.dumps(one.blocks)


def test_two_peoples_months_hold_nothing_of_each_other(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, message="to Ana alone", kind=ChannelKind.DIRECT)
    database.write(pat, cast.ana, cast.bo, now, message="to Bo alone", kind=ChannelKind.DIRECT)
    both = [digest(database, cast, one) for one in (cast.ana, cast.bo)]
    for one, mine, others in zip(
        rendered(database, cast, *both), ("to Ana", "to Bo"), ("to Bo", "to Ana"), strict=True
    ):
        assert all(mine in form and others not in form for form in forms(one))


def test_a_digest_that_names_somebody_elses_pat_shows_nothing_of_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    """Forged, or of a receiver who turned out not to have received it."""
    theirs = database.write(pat, cast.ana, cast.bo, now, message="to Bo alone")
    forged = PersonalDigest(MARCH, "Europe/London", cast.ana.id, (theirs,), 1, 1, (), 0)
    (one,) = rendered(database, cast, forged)
    assert all("to Bo alone" not in form for form in forms(one))
    assert "A quiet month" in one.text


def test_nobody_elses_figure_is_in_it(database: Database, cast: Cast, now: datetime) -> None:
    before = digest(database, cast, cast.ana)
    for receiver in (cast.bo, cast.carol, cast.dave):
        database.write(pat, cast.ana, receiver, now)
    assert digest(database, cast, cast.ana) == before


def test_a_quiet_month_is_short_and_kind(database: Database, cast: Cast) -> None:
    (one,) = rendered(database, cast, digest(database, cast, cast.ana))
    assert "A quiet month: no pat reached you here.\nIt says where people looked, not how you work." in one.text


def test_decisions_that_were_answered_are_counted_and_no_word_of_guidance_is_there(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(2):
        decision_id = database.write(waits, cast.ana, cast.carol, now)
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": decision_id, "by_id": cast.carol.id}
        database.write(add, Answer(**of, kind=Kind.THOUGHT, at=now, words="a line with it"))
    made = digest(database, cast, cast.ana)
    assert made.answered == 2
    assert digest(database, cast, cast.bo).answered == 0
    (one,) = rendered(database, cast, made)
    assert "Two of your decisions were answered." in one.text
    assert all("a line with it" not in form and "thought" not in form for form in forms(one))


def add(session: Session, row: Answer) -> None:
    session.add(row)


def test_values_are_said_and_five_pats_told_those_with_words_first(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(values.set_values, workspace_id=cast.workspace_id, names=["Kindness"], now=now)
    value = next(one.id for one in database.query(values.current, cast.workspace_id))
    wordless = database.write(pat, cast.bo, cast.ana, now + timedelta(days=1), message=None)
    told = [database.write(pat, cast.bo, cast.ana, now, message=f"pat {n}", values=[value]) for n in range(5)]
    made = digest(database, cast, cast.ana)
    assert (set(made.pats), made.all) == (set(told), 6)
    assert wordless not in made.pats
    (one,) = rendered(database, cast, made)
    assert "1 more is in /pat history. Value seen: Kindness." in one.text


def test_each_pat_has_its_own_buttons_and_none_of_them_carries_words(
    database: Database, cast: Cast, now: datetime
) -> None:
    for n in range(2):
        database.write(pat, cast.bo, cast.ana, now, message=f"pat {n}")
    made = digest(database, cast, cast.ana)
    (one,) = rendered(database, cast, made)
    buttons = [button for block in one.blocks if block["type"] == "actions" for button in block["elements"]]
    assert len({button["action_id"] for button in buttons}) == len(buttons) == 6
    assert {button.get("value") for button in buttons} == {*map(str, made.pats), "digest", None}


def asks_for_it(session: Session, member: Member, now: datetime) -> None:
    chosen = Preferences(monthly=True)
    who: dict[str, Any] = {"workspace_id": member.workspace_id, "member": member.slack_user_id}
    assert preferences.save(session, **who, chosen=chosen, past=False, now=now)["changed"] == ["monthly"]


def owed(database: Database, cast: Cast) -> list[Delivery]:
    mine = (Delivery.workspace_id == cast.workspace_id, Delivery.purpose == Purpose.PERSONAL_DIGEST)
    return database.query(lambda session: list(session.scalars(select(Delivery).where(*mine).order_by(Delivery.id))))


def test_it_comes_to_whoever_asked_for_it_and_to_nobody_else(database: Database, cast: Cast, now: datetime) -> None:
    database.write(asks_for_it, cast.ana, now)
    for at in (now, FIRST - timedelta(minutes=1), FIRST, FIRST + timedelta(minutes=1)):
        running.run_due(database, workspace_id=cast.workspace_id, now=at)
    (row,) = owed(database, cast)
    assert (row.channel_id, row.member_id) == (cast.ana.slack_user_id, cast.ana.id)


def test_whoever_stopped_it_gets_none(database: Database, cast: Cast, now: datetime) -> None:
    database.write(asks_for_it, cast.ana, now)
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    who: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": cast.ana.slack_user_id}
    assert database.write(preferences.set_monthly, **who, wanted=False, now=now) is False
    running.run_due(database, workspace_id=cast.workspace_id, now=FIRST)
    assert owed(database, cast) == []


def test_a_pat_taken_back_after_it_was_told_goes_from_it(database: Database, cast: Cast, now: datetime) -> None:
    database.write(asks_for_it, cast.ana, now)
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    gone = database.write(pat, cast.bo, cast.ana, now, message="taken back", kind=ChannelKind.PRIVATE)
    database.write(pat, cast.bo, cast.ana, now, message="it stays")
    running.run_due(database, workspace_id=cast.workspace_id, now=FIRST)
    database.write(sent, cast)

    def take_back(session: Session) -> int:
        session.add(Retraction(workspace_id=cast.workspace_id, kudos_id=gone, by_id=None, reason="undo", at=now))
        session.flush()
        kudos = retracting.load(session, cast.workspace_id, gone)
        assert kudos
        return retracting.refresh_digests(session, kudos, now=FIRST)

    assert database.write(take_back) == 1
    row = next(row for row in owed(database, cast) if row.kind == Row.POST)
    assert row.subject_id
    told = rendered_run(database, cast, row.subject_id)
    assert "taken back" not in told.text
    assert "it stays" in told.text
    assert "One pat on the back." in told.text


def sent(session: Session, cast: Cast) -> None:
    for row in session.scalars(select(Delivery).where(Delivery.workspace_id == cast.workspace_id)):
        row.status = "sent"


def rendered_run(database: Database, cast: Cast, run_id: UUID) -> Rendered:
    told = database.query(render, workspace_id=cast.workspace_id, run_id=run_id)
    assert told
    return told


def test_a_snapshot_comes_back_and_holds_no_words(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, message="zebra")
    made = digest(database, cast, cast.ana)
    stored = json.loads(json.dumps(snapshots.dump(made)))
    assert snapshots.load(stored, MARCH) == made
    assert "zebra" not in str(stored)


def test_one_month_and_many_take_the_same_statements(database: Database, cast: Cast, now: datetime) -> None:
    everyone = [cast.ana, cast.bo, cast.carol, cast.dave, cast.finn]
    for one in everyone:
        database.write(pat, cast.eve, one, now)
    counts = []
    for people in (everyone[:1], everyone):
        readers = [PersonalReader(MARCH, LONDON, one.id) for one in people]
        with QueryCounter(database) as executed:
            made = database.query(collect, workspace_id=cast.workspace_id, readers=readers)
            database.query(tell, workspace_id=cast.workspace_id, digests={uuid7(): one for one in made})
        counts.append(executed.count)
    assert counts[0] == counts[1] <= 8


APRIL = Period(MARCH.end, datetime(2026, 4, 30, 23, tzinfo=UTC))


def test_of_two_months_that_are_collected_at_once_each_has_its_own(database: Database, cast: Cast) -> None:
    """The instant at which one ends is the first of the next."""
    before, at = (MARCH.end - timedelta(seconds=1), MARCH.end)
    first, second = (database.write(pat, cast.bo, cast.ana, when) for when in (before, at))
    for when in (before, at, at):
        database.write(_answered, cast, when)
    readers = [PersonalReader(period, LONDON, cast.ana.id) for period in (MARCH, APRIL)]
    made = database.query(collect, workspace_id=cast.workspace_id, readers=readers)
    found = [(one.pats, one.all, one.answered) for one in made if isinstance(one, PersonalDigest)]
    assert found == [((first,), 1, 1), ((second,), 1, 2)]


def test_what_is_read_of_a_month_ends_before_its_last_instant(database: Database, cast: Cast) -> None:
    database.write(pat, cast.bo, cast.ana, MARCH.end)
    database.write(_answered, cast, MARCH.end)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "members": [cast.ana.id], "span": MARCH}
    assert database.query(own_pats.read, **of) == OwnPats()


def _answered(session: Session, cast: Cast, at: datetime) -> None:
    decision = waits(session, cast.ana, cast.carol, MARCH.start)
    of = {"workspace_id": cast.workspace_id, "decision_id": decision, "by_id": cast.carol.id}
    session.add(Answer(**of, kind=Kind.PAT, at=at))
