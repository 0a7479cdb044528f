"""A believable company in a simulated Slack, with the real Backpat in it: to try by hand, or as a week that is checked.

It meets Backpat as people and admins do: through Slack, and through the `backpat` command.
"""
