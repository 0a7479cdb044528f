"""All the methods there are."""

from simulator.api import apps, chat, conversations, people, reactions, uploads, views
from simulator.api.call import Method

_FAMILIES = (apps, chat, conversations, people, reactions, uploads, views)
METHODS: dict[str, Method] = {row.name: row for family in _FAMILIES for row in family.ROWS}
