"""A Slack workspace on loopback that stands in for Slack: `python -m simulator`. See README.md beside this file."""
