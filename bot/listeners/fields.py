"""What the fields of a form hold, and the ids that buttons and forms carry."""

from typing import Any
from uuid import UUID

from bot.ids import BlockId
from models import words

NOBODYS = UUID(int=0)


def id_of(value: str) -> UUID:
    """The id that a button or form carries; a forged or broken one is nobody's."""
    try:
        return UUID(value)
    except ValueError:
        return NOBODYS


def chosen(view: dict[str, Any], block: BlockId) -> dict[str, Any]:
    """What a form's block holds, as Slack says it."""
    return dict(view["state"]["values"].get(block.value, {}).get(block.value, {}))


def picked(view: dict[str, Any], block: BlockId) -> str:
    """The value of the one chosen in a menu; "": none."""
    return str((chosen(view, block).get("selected_option") or {}).get("value") or "")


def all_picked(view: dict[str, Any], block: BlockId) -> tuple[str, ...]:
    """The values of those chosen in a menu, or of the boxes that are ticked."""
    return tuple(str(option["value"]) for option in chosen(view, block).get("selected_options") or ())


def ticked(view: dict[str, Any], block: BlockId) -> bool:
    """Whether its one box is ticked."""
    return bool(chosen(view, block).get("selected_options"))


def typed(view: dict[str, Any], block: BlockId) -> str | None:
    """What was typed into a form's field, in its stored form; None: nothing."""
    text = (chosen(view, block).get("value") or "").strip()
    return words.from_plain(text) or None


def typed_plain(view: dict[str, Any], block: BlockId) -> str:
    """What was typed, plain: a name, an amount or a link."""
    return words.storable(chosen(view, block).get("value") or "").strip()
