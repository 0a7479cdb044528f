"""Who sends forged payloads, and where: people of the simulated company, by Slack id."""

SUPPORT = "C0SUPPORT1"
GIVER, RECEIVER, LEAD, OTHER_LEAD = "U0BO000001", "U0ANA00001", "U0CAROL001", "U0DAVE0001"
COLLEAGUE, GUEST, EXTERNAL, ADMIN, LEFT = "U0INES0001", "U0EVE00001", "U0OLGA0001", "U0FINN0001", "U0NILS0001"
DECIDER, ANSWERER, SIGNER, TEAMMATE = "U0HUGO0001", "U0KIM00001", "U0LEO00001", "U0JON00001"
"""Who decided, the peer who answers, who signed the pledge, and who is in the colleague's team."""
EVERYBODY = (
    *(GIVER, RECEIVER, LEAD, OTHER_LEAD, COLLEAGUE, GUEST, EXTERNAL, ADMIN, LEFT),
    *(DECIDER, ANSWERER, SIGNER, TEAMMATE),
)
SOMEBODY = "U0GITA0001"
"""Whom a form names; reports to nobody."""
