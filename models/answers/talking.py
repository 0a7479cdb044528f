"""Let's talk: whom it is for says whether the time suits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import Answer, telling
from models.delivery.outbox import Purpose
from models.people import members
from models.storage.requests import Outcome

YES, OTHER = "yes", "other"


def reply(
    session: Session, *, workspace_id: int, decision_id: UUID, member: str, suits: bool, now: datetime
) -> Outcome:
    """`member` (a Slack id), who decided, says so; they may think again.

    `code`: "told" (and `to`, a Slack id), "already" or "not_yours".
    """
    decision = telling.locked(session, workspace_id, decision_id)
    person = members.by_slack_user(session, workspace_id, member)
    answer = session.get(Answer, (workspace_id, decision_id)) if decision else None
    if decision is None or answer is None or person is None or decision.member_id != person.id:
        return {"code": "not_yours"}
    said = YES if suits else OTHER
    if answer.kind != "talk" or answer.talk_answer == said:
        return {"code": "already"}
    answer.talk_answer = said
    session.flush()
    lead = members.by_id(session, workspace_id, [answer.by_id])[answer.by_id]
    telling.bring_in_step(session, workspace_id, decision_id, now)
    telling.tell(session, lead, Purpose.TALK_ANSWERED, decision_id, said, now)
    return {"code": "told", "to": lead.slack_user_id, "suits": suits}
