"""What people write, read: who is meant, and for what. Pure: no database, no Slack."""

from bot.parsing.commands import command
from bot.parsing.messages import message
from bot.parsing.typed import Part, Typed

__all__ = ["Part", "Typed", "command", "message"]
