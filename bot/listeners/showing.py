"""What a view that was clicked on shows: its pages are in what it carries, and what is looked for in its field."""

import json

from bot.home.history import LONGEST_SEARCH
from bot.ids import ActionId
from bot.services import Incoming

LONGEST_SHOWN = 60
"""Characters of one thing that is shown: names of ours, and figures."""


def is_on(incoming: Incoming, surface: str) -> bool:
    """Whether the click was on Home, or in a form ("modal")."""
    return bool(incoming.body.get("view", {}).get("type") == surface)


def shown_on(incoming: Incoming) -> dict[str, str]:
    """What the view that was clicked on says it shows; nothing when it is of an older version."""
    try:
        said = json.loads(incoming.body.get("view", {}).get("private_metadata") or "{}")
    except ValueError:
        return {}
    pairs = said.items() if isinstance(said, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str) and len(key) + len(value) < LONGEST_SHOWN}


def searched(incoming: Incoming) -> str:
    """What stands in the search field of the view that was clicked on: words stay out of what buttons carry."""
    values = incoming.body.get("view", {}).get("state", {}).get("values", {})
    fields = [block.get(ActionId.HISTORY_SEARCH.value, {}) for block in values.values()]
    return next((str(field["value"]) for field in fields if field.get("value")), "").strip()[:LONGEST_SEARCH]
