"""What lies over a person's Slack: stacked modals and the app's Home."""

import time
from dataclasses import dataclass, field

from simulator.jsontypes import Json
from simulator.surfaces.filled import Ids, with_ids
from simulator.workspace import Workspace

DEEPEST = 3


@dataclass
class OpenView:
    """A view on someone's screen with what they have put in: `values[block_id][action_id]`."""

    view: Json
    person: str
    values: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.view["id"])

    def as_sent(self) -> Json:
        """The view object as the app gets it, with the state of its inputs."""
        return {**self.view, "state": {"values": self.values}}


@dataclass
class Screen:
    modals: list[OpenView] = field(default_factory=list)
    home: OpenView | None = None
    trouble: str = ""

    @property
    def top(self) -> OpenView | None:
        return self.modals[-1] if self.modals else None


@dataclass
class Screens:
    """Everyone's screen, by workspace and person."""

    ids: Ids
    _screens: dict[tuple[str, str], Screen] = field(default_factory=dict)

    def of(self, workspace: str, person: str) -> Screen:
        return self._screens.setdefault((workspace, person), Screen())

    def find(self, workspace: str, view_id: str, external_id: str = "") -> tuple[Screen, OpenView] | None:
        """An open modal or a published Home by its id or external id."""
        for (owner, _), screen in self._screens.items():
            views = [*screen.modals, *([screen.home] if screen.home else [])]
            for view in views if owner == workspace else ():
                if view.id == view_id or (external_id and view.view["external_id"] == external_id):
                    return screen, view
        return None

    def clear(self) -> None:
        self._screens.clear()


def made(workspace: Workspace, app_id: str, given: Json, ids: Ids, *, under: OpenView | None = None) -> Json:
    """The view object Slack makes of what the app sent; `under` is the modal it is pushed on."""
    view_id = ids.next("V0")
    return {
        "id": view_id,
        "team_id": workspace.id,
        "type": given["type"],
        "blocks": with_ids(given["blocks"], ids),
        "private_metadata": given.get("private_metadata") or "",
        "callback_id": given.get("callback_id") or "",
        "state": {"values": {}},
        "hash": fresh_hash(ids),
        "title": given.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "submit_disabled": bool(given.get("submit_disabled")),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": under.id if under else None,
        "root_view_id": under.view["root_view_id"] if under else view_id,
        "app_id": app_id,
        "external_id": given.get("external_id") or "",
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
    }


def remade(workspace: Workspace, old: Json, given: Json, ids: Ids) -> Json:
    """The same view with new contents: its id and place stay, its hash does not."""
    kept = {key: old[key] for key in ("id", "previous_view_id", "root_view_id")}
    return {**made(workspace, old["app_id"], given, ids), **kept}


def fresh_hash(ids: Ids) -> str:
    return f"{int(time.time())}.{ids.block()}"
