"""Planted faults: for each limit of Block Kit and views, a surface just inside it and one just outside.

The numbers stand here a second time on purpose, and a test compares them with the shared facts, not with the simulator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Surface = dict[str, Any]


@dataclass(frozen=True)
class Limit:
    """`make(n)` builds blocks (or a view) with n of it; `row` and `number` are where the facts say so."""

    name: str
    row: str
    number: int
    make: Callable[[int], Any]
    on_view: bool = False


def plain(text: str) -> Surface:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Surface:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Surface:
    return {"type": "section", "text": mrkdwn("hi"), **more}


def actions(*elements: Surface) -> list[Surface]:
    return [{"type": "actions", "elements": list(elements)}]


def button(**more: Any) -> Surface:
    return {"type": "button", "text": plain("Go"), **more}


def options(count: int) -> list[Surface]:
    return [{"text": plain(f"Option {n}"), "value": str(n)} for n in range(count)]


def select(**more: Any) -> list[Surface]:
    return actions({"type": "static_select", "options": options(2), **more})


def field(element: Surface, **more: Any) -> Surface:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def modal(**more: Any) -> Surface:
    return {"type": "modal", "title": plain("T"), "submit": plain("Go"), "blocks": [section()], **more}


def typed(**more: Any) -> Surface:
    return modal(blocks=[field({"type": "plain_text_input", **more})])


def confirm(**more: Any) -> list[Surface]:
    asked = {"title": plain("T"), "text": plain("Sure?"), "confirm": plain("Yes"), "deny": plain("No"), **more}
    return actions(button(confirm=asked))


def image(**more: Any) -> list[Surface]:
    return [{"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a", **more}]


def link(length: int) -> str:
    return "https://example.com/".ljust(length, "x")


def table(rows: int, cells: int) -> list[Surface]:
    return [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}]


def checkboxes(count: int) -> list[Surface]:
    return actions({"type": "checkboxes", "options": options(count)})


LIMITS = (
    Limit("blocks of a message", "blocks", 50, lambda n: [section()] * n),
    Limit("blocks of a modal", "blocks", 100, lambda n: modal(blocks=[section()] * n), on_view=True),
    Limit("block_id", "`block_id`", 255, lambda n: [section(block_id="x" * n)]),
    Limit("action_id", "`block_id`", 255, lambda n: actions(button(action_id="x" * n))),
    Limit("section text", "section", 3000, lambda n: [section(text=mrkdwn("x" * n))]),
    Limit("section fields", "section", 10, lambda n: [section(fields=[mrkdwn("x")] * n)]),
    Limit("section field text", "section", 2000, lambda n: [section(fields=[mrkdwn("x" * n)])]),
    Limit("header", "header", 150, lambda n: [{"type": "header", "text": plain("x" * n)}]),
    Limit("context elements", "context", 10, lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}]),
    Limit("actions elements", "actions", 25, lambda n: actions(*[button() for _ in range(n)])),
    Limit("image alt text", "image", 2000, lambda n: image(alt_text="x" * n)),
    Limit("image title", "image", 2000, lambda n: image(title=plain("x" * n))),
    Limit("image url", "image", 3000, lambda n: image(image_url=link(n))),
    Limit(
        "input label",
        "input",
        2000,
        lambda n: modal(blocks=[field({"type": "users_select"}, label=plain("x" * n))]),
        True,
    ),
    Limit(
        "input hint",
        "input",
        2000,
        lambda n: modal(blocks=[field({"type": "users_select"}, hint=plain("x" * n))]),
        True,
    ),
    Limit("markdown", "markdown", 12_000, lambda n: [{"type": "markdown", "text": "x" * n}]),
    Limit(
        "markdown in two",
        "markdown",
        12_000,
        lambda n: [{"type": "markdown", "text": "x" * k} for k in (9000, n - 9000)],
    ),
    Limit("button text", "button", 75, lambda n: actions(button(text=plain("x" * n)))),
    Limit("button value", "button", 2000, lambda n: actions(button(value="x" * n))),
    Limit("button url", "button", 3000, lambda n: actions(button(url=link(n)))),
    Limit("button accessibility label", "button", 75, lambda n: actions(button(accessibility_label="x" * n))),
    Limit("select options", "selects", 100, lambda n: select(options=options(n))),
    Limit("select placeholder", "selects", 150, lambda n: select(placeholder=plain("x" * n))),
    Limit("option text", "selects", 75, lambda n: select(options=[{"text": plain("x" * n), "value": "v"}])),
    Limit("option value", "selects", 150, lambda n: select(options=[{"text": plain("x"), "value": "v" * n}])),
    Limit("checkboxes", "checkboxes, radio buttons", 10, checkboxes),
    Limit(
        "radio buttons",
        "checkboxes, radio buttons",
        10,
        lambda n: actions({"type": "radio_buttons", "options": options(n)}),
    ),
    Limit("overflow", "overflow", 5, lambda n: actions({"type": "overflow", "options": options(n)})),
    Limit("plain text input", "plain text input", 3000, lambda n: typed(max_length=n), on_view=True),
    Limit("confirm title", "confirm", 100, lambda n: confirm(title=plain("x" * n))),
    Limit("confirm text", "confirm", 300, lambda n: confirm(text=plain("x" * n))),
    Limit("confirm button", "confirm", 30, lambda n: confirm(confirm=plain("x" * n))),
    Limit("deny button", "confirm", 30, lambda n: confirm(deny=plain("x" * n))),
    Limit("table rows", "table", 100, lambda n: table(n, 1)),
    Limit("table cells", "table", 20, lambda n: table(1, n)),
    Limit("title", "## Views", 24, lambda n: modal(title=plain("x" * n)), on_view=True),
    Limit("submit", "## Views", 24, lambda n: modal(submit=plain("x" * n)), on_view=True),
    Limit("close", "## Views", 24, lambda n: modal(close=plain("x" * n)), on_view=True),
    Limit("private_metadata", "## Views", 3000, lambda n: modal(private_metadata="x" * n), on_view=True),
    Limit("callback_id", "## Views", 255, lambda n: modal(callback_id="x" * n), on_view=True),
)

# Wrong at any size: (name, blocks or a view).
WRONG: dict[str, Any] = {
    "an empty text": [section(text=mrkdwn(""))],
    "a header in mrkdwn": [{"type": "header", "text": mrkdwn("x")}],
    "a button in mrkdwn": actions(button(text=mrkdwn("x"))),
    "an unknown block": [{"type": "carousel_of_joy"}],
    "an unknown field": [section(colour="red")],
    "an unknown element": actions({"type": "lever"}),
    "no text and no fields": [{"type": "section"}],
    "a repeated block_id": [section(block_id="a"), section(block_id="a")],
    "a repeated action_id": [*actions(button(action_id="a")), *actions(button(action_id="a"))],
    "emoji in mrkdwn": [section(text={"type": "mrkdwn", "text": "x", "emoji": True})],
    "a file in a message": [field({"type": "file_input", "action_id": "f"})],
    "two tables": [*table(1, 1), *table(1, 1)],
    "an input as an accessory": [section(accessory={"type": "plain_text_input", "action_id": "a"})],
    "no options": actions({"type": "static_select", "action_id": "a"}),
    "an initial option that is none": select(initial_option={"text": plain("Z"), "value": "z"}),
    "a date that is none": actions({"type": "datepicker", "initial_date": "tomorrow"}),
    "a link that is none": actions(button(url="over there")),
    "not even an object": ["hello"],
    "an input without submit": {"type": "modal", "title": plain("T"), "blocks": [field({"type": "users_select"})]},
    "no title": {"type": "modal", "blocks": [section()]},
    "a title in mrkdwn": modal(title=mrkdwn("T")),
    "markdown in a modal": modal(blocks=[{"type": "markdown", "text": "x"}]),
    "a Home as a modal": {"type": "home", "blocks": [section()]},
    "an unknown field of a view": modal(colour="red"),
}
