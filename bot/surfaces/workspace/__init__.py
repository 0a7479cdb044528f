"""Forms of what is set for a workspace, a team, a person."""
