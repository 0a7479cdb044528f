"""One row a block, and the rules over a whole list of them."""

from typing import Any

from simulator.jsontypes import Json
from simulator.surfaces.elements import AS_ACCESSORY, ELEMENTS, IN_ACTIONS, IN_INPUT
from simulator.surfaces.rules import (
    Report,
    Rule,
    Shape,
    among,
    anything,
    array,
    block_id,
    boolean,
    either,
    string,
    typed,
)
from simulator.surfaces.texts import plain, text, url

MOST_MARKDOWN = 12_000


def block(fields: dict[str, Rule], *required: str, also: Rule | None = None) -> Shape:
    return Shape({"type": anything, "block_id": block_id, **fields}, required, also)


def _in_context(report: Report, value: Any, pointer: str) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    rule: Rule = ELEMENTS["image"] if kind == "image" else text(3000)
    rule(report, value, pointer)


def _optional_dispatch(report: Report, value: Any, pointer: str) -> None:
    inside = value.get("element")
    if isinstance(inside, dict) and inside.get("type") == "file_input" and value.get("dispatch_action"):
        report.add("file_input cannot dispatch actions", pointer)


_cell = typed(
    {
        "raw_text": Shape({"type": anything, "text": string(3000, least=0)}, ("text",)),
        "raw_number": Shape({"type": anything, "value": anything, "text": string(3000)}, ("value",)),
        "rich_text": Shape({"type": anything, "block_id": block_id, "elements": array(anything, 100)}, ("elements",)),
    },
    ("raw_text", "raw_number", "rich_text"),
)
_column = Shape({"align": among("left", "center", "right"), "is_wrapped": boolean})


def _rich_part(**extra: Rule) -> Shape:
    return Shape({"type": anything, "elements": array(anything, 1000, least=0), **extra}, ("elements",))


_rich = typed(
    _RICH_PARTS := {
        "rich_text_section": _rich_part(),
        "rich_text_list": _rich_part(
            style=among("bullet", "ordered"), indent=anything, offset=anything, border=anything
        ),
        "rich_text_preformatted": _rich_part(border=anything, language=anything),
        "rich_text_quote": _rich_part(border=anything),
    },
    tuple(_RICH_PARTS),
)

BLOCKS: dict[str, Shape] = {
    "section": block(
        {
            "text": text(3000),
            "fields": array(text(2000), 10),
            "accessory": typed(ELEMENTS, AS_ACCESSORY),
            "expand": boolean,
        },
        also=either("text", "fields"),
    ),
    "header": block({"text": plain(150)}, "text"),
    "divider": block({}),
    "context": block({"elements": array(_in_context, 10)}, "elements"),
    "actions": block({"elements": array(typed(ELEMENTS, IN_ACTIONS), 25)}, "elements"),
    "image": block(
        {"image_url": url, "slack_file": anything, "alt_text": string(2000), "title": plain(2000)},
        "alt_text",
        also=either("image_url", "slack_file"),
    ),
    "input": block(
        {
            "label": plain(2000),
            "hint": plain(2000),
            "element": typed(ELEMENTS, IN_INPUT),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        "label",
        "element",
        also=_optional_dispatch,
    ),
    "markdown": block({"text": string(MOST_MARKDOWN)}, "text"),
    "rich_text": block({"elements": array(_rich, 1000, least=0)}, "elements"),
    "table": block({"rows": array(array(_cell, 20), 100), "column_settings": array(_column, 20)}, "rows"),
    "video": block(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "title_url": url,
            "thumbnail_url": url,
            "video_url": url,
            "author_name": string(50),
            "provider_name": string(50),
            "provider_icon_url": url,
            "description": plain(200),
        },
        "alt_text",
        "title",
        "thumbnail_url",
        "video_url",
    ),
}

ANYWHERE = ("section", "header", "divider", "context", "actions", "image", "input", "rich_text", "video")
IN_MESSAGE = (*ANYWHERE, "markdown", "table")


def check_blocks(report: Report, blocks: Any, *, most: int, allowed: tuple[str, ...], pointer: str = "/blocks") -> None:
    """Adds to `report` all that is wrong with a list of blocks."""
    array(typed(BLOCKS, allowed), most, least=0)(report, blocks, pointer)
    if isinstance(blocks, list):
        kinds = [one for one in blocks if isinstance(one, dict)]
        _over_the_message(report, kinds, pointer)


def _over_the_message(report: Report, blocks: list[Json], pointer: str) -> None:
    markdown = sum(len(str(one.get("text", ""))) for one in blocks if one.get("type") == "markdown")
    if markdown > MOST_MARKDOWN:
        report.add(f"markdown must be less than {MOST_MARKDOWN + 1} characters over all blocks", pointer)
    if sum(one.get("type") == "table" for one in blocks) > 1:
        report.add("only one table allowed", pointer)


def message_problems(blocks: Any) -> list[str]:
    """What Slack would say against these blocks in a message; empty when it takes them."""
    report = Report()
    check_blocks(report, blocks, most=50, allowed=IN_MESSAGE)
    _no_files(report, blocks)
    return report.problems


def _no_files(report: Report, blocks: Any) -> None:
    for index, one in enumerate(blocks if isinstance(blocks, list) else ()):
        inside = one.get("element") if isinstance(one, dict) else None
        if isinstance(inside, dict) and inside.get("type") == "file_input":
            report.add("unsupported type: file_input", f"/blocks/{index}/element/type")
