"""A digest as it is read: the words are fetched when it is rendered, each format is made when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests import pages, telling
from digests.charts import Chart
from digests.collecting import Digest
from digests.facts.rows import AT_ONCE
from digests.facts.sets import among
from digests.layout import blocks, templating
from digests.pages import Page
from digests.scheduling import snapshots
from digests.telling import Words
from digests.weeks import Period
from models import words
from models.schedules import Audience, Run, RunStatus, Schedule
from models.storage.errors import NotFound


@dataclass(frozen=True, slots=True)
class Rendered:
    page: Page
    run: UUID | None = None
    """Of the message that it is; None: it is looked at."""
    charts: tuple[Chart, ...] = ()
    """What its HTML shows as pictures."""

    @property
    def text(self) -> str:
        """Plain text, for a terminal or a mail."""
        return templating.text(self.page)

    @property
    def html(self) -> str:
        """A whole page in one file."""
        return templating.html(self.page, self.charts)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return blocks.build(self.page, self.run)

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


def render_all(session: Session, *, workspace_id: int, run_ids: Iterable[UUID]) -> "Telling":
    """The digests of these runs, in four statements. Runs that owe no message are left out."""
    query = select(Run.id, Run.period_start, Run.period_end, Run.snapshot).where(
        Run.workspace_id == workspace_id, among(session, Run.id, run_ids), Run.status == RunStatus.OWED
    )
    found = session.execute(query.execution_options(**AT_ONCE))
    digests = {id_: snapshots.load(snapshot, Period(start, end)) for id_, start, end, snapshot in found}
    return tell(session, workspace_id=workspace_id, digests=digests, posted=True)


def whole(session: Session, *, workspace_id: int, run_id: UUID, lead_id: UUID) -> Rendered | None:
    """Everything of a lead's digest, for their eyes; None when it is not theirs."""
    theirs = select(Run.id).join(
        Schedule, (Schedule.workspace_id == Run.workspace_id) & (Schedule.id == Run.schedule_id)
    )
    query = theirs.where(Run.workspace_id == workspace_id, Run.id == run_id, Schedule.audience == Audience.LEAD)
    if session.scalar(query.where(Schedule.workspace_id == workspace_id, Schedule.member_id == lead_id)) is None:
        return None
    found = render_all(session, workspace_id=workspace_id, run_ids=[run_id]).get(run_id)
    return Rendered(found.page) if found else None


def tell(session: Session, *, workspace_id: int, digests: Mapping[UUID, Digest], posted: bool = False) -> "Telling":
    """Digests in words, in three statements. `posted`: they are messages of these runs, each to its reader alone."""
    told = telling.read(session, workspace_id=workspace_id, digests=digests.values(), to_readers=posted)
    return Telling(digests, told, posted)


@dataclass(frozen=True, slots=True)
class Telling(Mapping[UUID, Rendered | None]):
    """Each digest as it is read, made when it is asked for: the pages of 10,000 take more room than all their words.

    None when nothing is left to tell.
    """

    digests: Mapping[UUID, Digest]
    told: Words
    posted: bool

    def __getitem__(self, id_: UUID) -> Rendered | None:
        page = pages.page_of(self.digests[id_], self.told)
        return Rendered(page, id_ if self.posted else None) if page else None

    def __iter__(self) -> Iterator[UUID]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)
