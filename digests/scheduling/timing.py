"""When the digests come: changed for everyone whose digest came at the usual time."""

from datetime import datetime

from sqlalchemy.orm import Session

from digests.scheduling import planning
from models.workspace import schedules, workspaces
from models.workspace.readers import Reader
from models.workspace.schedules import WHOLE_WORKSPACE, Audience


def choose(
    session: Session, *, workspace_id: int, now: datetime, weekday: int | None = None, hour: int | None = None
) -> None:
    """Digests come on `weekday` (0 is Monday) at `hour` of each reader's day; None leaves one of the two as it is."""
    zone = workspaces.get(session, workspace_id).zone
    everyone = Reader(Audience.TEAM, WHOLE_WORKSPACE, None, None, (zone,), now)
    usual = schedules.usual_time(session, workspace_id)
    schedules.ensure(session, workspace_id=workspace_id, wanted=[planning.new_schedule(everyone, usual, now)])
    schedules.set_usual_time(session, workspace_id=workspace_id, weekday=weekday, hour=hour)
