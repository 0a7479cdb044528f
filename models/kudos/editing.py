"""Editing a kudos: its giver says it better within a day, and what it said before is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models import wording, words
from models.giving import drafts
from models.giving.deciding import about_words
from models.giving.gifts import Gift
from models.kudos import (
    BESIDE_THE_WORDS,
    ChannelKind,
    Kudos,
    KudosValue,
    Source,
    moderating,
    naming,
    reports,
    retracting,
    versions,
)
from models.kudos.retracting import REMOVED, UNDO_WINDOW, load
from models.kudos.versions import Texts
from models.people import members
from models.people.members import Circle, Member
from models.storage.requests import Outcome, once
from models.workspace import policies, values, workspaces

DONE = frozenset({"edited", "unchanged"})


@dataclass(frozen=True, slots=True)
class Editable:
    """What the form of an edit holds: texts as plain text, `values` as (id, name) with those that are `chosen`."""

    texts: Texts
    values: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    values_required: bool


def opened(session: Session, *, workspace_id: int, kudos_id: UUID, giver: str, now: datetime) -> Editable | str:
    """What may be edited; else why it can't be, as of `edit`."""
    kudos = load(session, workspace_id, kudos_id, lock=False)
    why = _cannot(session, kudos, members.by_slack_user(session, workspace_id, giver), now)
    if kudos is None or why:
        return why or "not_yours"
    stored, name_of = Texts.of(kudos), _names(session, workspace_id, Texts.of(kudos))
    chosen = _values_of(session, kudos)
    return Editable(
        texts=Texts(**{name: naming.shown(text, name_of) for name, text in stored.said().items()}),
        values=tuple((str(value.id), value.name) for value in values.current(session, workspace_id, also=chosen)),
        chosen=tuple(map(str, chosen)),
        values_required=policies.current(session, workspace_id).values_required,
    )


def edit(
    session: Session,
    *,
    workspace_id: int,
    kudos_id: UUID,
    giver: str,
    key: str,
    typed: Texts,
    value_ids: Sequence[str] | None,
    now: datetime,
) -> Outcome:
    """`giver` (a Slack id) says it anew, once per `key`. `typed` is plain text; no `value_ids`: they stay.

    `code`: "edited" (with how many `messages` follow), "unchanged", "sensitive" (with a `draft`, to be confirmed), a
    refusal as of `give`, or why it can't be: "not_yours", "too_old", "taken_back", "removed", "beside".
    """

    def act() -> Outcome:
        said = {"kudos_id": str(kudos_id), "typed": asdict(typed), "value_ids": value_ids}
        return _edit(session, workspace_id, giver, said, now, confirmed=False)

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda one: one["code"] in DONE)


def edit_draft(session: Session, *, workspace_id: int, draft_id: UUID, giver: str, now: datetime) -> Outcome:
    """The giver has confirmed an edit that seems to hold a customer's details. `code` as of `edit`, or "gone"."""

    def act() -> Outcome:
        said = drafted(session, workspace_id=workspace_id, draft_id=draft_id, giver=giver)
        if said is None:
            return {"code": "gone"}
        outcome = _edit(session, workspace_id, giver, said, now, confirmed=True)
        if outcome["code"] in DONE:
            drafts.drop(session, workspace_id=workspace_id, draft_id=draft_id, giver_id=UUID(outcome["by"]))
        return outcome

    return once(session, workspace_id=workspace_id, key=f"draft:{draft_id}:{giver}", now=now, act=act)


def look_back(
    session: Session, *, workspace_id: int, kudos_id: UUID, member: str
) -> list[tuple[Texts, datetime]] | None:
    """What it said before, newest first, to its giver, its receivers and admins; None to everyone else."""
    person = members.by_slack_user(session, workspace_id, member)
    kudos = load(session, workspace_id, kudos_id, lock=False)
    if person is None or kudos is None or retracting.is_retracted(session, kudos):
        return None
    admin = workspaces.admin_of(session, workspace_id, member)
    looks_into_it = admin is not None and moderating.concerns(session, kudos, admin)
    if not (kudos.is_by(person.id) or kudos.is_for(person.id) or looks_into_it):
        return None
    return versions.history(session, workspace_id=workspace_id, kudos_id=kudos_id)


def drafted(session: Session, *, workspace_id: int, draft_id: UUID, giver: str) -> dict[str, Any] | None:
    """The edit that waits in a draft; None when it is gone, or somebody else's."""
    member = members.by_slack_user(session, workspace_id, giver)
    if member is None:
        return None
    fields = drafts.look(session, workspace_id=workspace_id, draft_id=draft_id, giver_id=member.id)
    return (fields or {}).get("edit")


