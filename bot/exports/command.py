"""`backpat export`: what is stored, as files."""

import click

from bot.exports.people_command import people, person


@click.group()
def export() -> None:
    """Write what is stored into files."""


export.add_command(people)
export.add_command(person)
