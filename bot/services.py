"""What every listener, task and route works with, and what one request is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.sealing import Seal
from bot.settings import Settings
from bot.slack import SlackClients
from bot.slack.installations import Installations
from bot.tasks import Tasks
from models.giving import Asked, Gift, give_asked
from models.privacy.retention import Months
from models.storage.database import Database
from models.storage.requests import Outcome

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One payload from Slack. `deadline` is of `time.monotonic()`: a write that has not begun by then is dropped."""

    workspace_id: int
    team_id: str
    """Of the workspace that installed the app, whoever's payload it is."""
    user_id: str
    body: dict[str, Any]
    deadline: float

    @property
    def trigger_id(self) -> str:
        return str(self.body.get("trigger_id", ""))

    @property
    def response_url(self) -> str | None:
        url = self.body.get("response_url")
        return str(url) if url else None


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    database: Database
    clock: Clock
    slack: SlackClients
    installations: Installations
    tasks: Tasks
    guidance: Seal
    """Seals and opens guidance."""

    @property
    def months(self) -> Months:
        """How long what is kept."""
        return Months(self.settings.keep_kudos_months, self.settings.keep_decisions_months)

    def client(self, workspace_id: int) -> AsyncWebClient:
        return self.installations.client(workspace_id)

    async def write(self, incoming: Incoming, act: Callable[..., T], **arguments: Any) -> T:
        """Run a domain write for this request: its workspace, and the time now. Raises `TooLate`."""
        where = {"workspace_id": incoming.workspace_id, "now": self.clock.now()}
        return await self.database.run_before(incoming.deadline, lambda session: act(session, **where, **arguments))

    async def give(self, incoming: Incoming, gifts: Sequence[Gift], *, key: str, form: bool = False) -> Outcome:
        """`models.giving.give` for this request, together with what others ask for meanwhile. Raises `TooLate`."""
        asked = Asked(incoming.workspace_id, gifts, key, self.clock.now(), form)
        return await self.database.run_with_others(give_asked, asked, incoming.deadline)

    async def write_event(self, incoming: Incoming, act: Callable[..., T], **arguments: Any) -> T:
        """The same for an event, however late: nobody waits for an answer, and Slack sends it again if it fails."""
        where = {"workspace_id": incoming.workspace_id, "now": self.clock.now()}
        return await self.database.run(lambda session: act(session, **where, **arguments))
