"""What forged payloads are about: real ids of things that are somebody's, and forms filled in with them."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.surfaces.kudos.give_form import Place
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
from tests.bot import made
from tests.bot.players import COLLEAGUE, EVERYBODY, GIVER, LEAD, OTHER_LEAD, RECEIVER, SUPPORT, TEAMMATE


@dataclass(frozen=True, slots=True)
class Subject:
    """Things of the giver's and the receiver's. `secret` stands in every word that not everyone may read."""

    ids: dict[str, str]
    secret: str
    confided: str
    """The same, in what was decided, answered and told in confidence."""


def settle(session: Session, *, workspace_id: int, now: datetime) -> None:
    """Who leads whom, and a user group."""
    group = GroupState("S0FRONT001", "frontline", "Front line", (GIVER, RECEIVER), active=True, updated=1)
    user_groups.keep(session, workspace_id=workspace_id, groups=[group])
    known = members.by_slack_id(session, workspace_id, EVERYBODY)
    leading = ((GIVER, LEAD), (RECEIVER, LEAD), (COLLEAGUE, OTHER_LEAD), (TEAMMATE, OTHER_LEAD))
    for report, lead in leading:
        who = {"member_id": known[report].id, "lead_id": known[lead].id}
        reporting.set_lead(session, workspace_id=workspace_id, now=now, **who)
    made.settle(session, workspace_id, known, now)


def subject(session: Session, *, workspace_id: int, n: int, closed: bool, now: datetime) -> Subject:
    """A kudos from the giver to the receiver, a draft, a report, a failed post, a team: all with words of their own."""
    secret = f"secret{n}word"
    kudos_id = _kudos(session, workspace_id, f"Refunded the parcel {secret}", closed=closed, now=now)
    known = members.by_slack_id(session, workspace_id, EVERYBODY)
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
    ids = made.ids(session, workspace_id, known, kudos_id=kudos_id, n=n, secret=secret, now=now) | {
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
    return Subject(ids, secret, made.confided(n))


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
