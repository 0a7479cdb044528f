"""Whom recognition does not reach: what is set about it, and the nudges that were sent."""
