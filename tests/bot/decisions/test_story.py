"""The whole story of docs/decisions.md, and at its end: what two people wrote to each other is found nowhere else."""

import base64
import contextlib
import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.exports.person import files
from models.answers.guidance import Guidance
from models.delivery.outbox import Delivery, Purpose
from models.people import members, reporting
from models.people.members import Member
from models.privacy import exporting
from models.schedules import Audience
from models.storage.tables import metadata
from models.workspace import workspaces
from simulator.driver import Simulator
from tests.bot.clocks import set_clocks
from tests.bot.command import backpat
from tests.bot.decisions import story
from tests.bot.decisions.story import SECRETS
from tests.bot.limits.test_limits import told
from tests.bot.roles import addressees
from tests.bot.running import MONDAY, WEDNESDAY, Bot
from tests.models import rows

TEAMS = {"carol": ("ana", "bo", "gita"), "dave": ("ines", "leo"), "finn": ("carol", "dave")}
EVERYONE = ("ana", "bo", "carol", "dave", "eve", "finn", "gita", "ines", "jon", "leo", "maya")
FORMS = {"view_open", "view_push", "view_update"}
FORM_CALLS = {"views.open", "views.push", "views.update"}


async def settled(slack: Simulator, bot: Bot) -> None:
    """Who leads whom, where pats are at home; everyone lives in London."""

    def settle(session: Session) -> None:
        for one in session.scalars(select(Member).where(Member.workspace_id == bot.workspace_id)):
            one.zone = "Europe/London"
        for lead, people in TEAMS.items():
            found = members.by_slack_id(session, bot.workspace_id, [slack.person(n).id for n in (lead, *people)])
            for name in people:
                pair = {"member_id": found[slack.person(name).id].id, "lead_id": found[slack.person(lead).id].id}
                when = bot.now() - timedelta(days=60)
                reporting.set_lead(session, workspace_id=bot.workspace_id, **pair, now=when)
        pats = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **pats)

    await bot.database.run(settle)


