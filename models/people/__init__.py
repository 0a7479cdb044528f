"""Who is who: members, their leads and teams, people without Slack, user groups."""
