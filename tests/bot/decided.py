"""Decisions that scenarios begin with: logged through the domain, while the bot runs."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.storage.requests import Outcome
from simulator.driver import PersonaDriver
from tests.bot.running import Bot
from tests.models import decided


async def pledged(bot: Bot, signer: PersonaDriver) -> UUID:
    """A pledge is in force, signed by `signer`."""
    return await bot.database.run(decided.signed, workspace_id=bot.workspace_id, signer=signer.id, now=bot.now())


async def decides(bot: Bot, person: PersonaDriver, **changes: Any) -> UUID:
    """`person` logs a decision; `changes` are fields of `Entry`."""

    def log(session: Session) -> Outcome:
        what: dict[str, Any] = {"workspace_id": bot.workspace_id, "member": person.id, "now": bot.now()}
        return decided.logs(session, **what, **changes)

    outcome = await bot.database.run(log)
    assert outcome["code"] == "logged", outcome
    return UUID(outcome["decision"])
