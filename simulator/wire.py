"""The driver's line to the control API."""

from typing import Any

import aiohttp

from simulator.jsontypes import Json


class Refusal(AssertionError):
    """The simulator would not do what the test asked: the message says why and what there is instead."""


class Wire:
    """POSTs verbs to `/sim/…`; None values are left out."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address, self.session = address, session

    async def do(self, verb: str, **body: Any) -> Json:
        """One verb; raises Refusal with the simulator's reason."""
        sent = {key: value for key, value in body.items() if value is not None}
        async with self.session.post(f"{self.address}/sim/{verb}", json=sent) as response:
            answer: Json = await response.json()
        if response.status != 200:
            raise Refusal(f"{verb}: {answer['error']}")
        return answer
