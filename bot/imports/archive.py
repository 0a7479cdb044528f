"""A zip file as a folder of JSON files, read one at a time, whatever is wrong with it."""

import json
import lzma
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

MEGABYTE = 1_000_000


class Unusable(Exception):
    """Nothing can be read from this file; the message says what it is and what to do."""


class Unreadable(Exception):
    """One file of the archive can't be read; the message says why."""


class Archive:
    """The files of a zip by their names, with `/` between folders."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = ZipFile(path)
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            why = "is damaged" if path.read_bytes()[:2] == b"PK" else "is not a zip file"
            raise Unusable(f"{path.name} {why}. Download the export again and give the .zip as it is.") from error
        self._files = {info.filename.replace("\\", "/"): info for info in self._zip.infolist() if not info.is_dir()}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        return list(self._files)

    def json(self, name: str, *, most: int) -> Any:
        """The parsed content of a file of at most `most` bytes. Raises `Unreadable`."""
        try:
            return json.loads(self._bytes(self._files[name], most))
        except (ValueError, RecursionError) as error:
            raise Unreadable("is not JSON") from error

    def _bytes(self, info: ZipInfo, most: int) -> bytes:
        """Not trusting the size that the file claims to have."""
        try:
            with self._zip.open(info) as file:
                content = file.read(most + 1)
        except (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
            raise Unreadable("is damaged") from error
        except RuntimeError as error:
            raise Unreadable("is encrypted, or packed in a way that can't be read") from error
        if len(content) > most:
            raise Unreadable(f"is larger than {most // MEGABYTE} MB")
        return content
