"""What a gift comes to: who receives it, who is left out and why, or why nothing is given. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models import wording, words
from models.giving.addressing import Addressed
from models.giving.allowances import Allowance
from models.giving.gifts import LONGEST, MOST_RECEIVERS, Gift
from models.kudos import Source
from models.people.members import Kind, Member, Party
from models.workspace.policies import Asks, Guests, Policy

WITHOUT_WORDS = frozenset({Source.REACTION})
"""Ways to give that hold no words: what they are about is the message they stand on."""


Against = tuple[bool, str, dict[str, Any]]
"""Whether it is so, and the refusal's code and figures."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` "given" or why not, with the `figures` that a reply names; `left_out` are (Slack id, reason)."""

    code: str
    receivers: tuple[Party, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        return self.code == "given"


def decide(gift: Gift, addressed: Addressed, policy: Policy) -> Verdict:
    """Who receives this gift, by the people and the workspace's policy; the allowance is `enough`'s."""
    reasons = {party.id: cannot_receive(party, addressed, policy) for party in addressed.receivers}
    receivers = tuple(party for party in addressed.receivers if reasons[party.id] is None)
    left_out = [(party.slack_user_id, str(reasons[party.id])) for party in addressed.receivers if reasons[party.id]]
    for code, figures in _refusals(gift, addressed, policy, receivers, left_out):
        return Verdict(code, receivers, tuple(left_out), figures)
    return Verdict("given", receivers, tuple(left_out))


def enough(verdicts: Sequence[Verdict], allowance: Allowance | None) -> Verdict | None:
    """The refusal, when these gifts together need more than is left; None: they don't."""
    needs = sum(len(verdict.receivers) for verdict in verdicts)
    if allowance is None or needs <= allowance.left:
        return None
    left = {"needs": needs, "left": allowance.left, "most": allowance.most, "period": str(allowance.period)}
    return Verdict("allowance", figures=left | {"resets_at": int(allowance.resets_at.timestamp())})


def about_words(gift: Gift, policy: Policy) -> Verdict | None:
    """The refusal, when its words or values alone speak against it: they are looked at again in an edit."""
    found = [(code, figures) for against, code, figures in (*_words(gift), *_asked_for(gift, policy)) if against]
    return Verdict(found[0][0], figures=found[0][1]) if found else None


def cannot_receive(party: Party | Member, addressed: Addressed, policy: Policy) -> str | None:
    """Why they can't be given this: "self", "bot", "external", "guest" or "deactivated"; None: they can."""
    if party.id in (addressed.author.id, addressed.giver.id):
        return "self"
    return unsuitable(party, policy)


def unsuitable(party: Party | Member, policy: Policy) -> str | None:
    """Why nobody can give them a kudos; None: somebody can."""
    if party.kind == Kind.BOT or (party.kind == Kind.EXTERNAL and not policy.external):
        return str(party.kind)
    if party.kind == Kind.GUEST and policy.guests == Guests.NONE:
        return "guest"
    return None if party.active else "deactivated"


def _refusals(
    gift: Gift,
    addressed: Addressed,
    policy: Policy,
    receivers: Sequence[Party],
    left_out: Sequence[tuple[str | None, str]],
) -> "list[tuple[str, dict[str, Any]]]":
    """Everything that speaks against it, the weightiest first."""
    nobody = "only_self" if {reason for _, reason in left_out} == {"self"} else "nobody_left"
    named = bool(addressed.receivers) or bool(gift.groups)
    kind = {"kind": addressed.author.kind, "guests": policy.guests}
    found: list[Against] = [
        (not addressed.author.active, "left", {}),
        (_may_not_give(addressed.author, policy), "guests", kind),
        (bool(addressed.unknown), "unknown", {"unknown": list(addressed.unknown)}),
        (bool(addressed.no_groups), "group", {"groups": [list(pair) for pair in addressed.no_groups]}),
        (not named, "nobody", {}),
        (not addressed.receivers, "empty_group", {"groups": list(gift.groups)}),
        (len(addressed.receivers) > MOST_RECEIVERS, "too_many", {"people": len(addressed.receivers)}),
        (not receivers, nobody, {}),
        *_words(gift),
        (_elsewhere(gift, policy), "channel", {"channels": list(policy.channels)}),
        *_asked_for(gift, policy),
    ]
    return [(code, figures) for against, code, figures in found if against]


def _words(gift: Gift) -> list[Against]:
    longest = max((max(words.length(text), len(words.plain(text)) // 4) for text in gift.texts), default=0)
    return [
        (not (gift.message or gift.decision) and gift.source not in WITHOUT_WORDS, "no_message", {}),
        (longest > LONGEST, "too_long", {"length": longest}),
    ]


def _asked_for(gift: Gift, policy: Policy) -> list[Against]:
    return [
        (policy.asks == Asks.REQUIRE and not says_what(gift), "what", {}),
        (policy.values_required and not gift.value_ids, "value", {}),
    ]


def _may_not_give(author: Party, policy: Policy) -> bool:
    if author.kind == Kind.GUEST:
        return policy.guests != Guests.GIVE
    return author.kind in {Kind.EXTERNAL, Kind.BOT}


def _elsewhere(gift: Gift, policy: Policy) -> bool:
    return bool(policy.channels) and gift.channel_id not in policy.channels


def says_what(gift: Gift) -> bool:
    """Whether its words say what they did, or what came of it; a reaction has no words at all."""
    said = (gift.decision, gift.message, gift.outcome)
    return any(text and not wording.only_praise(text) for text in said)
