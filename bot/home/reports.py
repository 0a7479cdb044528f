"""On an admin's Home: which pats were reported, and wait for somebody to look."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from slack_sdk.models.blocks import Block, DividerBlock
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.surfaces.kudos import report_form
from bot.surfaces.kudos.card import story
from bot.surfaces.text import mention, section
from models import words
from models.kudos import cards, reports
from models.kudos.cards import Card
from models.kudos.reports import KudosReport
from models.people import members
from models.people.members import Member

MOST = 3
MOST_REPORTERS = 3
LONGEST_STORY = 2
"""Blocks of one kudos; a view holds 100 in all."""
LONGEST_WORDS = 500


def reported(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Each with the reporters' words, "Leave it" and "Remove"."""
    if not visitor.admin or visitor.member is None:
        return []
    found = reports.waiting(session, workspace_id=visitor.workspace_id, admin_id=visitor.member.id)
    by = {report.by_id for waiting in found.values() for report in waiting}
    people = members.by_id(session, visitor.workspace_id, by) if by else {}
    return drawn(found, cards.cards(session, visitor.workspace_id, list(found)[:MOST]), people)


def drawn(
    found: Mapping[UUID, Sequence[KudosReport]], known: Mapping[UUID, Card], people: Mapping[UUID, Member]
) -> list[Block]:
    if not found:
        return []
    blocks: list[Block] = [DividerBlock(), header("Reported")]
    for kudos_id in list(found)[:MOST]:
        card = known[kudos_id]
        said = [_said(report, people) for report in found[kudos_id][:MOST_REPORTERS]]
        blocks += [section(report_form.head(card)), *story(card)[:LONGEST_STORY]]
        blocks += [section("\n".join(said)), report_form.decide(card, card.id.hex)]
    more = [section(f"_and {len(found) - MOST} more, once these are decided_")] if len(found) > MOST else []
    return [*blocks, *more]


def _said(report: KudosReport, people: Mapping[UUID, Member]) -> str:
    member = people.get(report.by_id)
    who = mention(member.slack_user_id) if member and member.slack_user_id else "Somebody"
    if not report.words:
        return f"Reported by {who}"
    return f"Reported by {who}:\n{words.quote(words.cut(report.words, LONGEST_WORDS))}"
