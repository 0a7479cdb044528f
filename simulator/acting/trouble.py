"""Why somebody cannot do what the test asked of them."""


class Impossible(Exception):
    """The person's own Slack would not let them: the message says why and what there is instead."""
