"""One's own decisions: the form that lists them, and shows one whole."""

from bot.home import decisions as surface
from bot.ids import ActionId
from bot.listeners.answering import open_view
from bot.listeners.fields import NOBODYS, id_of
from bot.listeners.home import visitor_of
from bot.listeners.registry import Button, Who
from bot.listeners.showing import is_on, shown_on
from bot.services import Incoming, Services

PAGE, SHOW = ActionId.DECISIONS.value, ActionId.DECISION_SHOW.value


async def open_list(services: Services, incoming: Incoming) -> None:
    """`/pat decisions`."""
    await _open(services, incoming, {})


async def _open(services: Services, incoming: Incoming, shown: dict[str, str]) -> None:
    """In place of the list that was clicked on: Slack takes three forms on top of each other."""
    who = (incoming.workspace_id, incoming.user_id, services.clock.now())
    form = await services.database.read(lambda session: surface.form(session, visitor_of(session, *who, shown)))
    if is_on(incoming, "modal"):
        update = services.client(incoming.workspace_id).views_update(view_id=incoming.body["view"]["id"], view=form)
        services.tasks.start(update, "update decisions")
    else:
        open_view(services, incoming, form)


async def _page(services: Services, incoming: Incoming, value: str) -> None:
    await _open(services, incoming, {PAGE: value})


async def _show(services: Services, incoming: Incoming, value: str) -> None:
    page = shown_on(incoming).get(PAGE, "0") if is_on(incoming, "modal") else "0"
    decision_id = id_of(value)
    await _open(services, incoming, {PAGE: page, **({SHOW: str(decision_id)} if decision_id != NOBODYS else {})})


BUTTONS: dict[str, Button] = {
    ActionId.DECISIONS: Button(_page, Who.THEMSELVES, "page through their own decisions"),
    ActionId.DECISION_SHOW: Button(_show, Who.DECIDER, "open a decision of theirs"),
}
