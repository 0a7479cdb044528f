"""On Home: being away and who stands in; whom one's team chose as peer lead; what may go to another lead."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.replies.standing_in import day_in_words
from bot.surfaces.answers import answer_clock as surface
from bot.surfaces.message import button
from bot.surfaces.text import people, person, section
from models.answers import absences, asking_another, peers
from models.answers.absences import Absence
from models.people import leads, members
from models.people.members import Kind, Member
from models.people.persons import Person
from models.pledge import reading as pledges

MOST = 5
"""Decisions without an answer that are shown; the others follow when these are answered."""
SMALLEST = 3
"""People of a team that can choose: of two nobody is chosen by more than half."""


def uncovered(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Decisions of theirs that wait for so long that they may ask another lead."""
    if visitor.member is None:
        return []
    found = asking_another.askable(session, visitor.workspace_id, visitor.member, visitor.now)
    return [surface.standing(it) for it in found[:MOST]]


def standing_in(session: Session, visitor: Visitor) -> Sequence[Block]:
    """For people of this company: away until; and, where decisions are on, their team's peer lead."""
    member = visitor.member
    if member is None or not member.active or member.kind != Kind.PERSON:
        return []
    decisions = pledges.in_force(session, visitor.workspace_id) is not None
    absence = absences.away_at(session, visitor.workspace_id, visitor.now).get(member.id)
    if not (decisions or absence or leads.is_lead(session, member)):
        return []
    peer_lead = _peer_lead(session, visitor, member) if decisions else []
    return [*_away(session, visitor.workspace_id, absence), *peer_lead]


def _away(session: Session, workspace_id: int, absence: Absence | None) -> list[Block]:
    if absence is None:
        said = section("*Away for a while?* A colleague can stand in for you.")
        said.accessory = button("Away until…", ActionId.OPEN_AWAY, "home")
        return [said]
    ids = [absence.stand_in_id] if absence.stand_in_id else []
    others = [_person(one) for one in members.by_id(session, workspace_id, ids).values()]
    who = f" {person(others[0])} stands in for you." if others else ""
    back = button("I’m back", ActionId.BACK_AGAIN, "home", style="primary")
    change = button("Change…", ActionId.OPEN_AWAY, "again", part="again")
    text = f"*You are away until {day_in_words(absence.back_on)}.*{who}"
    return [section(text), ActionsBlock(elements=[back, change])]


def _peer_lead(session: Session, visitor: Visitor, member: Member) -> list[Block]:
    team = peers.team_of(session, visitor.workspace_id, member.id, visitor.now)
    if len(team) < SMALLEST:
        return []
    chosen = [_person(one) for one in peers.of_team(session, visitor.workspace_id, team)]
    now = f"{people(chosen)}, besides your lead" if chosen else "your lead, and nobody else yet"
    said = section(f"*Who answers your team’s decisions?* {now[0].upper()}{now[1:]}.")
    said.accessory = button("Choose a peer lead…", ActionId.OPEN_PEER_LEAD, "home")
    return [said]


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)
