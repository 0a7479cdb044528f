"""How it stands with the pledge: for the admins, who set it up; and for one person, whom it covers or asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.pledge import Pledge, cosigning, promises, wanting, writing
from models.pledge.promises import Told
from models.pledge.reading import InForce, in_force, last_signed, lead_behind, person_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that is not signed yet. `proposed`: it is how its signer would sign it, and an admin has to look at it."""

    id: UUID
    text: str
    signer: Person
    title: str
    set_at: datetime
    set_by: Person | None
    proposed: bool
    can_sign: bool
    """Whether its signer is still here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """For admins. `left`: it held until its signer left. `leads`: how many stand by it, of how many, where it may be
    said. `wanted`: how many have asked for one."""

    holds: InForce | None
    waiting: Waiting | None
    left: InForce | None
    leads: tuple[int, int] | None
    wanted: int


@dataclass(frozen=True, slots=True)
class Own:
    """For one person. `lead` is theirs, who co-signed; `asked`: they lead, and have not; `told`: what they told."""

    holds: InForce | None
    waiting: Waiting | None
    lead: Person | None = None
    signer: bool = False
    asked: bool = False
    co_signed: bool = False
    told: tuple[Told, ...] = ()


def standing(session: Session, workspace_id: int) -> Standing:
    """How it stands, for the admins."""
    holds = in_force(session, workspace_id)
    return Standing(
        holds=holds,
        waiting=_waiting(session, workspace_id),
        left=None if holds else last_signed(session, workspace_id),
        leads=cosigning.counted(session, workspace_id, holds) if holds else None,
        wanted=0 if holds else wanting.how_many(session, workspace_id),
    )


def own(session: Session, member: Member) -> Own:
    """How it stands for this member."""
    workspace_id = member.workspace_id
    holds, waits = in_force(session, workspace_id), _waiting(session, workspace_id)
    told = tuple(promises.told_by(session, workspace_id, member.id))
    if holds is None:
        return Own(None, waits, told=told)
    signer, co_signed = holds.signer.id == member.id, member.id in holds.co_signers
    return Own(
        holds=holds,
        waiting=waits,
        lead=lead_behind(session, workspace_id, holds, member.id),
        signer=signer,
        asked=not (signer or co_signed) and cosigning.can_stand_by(session, member),
        co_signed=co_signed,
        told=told,
    )


def with_id(session: Session, workspace_id: int, pledge_id: UUID) -> tuple[Pledge, Waiting] | None:
    """The pledge with this id, and as it was written down."""
    pledge = session.get(Pledge, (workspace_id, pledge_id))
    return (pledge, _written(session, pledge)) if pledge else None


def _waiting(session: Session, workspace_id: int) -> Waiting | None:
    pledge = writing.waiting(session, workspace_id)
    return _written(session, pledge) if pledge else None


def _written(session: Session, pledge: Pledge) -> Waiting:
    by = [one for one in (pledge.signer_id, pledge.set_by_id) if one]
    people = members.by_id(session, pledge.workspace_id, by)
    signer, set_by = people[pledge.signer_id], people.get(pledge.set_by_id) if pledge.set_by_id else None
    return Waiting(
        id=pledge.id,
        text=pledge.text,
        signer=person_of(signer),
        title=pledge.signer_title,
        set_at=pledge.set_at,
        set_by=person_of(set_by) if set_by else None,
        proposed=writing.is_proposal(session, pledge, signer),
        can_sign=not writing.unfit(signer),
    )
