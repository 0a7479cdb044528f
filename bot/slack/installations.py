"""Which workspaces Backpat serves, and their tokens: a cache that the events of removal clear."""

from dataclasses import dataclass
from hashlib import sha256

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import log
from bot.sealing import Seal, WrongKey
from bot.slack import SlackClients
from models.storage.database import Database
from models.workspace import workspaces
from models.workspace.workspaces import Installation


@dataclass(frozen=True, slots=True)
class Installed:
    """One workspace, ready to be spoken to."""

    workspace_id: int
    team_id: str
    bot_user_id: str
    token: str


class Installations:
    def __init__(self, database: Database, slack: SlackClients, seal: Seal, environment_token: str) -> None:
        self._database = database
        self._slack = slack
        self._seal = seal
        self._environment_token = environment_token
        self._by_team: dict[str, Installed] = {}

    async def load(self) -> None:
        """Read all of them again."""
        rows = await self._database.read(workspaces.installations)
        opened = (self._opened(row) for row in rows)
        self._by_team = {installed.team_id: installed for installed in opened if installed}

    def all(self) -> list[Installed]:
        return list(self._by_team.values())

    def of_team(self, team_id: str) -> Installed | None:
        return self._by_team.get(team_id)

    def client(self, workspace_id: int) -> AsyncWebClient:
        """Raises `KeyError` when the workspace has removed the app."""
        for installed in self._by_team.values():
            if installed.workspace_id == workspace_id:
                return self._slack.client(installed.token)
        raise KeyError(workspace_id)

    def client_to_check(self, row: Installation) -> AsyncWebClient:
        """The client that this workspace would be spoken to with, whether or not Slack takes it. Raises `WrongKey`."""
        token = self._environment_token if row.bot_token is None else self._seal.open(row.bot_token)
        return self._slack.client(token)

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """For Bolt: who speaks in this workspace. A team that is not known may have been added meanwhile."""
        installed = self._by_team.get(team_id or "")
        if installed is None:
            await self.load()
            installed = self._by_team.get(team_id or "")
        if installed is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=installed.token,
            bot_user_id=installed.bot_user_id,
            bot_id="",
        )

    def _opened(self, row: Installation) -> Installed | None:
        if row.bot_token is None and row.token_digest != digest_of(self._environment_token):
            log.warning("workspace not served: SLACK_BOT_TOKEN is another's", team=row.slack_team_id)
            return None
        try:
            token = self._environment_token if row.bot_token is None else self._seal.open(row.bot_token)
        except WrongKey:
            log.warning("stored token not opened: is BACKPAT_SECRET_KEY the same?", team=row.slack_team_id)
            return None
        return Installed(row.workspace_id, row.slack_team_id, row.bot_user_id, token)


def digest_of(token: str) -> str:
    """Tells whether a workspace's token is the environment's, without storing it."""
    return sha256(token.encode()).hexdigest()
