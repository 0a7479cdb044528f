"""A program that makes a PNG: SVG on its standard input, PNG on its standard output.

resvg keeps the interpreter's lock for as long as it draws, and a picture that it can't draw could take the process
with it. So it is run as `python digests/png.py`, one process a picture; it imports nothing else of Backpat.
"""

import sys
from pathlib import Path

import resvg_py

FONTS = Path(__file__).parent / "charts" / "fonts"
ZOOM = 3
"""Pixels of the PNG per pixel of the SVG: for sharp screens."""


def png(svg: str) -> bytes:
    """Drawn with the bundled fonts only, so that it is the same on every machine. Raises `ValueError`."""
    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=ZOOM,
        skip_system_fonts=True,
        font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    return bytes(made)


if __name__ == "__main__":
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode()))
