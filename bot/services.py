"""What every listener, task and route works with, and what one request is."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.installations import Installations
from bot.settings import Settings
from bot.slack import SlackClients
from bot.tasks import Tasks
from models.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    database: Database
    clock: Clock
    slack: SlackClients
    installations: Installations
    tasks: Tasks

    def client(self, workspace_id: int) -> AsyncWebClient:
        return self.installations.client(workspace_id)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One payload from Slack. `deadline` is of `time.monotonic()`: a write that has not begun by then is dropped."""

    workspace_id: int
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
