"""What a cell of a table of people may hold: a text, several, nothing (leave it as it is), or `-` for none.

A text that a spreadsheet would take for a formula is written with an apostrophe before it, and read without. So is a
text that begins with apostrophes and then such a sign: reading undoes writing, whatever the text.
"""

import re
from collections.abc import Iterable

NONE = "-"
"""A cell, or one text of several, that says: nobody, no team, nothing."""
FORMULA = re.compile(r"'*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What spreadsheets, also those in Japanese, take for a formula at the beginning. (Tabs and line ends are none there:
a cell is one line without spaces around it.)"""


def tidy(text: str) -> str:
    """On one line, with single spaces."""
    return " ".join(text.split())


def written(text: str) -> str:
    """How a cell holds `text`."""
    text = tidy(text)
    return f"'{text}" if FORMULA.match(text) else text


def read(cell: str) -> str:
    """The text that a cell holds."""
    text = tidy(cell)
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def written_several(texts: Iterable[str]) -> str:
    """Divided by semicolons; by lines when one of the texts has a semicolon in it."""
    cells = [written(text) for text in texts]
    if any(";" in cell for cell in cells):
        return "".join(f"{cell}\n" for cell in cells)
    return "; ".join(cells)


def parts(cell: str) -> list[str]:
    """The cells that a cell of several holds."""
    divided = cell.strip(" \t").splitlines() if re.search(r"[\r\n]", cell.strip(" \t")) else cell.split(";")
    return [part for part in map(tidy, divided) if part]
