"""`python -m benchmarks [NAME …] [--quick]`: ratios within one run, and what is owed of them (`docs/benchmarks.md`)."""

import argparse
import signal
import sys
from collections.abc import Callable

from benchmarks import digests, fanout, gaps, history, idle, pat, start
from benchmarks.databases import Databases
from benchmarks.options import POSTGRESQL, SQLITE, Options, say
from benchmarks.verdicts import Verdict, table

BENCHMARKS: dict[str, Callable[[Options], list[Verdict]]] = {
    "pat": pat.run,
    "history": history.run,
    "gaps": gaps.run,
    "digests": digests.run,
    "idle": idle.run,
    "fanout": fanout.run,
    "start": start.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all when none is given")
    databases = parser.add_mutually_exclusive_group()
    kinds = {"--sqlite": (SQLITE,), "--postgresql": (POSTGRESQL,), "--both": (SQLITE, POSTGRESQL)}
    for flag, chosen in kinds.items():
        databases.add_argument(flag, dest="kinds", action="store_const", const=chosen)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the data: shows that it works, no more")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    if unknown := sorted(set(given.names) - BENCHMARKS.keys()):
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    found: list[Verdict] = []
    with Databases.open() as opened:
        options = Options(given.kinds or kinds["--both"], opened, given.quick)
        for name in given.names or BENCHMARKS:
            say(f"{name}: {BENCHMARKS[name].__module__}")
            found += BENCHMARKS[name](options)
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
