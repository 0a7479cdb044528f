"""What the running bot has stored, as scenarios ask for it."""

from typing import Any

from sqlalchemy import select

from models.kudos import Boost, Kudos, KudosReceiver, Retraction
from models.people.members import Member
from models.workspace import policies
from models.workspace.policies import Policy
from tests.bot.running import Bot


async def live(bot: Bot) -> list[tuple[str, tuple[str, ...], str | None]]:
    """(giver, receivers, message) of each kudos that nobody took back, oldest first; people by their handles."""
    taken_back = select(Retraction.kudos_id).where(Retraction.workspace_id == bot.workspace_id)
    kudos = select(Kudos).where(Kudos.workspace_id == bot.workspace_id, Kudos.id.not_in(taken_back))
    receivers = select(KudosReceiver).where(
        KudosReceiver.workspace_id == bot.workspace_id, KudosReceiver.void_reason.is_(None)
    )

    def look(session: Any) -> list[tuple[str, tuple[str, ...], str | None]]:
        people = {one.id: one.handle for one in session.scalars(select(Member))}
        theirs: dict[Any, list[str]] = {}
        for one in session.scalars(receivers.order_by(KudosReceiver.position)):
            theirs.setdefault(one.kudos_id, []).append(people[one.receiver_id])
        rows = session.scalars(kudos.order_by(Kudos.given_at, Kudos.id))
        return [(people[row.giver_id], tuple(theirs.get(row.id, ())), row.message) for row in rows]

    return await bot.database.read(look)


async def joined(bot: Bot) -> list[str]:
    """Handles of those who joined in on anything."""
    query = select(Member.handle).join(
        Boost, (Boost.workspace_id == Member.workspace_id) & (Boost.member_id == Member.id)
    )
    return await bot.database.read(
        lambda session: sorted(session.scalars(query.where(Boost.workspace_id == bot.workspace_id)))
    )


async def set_policy(bot: Bot, **policy: Any) -> None:
    await bot.database.run(
        policies.save, workspace_id=bot.workspace_id, policy=Policy(**policy), by_id=None, now=bot.now()
    )
