"""Decisions: logged, offered, answered; guidance, of which there is a record here and the words elsewhere."""

from sqlalchemy import or_, select

from models.answers import Answer, Answerer, Cover
from models.answers.absences import Absence
from models.answers.guidance import Guidance
from models.answers.peers import PeerVote
from models.decisions import Decision
from models.decisions.offers import DecisionOffer
from models.decisions.versions import DecisionVersion
from models.improving.causes import Cause
from models.limits import Category
from models.privacy.exported.rows import Row, Section, Who, grouped, hang, of, only, stored

GUIDANCE = ("decision_id", "by_id", "to_id", "category_id", "at", "read_at", "replied_at", "reply_read_at")
WHERE = "sealed, for its two people alone: Home opens it, under the decision"


def _decisions(who: Who) -> list[Row]:
    """Theirs, each with all that hangs on it."""
    decisions = stored(who, Decision, Decision.member_id == who.id)
    ids = [row["id"] for row in decisions]
    parts = {
        "said_before": stored(who, DecisionVersion, DecisionVersion.decision_id.in_(ids)),
        "answered_by": stored(who, Answerer, Answerer.decision_id.in_(ids)),
        "answer": stored(who, Answer, Answer.decision_id.in_(ids)),
        "told_that_they_are_covered": stored(who, Cover, Cover.decision_id.in_(ids)),
    }
    hanging = {name: grouped(some, "decision_id") for name, some in parts.items()}
    return hang(_named(who, decisions), hanging)


def _named(who: Who, decisions: list[Row]) -> list[Row]:
    """With the names of categories and causes beside their ids."""
    of = who.workspace_id
    names = dict(who.session.execute(select(Category.id, Category.name).where(Category.workspace_id == of)).all())
    names |= dict(who.session.execute(select(Cause.id, Cause.name).where(Cause.workspace_id == of)).all())
    said = (("category", "category_id"), ("cause", "cause_id"))
    return [{**row, **{name: names.get(row[column]) for name, column in said}} for row in decisions]


def _guidance(who: Who) -> list[Row]:
    """From whom, to whom and when. The words are sealed with a key that is not here."""
    found = stored(who, Guidance, or_(Guidance.by_id == who.id, Guidance.to_id == who.id))
    return [{**row, "text": WHERE} for row in only(found, *GUIDANCE)]


def _votes(who: Who) -> list[Row]:
    """Theirs, with whom they want; and that somebody wants them, without who."""
    for_them = stored(who, PeerVote, PeerVote.peer_id == who.id)
    return stored(who, PeerVote, PeerVote.member_id == who.id) + only(for_them, "peer_id", "at")


SECTIONS: dict[str, Section] = {
    "decisions": _decisions,
    "asked whether it was a decision": of(DecisionOffer, DecisionOffer.member_id),
    "decisions of others that they answer": of(Answerer, Answerer.member_id),
    "answers they gave": of(Answer, Answer.by_id),
    "guidance": _guidance,
    "peer leads": _votes,
    "absences": of(Absence, Absence.member_id, Absence.stand_in_id, Absence.set_by_id),
}
COVERED = frozenset(
    {
        *("decisions", "decision_versions", "decision_offers", "answerers", "answers", "covers", "guidance"),
        *("peer_votes", "absences"),
    }
)
"""Tables whose rows about the person are in one of `SECTIONS`."""
