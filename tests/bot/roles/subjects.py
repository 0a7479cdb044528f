"""What forged payloads are about: real ids of things that are somebody's, and forms filled in with them."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.surfaces.kudos.give_form import Place
from models import giving
from models.answers import said_by_lead
from models.decisions.offers import DecisionOffer
from models.delivery.outbox import Delivery, Purpose, Status
from models.gaps import governing as gap_governing
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
from tests.bot.roles import made, weeks_told
from tests.bot.roles.players import COLLEAGUE, EVERYBODY, GIVER, LEAD, OTHER_LEAD, RECEIVER, SUPPORT, TEAMMATE


@dataclass(frozen=True, slots=True)
class Subject:
    """Something of somebody's, and what a form about it is filled in with."""

    ids: dict[str, str]
    words: tuple[str, str, str]
    """They stand in what not everyone may read: of a pat, in confidence, and what moves to another reader."""


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


def subject(session: Session, *, workspace_id: int, kind: str, n: int, closed: bool, now: datetime) -> Subject:
    """The nth thing of this kind, with words of its own."""
    known = members.by_slack_id(session, workspace_id, EVERYBODY)
    secret = f"secret{n}word"
    if kind in made.MAKES:
        about = made.make(session, workspace_id, known, kind, n=n, now=now)
    elif kind in KUDOS:
        kudos_id = _kudos(session, workspace_id, f"Refunded the parcel {secret}", closed=closed, now=now)
        about = KUDOS[kind](session, workspace_id, known, kudos_id, secret, now)
    else:
        about = PLAIN[kind](session, workspace_id, known, n, now)
    return Subject({kind: about, **made.chosen(known, now)}, (secret, made.confided(n), made.moving(n)))


Known = dict[str, Member]


def _offered(session: Session, workspace_id: int, known: Known, kudos_id: UUID, _secret: str, now: datetime) -> str:
    of = {"workspace_id": workspace_id, "kudos_id": kudos_id, "member_id": known[RECEIVER].id}
    session.add(DecisionOffer(**of, offered_at=now))
    session.flush()
    return str(kudos_id)


def _draft(session: Session, workspace_id: int, known: Known, _kudos: UUID, secret: str, now: datetime) -> str:
    fields = {"gifts": [asdict(_gift(f"A draft of {secret}"))]}
    giver = known[GIVER].id
    return str(drafts.keep(session, workspace_id=workspace_id, giver_id=giver, fields=fields, now=now))


def _edit(session: Session, workspace_id: int, known: Known, kudos_id: UUID, secret: str, now: datetime) -> str:
    said = {"kudos_id": str(kudos_id), "typed": asdict(Texts(f"An edit of {secret}")), "value_ids": None}
    giver = known[GIVER].id
    return str(drafts.keep(session, workspace_id=workspace_id, giver_id=giver, fields={"edit": said}, now=now))


def _report(session: Session, workspace_id: int, known: Known, kudos_id: UUID, secret: str, now: datetime) -> str:
    who = {"by_id": known[LEAD].id, "words": f"Not nice: {secret}", "at": now}
    report = KudosReport(workspace_id=workspace_id, id=uuid7(), kudos_id=kudos_id, **who)
    session.add(report)
    session.flush()
    return str(report.id)


def _failed(session: Session, workspace_id: int, _known: Known, kudos_id: UUID, _secret: str, _now: datetime) -> str:
    """Its announcement, as if Slack had refused it."""
    here = Delivery.workspace_id == workspace_id, Delivery.subject_id == kudos_id
    posts = (*here, Delivery.purpose == Purpose.ANNOUNCEMENT)
    session.execute(update(Delivery).where(*posts).values(status=Status.FAILED, failure="is_archived"))
    return str(session.scalars(select(Delivery.id).where(*posts)).one())


def _itself(make: Callable[[Session, int, Known, UUID, str, datetime], str]) -> Callable[..., str]:
    """The kudos about which there is one."""
    return lambda session, workspace_id, known, kudos_id, *said: (
        make(session, workspace_id, known, kudos_id, *said) and str(kudos_id)
    )


KUDOS: dict[str, Callable[[Session, int, Known, UUID, str, datetime], str]] = {
    "kudos": _offered,
    "draft": _draft,
    "edit": _edit,
    "report": _report,
    "reported": _itself(_report),
    "delivery": _failed,
    "unposted": _itself(_failed),
}
"""About a kudos from the giver to the receiver; it may also be for a decision of theirs."""


def _offline(session: Session, workspace_id: int, known: Known, n: int, now: datetime) -> str:
    lee = _without_slack(workspace_id, f"Lee {n}", now)
    session.add(lee)
    session.flush()
    lead = {"member_id": lee.id, "lead_id": known[LEAD].id}
    reporting.set_lead(session, workspace_id=workspace_id, now=now, **lead)
    return str(lee.id)


def _version(session: Session, workspace_id: int, _known: Known, _n: int, _now: datetime) -> str:
    return str(governing.standing(session, workspace_id).version)


def _led_team(session: Session, workspace_id: int, known: Known, n: int, now: datetime) -> str:
    """Which the lead leads."""
    team = teams.create(session, workspace_id=workspace_id, name=f"Night {n}", now=now)
    roles = {known[LEAD].id: Role.LEAD, known[RECEIVER].id: Role.MEMBER}
    teams.set_members(session, workspace_id=workspace_id, team_id=team.id, roles=roles, now=now)
    return str(team.id)


def _away_member(session: Session, workspace_id: int, known: Known, _n: int, now: datetime) -> str:
    """Whom their lead has set as away."""
    who: dict[str, Any] = {"workspace_id": workspace_id, "actor": LEAD, "member_id": known[RECEIVER].id}
    said_by_lead.send(session, **who, back_on=(now + timedelta(days=7)).date(), now=now)
    return str(known[RECEIVER].id)


PLAIN: dict[str, Callable[[Session, int, Known, int, datetime], str]] = {
    "offline": _offline,
    "policies": _version,
    "led_team": _led_team,
    "gap_rules": lambda session, id_, *_any: gap_governing.standing(session, id_).version,
    "away_member": _away_member,
    "member": lambda _session, _id, known, _n, _now: str(known[RECEIVER].id),
    "lead": lambda _session, _id, known, _n, _now: str(known[LEAD].id),
    "own_times": lambda _session, _id, known, _n, _now: f"lead:{known[LEAD].id}",
    "times_form": lambda _session, _id, known, _n, _now: json.dumps({"times.of": f"lead:{known[LEAD].id}"}),
    "run": lambda session, id_, known, n, now: str(weeks_told.run_of(session, id_, known[LEAD].id, n, now)),
    "place": lambda *_any: Place(SUPPORT, ChannelKind.PUBLIC).metadata(),
    "shown": lambda *_any: json.dumps({"home.received_page": "0"}),
    "nothing": lambda *_any: "x",
    "slack_id": lambda *_any: LEAD,
    "channel": lambda _session, _id, _known, n, _now: f"C0PATS{n:04}",
    "number": lambda _session, _id, _known, n, _now: str(n % 7),
}
"""What has no words."""


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


def _without_slack(workspace_id: int, name: str, now: datetime) -> Member:
    return Member(
        workspace_id=workspace_id, id=uuid7(), name=name, handle=name.casefold().replace(" ", "-"),
        kind=Kind.OFFLINE, active=True, verified=True, added_at=now,
    )  # fmt: skip
