"""A decision as its two people read it: what happened, what was decided, what came of it."""

from uuid import UUID

from slack_sdk.models.blocks import Block

from bot.surfaces.text import SECTION, person, quoted, section
from bot.surfaces.views import note
from models import words
from models.decisions import Fix
from models.decisions.reading import DecisionCard, Fit

FIXES = {
    Fix.ONE_OFF: "A one-off",
    Fix.SYMPTOM: "A symptom: it will happen again",
    Fix.ROOT_CAUSE: "The root cause is fixed",
}


def story(card: DecisionCard, *, reader: UUID | None = None, amounts: bool = True) -> list[Block]:
    """Its words, and the amount beside the limit; `reader` (a member's id) is called "you" where it is them.

    Without `amounts` none is shown: for channels, unless an admin allows them there.
    """
    who = "you" if reader == card.person.id else person(card.person)
    told = [("What happened", card.situation), (f"What {who} decided", card.choice), ("What came of it", card.outcome)]
    blocks: list[Block] = [piece for label, text in told if text for piece in quoted(f"*{label}:* {text}")]
    if card.customer_words:
        said = words.mrkdwn(card.customer_words).replace("\n", " ")
        blocks += [section(piece) for piece in words.pieces(f":speech_balloon: “{said}” (the customer)", SECTION)]
    from_ = f"<{card.link}|From this message>" if card.link else ""
    beside = [line for line in (measured(card) if amounts else "", caused(card.cause, card.fix), from_) if line]
    return [*blocks, *([note("\n".join(beside))] if beside else [])]


def measured(card: DecisionCard) -> str:
    """The category, and the amount beside the limit that was in force; "" when there is neither."""
    category, figures = words.from_plain(card.category or ""), _figures(card)
    return f"{category}: {figures}" if category and figures else category or figures


def _figures(card: DecisionCard) -> str:
    if card.amount is None:
        return ""
    return {
        Fit.WITHIN: f"{card.amount}, within the usual {card.limit}" if card.limit else f"{card.amount}, within reach",
        Fit.ABOVE: f"{card.amount}, above the usual {card.limit}: maybe the limit should move",
        Fit.OTHER_CURRENCY: f"{card.amount}. The limit is {card.limit}: I don’t convert, so I can’t compare",
    }.get(card.fit, str(card.amount))


def caused(name: str | None, mark: str | None) -> str:
    """Why it keeps happening, and what became of that; "" when neither was said."""
    fix = FIXES[Fix(mark)] if mark else ""
    cause = f"Cause: {words.from_plain(name)}" if name else ""
    return ". ".join(filter(None, (cause, fix)))
