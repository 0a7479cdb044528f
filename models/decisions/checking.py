"""What an entry has to be before it is stored, and who can log one."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models import wording
from models.answers import peers
from models.decisions import Fix
from models.decisions.entries import TEXTS, Entry
from models.giving import drafts
from models.giving.gifts import LONGEST
from models.improving import causes
from models.limits import Category, Limit, resolving
from models.people.members import Kind, Member
from models.storage.requests import Outcome
from models.words import from_plain, length
from models.zones import zone_of

OLDEST = timedelta(days=90)
"""How long ago it may have been decided."""
LONGEST_CAUSE = 80
"""Characters of a cause's name."""


def today(person: Member, now: datetime) -> date:
    """On their calendar."""
    return now.astimezone(zone_of(person.zone)).date()


def why_not(person: Member) -> Outcome | None:
    """Whether they can log: of this company, and here. None: they can."""
    if person.kind != Kind.PERSON:
        return {"code": "kind", "kind": person.kind}
    return None if person.active else {"code": "left"}


def refusal(session: Session, person: Member, entry: Entry, now: datetime) -> Outcome | None:
    """What is the matter with what was written (codes as of `log`); None: nothing."""
    words = _about_words(entry) or _about_day(person, entry, now) or _about_choices(session, person, entry)
    return words or _about_peer(session, person, entry, now)


def _about_peer(session: Session, person: Member, entry: Entry, now: datetime) -> Outcome | None:
    """Whether their team has chosen the peer lead whom they picked."""
    if entry.peer_id is None:
        return None
    chosen = peers.chosen(session, person.workspace_id, person.id, now)
    return None if entry.peer_id in {one.id for one in chosen} else {"code": "no_peer"}


def details_in(session: Session, person: Member, entry: Entry, now: datetime, **more: str) -> Outcome | None:
    """Whether the words seem to hold a customer's details: kept in a draft (with `more`), to be confirmed."""
    found = sorted({one for text in entry.texts for one in wording.details(text)})
    if not found:
        return None
    fields = {"entry": entry.fields(), **more}
    draft = drafts.keep(session, workspace_id=person.workspace_id, giver_id=person.id, fields=fields, now=now)
    return {"code": "sensitive", "details": found, "draft": str(draft)}


def limit_for(session: Session, person: Member, entry: Entry, now: datetime) -> Limit | None:
    """The version of the limit that was in force on the day it was decided; None: none, or no category."""
    if entry.category_id is None:
        return None
    day = entry.decided_on or today(person, now)
    what: dict[str, Any] = {"member": person, "category_id": entry.category_id, "on": day, "until": now}
    return resolving.limit_of(session, workspace_id=person.workspace_id, **what)


def cause_for(session: Session, person: Member, entry: Entry, now: datetime) -> UUID | None:
    """The open cause that it names, a new one where there is none; of one that was closed meanwhile too."""
    name = entry.cause
    chosen = causes.chosen(session, person.workspace_id, entry.cause_id) if entry.cause_id else None
    if not name and chosen is not None:
        if chosen.closed_at is None:
            return chosen.id
        name = from_plain(chosen.name)
    if not name:
        return None
    return causes.named(session, workspace_id=person.workspace_id, name=name, now=now).id


def _about_words(entry: Entry) -> Outcome | None:
    longest = {**dict.fromkeys(TEXTS, LONGEST), "cause": LONGEST_CAUSE}
    for name, most in longest.items():
        if (long := length(getattr(entry, name) or "")) > most:
            return {"code": "too_long", "field": name, "length": long, "most": most}
    for name in ("situation", "choice"):
        if not getattr(entry, name).strip():
            return {"code": f"no_{name}"}
    return None


def _about_day(person: Member, entry: Entry, now: datetime) -> Outcome | None:
    last = today(person, now)
    day = entry.decided_on or last
    if day > last:
        return {"code": "future"}
    return {"code": "too_old", "days": OLDEST.days} if day < last - OLDEST else None


def _about_choices(session: Session, person: Member, entry: Entry) -> Outcome | None:
    if entry.fix is not None and entry.fix not in list(Fix):
        return {"code": "no_fix"}
    if entry.category_id is None:
        return None
    known = session.get(Category, (person.workspace_id, entry.category_id)) is not None
    return None if known else {"code": "no_category"}
