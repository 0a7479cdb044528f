"""Pages as Slack blocks, text and HTML."""
