"""A digest in sentences: every string is plain text, not escaped for anything. Pure.

The one place that says what a digest says; text, blocks and HTML only lay it out.
"""

from digests.collecting import Digest, LeadDigest
from digests.pages.lead import AnswerPage, LeadPage, LookOutPage, lead
from digests.pages.parts import LinePage, StoryPage
from digests.pages.team import DidPage, TeamPage, team
from digests.telling import Words

__all__ = ["AnswerPage", "DidPage", "LeadPage", "LinePage", "LookOutPage", "Page", "StoryPage", "TeamPage", "page_of"]

Page = TeamPage | LeadPage


def page_of(digest: Digest, told: Words) -> Page | None:
    """None when nothing is left to tell."""
    return lead(digest, told) if isinstance(digest, LeadDigest) else team(digest, told)
