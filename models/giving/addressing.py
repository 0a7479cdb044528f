"""Who is meant: a gift's people, user groups and names of people without Slack, found and locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.giving.gifts import Gift
from models.people import members, user_groups
from models.people.members import Kind, Member, Party
from models.storage.orm import table_of


@dataclass(frozen=True, slots=True)
class Addressed:
    """Everyone a gift names. `author` wrote it; `giver` is someone else when it is on behalf of them."""

    author: Party
    giver: Party
    receivers: tuple[Party, ...]
    """In the order they were named, each once; a user group without the giver."""
    unknown: tuple[str, ...] = ()
    """Names and member ids that nobody here has."""
    no_groups: tuple[tuple[str, str], ...] = ()
    """User groups that can't be given anything, each with why: "new" (not known here) or "off" in Slack."""


def address(session: Session, *, workspace_id: int, gifts: Sequence[Gift], now: datetime) -> list[Addressed]:
    """Find everyone these gifts of one author name, locked in the order of their ids; unknown Slack ids are added."""
    groups = user_groups.people_of(session, workspace_id, {group for gift in gifts for group in gift.groups})
    slack_ids = {one for gift in gifts for one in (gift.giver, *gift.receivers)}.union(*groups.values())
    known = members.parties(session, workspace_id=workspace_id, slack_ids=slack_ids, now=now)
    offline = _offline(session, workspace_id, gifts)
    missing = {group for gift in gifts for group in gift.groups if group not in groups}
    off = user_groups.switched_off(session, workspace_id, missing) if missing else set()
    return [_addressed(gift, known, groups, offline, off) for gift in gifts]


def _addressed(
    gift: Gift,
    known: dict[str, Party],
    groups: dict[str, tuple[str, ...]],
    offline: dict[str, Party],
    off: set[str],
) -> Addressed:
    author = known[gift.giver]
    giver = offline.get(gift.on_behalf_of, author) if gift.on_behalf_of else author
    unknown = [one for one in (*gift.names, *gift.offline) if _folded(one) not in offline]
    if gift.on_behalf_of and gift.on_behalf_of not in offline:
        unknown.append(gift.on_behalf_of)
    named = [known[one] for one in gift.receivers]
    named += [offline[key] for one in (*gift.names, *gift.offline) if (key := _folded(one)) in offline]
    in_groups = [known[one] for group in gift.groups for one in groups.get(group, ())]
    named += [party for party in in_groups if party.id != author.id and party.active]
    receivers = {party.id: party for party in named}
    no_groups = tuple((group, "off" if group in off else "new") for group in gift.groups if group not in groups)
    return Addressed(author, giver, tuple(receivers.values()), tuple(unknown), no_groups)


def _offline(session: Session, workspace_id: int, gifts: Sequence[Gift]) -> dict[str, Party]:
    """People without Slack, by member id and by handle; a handle that two of them have is nobody's."""
    ids = {UUID(one) for gift in gifts for one in (*gift.offline, gift.on_behalf_of) if one and _is_id(one)}
    handles = {_folded(name) for gift in gifts for name in gift.names}
    if not ids and not handles:
        return {}
    table = table_of(Member).c
    query = (
        select(table.handle, *(table[name] for name in Party._fields))
        .where(
            table.workspace_id == workspace_id,
            table.kind == Kind.OFFLINE,
            table.active,
            table.id.in_(ids) | table.handle.in_(handles),
        )
        .order_by(table.id)
        .with_for_update(key_share=True)
    )
    rows = [(handle, Party(*party)) for handle, *party in session.connection().execute(query)]
    by_handle = {handle: party for handle, party in rows if handle and _once(handle, rows)}
    return {**by_handle, **{str(party.id): party for _, party in rows}}


def _once(handle: str, rows: Iterable[tuple[str, Party]]) -> bool:
    return sum(other == handle for other, _ in rows) == 1


def _folded(name: str) -> str:
    return name.lstrip("@").casefold()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
