"""Digests beside pats: you said, we did; the line from leadership; what waits for a lead, and nobody else reads."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from digests import preview
from digests.actions import DigestAction
from digests.rendering import Rendered
from digests.scheduling import running
from digests.weeks import Period
from models.answers import Answer, Answerer, Because, Kind
from models.decisions import Decision, rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery, Purpose
from models.delivery.outbox import Kind as Row
from models.improving import leadership, voicing
from models.improving.causes import Cause
from models.improving.ideas import Idea
from models.improving.leadership import LeadershipLine
from models.people.members import Member
from models.privacy import removing
from models.schedules import Audience, Run, RunStatus
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.chores import finish
from tests.digests.giving import pat
from tests.models import rows
from tests.models.improving.test_ideas import answered, clicked, idea
from tests.people import Cast

WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)
WORDS, DONE = "Let parcels wait &amp; rest two days", "They wait two days now, thanks to <@U0BO000000>"
LINE = "We keep the free returns."
STORY = "the parcel was six days late"


def shown(database: Database, cast: Cast, member: Member | None = None, now: datetime = LATER) -> Rendered | None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "period": WEEK, "now": now}
    audience = Audience.LEAD if member else Audience.TEAM
    return database.query(preview.preview, **of, audience=audience, member_id=member.id if member else None)


def forms(rendered: Rendered | None) -> tuple[str, str, str]:
    assert rendered
    return rendered.text, rendered.html, json.dumps(rendered.blocks, ensure_ascii=False)


def done(database: Database, cast: Cast, at: datetime, **changes: Any) -> UUID:
    one = idea(database, cast, cast.ana, at, words=WORDS, **changes)
    keeper = cast.finn if changes.get("confidential") else cast.carol
    assert answered(database, cast, one, keeper, "done", at, words=DONE) == "answered"
    return one


def line(session: Session, cast: Cast, week: date) -> None:
    session.add(
        LeadershipLine(workspace_id=cast.workspace_id, week=week, words=LINE, by_id=cast.finn.id, at=WEEK.start)
    )


def closed(session: Session, cast: Cast, at: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "id": uuid7(), "name": "Late <courier>", "created_at": at}
    session.add(Cause(**of, closed_at=at, closed_by_id=cast.carol.id, what_changed="Another courier &amp; van"))


def waits(session: Session, by: Member, answerer: Member, at: datetime) -> UUID:
    of = {"workspace_id": by.workspace_id, "id": uuid7()}
    decision = Decision(
        **of,
        member_id=by.id,
        logged_at=at,
        decided_on=at.date(),
        situation=STORY,
        choice="refunded it",
        pledge_id=uuid4(),
    )
    session.add(decision)
    session.flush()
    asked = {"decision_id": decision.id, "member_id": answerer.id, "because": Because.LEAD, "since": at}
    session.add(Answerer(workspace_id=by.workspace_id, id=uuid7(), **asked))
    session.flush()
    return decision.id


def test_what_was_done_is_told_in_every_form_and_not_whose_idea_it_was(
    database: Database, cast: Cast, now: datetime
) -> None:
    done(database, cast, now, confidential=True)
    database.write(closed, cast, now)
    text, html, blocks = forms(shown(database, cast))
    assert text.startswith("Pats on the back, week of 2 March 2026\n\nYou said, we did.\n")
    assert "  - You said: Let parcels wait & rest two days\n    They wait two days now, thanks to @Bo\n" in text
    assert "  - You kept running into: Late <courier>\n    Another courier & van\n" in text
    assert "Late &lt;courier&gt;" in html
    assert "Let parcels wait &amp; rest two days" in html
    assert "Late &lt;courier&gt;" in blocks
    assert "> They wait two days now, thanks to @Bo" in blocks
    for form in (text, html, blocks):
        assert "Ana" not in form


def test_an_idea_that_is_open_again_withdrawn_or_of_another_week_is_not_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    again, gone = done(database, cast, now), done(database, cast, now)
    done(database, cast, WEEK.end)
    answered(database, cast, again, cast.carol, "considering", now, seen=2)
    clicked(database, voicing.withdraw, cast, gone, cast.ana, now)
    assert shown(database, cast) is None


@pytest.mark.parametrize("week", [date(2026, 3, 2), date(2026, 3, 9)])
def test_the_line_stands_in_the_digest_that_is_posted_in_its_week(database: Database, cast: Cast, week: date) -> None:
    database.write(line, cast, week)
    rendered = shown(database, cast)
    if week == date(2026, 3, 2):
        assert rendered is None
    else:
        for form in forms(rendered):
            assert "From Finn, this week" in form
            assert LINE in form
        for form in forms(shown(database, cast, cast.carol)):
            assert LINE in form


def test_with_pats_all_of_it_comes_in_its_order(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, message=None, decision="Refunded it.", customer_words="First shop!")
    database.write(pat, cast.dave, cast.ana, now, message="Stayed late")
    database.write(line, cast, date(2026, 3, 9))
    done(database, cast, now)
    for form in forms(shown(database, cast)):
        places = [
            form.index(part) for part in ("2 pats", LINE, "First shop!", "Refunded it.", "Stayed late", "You said")
        ]
        assert places == sorted(places)


def test_a_digest_with_nothing_but_a_line_or_what_was_done_is_posted(
    database: Database, cast: Cast, now: datetime
) -> None:
    """And follows when the idea is withdrawn."""
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    one = done(database, cast, now)
    running.run_due(database, workspace_id=cast.workspace_id, now=LATER)
    [run] = [one for one in rows.all_of(database, Run, Run.status == RunStatus.OWED) if "stories" in one.snapshot]
    assert run.snapshot["ideas"] == [str(one)]
    assert "parcels" not in str(run.snapshot)
    of = (Delivery.purpose == Purpose.TEAM_DIGEST, Delivery.kind == Row.STATE)
    assert rows.count(database, Delivery, *of) == 0
    clicked(database, voicing.withdraw, cast, one, cast.ana, LATER)
    assert rows.count(database, Delivery, *of) == 1


@pytest.mark.parametrize(
    ("who", "told", "left"), [("ana", 1, False), ("carol", 1, True), ("bo", 1, True), ("dave", 0, True)]
)
def test_a_digest_follows_when_whoever_wrote_or_is_named_in_what_it_tells_is_removed(
    database: Database, cast: Cast, now: datetime, who: str, told: int, left: bool
) -> None:
    """Ana had the idea, Carol answered it and closed the cause, Bo is named in the answer."""
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    one = done(database, cast, now)
    if who == "carol":
        database.write(closed, cast, now)
    running.run_due(database, workspace_id=cast.workspace_id, now=LATER)
    member = getattr(cast, who)
    database.write(removing.begin, workspace_id=cast.workspace_id, member_id=member.id, now=LATER)
    finish(database, cast.workspace_id, LATER)
    of = (Delivery.purpose == Purpose.TEAM_DIGEST, Delivery.kind == Row.STATE)
    assert rows.count(database, Delivery, *of) == told
    assert bool(rows.all_of(database, Idea, Idea.id == one)) == left
    if who == "ana":
        assert shown(database, cast) is None


def test_a_line_goes_from_the_digests_that_told_it_when_the_data_of_whoever_set_it_is_removed(
    database: Database, cast: Cast, now: datetime
) -> None:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    for week in (date(2026, 3, 9), date(2026, 3, 16)):
        database.write(line, cast, week)
    running.run_due(database, workspace_id=cast.workspace_id, now=LATER)
    told = {run.id for run in rows.all_of(database, Run) if run.snapshot.get("line") == "2026-03-09"}
    assert len(told) > 1
    database.write(removing.begin, workspace_id=cast.workspace_id, member_id=cast.finn.id, now=LATER)
    assert shown(database, cast) is None
    assert database.query(leadership.set_lines, cast.workspace_id, LATER) == {}
    finish(database, cast.workspace_id, LATER)
    changed = rows.all_of(database, Delivery, Delivery.kind == Row.STATE)
    posted = rows.all_of(database, Delivery, Delivery.kind == Row.POST, Delivery.subject_id.in_(told))
    assert {row.id for row in posted} <= {row.post_id for row in changed}
    assert posted
    assert rows.count(database, LeadershipLine) == 0
    assert not any(run.snapshot.get("line") for run in rows.all_of(database, Run))


def test_a_lead_reads_what_waits_with_a_button_for_each_and_no_word_of_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    tuesday = datetime(2026, 3, 3, 12, tzinfo=UTC)
    first = database.write(waits, cast.ana, cast.carol, tuesday)
    second = database.write(waits, cast.bo, cast.carol, now)
    idea(database, cast, cast.ana, now, words=WORDS)
    rendered = shown(database, cast, cast.carol)
    text, html, blocks = forms(rendered)
    for form in (text, html, blocks):
        assert "Two decisions wait for you, the oldest since Tuesday." in form
        assert "One idea waits for your answer." in form
        assert STORY not in form
    assert rendered
    [actions] = [block for block in rendered.blocks if "Answer Ana" in str(block)]
    told = [(one["text"]["text"], one["action_id"], one.get("value")) for one in actions["elements"]]
    assert told[:2] == [
        ("Answer Ana", f"{DigestAction.ANSWER}:1", str(first)),
        ("Answer Bo", f"{DigestAction.ANSWER}:2", str(second)),
    ]
    assert "idea.list:0" in blocks


def test_what_was_answered_since_waits_no_longer(database: Database, cast: Cast, now: datetime) -> None:
    one = database.write(waits, cast.ana, cast.carol, now)
    assert "One decision waits for you, since Wednesday." in forms(shown(database, cast, cast.carol))[0]
    answer = Answer(workspace_id=cast.workspace_id, decision_id=one, by_id=cast.carol.id, kind=Kind.PAT, at=now)
    database.write(lambda session: session.add(answer))
    for form in forms(shown(database, cast, cast.carol)):
        assert "wait" not in form


def test_nobody_else_reads_of_a_decision_that_waits(database: Database, cast: Cast, now: datetime) -> None:
    database.write(waits, cast.ana, cast.carol, now)
    assert shown(database, cast) is None
    rendered = shown(database, cast, cast.dave)
    assert rendered is None or "decision" not in rendered.text


def test_with_the_clock_off_no_figure_about_the_lead_is_kept_or_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "by_id": cast.finn.id, "now": now}
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    database.write(rules.save, **of, rules=Rules(clock=False))
    database.write(waits, cast.ana, cast.carol, now)
    database.write(pat, cast.carol, cast.ana, now)
    text, html, blocks = forms(shown(database, cast, cast.carol))
    for form in (text, html, blocks):
        assert "waits" not in form
        assert "You gave" not in form
    assert "Answer Ana" in blocks
    running.run_due(database, workspace_id=cast.workspace_id, now=LATER)
    [run] = [one for one in rows.all_of(database, Run) if one.snapshot.get("lead") == str(cast.carol.id)]
    assert (run.snapshot["given"], run.snapshot["given_to_own"]) == (None, 0)


def test_an_older_snapshot_is_still_told(database: Database, cast: Cast, now: datetime) -> None:
    from digests.scheduling import snapshots

    old = {"zone": "Europe/London", "channel_id": "C0X", "pats": 0, "decisions": 0, "thanked": 0, "thankers": 0}
    loaded = snapshots.load({**old, "everyone": False, "stories": [], "values": []}, WEEK)
    assert not loaded.has_something


def test_nothing_of_another_workspace_is_told(database: Database, cast: Cast, now: datetime) -> None:
    """Zed's idea, and a decision that Zed would answer."""
    theirs = Idea(
        workspace_id=cast.elsewhere.id,
        id=uuid7(),
        author_id=cast.zed.id,
        words=WORDS,
        confidential=False,
        decision_id=None,
        keeper_id=cast.zed.id,
        at=now,
    )
    database.write(lambda session: session.add(theirs))
    for form in forms(shown(database, cast, cast.carol)):
        assert "idea" not in form


def test_seven_days_ago_is_a_date_and_not_a_weekday(database: Database, cast: Cast, now: datetime) -> None:
    database.write(waits, cast.ana, cast.carol, WEEK.end - timedelta(days=7))
    assert "since 2 March." in forms(shown(database, cast, cast.carol))[0]
