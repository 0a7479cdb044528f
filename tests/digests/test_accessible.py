"""The HTML of every digest, for whoever listens to it, enlarges it, or reads from right to left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from uuid import uuid4

import pytest

from digests.charts import AgesChart, CoverageChart
from digests.charts.figures import PersonAge, Week
from digests.figures.ages import Band
from digests.layout import templating
from digests.pages import LeadershipPage, LeadPage, Page, PersonalPage, TeamPage
from digests.pages.lead import AnswerPage
from digests.pages.leadership import BarPage, CausePage
from digests.pages.looking_out import Do, LookOutPage
from digests.pages.parts import LinePage, StoryPage
from digests.pages.personal import OwnPage
from digests.pages.team import DidPage
from tests.digests.test_charts import contrast

ARABIC = "شكرا جزيلا"
STORY = StoryPage("Ana", "Bo", "Refunded it", "She stayed", ARABIC, "First shop that did")
LINE = LinePage("We open in May", "Mira")
BAR = BarPage("Depot", "▇▇", 40, "4 of 10")
OWN = OwnPage(uuid4(), "Bo", "3 June", "", "in an open channel", ARABIC, "Refunded it", "She stayed", "Wow")
PAGES: dict[str, Page] = {
    "team": TeamPage("Pats", "3", "2", LINE, (STORY,), (DidPage("You said", "More vans", "Here"),), "", "", "Care"),
    "lead": LeadPage(
        "Your team", "7 of 11", False, "", LINE, (AnswerPage(uuid4(), "Ana", "Tuesday", ""),), "", "", "", "", "",
        (LookOutPage(uuid4(), ARABIC, "no thank-you for about a week", Do.GIVE),), 0, "", STORY, "Only you see this.",
    ),
    "leadership": LeadershipPage(
        "Across", "4 of 9", ("All",), "By week", (BAR,), "▁", "1 %", "By team", (BAR,), "", (CausePage("Late", "x"),),
        "", STORY, "Seen by",
    ),
    "personal": PersonalPage("You", "One pat", False, (OWN,), "", "", "", "Only you get this."),
}  # fmt: skip
CHARTS = (
    CoverageChart("your people", (Week("2 Mar", 3, 11),)),
    AgesChart((PersonAge("Ana", 3, Band.FRESH),)),
)


@dataclass
class Read(HTMLParser):
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def tags(name: str) -> list[tuple[str, dict[str, str]]]:
    read = Read()
    read.feed(templating.html(PAGES[name], CHARTS))
    return read.tags


@pytest.mark.parametrize("name", PAGES)
def test_headings_are_one_outline_without_a_gap(name: str) -> None:
    levels = [int(tag[1]) for tag, _ in tags(name) if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_parts_and_pictures_are_named_and_every_id_is_one(name: str) -> None:
    found = tags(name)
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert len(ids) == len(set(ids))
    for tag, attrs in found:
        if tag in ("section", "svg"):
            assert set(attrs["aria-labelledby"].split()) <= set(ids), attrs
        if tag == "svg":
            assert attrs["role"] == "img"
        if tag == "ul":
            assert attrs["role"] == "list"  # Safari tells of none without bullets, unless it is said
    assert dict(found)["html"]["lang"] == "en"


@pytest.mark.parametrize("name", PAGES)
def test_words_of_people_are_read_in_their_own_direction(name: str) -> None:
    page = templating.html(PAGES[name], ())
    assert ARABIC in page
    for before in re.findall(rf"<([^<>]*)>[^<>]*{ARABIC}", page):
        assert 'dir="auto"' in before, before


def schemes() -> Iterator[dict[str, str]]:
    css = templating.html(PAGES["team"], ())
    light, dark = re.findall(r":root {([^}]*)}", css)
    for scheme in (light, dark):
        yield {name: _six(colour) for name, colour in re.findall(r"--(\w+): (#\w+)", scheme)}


def _six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * one for one in colour[1:])


def test_text_has_the_contrast_that_wcag_asks_for_by_day_and_by_night() -> None:
    found = list(schemes())
    assert len(found) == 2
    for colours in found:
        for ink in ("ink", "soft", "accent"):
            for ground in ("paper", "card"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        assert contrast(colours["accent"], colours["line"]) >= 3  # a bar on its track
