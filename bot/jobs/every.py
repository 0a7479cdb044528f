"""Once in an interval, of each workspace: what needn't be looked at with every tick."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Turn:
    """A workspace's turn."""

    workspace_id: int
    now: datetime
    looked_at: datetime | None
    """When its last turn was; None: not since this process began."""


class Every:
    """When each workspace was last looked at, by the clock that people see: a clock that is set back looks again."""

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval
        self._looked_at: dict[int, datetime] = {}

    def turn(self, workspace_id: int, now: datetime) -> Turn | None:
        """None: it was looked at within the interval."""
        looked_at = self._looked_at.get(workspace_id)
        if looked_at is not None and abs(now - looked_at) < self._interval:
            return None
        return Turn(workspace_id, now, looked_at)

    def done(self, turn: Turn) -> None:
        """Said at the end: what failed is due again with the next tick."""
        self._looked_at[turn.workspace_id] = turn.now
