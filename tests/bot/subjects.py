"""What forged payloads are about: real ids of things that are somebody's, and forms filled in with them."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.surfaces.give_form import Place
from models import giving
from models.delivery.outbox import Delivery, Purpose, Status
from models.giving import Gift, drafts
from models.kudos import ChannelKind, Source, responding
from models.kudos.reports import KudosReport
from models.kudos.versions import Texts
from models.people import members, reporting, teams, user_groups
from models.people.members import Circle, Kind, Member
from models.people.teams import Role
from models.people.user_groups import GroupState
from models.storage.ids import uuid7
from models.workspace import governing
from models.workspace.policies import Asks, Guests, Period

SUPPORT = "C0SUPPORT1"
GIVER, RECEIVER, LEAD, OTHER_LEAD = "U0BO000001", "U0ANA00001", "U0CAROL001", "U0DAVE0001"
COLLEAGUE, GUEST, EXTERNAL, ADMIN, LEFT = "U0INES0001", "U0EVE00001", "U0OLGA0001", "U0FINN0001", "U0NILS0001"
EVERYBODY = (GIVER, RECEIVER, LEAD, OTHER_LEAD, COLLEAGUE, GUEST, EXTERNAL, ADMIN, LEFT)
SOMEBODY = "U0GITA0001"
"""Whom a form names; reports to nobody."""
CHOICE = {"selected_user": SOMEBODY, "selected_users": [SOMEBODY]}
"""What is chosen in a menu that stands beside a text."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Things of the giver's and the receiver's. `secret` stands in every word that not everyone may read."""

    ids: dict[str, str]
    secret: str


CARRIES = {
    "kudos": "kudos",
    "report": "report",
    "delivery": "delivery",
    "member": "nothing",
    "form": "nothing",
    "home": "shown",
    "history": "nothing",
    "digest": "member",
    "policies": "nothing",
    "setup": "nothing",
    "team": "lead",
    "offline": "offline",
    "privacy": "nothing",
}
"""What the value of a button carries, and a form's metadata, by the first word of the id."""
CARRIES_INSTEAD: dict[str, str] = {
    ActionId.GIVE_AGAIN: "draft",
    ActionId.CHANGE_DRAFT: "draft",
    ActionId.REPORT_LEFT: "kudos",
    ActionId.POST_AGAIN: "kudos",
    **dict.fromkeys((ActionId.HISTORY_KEEP, ActionId.HISTORY_DROP), "kudos"),
    **dict.fromkeys((ActionId.HISTORY_SHARE, ActionId.HISTORY_READ), "kudos"),
    ActionId.POST_IN_KUDOS_CHANNEL: "kudos",
    ActionId.SETUP_CHANNEL: "channel",
    ActionId.SETUP_WEEKDAY: "number",
    ActionId.SETUP_HOUR: "number",
    ActionId.OPEN_TEAM_OF: "slack_id",
}
FORM_CARRIES_INSTEAD: dict[str, str] = {
    ViewId.GIVE: "place",
    ViewId.GIVE_AGAIN: "draft",
    ViewId.EDIT_AGAIN: "edit",
    ViewId.POLICIES: "policies",
}
ANSWERS: dict[BlockId, dict[str, Any]] = {
    BlockId.CIRCLE: {"selected_option": {"value": Circle.TEAM}},
    BlockId.GUESTS: {"selected_option": {"value": Guests.GIVE}},
    BlockId.ASKS: {"selected_option": {"value": Asks.SUGGEST}},
    BlockId.PERIOD: {"selected_option": {"value": Period.WEEK}},
    BlockId.EMOJI: {"value": "clap"},
    BlockId.QUIET_FROM: {"selected_option": {"value": "20"}},
    BlockId.QUIET_UNTIL: {"selected_option": {"value": "7"}},
}
"""What a block holds where it can't be just anything."""
LEFT_EMPTY = {
    *(BlockId.VALUES, BlockId.OFFLINE, BlockId.ON_BEHALF_OF, BlockId.COPY),
    *(BlockId.HANDLE, BlockId.GONE),
    *(BlockId.ALLOWANCE, BlockId.EXTERNAL, BlockId.VALUES_REQUIRED, BlockId.ALWAYS),
}
"""Filled in, they would not fit what else is, or stand in the way of what comes after."""


def carried(name: str, *, form: bool = False) -> str:
    """The kind of thing that a button or form with this id is about. Raises `KeyError`."""
    instead = FORM_CARRIES_INSTEAD if form else CARRIES_INSTEAD
    return instead.get(name) or CARRIES[name.partition(".")[0]]


def state() -> dict[str, Any]:
    """Every field that a form may have, filled in with whatever kind of element it is."""
    return {
        block.value: {block.value: {} if block in LEFT_EMPTY else ANSWERS.get(block) or _filled(block)}
        for block in BlockId
    }


def _filled(block: BlockId) -> dict[str, Any]:
    option = {"value": block.value}
    one = {"value": f"Kept the shop open for {block}", "selected_option": option, "selected_options": [option]}
    people = {"selected_user": SOMEBODY, "selected_users": [SOMEBODY]}
    places = {"selected_channel": SUPPORT, "selected_channels": [SUPPORT]}
    return {**one, **people, **places, "selected_conversation": SUPPORT, "selected_conversations": [SUPPORT]}


