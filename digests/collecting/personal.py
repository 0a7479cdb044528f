"""What somebody is told, alone, of what was said about them in a month. Never a comparison with anybody."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from digests.facts.own_pats import OwnPats
from digests.weeks import Period

TOLD = 5
"""Pats whose words are told; the others are on Home."""


@dataclass(frozen=True, slots=True)
class PersonalReader:
    period: Period
    zone: ZoneInfo
    member_id: UUID


@dataclass(frozen=True, slots=True)
class PersonalDigest:
    """Everything that reached them, wherever it was said: it goes to nobody else."""

    period: Period
    zone: str
    mine: UUID
    """Whose it is."""
    pats: tuple[UUID, ...]
    """Whose words are told: those that have some, the newest first."""
    all: int
    thankers: int
    values: tuple[UUID, ...]
    answered: int
    """Decisions of theirs that were answered."""

    @property
    def has_something(self) -> bool:
        """Whoever asked for it hears of a quiet month, too."""
        return True


def personal(received: OwnPats, reader: PersonalReader) -> PersonalDigest:
    pats = [pat for pat in received.pats.get(reader.member_id, ()) if pat.at in reader.period]
    told = sorted(pats, key=lambda pat: not pat.has_words)[:TOLD]
    return PersonalDigest(
        period=reader.period,
        zone=reader.zone.key,
        mine=reader.member_id,
        pats=tuple(pat.id for pat in told),
        all=len(pats),
        thankers=len({pat.giver for pat in pats}),
        values=tuple(sorted({value for pat in pats for value in received.values.get(pat.id, ())})),
        answered=sum(at in reader.period for at in received.answered.get(reader.member_id, ())),
    )
