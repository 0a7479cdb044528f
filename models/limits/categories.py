"""Categories of limits: added by whoever sets limits, renamed and retired by an admin. Names are stored plain."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.limits import Category, scopes
from models.people import members
from models.storage.ids import uuid7
from models.storage.inserting import add_once
from models.storage.requests import Outcome
from models.workspace import workspaces

LONGEST_NAME = 75
"""Characters that an option of a menu holds (Slack)."""
LONGEST_LINK = 2000
MOST = 100
"""Categories in use: what a menu holds."""


def in_use(session: Session, workspace_id: int) -> list[Category]:
    """Those that are not retired, in their order."""
    query = select(Category).where(Category.workspace_id == workspace_id, Category.archived_at.is_(None))
    return list(session.scalars(query.order_by(Category.position, Category.name)))


def get(session: Session, workspace_id: int, category_id: UUID, *, lock: bool = False) -> Category | None:
    """One in use. Locked, changes of its limits go one after the other."""
    found = session.get(Category, (workspace_id, category_id), with_for_update=lock, populate_existing=lock)
    return found if found is not None and found.archived_at is None else None


def add(session: Session, *, workspace_id: int, name: str, actor: str, now: datetime) -> Outcome:
    """A lead or an admin names a category (plain text); the one of that name when there is one, taken back into use.

    `code`: "added" (with `category`), "not_yours", "no_name", "long_name" or "many".
    """
    member = members.by_slack_user(session, workspace_id, actor)
    if member is None or not scopes.may_set_any(session, member):
        return {"code": "not_yours"}
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        return {"code": "long_name" if name else "no_name"}
    existing = named(session, workspace_id, name)
    if existing is None and len(in_use(session, workspace_id)) >= MOST:
        return {"code": "many", "most": MOST}
    if existing is None:
        _insert(session, workspace_id, name, now)
        existing = named(session, workspace_id, name)
    if existing is None:
        return {"code": "no_name"}
    existing.archived_at = None
    session.flush()
    return {"code": "added", "category": str(existing.id)}


def change(
    session: Session,
    *,
    workspace_id: int,
    category_id: UUID,
    name: str,
    training_url: str | None,
    retired: bool,
    actor: str,
    now: datetime,
) -> Outcome:
    """An admin renames it, attaches training to it, or retires it: its limits are no longer offered, and stay readable.

    `code`: "changed", "retired", "not_admin", "gone", "no_name", "long_name", "taken" or "link".
    """
    category = get(session, workspace_id, category_id, lock=True)
    if workspaces.admin_of(session, workspace_id, actor) is None:
        return {"code": "not_admin"}
    name = " ".join(name.split())
    if category is None:
        return {"code": "gone"}
    if not name or len(name) > LONGEST_NAME:
        return {"code": "long_name" if name else "no_name"}
    other = named(session, workspace_id, name)
    if other is not None and other.id != category_id:
        return {"code": "taken"}
    if training_url is not None and not is_link(training_url):
        return {"code": "link"}
    category.name, category.training_url = name, training_url
    category.archived_at = now if retired else None
    session.flush()
    return {"code": "retired" if retired else "changed"}


def named(session: Session, workspace_id: int, name: str) -> Category | None:
    """The category of this name, retired ones too, however it is capitalised."""
    query = select(Category).where(Category.workspace_id == workspace_id)
    return next((one for one in session.scalars(query) if one.name.casefold() == name.casefold()), None)


def is_link(text: str) -> bool:
    """Whether it can be opened in a browser: http or https, and a host."""
    if len(text) > LONGEST_LINK or any(one.isspace() or one in "<>|" for one in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _insert(session: Session, workspace_id: int, name: str, now: datetime) -> None:
    last = session.scalar(select(func.max(Category.position)).where(Category.workspace_id == workspace_id))
    row = {"workspace_id": workspace_id, "id": uuid7(), "name": name, "position": (last or 0) + 1, "created_at": now}
    add_once(session, Category.id, row)
