"""Every id of an action, view and block.

Buttons outlive deployments: an id is never reused, and an old one stays handled.
"""

from bot.ids.actions import ActionId
from bot.ids.blocks import BlockId
from bot.ids.views import ShortcutId, ViewId

__all__ = ["COMMAND", "ActionId", "BlockId", "ShortcutId", "ViewId"]

COMMAND = "/pat"
