"""Every figure of digests and gap reports once more, from the bare tables of an SQLite file.

    python -m tests.archive.recompute FILE.db --now 2019-06-10T16:00:00+00:00 [--week 2019-W22 …]

It knows the formulas (docs/gaps.md) and the tables, and nothing of Backpat's code: the standard
library only. Monday to Friday, no holidays. What it says has the shape of `backpat gaps --json` and of
`backpat digest preview --format figures`.
"""
