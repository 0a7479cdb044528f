"""What one run of the benchmarks is asked for."""

from dataclasses import dataclass

from benchmarks.databases import Databases

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Options:
    """`kinds`: the databases to measure. `quick`: a twentieth of the data, to see that everything works."""

    kinds: tuple[str, ...]
    databases: Databases
    quick: bool

    def scaled(self, whole: int) -> int:
        return whole // 20 if self.quick else whole

    @property
    def requests(self) -> int:
        """Of one round."""
        return 400 if self.quick else 2000

    @property
    def rounds(self) -> int:
        return 3 if self.quick else 5


def say(line: str) -> None:
    """Progress, as it comes."""
    print(line, flush=True)
