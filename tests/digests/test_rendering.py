"""What a digest says."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests import actions, preview, rendering, weeks
from digests.actions import DigestAction
from digests.rendering import Rendered
from digests.scheduling import running
from digests.weeks import Period
from models import words
from models.kudos import ChannelKind, Kudos, KudosReceiver, Retraction
from models.people.members import Circle, Member
from models.schedules import Audience, Run, RunStatus
from models.storage.database import Database
from models.storage.errors import NotFound
from models.workspace import values
from models.zones import zone_of
from tests.digests.giving import pat
from tests.people import Cast
from tests.statements import QueryCounter

WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)
EVIL = words.from_plain('<script>alert(1)</script> & <!channel> <@U0FINN0000> "quoted" `code` payload')


def team(database: Database, cast: Cast) -> Rendered:
    return shown(database, cast, Audience.TEAM)


def lead(database: Database, cast: Cast) -> Rendered:
    return shown(database, cast, Audience.LEAD, cast.carol.id)


def shown(database: Database, cast: Cast, audience: Audience, member_id: UUID | None = None) -> Rendered:
    rendered = database.query(
        preview.preview,
        workspace_id=cast.workspace_id,
        audience=audience,
        period=WEEK,
        now=LATER,
        member_id=member_id,
    )
    assert rendered
    return rendered


def strings(blocks: Any) -> Iterator[str]:
    """Every text of these blocks."""
    if isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        blocks = list(blocks.values())
    if isinstance(blocks, list):
        for block in blocks:
            yield from strings(block)


def a_busy_week(session: Session, cast: Cast, now: datetime) -> None:
    values.set_values(session, workspace_id=cast.workspace_id, names=["Courage", "Care"], now=now)
    courage, care = values.current(session, cast.workspace_id)
    pat(session, cast.ana, cast.dave, now, message="Swapped a shift without a word.", values=[care.id])
    pat(
        session,
        cast.bo,
        cast.ana,
        now + timedelta(hours=1),
        message=None,
        decision="Refunded the late parcel on the spot.",
        outcome="The customer stayed.",
        customer_words="First shop that ever did that.",
        values=[courage.id],
    )
    pat(session, cast.dave, [cast.ana, cast.bo], now + timedelta(hours=2), message="Emptied the night queue :tada:")
    pat(session, cast.carol, cast.ana, now + timedelta(hours=3), message="Said thanks to <@U0BO000000> as well.")


def test_a_team_digest_in_text(database: Database, cast: Cast, now: datetime) -> None:
    database.write(a_busy_week, cast, now)
    assert team(database, cast).text == dedent("""\
        Pats on the back, week of 2 March 2026

        4 pats on the back, 1 of them for a decision made on the spot. 3 people were thanked by 4 colleagues.

          “First shop that ever did that.” (the customer)
          Ana decided: Refunded the late parcel on the spot.
          What came of it: The customer stayed.
          A pat from Bo.

          Dave, a pat from Ana: Swapped a shift without a word.

          Ana and Bo, a pat from Dave: Emptied the night queue 🎉

        And 1 more pat. Values seen: Courage and Care.
        """)


def test_a_leads_digest_in_text(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.carol, cast.ana, now, message="Thank you")
    database.write(pat, cast.dave, cast.ana, now, message="Emptied the night queue")
    assert lead(database, cast).text == dedent("""\
        Your team, week of 2 March 2026

        1 of your 2 people heard a thank-you.
        You gave 1 pat that week, to one of your own people.

        One person to look out for
          - Bo: nobody yet, in about 9 weeks. Nothing real to suggest; maybe ask how things are going.

        A story worth sharing

          Ana, a pat from Dave: Emptied the night queue

        A gap tells us where we looked, not how someone works. Counting since 7 January. Only you see this.
        """)


def test_a_quiet_week_says_that_nobody_else_sees_it(database: Database, cast: Cast) -> None:
    said = lead(database, cast).text
    assert "A quiet week: no pats reached your team.\nNobody else sees this. Who made a good call?" in said


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.LEAD])
def test_nothing_that_someone_wrote_can_call_or_break_anything(
    database: Database, cast: Cast, now: datetime, audience: Audience
) -> None:
    def rename(session: Session) -> None:
        query = select(Member).where(Member.workspace_id == cast.workspace_id, Member.id == cast.ana.id)
        session.scalars(query).one().name = "<b>A&na</b> <!here>"

    database.write(rename)
    database.write(
        pat, cast.bo, cast.ana, now, message=EVIL, decision=EVIL, outcome=EVIL, customer_words=f"{EVIL} <!everyone>"
    )
    rendered = shown(database, cast, audience, cast.carol.id if audience == Audience.LEAD else None)
    for text in [*strings(rendered.blocks), rendered.notification]:
        assert "<" not in text
    assert "<script>" not in rendered.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;!channel&gt;" in rendered.html
    assert "<script>alert(1)</script> & <!channel>" in rendered.text
    assert "&lt;b&gt;A&amp;na&lt;/b&gt;" in rendered.html


def test_digests_mention_people_by_name_so_that_nobodys_phone_rings(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(pat, cast.bo, cast.ana, now, message="With <@U0DAVE0000> and <@U0NOBODY00> in <#C0X|parcels>")
    (story,) = [text for text in strings(team(database, cast).blocks) if "With" in text]
    assert "> With @Dave and @someone in #parcels" in story


def limits_hold(blocks: list[dict[str, Any]]) -> None:
    """The table of FACTS.md, as far as digests use it."""
    assert 1 <= len(blocks) <= 50
    action_ids = []
    for block in blocks:
        if block["type"] == "header":
            assert 1 <= len(block["text"]["text"]) <= 150
        if block["type"] == "section":
            assert 1 <= len(block["text"]["text"]) <= 3000
        if block["type"] == "context":
            assert 1 <= len(block["elements"]) <= 10
            assert all(element["text"] for element in block["elements"])
        for button in [*block.get("elements", []), block.get("accessory", {})]:
            if button.get("type") == "button":
                assert len(button["text"]["text"]) <= 75
                assert len(button.get("accessibility_label", "")) <= 75
                action_ids.append(button["action_id"])
    assert len(action_ids) == len(set(action_ids))


@pytest.mark.parametrize("letter", ["a", "&amp;", "&lt;", "👩‍👩‍👧", "<@U0ANA00000> ", "\n"])
def test_blocks_keep_slacks_limits_whatever_people_write(
    database: Database, cast: Cast, now: datetime, letter: str
) -> None:
    def rename(session: Session) -> None:
        for member in session.scalars(select(Member).where(Member.workspace_id == cast.workspace_id)):
            member.name = "&" * 200

    database.write(rename)
    text = (letter * 3000)[:3000] if letter == "\n" else letter * (3000 // len(letter))
    everyone = [cast.bo, cast.dave, cast.carol, cast.eve, cast.finn]
    for _ in range(4):
        database.write(
            pat, cast.ana, everyone, now, message=f"x{text}", decision=f"x{text}", outcome=text, customer_words=text
        )
    for rendered in (team(database, cast), lead(database, cast)):
        limits_hold(rendered.blocks)
        assert len(rendered.notification) <= 4000


def test_blocks_agree_with_slacks_types(database: Database, cast: Cast, now: datetime, shared: Path) -> None:
    schema = json.loads((shared / "slack" / "schemas" / "blocks.schema.json").read_text())
    every = {"type": "array", "items": {"$ref": "#/definitions/KnownBlock"}, "definitions": schema["definitions"]}
    database.write(a_busy_week, cast, now)
    for rendered in (team(database, cast), lead(database, cast)):
        jsonschema.validate(rendered.blocks, every)


def test_each_person_to_look_out_for_has_a_button_for_them(database: Database, cast: Cast) -> None:
    accessories = [block["accessory"] for block in lead(database, cast).blocks if "accessory" in block]
    assert [button["value"] for button in accessories] == [str(cast.ana.id), str(cast.bo.id)]
    assert {actions.parse(button["action_id"]) for button in accessories} == {DigestAction.GIVE}
    assert [button["accessibility_label"] for button in accessories] == ["Give a pat to Ana", "Give a pat to Bo"]


def test_an_action_that_is_none_of_a_digests_is_none() -> None:
    assert actions.parse("kudos.undo") is None
    assert actions.parse("digest.give") == DigestAction.GIVE


@pytest.fixture
def told(database: Database, cast: Cast, now: datetime) -> Run:
    """The run of the channel's digest of a busy week."""
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    database.write(a_busy_week, cast, now)
    running.run_due(database, workspace_id=cast.workspace_id, now=LATER)

    def read(session: Session) -> Run:
        runs = session.scalars(select(Run).where(Run.workspace_id == cast.workspace_id)).all()
        return next(run for run in runs if run.status == RunStatus.OWED and "stories" in run.snapshot)

    return database.query(read)


