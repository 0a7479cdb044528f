"""What readers of the archive's digests and gap reports see, from a database in which nobody has a name."""

from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.cli import gaps_export
from bot.cli.gaps_export import Lead
from bot.listeners.gaps import gaps as listener
from digests import charts, lookback, preview, weeks
from digests.charts.palette import LIGHT
from digests.gaps import Scope, ScopeKind, gaps_for_lead
from digests.rendering import Rendered
from models.people import members, reporting
from models.people.members import Member
from models.people.teams import TeamMembership
from models.schedules import Audience
from models.storage.database import Database
from models.workspace.workspaces import Workspace
from tests.archive.building import NOW

WEEK = "2019-W22"
MONTH = "2019-05"
Block = dict[str, Any]


class Shown:
    """Of one lead, of whoever leads the leads, and of everybody, in one week."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.workspace_id = database.query(lambda session: session.scalars(select(Workspace.id)).one())
        self.lead, self.top, self.team = self._chosen()

    def _chosen(self) -> tuple[Member, Member, UUID]:
        """The lead most of whose people were thanked in that week, with their team; and whoever leads most."""
        of: dict[str, Any] = {"workspace_id": self.workspace_id, "at": NOW}
        leads = self.database.query(lambda session: reporting.leads_at(session, **of))
        found = self.database.query(members.by_id, self.workspace_id, leads)
        seen = {one: self._figures(one) for one in sorted(found)}
        top = found[max(seen, key=lambda one: seen[one].people)]
        lead = found[max((one for one in seen if one != top.id), key=lambda one: (seen[one].thanked, one))]
        mine = select(TeamMembership.team_id).where(
            TeamMembership.workspace_id == self.workspace_id, TeamMembership.member_id == lead.id
        )
        return lead, top, self.database.query(lambda session: session.scalars(mine).one())

    def _figures(self, lead: UUID) -> Any:
        return self.database.query(preview.collected, **self._asked(Audience.LEAD, member_id=lead))

    def _asked(self, audience: Audience, **whose: UUID | None) -> dict[str, Any]:
        zone = self.database.query(preview.zone_for, workspace_id=self.workspace_id, **whose)
        period = weeks.iso_week(WEEK, zone)
        if audience == Audience.PERSONAL:
            period = lookback.period(audience, lookback.month(MONTH), zone)
        return {"workspace_id": self.workspace_id, "audience": audience, "period": period, "now": NOW, **whose}

    def _digest(self, audience: Audience, **whose: UUID | None) -> Rendered:
        found = self.database.query(preview.preview, **self._asked(audience, **whose))
        assert found
        return found

    @cached_property
    def digests(self) -> dict[str, Rendered]:
        return {
            "lead": self._digest(Audience.LEAD, member_id=self.lead.id),
            "everyone": self._digest(Audience.TEAM),
            "team": self._digest(Audience.TEAM, team_id=self.team),
            "leadership": self._digest(Audience.LEADERSHIP, member_id=self.top.id),
        }

    def texts(self) -> dict[str, str]:
        """Text by the name of its file."""
        found = {f"{name}.txt": digest.text for name, digest in self.digests.items()}
        found["personal.txt"] = self._digest(Audience.PERSONAL, member_id=self._thanked_most()).text
        for kind, lead in ((ScopeKind.OWN, self.lead), (ScopeKind.TREE, self.top)):
            of: dict[str, Any] = {"lead_id": lead.id, "now": NOW, "scope": Scope(kind)}
            report = self.database.query(gaps_for_lead, workspace_id=self.workspace_id, **of)
            who = Lead(lead.id, lead.slack_user_id, lead.label)
            found[f"gaps-{kind}.txt"] = gaps_export.as_text([(who, report)]) + "\n"
        return found

    def _thanked_most(self) -> UUID:
        """Of the lead's team, in the month."""
        mine = select(TeamMembership.member_id).where(
            TeamMembership.workspace_id == self.workspace_id, TeamMembership.team_id == self.team
        )
        people = sorted(self.database.query(lambda session: session.scalars(mine).all()))
        asked = {one: self._asked(Audience.PERSONAL, member_id=one) for one in people}
        return max(people, key=lambda one: self.database.query(preview.collected, **asked[one]).all)  # type: ignore[union-attr]

    def pages(self) -> dict[str, str]:
        """Digests as HTML, a lead's without the pictures that are drawn by themselves."""
        shown = self.digests | {"lead": replace(self.digests["lead"], charts=())}
        return {name: digest.html for name, digest in shown.items()}

    def messages(self) -> dict[str, list[Block]]:
        """What `/pat gaps` and `/pat gaps tree` answer."""
        asked = {"gaps-own": (self.lead, "own"), "gaps-tree": (self.top, "tree")}
        return {
            name: self.database.query(
                listener.answered, self.workspace_id, str(lead.slack_user_id), typed, NOW
            ).payload()["blocks"]
            for name, (lead, typed) in asked.items()
        }

    def charts(self) -> dict[str, str]:
        """Pictures of the lead's digest as SVG."""
        drawn = self.digests["lead"].charts
        return {f"chart-{charts.name(one)}": charts.svg(one, LIGHT) for one in drawn}
