"""Uploads by URL: asked for, sent, then shared."""

from dataclasses import dataclass, field


@dataclass
class Upload:
    """A file from the moment its URL was asked for; `content` is None until the bytes came."""

    id: str
    workspace: str
    name: str
    length: int
    alt_text: str = ""
    content: bytes | None = None
    completed: bool = False


@dataclass
class Files:
    uploads: dict[str, Upload] = field(default_factory=dict)

    def clear(self) -> None:
        self.uploads.clear()
