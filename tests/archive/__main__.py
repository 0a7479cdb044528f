"""Makes docs/archive anew: `python -m tests.archive ../shared/data/slack-export-racket.zip`."""

import asyncio
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from models.storage.database import Database
from tests.archive import pictures, showing
from tests.archive.building import Archive
from tests.archive.redacting import redact
from tests.skips import ROOT

DOCS = ROOT / "docs" / "archive"


def main(export: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        made = Archive(Path(name), export)
        made.build()
        nameless = Path(name) / "nameless.db"
        redact(made.database, nameless)
        with closing(Database(f"sqlite:///{nameless}")) as database:
            shown = showing.Shown(database)
            for file, text in shown.texts().items():
                (DOCS / file).write_text(text)
            asyncio.run(pictures.draw(DOCS, shown.pages(), shown.messages(), shown.charts()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
