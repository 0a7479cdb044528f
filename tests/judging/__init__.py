"""What the bot and the simulator said to each other in the tests, judged by Slack's own published data."""