def settle(session: Session, *, workspace_id: int, now: datetime) -> None:
    """Who leads whom, and a user group."""
    group = GroupState("S0FRONT001", "frontline", "Front line", (GIVER, RECEIVER), active=True, updated=1)
    user_groups.keep(session, workspace_id=workspace_id, groups=[group])
    known = members.by_slack_id(session, workspace_id, [GIVER, RECEIVER, COLLEAGUE, LEAD, OTHER_LEAD])
    for report, lead in ((GIVER, LEAD), (RECEIVER, LEAD), (COLLEAGUE, OTHER_LEAD)):
        who = {"member_id": known[report].id, "lead_id": known[lead].id}
        reporting.set_lead(session, workspace_id=workspace_id, now=now, **who)


def subject(session: Session, *, workspace_id: int, n: int, closed: bool, now: datetime) -> Subject:
    """A kudos from the giver to the receiver, a draft, a report, a failed post, a team: all with words of their own."""
    secret = f"secret{n}word"
    kudos_id = _kudos(session, workspace_id, f"Refunded the parcel {secret}", closed=closed, now=now)
    known = members.by_slack_id(session, workspace_id, [GIVER, RECEIVER, COLLEAGUE, LEAD])
    gift = _gift(f"A draft of {secret}")
    giver = known[GIVER].id
    fields = {"gifts": [asdict(gift)]}
    draft = drafts.keep(session, workspace_id=workspace_id, giver_id=giver, fields=fields, now=now)
    said = {"kudos_id": str(kudos_id), "typed": asdict(Texts(f"An edit of {secret}")), "value_ids": None}
    edit = drafts.keep(session, workspace_id=workspace_id, giver_id=giver, fields={"edit": said}, now=now)
    report = KudosReport(
        workspace_id=workspace_id,
        id=uuid7(),
        kudos_id=kudos_id,
        by_id=known[LEAD].id,
        words=f"Not nice: {secret}",
        at=now,
    )
    offline = _without_slack(workspace_id, f"Lee {n}", now)
    session.add_all([report, offline])
    session.flush()
    lead = {"member_id": offline.id, "lead_id": known[LEAD].id}
    reporting.set_lead(session, workspace_id=workspace_id, now=now, **lead)
    team = teams.create(session, workspace_id=workspace_id, name=f"Team {n}", now=now)
    roles = {known[LEAD].id: Role.LEAD, known[RECEIVER].id: Role.MEMBER}
    teams.set_members(session, workspace_id=workspace_id, team_id=team.id, roles=roles, now=now)
    delivery = _failed(session, workspace_id, kudos_id)
    ids = {
        "kudos": str(kudos_id),
        "draft": str(draft),
        "edit": str(edit),
        "report": str(report.id),
        "delivery": str(delivery),
        "member": str(known[RECEIVER].id),
        "offline": str(offline.id),
        "team": str(team.id),
        "place": Place(SUPPORT, ChannelKind.PUBLIC).metadata(),
        "shown": json.dumps({"home.received_page": "0"}),
        "nothing": "x",
        "lead": str(known[LEAD].id),
        "slack_id": LEAD,
        "channel": f"C0PATS{n:04}",
        "number": str(n % 7),
        "policies": governing.standing(session, workspace_id).version,
    }
    return Subject(ids, secret)


def _kudos(session: Session, workspace_id: int, words: str, *, closed: bool, now: datetime) -> UUID:
    given = giving.give_now(session, workspace_id=workspace_id, gifts=[_gift(words)], now=now, confirmed=True)
    kudos_id = UUID(given["gifts"][0]["kudos"])
    if closed:
        how: dict[str, Any] = {"circle": Circle.LEAD, "always": False, "member": RECEIVER}
        responding.choose_circle(session, workspace_id=workspace_id, kudos_id=kudos_id, now=now, **how)
    return kudos_id


def _gift(words: str) -> Gift:
    where: dict[str, Any] = {"channel_id": SUPPORT, "channel_kind": ChannelKind.PUBLIC}
    return Gift(giver=GIVER, receivers=(RECEIVER,), source=Source.COMMAND, message=words, **where)


def _failed(session: Session, workspace_id: int, kudos_id: UUID) -> UUID:
    """Its announcement, as if Slack had refused it."""
    here = Delivery.workspace_id == workspace_id, Delivery.subject_id == kudos_id
    posts = (*here, Delivery.purpose == Purpose.ANNOUNCEMENT)
    session.execute(update(Delivery).where(*posts).values(status=Status.FAILED, failure="is_archived"))
    return session.scalars(select(Delivery.id).where(*posts)).one()


def _without_slack(workspace_id: int, name: str, now: datetime) -> Member:
    return Member(
        workspace_id=workspace_id, id=uuid7(), name=name, handle=name.casefold().replace(" ", "-"),
        kind=Kind.OFFLINE, active=True, verified=True, added_at=now,
    )  # fmt: skip
