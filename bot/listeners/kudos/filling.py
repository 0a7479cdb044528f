"""What the form holds when it opens on what somebody typed or is reading: nobody and no word is lost on the way."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from bot.surfaces.kudos.give_form import Filled
from models import words
from models.giving import Gift
from models.kudos import naming
from models.people import members, staffing, user_groups
from models.people.members import Kind


def filled_with(session: Session, workspace_id: int, gifts: Sequence[Gift]) -> Filled:
    """These gifts of one giver as one; mentions are names, a user group is its people."""
    if not gifts:
        return Filled()
    first, name_of = gifts[0], names_in(session, workspace_id, (text for gift in gifts for text in gift.texts))
    values = dict.fromkeys(value for gift in gifts for value in gift.value_ids)
    return Filled(
        people=_people(session, workspace_id, gifts),
        decision="\n".join(naming.shown(gift.decision or gift.message or "", name_of) for gift in gifts),
        outcome=naming.shown(first.outcome or "", name_of),
        customer_words=naming.shown(first.customer_words or "", name_of),
        values=tuple(values),
        offline=_offline(session, workspace_id, gifts),
        on_behalf_of=first.on_behalf_of,
        unknown=_unknown(session, workspace_id, gifts),
    )


def _people(session: Session, workspace_id: int, gifts: Sequence[Gift]) -> tuple[str, ...]:
    """A user group without the giver, bots, and who left: the form's field knows people only."""
    groups = user_groups.people_of(session, workspace_id, {group for gift in gifts for group in gift.groups})
    grouped = [person for gift in gifts for group in gift.groups for person in groups.get(group, ())]
    known = members.by_slack_id(session, workspace_id, grouped) if grouped else {}
    out = {slack_id for slack_id, one in known.items() if not one.active or one.kind == Kind.BOT} | {gifts[0].giver}
    named = [person for gift in gifts for person in gift.receivers]
    return tuple(dict.fromkeys([*named, *(person for person in grouped if person not in out)]))


def _offline(session: Session, workspace_id: int, gifts: Sequence[Gift]) -> tuple[str, ...]:
    chosen = [member_id for gift in gifts for member_id in gift.offline]
    handles = {name.lstrip("@").casefold() for gift in gifts for name in gift.names}
    if handles:
        chosen += [str(one.id) for one in staffing.without_slack(session, workspace_id) if one.handle in handles]
    return tuple(dict.fromkeys(chosen))


def _unknown(session: Session, workspace_id: int, gifts: Sequence[Gift]) -> tuple[str, ...]:
    """The handles that they name and nobody here has, each once."""
    typed = {name.lstrip("@").casefold(): name for gift in gifts for name in gift.names}
    known = {one.handle for one in staffing.without_slack(session, workspace_id)} if typed else set()
    return tuple(name for handle, name in typed.items() if handle not in known)


def names_in(session: Session, workspace_id: int, texts: Iterable[str]) -> words.NameOf:
    """The names of whoever is mentioned in these texts."""
    mentioned = {one for text in texts for one in words.mentions(text)}
    known = members.by_slack_id(session, workspace_id, mentioned) if mentioned else {}
    return lambda slack_id: known[slack_id].label if slack_id in known else None
