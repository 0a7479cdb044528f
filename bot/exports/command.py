"""`backpat export`: what is stored, as files."""

import click

from bot.exports.people_command import people
from bot.exports.person_command import person


@click.group()
def export() -> None:
    """Write what is stored into files."""


export.add_command(people)
export.add_command(person)
