"""`/pat gaps` and what lies behind its buttons: for a lead, and only about their own people."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import emoji
from sqlalchemy.orm import Session

from bot.ids import ActionId, ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.registry import Button, Who
from bot.services import Incoming, Services
from bot.surfaces.gaps import gap_pages as pages
from bot.surfaces.gaps import gaps as surface
from bot.surfaces.gaps.gaps import Seen
from bot.surfaces.message import Message
from digests import weeks
from digests.gaps import gaps_for_lead
from digests.gaps.report import GapReport, Scope, ScopeKind
from digests.gaps.scopes import scope_of
from models import words
from models.answers import said_by_lead
from models.kudos import briefly
from models.people import leads, members
from models.people.members import Member
from models.workspace import workspaces
from models.zones import zone_of

OWN, TREE, TEAM = "own", "tree", "team "
"""What may be asked for; after the last comes a name: a team may be called as one of the others."""
QUOTES = str.maketrans("‘’“”„", '\'\'"""')
AROUND = " .!?\"'`"
"""May stand around a team's name."""


async def gaps(services: Services, incoming: Incoming, typed: str) -> Message:
    """The gaps of the people whom the sender leads now: all, of a team by its name, or of everyone below them."""
    of = (incoming.workspace_id, incoming.user_id, typed)
    return await services.database.read(answered, *of, services.clock.now())


def answered(session: Session, workspace_id: int, slack_user_id: str, typed: str, now: datetime) -> Message:
    """Whose people it is about is who asks; `typed`, in its stored form, only says which of them."""
    lead = lead_of(session, workspace_id, slack_user_id)
    if lead is None:
        return surface.NO_LEAD
    scope = named(session, lead, typed)
    if scope is None:
        return surface.unknown(typed, leads.teams_led(session, workspace_id, lead.id))
    seen = read(session, lead, scope, now)
    return surface.gaps(seen) if _tells(seen.report) else surface.empty(lead.id)


def lead_of(session: Session, workspace_id: int, slack_user_id: str) -> Member | None:
    """Who asks, if they lead anybody now."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return member if member and leads.is_lead(session, member) else None


def named(session: Session, lead: Member, typed: str) -> Scope | None:
    """Which of their people is meant; None: no team that they lead is called so."""
    name = _alike(words.unescape(typed))
    if name in ("", OWN):
        return Scope()
    if name == TREE:
        return Scope(ScopeKind.TREE)
    teams = {_alike(one.name): one for one in reversed(leads.led_teams(session, lead.workspace_id, lead.id))}
    found = teams.get(_alike(name.removeprefix(TEAM))) or teams.get(name)
    return Scope(ScopeKind.TEAM, found.id, found.name) if found else None


def _alike(name: str) -> str:
    """What is the same however it is typed: a keyboard's quotation marks, how many spaces, a sign at the end."""
    straight = emoji.emojize(name, language="alias").translate(QUOTES)
    return " ".join(straight.casefold().split()).strip(AROUND)


def read(session: Session, lead: Member, scope: Scope, now: datetime) -> Seen:
    """The report, and what its first names are to be thanked for as this lead may read it now."""
    who: dict[str, Any] = {"workspace_id": lead.workspace_id, "lead_id": lead.id}
    report = gaps_for_lead(session, **who, now=now, scope=scope)
    zone = zone_of(lead.zone, workspaces.get(session, lead.workspace_id).zone)
    about = [gap.act.subject for gap in report.people if gap.act and gap.act.giver]
    of = {"workspace_id": lead.workspace_id, "reader": lead.id, "at": now}
    thanks = briefly.thanks(session, kudos_ids=about, **of)  # type: ignore[arg-type]
    return Seen(report, weeks.day_of(now, zone), thanks, said_by_lead.of_lead(session, **who, now=now))


def seen_by(session: Session, workspace_id: int, slack_user_id: str, value: str, now: datetime) -> Seen | None:
    """What a button opens; None: it is not theirs."""
    lead = lead_of(session, workspace_id, slack_user_id)
    scope = scope_of(session, lead, value) if lead else None
    return read(session, lead, scope, now) if lead and scope else None


def _tells(report: GapReport) -> bool:
    """Whether there is anybody in it."""
    return not report.names or not report.coverage or report.coverage[0].people > 0


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    await _show(services, incoming, value, pages.report)


async def _sources(services: Services, incoming: Incoming, value: str) -> None:
    await _show(services, incoming, value, pages.sources)


async def _away(services: Services, incoming: Incoming, value: str) -> None:
    await _show(services, incoming, value, pages.away)


async def _everyone(services: Services, incoming: Incoming, value: str) -> None:
    """Another page takes the place of the one that was turned."""
    scope, _, number = value.partition(":")
    which = f"{pages.EVERYONE}:{number}"
    await _show(services, incoming, scope, lambda seen: pages.page(seen, which), turned=ViewId.GAPS_EVERYONE)


async def _show(
    services: Services,
    incoming: Incoming,
    value: str,
    draw: Callable[[Seen], dict[str, Any]],
    *,
    turned: ViewId | None = None,
) -> None:
    who = (incoming.workspace_id, incoming.user_id, value)
    seen = await services.database.read(seen_by, *who, services.clock.now())
    if seen is None:
        answer(services, incoming, surface.NOT_YOURS)
    elif turned and incoming.body.get("view", {}).get("callback_id") == turned:
        client = services.client(incoming.workspace_id)
        services.tasks.start(client.views_update(view_id=incoming.body["view"]["id"], view=draw(seen)), "turn page")
    else:
        open_view(services, incoming, draw(seen))


def redraw(services: Services, incoming: Incoming, view_id: str | None, shown: Mapping[str, str]) -> None:
    """The form `view_id`, which shows a page of gaps, says what is so now; one of an older version stays as it is."""
    if view_id and pages.SHOWS in shown:
        services.tasks.start(_redraw(services, incoming, view_id, shown), "redraw gaps")


async def _redraw(services: Services, incoming: Incoming, view_id: str, shown: Mapping[str, str]) -> None:
    who = (incoming.workspace_id, incoming.user_id, shown.get(pages.OF, ""))
    if seen := await services.database.read(seen_by, *who, services.clock.now()):
        made = pages.page(seen, shown[pages.SHOWS])
        await services.client(incoming.workspace_id).views_update(view_id=view_id, view=made)


BUTTONS: dict[str, Button] = {
    ActionId.GAPS: Button(_open, Who.LEAD, "see whom nobody has thanked lately"),
    ActionId.GAPS_EVERYONE: Button(_everyone, Who.LEAD, "see how long ago each was thanked"),
    ActionId.GAPS_SOURCES: Button(_sources, Who.LEAD, "see where recognition comes from, in figures"),
    ActionId.GAPS_AWAY: Button(_away, Who.LEAD, "see who is away, and until when"),
}
