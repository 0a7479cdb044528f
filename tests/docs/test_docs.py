"""What the documents say is there."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.home import Draw
from bot.listeners.commands import VERBS
from bot.listeners.home import SECTIONS
from bot.slack.manifest import scopes

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "simulator" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = ("alembic", "benchmarks", "bot", "demo", "digests", "models", "simulator", "tests")
NAMED = re.compile(rf"`((?:{'|'.join(CODE)}|docs)/[\w./-]*)(?:: (\w+))?`")
"""A path in backquotes, and maybe a name that is in it: `models/words.py: cut`."""
NO_WORDS = {"give", "form", "doubtful", "limit"}
"""Verbs that nobody types: they are what a text turns out to be, or another spelling."""


def commands(group: click.Group, prefix: str = "backpat") -> list[str]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        path = f"{prefix} {name}"
        found += commands(command, path) if isinstance(command, click.Group) else [path]
    return found


def test_the_readme_has_every_command_and_every_verb_of_pat() -> None:
    text = README.read_text()
    assert not [path for path in commands(main) if " ".join(path.split()[:2]) not in text]
    assert not [verb for verb in VERBS.keys() - NO_WORDS if not re.search(rf"`/pat {verb}\b", text)]


def test_the_table_of_scopes_is_the_manifests() -> None:
    table = re.findall(r"^\| `([\w.:]+)` \| (.+) \|$", (ROOT / "docs" / "install.md").read_text(), re.M)
    assert dict(table) == scopes(profiles=True, reading=True)


def test_the_tour_has_every_section_of_home() -> None:
    text = (ROOT / "docs" / "tour.md").read_text()
    assert not [path for section in SECTIONS if (path := _file_of(section.handler)) not in text]


def _file_of(draw: Draw) -> str:
    return f"`{draw.__module__.replace('.', '/')}.py`"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_path_of_the_documents_is_there_with_what_is_said_to_be_in_it(page: Path) -> None:
    assert not gone(page)


def test_every_path_that_code_names_is_there() -> None:
    found = {path: gone(path) for folder in CODE for path in (ROOT / folder).rglob("*.py")}
    assert not {str(path.relative_to(ROOT)): named for path, named in found.items() if named}


def gone(page: Path) -> list[str]:
    """What a file names that is not there any more."""
    named = NAMED.findall(page.read_text())
    return [path for path, name in named if not (ROOT / path).exists() or not _holds(ROOT / path, name)]


def _holds(path: Path, name: str) -> bool:
    return not name or re.search(rf"^(?:(?:async )?def |class )?{name}\b", path.read_text(), re.M) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page.read_text()):
        if not target.startswith("http"):
            there = page.parent / target if target else page
            assert there.exists(), f"{page.name}: {target}"
            assert not heading or heading in headings(there), f"{page.name}: {target}#{heading}"


def headings(page: Path) -> set[str]:
    """As links name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w -]", "", one.casefold()).replace(" ", "-") for one in found}


def test_every_make_target_of_the_readme_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    for target in re.findall(r"make ([a-z-]+)", README.read_text()):
        assert target in targets, target


def test_no_file_names_this_machine_or_a_package_index() -> None:
    suspicious = re.compile(r"/work/(main|shared)|files\.pythonhosted|pypi\.org/simple|\.library/")
    for path in ROOT.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts[:-1])
        if path.is_file() and not hidden and path.suffix in {".py", ".md", ".toml", ".lock", ".txt", ".json"}:
            assert not suspicious.search(path.read_text()) or path == Path(__file__), path
