"""What admins set in one go: the policy, the company's values, the channel for pats. None overwrites another unseen."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import regex
from sqlalchemy.orm import Session

from models.people import members
from models.people.members import Member
from models.storage.requests import Outcome, once
from models.workspace import onboarding, policies, values
from models.workspace.policies import Policy, PolicyRow
from models.workspace.workspaces import Workspace

MOST_ALLOWED = 1000
"""Pats in a period; whoever wants more sets none."""
MOST_VALUES, LONGEST_VALUE = 40, 60
"""Together they fit into one field of a form (3,000 characters)."""
MOST_EMOJI = 20
MOST_CHOSEN = 100
"""Channels, or people without an allowance: what a menu of Slack's may begin with."""
EMOJI = regex.compile(r"[\p{L}\p{M}\p{N}_+'-]{1,100}")


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that the admins' form sets. `exempt` are Slack ids, in place of the policy's own."""

    policy: Policy
    exempt: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is set now. `version` differs whenever any of it does; `changed_by` is None while nobody set anything."""

    rules: Rules
    version: str
    changed_at: datetime | None
    changed_by: Member | None


def standing(session: Session, workspace_id: int) -> Standing:
    """What is set now, and who set it when."""
    row = session.get(PolicyRow, workspace_id)
    policy = policies.current(session, workspace_id)
    by_id = row.changed_by_id if row else None
    known = members.by_id(session, workspace_id, {*policy.exempt, *([by_id] if by_id else [])})
    exempt = [known[one].slack_user_id for one in policy.exempt if one in known and known[one].active]
    names = tuple(value.name for value in values.current(session, workspace_id))
    rules = Rules(replace(policy, exempt=()), tuple(one for one in exempt if one), names)
    changed_at = row.changed_at if row else None
    version = sha256(repr((rules, changed_at)).encode()).hexdigest()[:20]
    return Standing(rules, version, changed_at, known.get(by_id) if by_id else None)


def change(
    session: Session, *, workspace_id: int, wanted: Rules, seen: str, admin: str, key: str, now: datetime
) -> Outcome:
    """Set all of it, once per `key`, unless it is no longer what the admin (a Slack id) has `seen`, by its version.

    `code` is "saved"; "mend" with the `problems`, each code with a figure or name; or "changed": nothing was saved.
    """

    def act() -> Outcome:
        if found := problems(wanted):
            return {"code": "mend", "problems": found}
        session.get(Workspace, workspace_id, with_for_update={"key_share": True})
        if standing(session, workspace_id).version != seen:
            return {"code": "changed"}
        _set(session, workspace_id, wanted, admin, now)
        return {"code": "saved"}

    settled = {"saved"}
    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda one: one["code"] in settled)


def problems(wanted: Rules) -> dict[str, Any]:
    """What can't be set like that. Pure."""
    long = next((name for name in wanted.values if len(name) > LONGEST_VALUE), None)
    wordless = next((name for name in wanted.values if not values.tag_of(name)), None)
    unfit = next((name for name in wanted.policy.emoji if not EMOJI.fullmatch(name)), None)
    allowance = wanted.policy.allowance
    chosen = {"channels": len(wanted.policy.channels), "exempt": len(wanted.exempt)}
    found: dict[str, Any] = {
        "values_many": len(wanted.values) if len(wanted.values) > MOST_VALUES else None,
        "value_long": long,
        "value_wordless": wordless,
        "value_needed": True if wanted.policy.values_required and not wanted.values else None,
        "emoji_none": True if not wanted.policy.emoji else None,
        "emoji_many": len(wanted.policy.emoji) if len(wanted.policy.emoji) > MOST_EMOJI else None,
        "emoji_unfit": unfit,
        "allowance": MOST_ALLOWED if allowance is not None and not 1 <= allowance <= MOST_ALLOWED else None,
        **{f"{what}_many": number if number > MOST_CHOSEN else None for what, number in chosen.items()},
    }
    return {code: figure for code, figure in found.items() if figure is not None}


def _set(session: Session, workspace_id: int, wanted: Rules, admin: str, now: datetime) -> None:
    known = members.resolve(session, workspace_id=workspace_id, slack_ids=[admin, *wanted.exempt], now=now)
    exempt: tuple[UUID, ...] = tuple(known[one].id for one in dict.fromkeys(wanted.exempt))
    policy = replace(wanted.policy, exempt=exempt)
    policies.save(session, workspace_id=workspace_id, policy=policy, by_id=known[admin].id, now=now)
    values.set_values(session, workspace_id=workspace_id, names=wanted.values, now=now)
    channel = wanted.policy.kudos_channel
    onboarding.set_channel(session, workspace_id=workspace_id, channel_id=channel, now=now)
