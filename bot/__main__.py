"""`python -m bot` is `backpat`."""

from bot.cli import main

main()