@pytest.mark.takes(25)
async def test_from_a_fearful_first_log_to_the_cause_closed_and_the_limit_raised(
    slack: Simulator, either: Bot, database_url: str, clock_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as logged:
        await settled(slack, either)
        await story.the_pledge(slack)
        await story.the_limits(slack)
        await told(either, slack)
        for name in ("ana", "bo"):
            await slack.person(name).sees("What is yours to decide has changed", "app")
        await story.a_fearful_decision(slack)
        await others_see_nothing(slack, (story.SITUATION, story.FEAR), but=("ana", "carol"))
        await until(slack, either, WEDNESDAY + timedelta(days=2, minutes=5))
        await story.a_reminder(slack)
        await story.a_pat_and_a_thought(slack)
        await story.the_pat_is_shared(slack)
        menu = await story.it_comes_again(slack)
        await story.an_idea(slack)
        await story.the_cause_is_closed(slack, menu)
        await story.more_room(slack)
        await told(either, slack)
        raised = await slack.person("bo").sees("Until now up to €50", "app")
        assert "up to €80 are yours" in raised.shown
        await until(slack, either, MONDAY)
        await story.mondays_digest(slack)
        await others_see_nothing(slack, (story.SITUATION,), but=("ana", "carol"))
        await every_home_is_opened(slack)
        await slack.quiet()
        metrics = await got(f"{either.url}/metrics")
    assert clean(json.dumps(logged, default=str, ensure_ascii=False), caplog.text, metrics)
    await only_two_see_it(slack)
    only_sealed_in_the_database(either, database_url)
    in_no_export(either, database_url, clock_file, tmp_path)
    every_message_is_to_whom_it_is_for(slack, either)


def every_message_is_to_whom_it_is_for(slack: Simulator, bot: Bot) -> None:
    astray, kinds = bot.database.query(addressees.strays, bot.workspace_id)
    assert astray == []
    assert {Purpose.DECISION_ASKED, Purpose.DECISION_REMINDER, Purpose.ROOM_ASKED, Purpose.CAUSE_CLOSED} <= kinds
    to_eve = update(Delivery).where(Delivery.workspace_id == bot.workspace_id, Delivery.channel_id.startswith("U"))
    moved = to_eve.values(channel_id=slack.person("eve").id, member_id=None)
    bot.database.write(lambda session: session.execute(moved))
    found = bot.database.query(addressees.strays, bot.workspace_id)[0]
    unseen = {kind for kind in kinds - addressees.IN_CHANNELS if not any(one.startswith(kind) for one in found)}
    assert unseen == set(), "one that is astray is found"


async def until(slack: Simulator, bot: Bot, moment: datetime) -> None:
    await set_clocks(slack, bot, moment)


async def others_see_nothing(slack: Simulator, texts: tuple[str, ...], *, but: tuple[str, ...]) -> None:
    for name in EVERYONE:
        for text in texts if name not in but else ():
            await slack.person(name).sees_nothing_of(text)


async def every_home_is_opened(slack: Simulator) -> None:
    for name in EVERYONE:
        before = await slack.ledger.count(kind="home", person=name)
        await slack.person(name).opens_home()
        await slack.ledger.reaches(before + 1, kind="home", person=name)


def clean(*texts: str) -> bool:
    """None of the secrets is in any of them, however it is written; none of the texts is empty by mistake."""
    for text in texts:
        for secret in SECRETS:
            assert secret not in unquote(text), f"{secret} in: …{text[max(0, text.find(secret) - 200) :][:400]}"
    return True


async def got(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
        return await answer.text()


async def only_two_see_it(slack: Simulator) -> None:
    """In what Slack accepted, in every call, in what Slack sent, and before everybody's eyes."""
    two = {slack.person(name).id for name in ("ana", "carol")}
    posts = await slack.ledger.posts()
    held = [one for one in posts if any(secret in said(one) for secret in SECRETS)]
    assert held, "the forms are looked at: they do hold it"
    assert {one["kind"] for one in held} <= FORMS
    assert {one["person"] for one in held} == two
    for call in await slack.ledger.calls():
        assert call["method"] in FORM_CALLS or clean(said(call))
    for one in await slack.ledger.deliveries():
        assert not any(secret in said(one) for secret in SECRETS) or any(id_ in said(one) for id_ in two)
    for name in EVERYONE:
        seen = str(await slack.person(name).messages()) + str(await slack.person(name).home())
        assert clean(seen)
        for secret in SECRETS:
            await slack.person(name).sees_nothing_of(secret)


def said(one: Any) -> str:
    return json.dumps(one, ensure_ascii=False)


def only_sealed_in_the_database(bot: Bot, url: str) -> None:
    """Every column of every table, sealed bytes as they are and decoded; and the files as they lie on the disk."""
    cells = bot.database.query(everything)
    assert any(story.FEAR in cell for cell in cells), "what is no secret is found"
    assert clean(*cells)
    sealed = rows.one(bot.database, Guidance)
    assert story.CONSIDER in bot.backpat.services.guidance.open(sealed.sealed), "and it is there, sealed"
    if url.startswith("sqlite"):
        own = Path(url.removeprefix("sqlite:///"))
        for file in own.parent.glob(f"{own.name}*"):
            assert clean(file.read_bytes().decode("latin-1"))


def everything(session: Session) -> list[str]:
    return [
        text
        for table in metadata.sorted_tables
        for row in session.execute(select(table))
        for cell in row
        for text in readings(cell)
    ]


def readings(cell: Any) -> list[str]:
    """A cell as text; bytes also as what they would be if they were only encoded."""
    if not isinstance(cell, bytes):
        return [json.dumps(cell, default=str, ensure_ascii=False)]
    decoded = [cell.decode("latin-1")]
    with contextlib.suppress(ValueError):
        decoded.append(base64.urlsafe_b64decode(cell).decode("latin-1"))
    return decoded


def in_no_export(bot: Bot, url: str, clock_file: Path, folder: Path) -> None:
    """Not in anybody's own files, their two included, nor in what the commands write and print."""
    people = bot.database.query(lambda session: list(session.scalars(select(Member))))
    for one in people:
        data = bot.database.query(exporting.export, workspace_id=one.workspace_id, member_id=one.id)
        assert clean(*(file.content.decode() for file in files(data or {})))
    settings = {"DATABASE_URL": url, "BACKPAT_SECRET_KEY": "a key for tests", "BACKPAT_CLOCK_FILE": str(clock_file)}
    commands = [
        ["export", "person", "U0ANA00001", str(folder / "ana")],
        ["export", "people", str(folder / "people.csv")],
    ]
    week = f"{WEDNESDAY:%G-W%V}"
    leads = [[Audience.LEAD.value, "--member", f"U0{who}"] for who in ("CAROL001", "DAVE0001", "FINN0001")]
    for audience in ([Audience.TEAM.value], *leads):
        for form in ("text", "html", "blocks"):
            commands.append(["digest", "preview", "--week", week, "--audience", *audience, "--format", form])
    for words in commands:
        ran = backpat(*words, **settings)
        assert ran.returncode == 0, (words, ran.stderr)
        assert clean(ran.stdout, ran.stderr)
    written = [file.read_text() for file in folder.rglob("*") if file.is_file() and file.name != "clock"]
    assert any(story.FEAR in one for one in written), "what is no secret is in them"
    assert clean(*written)
