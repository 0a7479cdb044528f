"""The layout promises that a listener fits on a screen."""

import ast
from pathlib import Path

import pytest

LISTENERS = Path(__file__).parents[2] / "bot" / "listeners"
SCREEN = 40
"""Lines."""
HANDLER = 25


def functions(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize(
    "module", sorted(LISTENERS.rglob("*.py")), ids=lambda module: f"{module.parent.name}.{module.stem}"
)
def test_no_listener_is_longer_than_a_screen(module: Path) -> None:
    lengths = {one.name: (one.end_lineno or 0) - one.lineno + 1 for one in functions(module)}
    registering = {"register"} if module.stem == "__init__" else set()
    long = {name: lines for name, lines in lengths.items() if lines > (SCREEN if name in registering else HANDLER)}
    assert not long


def test_there_are_listeners_to_measure() -> None:
    assert sum(len(functions(module)) for module in LISTENERS.rglob("*.py")) > 30
