"""The pages of briefings: what they say."""
