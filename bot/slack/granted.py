"""Which scopes Slack has granted: noted, so that an admin's Home can say what more there could be."""

from bot.services import Services
from bot.slack.installations import Installed
from models.workspace import notes, onboarding


async def look(services: Services, installed: Installed) -> frozenset[str]:
    """Ask Slack, and note the answer."""
    answer = await services.client(installed.workspace_id).auth_test()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    scopes = frozenset(scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",") if scope.strip())

    await services.database.run(
        notes.write,
        workspace_id=installed.workspace_id,
        key=onboarding.SCOPES,
        content={"scopes": sorted(scopes)},
        now=services.clock.now(),
    )
    return scopes
