"""The tables of blocks and elements, judged by the schema made from Slack's published types."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.surfaces.blocks import BLOCKS
from simulator.surfaces.elements import ELEMENTS

# As an element and as a block an image shares its type; the schema tells them apart by name only.
SHAPES = {name: shape for name, shape in {**ELEMENTS, **BLOCKS}.items() if name != "image"}


@pytest.fixture(scope="module")
def definitions(shared: Path) -> dict[str, Any]:
    schema = json.loads((shared / "schemas" / "blocks.schema.json").read_text())
    found = schema["definitions"].values()
    return {one["properties"]["type"]["const"]: one for one in found if _const(one)}


def _const(definition: dict[str, Any]) -> bool:
    return "const" in definition.get("properties", {}).get("type", {})


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_has_the_fields_of_slacks_types(name: str, definitions: dict[str, Any]) -> None:
    assert set(SHAPES[name].fields) == set(definitions[name]["properties"])
    assert set(SHAPES[name].required) == set(definitions[name]["required"]) - {"type"}
