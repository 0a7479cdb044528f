"""Which pictures go with a digest or a report, read from what is stored now. Whoever asks has been let in already."""
