"""The one shape in which Slack speaks."""

from typing import Any

Json = dict[str, Any]
