"""Slack's limits as buckets: 1 message a second a channel, some 300 a minute a workspace, each method's tier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.surfaces.message import Message
from models.delivery.claims import Shared
from models.delivery.outbox import Delivery, Kind, Purpose
from models.delivery.rate_buckets import Limit

WORKSPACE_BURST = 4
METHOD_BURST = 2
LONGEST_GATHERED = timedelta(seconds=0.5)
WITH_PICTURES = (Purpose.TEAM_DIGEST, Purpose.LEADERSHIP_DIGEST, Purpose.CHART)


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls a minute. 295 with a burst of 5 stays within 300 in any minute."""

    posts_per_minute: float = 295
    posts_per_channel: float = 60
    changes_per_minute: float = 48
    """`chat.update` and `chat.delete` are tier 3: 50 a minute each."""
    uploads_per_minute: float = 45
    """`files.*` are tier 4: 100 a minute and method. At most two pictures a message."""

    def of(self, row: Delivery) -> Sequence[Limit]:
        """The buckets that sending this row takes from."""
        if row.kind == Kind.STATE:
            return (self.changes,)
        post = (self.workspace, Limit(f"channel:{row.channel_id}", self.posts_per_channel, 0))
        return (*post, self.uploads) if row.purpose in WITH_PICTURES else post

    def uploads_spared(self, row: Delivery, message: Message | None) -> bool:
        """Whether this row took an upload that its message, known only once it is rendered, has no use for."""
        return self.uploads in self.of(row) and not (message and message.pictures)

    @property
    def workspace(self) -> Limit:
        return Limit("workspace", self.posts_per_minute, WORKSPACE_BURST)

    @property
    def gathers(self) -> timedelta:
        """How long to let calls add up when a backlog waits: a claim costs as much for one post as for three.

        Half of what the bucket holds, so that none is lost to a full one.
        """
        return min(WORKSPACE_BURST / 2 * self.workspace.interval, LONGEST_GATHERED)

    @property
    def uploads(self) -> Limit:
        return Limit("method:files", self.uploads_per_minute, METHOD_BURST)

    @property
    def shared(self) -> Sequence[Shared]:
        """Of these, what only some posts take from."""
        return (Shared(self.uploads, WITH_PICTURES),)

    @property
    def changes(self) -> Limit:
        return Limit("method:chat.update", self.changes_per_minute, METHOD_BURST)
