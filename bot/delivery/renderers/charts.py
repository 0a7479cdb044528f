"""Pictures: those that a digest carries, and those that a lead asked for."""

from collections.abc import Sequence
from typing import Any

from bot.delivery.material import Material, subject
from bot.listeners.registry import Who
from bot.surfaces import charts as surface
from bot.surfaces.message import Message, Picture
from digests.charts.reading.lead import asked_by
from digests.charts.reading.run import of_run
from digests.gaps.scopes import scope_of
from models.delivery import asking
from models.delivery.outbox import Delivery, Purpose
from models.people import leads, members
from models.schedules import runs


def of_digest(material: Material, row: Delivery) -> tuple[Picture, ...]:
    [run_id] = subject(row)
    return surface.pictures(of_run(material.session, workspace_id=row.workspace_id, run_id=run_id))


def show_chart(material: Material, row: Delivery, blocks: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """A lead's digest with the button that sends the pictures of its week: in its last row of buttons, or below."""
    end = runs.period_end(material.session, workspace_id=row.workspace_id, run_id=row.subject_id)
    if end is None:
        return tuple(blocks)
    chart = surface.show_chart(str(int(end.timestamp()))).to_dict()
    *above, last = blocks
    if last["type"] == "actions":
        return (*above, last | {"elements": [*last["elements"], chart]})
    return (*blocks, {"type": "actions", "elements": [chart]})


def _asked_for(material: Material, row: Delivery) -> Message | None:
    """As long as they lead somebody of those in it."""
    found = members.by_id(material.session, row.workspace_id, filter(None, [row.member_id]))
    lead = next(iter(found.values()), None)
    if lead is None or not leads.is_lead(material.session, lead):
        return None
    scope = scope_of(material.session, lead, row.detail.get("of", asking.OWN))
    drawn = asked_by(material.session, lead, row.detail.get("end"), row.created_at, scope) if scope else ()
    return surface.asked_for(drawn, scope) if scope and drawn else None


RENDERERS = {Purpose.CHART: _asked_for}
READERS = {Purpose.CHART: (Who.LEAD, "get the pictures of their own people that they asked for")}
