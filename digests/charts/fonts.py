"""The fonts that pictures are drawn with: which characters they have, and how wide a text is."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import regex

FOLDER = Path(__file__).with_name("fonts")
FILES = {False: FOLDER / "DejaVuSans.ttf", True: FOLDER / "DejaVuSans-Bold.ttf"}
"""By whether it is bold."""
ELLIPSIS = "…"


def covers(text: str) -> bool:
    """Whether the font has a glyph for every character."""
    return all(ord(char) in _advances(bold=False) for char in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """In pixels, at a font size of `size` pixels. A character without a glyph counts as a square."""
    advances = _advances(bold=bold)
    return size * sum(advances.get(ord(char), 1.0) for char in text)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text`, or as many whole graphemes of it as fit into `room` pixels together with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = regex.findall(r"\X", text)
    while kept and width("".join(kept).rstrip() + ELLIPSIS, size, bold=bold) > room:
        kept.pop()
    return "".join(kept).rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """`text` in lines of at most `room` pixels each; a word that is longer has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


# Two tables of a TrueType file are read: `cmap` (character to glyph) and `hmtx` (a glyph's width).


@lru_cache(maxsize=2)
def _advances(*, bold: bool) -> dict[int, float]:
    """Each character's width, as a share of the font's size."""
    font = FILES[bold].read_bytes()
    tables = _tables(font)
    (per_em,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (metrics,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    widths = [struct.unpack_from(">H", font, tables["hmtx"] + 4 * n)[0] / per_em for n in range(metrics)]
    return {char: widths[min(glyph, metrics - 1)] for char, glyph in _glyphs(font, tables["cmap"])}


def _tables(font: bytes) -> dict[str, int]:
    """Where each table begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    rows = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in rows}


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """From the table of format 12, which has all of Unicode: runs of characters and of their glyphs."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    parts = (cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)[2] for n in range(count))
    full = next(part for part in parts if struct.unpack_from(">H", font, part)[0] == 12)
    (runs,) = struct.unpack_from(">I", font, full + 12)
    for n in range(runs):
        first, last, glyph = struct.unpack_from(">III", font, full + 16 + 12 * n)
        yield from ((char, glyph + char - first) for char in range(first, last + 1))