def rendered(database: Database, cast: Cast, run: Run) -> Rendered | None:
    return database.query(rendering.render, workspace_id=cast.workspace_id, run_id=run.id)


def test_a_run_is_rendered_as_its_preview_was(database: Database, cast: Cast, told: Run) -> None:
    found = rendered(database, cast, told)
    assert found
    assert found.text == team(database, cast).text
    assert found.notification.startswith("Pats on the back, week of 2 March 2026: 4 pats on the back")


@pytest.mark.parametrize("how", ["retracted", "circle", "void", "private"])
def test_what_may_not_be_told_any_more_is_gone_at_the_next_rendering(
    database: Database, cast: Cast, told: Run, now: datetime, how: str
) -> None:
    first = UUID(told.snapshot["stories"][0])

    def hide(session: Session) -> None:
        row = session.scalars(
            select(KudosReceiver).where(
                KudosReceiver.workspace_id == cast.workspace_id, KudosReceiver.kudos_id == first
            )
        ).one()
        if how == "retracted":
            session.add(Retraction(workspace_id=cast.workspace_id, kudos_id=first, by_id=None, reason="undo", at=now))
        if how == "circle":
            row.circle = Circle.TEAM
        if how == "void":
            row.void_reason = "deactivated"
        if how == "private":
            query = select(Kudos).where(Kudos.workspace_id == cast.workspace_id, Kudos.id == first)
            session.scalars(query).one().channel_kind = ChannelKind.PRIVATE

    database.write(hide)
    found = rendered(database, cast, told)
    assert found
    for form in (found.text, found.html, json.dumps(found.blocks)):
        assert "Refunded" not in form
        assert "First shop" not in form
        assert "decision" not in form
        assert "people were thanked" not in form  # a figure that has become wrong is not said
    assert "3 pats on the back." in found.text
    assert "And 1 more pat." in found.text


