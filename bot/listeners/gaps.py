"""`/pat gaps`: for a lead, and only about their own people."""

from bot.services import Incoming, Services
from bot.surfaces.kudos import Message


async def gaps(services: Services, incoming: Incoming) -> Message:
    raise NotImplementedError
