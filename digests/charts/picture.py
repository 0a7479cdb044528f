"""A picture as PNG. Takes tens of milliseconds and keeps the interpreter's lock: run it in another process."""

import resvg_py

from digests.charts import fonts

ZOOM = 2
"""Pixels of the PNG per pixel of the SVG: for sharp screens."""


def png(svg: str) -> bytes:
    """With the bundled fonts only, so that it is the same on every machine. Raises `ValueError`."""
    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=ZOOM,
        skip_system_fonts=True,
        font_files=[str(path) for path in fonts.FILES.values()],
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    return bytes(made)
