"""What is said about what admins set about recognition gaps."""

from models.gaps.rules import GapRules

CHANGED = "Somebody else saved these meanwhile, so I saved nothing. Open them again to see what is set now."


def home(rules: GapRules) -> str:
    """In a line what is set."""
    names = "leads read the names of their own people" if rules.names else "no names, for anyone"
    nudges = "leads are nudged, seldom" if rules.nudging and rules.names else "no nudges"
    guests = "guests are counted" if rules.guests else "guests are not counted"
    return f"*Recognition gaps*: {names}, {nudges}, {guests}."
