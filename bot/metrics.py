"""What /metrics counts."""

from prometheus_client import Counter, Histogram

REQUESTS = Histogram("backpat_request_seconds", "Seconds from a payload's arrival to its answer.")
DELIVERIES = Counter("backpat_deliveries_total", "Rows of the outbox, by what became of them.", ["result"])
DIGESTS = Counter("backpat_digest_runs_total", "Digest periods, by what became of them.", ["status"])
