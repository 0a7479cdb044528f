"""What a kudos' words look like: only praise, or details of a customer that don't belong there. Pure."""

from models.wording.amounts import amounts
from models.wording.details import details
from models.wording.praise import only_praise

__all__ = ["amounts", "details", "only_praise"]
