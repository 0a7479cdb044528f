"""A digest in sentences: every string is plain text, not escaped for anything. Pure.

The one place that says what a digest says; text, blocks and HTML only lay it out.
"""

from digests.collecting import Digest, LeadDigest, LeadershipDigest, PersonalDigest
from digests.pages.lead import AnswerPage, LeadPage, lead
from digests.pages.leadership import BarPage, CausePage, LeadershipPage, leadership
from digests.pages.looking_out import LookOutPage
from digests.pages.parts import LinePage, StoryPage
from digests.pages.personal import OwnPage, PersonalPage, personal
from digests.pages.team import DidPage, TeamPage, team
from digests.telling import Words

__all__ = [
    "AnswerPage",
    "BarPage",
    "CausePage",
    "DidPage",
    "LeadPage",
    "LeadershipPage",
    "LinePage",
    "LookOutPage",
    "OwnPage",
    "Page",
    "PersonalPage",
    "StoryPage",
    "TeamPage",
    "page_of",
]

Page = TeamPage | LeadPage | LeadershipPage | PersonalPage


def page_of(digest: Digest, told: Words) -> Page | None:
    """None when nothing is left to tell."""
    match digest:
        case LeadDigest():
            return lead(digest, told)
        case LeadershipDigest():
            return leadership(digest, told)
        case PersonalDigest():
            return personal(digest, told)
    return team(digest, told)
