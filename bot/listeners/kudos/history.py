"""One's own history: paged, searched, kept, shared. On Home and in the form of `/pat history`, which work alike."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.home import history as surface
from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.fields import id_of
from bot.listeners.home import publish, visitor_of
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on, searched, shown_on
from bot.replies import history as replies
from bot.services import Incoming, Services
from bot.surfaces.kudos import entries
from bot.surfaces.views import view
from models.kudos import cards, circles, responding, sharing
from models.kudos.cards import Card
from models.people import members
from models.people.members import Kind

FIRST = {ActionId.HISTORY_PAGE.value: "0"}


async def open_history(services: Services, incoming: Incoming) -> None:
    """`/pat history`."""
    open_view(services, incoming, await _form(services, incoming, {}, ""))


async def _form(services: Services, incoming: Incoming, shown: dict[str, str], search: str) -> dict[str, Any]:
    who = (incoming.workspace_id, incoming.user_id)
    return await services.database.read(form_of, *who, services.clock.now(), shown, search)


def form_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, shown: dict[str, str], search: str
) -> dict[str, Any]:
    """The history as a form, whose button searches."""
    visitor: Visitor = visitor_of(session, workspace_id, slack_user_id, now, shown, search)
    page, in_all = surface.read(session, visitor, surface.IN_A_FORM)
    blocks = surface.drawn(page, in_all, visitor, surface.IN_A_FORM)
    submit = "Search" if in_all else None
    return view(ViewId.HISTORY, replies.TITLE, blocks, submit=submit, close="Close", metadata=json.dumps(shown))


def redraw(
    services: Services, incoming: Incoming, shown: dict[str, str] | None = None, *, search: str | None = None
) -> None:
    """The view that was clicked on, anew, with what else it shows kept."""
    if is_on(incoming, "modal"):
        services.tasks.start(_update(services, incoming, shown or {}, search), "update history")
    else:
        publish(services, incoming, shown, search=search)


async def _update(services: Services, incoming: Incoming, shown: dict[str, str], search: str | None) -> None:
    words = searched(incoming) if search is None else search
    made = await _form(services, incoming, {**shown_on(incoming), **shown}, words)
    await services.client(incoming.workspace_id).views_update(view_id=incoming.body["view"]["id"], view=made)


async def _show(services: Services, incoming: Incoming, value: str) -> None:
    redraw(services, incoming, {ActionId.HISTORY_SHOW.value: value, **FIRST})


async def _page(services: Services, incoming: Incoming, value: str) -> None:
    redraw(services, incoming, {ActionId.HISTORY_PAGE.value: value})


async def _search(services: Services, incoming: Incoming, _value: str) -> None:
    redraw(services, incoming, FIRST)


async def _submit_search(services: Services, incoming: Incoming) -> Answer:
    shown = {**shown_on(incoming), **FIRST}
    return {"response_action": "update", "view": await _form(services, incoming, shown, searched(incoming))}


async def _clear(services: Services, incoming: Incoming, _value: str) -> None:
    """What is typed stays in a field, so the next one is another."""
    field = shown_on(incoming).get(BlockId.SEARCH, "")
    after = int(field) % 1000 + 1 if field.isdecimal() else 1
    redraw(services, incoming, {BlockId.SEARCH.value: str(after), **FIRST}, search="")


async def _keep(services: Services, incoming: Incoming, value: str) -> None:
    await _set_kept(services, incoming, value, kept=True)


async def _drop(services: Services, incoming: Incoming, value: str) -> None:
    await _set_kept(services, incoming, value, kept=False)


async def _set_kept(services: Services, incoming: Incoming, value: str, *, kept: bool) -> None:
    what = {"kudos_id": id_of(value), "member": incoming.user_id, "kept": kept}
    outcome = await services.write(incoming, responding.keep, **what)
    if outcome["code"] != "kept":
        answer(services, incoming, replies.GONE)
    redraw(services, incoming)


async def _share(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, sharing.share, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.shared(outcome))


async def _read(services: Services, incoming: Incoming, value: str) -> None:
    now, who = services.clock.now(), incoming.user_id
    card = await services.database.read(readable, incoming.workspace_id, id_of(value), who, now)
    if card is None:
        answer(services, incoming, replies.GONE)
    else:
        open_view(services, incoming, view(ViewId.MESSAGE, "Pat on the back", entries.whole(card)))


def readable(session: Session, workspace_id: int, kudos_id: UUID, slack_user_id: str, now: datetime) -> Card | None:
    """The kudos, when this person is in it or may see it."""
    card = cards.cards(session, workspace_id, [kudos_id]).get(kudos_id)
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if card is None or member is None or card.retracted or not member.active:
        return None
    if member.id in {one.id for one in (card.giver, *card.receivers)}:
        return card
    shown = circles.may_be_shown(session, workspace_id=workspace_id, kudos_id=kudos_id, member_id=member.id, at=now)
    return card if shown and member.kind == Kind.PERSON else None


BUTTONS: dict[str, Button] = {
    ActionId.HISTORY_SHOW: Button(_show, Who.THEMSELVES, "choose between given to them, given by them and kept"),
    ActionId.HISTORY_PAGE: Button(_page, Who.THEMSELVES, "page through their own pats"),
    ActionId.HISTORY_SEARCH: Button(_search, Who.THEMSELVES, "search their own pats"),
    ActionId.HISTORY_CLEAR: Button(_clear, Who.THEMSELVES, "leave the search"),
    ActionId.HISTORY_KEEP: Button(_keep, Who.RECEIVER, "keep a pat, from their history"),
    ActionId.HISTORY_DROP: Button(_drop, Who.RECEIVER, "keep a pat no longer"),
    ActionId.HISTORY_SHARE: Button(_share, Who.RECEIVER, "share a pat with their lead"),
    ActionId.HISTORY_READ: Button(_read, Who.EVERYONE, "read the whole of a pat that they may see"),
}
FORMS: dict[str, Form] = {ViewId.HISTORY: Form(_submit_search, Who.THEMSELVES, "search their own pats")}
