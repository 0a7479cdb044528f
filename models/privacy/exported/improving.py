"""The pledge, limits, ideas and causes: what someone signed, wrote, asked for or took on."""

from sqlalchemy import or_

from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep, IdeaSupport
from models.improving.leadership import LeadershipLine
from models.limits import Limit
from models.limits.asking import RoomRequest
from models.pledge import BrokenPromise, CoSignature, Pledge
from models.privacy.exported.rows import Row, Section, Who, grouped, hang, of, only, stored


def _room_asked(who: Who) -> list[Row]:
    """Of those that others asked of them, what they answered: the words of whoever asked are theirs."""
    theirs = stored(who, RoomRequest, RoomRequest.member_id == who.id)
    asked = or_(RoomRequest.lead_id == who.id, RoomRequest.resolved_by_id == who.id)
    answered = stored(who, RoomRequest, asked, RoomRequest.member_id != who.id)
    return theirs + [{name: value for name, value in row.items() if name != "words"} for row in answered]


def _ideas(who: Who) -> list[Row]:
    """Theirs, with what became of each; who else says "me too" is theirs to tell."""
    ideas = stored(who, Idea, Idea.author_id == who.id)
    ids = [row["id"] for row in ideas]
    steps = grouped(stored(who, IdeaStep, IdeaStep.idea_id.in_(ids)), "idea_id")
    supports = grouped(stored(who, IdeaSupport, IdeaSupport.idea_id.in_(ids)), "idea_id")
    counted = [{**row, "supported_by": len(supports.get(row["id"], []))} for row in ideas]
    return hang(counted, {"steps": steps})


def _kept(who: Who) -> list[Row]:
    """Ideas of others that they answer, without the words and whose they are."""
    return only(stored(who, Idea, Idea.keeper_id == who.id), "id", "keeper_id", "at", "withdrawn_at")


SECTIONS: dict[str, Section] = {
    "pledges": of(Pledge, Pledge.signer_id, Pledge.set_by_id),
    "pledges they stand by": of(CoSignature, CoSignature.lead_id),
    "promises that were not kept, as they said": of(BrokenPromise, BrokenPromise.by_id),
    "limits": of(Limit, Limit.member_id, Limit.lead_id, Limit.ask_id, Limit.author_id),
    "more room": _room_asked,
    "ideas": _ideas,
    "ideas that they answer": _kept,
    "steps they took with ideas": of(IdeaStep, IdeaStep.by_id),
    "ideas they support": of(IdeaSupport, IdeaSupport.member_id),
    "causes": of(Cause, Cause.owner_id, Cause.closed_by_id),
    "lines for the digest": of(LeadershipLine, LeadershipLine.by_id),
}
COVERED = frozenset(
    {
        *("pledges", "pledge_cosignatures", "broken_promises", "limits", "room_requests"),
        *("ideas", "idea_steps", "idea_supports", "causes", "leadership_lines"),
    }
)
"""Tables whose rows about the person are in one of `SECTIONS`."""
