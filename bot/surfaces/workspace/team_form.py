"""Forms about people: who is in a team, who leads, which user groups are teams, who is not in Slack."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, UserMultiSelectElement

from bot.ids import BlockId, ViewId
from bot.surfaces.kudos.give_form import MOST_OFFLINE
from bot.surfaces.views import checkbox, field, menu, note, text_field, view
from models.people.members import Kind, Member
from models.people.user_groups import UserGroup


def team(lead: Member, present: Sequence[Member], offline: Sequence[Member], *, own: bool) -> dict[str, Any]:
    """Who reports to `lead`; `offline` are all people without Slack who could."""
    label = "Who reports to you?" if own else f"Who reports to {lead.label}?"[:150]
    with_slack = [one.slack_user_id for one in present if one.slack_user_id]
    people = UserMultiSelectElement(action_id=BlockId.PEOPLE, initial_users=with_slack)
    seen = "that you are their lead" if own else "who their lead is"
    said = f"It holds from now on; figures of the past stay as they were. Each of them sees on Home {seen}."
    blocks: list[Block] = [field(BlockId.PEOPLE, label, people, optional=True), *_offline(present, offline), note(said)]
    return view(ViewId.TEAM, "Who is in the team?", blocks, submit="Save", metadata=str(lead.id))


def leads(named: Sequence[Member]) -> dict[str, Any]:
    """Whom the admins have named as leads."""
    people = [one.slack_user_id for one in named if one.slack_user_id]
    hint = "Each gets one message that asks who is in their team. Whoever has reports is a lead already."
    picker = UserMultiSelectElement(action_id=BlockId.PEOPLE, initial_users=people)
    asked = field(BlockId.PEOPLE, "Who leads people?", picker, optional=True, hint=hint)
    return view(ViewId.LEADS, "Name the leads", [asked], submit="Save")


def groups(some: Sequence[UserGroup]) -> dict[str, Any]:
    """Which user groups are teams."""
    choices = [(one.slack_id, f"{one.name} (@{one.handle})") for one in some]
    current = [one.slack_id for one in some if one.team_id is not None]
    hint = "Their teams follow them from now on. A group taken out leaves an archived team, with its past."
    asked = menu(BlockId.GROUPS, "Which user groups are teams?", choices, current=current, hint=hint)
    return view(ViewId.GROUPS, "Teams from user groups", [asked], submit="Save")


def offline(one: Member | None) -> dict[str, Any]:
    """Someone who is not in Slack: a new one, or one to change."""
    name, handle, site = (one.name, one.handle, one.site or "") if one else ("", "", "")
    optional: dict[str, Any] = {"optional": True, "multiline": False}
    made = "Left empty, it is made from the name."
    blocks: list[Block] = [
        text_field(BlockId.NAME, "Name", "Lee Wong", initial=name, multiline=False, longest=80),
        text_field(BlockId.HANDLE, "Typed as /pat @…", "lee-wong", initial=handle, longest=80, hint=made, **optional),
        text_field(BlockId.SITE, "Site", "Depot North", initial=site, longest=80, **optional),
    ]
    if one:
        blocks.append(checkbox(BlockId.GONE, "No longer here?", "They have left: offer them no more"))
    said = "A name is all it takes: no e-mail address, no phone number. They can be given pats, and be named as givers."
    blocks.append(note(said))
    title = "Change someone" if one else "Add someone"
    return view(ViewId.OFFLINE, title, blocks, submit="Save", metadata=str(one.id) if one else "")


def _offline(present: Sequence[Member], offline: Sequence[Member]) -> list[Block]:
    """Those in the team are listed whatever the number of others."""
    mine = [one for one in present if one.kind == Kind.OFFLINE]
    others = [one for one in offline if one not in mine]
    listed = sorted([*mine, *others[: max(0, MOST_OFFLINE - len(mine))]], key=lambda one: one.name.casefold())
    if not listed:
        return []
    choices = [(str(one.id), one.name) for one in listed]
    current = [str(one.id) for one in mine]
    return [menu(BlockId.OFFLINE, "And who isn’t in Slack?", choices, current=current)]
