"""The Jinja2 templates: HTML is escaped by the template engine, mrkdwn before it gets there, text not at all."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import emoji
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from digests import charts
from digests.charts import Chart
from digests.pages import LeadershipPage, LeadPage, Page, PersonalPage, TeamPage
from models import words

TEMPLATES: dict[type[Page], str] = {
    TeamPage: "team",
    LeadPage: "lead",
    LeadershipPage: "leadership",
    PersonalPage: "personal",
}


def text(page: Page) -> str:
    return with_emoji(_environment().get_template(f"{_name(page)}.txt").render(page=page)).strip() + "\n"


def html(page: Page, shown: Iterable[Chart] = ()) -> str:
    """With these pictures in it: what one of them shows isn't drawn a second time."""
    pictures = {charts.name(chart): Markup(charts.inline(chart)) for chart in shown}  # noqa: S704  (autoescaped)
    return _environment().get_template(f"{_name(page)}.html").render(page=page, pictures=pictures)


def mrkdwn(template: str, macro: str, *values: Any) -> str:
    """One macro of a mrkdwn template. `values` are to be escaped already."""
    module: Any = _environment().get_template(f"{template}.mrkdwn").module
    return str(getattr(module, macro)(*values)).strip()


def with_emoji(said: str) -> str:
    """Slack's `:tada:` as the character, where Unicode has it."""
    return emoji.emojize(said, language="alias")


def _name(page: Page) -> str:
    return TEMPLATES[type(page)]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("digests.layout"),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = words.quote
    environment.filters["indented"] = lambda said: said.replace("\n", "\n    ")
    environment.filters["emoji"] = with_emoji
    return environment
