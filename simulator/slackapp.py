"""The app under test, as Slack knows it."""

from dataclasses import dataclass

from simulator.manifest import Manifest


@dataclass
class SlackApp:
    """Its secrets are the same in every run: nothing here is secret, and a bot's settings outlive a restart."""

    manifest: Manifest
    events_url: str = ""
    id: str = "A0SIMULATED"
    signing_secret: str = "51a0c0de" * 4
    verification_token: str = "simulated-verification"  # noqa: S105, it guards nothing
    app_token: str = "-".join(("xapp", "1", "A0SIMULATED", "simulated"))
