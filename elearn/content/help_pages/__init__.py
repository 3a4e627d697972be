"""The words of the public help page: one file a language, each signed by whoever translated it."""