def test_someone_who_left_is_not_named_as_a_gap(database: Database, cast: Cast, now: datetime) -> None:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    running.run_due(database, workspace_id=cast.workspace_id, now=LATER)

    def leave(session: Session) -> Run:
        query = select(Member).where(Member.workspace_id == cast.workspace_id, Member.id == cast.bo.id)
        session.scalars(query).one().active = False
        runs = session.scalars(select(Run).where(Run.workspace_id == cast.workspace_id)).all()
        return next(run for run in runs if run.snapshot.get("lead") == str(cast.carol.id))

    found = rendered(database, cast, database.write(leave))
    assert found
    assert "Bo" not in found.text
    assert "One person to look out for" in found.text


def test_a_run_of_another_workspace_is_not_found(database: Database, cast: Cast, told: Run) -> None:
    with pytest.raises(NotFound):
        database.query(rendering.render, workspace_id=cast.elsewhere.id, run_id=told.id)


def test_rendering_is_four_statements(database: Database, cast: Cast, told: Run) -> None:
    with QueryCounter(database) as executed:
        rendered(database, cast, told)
    assert executed.count == 4


def test_the_html_is_one_page_that_asks_nothing_of_anyone(database: Database, cast: Cast, now: datetime) -> None:
    database.write(a_busy_week, cast, now)
    for page in (team(database, cast).html, lead(database, cast).html):
        assert page.startswith("<!doctype html>")
        assert "src=" not in page
        assert "href=" not in page
        assert "url(" not in page.replace("url(#bp-", "")  # a pattern of its own
        for landmark in ('<html lang="en">', "<header>", "<main>", "<footer>", "<h1>", "prefers-color-scheme: dark"):
            assert landmark in page
        assert page.count("<h1>") == 1


def test_a_preview_of_a_week_before_anyone_led_uses_todays_people(database: Database, cast: Cast) -> None:
    old = weeks.iso_week("2019-W07", zone_of("Europe/London"))
    database.write(pat, cast.bo, cast.ana, old.start + timedelta(days=1), message="Back then")
    found = database.query(
        preview.preview,
        workspace_id=cast.workspace_id,
        audience=Audience.LEAD,
        period=old,
        now=LATER,
        member_id=cast.carol.id,
    )
    assert found
    assert "week of 11 February 2019" in found.text
    assert "1 of your 2 people heard a thank-you." in found.text


def test_a_leads_preview_without_a_lead_takes_everyone_as_one_team(database: Database, cast: Cast) -> None:
    assert "no pats reached your team" in shown(database, cast, Audience.LEAD).text
    assert "You gave" not in shown(database, cast, Audience.LEAD).text


def test_a_preview_of_an_empty_week_is_none(database: Database, cast: Cast) -> None:
    nothing = database.query(
        preview.preview, workspace_id=cast.workspace_id, audience=Audience.TEAM, period=WEEK, now=LATER
    )
    assert nothing is None


def test_a_preview_for_a_stranger_is_not_found(database: Database, cast: Cast) -> None:
    with pytest.raises(NotFound):
        shown(database, cast, Audience.LEAD, cast.zed.id)
