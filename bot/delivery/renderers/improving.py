"""Ideas, causes and training: the messages about them."""

from bot.delivery.material import Renderer
from bot.listeners.registry import Who
from models.delivery.outbox import Purpose

RENDERERS: dict[Purpose, Renderer] = {}
READERS: dict[Purpose, tuple[Who, str]] = {}
