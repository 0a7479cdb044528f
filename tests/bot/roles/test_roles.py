"""The table of roles holds everything that is registered, and everything with an id is registered."""

from enum import StrEnum

import pytest

from bot import roles
from bot.delivery.readers import READERS
from bot.delivery.rendering import RENDERERS
from bot.ids import ActionId, ShortcutId, ViewId
from bot.listeners.actions import BUTTONS
from bot.listeners.commands import VERBS
from bot.listeners.forms import FORMS
from bot.listeners.shortcuts import SHORTCUTS
from bot.parsing.commands import WORDS_ALONE
from digests.actions import DigestAction
from models.delivery.outbox import Purpose
from tests.bot.process import ROOT

DOES_NOTHING: dict[StrEnum, str] = {
    ActionId.MORE: "a menu: what is chosen from it are actions of their own",
    ViewId.MESSAGE: "only says something",
    ViewId.IDEAS: "only lists: its buttons are actions of their own",
    ViewId.DECISIONS: "the same",
    ViewId.CAUSES: "the same",
    ViewId.TIMES: "only lists, as well",
    ViewId.DIGEST: "only shows: its menus and buttons are actions of their own",
    ViewId.GAPS_EVERYONE: "the same",
    ViewId.GAPS_AWAY: "the same",
}
"""Ids behind which nothing is registered, each with its reason."""
AWAITED = {"privacy"}
"""Announced and not built yet."""


def test_the_page_holds_the_table_as_it_is_registered() -> None:
    page = (ROOT / "docs" / "roles.md").read_text()
    assert page == roles.page(), "run: backpat roles > docs/roles.md"


@pytest.mark.parametrize(
    ("known", "registered"),
    [
        ((*ActionId, *DigestAction), BUTTONS),
        (ViewId, FORMS),
        (ShortcutId, SHORTCUTS),
        (Purpose, READERS),
        (Purpose, RENDERERS),
    ],
    ids=["buttons", "forms", "shortcuts", "readers", "renderers"],
)
def test_everything_with_an_id_says_who_may_use_it(known: tuple[StrEnum, ...], registered: dict[str, object]) -> None:
    unlisted = [one for one in known if one not in registered and one not in {*DOES_NOTHING, *AWAITED}]
    assert not unlisted, f"{unlisted} stand in no table of roles: register each with who may use it"
    assert not [one for one in known if one in registered and one in DOES_NOTHING], "it does something after all"
    assert not set(map(str, registered)) - set(map(str, known)), "registered under an id that no enumeration holds"


def test_every_word_of_the_command_says_who_may_use_it() -> None:
    assert set(VERBS) | AWAITED >= {"give", "form", "doubtful"} | WORDS_ALONE
