"""What is held about a person, as files: one for a machine, one to read."""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.surfaces.message import File
from models.privacy.exporting import Data

NAME = "backpat-my-data"


def files(data: Data) -> tuple[File, ...]:
    return (
        File(f"{NAME}.html", "Your data, to read", as_html(data).encode()),
        File(f"{NAME}.json", "Your data, as JSON", as_json(data).encode()),
    )


def as_json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_html(data: Data) -> str:
    """A page of its own: a table for each section, in which what is not there is left out."""
    return _template().render(sections=data, shown=_shown, said=_said)


def _shown(row: dict[str, Any]) -> list[tuple[str, Any]]:
    """What a row says; ids are for machines."""
    return [
        (name, value)
        for name, value in row.items()
        if value not in (None, "", [], {}) and name != "id" and not name.endswith("_id")
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.exports", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("person.html")
