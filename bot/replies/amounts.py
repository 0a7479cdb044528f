"""Why an amount could not be read, and what fits; in plain text, as under a form's field."""

from bot.parsing.amounts import Refused, Why

EXAMPLES = "For example: 50, €38.50 or 1,234.50 USD."


def refused(found: Refused) -> str:
    """What they typed stays in the field."""
    return {
        Why.NEGATIVE: f"An amount is 0 or more: leave the minus out. {EXAMPLES}",
        Why.TOO_PRECISE: f"That currency has no coin so small. {EXAMPLES}",
        Why.AMBIGUOUS: "That could be two amounts. Write it without a comma: 1500 or 1.500.",
        Why.TOO_LARGE: f"That is more than fits here. {EXAMPLES}",
    }.get(found.why, f"I can’t read one amount in that. {EXAMPLES}")
