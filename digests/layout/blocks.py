"""Digests as Slack blocks. A page's strings are escaped here, all of them, before a template sees one."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from slack_sdk.models.blocks import Block

from digests.layout.building import header
from digests.layout.lead import lead
from digests.layout.leadership import leadership
from digests.layout.personal import personal
from digests.layout.team import team
from digests.pages import LeadershipPage, LeadPage, Page, PersonalPage
from models import words

T = TypeVar("T")


def build(page: Page, run: UUID | None = None) -> list[dict[str, Any]]:
    """In a message of `run`, a lead's is one phone screen, and its button asks for the rest."""
    return [block.to_dict() for block in (header(page.title), *_blocks(escaped(page), run))]


def _blocks(page: Page, run: UUID | None) -> Iterator[Block]:
    match page:
        case LeadPage():
            return lead(page, run)
        case LeadershipPage():
            return leadership(page)
        case PersonalPage():
            return personal(page)
    return team(page)


def escaped(value: T) -> T:
    """The same page with `&`, `<` and `>` escaped in every string: nothing in it can mention or call anyone."""
    if isinstance(value, str):
        return words.from_plain(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(escaped, value))  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: escaped(getattr(value, field.name)) for field in fields(value)})
    return value
