"""`python -m tests.bot.patient serve`: Backpat, whose requests wait for their turn as long as a busy machine needs.

On a quiet one they begin within 2.5 seconds, or whoever asked is told to ask again.
"""

from bot import ingress
from bot.cli import main as main
from simulator.tallies import PATIENCE

ingress.START_WITHIN = PATIENCE

if __name__ == "__main__":
    main()