def rewrite(
    session: Session,
    kudos: Kudos,
    *,
    texts: Texts,
    by_id: UUID | None,
    now: datetime,
    value_ids: Sequence[UUID] | None = None,
) -> int | None:
    """Store these words (in their stored form) of a locked kudos, keep what it said, and bring its messages in step.

    Returns how many may be out; None when it says that already, and nothing is written.
    """
    retagged = value_ids is not None and _retag(session, kudos, value_ids)
    if texts == Texts.of(kudos) and not retagged:
        return None
    if texts != Texts.of(kudos):
        versions.keep(session, kudos, by_id=by_id, now=now)
        for name, text in asdict(texts).items():
            setattr(kudos, name, text)
    kudos.edited_at, kudos.fingerprint = now, ""
    session.flush()
    reports.refresh(session, kudos, now=now)
    return retracting.refresh_messages(session, kudos, now=now)


def _edit(
    session: Session, workspace_id: int, giver: str, said: Mapping[str, Any], now: datetime, *, confirmed: bool
) -> Outcome:
    member = members.by_slack_id(session, workspace_id, [giver], lock=True).get(giver)
    kudos = load(session, workspace_id, UUID(said["kudos_id"]))
    why = _cannot(session, kudos, member, now)
    if kudos is None or member is None or why:
        return {"code": why or "not_yours"}
    texts, chosen = _asked(session, kudos, said)
    if texts == Texts.of(kudos) and set(chosen) == set(_values_of(session, kudos)):
        return {"code": "unchanged", "by": str(member.id)}
    refusal = about_words(_as_gift(kudos, giver, texts, chosen), policies.current(session, workspace_id))
    if refusal:
        return {"code": refusal.code, **refusal.figures}
    details = sorted({one for text in texts.said().values() for one in wording.details(text)})
    if details and not confirmed:
        fields = {"edit": dict(said)}
        draft = drafts.keep(session, workspace_id=workspace_id, giver_id=member.id, fields=fields, now=now)
        return {"code": "sensitive", "details": details, "draft": str(draft)}
    messages = rewrite(session, kudos, texts=texts, value_ids=chosen, by_id=member.id, now=now)
    open_ = kudos.circle == Circle.EVERYONE and kudos.channel_id is not None
    told = {"messages": messages or 0, "announced": open_}
    return {"code": "edited", "kudos": str(kudos.id), "by": str(member.id), **told}


def _cannot(session: Session, kudos: Kudos | None, member: Member | None, now: datetime) -> str | None:
    if kudos is None or member is None or not kudos.is_by(member.id) or kudos.source == Source.DECISION:
        return "not_yours"
    if reason := retracting.reason_of(session, kudos):
        return reason if reason == REMOVED else "taken_back"
    if kudos.source in BESIDE_THE_WORDS:
        return "beside"
    return "too_old" if kudos.given_at < now - UNDO_WINDOW else None


def _asked(session: Session, kudos: Kudos, said: Mapping[str, Any]) -> tuple[Texts, list[UUID]]:
    """The words as they will be stored, and the values: those in use and those that it has."""
    typed, stored = said["typed"], Texts.of(kudos)
    name_of = _names(session, kudos.workspace_id, stored)
    made = {
        name: naming.restored(text or "", getattr(stored, name) or "", name_of) or None for name, text in typed.items()
    }
    had = _values_of(session, kudos)
    if said["value_ids"] is None:
        return Texts(**made), had
    offered = values.current(session, kudos.workspace_id, also=had)
    return Texts(**made), [value.id for value in offered if str(value.id) in said["value_ids"]]


def _as_gift(kudos: Kudos, giver: str, texts: Texts, chosen: Sequence[UUID]) -> Gift:
    gift = Gift(giver, (), Source(kudos.source), kudos.channel_id, ChannelKind(kudos.channel_kind))
    return replace(gift, value_ids=tuple(map(str, chosen)), **asdict(texts))


def _names(session: Session, workspace_id: int, texts: Texts) -> words.NameOf:
    mentioned = {one for text in texts.said().values() for one in words.mentions(text)}
    known = members.by_slack_id(session, workspace_id, mentioned) if mentioned else {}
    return lambda slack_id: known[slack_id].label if slack_id in known else None


def _values_of(session: Session, kudos: Kudos) -> list[UUID]:
    query = select(KudosValue.value_id).where(
        KudosValue.workspace_id == kudos.workspace_id, KudosValue.kudos_id == kudos.id
    )
    return list(session.scalars(query))


def _retag(session: Session, kudos: Kudos, value_ids: Sequence[UUID]) -> bool:
    """Whether that changed anything."""
    if set(value_ids) == set(_values_of(session, kudos)):
        return False
    of = {"workspace_id": kudos.workspace_id, "kudos_id": kudos.id}
    session.execute(delete(KudosValue).where(*(getattr(KudosValue, name) == value for name, value in of.items())))
    if value_ids:
        session.execute(insert(KudosValue), [{**of, "value_id": value} for value in value_ids])
    return True
