"""Everything there is in one simulator process, and its reset."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.clock import Clock
from simulator.company import Company
from simulator.delivery.dispatch import Dispatcher
from simulator.faults import Faults
from simulator.files import Files
from simulator.grants import Grants
from simulator.ledger import Records
from simulator.manifest import Manifest
from simulator.rates import EventBudget, Rates
from simulator.screens import Screens
from simulator.slackapp import SlackApp
from simulator.surfaces.filled import Ids
from simulator.workspace import Workspace, found


@dataclass
class World:
    """`address` is where this process listens, without a slash at its end."""

    app: SlackApp
    address: str = ""
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(default_factory=Rates)
    event_budget: EventBudget = field(default_factory=EventBudget)
    grants: Grants = field(default_factory=Grants)
    files: Files = field(default_factory=Files)
    ids: Ids = field(default_factory=Ids)
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    tokens: dict[str, Workspace] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)

    rates_by_clock: bool = False

    def __post_init__(self) -> None:
        self.records = Records(self.clock)
        self.screens = Screens(self.ids)
        self.dispatcher = Dispatcher(self.app, self.clock, self.records)
        self._started_with = (self.app.manifest, self.app.events_url)

    def rate_now(self) -> float:
        """Unix seconds by which limits are counted: real, unless they were put on the workspace's clock."""
        return self.clock.now() if self.rates_by_clock else self.clock.real()

    def settle(self, company: Company) -> Workspace:
        """Adds a workspace in which the app is installed."""
        workspace = found(company, self.clock.now())
        self.workspaces[workspace.id] = workspace
        self.tokens[workspace.token] = workspace
        return workspace

    def reset(
        self, companies: Sequence[Company], *, manifest: Manifest | None = None, events_url: str | None = None
    ) -> None:
        """Forgets everything that happened and starts anew with these companies; addresses and tokens stay.

        A manifest or events URL that is not given is the one this process was started with.
        """
        first_manifest, first_url = self._started_with
        self.app.manifest = manifest or first_manifest
        self.app.events_url = first_url if events_url is None else events_url
        self.dispatcher.clear()
        forgetful = (self.faults, self.rates, self.event_budget, self.grants, self.files, self.screens, self.records)
        for part in forgetful:
            part.clear()
        for known in (self.workspaces, self.tokens, self.revoked):
            known.clear()
        self.clock.stand(still=False)
        self.clock.set_offset(0)
        for company in companies:
            self.settle(company)
