"""A digest as it is read: the words are fetched when it is rendered, each format is made when it is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests import pages, telling
from digests.collecting import Digest
from digests.facts.sets import among
from digests.layout import blocks, templating
from digests.pages import Page
from digests.scheduling import snapshots
from digests.weeks import Period
from models import words
from models.storage.errors import NotFound
from models.workspace.schedules import Run, RunStatus


@dataclass(frozen=True, slots=True)
class Rendered:
    page: Page

    @property
    def text(self) -> str:
        """Plain text, for a terminal or a mail."""
        return templating.text(self.page)

    @property
    def html(self) -> str:
        """A whole page in one file."""
        return templating.html(self.page)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return blocks.build(self.page)

    @property
    def notification(self) -> str:
        """What Slack shows where it can't show blocks: one line, escaped."""
        return words.from_plain(f"{self.page.title}: {self.page.headline}")


def render(session: Session, *, workspace_id: int, run_id: UUID) -> Rendered | None:
    """The run's digest in the words that may be read now; None when nothing is left to tell. Raises `NotFound`."""
    found = render_all(session, workspace_id=workspace_id, run_ids=[run_id])
    if run_id not in found:
        raise NotFound(f"digest run {run_id}")
    return found[run_id]


def render_all(session: Session, *, workspace_id: int, run_ids: Iterable[UUID]) -> dict[UUID, Rendered | None]:
    """The digests of these runs, in five statements. Runs that owe no message are left out."""
    query = select(Run.id, Run.period_start, Run.period_end, Run.snapshot).where(
        Run.workspace_id == workspace_id, among(session, Run.id, run_ids), Run.status == RunStatus.OWED
    )
    digests = {
        id_: snapshots.load(snapshot, Period(start, end)) for id_, start, end, snapshot in session.execute(query)
    }
    return tell(session, workspace_id=workspace_id, digests=digests)


def tell(session: Session, *, workspace_id: int, digests: Mapping[UUID, Digest]) -> dict[UUID, Rendered | None]:
    """Digests in words, in four statements."""
    told = telling.read(session, workspace_id=workspace_id, digests=digests.values())
    made = {id_: pages.page_of(digest, told) for id_, digest in digests.items()}
    return {id_: Rendered(page) if page else None for id_, page in made.items()}
