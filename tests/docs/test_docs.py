"""What the documents say is there."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import main

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(group: click.Group, prefix: str = "backpat") -> list[str]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        path = f"{prefix} {name}"
        found += commands(command, path) if isinstance(command, click.Group) else [path]
    return found


def test_every_command_stands_in_the_documents() -> None:
    text = " ".join(page.read_text() for page in PAGES)
    missing = [path for path in commands(main) if " ".join(path.split()[:2]) not in text]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_make_target_of_the_readme_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    for target in re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text()):
        assert target in targets, target


def test_no_file_names_this_machine_or_a_package_index() -> None:
    suspicious = re.compile(r"/work/(main|shared)|files\.pythonhosted|pypi\.org/simple|\.library/")
    for path in ROOT.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts[:-1])
        if path.is_file() and not hidden and path.suffix in {".py", ".md", ".toml", ".lock", ".txt", ".json"}:
            assert not suspicious.search(path.read_text()) or path == Path(__file__), path
