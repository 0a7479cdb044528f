"""A copy of the archive's database in which nobody has a name and nothing was said."""

import sqlite3
from pathlib import Path

SAID = "[words left out]"
TEXTS = ("message", "decision", "outcome", "customer_words")


def redact(source: Path, target: Path) -> None:
    """People are “Person 1” and so on, in the order of their ids; every text that somebody wrote is `SAID`."""
    target.write_bytes(source.read_bytes())
    with sqlite3.connect(target) as database:
        people = database.execute("SELECT id FROM members ORDER BY id").fetchall()
        named = [(f"Person {n}", f"person-{n}", f"U{n:08}", id_) for n, (id_,) in enumerate(people, 1)]
        database.executemany("UPDATE members SET name = ?, handle = ?, slack_user_id = ? WHERE id = ?", named)
        for text in TEXTS:
            database.execute(f"UPDATE kudos SET {text} = ? WHERE coalesce({text}, '') != ''", (SAID,))
    database.close()
