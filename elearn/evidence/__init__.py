"""Training done elsewhere: completions brought in, certificates to approve, equivalences."""
