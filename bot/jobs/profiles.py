"""Slack's profile fields, read once a day; for hours, in a large company, and beside everything else."""

from datetime import date

from bot.services import Services
from bot.slack import profiles
from bot.slack.installations import Installed


class Profiles:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._read: dict[int, date] = {}
        """The day of which each workspace's were read."""

    def tick(self) -> None:
        """Begin wherever it was not done today. It runs as a task: nothing waits for it."""
        tasks, today = self._services.tasks, self._services.clock.now().date()
        if "directory" in tasks.names():  # whose profiles would be read is not known yet
            return
        for installed in self._services.installations.all():
            name = f"profiles {installed.workspace_id}"
            if self._read.get(installed.workspace_id) != today and name not in tasks.names():
                tasks.start(self._of(installed, today), name)

    async def _of(self, installed: Installed, today: date) -> None:
        if await profiles.read_patiently(self._services, installed):
            self._read[installed.workspace_id] = today
